"""The contracts run with the numbers of their counterexamples, and with one guard put right."""

from collections.abc import Callable
from dataclasses import asdict, replace
from fractions import Fraction
from itertools import product

import pytest
from hybridstake.models.ledger.rules import thresholds_of
from hybridstake.models.ledger.steps.governance import are_safe
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum
from hybridstake.proofs.replaying import contracts
from hybridstake.proofs.replaying.contracts import (
    conflict_under,
    escape_by_unbonding,
    unsafe_at_launch,
)
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.claim import Proof

ESCAPE, THRESHOLDS = "plan.ledger.no-escape", "plan.ledger.thresholds-safe"
Refuted = Callable[[str], Proof]


def test_the_plan_pays_an_offender_out_before_its_evidence(
    refuted: Refuted, plan: Parameters
) -> None:
    """21 days are 1,814,400 s; the delegator that stays answers with a tenth of 1,000 tokens."""
    run = escape_by_unbonding(refuted(ESCAPE), plan)
    assert run.steps == (
        "at 0 s: offender bonds 1,000 tokens",
        "at 0 s: delegator bonds 1,000 tokens behind offender",
        "at 0 s: offender signs twice at height 1, and nobody has seen both",
        "at 0 s: offender unbonds everything",
        "at 1,814,400 s: offender withdraws its matured entry",
        "at 1,814,400 s: evidence convicts offender",
        "at 1,814,401 s: what stands behind offender answers",
        "at 1,814,401 s: delegator has lost 100 tokens",
    )
    assert run.violation == (
        "Evidence 1,814,400 s after the offence, within the window of 1,814,400 s, convicts an "
        "offender that holds all its 1,000 tokens again and loses none."
    )


def test_unbonding_of_one_second_more_refuses_the_withdrawal(
    refuted: Refuted, plan: Parameters
) -> None:
    longer = with_tables(plan, staking=replace(plan.staking, unbonding_seconds=1_814_401))
    with pytest.raises(NotReplayed) as refused:
        escape_by_unbonding(refuted(ESCAPE), longer)
    assert str(refused.value) == (
        "offender withdraws its matured entry: withdraw: the entry must hold amount, have matured, and "
        "have answered for every conviction, got unbonding 1000000000, liquid 0, amount 1000000000, now "
        "1814400, matures 1814401, answered 0, convicted 0"
    )


def test_a_window_of_one_second_less_refuses_the_evidence(
    refuted: Refuted, plan: Parameters
) -> None:
    shorter = with_tables(plan, staking=replace(plan.staking, evidence_window_seconds=1_814_399))
    with pytest.raises(
        NotReplayed, match=r"^evidence convicts offender: convict: the offence must"
    ):
        escape_by_unbonding(refuted(ESCAPE), shorter)


def test_an_offender_that_is_not_paid_has_not_escaped(
    refuted: Refuted, plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpaid(ledger, number):
        return replace(ledger, entries={})

    monkeypatch.setattr(contracts, "withdraw", unpaid)
    with pytest.raises(NotReplayed, match=r"^offender has lost 1,000 tokens$"):
        escape_by_unbonding(refuted(ESCAPE), plan)


def test_the_plan_is_founded_with_thresholds_that_its_contract_would_not_enact(
    refuted: Refuted, plan: Parameters
) -> None:
    run = unsafe_at_launch(refuted(THRESHOLDS), plan)
    assert run.steps[3:] == (
        "at 0 s: authority-1 and authority-2 certify block A of height 1 in fast mode",
        "at 0 s: authority-3, staker-2 and staker-3 certify block B of height 1 in secure mode",
        "at 0 s: authority-1 proposes the thresholds in force",
        "at 0 s: everybody votes for them",
        "at 3,024,000 s: the timelock is over, and the ballot is to be enacted: refused",
    )
    assert run.violation.startswith("Under the thresholds in force a Fast and a Secure certificate")


def test_a_contract_that_enacts_the_thresholds_does_not_replay(
    refuted: Refuted, plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def obedient(ledger, number):
        return ledger

    monkeypatch.setattr(contracts, "enact", obedient)
    with pytest.raises(NotReplayed, match=r"^governance would enact the thresholds in force$"):
        unsafe_at_launch(refuted(THRESHOLDS), plan)


def test_other_thresholds_than_those_of_the_story_do_not_replay(
    refuted: Refuted, plan: Parameters
) -> None:
    weaker = with_tables(plan, secure=replace(plan.secure, oversight_threshold=Fraction(1, 4)))
    with pytest.raises(NotReplayed, match=r"^the thresholds in force must be the counterexample's"):
        unsafe_at_launch(refuted(THRESHOLDS), weaker)


def test_a_conflict_is_found_exactly_where_the_guard_says_no(
    plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of twelve authorities and stakers whole numbers are halves, thirds, quarters and sixths."""
    monkeypatch.setattr(contracts, "MOST_VALIDATORS", 12)
    parts = [Fraction(1, 3), Fraction(2, 3), Fraction(5, 6)]
    unsafe = 0
    for fast, stake, oversight in product(parts[1:], parts, parts):
        tried = with_tables(
            plan,
            fast=replace(plan.fast, authority_threshold=fast),
            balanced=replace(plan.balanced, stake_threshold=stake),
            secure=replace(plan.secure, oversight_threshold=oversight),
        )
        assumed = tried.assumptions
        safe = are_safe(
            **asdict(thresholds_of(tried)),
            byzantine_authorities=assumed.byzantine_authorities,
            byzantine_stake=assumed.byzantine_stake,
        )
        try:
            found = conflict_under(tried)
        except NotReplayed:
            assert safe, tried
            continue
        unsafe += 1
        assert not safe, tried
        ends = zip(found.modes, found.signers, strict=True)
        assert all(found.validators.certify(quorum(tried, mode), who) for mode, who in ends)
        both = frozenset.intersection(*found.signers)
        assert all(found.validators.by_name[name].byzantine for name in both)
        assert found.validators.is_within(assumed)
    assert 0 < unsafe < 18


def test_the_smallest_conflict_of_the_plan_is_of_fast_and_secure(plan: Parameters) -> None:
    found = conflict_under(plan)
    assert found.modes == (Mode.FAST, Mode.SECURE)
    assert len(found.validators.members) == 6
