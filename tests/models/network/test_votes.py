"""When votes are enough: counting and weighing say the same, and the protocol's own quorum decides."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.votes import Electorate, equals, of_two_delays
from hybridstake.models.protocol.quorums import Quorum, least_count
from hypothesis import given
from hypothesis import strategies as st

THRESHOLDS = st.fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=30)


@given(THRESHOLDS, st.integers(1, 60), st.booleans())
def test_equal_votes_are_counted_as_the_threshold_says(
    threshold: Fraction, size: int, strict: bool
) -> None:
    electorate = equals(size, Quorum(None, threshold, strict))
    needed = least_count(threshold, size, strict)
    times = np.arange(size, dtype=float)
    assert electorate.votes_needed() == needed
    assert electorate.gathered(times) == (times[needed - 1] if needed <= size else np.inf)


@given(THRESHOLDS, THRESHOLDS, st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_weighed_votes_suffice_when_the_set_heard_is_a_certificate_and_not_before(
    first: Fraction, second: Fraction, size: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    quorum = Quorum(first, second, strict=False)
    electorate = Electorate(rng.integers(0, 2, size), rng.integers(1, 9, size), quorum)
    times = rng.permutation(size).astype(float)
    when = electorate.gathered(times)

    def met(heard: np.ndarray) -> bool:
        counted = (electorate.authorities, electorate.stake)
        return bool(
            quorum.is_met(*(n for each in counted for n in (each[heard].sum(), each.sum())))
        )

    assert met(times <= when)
    assert not met(times < when)


def test_one_phase_decides_on_four_fifths() -> None:
    """Of 21, the plan's five byzantine are one too many: 17 votes, as n - f with f = 4."""
    fast = Quorum(Fraction(2, 3), None, strict=False)
    assert equals(21, of_two_delays(fast)).votes_needed() == 17
    assert of_two_delays(Quorum(Fraction(9, 10), Fraction(1, 2), strict=False)) == Quorum(
        Fraction(9, 10), Fraction(4, 5), strict=False
    )


def test_nobody_is_no_electorate() -> None:
    with pytest.raises(InvalidParameter, match="validators must be at least 1, got 0"):
        equals(0, Quorum(Fraction(2, 3), None, strict=False))


def test_what_all_together_do_not_reach_is_never_certified() -> None:
    """More than the whole stake, weighed or counted."""
    everything = Quorum(None, Fraction(1), strict=True)
    weighed = Electorate(np.array([1, 1]), np.array([1, 2]), everything)
    assert weighed.gathered(np.array([3.0, 5.0])) == np.inf
    assert equals(2, everything).gathered(np.array([3.0, 5.0])) == np.inf
