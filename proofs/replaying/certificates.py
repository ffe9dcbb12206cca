"""Two certificates without a common honest signer, signed on the machine: two blocks become final.

The validators are the counterexample's. The rounds are those of the shared schedule, which everybody
derives alike: the first certificate is signed in round 0, and the second in the same round, where a
Byzantine validator can propose two blocks of one mode, or else in the next round of its mode. Honest
validators pass every guard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.acts import Act
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.observation import disagreements
from ...models.protocol.machine.rules import HONEST, Rules
from ...models.protocol.machine.scenario import Scenario, replay
from ...models.protocol.machine.schedule import SharedSchedule, Standing
from ...models.protocol.machine.setting import Setting, setting
from ...models.protocol.machine.stories import (
    CALM,
    A,
    B,
    decide,
    precommit,
    prevote,
    propose,
    sign,
    start_round,
)
from ...models.protocol.machine.votes import Block, Kind, Statistics
from ...models.protocol.machine.world import RefusedStep, World
from ...models.protocol.modes import Mode
from ..quorums.intersection import PAIRS
from ..quorums.premises import FIRST, SECOND, certificate
from ..solving.claim import Proof
from .casting import Cast, cast_of, named_story
from .replay import NotReplayed, Replay, Replayer
from .telling import in_words, told

DECIDERS = 2
"""Honest validators that it takes to disagree [1]."""


def disagreement(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """The run of a claim whose counterexample is two certificates of known modes, in words.

    Raises
    ------
    NotReplayed
        When the machine refuses a step, or nobody disagrees in the end.
    """
    cast, run = played(proof, parameters, rules)
    return in_lines(proof.name, cast, run)


def played(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> tuple[Cast, Execution]:
    """Who takes part in that run, and the run itself.

    Raises
    ------
    NotReplayed
        When the machine refuses a step, or nobody disagrees in the end.
    """
    cast = cast_of(named_story(proof), DECIDERS)
    first, second = (mode_of(proof, parameters, signers) for signers in (FIRST, SECOND))
    return cast, executed(proof.name, cast, deployment(cast, parameters, first), second, rules)


def mode_of(proof: Proof, parameters: Parameters, signers: str) -> Mode:
    """Mode of the certificate of some signers, as a premise of the counterexample names it."""
    premises = proof.counterexample.premises if proof.counterexample else ()
    for mode in Mode:
        if certificate(signers, parameters, mode).name in premises:
            return mode
    raise NotReplayed(f"{proof.name}: {signers} must be a certificate of a mode")


def deployment(cast: Cast, parameters: Parameters, start: Mode) -> Setting:
    """The cast under the shared schedule; whoever signs a round's certificate proposes its block."""

    def calm(validator: str, height: int, round_: int) -> Statistics:
        return CALM

    def proposer(height: int, round_: int, mode: Mode) -> str:
        return proposer_of(cast, cast.second if round_ else cast.first)

    schedule = SharedSchedule(parameters)
    return setting(parameters, (cast.validators,), schedule, proposer, calm, start)


def proposer_of(cast: Cast, signers: tuple[str, ...]) -> str:
    """A signer, Byzantine where one is."""
    liars = [name for name in signers if name in cast.byzantine]
    return [*liars, *signers][0]


def conflict(title: str, cast: Cast, place: Setting, second: Mode, rules: Rules = HONEST) -> Replay:
    """Two blocks final at one height, in words; arguments and errors are those of `executed`."""
    return in_lines(title, cast, executed(title, cast, place, second, rules))


def executed(
    title: str, cast: Cast, place: Setting, second: Mode, rules: Rules = HONEST
) -> Execution:
    """A run that makes two blocks final at one height, the first in the mode in which it starts.

    Parameters
    ----------
    title
        What the run is called.
    cast
        Who signs the two certificates.
    place
        Where: the certificates are judged by its quorums.
    second
        Mode of the second certificate.
    rules
        The guards that honest validators follow.

    Raises
    ------
    NotReplayed
        When the machine refuses a step, or nobody disagrees in the end.
    """
    script = Script(cast, round_of(cast, place, second))
    try:
        run = replay(Scenario(title, place, script.acts(), rules))
    except RefusedStep as error:
        raise NotReplayed(str(error)) from error
    if not disagreements(run.end):
        raise NotReplayed(f"{title}: two blocks must become final at height 0, and they do not")
    return run


def in_lines(title: str, cast: Cast, run: Execution) -> Replay:
    """A run that ends in two final blocks, line by line."""
    steps = (*cast.beside(), *told(run))
    return Replay(title, steps, f"{finalised(run.end)}, with {cast.byzantine_share()}")


def round_of(cast: Cast, place: Setting, second: Mode) -> int:
    """Round of the second certificate: round 0 too where one liar can propose both its blocks."""
    both = set(cast.first) & set(cast.second) & set(cast.byzantine)
    standing = Standing(place.start, 0.0)
    return next(
        round_
        for round_ in count(0 if both else 1)
        if place.schedule.mode("", standing, 0, round_) is second
    )


@dataclass(frozen=True, slots=True)
class Script:
    """Who does what, in order, so that two certificates come about."""

    cast: Cast
    later: int
    """Round of the second certificate."""

    def acts(self) -> tuple[Act, ...]:
        """The first certificate and its decision, the rounds between, and the second."""
        one, two = self.deciders()
        waiting = self.honest_of(self.cast.second)
        return (
            *self.signed(self.cast.first, 0, A),
            *decide((one,), 0, A),
            *(act for round_ in range(self.later) for act in passed(waiting, round_)),
            *self.signed(self.cast.second, self.later, B),
            *decide((two,), self.later, B),
        )

    def signed(self, signers: tuple[str, ...], round_: int, block: Block) -> tuple[Act, ...]:
        """A certificate of precommits, on one of prevotes."""
        honest = self.honest_of(signers)
        liars = [name for name in signers if name not in honest]
        return (
            propose(proposer_of(self.cast, signers), round_, block),
            *(sign(name, round_, Kind.PREVOTE, block) for name in liars),
            *prevote(honest, round_, block),
            *(sign(name, round_, Kind.PRECOMMIT, block) for name in liars),
            *precommit(honest, round_, block),
        )

    def honest_of(self, signers: tuple[str, ...]) -> tuple[str, ...]:
        """The honest among some signers."""
        return tuple(name for name in signers if name in self.cast.honest)

    def deciders(self) -> tuple[str, str]:
        """Who finalises the first block and who the second: an honest signer where there is one."""
        honest = self.cast.honest
        second = self.honest_of(self.cast.second)
        neither = [name for name in honest if name not in second]
        one = [*self.honest_of(self.cast.first), *neither, *honest][0]
        return one, next(name for name in (*second, *honest) if name != one)


def passed(names: tuple[str, ...], round_: int) -> tuple[Act, ...]:
    """A round in which some validators hear of no block, and wait until it is over."""
    return (
        *prevote(names, round_, None),
        *precommit(names, round_, None),
        *start_round(names, round_ + 1),
    )


def finalised(end: World) -> str:
    """Who finalised what at height 0, in words."""
    final: dict[Block, list[str]] = {}
    for node in end.nodes.values():
        if node.decision is not None and node.decision.ballot.block is not None:
            final.setdefault(node.decision.ballot.block, []).append(node.name)
    return (
        " and ".join(
            f"{in_words(names)} finalise{'s' * (len(names) == 1)} {block.name}"
            for block, names in sorted(final.items())
        )
        + " at height 0"
    )


REPLAYS: Mapping[str, Replayer] = dict.fromkeys(
    (
        *(f"{first.label}-{second.label}.intersection" for first, second in PAIRS),
        "all-modes.intersection",
        *(f"{mode.label}.agreement" for mode in Mode),
        "agreement",
        "balanced.safe-if-either",
        "secure.oversight-protects",
        "fast.two-thirds-needed",
        "secure.two-thirds-needed",
        "all-modes.two-thirds-of-both-needed",
        "fast.stake-protects",
        "migration",
    ),
    disagreement,
)
"""Promises that two certificates share an honest signer, or that blocks agree."""
