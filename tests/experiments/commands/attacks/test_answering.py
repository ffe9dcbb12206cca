"""What people are told beside an answer."""

import math
from typing import Any

import pytest
from hybridstake.experiments.commands.attacks.answering import ends, fact, relative_error, verdict
from hybridstake.models.attacks.assess import Assessment
from hybridstake.models.attacks.estimate import Estimate, bound_estimate, exact_estimate
from hybridstake.models.attacks.sampling import Sample


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (0.29982666, ["some share: 0.299827"]),
        (404, ["some share: 404"]),
        (True, ["some share: yes"]),
        (None, ["some share: none"]),
        ("least_offer", ["some share: least offer"]),
        ([0.5, 0.25], ["some share: 0.5, 0.25"]),
        ([1] * 10, ["some share: 1, 1, 1, 1, 1, 1, 1, 1 and 2 more with --json"]),
        ({"0.5": 0, "0.9": None}, ["some share:", "  0.5: 0", "  0.9: none"]),
        (
            {"fast": {"cost": 2204794.52, "pays": False}, "secure": {"cost": 1.0, "pays": True}},
            ["some share:", "  fast: cost 2.20479e+06, pays no", "  secure: cost 1, pays yes"],
        ),
    ],
)
def test_a_fact_is_a_line_and_its_parts_are_lines_below(value: Any, lines: list[str]) -> None:
    assert list(fact("some_share", value)) == lines


@pytest.mark.parametrize(
    ("estimate", "told"),
    [
        (exact_estimate("exact", 0.0, -412.5), ("10^-412.5", "10^-412.5", "10^-412.5")),
        (bound_estimate("bound", 0.0, -400.0), ("10^-400", "0", "10^-400")),
        (exact_estimate("exact", 0.0, -math.inf), ("0", "0", "0")),
        (exact_estimate("exact", 0.25, math.log10(0.25)), ("0.25", "0.25", "0.25")),
        (Sample(successes=0, trials=1, looks=1).estimate(0.9), ("0", "0", "0.95")),
    ],
)
def test_what_no_float_can_hold_is_told_by_its_logarithm(
    estimate: Estimate, told: tuple[str, str, str]
) -> None:
    assert ends(estimate) == told


def test_a_relative_error_is_that_of_the_farther_end() -> None:
    estimate = Sample(successes=10, trials=100, looks=1).estimate(0.9)
    assert relative_error(estimate) == 10 * (estimate.upper - 0.1)
    assert relative_error(Sample(successes=0, trials=100, looks=1).estimate(0.9)) is None


HALF = exact_estimate("exact", 0.5, math.log10(0.5))
THIRD = exact_estimate("integers", 1 / 3, math.log10(1 / 3))
LIMIT = bound_estimate("bound", 0.75, math.log10(0.75))


@pytest.mark.parametrize(
    ("agreement", "agrees", "told"),
    [
        ((), True, "no other method answers this question"),
        ((LIMIT,), True, "the bound is kept; no other method answers this question"),
        ((HALF, LIMIT), True, "the methods agree"),
        ((THIRD, LIMIT), False, "the methods DISAGREE"),
    ],
)
def test_agreement_is_claimed_only_where_there_is_another_method(
    agreement: tuple[Estimate, ...], agrees: bool, told: str
) -> None:
    found = Assessment(estimate=HALF, agreement=agreement, agrees=agrees)
    assert verdict(found) == told


def test_a_lonely_bound_that_no_float_holds_is_told_as_such() -> None:
    """No second method can bear out a number that far down."""
    alone = "no other method answers this question"
    tiny = Assessment(estimate=bound_estimate("bound", 0.0, -196_318.8), agreement=(), agrees=True)
    assert verdict(tiny) == f"{alone}: the bound is below every float"
    assert verdict(Assessment(estimate=LIMIT, agreement=(), agrees=True)) == alone
