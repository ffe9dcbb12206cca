"""When two answers can both be true."""

import dataclasses
import math

import pytest
from hybridstake.models.attacks.estimate import (
    Estimate,
    Evidence,
    bound_estimate,
    bracket_estimate,
    exact_estimate,
)
from hybridstake.models.errors import InvalidParameter


def exact(probability: float) -> Estimate:
    """An exact value."""
    return exact_estimate("exact", probability, math.log10(probability))


def bound(upper: float) -> Estimate:
    """An upper bound."""
    return bound_estimate("bound", upper, math.log10(upper))


def bracket(lower: float, upper: float) -> Estimate:
    """A value between two proved ends."""
    return bracket_estimate("exact", lower, upper, (lower + upper) / 2)


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
    ("lower", "upper", "probability", "message"),
    [
        (0.3, 0.4, 0.2, "lower must lie in [0, probability (0.2)], got 0.3"),
        (0.1, 0.15, 0.2, "upper must lie in [probability (0.2), 1], got 0.15"),
        (0.1, math.nan, 0.2, "upper must lie in [probability (0.2), 1], got nan"),
    ],
)
def test_a_bracket_that_does_not_hold_its_answer_is_refused(
    lower: float, upper: float, probability: float, message: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        bracket_estimate("exact", lower, upper, probability)
    assert str(refusal.value) == message
