"""The form with ceilings: the theorem, the counts that the code computes, and everything one off."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hybridstake.models.protocol.fallback import (
    counts_intersect,
    least_oversight_count,
    most_byzantine,
)
from hybridstake.models.protocol.quorums import least_count
from hybridstake.proofs.quorums import ceilings
from hybridstake.proofs.quorums.ceilings import LOST_IN_ROUNDING, is_least, is_most
from hybridstake.proofs.quorums.thresholds import READINGS, Reading
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.settling import refutation, settle_claim

NAME = "any.fallback.ceilings"
TWELFTHS = [Fraction(each, 12) for each in range(1, 12)]


def test_it_is_proved_at_once_and_the_second_solver_agrees() -> None:
    proof = settle_claim(ceilings.ceilings())
    assert (proof.verdict, proof.second_solver) == ("proved", "agrees")
    assert proof.seconds < 10 * proof.conditions, "to notice a formulation that stalls"


@pytest.mark.slow
def test_it_survives_the_audit() -> None:
    assert [row.as_dict() for row in audit([ceilings.ceilings()]) if not row.passed] == []


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.label)
def test_the_proof_is_about_the_counts_that_the_code_computes(reading: Reading) -> None:
    """What the conditions call the least and the most are those of `models/`, and no others."""
    for authorities, part in product(range(1, 25), TWELFTHS):
        weight = part * authorities
        least = least_count(part, authorities, reading.strict)
        most = most_byzantine(part, authorities, reading.inclusive)
        near = range(-2, authorities + 3)
        assert [each for each in near if is_least(reading, each, weight)] == [least]
        assert [each for each in near if is_most(reading, each, weight)] == [most]


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.label)
def test_what_is_safe_for_a_number_falls_short_of_the_fractions_by_little(reading: Reading) -> None:
    """Every threshold and part in twelfths, for each number up to 24; some do fall short."""
    short = 0
    parts = product(TWELFTHS, repeat=3)
    for authorities, (first, second, part) in product(range(1, 25), parts):
        counted = counts_intersect(
            least_count(first, authorities, reading.strict),
            least_count(second, authorities, reading.strict),
            most_byzantine(part, authorities, reading.inclusive),
            authorities,
        )
        safe = reading.intersects(first, second, part)
        assert counted or not safe
        if counted and not safe:
            short += 1
            assert first + second - part >= 1 - Fraction(LOST_IN_ROUNDING, authorities)
    assert short > 100


def one_off(by: int) -> dict[str, Callable[..., Any]]:
    """The formulas with one authority more or less."""
    return {
        "counts_intersect": lambda first, second, most, authorities: (
            first + second - most + by > authorities
        ),
        "least_oversight_count": lambda *counts: least_oversight_count(*counts) + by,
    }


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("formula", ["counts_intersect", "least_oversight_count"])
def test_a_formula_that_is_one_off_is_caught(
    formula: str, by: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ceilings, formula, one_off(by)[formula])
    found = settle_claim(ceilings.ceilings(), second_solver=False).counterexample
    assert found is not None
    assert found.condition == f"{NAME}: at-least.fewer-than: least second"


@pytest.mark.parametrize(("by", "condition"), [(1, "short of fractions"), (-1, "from fractions")])
def test_counts_that_are_no_longer_those_of_the_fractions_are_caught(
    by: int, condition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both formulas are one off together, so that only the fractions can tell."""
    for formula, sign in (("counts_intersect", by), ("least_oversight_count", -by)):
        monkeypatch.setattr(ceilings, formula, one_off(sign)[formula])
    found = settle_claim(ceilings.ceilings(), second_solver=False).counterexample
    assert found is not None
    assert found.condition == f"{NAME}: at-least.fewer-than: {condition}"


def test_the_converse_fails_and_two_authorities_are_not_too_many_to_lose() -> None:
    less, back = (refutation(twin) for twin in ceilings.ceilings().twins)
    assert less is not None
    assert back is not None
    assert less.as_dict()["fails"] == "first + second - byzantine >= authorities - 1"
    numbers = {name: Fraction(value) for name, value in back.as_dict()["numbers"].items()}
    assert numbers["first"] + numbers["second"] - numbers["byzantine"] < numbers["authorities"]
    assert (
        numbers["first_count"] + numbers["second_count"] - numbers["most_byzantine"]
        > numbers["authorities"]
    )
