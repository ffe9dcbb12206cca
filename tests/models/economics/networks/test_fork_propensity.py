"""Forks against rewards: a worked example, laws, and people who are drawn.

Source of the comparative static: F. Saleh, Blockchain without Waste: Proof-of-Stake, The Review of
Financial Studies 34 (2021) 1156-1190, doi:10.1093/rfs/hhaa075. Its abstract: with a sufficiently modest
reward schedule there is an equilibrium with consensus as soon as possible, and none that forks for ever.
"""

import numpy as np
import pytest
from hybridstake.models.economics.networks.fork_propensity import (
    fork_propensity,
    least_tempting_reward,
)

EXPONENT = 1.5


def test_a_worked_example() -> None:
    """Reward 90, loss 0.1: below 900 tokens of stake. From 100 on, drawn by stake: 1 - (100/900)^0.5."""
    found = fork_propensity(90.0, least_stake=100.0, price_loss=0.1, exponent=EXPONENT)
    assert found == pytest.approx(2 / 3, rel=1e-12, abs=0)


def test_a_lower_reward_never_has_more_forks_and_a_modest_one_has_none() -> None:
    rewards = np.geomspace(1e-3, 1e6, 2_000)
    found = fork_propensity(rewards, 100.0, 0.1, EXPONENT)
    modest = rewards <= least_tempting_reward(100.0, 0.1)
    assert modest.any()
    assert not found[modest].any()
    assert (np.diff(found[~modest]) > 0).all()
    assert found[-1] < 1


def test_a_larger_least_stake_and_a_dearer_disagreement_have_fewer_forks() -> None:
    by_stake = fork_propensity(90.0, np.linspace(1.0, 1_000.0, 200), 0.1, EXPONENT)
    by_loss = fork_propensity(90.0, 100.0, np.linspace(0.01, 1.0, 200), EXPONENT)
    for found in (by_stake, by_loss):
        assert (np.diff(found) <= 0).all()
        assert found[0] > 0.8
        assert found[-1] == 0


def test_people_who_weigh_a_reward_against_their_stakes_do_as_the_formula_says() -> None:
    """Holders of a Pareto law, drawn by stake; each compares the reward with what it would lose."""
    rng = np.random.default_rng(np.random.SeedSequence(7))
    draws = 40_000
    stakes = 100.0 * (1 + rng.pareto(2.5, 200_000))
    drawn = rng.choice(stakes, size=draws, p=stakes / stakes.sum())
    for reward in (12.0, 20.0, 90.0):
        part = float((reward > 0.1 * drawn).mean())
        expected = float(fork_propensity(reward, 100.0, 0.1, 2.5))
        error = 4 * (expected * (1 - expected) / draws) ** 0.5
        assert part == pytest.approx(expected, abs=error + 0.005)
