"""A small proof-of-work chain, computed as the models compute it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.replaying.small_chains import little_saved
from hybridstake.proofs.solving.claim import Proof

NAME = "plan.energy.any-comparator"
Refuted = Callable[[str], Proof]


def test_against_a_chain_that_draws_as_much_nothing_is_saved(
    refuted: Refuted, plan: Parameters
) -> None:
    """1,021 * 22 W = 22,462 W; times 8.76 h: 196,767 kWh a year, by both."""
    run = little_saved(refuted(NAME), plan)
    assert run.steps == (
        "1,021 nodes at home draw 22 W each, 22,462 W together",
        "in a year they take 196,767 kWh",
        "a proof-of-work chain that draws 22,462 W takes 196,767 kWh",
    )
    assert run.violation == (
        "Against a proof-of-work chain of 22,462 W the hybrid saves 0.0%, and not 95%."
    )


def test_a_network_small_enough_saves_what_is_promised(refuted: Refuted, plan: Parameters) -> None:
    """One authority and one staker draw 44 W: 99.8 % less."""
    few = {
        name: replace(getattr(plan, name), validators=1) for name in ("fast", "balanced", "secure")
    }
    with pytest.raises(NotReplayed) as refused:
        little_saved(refuted(NAME), replace(plan, **few))
    assert str(refused.value) == "99.8% of 22,462 W are saved"


def test_a_claim_that_nothing_refutes_is_not_replayed(refuted: Refuted, plan: Parameters) -> None:
    with pytest.raises(NotReplayed, match="there is nothing to replay"):
        little_saved(replace(refuted(NAME), counterexample=None), plan)
