from dataclasses import replace
from fractions import Fraction

from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.quorums.intersection import intersection_claims
from hybridstake.proofs.registry import GIVEN_UP, claims_of, promise, promises
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle

REFUTED = {
    "plan.fast-secure.intersection",
    "plan.all-modes.intersection",
    "plan.secure.oversight-protects",
    "plan.fast.two-thirds-needed",
    "plan.secure.two-thirds-needed",
    "plan.all-modes.two-thirds-of-both-needed",
    "plan.fast.stake-protects",
    "plan.agreement",
}

PROVED = {
    *(
        f"plan.{name}"
        for name in (
            "fast-fast.intersection",
            "fast-balanced.intersection",
            "balanced-balanced.intersection",
            "balanced-secure.intersection",
            "secure-secure.intersection",
            "fast.availability",
            "fast.liveness",
        )
    ),
    *(
        f"reference.{name}"
        for name in (
            "agreement",
            "fast-fast.intersection",
            "fast-balanced.intersection",
            "fast-secure.intersection",
            "balanced-balanced.intersection",
            "balanced-secure.intersection",
            "secure-secure.intersection",
            "all-modes.intersection",
            "secure.oversight-protects",
            "fast.two-thirds-needed",
        )
    ),
    *(
        f"{protocol}.{name}"
        for protocol in ("plan", "reference")
        for name in (
            "balanced.safe-if-either",
            "balanced.availability",
            "secure.availability",
            "balanced.live-only-if-both",
            "fast.conflict-cost",
            "balanced.conflict-cost",
            "secure.conflict-cost",
            "fast.agreement",
            "balanced.agreement",
            "secure.agreement",
            "balanced.liveness",
            "secure.liveness",
        )
    ),
    *(
        f"any.{name}"
        for name in (
            "thresholds.at-least.fewer-than",
            "thresholds.at-least.at-most",
            "thresholds.more-than.fewer-than",
            "thresholds.more-than.at-most",
            "two-resources.at-least.fewer-than",
            "two-resources.more-than.fewer-than",
            "fallback.stake-alone",
            "fallback.useless-at-two-thirds",
            "fallback.useful",
            "fallback.tolerance",
            "agreement",
            "accountability",
            "no-framing",
            "liveness",
        )
    ),
}


def test_every_claim_has_the_verdict_that_the_paper_reports(proofs: dict[str, Proof]) -> None:
    verdicts = {name: proof.verdict for name, proof in proofs.items()}
    assert verdicts == dict.fromkeys(REFUTED, "refuted") | dict.fromkeys(PROVED, "proved")


def test_the_second_solver_agrees_on_every_condition(proofs: dict[str, Proof]) -> None:
    assert {proof.second_solver for proof in proofs.values()} == {"agrees"}


def test_only_a_refuted_claim_has_a_counterexample_and_only_a_proved_one_uses_assumptions(
    proofs: dict[str, Proof],
) -> None:
    for proof in proofs.values():
        assert (proof.counterexample is not None) == (proof.verdict == "refuted")
        assert bool(proof.assumptions_used) == (proof.verdict == "proved")
        assert set(proof.assumptions_used) <= set(proof.assumptions)


def test_statements_are_sentences_and_names_begin_with_their_protocol(
    claims: dict[str, Claim],
) -> None:
    for name, claim in claims.items():
        assert name.startswith(f"{claim.protocol}.")
        assert claim.statement[0].isupper()
        assert claim.statement.endswith(".")
        assert claim.conditions


def test_conditions_of_one_name_are_one_question(claims: dict[str, Claim]) -> None:
    premises: dict[str, list[str]] = {}
    for claim in claims.values():
        for condition in (*claim.conditions, *claim.twins):
            names = [premise.name for premise in condition.premises]
            assert premises.setdefault(condition.name, names) == names


def test_the_json_of_a_proof_has_the_promised_keys(proofs: dict[str, Proof]) -> None:
    assert list(proofs["any.fallback.useful"].as_dict()) == [
        "name",
        "statement",
        "protocol",
        "verdict",
        "seconds",
        "assumptions",
        "assumptions_used",
        "conditions",
        "second_solver",
        "counterexample",
    ]


def test_settling_reports_each_proof_as_it_is_made(plan: Parameters) -> None:
    seen: list[str] = []
    claims = intersection_claims("plan", plan)[:2]
    settled = settle(claims, progress=lambda proof: seen.append(proof.name))
    assert seen == [proof.name for proof in settled] == [claim.name for claim in claims]


def test_a_users_protocol_makes_neither_the_plans_promises_nor_the_references(
    plan: Parameters,
) -> None:
    names = {claim.name.removeprefix("mine.") for claim in claims_of("mine", plan)}
    assert "fast-secure.intersection" in names
    assert names.isdisjoint(
        {
            *GIVEN_UP,
            "secure.oversight-protects",
            "fast.two-thirds-needed",
        }
    )


def test_the_plan_makes_all_its_promises_and_the_reference_those_that_it_keeps(
    plan: Parameters, reference: Parameters, proofs: dict[str, Proof]
) -> None:
    """One that turned out true of the reference's parameters would have to be listed under it."""
    listed = [claim.name for claim in promises("plan", plan)]
    assert listed == [claim.name for claim in claims_of("plan", plan)]
    asked = promises("reference", reference)
    assert [promise(claim) for claim in asked] == [name.removeprefix("plan.") for name in listed]
    claimed = [claim.name for claim in claims_of("reference", reference)]
    assert {proofs[name].verdict for name in claimed} == {"proved"}
    missing = [claim for claim in asked if claim.name not in claimed]
    assert [promise(claim) for claim in missing] == list(GIVEN_UP)
    assert {proof.verdict for proof in settle(missing)} == {"refuted"}


def test_a_reference_with_a_lower_fast_threshold_is_refuted_again(reference: Parameters) -> None:
    """By hand: 4/5 + 1/2 - 1/3 = 29/30 < 1."""
    weaker = replace(reference, fast=replace(reference.fast, authority_threshold=Fraction(4, 5)))
    verdicts = {proof.name: proof.verdict for proof in settle(intersection_claims("mine", weaker))}
    assert {name for name, verdict in verdicts.items() if verdict != "proved"} == {
        "mine.fast-secure.intersection",
        "mine.all-modes.intersection",
    }
