"""A block's reward on the ledger, and what nobody gets."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.replaying.rewards import reward_not_paid
from hybridstake.proofs.solving.claim import Proof

NAME = "plan.rewards.everything-paid"
Refuted = Callable[[str], Proof]


def test_in_fast_mode_four_tenths_of_a_block_go_to_nobody(
    refuted: Refuted, plan: Parameters
) -> None:
    """600,000 base units are 28,571 for each of 21 seats, and 9 left over."""
    run = reward_not_paid(refuted(NAME), plan)
    assert run.steps[2:] == (
        "at 31,536,000 s: a fast block pays 1 token to its 21 signers",
        "at 31,536,000 s: authorities have 0.599991 tokens more",
        "at 31,536,000 s: stakers have 0 tokens more",
        "at 31,536,000 s: 0.000009 tokens that do not divide stay in the pool",
    )
    assert run.violation == (
        "Of a block reward of 1 token in fast mode the contract issues 0.6 tokens: 0.4 tokens go to "
        "nobody."
    )


def test_where_an_empty_class_passes_its_share_on_all_is_paid(
    refuted: Refuted, plan: Parameters
) -> None:
    passed_on = with_tables(plan, rewards=replace(plan.rewards, empty_class_to_other=True))
    with pytest.raises(NotReplayed) as refused:
        reward_not_paid(refuted(NAME), passed_on)
    assert str(refused.value) == "all 1 token of the reward are issued"


def test_a_reward_above_the_yearly_ceiling_is_refused(refuted: Refuted, plan: Parameters) -> None:
    """Of 213,000 tokens at launch a year's ceiling of a millionth is less than a token."""
    capped = with_tables(plan, issuance=replace(plan.issuance, yearly_cap=1e-6))
    with pytest.raises(NotReplayed, match=r"^a fast block pays 1 token to its 21 signers: issue"):
        reward_not_paid(refuted(NAME), capped)


def test_a_counterexample_about_no_mode_is_refused(refuted: Refuted, plan: Parameters) -> None:
    found = refuted(NAME).counterexample
    assert found is not None
    other = replace(refuted(NAME), counterexample=replace(found, condition="another"))
    with pytest.raises(NotReplayed, match=r"^another: it must be about the reward of a mode$"):
        reward_not_paid(other, plan)
