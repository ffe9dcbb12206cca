"""The economy's claims: verdicts, the audit, and formulas with a term missing."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.economics import (
    deterrence,
    load,
    offences,
    proposers,
    reused_draw,
    rewards,
    rounding,
    selection,
    slashing,
)
from hybridstake.proofs.economics.theorems import economics_claims, economics_claims_of
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.counterexample import replay
from hybridstake.proofs.solving.settling import settle, settle_claim

GENERAL = (
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
)
REPAIRED = (
    "selection.every-authority-proposes",
    "selection.fair-to-every-authority",
    "selection.every-staker-proposes",
    "selection.fair-to-every-staker",
    "rewards.everything-paid",
    "slashing.third-loses-everything",
    "deterrence.of-a-third",
)
KEPT = (
    "rewards.load-bounded",
    "deterrence.alone-forfeited",
    "deterrence.with-rent",
    "deterrence.thresholds-alone",
    "deterrence.thresholds-third",
)
GIVEN_UP = ("deterrence.alone",)


@pytest.fixture(scope="module")
def general(proofs: dict[str, Proof]) -> list[Proof]:
    return [proofs[claim.name] for claim in economics_claims()]


def verdicts(protocol: str, parameters: Parameters) -> dict[str, tuple[str, str]]:
    return {
        proof.name.removeprefix(f"{protocol}."): (proof.verdict, proof.second_solver)
        for proof in settle(economics_claims_of(protocol, parameters))
    }


def test_every_claim_about_all_protocols_is_proved_and_the_second_solver_agrees(
    general: list[Proof],
) -> None:
    assert {proof.name: (proof.verdict, proof.second_solver) for proof in general} == {
        f"any.{name}": ("proved", "agrees") for name in GENERAL
    }


def test_the_plan_breaks_what_the_reference_repairs(
    plan: Parameters, reference: Parameters
) -> None:
    refuted, proved = ("refuted", "agrees"), ("proved", "agrees")
    assert verdicts("plan", plan) == {
        **dict.fromkeys((*REPAIRED, *GIVEN_UP), refuted),
        **dict.fromkeys(KEPT, proved),
    }
    assert verdicts("reference", reference) == {
        **dict.fromkeys((*REPAIRED, *KEPT), proved),
        **dict.fromkeys(GIVEN_UP, refuted),
    }


@pytest.mark.exhaustive
def test_every_claim_survives_the_audit(plan: Parameters, reference: Parameters) -> None:
    of_protocols = (
        *economics_claims_of("plan", plan),
        *economics_claims_of("reference", reference),
    )
    rows = list(audit([*economics_claims(), *of_protocols]))
    assert [row.as_dict() for row in rows if not row.passed] == []
    assert len(rows) > 300


def test_every_claim_has_a_twin_and_each_twin_is_refuted(plan: Parameters) -> None:
    claims = [*economics_claims(), *economics_claims_of("plan", plan)]
    assert all(claim.twins for claim in claims)
    for claim in claims:
        for twin in claim.twins:
            alone = replace(claim, conditions=(twin,), twins=(), rests_on=())
            assert settle_claim(alone).verdict == "refuted", twin.name


WRONG: tuple[tuple[Any, str, Callable[..., Any], str], ...] = (
    (selection, "authority_probability", lambda share, n: share / (n + 1), "selection.fair-share"),
    (
        selection,
        "staker_probability",
        lambda share, stake, total: (1 - share) * stake * stake / total,
        "selection.splitting-never-pays",
    ),
    (selection, "authority_reward", lambda pool, n: pool / (n * n), "selection.seats-pay"),
    (
        reused_draw,
        "reused_authority_probability",
        lambda share, rank, n: share / n,
        "selection.reused-draw-cut",
    ),
    (
        reused_draw,
        "reused_staker_probability",
        lambda share, before, stake, total: (1 - share) * stake / total,
        "selection.reused-draw-bias",
    ),
    (
        reused_draw,
        "reused_authority_probability",
        lambda share, rank, n: 1 / n,
        "selection.reused-draw-adds-up",
    ),
    (
        reused_draw,
        "reused_staker_probability",
        lambda share, before, stake, total: (total - before) * stake / (total * total),
        "selection.merging-pays-with-a-reused-draw",
    ),
    (rewards, "staker_pool", lambda reward, share: reward * share, "rewards.everything-paid"),
    (rewards, "authority_reward", lambda pool, n: pool / (n + 1), "rewards.everything-paid"),
    (rewards, "staker_reward", lambda pool, stake, total: pool * stake, "rewards.everything-paid"),
    (
        rounding,
        "is_share",
        lambda part, whole, over, under: part * under <= whole * over,
        "rounding.splitting-never-pays",
    ),
    (
        load,
        "load_multiplier",
        lambda load, target, sensitivity: 1 - sensitivity * (load - target),
        "rewards.load-bounded",
    ),
    (load, "block_reward", lambda base, multiplier: base * multiplier * 2, "rewards.load-bounded"),
    (
        slashing,
        "penalty",
        lambda stake, fraction: stake * stake * fraction,
        "slashing.names-do-not-matter",
    ),
    (
        slashing,
        "slashed_fraction",
        lambda rate, factor, share: rate + factor,
        "slashing.apart-is-cheaper",
    ),
    (slashing, "capped_fraction", lambda fraction: fraction, "slashing.correlation-at-a-third"),
    (
        deterrence,
        "largest_deterred_gain",
        lambda p, penalty, rent: p * penalty,
        "deterrence.largest-gain",
    ),
    (
        deterrence,
        "detection_needed_when_forfeited",
        lambda penalty, rent, gain: gain / (penalty + gain),
        "deterrence.least-detection",
    ),
)


@pytest.mark.parametrize(
    ("module", "formula", "wrong", "claim"),
    WRONG,
    ids=[f"{each[1]} in {each[3]}" for each in WRONG],
)
def test_a_wrong_formula_is_caught_by_a_story_that_replays(
    module: Any,
    formula: str,
    wrong: Callable[..., Any],
    claim: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, formula, wrong)
    asked = next(each for each in economics_claims() if each.name == f"any.{claim}")
    refuted = [
        proof
        for condition in asked.conditions
        for proof in [settle_claim(replace(asked, conditions=(condition,), rests_on=()))]
        if proof.verdict == "refuted"
    ]
    assert refuted
    found = refuted[0].counterexample
    assert found is not None
    assert replay(found, next(c for c in asked.conditions if c.name == found.condition))


@pytest.mark.parametrize("rule", ["FORFEITED", "KEPT"])
def test_a_rule_of_deterrence_without_the_rent_is_caught(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = replace(
        getattr(deterrence, rule),
        holds=lambda each: each["detection"] * each["penalty"] >= each["gain"],
    )
    monkeypatch.setattr(deterrence, rule, wrong)
    assert settle_claim(deterrence.thresholds()).verdict == "refuted"


def test_the_plans_draw_leaves_six_authorities_and_most_stake_without_a_chance(
    plan: Parameters,
) -> None:
    """By hand: 0.7 * 21 = 14.7, so ranks 0 to 13 have 1/21, rank 14 has 0.7 - 14/21 = 1/30, six none."""
    every_authority = proposers.proposer_claims("plan", plan)[0]
    found = settle_claim(every_authority).counterexample
    assert found is not None
    assert found.as_dict()["members"] == [
        {
            "validator": "authority-1 to authority-14",
            "one draw": "1/21",
            "independent draws": "1/30",
        },
        {"validator": "authority-15", "one draw": "1/30", "independent draws": "1/30"},
        {
            "validator": "authority-16 to authority-21",
            "one draw": "0",
            "independent draws": "1/30",
        },
    ]


def test_the_chances_in_a_story_about_stakers_are_those_of_a_population_in_order(
    plan: Parameters,
) -> None:
    for claim in proposers.proposer_claims("plan", plan)[2:]:
        found = settle_claim(claim).counterexample
        assert found is not None
        members = found.as_dict()["members"]
        stakes = [Fraction(each["stake"]) for each in members]
        assert stakes == sorted(stakes)
        for chances in ("one draw", "independent draws"):
            assert sum(Fraction(each[chances]) for each in members) == Fraction(3, 10)


def test_in_the_plans_fast_mode_two_fifths_are_paid_to_nobody(plan: Parameters) -> None:
    found = settle_claim(rewards.reward_claims_of("plan", plan)[0]).counterexample
    assert found is not None
    assert found.as_table().splitlines()[:4] == [
        "issued = 1",
        "class        paid",
        "authorities  3/5",
        "stakers      0",
    ]


def test_the_plans_rent_deters_and_its_slash_does_not(plan: Parameters) -> None:
    """By hand: 21 days of Balanced pay an authority 100 * 0.6 / 21 * 2 * 86,400 * 21 tokens."""
    stake, rent = offences.stake_and_rent(plan, "authority", Mode.BALANCED)
    assert stake == 10_000
    assert float(rent) == pytest.approx(100 * 0.6 / 21 * 2 * 86_400 * 21)


def test_the_exact_thresholds_of_both_protocols_are_those_by_hand(
    plan: Parameters, reference: Parameters
) -> None:
    """1 / (1 + 1/10) = 10/11 for a lone offender, and 1 / (1 + 1) = 1/2 where all is lost."""
    statements = {
        name: [claim.statement for claim in offences.deterrence_claims_of(name, each)[4:]]
        for name, each in (("plan", plan), ("reference", reference))
    }
    assert ["probability 10/11 or more" in each for each in statements["plan"]] == [True, True]
    assert "probability 10/11 or more" in statements["reference"][0]
    assert "probability 1/2 or more" in statements["reference"][1]


def test_a_statement_about_an_offender_says_how_often_an_offence_is_found(
    plan: Parameters,
) -> None:
    """Below one, the claims differ and so do their words; the exact thresholds hold for any."""
    half = with_tables(plan, slashing=replace(plan.slashing, detection_probability=0.5))
    surely, rarely = (
        [claim.statement for claim in offences.deterrence_claims_of("plan", each)]
        for each in (plan, half)
    )
    assert {each.split(",")[0] for each in surely[:4]} == {"If every offence is found"}
    assert {each.split(",")[0] for each in rarely[:4]} == {
        "If an offence is found with probability 1/2"
    }
    assert rarely[4:] == surely[4:]


def test_a_smaller_correlation_no_longer_takes_everything_from_a_third(
    reference: Parameters,
) -> None:
    """By hand: 0.1 + 2.6 / 3 < 1, and 2.7 = 3 * (1 - 0.1) is the least factor."""
    for factor, verdict in ((2.6, "refuted"), (2.7, "proved")):
        changed = replace(
            reference, slashing=replace(reference.slashing, correlation_factor=factor)
        )
        claim = slashing.slashing_claims_of("mine", changed)[0]
        assert settle_claim(claim).verdict == verdict


def test_all_is_settled_in_a_few_seconds(general: list[Proof]) -> None:
    """A wide margin over what one core needs, to notice a formulation that stalls."""
    assert max(proof.seconds for proof in general) < 15
