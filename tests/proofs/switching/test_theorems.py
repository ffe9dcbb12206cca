"""Claims about modes that change: verdicts, stories, the audit, and rules with a term missing."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.protocol import SwitchingRule
from hybridstake.models.protocol.machine.schedule import WALK, SharedSchedule, Standing
from hybridstake.models.protocol.machine.votes import Block, Statistics
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.counterexample import replay
from hybridstake.proofs.solving.settling import refutation, settle, settle_claim
from hybridstake.proofs.switching import (
    decision,
    dwelling,
    heights,
    lag,
    oversight,
    rounds,
    veto,
)
from hybridstake.proofs.switching.theorems import switching_claims, switching_claims_of

GENERAL = (
    *("switching.dwell", "switching.lag", "switching.walk", "switching.heights"),
    *("oversight.countersigning", "oversight.usual-parts", "oversight.veto"),
    *("oversight.late-veto", "oversight.ratification"),
)
NOUNS = {
    "switching.dwell": ("dwell time", "changes of mode"),
    "switching.lag": ("wanted", "granted", "dwell times", "intervals"),
    "switching.walk": ("rounds", "height", "neighbouring modes"),
    "switching.heights": ("prefix", "who certifies", "mode of every round", "block"),
    "oversight.countersigning": ("countersigns", "live", "safe"),
    "oversight.usual-parts": ("half", "two thirds", "live", "safe"),
    "oversight.veto": ("veto", "silent", "objections"),
    "oversight.late-veto": ("veto", "objections"),
    "oversight.ratification": ("confirms", "ratifies", "finality"),
}
VERDICTS = {
    "agreement": ("refuted", "proved"),
    "one-mode": ("refuted", "proved"),
    "adjacent": ("refuted", "proved"),
    "steady": ("refuted", "proved"),
    "never-stuck-with-stake": ("refuted", "proved"),
    "never-stuck": ("refuted", "refuted"),
    "own-measurements": ("refuted", "refuted"),
    "live-height": ("proved", "proved"),
}
"""Of the plan and of the reference."""


@pytest.fixture(scope="module")
def settled(plan: Parameters, reference: Parameters, proofs: dict[str, Proof]) -> dict[str, Proof]:
    asked = [*switching_claims_of("plan", plan), *switching_claims_of("reference", reference)]
    given_up = settle(claim for claim in asked if claim.name not in proofs)
    made = {**proofs, **{proof.name: proof for proof in given_up}}
    return {claim.name: made[claim.name] for claim in (*switching_claims(), *asked)}


def alone(claim: Claim) -> Claim:
    """A claim without the theorems on which it rests."""
    return replace(claim, rests_on=())


def claim_of(name: str, parameters: Parameters) -> Claim:
    """A claim about a user's parameters, without the theorems."""
    found = switching_claims_of("mine", parameters)
    return alone(next(each for each in found if each.name == f"mine.switching.{name}"))


def switched(parameters: Parameters, **changes: Any) -> Parameters:
    """The protocol with other numbers of switching."""
    return replace(parameters, switching=replace(parameters.switching, **changes))


def test_every_theorem_is_proved_and_the_second_solver_agrees(settled: dict[str, Proof]) -> None:
    general = [each for each in settled.values() if each.protocol == "any"]
    assert {proof.name: (proof.verdict, proof.second_solver) for proof in general} == {
        f"any.{name}": ("proved", "agrees") for name in GENERAL
    }


def test_what_the_plan_and_the_reference_keep(settled: dict[str, Proof]) -> None:
    for name, verdicts in VERDICTS.items():
        for protocol, verdict in zip(("plan", "reference"), verdicts, strict=True):
            proof = settled[f"{protocol}.switching.{name}"]
            assert (proof.verdict, proof.second_solver) == (verdict, "agrees"), proof.name
    assert len(settled) == len(GENERAL) + 2 * len(VERDICTS)


def test_every_story_replays_in_plain_python(plan: Parameters, settled: dict[str, Proof]) -> None:
    for claim in switching_claims_of("plan", plan):
        found = settled[claim.name].counterexample
        if found is not None:
            condition = next(each for each in claim.conditions if each.name == found.condition)
            assert replay(found, condition)


def test_the_plan_goes_straight_from_one_end_to_the_other(settled: dict[str, Proof]) -> None:
    found = settled["plan.switching.adjacent"].counterexample
    assert found is not None
    numbers = found.as_dict()["numbers"]
    assert {numbers["mode"], numbers["wanted"]} == {"fast", "secure"}


def test_the_plan_asks_for_a_mode_that_too_few_authorities_can_sign(
    settled: dict[str, Proof],
) -> None:
    """A Secure certificate needs a third of them, the Balanced one that is wanted two thirds."""
    found = settled["plan.switching.never-stuck-with-stake"].counterexample
    assert found is not None
    numbers = {name: Fraction(number) for name, number in found.as_dict()["numbers"].items()}
    assert Fraction(1, 3) <= numbers["online"] < Fraction(2, 3) <= numbers["stake"]


def test_the_reference_waits_for_stake_that_is_away_while_fast_could_decide(
    settled: dict[str, Proof],
) -> None:
    found = settled["reference.switching.never-stuck"].counterexample
    assert found is not None
    numbers = {name: Fraction(number) for name, number in found.as_dict()["numbers"].items()}
    assert numbers["online"] > Fraction(5, 6)
    assert numbers["stake"] <= Fraction(2, 3)
    assert numbers["load"] >= Fraction(3, 10) or numbers["online"] <= Fraction(9, 10)


def test_validators_that_measure_alone_are_told_apart_by_their_loads(
    settled: dict[str, Proof],
) -> None:
    for protocol in ("plan", "reference"):
        found = settled[f"{protocol}.switching.own-measurements"].counterexample
        assert found is not None
        numbers = found.as_dict()["numbers"]
        assert numbers["one.load"] != numbers["two.load"]
        assert numbers["one.mode"] == numbers["two.mode"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("adjacent", {"adjacent_only": False}),
        ("steady", {"dwell_seconds": 2.0}),
        ("never-stuck-with-stake", {"fast_min_availability": 0.83}),
        ("never-stuck-with-stake", {"rule": SwitchingRule.LOAD_OR_PARTICIPATION}),
    ],
)
def test_a_weaker_rule_loses_what_the_reference_keeps(
    reference: Parameters, name: str, changes: dict[str, Any]
) -> None:
    """0.83 is below 5/6; a dwell time of one slow block lets the mode change with every such block."""
    assert settle_claim(claim_of(name, reference)).verdict == "proved"
    assert settle_claim(claim_of(name, switched(reference, **changes))).verdict == "refuted"


def test_a_limit_of_fast_just_above_its_quorum_will_do(reference: Parameters) -> None:
    """0.834 > 5/6: Fast is never wanted without its quorum."""
    close = switched(reference, fast_min_availability=0.834)
    assert settle_claim(claim_of("never-stuck-with-stake", close)).verdict == "proved"


def test_agreement_at_all_heights_needs_every_pair_of_modes(reference: Parameters) -> None:
    """By hand: 4/5 + 1/2 - 1/3 = 29/30 < 1."""
    lower = replace(reference, fast=replace(reference.fast, authority_threshold=Fraction(4, 5)))
    found = settle_claim(claim_of("agreement", lower)).counterexample
    assert found is not None
    assert found.condition == "mine.fast-secure"


@pytest.mark.slow
def test_every_claim_survives_the_audit(plan: Parameters, reference: Parameters) -> None:
    of_protocols = (
        *switching_claims_of("plan", plan),
        *switching_claims_of("reference", reference),
    )
    rows = list(audit([*switching_claims(), *of_protocols]))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert len(rows) > 180


def test_every_twin_is_refuted(plan: Parameters, reference: Parameters) -> None:
    of_protocols = (
        *switching_claims_of("plan", plan),
        *switching_claims_of("reference", reference),
    )
    claims = [*switching_claims(), *of_protocols]
    assert [each.name for each in claims if not each.twins] == [
        "plan.switching.own-measurements",
        "reference.switching.own-measurements",
    ]
    twins = {twin.name: twin for each in claims for twin in each.twins}
    assert [name for name, twin in twins.items() if refutation(twin) is None] == []


def test_a_rule_that_forgets_its_dwell_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "next_choices", lambda mode, wanted, *rest: ((True, wanted),))
    assert settle_claim(dwelling.dwell()).verdict == "refuted"
    assert settle_claim(lag.lag()).verdict == "proved", "it grants at once"


def test_a_rule_that_never_moves_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "next_choices", lambda mode, *rest: ((True, mode),))
    assert settle_claim(dwelling.dwell()).verdict == "proved", "it never changes at all"
    assert settle_claim(lag.lag()).verdict == "refuted"


def test_a_clock_that_is_not_set_back_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        dwelling, "seconds_after", lambda each, rule: each["seconds"] + each["elapsed"]
    )
    found = settle_claim(dwelling.dwell()).counterexample
    assert found is not None
    assert found.condition.endswith("the clock is kept")


@pytest.mark.parametrize(
    "steps",
    [
        (Mode.FAST, Mode.SECURE, Mode.BALANCED, Mode.SECURE),
        (Mode.FAST, Mode.BALANCED, Mode.SECURE, Mode.SECURE, Mode.BALANCED),
        (Mode.FAST, Mode.BALANCED, Mode.FAST, Mode.BALANCED),
    ],
)
def test_another_walk_is_caught(steps: tuple[Mode, ...]) -> None:
    assert settle_claim(rounds.walk(WALK)).verdict == "proved"
    assert settle_claim(rounds.walk(steps)).verdict == "refuted"


def test_a_standing_that_looks_at_something_of_its_own_is_caught(
    monkeypatch: pytest.MonkeyPatch, reference: Parameters
) -> None:
    right = heights.standing
    monkeypatch.setattr(
        heights,
        "standing",
        lambda parameters, each, validator: (
            right(parameters, each, "one")
            if validator == "two"
            else (*right(parameters, each, "two")[:1], each["one.seconds"])
        ),
    )
    found = settle_claim(claim_of("agreement", reference)).counterexample
    assert found is not None
    assert found.condition.endswith("one standing")


def test_an_oversight_formula_that_is_off_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        oversight, "is_countersigned", lambda part, byzantine: part + byzantine <= Fraction(9, 8)
    )
    told = settle(map(alone, oversight.oversight_claims()))
    refuted = {proof.name for proof in told if proof.verdict == "refuted"}
    assert {"any.oversight.countersigning", "any.oversight.usual-parts"} <= refuted


def test_a_veto_formula_that_is_off_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(veto, "is_veto_safe_in_time", lambda fast, veto, byzantine: fast >= veto)
    assert settle_claim(veto.vetoing()).verdict == "refuted"


@pytest.mark.parametrize(
    "aim", [(Mode.FAST, 0.0, 21), (Mode.SECURE, 1.0, 0)], ids=["fast", "secure"]
)
def test_runs_dwell_and_are_granted_in_time(
    reference: Parameters, aim: tuple[Mode, float, int]
) -> None:
    """A second witness: the machine's schedule under wild statistics, then under steady ones."""
    rng = np.random.default_rng(1)
    schedule, dwell = SharedSchedule(reference), reference.switching.dwell_seconds
    interval, steady_from, waits = 40_000.0, 50, list[float]()
    for start in [*Mode] * 10:
        standing, since, waited = Standing(start, 0.0), 0.0, 0.0
        for block in range(2 * steady_from):
            steady = block >= steady_from
            load, online = aim[1:] if steady else (rng.random(), int(rng.integers(22)))
            elapsed = float(rng.uniform(0, interval))
            told = Block("B", Statistics(load, online, 21, 0.5, elapsed))
            after = schedule.after("v", standing, 0, told)
            since += elapsed
            if after.mode is not standing.mode:
                assert since >= dwell
                since = 0.0
            if steady and standing.mode is not aim[0]:
                waited += elapsed
            standing = after
        assert standing.mode is aim[0]
        waits.append(waited)
    assert dwell / 2 < max(waits) <= 2 * dwell + 2 * interval


@pytest.mark.parametrize("name", GENERAL)
def test_a_statement_names_what_it_is_about(name: str) -> None:
    claim = next(each for each in switching_claims() if each.name == f"any.{name}")
    assert [noun for noun in NOUNS[name] if noun not in claim.statement] == []
