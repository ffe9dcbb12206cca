"""Evidence and checkpoints against the time of unbonding."""

from fractions import Fraction

from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.checkpoints import (
    checkpoint_age,
    checkpoint_is_in_time,
    evidence_counts,
    evidence_is_in_time,
    is_fresh,
    receipt_seconds,
    trust_period_is_safe,
)
from hypothesis import given, settings
from hypothesis import strategies as st

seconds = st.fractions(0, 10_000_000, max_denominator=10)


def test_evidence_of_the_plan_may_come_as_the_stake_leaves() -> None:
    """Plan: 21 days against 21 days. Reference: 14 days against 21."""
    in_time = {
        name: evidence_is_in_time(staking.evidence_window_seconds, staking.unbonding_seconds)
        for name, staking in ((name, load(name).staking) for name in ("plan", "reference"))
    }
    assert in_time == {"plan": False, "reference": True}


def test_a_checkpoint_arrives_once_the_slowest_mode_has_made_it_final() -> None:
    """By hand: 5 s in Secure and one message of 0.1 s, exactly as written."""
    assert receipt_seconds(load("plan")) == Fraction("5.1")


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


def escapes(
    period: int, receipt: int, absence: int, delay: int, unbonding: int, notice: int
) -> bool:
    """Whether some timeline of whole seconds pays a signer before the evidence comes.

    Counted out, not by the formula: the checkpoint is at zero, and everybody is as late as allowed.
    """
    return any(
        accepted + late >= left + unbonding
        for following in range(period + 1)
        for heard in range(following + receipt + 1)
        for accepted in range(heard, heard + absence + 1)
        for late in range(delay + 1)
        for left in range(-notice, 1)
    )


few = st.integers(0, 3)


@given(few, few, few, few, st.integers(0, 16), few)
@settings(deadline=None)
def test_the_bound_is_exact_on_every_timeline_of_whole_seconds(
    period: int, receipt: int, absence: int, delay: int, unbonding: int, notice: int
) -> None:
    age = checkpoint_age(period, receipt, absence)
    found = escapes(period, receipt, absence, delay, unbonding, notice)
    assert checkpoint_is_in_time(age, delay, unbonding, notice) is not found


@given(few, few, few, st.integers(0, 12), few)
def test_a_trust_period_is_safe_exactly_if_no_fresh_block_is_too_old(
    trust: int, skew: int, delay: int, unbonding: int, notice: int
) -> None:
    """Clocks in hundredths of a second: the last one before the period ends counts."""
    last = [clock for clock in range(trust * 100 + 1) if is_fresh(0, clock, trust * 100)]
    too_late = [
        clock + (skew + delay) * 100
        for clock in last
        if clock + (skew + delay) * 100 >= (unbonding - notice) * 100
    ]
    if trust:
        assert trust_period_is_safe(trust, skew, delay, unbonding, notice) is not bool(too_late)


def test_evidence_counts_to_the_last_second_of_the_window() -> None:
    """Reference: 1,209,600 s less a day and 5.1 s of receipt leave a period of 1,123,194.9 s."""
    ages = [checkpoint_age(period, 51) for period in (11_231_949, 11_231_950)]
    assert [evidence_counts(age, 864_000, 12_096_000) for age in ages] == [True, False]
