"""Silent Byzantine validators on the machine: round after round, and nobody can decide.

Every honest validator hears everything at once, and each round's proposer is honest. That the silence
stops them, and nothing else, is seen by letting everybody sign: then the first round decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.rules import HONEST, Rules
from ...models.protocol.machine.schedule import Standing
from ...models.protocol.machine.setting import Setting
from ...models.protocol.machine.stories import CALM
from ...models.protocol.machine.validators import ValidatorSet
from ...models.protocol.machine.votes import Block, Statistics
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import Quorum
from ..quorums.premises import honest_certificate
from ..solving.claim import Proof
from .casting import cast_of, named_story
from .lockstep import in_turn, lockstep
from .replay import NotReplayed, Replay, Replayer
from .telling import told

ROUNDS = 3
"""Rounds that are run before a height counts as stuck; each is like the one before [1]."""


@dataclass(frozen=True, slots=True)
class OneMode:
    """A schedule of rounds in one mode, as a claim about that mode has them."""

    fixed: Mode

    def after(self, validator: str, standing: Standing, height: int, block: Block) -> Standing:
        """The same mode again."""
        return standing

    def mode(self, validator: str, standing: Standing, height: int, round_: int) -> Mode:
        """The mode."""
        return self.fixed


def silence(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """The run of a claim that the honest alone can decide.

    Raises
    ------
    NotReplayed
        When they do, or when they do not either if everybody signs.
    """
    mode = mode_of(proof, parameters)
    cast = cast_of(named_story(proof), observers=1)
    place = alone(parameters, cast.validators, mode)
    run = lockstep(place, heights=1, rounds=ROUNDS, rules=rules)
    if decides(run):
        raise NotReplayed(f"{proof.name}: nobody must decide, and somebody does")
    awake = tuple(replace(each, byzantine=False) for each in cast.validators.members)
    everybody = alone(parameters, ValidatorSet(awake), mode)
    if not decides(lockstep(everybody, heights=1, rounds=1, rules=rules)):
        raise NotReplayed(f"{proof.name}: if everybody signs, round 0 must decide")
    held, total = cast.validators.weight(cast.honest), cast.validators.total
    return Replay(
        proof.name,
        (*cast.beside(), *told(run)),
        f"after {ROUNDS} {mode.label.capitalize()} rounds, in which everybody has heard everything, "
        f"nobody has finalised a block: {held.authorities} of {total.authorities} authorities and "
        f"{held.stake} of {total.stake} stake sign, and {asked_for(place.quorums[mode])} must",
    )


def mode_of(proof: Proof, parameters: Parameters) -> Mode:
    """Mode of the certificate that the honest are said to form."""
    for mode in Mode:
        if proof.counterexample and (
            honest_certificate(parameters, mode).name == proof.counterexample.conclusion
        ):
            return mode
    raise NotReplayed(f"{proof.name}: its conclusion must be an honest certificate of a mode")


def alone(parameters: Parameters, validators: ValidatorSet, mode: Mode) -> Setting:
    """Some validators whose rounds are all in one mode."""

    def calm(validator: str, height: int, round_: int) -> Statistics:
        return CALM

    return in_turn(parameters, validators, OneMode(mode), calm, mode)


def decides(run: Execution) -> bool:
    """Whether somebody has finalised a block in the height where the run ends."""
    return any(node.decision is not None for node in run.end.nodes.values())


def asked_for(required: Quorum) -> str:
    """What a certificate must gather, in words."""
    least = "more than" if required.strict else "at least"
    parts = {"authorities": required.authorities, "stake": required.stake}
    return " and ".join(
        f"{least} {part} of the {resource}" for resource, part in parts.items() if part is not None
    )


REPLAYS: Mapping[str, Replayer] = dict.fromkeys(
    (f"{mode.label}.{promise}" for mode in Mode for promise in ("availability", "liveness")),
    silence,
)
"""Promises that the honest validators alone make progress."""
