"""Panels of equilibria: every cell lies on both of its curves."""

import numpy as np
import pytest
from hybridstake.models.economics.networks.staking_demand import (
    CIRCULATING,
    equilibrium_stake_by_roots,
    offered_yield,
    required_yield,
)
from hybridstake.models.economics.networks.staking_panel import equilibrium_panel
from hybridstake.models.errors import InvalidParameter

FACTORS = np.array([[64.0, 32.0, 64.0], [128.0, 128.0, 100.0]])
SLOPES = np.array([[0.04, 0.04, 0.05], [0.02, 0.06, 0.04]])


def test_every_cell_is_where_its_own_supply_meets_its_own_demand() -> None:
    ratios, rates = equilibrium_panel(FACTORS, SLOPES)
    stakes = ratios * CIRCULATING
    assert rates == pytest.approx(offered_yield(stakes, FACTORS), rel=1e-12, abs=0)
    assert rates == pytest.approx(required_yield(stakes, SLOPES), rel=1e-9, abs=0)


def test_both_solvers_fill_the_same_panel() -> None:
    ratios, rates = equilibrium_panel(FACTORS, SLOPES)
    again, rates_again = equilibrium_panel(FACTORS, SLOPES, equilibrium_stake_by_roots)
    assert again == pytest.approx(ratios, rel=1e-7, abs=0)
    assert rates_again == pytest.approx(rates, rel=1e-7, abs=0)


def test_paying_less_and_asking_for_more_both_lower_the_stake_and_only_one_the_yield() -> None:
    """First row: halved issuance against the first cell, then a steeper supply against it."""
    ratios, rates = equilibrium_panel(FACTORS, SLOPES)
    assert ratios[0, 1] < ratios[0, 0] > ratios[0, 2]
    assert rates[0, 1] < rates[0, 0] < rates[0, 2]


def test_a_cell_without_an_equilibrium_is_refused() -> None:
    with pytest.raises(InvalidParameter) as caught:
        equilibrium_panel(np.array([[0.0]]), np.array([[0.04]]))
    assert str(caught.value) == "base_reward_factor must be positive and finite, got 0.0"
