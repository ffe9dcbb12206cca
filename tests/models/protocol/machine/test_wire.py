"""The seam between sending and hearing: what a wire does not open is as good as lost."""

import numpy as np
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.acts import Transition
from hybridstake.models.protocol.machine.events import Message
from hybridstake.models.protocol.machine.execution import Execution, random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.stories import A
from hybridstake.models.protocol.machine.votes import Ballot, Kind, Vote
from hybridstake.models.protocol.machine.wire import PLAIN, PlainWire, Sealed
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.signed.run import decisions_of, steady_setting

VOTE = Vote("v1", Ballot(Kind.PREVOTE, 0, 0, A))


class DeafTo(PlainWire):
    """A wire on which one validator's messages are not believed."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def opened(self, recipient: str, sealed: Sealed) -> Message | None:
        return None if sealed.sender in self.names else sealed.message


def run_on(wire: PlainWire) -> Execution:
    """A height of four validators, of whom three are a quorum."""
    place = steady_setting(load("reference"), Mode.FAST, 4, "chain", b"seed")
    rng = np.random.default_rng(1)
    return random_execution(place, rng, Network(), heights=1, steps=300, wire=wire)


def signers_of(run: Execution) -> list[frozenset[str]]:
    """Of every decision."""
    return [each.signers for _, each in decisions_of(run)]


def heard_from(run: Execution) -> set[str | None]:
    """Whose messages were heard."""
    return {step.act.source for step in run.steps if step.act.transition is Transition.HEAR}


def test_on_a_plain_wire_everything_is_believed() -> None:
    assert PLAIN.opened("v2", PLAIN.seal("v1", VOTE)) == VOTE
    run = run_on(PLAIN)
    assert len(signers_of(run)) == 4
    assert heard_from(run) == {"v1", "v2", "v3", "v4"}


def test_what_is_not_believed_counts_for_nobody_else() -> None:
    """One of four is enough to lose; two are too many."""
    run = run_on(DeafTo("v4"))
    found = signers_of(run)
    assert len(found) == 4
    assert heard_from(run) == {"v1", "v2", "v3"}
    assert {names for names in found if "v4" not in names} == {frozenset({"v1", "v2", "v3"})}
    assert signers_of(run_on(DeafTo("v3", "v4"))) == []
