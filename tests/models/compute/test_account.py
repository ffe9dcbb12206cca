"""An account of a network by hand, and as machines are told it."""

import numpy as np
import pytest
from hybridstake.models.compute.account import Account, account_of
from hybridstake.models.compute.comparators import comparator_named
from hybridstake.models.compute.equipment import Hardware
from hybridstake.models.compute.footprint import footprint_of
from hybridstake.models.compute.grid_intensities import grid_of


def account(nodes: int = 1_000, throughput: float = 1_000.0, compare: str = "1e6") -> Account:
    return account_of(
        footprint_of(Hardware.HOME, nodes),
        throughput,
        1e-3,
        comparator_named(compare),
        grid_of("FRA"),
        5_000,
        np.random.default_rng(1),
    )


def test_a_thousand_homes_by_hand() -> None:
    """22 kW; 192.72 MWh; 10.8 t in France; 22 J = 6.11 mWh; 3.5 W * 1.135 * 1 ms * 1,000 = 3.97 J."""
    found = account().as_dict()
    assert found["power_w"] == pytest.approx(22_000.0, rel=1e-12, abs=0)
    assert found["energy_kwh_per_year"] == pytest.approx(192_720.0, rel=1e-12, abs=0)
    assert found["t_co2e_per_year"] == pytest.approx(10.79984, rel=1e-5, abs=0)
    assert found["wh_per_transaction"] == pytest.approx(22 / 3_600, rel=1e-12, abs=0)
    assert found["wh_added_per_transaction"] == pytest.approx(3.9725 / 3_600, rel=1e-9, abs=0)
    assert found["reduction"] == pytest.approx(0.978, rel=1e-12, abs=0)
    assert found["break_even_w"] == pytest.approx(440_000.0, rel=1e-12, abs=0)
    assert found["saves_95_percent"] is True


def test_against_a_chain_below_the_break_even_the_promise_fails() -> None:
    assert account(compare="440001").as_dict()["saves_95_percent"] is True
    assert account(compare="439999").as_dict()["saves_95_percent"] is False


def test_intervals_are_in_order_and_hold_what_is_stated() -> None:
    found = account().as_dict()
    for name, value in (
        ("power_interval_w", found["power_w"]),
        ("energy_interval_kwh_per_year", found["energy_kwh_per_year"]),
        ("t_co2e_interval_per_year", found["t_co2e_per_year"]),
        ("reduction_interval", found["reduction"]),
    ):
        low, high = found[name]
        assert low < value < high


def test_a_network_without_transactions_has_no_energy_of_one() -> None:
    assert account(throughput=5e-324).as_dict()["wh_per_transaction"] is None
