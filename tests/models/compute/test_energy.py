"""Power and energy by hand, and conversions that undo each other."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.compute.energy import (
    HOURS_PER_YEAR,
    SECONDS_PER_HOUR,
    computing_energy,
    energy_each,
    kilowatt_hours,
    mean_power,
    power_at,
    rescaled_power,
    site_power,
    watt_hours,
    yearly_energy,
)
from hybridstake.models.economics.issuance import SECONDS_PER_YEAR
from hypothesis import given
from hypothesis import strategies as st

positive = st.fractions(min_value=Fraction(1, 1_000), max_value=1_000_000)


def test_the_worst_thousand_nodes_by_hand() -> None:
    """1,021 * 328 W = 334,888 W; times 1.58: 529,123.04 W; times 8.76 h/1000: 4,635,117.8 kWh."""
    power = site_power(1_021, 328.0, 1.58)
    assert power == pytest.approx(529_123.04, rel=1e-12, abs=0)
    assert yearly_energy(power) == pytest.approx(4_635_117.83, rel=1e-9, abs=0)


def test_a_rented_core_by_hand() -> None:
    """Half busy: 0.74 + 0.5 * 2.76 = 2.12 W; measured so, it draws 2.12 * 3.5 / 2.12 when busy."""
    assert power_at(0.74, 3.5, 0.5) == pytest.approx(2.12, rel=1e-12, abs=0)
    assert rescaled_power(2.12, 0.74 / 3.5, 0.5, 1.0) == pytest.approx(3.5, rel=1e-12, abs=0)
    assert rescaled_power(48.0, 0.3, 0.5, 0.5) == 48.0


def test_a_transaction_by_hand() -> None:
    """50 kW at 1,000 a second: 50 J each, 50/3600 Wh; checked in 1 ms at 4 W by 1,000 nodes: 4 J."""
    assert energy_each(50_000.0, 1_000) == 50.0
    assert watt_hours(50.0) == pytest.approx(0.0138889, rel=1e-5, abs=0)
    assert kilowatt_hours(3.6e6) == 1.0
    assert computing_energy(4.0, 0.001, 1_000) == pytest.approx(4.0, rel=1e-12, abs=0)


@given(watts=positive)
def test_a_year_at_a_power_is_that_power_in_the_mean(watts: Fraction) -> None:
    assert mean_power(yearly_energy(watts)) == watts


def test_a_year_is_as_long_as_that_of_issuance() -> None:
    assert HOURS_PER_YEAR * SECONDS_PER_HOUR == SECONDS_PER_YEAR


def test_arrays_are_read_element_by_element() -> None:
    powers = np.array([1.0, 10.0])
    assert site_power(np.array([1, 2]), powers, 2.0).tolist() == [2.0, 40.0]
