"""The plan's variants of a quorum on the machine, which counts by the variant instead of the plan.

A staker that counts by head is one that weighs one, so a quorum of heads is one of such stake.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.observation import observe
from ...models.protocol.machine.rules import HONEST, Rules
from ...models.protocol.machine.scenario import Scenario, replay
from ...models.protocol.machine.stories import A, decide
from ...models.protocol.machine.world import RefusedStep
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import Quorum, at_least
from ..quorums.variants import AUTHORITIES, HEADS, SEATS, STAKERS, THIRD, TWO_THIRDS
from ..solving.claim import Proof
from .casting import cast_of, named_story
from .certificates import DECIDERS, Script, conflict, deployment
from .replay import NotReplayed, Replay, Replayer
from .telling import told

PART = Quorum(TWO_THIRDS, None, strict=False)
"""At least two thirds of the authorities."""
COUNTED = Quorum(Fraction(SEATS, AUTHORITIES), None, strict=False)
"""As many seats as the prototype counts."""
BY_HEAD = Quorum(None, Fraction(HEADS, STAKERS), strict=False)
"""As many stakers as the prototype counts."""
BOTH = replace(BY_HEAD, authorities=COUNTED.authorities)
"""Its Balanced certificate."""


def two_certificates(
    proof: Proof, parameters: Parameters, quorum: Quorum, mode: Mode, rules: Rules = HONEST
) -> Replay:
    """Two blocks final by certificates of a variant.

    Raises
    ------
    NotReplayed
        When the machine refuses a step, or nobody disagrees in the end.
    """
    story = named_story(proof)
    shown = cast_of(story, DECIDERS)
    cast = cast_of(story, DECIDERS, by_head=quorum.stake is not None)
    place = replace(deployment(cast, parameters, mode), quorums=(quorum,) * len(Mode))
    run = conflict(proof.name, cast, place, mode, rules)
    who = run.violation.partition(", with ")[0]
    return replace(run, violation=f"{who}, with {shown.byzantine_share()}")


def little_stake(proof: Proof, parameters: Parameters, rules: Rules = HONEST) -> Replay:
    """A block final by heads that hold less than a third of the stake.

    Raises
    ------
    NotReplayed
        When the machine refuses a step, or the signers hold a third.
    """
    story = named_story(proof)
    held = cast_of(story, DECIDERS).validators
    cast = cast_of(story, DECIDERS, by_head=True)
    place = replace(deployment(cast, parameters, Mode.BALANCED), quorums=(BY_HEAD,) * len(Mode))
    script = Script(cast, 0)
    final, _ = script.deciders()
    acts = (*script.signed(cast.first, 0, A), *decide((final,), 0, A))
    try:
        run = replay(Scenario(proof.name, place, acts, rules))
    except RefusedStep as error:
        raise NotReplayed(str(error)) from error
    decision = run.end.nodes[final].decision
    signed = held.weight(decision.signers if decision else ()).stake
    if not observe(run.end, 0).decided or at_least(
        signed, held.total.stake, THIRD.numerator, THIRD.denominator
    ):
        raise NotReplayed(f"{proof.name}: A must become final by less than a third of the stake")
    return Replay(
        proof.name,
        told(run),
        f"{final} finalises A at height 0 on the precommits of {len(cast.first)} stakers, who hold "
        f"{signed} of {held.total.stake} stake",
    )


def by(quorum: Quorum, mode: Mode) -> Replayer:
    """The row of a variant whose two certificates conflict."""
    return lambda proof, parameters: two_certificates(proof, parameters, quorum, mode)


REPLAYS: Mapping[str, Replayer] = {
    "variants.at-least-two-thirds": by(PART, Mode.FAST),
    "variants.14-of-21": by(COUNTED, Mode.FAST),
    "variants.33-of-100": by(BY_HEAD, Mode.BALANCED),
    "variants.heads-hold-stake": little_stake,
    "variants.heads-protect-balanced": by(BOTH, Mode.BALANCED),
}
"""What the plan's documents say of their quorums."""
