"""Claims about histories: verdicts, stories, the audit, and formulas with a term missing."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.slashable import slashable_weight
from hybridstake.proofs.history import (
    changing_sets,
    checkpoints,
    exact_bound,
    light_client,
    trust_period,
)
from hybridstake.proofs.history.checkpoints import in_time, in_time_of
from hybridstake.proofs.history.guilt import third_guilty
from hybridstake.proofs.history.light_client import next_height, skipping
from hybridstake.proofs.history.theorems import history_claims, history_claims_of
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.condition import Condition
from hybridstake.proofs.solving.settling import refutation, settle_claim

GENERAL = (
    "any.history.slashable-with-changes",
    "any.history.published-bound",
    "any.history.churn",
    "any.checkpoint.in-time",
    "any.checkpoint.trust-period",
    "any.light-client.trust-threshold",
)
PAIRS = ("fast-fast", "fast-balanced", "balanced-balanced", "balanced-secure", "secure-secure")
WHOLE = ("checkpoint.in-time",)
OF_EACH_PAIR = ("least-guilty", "slashable-with-changes")
PLAN_LACKS = ("all-modes.third-guilty", "light-client.next-height", "light-client.skipping")


@pytest.fixture(scope="module")
def settled(plan: Parameters, reference: Parameters, proofs: dict[str, Proof]) -> list[Proof]:
    claims = [
        *history_claims(),
        *history_claims_of("plan", plan),
        *history_claims_of("reference", reference),
    ]
    return [proofs[claim.name] for claim in claims]


def expected() -> dict[str, tuple[str, str]]:
    of_plan = [f"{pair}.{what}" for pair in PAIRS for what in OF_EACH_PAIR] + [*WHOLE]
    of_reference = [*of_plan, *(f"fast-secure.{what}" for what in OF_EACH_PAIR), *PLAN_LACKS]
    proved = [
        *GENERAL,
        *(f"plan.{each}" for each in of_plan),
        *(f"reference.{each}" for each in of_reference),
    ]
    refuted = [f"plan.{each}" for each in PLAN_LACKS]
    verdicts: dict[str, str] = dict.fromkeys(proved, "proved")
    verdicts.update(dict.fromkeys(refuted, "refuted"))
    return {name: (verdict, "agrees") for name, verdict in verdicts.items()}


@pytest.mark.slow
def test_the_plan_fails_where_fast_meets_secure_and_the_reference_nowhere(
    settled: list[Proof],
) -> None:
    assert {each.name: (each.verdict, each.second_solver) for each in settled} == expected()


@pytest.mark.slow
def test_no_claim_takes_long(settled: list[Proof]) -> None:
    """A wide margin over a second for each condition, to notice a formulation that stalls."""
    assert [each.name for each in settled if each.seconds > 10 * each.conditions] == []


@pytest.mark.exhaustive
def test_every_twin_is_refuted(plan: Parameters, reference: Parameters) -> None:
    claims = [*history_claims(), *history_claims_of("reference", reference)]
    claims += history_claims_of("plan", plan)[:2]
    assert [each.name for each in claims if not each.twins] == []
    twins = [twin for each in claims for twin in each.twins]
    assert [twin.name for twin in twins if refutation(twin) is None] == []


@pytest.mark.exhaustive
def test_every_claim_survives_the_audit(plan: Parameters, reference: Parameters) -> None:
    of_protocols = (
        *history_claims_of("plan", plan),
        *history_claims_of("reference", reference),
    )
    rows = list(audit([*history_claims(), *of_protocols]))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert len(rows) > 700


def story(condition: Condition) -> dict[str, Any]:
    found = refutation(condition)
    assert found is not None
    return found.as_dict()


def told(condition: Condition) -> list[tuple[str, str]]:
    return [(each["at"], each["event"]) for each in story(condition)["events"]]


def twin(claim: Claim, ending: str) -> Condition:
    return next(each for each in claim.twins if each.name.endswith(ending))


def test_the_first_guess_forgets_the_time_until_a_checkpoint_arrives() -> None:
    assert told(twin(in_time(), "period and delay alone")) == [
        ("0", "the newest checkpoint that the node has is created"),
        ("0", "the next checkpoint is created"),
        ("0", "a signer of the other history wishes to leave"),
        ("1", "the node listens for the last time, and has not received the next"),
        ("1", "the node is shown another history, and goes on from its checkpoint"),
        ("1", "the evidence is on the chain"),
        ("1", "its stake is paid out"),
    ]


def test_at_equality_the_money_goes_as_the_evidence_comes() -> None:
    """By hand: five times of a second each, and five seconds of unbonding."""
    found = story(twin(in_time(), "as long as unbonding"))
    assert found["lengths"] == {
        **dict.fromkeys(("period", "receipt", "absence", "evidence delay", "notice"), "1"),
        "unbonding": "5",
        "window": "1",
    }
    assert [(each["at"], each["event"]) for each in found["events"]][-2:] == [
        ("5", "the evidence is on the chain"),
        ("5", "its stake is paid out"),
    ]


def test_a_clock_that_is_slow_by_a_second_lets_a_signer_escape() -> None:
    assert told(twin(trust_period.trust_period(), "with skew"))[-3:] == [
        ("1", "the node is shown another history, and goes on from its checkpoint"),
        ("1", "the evidence is on the chain"),
        ("1", "its stake is paid out"),
    ]


def test_without_expiry_a_validator_that_was_paid_out_signs_another_chain(
    reference: Parameters,
) -> None:
    """The long-range attack: unbonding takes 2 s, and the client accepts after 2 s."""
    found = story(twin(next_height("reference", reference), "expired"))
    assert (found["times"]["stated time"], found["times"]["unbonding"]) == ("0", "2")
    assert found["times"]["accepted"] == "2"
    assert [each["byzantine"] for each in found["validators"]] == [True]


def test_with_less_trust_than_byzantine_a_quarter_vouches_for_strangers(
    reference: Parameters,
) -> None:
    for ending in ("trusts 1/6 or 1/3", "trusts 1/3 or 1/6"):
        rows = story(twin(skipping("reference", reference), ending))["validators"]
        assert [row for row in rows if row["shown"] and not row["byzantine"]] == []
        assert any(row["trusted"] and not row["stated"] for row in rows)


def test_the_plans_fast_and_secure_signers_are_all_innocent(plan: Parameters) -> None:
    """By hand: two of three authorities, and the third with all stake."""
    found = settle_claim(third_guilty("plan", plan)).counterexample
    assert found is not None
    rows = found.as_dict()["validators"]
    assert sorted((row["first"], row["second"], row["stake"]) for row in rows) == [
        (False, True, 1),
        (True, False, 0),
        (True, False, 0),
    ]


def test_a_protocol_whose_checkpoints_are_too_far_apart_is_refuted(reference: Parameters) -> None:
    """By hand: 1,209,600 s of window less 86,400 s and 5.1 s leave 1,123,194.9 s."""

    def verdict(period: float) -> str:
        further = replace(reference.checkpoints, period_seconds=period)
        return settle_claim(in_time_of("mine", replace(reference, checkpoints=further))).verdict

    assert (verdict(1_123_194.9), verdict(1_123_195.0)) == ("proved", "refuted")


@pytest.mark.parametrize("place", range(3, 7), ids=changing_sets.TERMS)
def test_a_coefficient_that_is_a_little_smaller_is_refuted(
    place: int, plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cheaper(*terms: Any) -> Any:
        changed = [*terms]
        changed[place] = terms[place] * Fraction(99, 100)
        return slashable_weight(*changed)

    monkeypatch.setattr(changing_sets, "slashable_weight", cheaper)
    claims = changing_sets.changing_set_claims_of("plan", plan)
    assert {settle_claim(each).verdict for each in claims} == {"refuted"}


@pytest.mark.parametrize("place", range(3, 7), ids=changing_sets.TERMS)
def test_a_coefficient_that_is_a_little_larger_is_not_reached(
    place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dearer(*terms: Any) -> Any:
        changed = [*terms]
        changed[place] = terms[place] * Fraction(101, 100)
        return slashable_weight(*changed)

    monkeypatch.setattr(exact_bound, "slashable_weight", dearer)
    conditions = exact_bound.slashable_with_changes().conditions
    (reached,) = [each for each in conditions if each.name.endswith("reached")]
    assert refutation(reached) is not None


def in_time_if(age: Any, delay: Any, unbonding: Any, notice: Any) -> Any:
    return age + delay < unbonding


def in_time_at_equality(age: Any, delay: Any, unbonding: Any, notice: Any) -> Any:
    return age + delay + notice <= unbonding


def in_time_with_a_margin(age: Any, delay: Any, unbonding: Any, notice: Any) -> Any:
    return age + delay + notice + 1 < unbonding


def counts_before_the_end(age: Any, delay: Any, window: Any) -> Any:
    return age + delay < window


def age_without_absence(period: Any, receipt: Any, absence: Any) -> Any:
    return period + receipt


@pytest.mark.parametrize(
    ("name", "wrong", "condition"),
    [
        ("checkpoint_is_in_time", in_time_if, "locked"),
        ("checkpoint_is_in_time", in_time_at_equality, "locked"),
        ("checkpoint_is_in_time", in_time_with_a_margin, "locked only if"),
        ("evidence_counts", counts_before_the_end, "counted only if"),
        ("checkpoint_age", age_without_absence, "locked"),
    ],
)
def test_a_bound_that_is_too_weak_or_too_strong_is_refuted(
    name: str, wrong: Callable[..., Any], condition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, name, wrong)
    found = settle_claim(in_time()).counterexample
    assert found is not None
    assert found.condition == f"any.checkpoint.in-time: {condition}"


@pytest.mark.parametrize("skipped", ["skew", "notice", "delay", "equality"])
def test_a_trust_period_that_forgets_something_is_refuted(
    skipped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(period: Any, skew: Any, delay: Any, unbonding: Any, notice: Any = 0) -> Any:
        parts = {"skew": skew, "notice": notice, "delay": delay}
        risked = period + sum(part for name, part in parts.items() if name != skipped)
        return risked < unbonding if skipped == "equality" else risked <= unbonding

    monkeypatch.setattr(trust_period, "trust_period_is_safe", wrong)
    assert settle_claim(trust_period.trust_period()).verdict == "refuted"


@pytest.mark.exhaustive
def test_a_client_that_does_not_ask_for_trusted_signers_is_fooled(
    reference: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(light_client, "overlaps_enough", lambda *weights: weights[1] > 0)
    assert settle_claim(skipping("reference", reference)).verdict == "refuted"


def test_a_client_whose_clock_may_be_slow_by_more_than_it_thinks_is_fooled(
    reference: Parameters,
) -> None:
    claim = next_height("reference", reference)
    without = [each.without(light_client.SKEWED.name) for each in claim.conditions]
    assert all(refutation(each) is not None for each in without)


NOUNS = {
    "any.history.slashable-with-changes": ("certificates", "exits", "activations", "paid out"),
    "any.history.published-bound": ("slashable bound", "two thirds"),
    "any.history.churn": ("leaves", "comes", "slashable"),
    "any.checkpoint.in-time": ("evidence", "notice", "unbonding", "window", "bonded"),
    "any.checkpoint.trust-period": ("trusted", "skew", "unbonding", "checkpoint"),
    "any.light-client.trust-threshold": ("honest", "trust threshold", "Byzantine"),
}


@pytest.mark.parametrize("name", GENERAL)
def test_a_statement_names_what_it_is_about(name: str) -> None:
    statement = next(each.statement for each in history_claims() if each.name == name)
    assert [noun for noun in NOUNS[name] if noun not in statement] == []
