"""Bisection: the middle, the segment that is left, and who is blamed for it."""

import pytest
from hybridstake.models.compute.verification.bisection import halves, is_blamed, middle
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(0, 10**9), st.integers(2, 10**9))
def test_the_middle_is_the_only_point_that_halves(agreed: int, apart: int) -> None:
    disputed = agreed + apart
    point = middle(agreed, disputed)
    assert agreed < point < disputed
    assert halves(agreed, point, disputed)
    assert not halves(agreed, point - 1, disputed)
    assert not halves(agreed, point + 1, disputed)


@pytest.mark.parametrize("segments", [1, 2, 3, 7, 8, 9, 100, 1_000])
def test_a_dispute_ends_in_time_and_blames_exactly_the_liar(segments: int) -> None:
    """A liar departs from the truth at any segment; rounds are the binary logarithm, rounded up."""
    for first_lie in sorted({1, segments // 2 + 1, segments}):
        agreed, disputed, rounds = 0, segments, 0
        while disputed - agreed > 1:
            point = middle(agreed, disputed)
            agreed, disputed = (point, disputed) if point < first_lie else (agreed, point)
            rounds += 1
        assert rounds <= (segments - 1).bit_length()
        assert disputed == first_lie
        truth, lie = ("state", disputed), ("lie", disputed)
        assert is_blamed(lie, truth)
        assert not is_blamed(truth, truth)
