"""Staking against lending: the transition as lending comes to pay more."""

import numpy as np
import pytest
import sympy
from hybridstake.models.economics.networks.lending import (
    order_parameter,
    staked_part,
    transition_width,
)


def test_what_is_staked_is_best_for_the_holder() -> None:
    """Derived by SymPy: between its limits the part maximises mean less half risk times aversion."""
    part, one, other, first, second, aversion = sympy.symbols("w s l v u g", positive=True)
    variance = part**2 * first + (1 - part) ** 2 * second
    utility = part * one + (1 - part) * other - aversion * variance / 2
    (best,) = sympy.solve(sympy.diff(utility, part), part)
    values = {one: 0.05, other: 0.04, first: 0.02, second: 0.01, aversion: 3}
    inside = staked_part(0.05, 0.04, 0.02, 0.01, 3.0)
    assert 0 < inside < 1
    assert inside == pytest.approx(float(best.subs(values)), rel=1e-12, abs=0)


def test_lending_that_pays_more_turns_all_from_staked_to_lent() -> None:
    """Chitra 2021: as lending yield crosses staking yield; the order parameter goes from 1 to -1."""
    lending = np.linspace(0, 0.2, 401)
    order = order_parameter(0.1, lending, 0.01, 0.01, 1.0)
    assert order[0] == 1
    assert order[-1] == -1
    assert (np.diff(order) <= 0).all()
    assert order[200] == pytest.approx(0, abs=1e-12)
    turning = lending[(order > -1) & (order < 1)]
    assert np.ptp(turning) == pytest.approx(transition_width(0.01, 0.01, 1.0), abs=1.1e-3)


def test_without_risk_aversion_the_transition_is_a_jump() -> None:
    """Its width falls in proportion, and a thousandth of a point decides at the end."""
    assert transition_width(0.01, 0.01, 0.01) == pytest.approx(2e-4)
    assert order_parameter(0.1, 0.1005, 0.01, 0.01, 0.01) == -1
    assert order_parameter(0.1, 0.0995, 0.01, 0.01, 0.01) == 1


def test_rewards_that_fall_end_lent_and_rewards_that_keep_up_stay_staked() -> None:
    """Chitra 2021: a deflationary schedule loses its stake at a constant lending yield; an inflationary
    one does not."""
    years = np.arange(30)
    falling, kept = 0.1 * 0.85**years, np.full(30, 0.1)
    deflationary = order_parameter(falling, 0.05, 0.001, 0.001, 5.0)
    inflationary = order_parameter(kept, 0.05, 0.001, 0.001, 5.0)
    assert deflationary[0] == inflationary[0] == 1
    assert deflationary[-1] == -1
    assert (inflationary == 1).all()
