"""Which refuted claim is executed by what, and which have nothing to execute."""

from collections.abc import Mapping

from ...models.parameters.parameters import Parameters
from ..solving.claim import Proof
from . import (
    certificates,
    checkpoints,
    colluders,
    contracts,
    guilt,
    light_clients,
    penalties,
    proposers,
    reach,
    rewards,
    silence,
    small_chains,
    switching,
    variants,
)
from .replay import Replay, Replayer

REPLAYS: Mapping[str, Replayer] = {
    **certificates.REPLAYS,
    **variants.REPLAYS,
    **silence.REPLAYS,
    **switching.REPLAYS,
    **reach.REPLAYS,
    **guilt.REPLAYS,
    **checkpoints.REPLAYS,
    **light_clients.REPLAYS,
    **contracts.REPLAYS,
    **proposers.REPLAYS,
    **rewards.REPLAYS,
    **penalties.REPLAYS,
    **colluders.REPLAYS,
    **small_chains.REPLAYS,
}
"""By promise: the name of a claim without its protocol."""

WITHOUT_A_RUN: Mapping[str, str] = {}
"""Promises whose counterexample has nothing to execute, each with the reason."""


def replayed(proof: Proof, parameters: Parameters) -> Replay | None:
    """The run of a refuted claim's counterexample; none where the claim stands or has no run.

    Parameters
    ----------
    proof
        What came of the claim.
    parameters
        What the claim was asked of.

    Raises
    ------
    NotReplayed
        When the machine refuses a step, or the violation does not come about.
    """
    if proof.counterexample is None:
        return None
    replay = REPLAYS.get(promise_of(proof))
    return None if replay is None else replay(proof, parameters)


def promise_of(proof: Proof) -> str:
    """Name of a settled claim without its protocol, such as `fast.availability`."""
    return proof.name.removeprefix(f"{proof.protocol}.")
