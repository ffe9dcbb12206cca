"""Claims about energy: verdicts, the audit, and formulas with a term missing."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.compute import energy
from hybridstake.proofs.compute.energy import energy_claims, energy_claims_of
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.settling import settle, settle_claim


def test_theorems_are_proved_and_the_second_solver_agrees() -> None:
    assert {
        proof.name: (proof.verdict, proof.second_solver) for proof in settle(energy_claims())
    } == {
        f"any.energy.{name}": ("proved", "agrees")
        for name in ("break-even", "equal-security", "same-budget")
    }


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_no_parameters_save_95_percent_of_any_chain(
    protocol: str, plan: Parameters, reference: Parameters
) -> None:
    """1,021 nodes of 328 W on sites of 1.58: 529,123.04 W, of which twenty times are needed."""
    parameters = {"plan": plan, "reference": reference}[protocol]
    needed, refuted = settle(energy_claims_of(protocol, parameters))
    assert (needed.verdict, refuted.verdict) == ("proved", "refuted")
    assert needed.statement == (
        "1,021 nodes on the worst machine draw 529,123.04 W, and save 95 % exactly of chains that draw "
        "10,582,460.8 W or more."
    )
    assert refuted.counterexample is not None
    power = Fraction(refuted.counterexample.story.as_dict()["numbers"]["comparator"])
    assert 22_462 <= power < 20 * 22_462


@pytest.mark.slow
def test_every_claim_survives_the_audit(plan: Parameters) -> None:
    rows = list(audit([*energy_claims(), *energy_claims_of("plan", plan)]))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert len(rows) > 20


def test_every_claim_has_a_twin_and_each_twin_is_refuted(plan: Parameters) -> None:
    claims = [*energy_claims(), *energy_claims_of("plan", plan)]
    assert all(claim.twins for claim in claims)
    for claim in claims:
        for twin in claim.twins:
            alone = replace(claim, conditions=(twin,), twins=(), rests_on=())
            assert settle_claim(alone).verdict == "refuted", twin.name


@pytest.mark.parametrize(
    ("name", "formula", "claim"),
    [
        ("break_even_power", lambda power, part: power / part, "any.energy.break-even"),
        ("reduction", lambda power, other: 1 - power / (2 * other), "any.energy.break-even"),
        ("saves", lambda power, other, part: power <= part * other, "any.energy.break-even"),
        ("mining_budget", lambda energy, part, price: energy * price, "any.energy.equal-security"),
        ("security_energy", lambda once, copies: once * copies, "any.energy.same-budget"),
        ("all_copies", lambda once, copies: once + copies, "any.energy.same-budget"),
    ],
)
def test_a_wrong_formula_is_refuted(
    monkeypatch: pytest.MonkeyPatch, name: str, formula: Callable[..., Any], claim: str
) -> None:
    monkeypatch.setattr(energy, name, formula)
    [found] = [each for each in energy_claims() if each.name == claim]
    assert settle_claim(found).verdict == "refuted"
