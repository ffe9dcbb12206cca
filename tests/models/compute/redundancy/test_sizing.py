"""The least scheme for a target: exactly the least, at any size, or a refusal."""

import pytest
from hybridstake.models.compute.redundancy.closed_forms import error
from hybridstake.models.compute.redundancy.rules import LARGEST_SIZE, Kind, Scheme
from hybridstake.models.compute.redundancy.sizing import least_scheme, scheme_for_error
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

STEP = {Kind.ITERATIVE: 1, Kind.PROGRESSIVE: 2, Kind.TRADITIONAL: 2}


@given(st.sampled_from(Kind), st.floats(0.51, 0.999), st.floats(0.5, 0.999999))
def test_the_least_reaches_the_target_and_its_predecessor_does_not(
    kind: Kind, right: float, target: float
) -> None:
    found = least_scheme(kind, right, target)
    assert error(found, right) <= (1 - target) * (1 + 1e-11)
    if found.size > 1:
        assert error(Scheme(kind, found.size - STEP[kind]), right) > 1 - target


def test_the_published_target_needs_a_lead_more_than_was_said() -> None:
    """Four votes reach 0.96737, which rounds to the 0.97 of the example and is below it."""
    assert least_scheme(Kind.ITERATIVE, 0.7, 0.967).size == 4
    assert least_scheme(Kind.ITERATIVE, 0.7, 0.97).size == 5
    assert least_scheme(Kind.TRADITIONAL, 0.7, 0.967).size == 19


def test_a_target_that_one_copy_reaches_needs_one() -> None:
    for kind in Kind:
        assert least_scheme(kind, 0.9, 0.9).size == 1
        assert least_scheme(kind, 0.4, 0.3).size == 1
        assert least_scheme(kind, 1.0, 1.0).size == 1


def test_tiny_errors_are_asked_for_as_they_are() -> None:
    found = scheme_for_error(Kind.ITERATIVE, 0.9, 1e-100)
    assert error(found, 0.9) <= 1e-100 < error(Scheme(Kind.ITERATIVE, found.size - 1), 0.9)


@pytest.mark.parametrize(
    ("right", "target", "message"),
    [
        (
            0.5,
            0.9,
            "target must be at most reliability (0.5) where that is at most 1/2: further copies make "
            "it no better, got 0.9",
        ),
        (0.9, 1.5, "target must lie in (0, 1], got 1.5"),
        (0.9, float("nan"), "target must lie in (0, 1], got nan"),
        (1.2, 0.9, "reliability must lie in [0, 1], got 1.2"),
        (0.9, 1.0, "target must be below 1 where reliability (0.9) is, got 1"),
        (
            0.5000001,
            0.9999,
            f"target must be in reach of {LARGEST_SIZE} copies or votes, got 0.9999",
        ),
    ],
)
def test_what_cannot_be_reached_is_refused(right: float, target: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        least_scheme(Kind.ITERATIVE, right, target)
    assert str(caught.value) == message
