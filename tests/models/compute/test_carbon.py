"""Grams of a job with all its copies: the useful work once, the rest as security."""

import pytest
from hybridstake.models.compute.carbon import all_copies, emissions, security_energy
from hybridstake.models.compute.energy import kilowatt_hours, site_power
from hybridstake.models.compute.equipment import CORE
from hybridstake.models.compute.grid_intensities import GRIDS
from hypothesis import given
from hypothesis import strategies as st

HOUR = 3_600


def test_an_hour_of_eight_cores_by_hand() -> None:
    """8 * 3.5 W * 1.135 = 31.78 Wh; once in the USA 31.78e-3 * 369.473 = 11.74 g, thrice 35.2 g."""
    once = kilowatt_hours(site_power(8, CORE.busy_watts, CORE.pue) * HOUR)
    assert once == pytest.approx(0.03178, rel=1e-12, abs=0)
    grams = emissions(once, GRIDS["USA"].intensity)
    assert grams == pytest.approx(11.742, rel=1e-4, abs=0)
    assert emissions(all_copies(once, 3), GRIDS["USA"].intensity) == pytest.approx(
        35.2256, rel=1e-5, abs=0
    )


@given(once=st.fractions(0, 1_000), copies=st.fractions(1, 100))
def test_the_useful_work_is_counted_once(once: float, copies: float) -> None:
    assert all_copies(once, copies) - security_energy(once, copies) == once
    assert security_energy(once, 1) == 0
