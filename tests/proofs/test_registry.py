from dataclasses import replace
from fractions import Fraction

from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.compute.theorems import compute_variants
from hybridstake.proofs.quorums.intersection import intersection_claims
from hybridstake.proofs.quorums.variants import variant_claims
from hybridstake.proofs.registry import GIVEN_UP, OPTIONAL, claims_of, promise, promises
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle

ONLY_OF_THE_REFERENCE = ("fast-secure.least-guilty", "fast-secure.slashable-with-changes")
"""Under the plan these certificates need have no signer in common, so nobody at least is guilty."""

REFUTED = {
    "plan.all-modes.third-guilty",
    "plan.light-client.next-height",
    "plan.light-client.skipping",
    "plan.fast-secure.intersection",
    "plan.all-modes.intersection",
    "plan.secure.oversight-protects",
    "plan.fast.two-thirds-needed",
    "plan.secure.two-thirds-needed",
    "plan.all-modes.two-thirds-of-both-needed",
    "plan.fast.stake-protects",
    "plan.agreement",
    "plan.switching.agreement",
    "plan.switching.one-mode",
    "plan.switching.adjacent",
    "plan.switching.steady",
    "plan.switching.never-stuck-with-stake",
    "plan.switching.never-stuck",
    "plan.switching.own-measurements",
    "plan.migration",
    "plan.ledger.no-escape",
    "plan.ledger.thresholds-safe",
    "plan.selection.every-authority-proposes",
    "plan.selection.fair-to-every-authority",
    "plan.selection.every-staker-proposes",
    "plan.selection.fair-to-every-staker",
    "plan.rewards.everything-paid",
    "plan.slashing.third-loses-everything",
    "plan.deterrence.alone",
    "plan.deterrence.of-a-third",
    "plan.energy.any-comparator",
    "plan.redundancy.results-valid",
    "plan.variants.at-least-two-thirds",
    "plan.variants.14-of-21",
    "plan.variants.33-of-100",
    "plan.variants.heads-hold-stake",
    "plan.variants.heads-protect-balanced",
}

PROVED_OF_BOTH = (
    "fast-fast.least-guilty",
    "fast-balanced.least-guilty",
    "balanced-balanced.least-guilty",
    "balanced-secure.least-guilty",
    "secure-secure.least-guilty",
    "fast-fast.slashable-with-changes",
    "fast-balanced.slashable-with-changes",
    "balanced-balanced.slashable-with-changes",
    "balanced-secure.slashable-with-changes",
    "secure-secure.slashable-with-changes",
    "checkpoint.in-time",
    "fast-fast.intersection",
    "fast-balanced.intersection",
    "balanced-balanced.intersection",
    "balanced-secure.intersection",
    "secure-secure.intersection",
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
    "switching.live-height",
    "waits",
    *(
        f"{mode}.{claim}"
        for mode in ("fast", "balanced", "secure")
        for claim in ("largest-delay", "pace", "faults", "lines")
    ),
    "rewards.load-bounded",
    "deterrence.alone-forfeited",
    "deterrence.with-rent",
    "deterrence.thresholds-alone",
    "deterrence.thresholds-third",
    "energy.break-even",
)

PROVED = {
    *(f"{protocol}.{name}" for protocol in ("plan", "reference") for name in PROVED_OF_BOTH),
    *(
        f"plan.{name}"
        for name in (
            "fast.availability",
            "fast.liveness",
            "variants.more-than-two-thirds",
            "variants.15-of-21",
        )
    ),
    *(
        f"reference.{name}"
        for name in (
            "fast-secure.least-guilty",
            "all-modes.third-guilty",
            "fast-secure.slashable-with-changes",
            "light-client.next-height",
            "light-client.skipping",
            "fast-secure.intersection",
            "all-modes.intersection",
            "secure.oversight-protects",
            "fast.two-thirds-needed",
            "agreement",
            "switching.agreement",
            "switching.one-mode",
            "switching.adjacent",
            "switching.steady",
            "switching.never-stuck-with-stake",
            "migration",
            "ledger.no-escape",
            "ledger.thresholds-safe",
            "selection.every-authority-proposes",
            "selection.fair-to-every-authority",
            "selection.every-staker-proposes",
            "selection.fair-to-every-staker",
            "rewards.everything-paid",
            "slashing.third-loses-everything",
            "deterrence.of-a-third",
        )
    ),
    *(
        f"any.{name}"
        for name in (
            "history.slashable-with-changes",
            "history.published-bound",
            "history.churn",
            "checkpoint.in-time",
            "checkpoint.trust-period",
            "light-client.trust-threshold",
            "thresholds.at-least.fewer-than",
            "thresholds.at-least.at-most",
            "thresholds.more-than.fewer-than",
            "thresholds.more-than.at-most",
            "two-resources.at-least.fewer-than",
            "two-resources.more-than.fewer-than",
            "region.one-resource.at-least.fewer-than",
            "region.one-resource.at-least.at-most",
            "region.one-resource.more-than.fewer-than",
            "region.one-resource.more-than.at-most",
            "region.two-resources.at-least.fewer-than",
            "region.two-resources.at-least.at-most",
            "region.two-resources.more-than.fewer-than",
            "region.two-resources.more-than.at-most",
            "region.all-modes.at-least.fewer-than",
            "region.all-modes.more-than.fewer-than",
            "fallback.stake-alone",
            "fallback.useless-at-two-thirds",
            "fallback.useful",
            "fallback.tolerance",
            "fallback.silence",
            "fallback.region",
            "fallback.counts",
            "fallback.ceilings",
            "good-order",
            "agreement",
            "accountability",
            "no-framing",
            "liveness",
            "switching.dwell",
            "switching.lag",
            "switching.walk",
            "switching.heights",
            "oversight.countersigning",
            "oversight.usual-parts",
            "oversight.veto",
            "oversight.late-veto",
            "oversight.ratification",
            "entries-together",
            "good-round-times",
            "locks-arrive",
            "waits-outgrow-delays",
            "rotation",
            "silent-rounds",
            "network.largest-delay",
            "network.two-delays",
            "network.paced-chain",
            "network.silent-proposer",
            "network.silence",
            "ledger.conservation",
            "ledger.no-negative-balance",
            "ledger.no-double-slashing",
            "ledger.exact-slash",
            "ledger.no-escape",
            "ledger.thresholds-safe",
            "ledger.timelock",
            "ledger.no-double-vote",
            "ledger.safe-thresholds-exact",
            "ledger.exact-rewards",
            "ledger.issue-ceiling",
            "selection.fair-share",
            "selection.splitting-never-pays",
            "selection.seats-pay",
            "selection.reused-draw-cut",
            "selection.reused-draw-bias",
            "selection.reused-draw-adds-up",
            "selection.merging-pays-with-a-reused-draw",
            "rewards.everything-paid",
            "rounding.dust",
            "rounding.splitting-never-pays",
            "rounding.splitting-never-pays-later",
            "rewards.load-bounded",
            "slashing.names-do-not-matter",
            "slashing.apart-is-cheaper",
            "slashing.correlation-at-a-third",
            "deterrence.thresholds",
            "deterrence.least-penalty",
            "deterrence.least-detection",
            "deterrence.largest-gain",
            "deterrence.kept-is-harder",
            "redundancy.posterior-by-lead",
            "redundancy.too-few-colluders",
            "verification.deterred",
            "verification.rest",
            "bisection.rounds",
            "bisection.blame",
            "jackpot.sybil-proof",
            "energy.break-even",
            "energy.equal-security",
            "energy.same-budget",
            "payments.no-money-made",
            "payments.limbs",
            "payments.cover",
            "payments.extraction",
            "payments.simulation",
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
        assert proof.verdict == "proved" or not proof.assumptions_used
        assert set(proof.assumptions_used) <= set(proof.assumptions)


def test_statements_are_sentences_and_names_begin_with_their_protocol(
    claims: dict[str, Claim],
) -> None:
    for name, claim in claims.items():
        assert name.startswith(f"{claim.protocol}.")
        assert claim.statement[0].isupper() or claim.statement[0].isdigit()
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
    assert names.isdisjoint({*GIVEN_UP, *OPTIONAL})


def test_the_plan_makes_all_its_promises_and_the_reference_those_that_it_keeps(
    plan: Parameters, reference: Parameters, proofs: dict[str, Proof]
) -> None:
    """One that turned out true of the reference's parameters would have to be listed under it."""
    listed = [claim.name for claim in promises("plan", plan)]
    variants = [claim.name for claim in (*variant_claims(), *compute_variants())]
    assert [*listed, *variants] == [claim.name for claim in claims_of("plan", plan)]
    asked = promises("reference", reference)
    names = [promise(claim) for claim in asked]
    assert [name for name in names if name not in ONLY_OF_THE_REFERENCE] == [
        name.removeprefix("plan.") for name in listed
    ]
    assert set(ONLY_OF_THE_REFERENCE) <= set(names)
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
