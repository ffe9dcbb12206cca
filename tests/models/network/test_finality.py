"""Finality of a deployment: the floor is the mean over every choice of proposers, one by one."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.finality import (
    Placement,
    floor_times,
    heard,
    rounds_of,
    sampled_times,
)
from hybridstake.models.network.links import Links
from hybridstake.models.network.rounds import Pace
from hybridstake.models.network.votes import Electorate, equals
from hybridstake.models.protocol.quorums import Quorum
from hypothesis import given
from hypothesis import strategies as st

REGIONS = 3
TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)
HALVES = Quorum(Fraction(1, 2), Fraction(1, 2), strict=False)


def drawn_placement(rng: np.random.Generator, size: int, by_head: bool) -> Placement:
    median = rng.integers(1, 100, (REGIONS, REGIONS)).astype(float)
    electorate = (
        equals(size, TWO_THIRDS)
        if by_head
        else Electorate(rng.integers(0, 2, size), rng.integers(1, 3, size), HALVES)
    )
    online = rng.random(size) < 0.9
    online[rng.integers(size)] = True
    links = Links(("a", "b", "c"), median, median * rng.uniform(1, 1.5))
    return Placement(links, rng.integers(0, REGIONS, size), electorate, online)


@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.integers(1, 6),
    message_delays=st.sampled_from((2, 3, 5, 7)),
    by_head=st.booleans(),
    interval=st.integers(0, 300),
)
def test_the_floor_is_the_mean_over_all_who_may_propose_next(
    seed: int, size: int, message_delays: int, by_head: bool, interval: int
) -> None:
    """Every sequence of proposers in turn, at any pace of a chain, on whole medians;
    sums in another order round differently."""
    place = drawn_placement(np.random.default_rng(seed), size, by_head)
    online = np.flatnonzero(place.online)
    pace = Pace(interval_ms=interval, checking_ms=3.0 if message_delays > 3 else 0.0)
    sequences = np.array(list(product(online, repeat=message_delays // 2 + 1)))
    delays = heard(place.links.between(place.places), place.online)
    times = rounds_of(
        np.broadcast_to(delays, (len(sequences), size, size)),
        sequences,
        place.electorate,
        message_delays,
        pace,
    )[:, online]
    one_by_one = [times[sequences[:, 0] == each].mean(axis=0) for each in online]
    assert floor_times(place, message_delays, pace) == pytest.approx(
        np.array(one_by_one), rel=1e-12
    )


def test_a_thousand_validators_have_their_floor_at_once() -> None:
    """By hand: ten regions 100 ms apart, no time within: seven must vote, so every phase takes 100 ms.

    In a chain a certificate takes two such, and the last block nothing in the proposer's own region.
    """
    median = np.where(np.eye(10, dtype=bool), 0.0, 100.0)
    links = Links(tuple("abcdefghij"), median, median)
    online = np.ones(1_000, dtype=np.bool_)
    place = Placement(links, np.arange(1_000) % 10, equals(1_000, TWO_THIRDS), online)
    floor = floor_times(place, 3)
    assert floor.shape == (1_000, 1_000)
    assert set(floor.reshape(-1)) == {300.0}
    assert floor_times(place, 5).mean() == pytest.approx(90 + 4 * 100)


def test_samples_of_rounds_are_whole_in_any_number_of_chunks() -> None:
    """3,000 rounds of 21 are six chunks; a round that was left out would be zero or not a number."""
    place = drawn_placement(np.random.default_rng(5), 21, by_head=True)
    times = sampled_times(place, 3, 3_000, np.random.default_rng(1))
    assert times.shape == (3_000, place.online.sum())
    assert (times > 0).all()
    assert times.mean() == pytest.approx(floor_times(place, 3).mean(), rel=0.25)


def test_a_number_of_delays_that_no_round_has_is_refused_before_anything_is_drawn() -> None:
    place = drawn_placement(np.random.default_rng(5), 4, by_head=True)
    with pytest.raises(InvalidParameter, match="phases must be 2, 3 or an odd number above, got 4"):
        floor_times(place, 4)
    with pytest.raises(InvalidParameter, match="phases must be 2, 3 or an odd number above, got 4"):
        sampled_times(place, 4, 1, np.random.default_rng(1))
