"""When two answers can both be true."""

import dataclasses
import math
from fractions import Fraction

import pytest
from hybridstake.models.attacks.availability.outage import Outage
from hybridstake.models.attacks.chains.delayed_spend import DelayedSpend
from hybridstake.models.attacks.chains.double_spend import DoubleSpend
from hybridstake.models.attacks.chains.run import Run
from hybridstake.models.attacks.chains.selfish import Selfish
from hybridstake.models.attacks.chains.settlement import Settlement
from hybridstake.models.attacks.estimate import (
    Estimate,
    Evidence,
    bound_estimate,
    bracket_estimate,
    exact_estimate,
)
from hybridstake.models.attacks.incentives.choices import Law
from hybridstake.models.attacks.incentives.concentration import Concentration
from hybridstake.models.attacks.question import Question
from hybridstake.models.errors import InvalidParameter


def exact(probability: float) -> Estimate:
    """An exact value."""
    return exact_estimate("exact", probability, math.log10(probability))


def bound(upper: float) -> Estimate:
    """An upper bound."""
    return bound_estimate("bound", upper, math.log10(upper))


def bracket(lower: float, upper: float) -> Estimate:
    """A value between two proved ends."""
    return bracket_estimate("exact", lower, upper)


def sampled(probability: float, lower: float, upper: float) -> Estimate:
    """A sampled value."""
    return Estimate(
        evidence=Evidence.SAMPLED,
        method="monte-carlo",
        probability=probability,
        lower=lower,
        upper=upper,
        confidence=0.99,
        trials=1_000,
        log10_probability=math.log10(probability) if probability else -math.inf,
    )


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (exact(1e-30), exact(1e-30 * (1 + 1e-12)), True),
        (exact(1e-30), exact(1e-30 * (1 + 1e-7)), False),
        (exact(0.25), exact(0.25 * (1 + 1e-9)), False),
        (exact_estimate("a", 0.0, -2000.0), exact_estimate("b", 0.0, -2000.0 - 1e-9), True),
        (exact_estimate("a", 0.0, -2000.0), exact_estimate("b", 0.0, -2000.1), False),
        (exact_estimate("a", 0.0, -math.inf), exact_estimate("b", 0.0, -math.inf), True),
        (exact_estimate("a", 0.0, -math.inf), exact_estimate("b", 0.0, -3000.0), False),
        (exact(1e-9), bound(1e-8), True),
        (exact(1e-9), bound(1e-9), True),
        (exact(1e-9), bound(0.99e-9), False),
        (exact(0.5), sampled(0.49, 0.48, 0.51), True),
        (exact(0.52), sampled(0.49, 0.48, 0.51), False),
        (exact(0.47), sampled(0.49, 0.48, 0.51), False),
        (exact_estimate("a", 0.0, -400.0), sampled(0.0, 0.0, 0.01), True),
        (exact_estimate("a", 0.0, -math.inf), sampled(0.0, 0.0, 0.01), True),
        (sampled(0.49, 0.48, 0.51), bound(0.485), True),
        (sampled(0.49, 0.48, 0.51), bound(0.4), False),
        (sampled(0.49, 0.48, 0.51), sampled(0.52, 0.50, 0.54), True),
        (sampled(0.49, 0.48, 0.51), sampled(0.53, 0.52, 0.54), False),
        (bound(0.1), bound(1e-9), True),
        (bracket(0.2, 0.3), exact(0.3), True),
        (bracket(0.2, 0.3), exact(0.3 * (1 + 1e-12)), True),
        (bracket(0.2, 0.3), exact(0.3 * (1 + 1e-7)), False),
        (bracket(0.2, 0.3), exact(0.2 * (1 - 1e-7)), False),
        (bracket(0.2, 0.3), bracket(0.29, 0.5), True),
        (bracket(0.2, 0.3), bracket(0.31, 0.5), False),
        (bracket(0.2, 0.3), sampled(0.15, 0.1, 0.21), True),
        (bracket(0.2, 0.3), sampled(0.15, 0.1, 0.19), False),
        (bracket(0.2, 0.3), bound(0.25), True),
        (bracket(0.2, 0.3), bound(0.19), False),
    ],
)
def test_answers_agree_when_their_intervals_meet(one: Estimate, other: Estimate, agree: bool):
    assert one.agrees_with(other) is agree
    assert other.agrees_with(one) is agree


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lower": 0.5}, "lower must lie in [0, probability (0.49)], got 0.5"),
        ({"lower": math.nan}, "lower must lie in [0, probability (0.49)], got nan"),
        ({"upper": 0.4}, "upper must lie in [probability (0.49), 1], got 0.4"),
        ({"upper": 1.5}, "upper must lie in [probability (0.49), 1], got 1.5"),
        ({"confidence": 1.0}, "confidence must lie in (0, 1) where sampled, got 1.0"),
        ({"trials": 0}, "trials must be at least 1 where sampled, got 0"),
        ({"evidence": Evidence.BOUND}, "confidence must be 1 unless sampled, got 0.99"),
        (
            {"evidence": Evidence.BOUND, "confidence": 1.0},
            "trials must be 0 unless sampled, got 1000",
        ),
        ({"log10_probability": 0.5}, "log10_probability must be at most 0, got 0.5"),
        (
            {"log10_probability": -5.0},
            "log10_probability must be the logarithm of probability (0.49), got -5.0",
        ),
    ],
)
def test_an_estimate_that_contradicts_itself_is_refused(
    changes: dict[str, float], message: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        dataclasses.replace(sampled(0.49, 0.48, 0.51), **changes)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("lower", "upper", "message"),
    [
        (0.3, 0.2, "lower must lie in [0, probability (0.2)], got 0.3"),
        (-0.1, 0.2, "lower must lie in [0, probability (0.2)], got -0.1"),
        (0.1, math.nan, "lower must lie in [0, probability (nan)], got 0.1"),
    ],
)
def test_ends_out_of_order_are_refused(lower: float, upper: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        bracket_estimate("exact", lower, upper)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("probability", "log10"),
    [(0.0, -math.inf), (0.0, -2_000.0), (1e-300, -300.0), (0.5, math.log10(0.5)), (1.0, 0.0)],
)
def test_an_exact_interval_is_what_is_forgiven_for_rounding(
    probability: float, log10: float
) -> None:
    found = exact_estimate("exact", probability, log10)
    width = 1e-10 * max(1.0, -log10) * math.log(10) if probability else 0.0
    assert found.lower == pytest.approx(probability * (1 - width), rel=1e-14, abs=0)
    assert found.upper == pytest.approx(min(1.0, probability * (1 + width)), rel=1e-14, abs=0)


@pytest.mark.parametrize(
    "question",
    [
        Selfish(share=0.35),
        Selfish(share=0.5),
        DoubleSpend(share=0.6, confirmations=3),
        DelayedSpend(share=0.1, confirmations=3, delay=1.0, interval=60.0),
        Run(share=1.0, length=3, slots=1_000_000),
        Settlement(share=0.6, unique=1.0, slots=10),
        Concentration(
            largest_share=0.3,
            threshold=0.33,
            stake=100.0,
            reward=1.0,
            rewards=40,
            law=Law.PROPORTIONAL,
        ),
    ],
)
def test_the_answer_of_a_bracket_is_its_upper_end(question: Question) -> None:
    found = [question.exact(), question.second_exact()]
    brackets = [one for one in found if one is not None and one.evidence is Evidence.BRACKET]
    assert brackets
    assert [one.probability for one in brackets] == [one.upper for one in brackets]


def test_rounding_does_not_put_the_truth_outside_an_exact_interval() -> None:
    """All of one hundred slots halve the chance of a reach: 2^-100; a member that always fails: 1."""
    settled = Settlement(share=0.0, unique=0.5, slots=100).exact()
    assert settled is not None
    assert settled.lower < 2.0**-100 < settled.upper
    down = Outage(
        authorities=21, authority_threshold=Fraction(2, 3), strict=True, failure_rate=1.0
    ).exact()
    assert down is not None
    assert down.upper == 1
    best = Selfish(share=0.3, gamma=0.5)
    found = best.exact()
    assert found is not None
    assert best.sm1_share <= found.lower
