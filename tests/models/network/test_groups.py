"""Validators that cannot be told apart, taken together: to the last bit as one by one."""

from fractions import Fraction

import numpy as np
from hybridstake.models.network.finality import heard, rounds_of
from hybridstake.models.network.groups import Groups
from hybridstake.models.network.rounds import Pace
from hybridstake.models.network.votes import Electorate, equals
from hybridstake.models.protocol.quorums import Quorum
from hypothesis import given
from hypothesis import strategies as st

REGIONS = 4
ROUNDS = 5
TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)
BOTH = Quorum(Fraction(2, 3), Fraction(1, 2), strict=False)


@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.integers(1, 14),
    message_delays=st.sampled_from((2, 3, 5, 7, 9)),
    by_head=st.booleans(),
    interval=st.integers(0, 300),
)
def test_a_group_knows_when_each_of_its_validators_does(
    seed: int, size: int, message_delays: int, by_head: bool, interval: int
) -> None:
    """Whole stakes, some offline, delays within a region, proposers that come again, any pace."""
    rng = np.random.default_rng(seed)
    places = rng.integers(0, REGIONS, size)
    electorate = (
        equals(size, TWO_THIRDS)
        if by_head
        else Electorate(rng.integers(0, 2, size), rng.integers(1, 4, size), BOTH)
    )
    online = rng.random(size) < 0.9
    online[rng.integers(size)] = True
    between = rng.uniform(1, 100, (ROUNDS, REGIONS, REGIONS))
    proposers = rng.choice(np.flatnonzero(online), (ROUNDS, message_delays // 2 + 1))
    groups = Groups.found(places, electorate, online)
    pace = Pace(interval_ms=interval, checking_ms=2.5)
    times, heads = groups.finality(between, proposers, message_delays, pace)

    delays = between[:, places][:, :, places]
    delays[:, range(size), range(size)] = 0
    one_by_one = rounds_of(heard(delays, online), proposers, electorate, message_delays, pace)
    together = [np.repeat(*each) for each in zip(times, heads, strict=True)]
    assert np.sort(together).tolist() == np.sort(one_by_one[:, online]).tolist()


def test_a_thousand_in_two_regions_are_two_groups_and_the_proposer() -> None:
    """By hand: 10 ms within a region and 100 between; 500 in each, so two thirds need both.

    The proposal is there after 10 ms and 100. Votes of both regions are there at max(10 + 10, 100 + 100)
    = 200 where the proposer is, and at max(10 + 100, 100 + 10) = 110 in the other; then at max(200 + 10,
    110 + 100) = 210 and max(200 + 100, 110 + 10) = 300.
    """
    places = np.repeat([0, 1], 500)
    groups = Groups.found(places, equals(1_000, TWO_THIRDS), np.ones(1_000, dtype=np.bool_))
    between = np.array([[[10.0, 100.0], [100.0, 10.0]]])
    times, heads = groups.finality(between, np.array([[7, 8]]), 3)
    assert groups.members.tolist() == [500, 500]
    assert heads.tolist() == [[499, 500, 1]]
    assert times.tolist() == [[210.0, 300.0, 210.0]]
