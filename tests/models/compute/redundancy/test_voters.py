"""Voters who differ: Bayes' rule, groups, and deployed weights."""

from itertools import product

import pytest
from hybridstake.models.compute.redundancy.closed_forms import lead_error
from hybridstake.models.compute.redundancy.contributions import (
    agreed,
    confidence_of_trust,
    score_after_fault,
    weight_of_score,
)
from hybridstake.models.compute.redundancy.leads import (
    odds_after_dissent,
    odds_after_vote,
    odds_of,
)
from hybridstake.models.compute.redundancy.rules import Accept, More
from hybridstake.models.compute.redundancy.voters import (
    CredibilityRule,
    credibility_of_groups,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.booleans(), max_size=30), st.floats(0.05, 0.95))
def test_votes_in_any_order_leave_the_odds_of_their_lead(votes: list[bool], right: float) -> None:
    """Folded vote by vote: the posterior is that of the closed form for the lead alone."""
    odds, voter = 1.0, odds_of(right)
    for vote in votes:
        odds = odds_after_vote(odds, voter) if vote else odds_after_dissent(odds, voter)
    lead = sum(1 if vote else -1 for vote in votes)
    assert 1 / (1 + odds) == pytest.approx(float(lead_error(right, lead)), rel=1e-9, abs=0)


def test_groups_are_weighed_as_enumeration_does() -> None:
    """Of all ways in which voters can be right or wrong, those in which no two answers are right."""
    votes = [("a", 0.8), ("a", 0.7), ("b", 0.9), ("c", 0.6)]
    weights: dict[str | None, float] = {}
    for truths in product((True, False), repeat=len(votes)):
        right = {answer for (answer, _), truth in zip(votes, truths, strict=True) if truth}
        wrong = {answer for (answer, _), truth in zip(votes, truths, strict=True) if not truth}
        if len(right) > 1 or right & wrong:
            continue
        chance = 1.0
        for (_, part), truth in zip(votes, truths, strict=True):
            chance *= part if truth else 1 - part
        answer = right.pop() if right else None
        weights[answer] = weights.get(answer, 0.0) + chance
    total = sum(weights.values())
    found = credibility_of_groups(votes)
    assert dict(found) == pytest.approx(
        {answer: weights[answer] / total for answer in "abc"}, rel=1e-12, abs=0
    )
    assert sum(found.values()) == pytest.approx(1 - weights[None] / total, rel=1e-12, abs=0)


def test_a_thousand_voters_do_not_overflow() -> None:
    found = credibility_of_groups([("a", 0.999)] * 1_000 + [("b", 0.999)] * 999)
    assert found["a"] == pytest.approx(0.999, rel=1e-9, abs=0)


def test_a_rule_waits_until_an_answer_is_credible() -> None:
    """By hand: two at 0.8 have odds 16, so 16 / 17 = 0.941; a third answer at 0.8 leaves 16 / 21."""
    rule = CredibilityRule(0.94)
    assert rule.next([]) == More(1)
    assert rule.next([("a", 0.8)]) == More(1)
    assert rule.next([("a", 0.8), ("b", 0.8), ("a", 0.8)]) == More(1)
    assert rule.next([("a", 0.8), ("a", 0.8)]) == Accept("a")


@pytest.mark.parametrize("value", [0.0, 1.0, float("nan")])
def test_certainty_is_no_credibility(value: float) -> None:
    with pytest.raises(InvalidParameter) as caught:
        credibility_of_groups([("a", value)])
    assert str(caught.value) == f"credibility must lie in (0, 1), got {value!r}"
    with pytest.raises(InvalidParameter) as caught:
        CredibilityRule(value)
    assert str(caught.value) == f"threshold must lie in (0, 1), got {value!r}"


def test_deployed_weights_ask_for_what_they_say() -> None:
    """The contract's rule: a newcomer weighs max(score, 9) // 3 - 1 = 2. By hand, trust 100 asks for a
    group above 99 of 100 of the total: alone every group is all of it; against one dissenter of weight 2
    it takes 2^k > 99 * 2, that is k = 8 newcomers, the dissenter not being last."""
    assert [weight_of_score(score) for score in (0, 9, 11, 12, 300)] == [2, 2, 2, 3, 99]
    assert agreed([], 100) is None
    assert agreed([("a", 0)], 100) == "a"
    votes = [("b", 0), *[("a", 0)] * 7]
    assert agreed(votes, 100) is None
    assert agreed([*votes, ("a", 0)], 100) == "a"
    assert agreed([("b", 0), ("a", 900)], 100) == "a"
    assert confidence_of_trust(100) == 0.99


def test_a_fault_costs_a_third_of_the_score() -> None:
    assert [score_after_fault(score) for score in (0, 1, 30, 100)] == [0, 0, 20, 66]
