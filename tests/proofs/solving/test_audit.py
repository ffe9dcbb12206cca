import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.quorums.intersection import intersection_claims
from hybridstake.proofs.quorums.premises import BYZANTINE, SHARED_HONEST, SIGNED_TWICE
from hybridstake.proofs.quorums.setting import Regions
from hybridstake.proofs.registry import TOPICS
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Claim
from hybridstake.proofs.solving.condition import Condition, Premise


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
