"""Samples counted by group: their numbers are those of all validators, one by one."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.network.finality import Placement, floor_times, sampled_times
from hybridstake.models.network.links import Links
from hybridstake.models.network.samples import Sample, sampled_by_region
from hybridstake.models.network.votes import Electorate, equals
from hybridstake.models.protocol.quorums import Quorum
from hypothesis import given
from hypothesis import strategies as st

MEDIAN = np.array([[2.0, 40.0, 90.0], [42.0, 3.0, 70.0], [95.0, 66.0, 1.0]])
STILL, SHAKEN = (Links(("a", "b", "c"), MEDIAN, MEDIAN * factor) for factor in (1, 1.5))
TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)
PARTS = np.array([0, 0.1, 0.5, 0.9, 0.99, 1])


def placed(links: Links, each: int = 4) -> Placement:
    places = np.repeat([0, 1, 2], each)
    return Placement(links, places, equals(3 * each, TWO_THIRDS), np.ones(3 * each, dtype=np.bool_))


@given(seed=st.integers(0, 2**32 - 1), rounds=st.integers(1, 5), columns=st.integers(1, 5))
def test_a_sample_counts_each_time_as_often_as_it_stands_for_somebody(
    seed: int, rounds: int, columns: int
) -> None:
    """NumPy's own numbers, of every time repeated; a rounding apart where quantiles are between two."""
    rng = np.random.default_rng(seed)
    times = rng.integers(1, 9, (rounds, columns)).astype(float)
    heads = rng.integers(0, 4, (rounds, columns))
    heads[0, 0] = 2
    sample, each = Sample(times, heads), np.repeat(times.reshape(-1), heads.reshape(-1))
    assert sample.size == len(each)
    assert sample.mean == pytest.approx(each.mean(), rel=1e-14)
    assert sample.within(4.0) == (each <= 4).mean()
    assert sample.quantiles(PARTS) == pytest.approx(np.quantile(each, PARTS), rel=1e-14)


def test_what_is_never_final_is_an_infinite_quantile_and_not_within() -> None:
    sample = Sample(np.array([[1.0, np.inf]]), np.array([[3, 1]]))
    assert sample.quantiles(np.array([0.5, 1.0])).tolist() == [1.0, np.inf]
    assert sample.within(1e9) == 0.75


@pytest.mark.parametrize("message_delays", [2, 3])
def test_without_jitter_every_round_is_one_of_the_floor(message_delays: int) -> None:
    """Proposers by lot: 400 rounds have all twelve, and no other times than theirs."""
    place = placed(STILL)
    sample = sampled_by_region(place, message_delays, 400, np.random.default_rng(1), jitter=False)
    assert (sample.heads.sum(axis=1) == 12).all()
    floors = {tuple(sorted(row)) for row in floor_times(place, message_delays).tolist()}
    assert len(floors) == 3
    assert floors == {
        tuple(sorted(np.repeat(*row))) for row in zip(sample.times, sample.heads, strict=True)
    }


@pytest.mark.parametrize("message_delays", [3, 5])
def test_without_jitter_both_engines_have_one_law(message_delays: int) -> None:
    """4,000 rounds each; the standard error of a mean is below 0.6 ms."""
    place = placed(STILL)
    by_region = sampled_by_region(
        place, message_delays, 4_000, np.random.default_rng(1), jitter=False
    )
    by_message = sampled_times(place, message_delays, 4_000, np.random.default_rng(2))
    assert by_region.mean == pytest.approx(by_message.mean(), abs=2.5)


def test_delays_that_regions_share_scatter_more_than_those_of_messages() -> None:
    """Of many messages drawn one by one the enough-th is hardly ever far off; a whole region is."""
    place = placed(SHAKEN, each=20)
    shared = sampled_by_region(place, 3, 600, np.random.default_rng(1), jitter=True)
    single = sampled_times(place, 3, 600, np.random.default_rng(1))
    spread = np.diff(shared.quantiles(np.array([0.1, 0.9])))[0]
    assert spread > 1.2 * np.diff(np.quantile(single, [0.1, 0.9]))[0]


def test_delays_that_regions_share_have_the_quantiles_that_were_measured() -> None:
    """One proposer, one other region, two validators: its time is one message and back."""
    links = Links(
        ("a", "b"), np.array([[1.0, 40.0], [40.0, 1.0]]), np.array([[1.0, 60.0], [60.0, 1.0]])
    )
    electorate = Electorate(np.array([1, 1]), np.array([1, 1]), Quorum(Fraction(1, 2), None, True))
    place = Placement(links, np.array([0, 1]), electorate, np.ones(2, dtype=np.bool_))
    sample = sampled_by_region(place, 2, 20_000, np.random.default_rng(1), jitter=True)
    there_and_back = np.exp(
        np.log(1.5) / 1.2815515655446004 * np.random.default_rng(2).standard_normal((2, 400_000))
    )
    expected = np.quantile(40 * there_and_back.sum(axis=0), [0.5, 0.9])
    proposer = Sample(sample.times[:, 2:], sample.heads[:, 2:])
    assert proposer.quantiles(np.array([0.5, 0.9])) == pytest.approx(expected, rel=0.01)


def test_those_offline_are_waited_for_and_not_counted() -> None:
    """Of twelve, nine must vote: with three silent all others must, with four it is for ever."""
    place = placed(STILL)
    online = np.ones(12, dtype=np.bool_)
    online[8:11] = False
    fewer = Placement(place.links, place.places, place.electorate, online)
    sample = sampled_by_region(fewer, 3, 200, np.random.default_rng(1), jitter=False)
    assert (sample.heads.sum(axis=1) == 9).all()
    assert {tuple(sorted(row)) for row in floor_times(fewer, 3).tolist()} == {
        tuple(sorted(np.repeat(*row))) for row in zip(sample.times, sample.heads, strict=True)
    }
    online[7] = False
    none = Placement(place.links, place.places, place.electorate, online)
    sample = sampled_by_region(none, 3, 50, np.random.default_rng(1), jitter=False)
    assert sample.within(1e9) == 0
