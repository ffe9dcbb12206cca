"""Evidence and checkpoints against the time of unbonding."""

from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.checkpoints import checkpoint_is_in_time, evidence_is_in_time
from hypothesis import given
from hypothesis import strategies as st

seconds = st.fractions(0, 10_000_000, max_denominator=10)


def test_evidence_of_the_plan_may_come_as_the_stake_leaves() -> None:
    """Plan: 21 days against 21 days. Reference: 14 days against 21."""
    in_time = {
        name: evidence_is_in_time(staking.evidence_window_seconds, staking.unbonding_seconds)
        for name, staking in ((name, load(name).staking) for name in ("plan", "reference"))
    }
    assert in_time == {"plan": False, "reference": True}


def test_checkpoints_of_the_plan_are_close_enough() -> None:
    """50,000 s + 86,400 s = 136,400 s < 1,814,400 s; at 1,728,000 s between them no longer."""
    assert checkpoint_is_in_time(50_000, 86_400, 1_814_400)
    assert not checkpoint_is_in_time(1_728_000, 86_400, 1_814_400)


@given(seconds, seconds, seconds, seconds)
def test_longer_unbonding_never_hurts(period: int, delay: int, unbonding: int, more: int) -> None:
    if checkpoint_is_in_time(period, delay, unbonding):
        assert checkpoint_is_in_time(period, delay, unbonding + more)
        assert evidence_is_in_time(delay, unbonding)


@given(seconds)
def test_stake_that_leaves_at_once_is_never_reached(period: int) -> None:
    assert not checkpoint_is_in_time(period, 0, 0)
    assert not evidence_is_in_time(period, 0)
