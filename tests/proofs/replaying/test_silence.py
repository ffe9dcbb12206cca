"""Silence on the machine: nobody decides, and it is the silence that stops them."""

from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.machine.rules import Rules
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.quorums.availability import availability_twin
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.replaying.silence import ROUNDS, silence
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle_claim


@pytest.mark.parametrize("promise", ["availability", "liveness"])
def test_one_silent_authority_of_four_stops_fast_round_after_round(
    refuted: Callable[[str], Proof], reference: Parameters, promise: str
) -> None:
    """By hand: three of four are 3/4 of the authorities, and 5/6 are asked for."""
    run = silence(refuted(f"reference.fast.{promise}"), reference)
    assert run.violation == (
        "after 3 Fast rounds, in which everybody has heard everything, nobody has finalised a block: "
        "3 of 4 authorities and 1 of 1 stake sign, and more than 5/6 of the authorities must"
    )
    assert run.steps[:4] == (
        "both-1 proposes both-1.0.0 in round 0 (fast)",
        "authority-1, authority-2 and both-1 prevote both-1.0.0 in round 0 (fast)",
        "authority-1, authority-2 and both-1 precommit nil in round 0 (fast)",
        "authority-1, authority-2 and both-1 start round 1 (fast)",
    )
    assert len(run.steps) == 4 * ROUNDS


def test_under_the_thresholds_of_the_plan_the_same_silence_stops_nobody(
    refuted: Callable[[str], Proof], plan: Parameters
) -> None:
    with pytest.raises(NotReplayed, match="nobody must decide, and somebody does"):
        silence(refuted("reference.fast.availability"), plan)


def test_silence_is_not_blamed_for_a_machine_that_never_decides(
    refuted: Callable[[str], Proof], reference: Parameters
) -> None:
    def never(*asked: Any) -> bool:
        return False

    proof = refuted("reference.fast.availability")
    with pytest.raises(NotReplayed, match="if everybody signs, round 0 must decide"):
        silence(proof, reference, Rules(decide=never))


def test_a_guard_that_asks_for_no_certificate_lets_them_decide(
    refuted: Callable[[str], Proof], reference: Parameters
) -> None:
    def any_block(node: Any, act: Any, setting: Any) -> bool:
        return act.block is not None

    careless = Rules(precommit=any_block, decide=any_block)
    with pytest.raises(NotReplayed, match="nobody must decide, and somebody does"):
        silence(refuted("reference.fast.availability"), reference, careless)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_every_mode_stops_just_beyond_its_limit(
    protocol: str, mode: Mode, plan: Parameters, reference: Parameters
) -> None:
    """The near misses of all claims that the honest alone form a certificate."""
    parameters = {"plan": plan, "reference": reference}[protocol]
    twin = availability_twin(protocol, parameters, mode)
    proof = settle_claim(Claim(twin.name, "A near miss.", protocol, (twin,)))
    run = silence(proof, parameters)
    assert f"after 3 {mode.label.capitalize()} rounds, " in run.violation
    assert not any(" decide" in step for step in run.steps)
