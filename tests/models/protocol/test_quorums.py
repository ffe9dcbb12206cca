"""Quorums: counting signers, and when two certificates must share an honest one."""

import math
from fractions import Fraction
from itertools import combinations

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import (
    Quorum,
    at_least,
    certificates_intersect,
    least_count,
    more_than,
    quorum,
)
from hypothesis import assume, given
from hypothesis import strategies as st

thresholds = st.fractions(0, 1, max_denominator=12).filter(bool)
counts = st.integers(0, 40)


@st.composite
def quorum_of_any_form(draw: st.DrawFn) -> Quorum:
    """With either resource or both."""
    authorities = draw(st.none() | thresholds)
    stake = draw(thresholds if authorities is None else st.none() | thresholds)
    return Quorum(authorities, stake, strict=draw(st.booleans()))


def test_the_plan_asks_for_14_of_21_and_the_reference_for_18() -> None:
    """2/3 · 21 = 14, reached by 14. 5/6 · 21 = 17.5, exceeded by 18."""
    fast = {name: quorum(load(name), Mode.FAST) for name in ("plan", "reference")}
    least = {
        name: next(n for n in range(22) if rule.is_met(n, 21, 0, 0)) for name, rule in fast.items()
    }
    assert least == {"plan": 14, "reference": 18}


def test_each_mode_of_the_plan_asks_for_its_own_resources() -> None:
    plan = load("plan")
    two_thirds, third = Fraction(2, 3), Fraction(1, 3)
    assert quorum(plan, Mode.FAST) == Quorum(two_thirds, None, strict=False)
    assert quorum(plan, Mode.BALANCED) == Quorum(two_thirds, two_thirds, strict=False)
    assert quorum(plan, Mode.SECURE) == Quorum(third, two_thirds, strict=False)


@given(threshold=thresholds, weight=counts, total=counts)
def test_a_strict_quorum_differs_from_a_lax_one_at_equality_alone(
    threshold: Fraction, weight: int, total: int
) -> None:
    lax = at_least(weight, total, threshold.numerator, threshold.denominator)
    strict = more_than(weight, total, threshold.numerator, threshold.denominator)
    assert (lax and not strict) == (weight == threshold * total)
    assert lax or not strict


@given(threshold=thresholds, total=counts, strict=st.booleans())
def test_the_least_count_is_met_and_one_less_is_not(
    threshold: Fraction, total: int, strict: bool
) -> None:
    reaches = more_than if strict else at_least
    met = [reaches(n, total, threshold.numerator, threshold.denominator) for n in range(total + 2)]
    assert least_count(threshold, total, strict=strict) == met.index(True)


@given(threshold=thresholds, total=counts)
def test_the_least_count_is_the_ceiling_or_the_next_whole_number(
    threshold: Fraction, total: int
) -> None:
    assert least_count(threshold, total, strict=False) == math.ceil(threshold * total)
    assert least_count(threshold, total, strict=True) == math.floor(threshold * total) + 1


@pytest.mark.parametrize("total", [0, 1, 21, 100])
def test_all_voices_meet_a_whole_threshold_unless_it_is_strict(total: int) -> None:
    assert least_count(Fraction(1), total, strict=False) == total
    assert least_count(Fraction(1), total, strict=True) == total + 1


@given(quorum_of_any_form(), *[counts] * 6)
def test_further_signers_never_unmake_a_certificate(
    rule: Quorum,
    authorities: int,
    more_authorities: int,
    silent_authorities: int,
    stake: int,
    more_stake: int,
    silent_stake: int,
) -> None:
    all_authorities = authorities + more_authorities + silent_authorities
    all_stake = stake + more_stake + silent_stake
    before = rule.is_met(authorities, all_authorities, stake, all_stake)
    after = rule.is_met(
        authorities + more_authorities, all_authorities, stake + more_stake, all_stake
    )
    assert after or not before


@given(quorum_of_any_form(), counts, counts)
def test_nobody_alone_is_no_certificate(rule: Quorum, authorities: int, stake: int) -> None:
    """Thresholds are above zero; only where nobody exists is nobody enough, and never strictly."""
    assume(authorities and stake)
    assert not rule.is_met(0, authorities, 0, stake)
    assert rule.is_met(0, 0, 0, 0) == (not rule.strict)


@given(quorum_of_any_form(), st.integers(1, 40), st.integers(1, 40))
def test_everybody_is_a_certificate_unless_more_than_all_is_asked(
    rule: Quorum, authorities: int, stake: int
) -> None:
    whole = Fraction(1) in (rule.authorities, rule.stake)
    assert rule.is_met(authorities, authorities, stake, stake) == (not (rule.strict and whole))


def some_two_sets_share_only_byzantine(
    n: int, first: Fraction, second: Fraction, byzantine: Fraction
) -> bool:
    """Brute force: two certificates among n, whose common members can all be Byzantine.

    The first set may be taken to be {0, 1, …}: names do not matter. Fewer than `byzantine` · n may be
    Byzantine, so a common part is harmful exactly when it is smaller than that.
    """
    one = set(range(math.ceil(first * n)))
    return any(
        len(one & set(other)) < byzantine * n
        for other in combinations(range(n), math.ceil(second * n))
    )


@pytest.mark.parametrize("denominator", [2, 3, 4, 6])
def test_the_intersection_formula_agrees_with_all_sets_of_small_committees(
    denominator: int,
) -> None:
    """Where it holds, it holds for every n; where it fails, n = the common denominator shows it."""
    parts = [Fraction(part, denominator) for part in range(1, denominator + 1)]
    for first in parts:
        for second in parts:
            for byzantine in parts:
                if certificates_intersect(first, second, byzantine):
                    sizes = range(1, 9)
                    assert not any(
                        some_two_sets_share_only_byzantine(n, first, second, byzantine)
                        for n in sizes
                    )
                else:
                    assert some_two_sets_share_only_byzantine(denominator, first, second, byzantine)


@given(thresholds, thresholds, thresholds, thresholds)
def test_higher_thresholds_and_fewer_byzantine_keep_the_intersection(
    first: Fraction, second: Fraction, byzantine: Fraction, other: Fraction
) -> None:
    if certificates_intersect(first, second, byzantine):
        assert certificates_intersect(max(first, other), second, min(byzantine, other))
    assert certificates_intersect(first, second, byzantine) == certificates_intersect(
        second, first, byzantine
    )


def test_fast_and_secure_intersect_in_the_reference_and_not_in_the_plan() -> None:
    """Plan: 2/3 + 1/3 - 1/3 = 2/3 < 1. Reference: 5/6 + 1/2 - 1/3 = 1."""
    meets = {
        name: certificates_intersect(
            protocol.fast.authority_threshold,
            protocol.secure.oversight_threshold,
            protocol.assumptions.byzantine_authorities,
        )
        for name, protocol in {name: load(name) for name in ("plan", "reference")}.items()
    }
    assert meets == {"plan": False, "reference": True}
