"""The contracts' claims: verdicts, the audit, and steps with a term missing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import z3
from hybridstake.models.ledger.steps.step import Step
from hybridstake.models.ledger.steps.table import STEPS
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.ledger import safe_thresholds
from hybridstake.proofs.ledger.setting import Slice, allowed
from hybridstake.proofs.ledger.theorems import ledger_claims, ledger_claims_of
from hybridstake.proofs.quorums.intersection import PAIRS
from hybridstake.proofs.quorums.regions import Universe
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.counterexample import replay
from hybridstake.proofs.solving.settling import settle, settle_claim
from hybridstake.proofs.solving.truth import conjunction

GENERAL = (
    "conservation",
    "no-negative-balance",
    "no-double-slashing",
    "exact-slash",
    "no-escape",
    "thresholds-safe",
    "timelock",
    "no-double-vote",
    "safe-thresholds-exact",
    "exact-rewards",
    "issue-ceiling",
)
NOUNS = {
    "conservation": ("Minted", "held", "bonded", "unbonding", "slashed", "burned"),
    "no-negative-balance": ("purse", "account", "entry", "pool"),
    "no-double-slashing": ("slashed", "offence", "conviction"),
    "exact-slash": ("share", "stake", "evidence"),
    "no-escape": ("unbonding", "evidence", "offence", "conviction"),
    "thresholds-safe": ("thresholds", "launch"),
    "timelock": ("timelock", "vote", "majority"),
    "no-double-vote": ("stake", "electorate", "voter"),
    "safe-thresholds-exact": ("thresholds", "certificates", "honest validator"),
    "exact-rewards": ("bond", "share", "part"),
    "issue-ceiling": ("ceiling", "supply", "time"),
}


@pytest.fixture(scope="module")
def general(proofs: dict[str, Proof]) -> list[Proof]:
    return [proofs[claim.name] for claim in ledger_claims()]


def changed(name: str, **parts: Any) -> list[Step]:
    """The table with one step changed."""
    assert name in [step.name for step in STEPS]
    return [replace(step, **parts) if step.name == name else step for step in STEPS]


def claim_named(name: str, steps: Sequence[Step] = STEPS) -> Claim:
    return next(each for each in ledger_claims(steps) if each.name == f"any.ledger.{name}")


def test_every_claim_about_all_ledgers_is_proved_and_the_second_solver_agrees(
    general: list[Proof],
) -> None:
    assert {proof.name: (proof.verdict, proof.second_solver) for proof in general} == {
        f"any.ledger.{name}": ("proved", "agrees") for name in GENERAL
    }


def test_the_plan_lets_stake_escape_and_has_unsafe_thresholds_and_the_reference_neither(
    plan: Parameters, reference: Parameters
) -> None:
    asked = [*ledger_claims_of("plan", plan), *ledger_claims_of("reference", reference)]
    assert {proof.name: (proof.verdict, proof.second_solver) for proof in settle(asked)} == {
        "plan.ledger.no-escape": ("refuted", "agrees"),
        "plan.ledger.thresholds-safe": ("refuted", "agrees"),
        "reference.ledger.no-escape": ("proved", "agrees"),
        "reference.ledger.thresholds-safe": ("proved", "agrees"),
    }


def test_the_plans_escape_is_in_the_last_second_of_the_window(plan: Parameters) -> None:
    """By hand: who leaves at the offence is paid 1,814,400 s later, when evidence still counts."""
    found = settle_claim(ledger_claims_of("plan", plan)[0]).counterexample
    assert found is not None
    numbers = found.as_dict()["numbers"]
    assert numbers["unbond.now"] == numbers["offended"]
    assert numbers["convict.now"] == numbers["withdraw.now"] == numbers["offended"] + 1_814_400
    assert numbers["unbond.amount"] > 0


def test_a_second_more_of_unbonding_closes_the_plans_escape(plan: Parameters) -> None:
    longer = replace(plan, staking=replace(plan.staking, unbonding_seconds=1_814_401))
    assert settle_claim(ledger_claims_of("mine", longer)[0]).verdict == "proved"


def test_a_lower_fast_threshold_makes_the_reference_unsafe_at_launch(reference: Parameters) -> None:
    """By hand: 4/5 + 1/2 - 1/3 = 29/30 < 1."""
    lower = replace(reference, fast=replace(reference.fast, authority_threshold=Fraction(4, 5)))
    assert settle_claim(ledger_claims_of("mine", lower)[1]).verdict == "refuted"


IDLE = {
    ("deposit", "amount >= 0"),
    ("deposit", "stake + amount >= minimum"),
    ("deposit", "answered >= convicted"),
    ("delegate", "amount >= 0"),
    ("delegate", "backed >= minimum"),
    ("delegate", "answered >= convicted"),
    ("withdraw", "now >= matures"),
    ("withdraw", "answered >= convicted"),
    ("propose", "stake > 0"),
    ("vote", "weight > 0"),
}
"""What guards ask and no claim supposes: who may take part, least amounts, and what conclusions are of.

That a withdrawal waits is such a conclusion. Where an amount is above zero, it is no less than zero.
"""


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_the_conjuncts_of_a_guard_are_together_the_guard(step: Step) -> None:
    """Of plain numbers and of the solver's, and each reads the same of both."""
    names = sorted(step.reads)
    rng = np.random.default_rng(len(names))
    answers: set[bool] = set()
    guards = allowed(step)
    for _ in range(25):
        numbers = dict(zip(names, rng.integers(0, 3, len(names)).tolist(), strict=True))
        told = [premise.holds(Slice(numbers)) for premise in guards]
        assert all(told) == step.allows(**numbers)
        exact = {name: z3.IntVal(number) for name, number in numbers.items()}
        solved = [premise.holds(Slice(exact)) for premise in guards]
        assert [z3.is_true(z3.simplify(each)) for each in solved] == told
        answers |= set(told)
    assert answers == {False, True}
    assert len({premise.name for premise in guards}) == len(guards)


def test_a_guard_is_taken_apart_as_it_is_written() -> None:
    """Deposits ask for an amount that is there, for some, for the minimum, and for answers."""
    deposit = next(step for step in STEPS if step.name == "deposit")
    assert [premise.name for premise in allowed(deposit, "first")] == [
        "deposit is allowed (first): amount >= 0",
        "deposit is allowed (first): amount <= liquid",
        "deposit is allowed (first): amount > 0",
        "deposit is allowed (first): stake + amount >= minimum",
        "deposit is allowed (first): answered >= convicted",
    ]


@pytest.mark.exhaustive
def test_every_claim_survives_the_audit(plan: Parameters, reference: Parameters) -> None:
    of_protocols = (
        *ledger_claims_of("plan", plan),
        *ledger_claims_of("reference", reference),
    )
    rows = list(audit([*ledger_claims(), *of_protocols]))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert len(rows) > 200
    told = [(re.sub(r" \(\w+\)", "", row.mutation), row.outcome) for row in rows]
    needed = {mutation for mutation, outcome in told if outcome == "counterexample"}
    dropped = {mutation for mutation, _ in told if " is allowed: " in mutation}
    assert dropped - needed == {f"without {step} is allowed: {asked}" for step, asked in IDLE}


def test_every_claim_about_all_ledgers_has_a_twin_and_each_twin_is_refuted() -> None:
    twins = [twin for claim in ledger_claims() for twin in claim.twins]
    assert all(claim.twins for claim in ledger_claims())
    alone = [replace(claim_named("no-escape"), conditions=(twin,), twins=()) for twin in twins]
    assert {proof.verdict for proof in settle(alone)} == {"refuted"}


MISSING: tuple[tuple[str, str, dict[str, Callable[..., Any]]], ...] = (
    (
        "conservation",
        "pay",
        {"effect": lambda pool, liquid, amount: (pool - amount, liquid + amount + 1)},
    ),
    (
        "conservation",
        "deposit",
        {"effect": lambda liquid, stake, amount: (liquid, stake + amount)},
    ),
    ("no-negative-balance", "burn", {"may": lambda amount: amount >= 0}),
    (
        "no-negative-balance",
        "vote",
        {"may": lambda cast, weight: (cast < 1) & (weight > 0)},
    ),
    (
        "no-double-slashing",
        "convict",
        {"may": lambda now, offended, window: (now >= offended) & (now - offended <= window)},
    ),
    ("no-double-slashing", "spare", {"may": lambda started, offended: started < offended}),
    (
        "no-double-slashing",
        "slash",
        {
            "effect": lambda stake, slashed, amount, answered: (
                stake - amount,
                slashed + amount,
                answered + 0,
            )
        },
    ),
    (
        "exact-slash",
        "slash",
        {"may": lambda stake, amount: (amount >= 0) & (amount <= stake)},
    ),
    (
        "no-escape",
        "withdraw",
        {"may": lambda unbonding, amount, now, matures: (amount <= unbonding) & (now >= matures)},
    ),
    (
        "no-escape",
        "withdraw",
        {"may": lambda amount, unbonding, answered, convicted: answered >= convicted},
    ),
    (
        "no-escape",
        "unbond",
        {"may": lambda stake, amount: (amount > 0) & (amount <= stake)},
    ),
    (
        "no-escape",
        "spare",
        {"may": lambda answered, convicted: answered < convicted},
    ),
    (
        "no-escape",
        "slash",
        {
            "may": lambda stake, amount, answered, convicted: (
                (amount >= 0) & (amount <= stake) & (answered < convicted)
            )
        },
    ),
    ("thresholds-safe", "enact", {"may": lambda enacted: enacted < 1}),
    ("timelock", "enact", {"may": lambda now, opened, voting: now - opened >= voting}),
    ("timelock", "vote", {"may": lambda cast, weight: (cast < 1) & (weight > 0)}),
    ("no-double-vote", "vote", {"may": lambda uncast, weight: weight <= uncast}),
    (
        "no-double-vote",
        "propose",
        {"effect": lambda now, electorate: (now, electorate + 1)},
    ),
    ("exact-rewards", "pay", {"may": lambda pool, amount: (amount >= 0) & (amount <= pool)}),
    ("issue-ceiling", "issue below ceiling", {"may": lambda now, paid_until: now >= paid_until}),
    ("issue-ceiling", "issue", {"may": lambda unissued, amount: amount <= unissued}),
)


@pytest.mark.parametrize(("claim", "step", "parts"), MISSING, ids=lambda part: str(part)[:20])
def test_a_step_with_a_term_missing_is_caught_by_a_story_that_replays(
    claim: str, step: str, parts: dict[str, Any]
) -> None:
    asked = claim_named(claim, changed(step, **parts))
    proof = settle_claim(asked)
    assert proof.verdict == "refuted"
    found = proof.counterexample
    assert found is not None
    condition = next(each for each in asked.conditions if each.name == found.condition)
    assert replay(found, condition)


def test_a_second_step_that_writes_thresholds_is_found_in_the_table() -> None:
    """What only one step writes is read from the table, so a new writer has to keep the sentence."""
    rogue = Step(
        "decree",
        lambda stake: stake > 0,
        lambda proposed_oversight: (proposed_oversight,),
        ("oversight",),
        "whoever has stake",
    )
    assert settle_claim(claim_named("thresholds-safe", [*STEPS, rogue])).verdict == "refuted"


@pytest.mark.parametrize("pair", range(len(PAIRS)))
def test_the_guard_on_thresholds_needs_each_pair_of_modes(
    pair: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one pair's bounds met for free, thresholds in conflict pass the guard."""
    kept = safe_thresholds.are_safe
    others = [each for each in PAIRS if each != PAIRS[pair]]

    def lenient(**numbers: Any) -> Any:
        named = Universe((), {}, numbers)
        return conjunction([safe_thresholds.meets(named, *each) for each in others])

    monkeypatch.setattr(safe_thresholds, "are_safe", lenient)
    assert safe_thresholds.are_safe is not kept
    assert settle_claim(safe_thresholds.safe_thresholds()).verdict == "refuted"


def test_a_guard_that_refuses_safe_thresholds_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = safe_thresholds.are_safe
    monkeypatch.setattr(
        safe_thresholds,
        "are_safe",
        lambda **numbers: (
            kept(**numbers) & (numbers["oversight"] > numbers["byzantine_authorities"])
        ),
    )
    found = settle_claim(safe_thresholds.safe_thresholds()).counterexample
    assert found is not None
    assert found.condition == "any.ledger.safe-thresholds-exact: nothing safe is refused"


@pytest.mark.parametrize("name", GENERAL)
def test_a_statement_names_what_it_is_about(name: str) -> None:
    statement = claim_named(name).statement
    assert [noun for noun in NOUNS[name] if noun not in statement] == []


def test_all_is_settled_in_a_few_seconds(general: list[Proof]) -> None:
    """A wide margin over what one core needs, to notice a formulation that stalls."""
    assert max(proof.seconds for proof in general) < 30
