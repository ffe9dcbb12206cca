from typing import cast

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.agreement.moments import (
    Example,
    somebody_has_decided,
    somebody_has_locked,
)
from hybridstake.proofs.quorums.intersection import intersection_claims
from hybridstake.proofs.quorums.premises import BYZANTINE, SHARED_HONEST, SIGNED_TWICE
from hybridstake.proofs.quorums.setting import Regions
from hybridstake.proofs.registry import TOPICS, claims_of, general_claims
from hybridstake.proofs.solving import audit as audit_module
from hybridstake.proofs.solving.audit import audit, premises_together
from hybridstake.proofs.solving.claim import Claim
from hybridstake.proofs.solving.condition import Condition, Premise
from hybridstake.proofs.solving.counterexample import counterexample, replay
from hybridstake.proofs.solving.quantities import Values
from hybridstake.proofs.solving.settling import minimal
from hybridstake.proofs.solving.solver import RESOURCES
from hybridstake.proofs.solving.stated import Stated, stated


def claim_of(condition: Condition, *twins: Condition) -> Claim:
    return Claim("any.test", "A test.", "any", (condition,), twins)


def test_every_intersection_theorem_of_the_reference_survives_the_audit(
    reference: Parameters,
) -> None:
    rows = list(audit(intersection_claims("reference", reference)))
    assert [row for row in rows if not row.passed] == []
    assert len(rows) == 6 * (1 + 4 + 1)
    assert {(row.condition, row.mutation) for row in rows if row.outcome == "redundant"} == {
        ("reference.fast-fast", "without Byzantine stake < 1/3"),
        ("reference.fast-balanced", "without Byzantine stake < 1/3"),
        ("reference.fast-secure", "without Byzantine stake < 1/3"),
        ("reference.balanced-balanced", "without Byzantine stake < 1/3"),
        ("reference.balanced-secure", "without Byzantine authorities < 1/3"),
        ("reference.secure-secure", "without Byzantine authorities < 1/3"),
    }
    assert all(row.counterexample for row in rows if row.outcome != "redundant")


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["quorums", "agreement"])
def test_every_claim_about_certificates_and_agreement_survives_the_audit(
    plan: Parameters, reference: Parameters, name: str
) -> None:
    """Those of the other topics are audited with their rooms."""
    topics = [topic for topic in TOPICS if topic.name == name]
    claims = [
        claim
        for topic in topics
        for claim in (
            *topic.promises("plan", plan),
            *topic.promises("reference", reference),
            *topic.variants(),
            *topic.theorems(),
        )
    ]
    rows = list(audit(claims))
    assert [row.as_dict() for row in rows if not row.passed] == []
    with_conditions_of_others = {
        claim.name for claim in claims if claim.rests_on or ".all-modes.inter" in claim.name
    }
    names = {claim.name for claim in claims}
    assert names - with_conditions_of_others <= {row.claim for row in rows} <= names


def test_premises_that_contradict_each_other_are_found() -> None:
    few = Premise("few", lambda each: each.authorities(BYZANTINE) * 3 < each.authorities())
    many = Premise("many", lambda each: each.authorities(BYZANTINE) * 3 > each.authorities())
    empty = claim_of(Condition("any.test", (few, many), SHARED_HONEST, Regions(SIGNED_TWICE)))
    together = next(audit([empty]))
    assert (together.mutation, together.outcome) == ("premises together", "impossible")
    assert not together.passed


def test_a_theorem_without_content_fails_its_twin() -> None:
    """A conclusion that follows from nothing survives even where it should fail."""
    sure = Premise("sure", lambda each: each.authorities() > 0)
    lone = Premise("somebody", lambda each: each.validators() > 0)
    condition = Condition("any.test", (lone,), sure, Regions(SIGNED_TWICE))
    rows = list(audit([claim_of(condition, Condition("twin", (), sure, Regions(SIGNED_TWICE)))]))
    assert [(row.mutation, row.outcome, row.passed) for row in rows] == [
        ("premises together", "possible", True),
        ("without somebody", "redundant", True),
        ("twin", "holds", False),
    ]


def test_an_audit_without_resources_is_undecided_and_fails(plan: Parameters) -> None:
    rows = list(audit(intersection_claims("plan", plan)[:1], resources=10))
    assert {row.outcome for row in rows} == {"undecided"}
    assert not any(row.passed for row in rows)


def test_an_example_has_no_number_below_zero_and_not_only_zeros(reference: Parameters) -> None:
    """Conditions of each kind of number whose examples a solver once filled with -3 or with zeros."""
    claims = [*general_claims(), *claims_of("reference", reference)]
    named = {each.name: (claim, each) for claim in claims for each in claim.conditions}
    for name in (
        "any.fallback.silence: enough are left",
        "any.fallback.ceilings: at-least.fewer-than: passing",
        "any.oversight.veto: both if",
        "any.ledger.exact-slash: always an answer",
        "any.ledger.no-escape: a conviction is owed",
        "any.selection.reused-draw-bias: authorities",
        "any.rewards.everything-paid: all stakers",
        "any.switching.lag: granted",
        "any.switching.walk: starts in its mode",
    ):
        claim, condition = named[name]
        found = premises_together(claim, stated(condition), RESOURCES)
        assert found.counterexample is not None, name
        numbers = cast(Values, found.counterexample.story).numbers.values()
        assert min(numbers) >= 0, name
        assert max(numbers) > 0, name


def test_an_example_of_rounds_shows_a_lock_and_a_decision_once_they_have_begun() -> None:
    claims = {claim.name: claim for claim in general_claims()}
    agreement = claims["any.agreement"]
    for condition in (agreement.conditions[0], agreement.conditions[2]):
        found = premises_together(agreement, stated(condition), RESOURCES)
        assert found.counterexample is not None
        before = cast(Example, found.counterexample.story).before
        has_begun = "at the start" not in condition.name
        assert somebody_has_locked(before) is has_begun
        assert somebody_has_decided(before) is has_begun


def test_a_condition_is_written_down_once_for_all_its_rows(
    reference: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def counted(condition: Condition) -> Stated:
        written.append(condition.name)
        return stated(condition)

    (claim, *_) = intersection_claims("reference", reference)
    assert type(claim.conditions[0].setting) is Regions
    monkeypatch.setattr(
        audit_module, "stated", lambda each: each if isinstance(each, Stated) else counted(each)
    )
    list(audit([claim]))
    assert written == [each.name for each in (*claim.conditions, *claim.twins)]


def test_a_premise_that_is_needed_is_shown_to_be_by_the_models_of_the_minimal_choice(
    reference: Parameters,
) -> None:
    """Each model meets the others that are used and not the conclusion; needless ones have none."""
    (claim, *_) = intersection_claims("reference", reference)
    asked, models = minimal(stated(claim.conditions[0]))
    used = [premise.name for premise in asked.condition.premises]
    assert list(models) == used
    assert len(used) == len(claim.conditions[0].premises) - 1
    for name, model in models.items():
        fewer = asked.without(name).condition
        assert replay(counterexample(fewer, asked.unknowns, model), fewer)
