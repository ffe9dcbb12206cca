"""The machine with real keys against the machine without: step by step the same."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.execution import Execution, random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.signed.run import (
    SignedExecution,
    decisions_of,
    fingerprint,
    signed_execution,
    steady_setting,
)

Both = Callable[[int], tuple[SignedExecution, Execution]]
SEEDS = (11, 14, *(pytest.param(seed, marks=pytest.mark.exhaustive) for seed in range(20, 60)))


@pytest.mark.parametrize("seed", SEEDS)
def test_real_signatures_change_no_step_and_no_decision(both: Both, seed: int) -> None:
    """A rough network, a crash now and then, a liar: same steps, same ends, same certificates."""
    signed, plain = both(seed)
    assert signed.execution.steps == plain.steps
    assert signed.execution.end == plain.end
    assert fingerprint(signed.decisions()) == fingerprint(decisions_of(plain))
    assert signed.wire.tally.refused == 0
    assert signed.wire.tally.checked > 100
    assert len(signed.decisions()) == 8


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_every_decision_can_be_shown_as_a_certificate_that_holds(both: Both, seed: int) -> None:
    signed, _ = both(seed)
    for (name, decision), shown in zip(signed.decisions(), signed.certificates(), strict=True):
        assert signed.is_certified(name, shown)
        assert shown.ballot == decision.ballot
        other = shown._replace(ballot=shown.ballot._replace(round=shown.ballot.round + 1))
        assert not signed.is_certified(name, other)


@pytest.mark.parametrize("mode", Mode)
def test_a_deployment_stays_in_its_mode_and_a_beacon_names_its_proposers(mode: Mode) -> None:
    """Decided in the first round of every height, by the block of whom the beacon names."""
    place = steady_setting(load("reference"), mode, 4, "steady", b"seed")
    rng = np.random.default_rng(1)
    signed = signed_execution(
        place, rng, Network(), chain="steady", seed=b"seed", heights=2, steps=5_000
    )
    node = signed.execution.end.node("v1", 1)
    assert node is not None
    assert place.mode(node, 0) is mode
    for _, decision in signed.decisions():
        ballot = decision.ballot
        assert ballot.round == 0
        assert ballot.block is not None
        assert ballot.block.name.split(".")[0] == place.proposers(ballot.height, 0, mode)
    assert all(
        signed.is_certified(name, shown)
        for (name, _), shown in zip(signed.decisions(), signed.certificates(), strict=True)
    )


def test_another_seed_is_another_run_and_the_same_one_the_same() -> None:
    def run(seed: bytes) -> tuple[str, bytes]:
        place = steady_setting(load("plan"), Mode.FAST, 4, "steady", seed)
        found = signed_execution(
            place,
            np.random.default_rng(1),
            Network(),
            chain="steady",
            seed=seed,
            heights=1,
            steps=5_000,
        )
        return fingerprint(found.decisions()), found.certificates()[0].signature

    assert run(b"one") == run(b"one")
    assert run(b"one")[1] != run(b"two")[1]


def test_a_fingerprint_tells_decisions_apart() -> None:
    place = steady_setting(load("plan"), Mode.FAST, 4, "steady", b"seed")
    run = random_execution(place, np.random.default_rng(1), Network(), heights=2, steps=5_000)
    decisions = decisions_of(run)
    name, decision = decisions[0]
    fewer = decision._replace(signers=frozenset(sorted(decision.signers)[1:]))
    later = decision._replace(ballot=decision.ballot._replace(round=1))
    others = [
        decisions[1:],
        ((name, fewer), *decisions[1:]),
        ((name, later), *decisions[1:]),
        (("v9", decision), *decisions[1:]),
    ]
    assert len({fingerprint(each) for each in (decisions, *others)}) == 5


def test_a_certificate_of_a_height_that_its_validator_never_reached_is_none(both: Both) -> None:
    signed, _ = both(11)
    shown = signed.certificates()[0]
    far = shown._replace(ballot=shown.ballot._replace(height=9))
    assert not signed.is_certified("a1", far)
    assert replace(signed).certificates()[0] == shown
