"""Offences run on the ledger: what is slashed there, and what an offender is left with."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.proofs.economics.offences import alone, alone_forfeited, with_rent
from hybridstake.proofs.replaying.ledger_run import tokens
from hybridstake.proofs.replaying.numbers import numbers_of
from hybridstake.proofs.replaying.penalties import (
    offence_that_pays,
    offence_that_pays_forfeited,
    punished,
    scaled,
    sharing,
    third_keeps_stake,
)
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.settling import settle_claim

Refuted = Callable[[str], Proof]


def slashing(plan: Parameters, **changes: float) -> Parameters:
    """The plan with another rule of slashing."""
    return with_tables(plan, slashing=replace(plan.slashing, **changes))


def test_under_the_plan_a_lone_offender_keeps_nine_tenths_and_the_gain(
    refuted: Refuted, plan: Parameters
) -> None:
    run = offence_that_pays(refuted("plan.deterrence.alone"), plan)
    assert run.steps == (
        "at 0 s: offender bonds 1,000 tokens",
        "at 0 s: crowd bonds 10,000,000 tokens",
        "at 1 s: offender signed two blocks at height 1",
        "at 1 s: evidence convicts offender",
        "at 1,814,402 s: what stands behind offender answers",
        "at 1,814,402 s: 100 tokens are slashed",
        "at 1,814,402 s: offender unbonds what is left",
        "at 3,628,802 s: offender withdraws 900 tokens",
        "at 3,628,802 s: the offence brought 1,000 tokens, kept when it is found, and cost 100 tokens "
        "and 0 tokens of later rewards",
    )
    assert run.violation == (
        "An offender that brought 1,000 tokens and is found with probability 1 withdraws 900 tokens of "
        "them when it is; a gain of 1,000 tokens, kept, leaves it 900 tokens richer on average."
    )


@pytest.mark.parametrize("name", ["plan.deterrence.alone", "plan.deterrence.of-a-third"])
def test_a_slash_of_everything_deters(name: str, refuted: Refuted, plan: Parameters) -> None:
    with pytest.raises(NotReplayed) as refused:
        offence_that_pays(refuted(name), slashing(plan, rate=1))
    assert str(refused.value) == "the offender expects 0 tokens, and is deterred"


def test_correlation_of_twenty_seven_tenths_deters_a_third_but_not_one(
    refuted: Refuted, plan: Parameters
) -> None:
    """0.1 + 2.7 / 3 = 1, and of one among 10,001 it is 0.1 + 2.7 / 10,001, rounded down: 100.269973."""
    linked = slashing(plan, correlation_factor=2.7)
    with pytest.raises(NotReplayed, match=r"^the offender expects 0 tokens, and is deterred$"):
        offence_that_pays(refuted("plan.deterrence.of-a-third"), linked)
    run = offence_that_pays(refuted("plan.deterrence.alone"), linked)
    assert "withdraws 899.730027 tokens" in run.violation
    with pytest.raises(NotReplayed, match=r"^all 1,000 tokens of the offenders are slashed$"):
        third_keeps_stake(refuted("plan.slashing.third-loses-everything"), linked)


def test_found_half_of_the_time_the_offender_expects_the_mean_of_both_ends(
    plan: Parameters,
) -> None:
    """Found: 1,000 - 100, or -100 where the gain is taken back; unseen: 1,000."""
    half = slashing(plan, detection_probability=0.5)
    kept = offence_that_pays(settle_claim(alone("plan", half), second_solver=False), half)
    assert kept.violation.endswith("kept, leaves it 950 tokens richer on average.")
    claim = alone_forfeited("plan", half)
    forfeited = offence_that_pays_forfeited(settle_claim(claim, second_solver=False), half)
    assert forfeited.violation.endswith("forfeited, leaves it 450 tokens richer on average.")


def test_rent_counts_as_lost_with_what_is_slashed(plan: Parameters) -> None:
    """A thousandth of a token a block: 189,216 tokens a year to 21 seats, for 21 of 365 days 518.4."""
    poor = with_tables(plan, rewards=replace(plan.rewards, base_reward=0.001))
    proof = settle_claim(with_rent("plan", poor), second_solver=False)
    run = offence_that_pays(proof, poor)
    assert run.steps[0] == "at 0 s: offender bonds 10,000 tokens"
    assert run.steps[-1].endswith("cost 1,000 tokens and 518.4 tokens of later rewards")
    gain = Fraction(numbers_of(proof)["gain"])
    richer = tokens(gain - 1_000 - Fraction(2_592, 5))
    assert run.violation.endswith(f"leaves it {richer} richer on average.")
    with pytest.raises(NotReplayed, match=r"is deterred$"):
        offence_that_pays(proof, slashing(poor, rate=1))


def test_a_third_that_offends_together_keeps_nine_tenths_under_the_plan(
    refuted: Refuted, plan: Parameters
) -> None:
    run = third_keeps_stake(refuted("plan.slashing.third-loses-everything"), plan)
    assert run.violation == (
        "Validators with 1/3 of all stake are convicted of one offence, and keep 900 tokens of their "
        "1,000 tokens."
    )


def test_all_of_a_share_are_convicted_and_nobody_else(plan: Parameters) -> None:
    """Of five equal stakes two offend, and lose a tenth each."""
    offenders = sharing(Fraction(2, 5), 1_000_000_000)
    run = punished(plan, offenders)
    left = {name: run.ledger.bond(name, name).stake for name in offenders.bonds}
    assert offenders.names == ["offender-1", "offender-2"]
    assert left == {
        "offender-1": 900_000_000,
        "offender-2": 900_000_000,
        "honest-1": 1_000_000_000,
        "honest-2": 1_000_000_000,
        "honest-3": 1_000_000_000,
    }
    assert run.ledger.slashed == 200_000_000


@pytest.mark.parametrize("share", [Fraction(3, 2), Fraction(1, 20_000)])
def test_a_share_that_cannot_be_listed_is_refused(share: Fraction) -> None:
    with pytest.raises(NotReplayed) as refused:
        sharing(share, 1)
    assert str(refused.value) == (
        f"the share that offends must be a part of 10000 at most, got {share}"
    )


def test_more_than_the_ledger_can_divide_is_not_replayed(plan: Parameters) -> None:
    with pytest.raises(NotReplayed, match=r"^found: accounts must not be negative and add up to"):
        punished(plan, sharing(Fraction(0), 2**50))


def test_amounts_grow_together_until_the_stake_may_be_bonded() -> None:
    """3/2 base units times 2 are whole, and 334 times these 3 the first above 1,000."""
    assert scaled(Fraction(3, 2), least=1_000, base_units=1) == 2 * 334
    assert scaled(Fraction(3, 2), least=1_000, base_units=2) == 334
    assert scaled(Fraction(10_000), least=1_000, base_units=1) == 1
