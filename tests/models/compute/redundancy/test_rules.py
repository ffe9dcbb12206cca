"""One rule: what it asks for, what it accepts, and what it refuses."""

import numpy as np
import pytest
from hybridstake.models.compute.redundancy.rules import (
    LARGEST_SIZE,
    Accept,
    Kind,
    More,
    Scheme,
    iterative,
    progressive,
    traditional,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given, settings
from hypothesis import strategies as st

SCHEMES = (traditional(5), progressive(5), iterative(3), traditional(1), iterative(1))
ANSWERS = st.lists(st.sampled_from("abc"), min_size=60, max_size=60)


def run_to_the_end(scheme: Scheme, answers: list[str]) -> tuple[str, list[int]]:
    """Answer accepted, and the waves of copies that were asked for."""
    waves: list[int] = []
    while isinstance(decision := scheme.next(answers[: sum(waves)]), More):
        assert decision.copies >= 1
        waves.append(decision.copies)
        assert sum(waves) <= len(answers)
    return str(decision.answer), waves


def test_the_iterative_scheme_asks_for_what_is_missing_of_its_lead() -> None:
    """By hand: 3 : 0 leads by 3 at once; 2 : 1 leads by 1, so 2 more; then 4 : 1."""
    assert iterative(3).next("") == More(3)
    assert iterative(3).next("aaa") == Accept("a")
    assert iterative(3).next("aab") == More(2)
    assert iterative(3).next("aabaa") == Accept("a")
    assert iterative(3).next("aabbb") == More(2)


def test_the_progressive_scheme_stops_where_the_rest_cannot_change_the_majority() -> None:
    assert progressive(5).next("") == More(3)
    assert progressive(5).next("aaa") == Accept("a")
    assert progressive(5).next("aab") == More(1)
    assert progressive(5).next("abab") == More(1)
    assert progressive(5).next("ababb") == Accept("b")


def test_the_traditional_scheme_runs_all_and_goes_on_only_where_three_answers_leave_no_majority() -> (
    None
):
    assert traditional(5).next("") == More(5)
    assert traditional(5).next("aaa") == More(2)
    assert traditional(5).next("abaab") == Accept("a")
    assert traditional(5).next("abcab") == More(1)
    assert traditional(5).next("abcabb") == Accept("b")


@settings(max_examples=30)
@given(st.sampled_from(SCHEMES), ANSWERS)
def test_no_wave_is_longer_than_one_copy_at_a_time_would_need(
    scheme: Scheme, answers: list[str]
) -> None:
    """Asked after every single answer, the rule accepts the same one after as many copies."""
    try:
        accepted, waves = run_to_the_end(scheme, answers)
    except AssertionError:
        return  # no decision within the answers drawn
    copies = sum(waves)
    assert scheme.next(answers[:copies]) == Accept(accepted)
    earlier = [scheme.next(answers[:run]) for run in range(copies)]
    assert all(isinstance(decision, More) for decision in earlier)


@settings(max_examples=30)
@given(st.sampled_from(SCHEMES), ANSWERS)
def test_what_is_accepted_has_the_votes_that_are_needed(scheme: Scheme, answers: list[str]) -> None:
    try:
        accepted, waves = run_to_the_end(scheme, answers)
    except AssertionError:
        return
    votes = answers[: sum(waves)].count(accepted)
    assert votes >= scheme.votes_needed
    if scheme.kind is not Kind.ITERATIVE:
        assert votes == scheme.votes_needed or scheme.kind is Kind.TRADITIONAL


def test_arrays_are_judged_as_lists_of_votes_are() -> None:
    for scheme in SCHEMES:
        for most in range(8):
            for second in range(most + 1):
                votes = "a" * most + "b" * second
                decision = scheme.next(votes)
                wanted = decision.copies if isinstance(decision, More) else 0
                found = scheme.missing(np.array([most]), np.array([second]), np.array([len(votes)]))
                assert max(0, int(found[0])) == wanted


@pytest.mark.parametrize(
    ("kind", "size", "message"),
    [
        (Kind.ITERATIVE, 0, f"lead must lie in [1, {LARGEST_SIZE}], got 0"),
        (Kind.TRADITIONAL, 4, "copies must be odd, got 4"),
        (
            Kind.PROGRESSIVE,
            LARGEST_SIZE + 1,
            f"copies must lie in [1, {LARGEST_SIZE}], got {LARGEST_SIZE + 1}",
        ),
    ],
)
def test_a_size_outside_its_range_is_refused(kind: Kind, size: int, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        Scheme(kind, size)
    assert str(caught.value) == message
