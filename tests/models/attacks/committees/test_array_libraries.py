"""The core in another array library: the same lines, the same committees, the same weights."""

from typing import Any

import array_api_strict as strict
import numpy as np
import pytest
from hybridstake.models.attacks.choices import AdversaryOrder, Sampling
from hybridstake.models.attacks.committees.alias_draws import AliasDraws
from hybridstake.models.attacks.committees.array_libraries import on_host, smallest
from hybridstake.models.attacks.committees.committee import Committee
from hybridstake.models.attacks.committees.recurrences import log_density, log_tail
from hybridstake.models.attacks.committees.stake_committee import StakeCommittee
from hybridstake.models.attacks.committees.stakes import adversaries_by_share, pareto_stakes


def question(population: int, committee: int, seats: int, **rest: Any) -> StakeCommittee:
    """Pareto stakes, of which 30 % are the adversary's."""
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, population, rng)
    flags = adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, rng)
    return StakeCommittee(
        stakes=stakes, adversaries=flags, committee=committee, seats=seats, **rest
    )


def both(asked: Any, trials: int) -> tuple[int, int]:
    """Successes found by NumPy and by the strict library."""
    ours, theirs = (asked.successes(trials, np.random.default_rng(5), xp) for xp in (np, strict))
    return ours, theirs


@pytest.mark.parametrize(
    ("population", "committee", "seats"), [(300, 30, 10), (40, 39, 14), (500, 1, 1), (12, 12, 3)]
)
def test_committees_by_stake_are_the_same(population: int, committee: int, seats: int) -> None:
    """Alias draws, keys of 32 bits, one seat, everybody."""
    ours, theirs = both(question(population, committee, seats), 3_000)
    assert ours == theirs > 0


def test_wide_keys_are_the_same() -> None:
    ours, theirs = both(question(400, 300, 92), 500)
    assert 0 < ours == theirs < 500


def test_trials_that_need_more_draws_are_the_same() -> None:
    """A quarter of the trials has to go on drawing."""
    from_both: list[list[int]] = []
    for xp in (np, strict):
        asked = question(60, 20, 8)
        draws = AliasDraws(asked.stakes, asked.adversaries, 20, 40, xp)
        from_both.append(on_host(draws.seats(900, np.random.default_rng(5)), xp).tolist())
    assert from_both[0] == from_both[1]


@pytest.mark.parametrize("sampling", Sampling)
def test_committees_by_head_and_with_replacement_are_the_same(sampling: Sampling) -> None:
    asked = Committee(population=90, adversaries=30, committee=20, seats=8, sampling=sampling)
    ours, theirs = both(asked, 2_000)
    assert 0 < ours == theirs < 2_000
    by_stake = question(50, 9, 3, sampling=Sampling.WITH_REPLACEMENT)
    ours, theirs = both(by_stake, 2_000)
    assert 0 < ours == theirs < 2_000


def test_weights_are_the_same_to_the_last_bit() -> None:
    asked = question(300, 30, 22)
    ours, theirs = (asked.log_weights(400, np.random.default_rng(5), xp) for xp in (np, strict))
    assert isinstance(theirs, np.ndarray)
    assert np.isfinite(ours).any()
    assert (ours == theirs).all()


@pytest.mark.parametrize("recurrence", [log_tail, log_density])
def test_recurrences_are_the_same_to_the_last_bit(recurrence: Any) -> None:
    rates, times, tilt = np.linspace(0.5, 2, 30), np.geomspace(0.1, 1, 7), np.linspace(2, 0, 7)
    ours = recurrence(rates, times, tilt, 12)
    theirs = recurrence(*(strict.asarray(each) for each in (rates, times, tilt)), 12, strict)
    assert (on_host(theirs, strict) == ours).all()


@pytest.mark.parametrize("count", [1, 3, 5])
def test_the_smallest_stand_first_and_the_largest_of_them_last(count: int) -> None:
    rows = np.random.default_rng(1).permuted(np.tile(np.arange(5), (40, 1)), axis=1)
    for xp in (np, strict):
        found = on_host(smallest(xp.asarray(rows.copy()), count, xp), xp)
        assert (np.sort(found, axis=1) == np.arange(count)).all()
        assert (found[:, -1] == count - 1).all()
