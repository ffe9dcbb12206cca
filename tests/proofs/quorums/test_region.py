"""The derived regions: what is printed, that each is the models' bound, and a wrong bound caught."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
import z3
from hybridstake.models.ledger.steps.governance import are_safe
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.quorums import region
from hybridstake.proofs.quorums.elimination import Inequality, eliminated, inequality_of
from hybridstake.proofs.quorums.region import (
    BOTH,
    GOVERNED,
    ONE,
    derived_region,
    region_claims,
    region_of_modes,
)
from hybridstake.proofs.quorums.thresholds import NUMBERS, READINGS
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.settling import settle, settle_claim
from hybridstake.proofs.solving.solver import ProofUndecided

AT_LEAST, _, MORE_THAN, _ = READINGS


def test_the_region_of_one_resource_is_printed_as_one_inequality() -> None:
    assert {reading.label: str(derived_region(reading, ONE)) for reading in READINGS} == {
        "at-least.fewer-than": "first + second - byzantine >= 1",
        "at-least.at-most": "first + second - byzantine > 1",
        "more-than.fewer-than": "first + second - byzantine >= 1",
        "more-than.at-most": "first + second - byzantine >= 1",
    }


def test_the_region_of_two_resources_is_either_of_two_inequalities() -> None:
    assert str(derived_region(MORE_THAN, BOTH)) == (
        "first_authorities + second_authorities - byzantine_authorities >= 1 or "
        "first_stake + second_stake - byzantine_stake >= 1"
    )


def test_the_region_of_all_modes_has_a_line_for_each_pair() -> None:
    assert str(region_of_modes(AT_LEAST)) == (
        "(2 fast_authorities - byzantine_authorities >= 1) and "
        "(balanced_authorities + fast_authorities - byzantine_authorities >= 1) and "
        "(fast_authorities + oversight - byzantine_authorities >= 1) and "
        "(2 balanced_authorities - byzantine_authorities >= 1 or "
        "2 balanced_stake - byzantine_stake >= 1) and "
        "(balanced_authorities + oversight - byzantine_authorities >= 1 or "
        "balanced_stake + secure_stake - byzantine_stake >= 1) and "
        "(2 oversight - byzantine_authorities >= 1 or 2 secure_stake - byzantine_stake >= 1)"
    )


def test_the_region_is_the_papers_in_latex() -> None:
    one: dict[str, str] = dict(zip(NUMBERS, ("q_1", "q_2", "b"), strict=True))
    assert derived_region(AT_LEAST, ONE).in_latex(one) == r"q_1 + q_2 - b \ge 1"
    both = {name: name[0] for _, *names in BOTH for name in names}
    assert derived_region(AT_LEAST, BOTH).in_latex(both) == (
        r"f + s - b \ge 1 \text{ or } f + s - b \ge 1"
    )
    assert region_of_modes(AT_LEAST).in_latex(dict.fromkeys(GOVERNED, "x")).count(r" \\ ") == 5


def test_the_region_reads_fractions_symbols_and_reals_alike() -> None:
    values = {"first": Fraction(2, 3), "second": Fraction(2, 3), "byzantine": Fraction(1, 3)}
    derived = derived_region(AT_LEAST, ONE)
    assert derived.holds(values) is True
    assert derived.holds({**values, "byzantine": Fraction(1, 2)}) is False
    assert (
        derived.holds({name: sympy.Rational(each) for name, each in values.items()}) == sympy.true
    )
    held = derived.holds({name: z3.RealVal(str(each)) for name, each in values.items()})
    assert z3.is_true(z3.simplify(held))


def test_every_region_is_proved_to_be_the_models_bound() -> None:
    proofs = settle(region_claims())
    assert len(proofs) == 10
    assert {(proof.verdict, proof.second_solver) for proof in proofs} == {("proved", "agrees")}


def test_every_claim_survives_the_audit() -> None:
    rows = list(audit(region_claims()))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert len(rows) == 50


def test_the_derived_region_agrees_with_governance_at_random_thresholds(
    plan: Parameters, reference: Parameters
) -> None:
    rng = np.random.default_rng(7)
    derived = region_of_modes(AT_LEAST)
    seen = set()
    for _ in range(300):
        numbers = {
            name: Fraction(int(part), 12)
            for name, part in zip(GOVERNED, rng.integers(5, 12, len(GOVERNED)), strict=True)
        }
        numbers |= {name: numbers[name] / 4 for name in GOVERNED if name.startswith("byzantine")}
        safe = are_safe(**numbers)
        assert derived.holds(numbers) is safe
        seen.add(safe)
    assert seen == {True, False}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda first, second, byzantine: first + second + byzantine >= 1,
        lambda first, second, byzantine: first + second - byzantine > 1,
        lambda first, second, byzantine: 2 * first - byzantine >= 1,
    ],
    ids=["sign", "strictness", "one threshold twice"],
)
def test_a_bound_that_is_not_the_derived_one_is_caught(
    wrong: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = type(AT_LEAST)
    monkeypatch.setattr(reading, "intersects", lambda self, *numbers: wrong(*numbers))
    claims = [region.one_resource(AT_LEAST), region.two_resources(AT_LEAST)]
    assert {proof.verdict for proof in settle(claims)} == {"refuted"}


def test_a_guard_that_forgets_a_pair_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        region, "are_safe", lambda **numbers: are_safe(**{**numbers, "oversight": Fraction(1)})
    )
    assert settle_claim(region.all_modes(AT_LEAST)).verdict == "refuted"


def test_elimination_finds_what_is_between() -> None:
    """By hand: some x with a < x and 2 x <= b exists exactly when 2 a < b."""
    a, b, x = z3.Reals("a b x", z3.Context())
    assert eliminated([x], [a < x, 2 * x <= b], []) == [
        Inequality((("b", Fraction(1)), ("a", Fraction(-2))), Fraction(0), True)
    ]


def test_what_is_known_is_left_out_and_nothing_else() -> None:
    a, b, x = z3.Reals("a b x", z3.Context())
    left = eliminated([x], [a < x, x <= b, a >= 3], [a >= 5])
    assert [str(each) for each in left] == ["b - a > 0"]


def test_the_opposite_of_an_inequality_fails_exactly_where_it_holds() -> None:
    inequality = Inequality((("a", Fraction(2)), ("b", Fraction(-1))), Fraction(1), False)
    assert str(inequality) == "2 a - b >= 1"
    assert str(inequality.opposite) == "b - 2 a > -1"
    for a in range(-3, 4):
        for b in range(-3, 4):
            values = {"a": Fraction(a), "b": Fraction(b)}
            assert inequality.holds(values) is not inequality.opposite.holds(values)


def test_what_is_no_linear_inequality_is_refused() -> None:
    context = z3.Context()
    a: Any = z3.Real("a", context)
    b: Any = z3.Real("b", context)
    with pytest.raises(ProofUndecided) as refusal:
        inequality_of(a * b >= 1)
    assert str(refusal.value) == "quantifier elimination left a product of numbers, a*b"
    with pytest.raises(ProofUndecided) as refusal:
        inequality_of(z3.Or(a > 0, b > 0))
    assert str(refusal.value) == "quantifier elimination left no inequality but Or(a > 0, b > 0)"
