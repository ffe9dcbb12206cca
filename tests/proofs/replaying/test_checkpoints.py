"""Another history after a checkpoint: on the ledger's clock, and with one guard put right."""

from dataclasses import replace

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.models.protocol import light_client
from hybridstake.proofs.history.checkpoints import in_time_of
from hybridstake.proofs.replaying.checkpoints import rewritten
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.condition import Condition
from hybridstake.proofs.solving.settling import refutation, settle_claim

PERIOD, UNBONDING = 1_800_000, 1_814_400


@pytest.fixture(scope="module")
def rare(plan: Parameters) -> Parameters:
    """The plan with checkpoints almost as far apart as unbonding is long."""
    return with_tables(plan, checkpoints=replace(plan.checkpoints, period_seconds=PERIOD))


@pytest.fixture(scope="module")
def refuted(rare: Parameters) -> Proof:
    return settle_claim(in_time_of("rare", rare), second_solver=False)


def of(condition: Condition, proof: Proof) -> Proof:
    """The same claim as if another condition of it were what is refuted."""
    return replace(proof, counterexample=refutation(condition))


def staking(rare: Parameters, **changes: float) -> Parameters:
    """Other times of the contracts."""
    return with_tables(rare, staking=replace(rare.staking, **changes))


def test_signers_who_were_paid_out_rewrite_what_follows_an_old_checkpoint(
    refuted: Proof, rare: Parameters
) -> None:
    """A day of evidence before unbonding ends the node accepts: 1,814,400 - 86,400 = 1,728,000."""
    run = rewritten(refuted, rare)
    assert run.steps == (
        "at 0 s: validator-1 to validator-4 each bond 10,000 tokens",
        "at 0 s: validator-1 to validator-4 certify a checkpoint",
        "at 0 s: validator-1 to validator-4 certify A at height 1",
        "at 0 s: validator-1 to validator-3 unbond everything",
        "at 1,727,994.9 s: the next checkpoint is created",
        "at 1,728,000 s: the node listens for the last time",
        "at 1,728,000 s: the node goes on from a checkpoint 1,728,000 s old, and accepts B at height 1, "
        "signed by validator-1 to validator-3",
        "at 1,814,400 s: validator-1 to validator-3 withdraw their stake",
        "at 1,814,400 s: evidence against validator-1: refused",
        "at 1,814,400 s: evidence against validator-2: refused",
        "at 1,814,400 s: evidence against validator-3: refused",
    )
    assert run.violation == (
        "A node follows block B at height 1 where the chain has A, and evidence 1,814,400 s after the "
        "checkpoint convicts nobody: the signers of both have 30,000 tokens in hand."
    )


def test_unbonding_of_one_second_more_refuses_the_withdrawal(
    refuted: Proof, rare: Parameters
) -> None:
    with pytest.raises(
        NotReplayed, match=r"^validator-1 to validator-3 withdraw their stake: withd"
    ):
        rewritten(refuted, staking(rare, unbonding_seconds=UNBONDING + 1))


def test_evidence_after_the_window_convicts_nobody_though_all_stake_is_there(
    refuted: Proof, rare: Parameters
) -> None:
    late = of(in_time_of("rare", rare).conditions[1], refuted)
    run = rewritten(late, rare)
    assert run.violation == (
        "A node follows block B at height 1 where the chain has A, and evidence 1,814,401 s after the "
        "checkpoint convicts nobody: the signers of both have all their stake."
    )
    assert run.steps[1:3] == (
        "at 0 s: validator-1 to validator-4 certify a checkpoint",
        "at 0 s: validator-1 to validator-4 certify A at height 1",
    )
    assert run.steps[3] == "at 1,727,995.9 s: the next checkpoint is created"
    wider = staking(rare, evidence_window_seconds=rare.staking.evidence_window_seconds + 1)
    with pytest.raises(NotReplayed) as refused:
        rewritten(late, wider)
    assert str(refused.value) == "the evidence convicts a signer of the other history"


def test_a_node_that_was_away_is_deceived_even_with_the_plans_own_period(plan: Parameters) -> None:
    proof = settle_claim(in_time_of("plan", plan), second_solver=False)
    assert proof.verdict == "proved"
    away = [of(twin, proof) for twin in in_time_of("plan", plan).twins]
    ends = [rewritten(each, plan).violation.rpartition("have ")[2] for each in away]
    assert ends == ["30,000 tokens in hand.", "all their stake."]


def test_a_client_that_refuses_everything_is_not_deceived(
    refuted: Proof, rare: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(light_client, "is_fresh", lambda stated, clock, period: False)
    with pytest.raises(
        NotReplayed, match=r"^the node refuses block B: the trusted header is too old"
    ):
        rewritten(refuted, rare)
