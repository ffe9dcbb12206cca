"""Measures of concentration, against their definitions in exact arithmetic."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.agents.chain import found_chain
from hybridstake.agents.conservation import Totals
from hybridstake.agents.metrics import gini, hhi, measure, nakamoto_coefficient
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.terms import terms
from hybridstake.experiments.parameter_files import load

NOBODY = np.array([], dtype=np.int64)


@pytest.mark.parametrize("seed", range(20))
def test_gini_is_half_the_mean_difference_over_the_mean(seed):
    rng = np.random.default_rng(seed)
    stakes = np.sort(rng.integers(1, 2 ** int(rng.integers(2, 56)), int(rng.integers(1, 40))))
    whole = [int(stake) for stake in stakes]
    differences = sum(abs(one - other) for one in whole for other in whole)
    assert gini(stakes) == float(Fraction(differences, 2 * len(whole) * sum(whole)))


def test_gini_stays_exact_for_a_million_people_who_hold_all_that_fits():
    people = 1_000_000
    stakes = np.full(people, (2**62 - 1) // people)
    assert gini(stakes) == 0.0
    stakes[-1] += int(stakes[0]) // 2
    rest = int(stakes[0])
    whole = rest * people + rest // 2
    assert gini(stakes) == float(Fraction(rest // 2 * (people - 1), people * whole))


@pytest.mark.parametrize(
    ("stakes", "numerator", "denominator", "fewest"),
    [
        ([1, 1, 1], 1, 3, 1),
        ([1, 1, 1], 34, 100, 2),
        ([10, 20, 30, 40], 1, 2, 2),
        ([1] * 100, 1, 3, 34),
        ([5], 1, 1, 1),
    ],
)
def test_nakamoto_coefficient_counts_from_the_richest(stakes, numerator, denominator, fewest):
    assert nakamoto_coefficient(np.array(stakes), numerator, denominator) == fewest


def test_hhi_of_equal_stakes_is_one_over_their_number():
    assert hhi(np.full(8, 7)) == 1 / 8


def test_nobody_is_not_concentrated():
    assert (gini(NOBODY), hhi(NOBODY), nakamoto_coefficient(NOBODY, 1, 3)) == (0.0, 0.0, 0)


def test_every_metric_of_a_small_state_by_hand():
    """Stakes of 100, 300 and 0 in a supply of 1,000; authorities own bonds of 42 and 58 idle."""
    plan = load("plan")
    token = replace(plan.token, base_units_per_token=1)
    run = terms(replace(plan, token=token), EconomySettings(stakers=3))
    chain = replace(
        found_chain(run), supply=1_000, burned=10, minted=0, unpaid=5, offences=3, load=0.25
    )
    chain = replace(chain, staker_yield=0.1, authority_yield=0.2, issuance_rate=0.3)
    totals = Totals(
        liquid=558, staked=400, bonded=42, unbonding=0, authority_wealth=100, staking=2, online=4
    )
    assert measure(run, chain, totals, np.array([300, 0, 100])) == {
        "staking_ratio": 0.4,
        "staker_yield": 0.1,
        "authority_yield": 0.2,
        "issuance_rate": 0.3,
        "gini": 0.25,
        "nakamoto_coefficient": 1.0,
        "hhi": 0.625,
        "largest_share": 0.75,
        "participation": 2 / 3,
        "authorities": 4.0,
        "authority_wealth": 0.1,
        "slashed_fraction": 10 / 10**9,
        "mode": 1.0,
        "load": 0.25,
        "supply_token": 1_000.0,
        "unpaid_token": 5.0,
        "offences": 3.0,
    }
