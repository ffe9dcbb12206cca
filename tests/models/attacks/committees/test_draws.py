"""Committees drawn by stake, by alias tables and by keys: the law, the bias, the memory."""

import math
import tracemalloc

import numpy as np
import pytest
from hybridstake.models.attacks.committees.alias_draws import (
    AliasDraws,
    alias_table,
    draws_needed,
)
from hybridstake.models.attacks.committees.arrivals import arrivals_of
from hybridstake.models.attacks.committees.key_draws import KeyDraws, rounding_bias
from hybridstake.models.attacks.committees.stake_committee import StakeCommittee
from hybridstake.models.attacks.committees.stakes import pareto_stakes
from hybridstake.models.attacks.sampling import sample
from hybridstake.models.attacks.stopping import Precision
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

SIX = np.array([5.0, 3.0, 2.0, 1.0, 1.0, 0.5])
FLAGS = np.array([False, True, False, True, False, True])


def chances(stakes: NDArray[np.float64], flags: NDArray[np.bool_], committee: int) -> list[float]:
    """Exact chance of every count of seats, from none on."""
    tails = [
        answer.probability
        for seats in range(committee + 1)
        if (
            answer := StakeCommittee(
                stakes=stakes, adversaries=flags, committee=committee, seats=seats
            ).exact()
        )
    ]
    return [tail - above for tail, above in zip(tails, [*tails[1:], 0.0], strict=True)]


def require_law(drawn: NDArray[np.int64], exact: list[float]) -> None:
    """Every count as often as it should be, within five standard errors."""
    found = np.bincount(drawn, minlength=len(exact)) / drawn.size
    for share, chance in zip(found, exact, strict=True):
        error = math.sqrt(max(chance * (1 - chance), 1e-12) / drawn.size)
        assert share == pytest.approx(chance, abs=5 * error + 1e-9, rel=0)


@pytest.mark.parametrize("committee", [1, 3, 5])
@pytest.mark.parametrize("draws", [1, 3, 40])
def test_few_draws_or_many_follow_the_law(committee: int, draws: int) -> None:
    """With as many draws as seats nearly every trial must go on drawing."""
    sampler = AliasDraws(SIX, FLAGS, committee, max(committee, draws))
    drawn = sampler.seats(20_000, np.random.default_rng(committee))
    require_law(drawn, chances(SIX, FLAGS, committee))


@pytest.mark.parametrize("committee", [1, 3, 6, 230])
def test_keys_follow_the_law(committee: int) -> None:
    """Rounded to 32 bits for small committees, to 64 for the large one."""
    stakes, flags = np.tile(SIX, 40), np.tile(FLAGS, 40)
    if committee <= 6:
        stakes, flags = SIX, FLAGS
    sampler = KeyDraws(stakes, flags, committee)
    assert sampler.keys.dtype == (np.float64 if committee == 230 else np.float32)
    require_law(sampler.seats(20_000, np.random.default_rng(6)), chances(stakes, flags, committee))


@given(stakes=st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=60))
def test_an_alias_table_gives_everybody_its_part(stakes: list[float]) -> None:
    table = alias_table(np.array(stakes))
    size = len(stakes)
    left = table.cuts - np.arange(size)
    parts = np.bincount(table.holders[0::2], left, size)
    parts += np.bincount(table.holders[1::2], 1 - left, size)
    assert parts / size == pytest.approx(np.array(stakes) / sum(stakes), rel=1e-9, abs=1e-14)


def test_draws_are_enough_but_for_one_trial_in_a_hundred() -> None:
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, 1_000, rng)
    draws = math.ceil(draws_needed(arrivals_of(stakes / stakes.sum()), 100))
    sampler = AliasDraws(stakes, np.zeros(1_000, dtype=np.bool_), 100, draws)
    last = sampler._firsts(sampler._draw(5_000, rng))[:, -1]
    assert (last >= sampler.late).mean() < 0.01
    assert draws_needed(arrivals_of(np.full(4, 0.25)), 4) == math.inf


def test_a_wide_table_needs_wider_integers_and_follows_the_same_law() -> None:
    """Two million validators, half of the stake with the first."""
    stakes = np.full(2_000_000, 0.5e-6)
    stakes[0] = 1.0
    flags = np.zeros(stakes.size, dtype=np.bool_)
    flags[0] = True
    sampler = AliasDraws(stakes, flags, 1_100, 2_300)
    assert sampler.entries.dtype == np.int64
    assert (sampler.seats(20, np.random.default_rng(1)) == 1).all()


def test_the_bias_of_rounded_keys_is_bounded_and_the_bound_is_never_met() -> None:
    """Two keys to the same trial: rounded as drawn, and not rounded."""
    rng = np.random.default_rng(5)
    stakes = pareto_stakes(1.16, 200, rng)
    flags = rng.random(200) < 0.5
    sampler = KeyDraws(stakes, flags, 50)
    changed, trials = 0, 40_000
    for _ in range(trials // 400):
        ordered = np.concatenate([sampler._flagged_keys(400, rng)])
        exact = sampler.times[:400] * sampler.waits
        rounded = ordered.view(np.float32).astype(np.float64)
        assert np.abs(rounded / exact - 1).max() < 2**-22
        ordered.partition(49, axis=1)
        firsts = np.argpartition(exact, 49, axis=1)[:, :50]
        changed += np.count_nonzero((ordered[:, :50] & 1).sum(axis=1) != flags[firsts].sum(axis=1))
    assert changed / trials <= rounding_bias(50) + 5 * math.sqrt(rounding_bias(50) / trials)


@pytest.mark.parametrize("population", [1_000, 100_000])
def test_memory_does_not_grow_with_the_trials(population: int) -> None:
    """A few blocks of numbers beside the table and one count for each trial of the call."""
    rng = np.random.default_rng(3)
    stakes = pareto_stakes(1.16, population, rng)
    question = StakeCommittee(
        stakes=stakes, adversaries=rng.random(population) < 0.3, committee=100, seats=60
    )
    question.successes(1, rng)
    tracemalloc.start()
    question.successes(20_000, rng)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10e6 + 150 * population


@pytest.mark.exhaustive
def test_ten_times_the_trials_take_no_more_memory() -> None:
    """A hundred million committees by stake beside ten million: one small count more per chunk."""
    rng = np.random.default_rng(4)
    stakes = pareto_stakes(1.16, 1_000, rng)
    question = StakeCommittee(
        stakes=stakes, adversaries=rng.random(1_000) < 0.3, committee=100, seats=40
    )
    peaks: list[int] = []
    for largest in (10**7, 10**8):
        tracemalloc.start()
        precision = Precision(relative_error=1e-9, largest_trials=largest)
        assert sample(question, np.random.default_rng, precision).tally.trials == largest
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    chunks = 10**8 // question.trials_at_once
    assert peaks[1] < peaks[0] + 100 * chunks


@pytest.mark.exhaustive
@pytest.mark.parametrize("by_keys", [True, False])
def test_ten_million_committees_agree_with_the_exact_law(by_keys: bool) -> None:
    """100 of 1,000 Pareto stakes: the chance of 38 seats and of 50, within four standard errors."""
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, 1_000, rng)
    flags = np.zeros(1_000, dtype=np.bool_)
    flags[rng.permutation(1_000)[:404]] = True
    sampler = KeyDraws(stakes, flags, 100) if by_keys else AliasDraws(stakes, flags, 100, draws=198)
    trials = 10_000_000
    drawn = np.concatenate([sampler.seats(trials // 10, rng) for _ in range(10)])
    for seats in (38, 50):
        answer = StakeCommittee(
            stakes=stakes, adversaries=flags, committee=100, seats=seats
        ).exact()
        assert answer is not None
        error = math.sqrt(answer.probability * (1 - answer.probability) / trials)
        assert (drawn >= seats).mean() == pytest.approx(answer.probability, abs=4 * error, rel=0)
