"""Moments of a run of the state machine, one height at a time, as the finite states of the proofs.

`models/protocol/machine/` and the transitions here were written apart. Read like this, every step of a
run can be held against the transition of its name, and every moment against the invariants.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ...models.protocol.machine.acts import STUTTERS
from ...models.protocol.machine.acts import Act as MachineAct
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.observation import Observation, modes_of_round, observe
from ...models.protocol.machine.setting import Setting
from ...models.protocol.machine.validators import ValidatorSet
from ...models.protocol.machine.votes import name_of
from ...models.protocol.machine.world import World
from ...models.protocol.quorums import Quorum
from .finite import FiniteState, Signers, Structure
from .guards import Act
from .relations import Relation, Sort
from .transitions import TRANSITIONS

BY_NAME = {transition.name: transition for transition in TRANSITIONS}


@dataclass(frozen=True, slots=True)
class ObservedStep:
    """A step of the machine, and one height before and after it."""

    act: MachineAct
    before: FiniteState
    after: FiniteState


def observed_steps(run: Execution, setting: Setting, height: int) -> Iterator[ObservedStep]:
    """Steps of a run that changed a height, and those of the height whose name says that they do.

    Who there is, and what may certify, is what it comes to by the end: a moment after a step is the very
    same as that before the next.
    """
    latest = max((step.act.round for step in run.steps if step.act.height == height), default=0)
    structure = structure_of(run.end, setting, height, latest)
    world, seen = run.worlds[0], observe(run.worlds[0], height)
    now = moment(seen, structure)
    for step, following in zip(run.steps, run.worlds[1:], strict=True):
        here = step.act.height == height and step.act.transition not in STUTTERS
        if not here and following is world:
            continue
        before, world = seen, following
        seen = observe(world, height)
        if here or before != seen:
            past, now = now, now if before == seen else moment(seen, structure)
            yield ObservedStep(step.act, past, now)


def is_instance(step: ObservedStep) -> bool:
    """Whether the transition of its name leads from the moment before a step to the one after."""
    transition = BY_NAME.get(step.act.transition)
    named = act_of(step.act)
    return transition is not None and bool(transition.relates(step.before, step.after, named))


def act_of(act: MachineAct) -> Act:
    """Who did what, in the names of `structure_of`; nobody cites nothing."""
    earlier = None if act.earlier is None else round_name(act.earlier)
    return Act(act.actor, round_name(act.round), name_of(act.block), earlier)


def moment(seen: Observation, structure: Structure) -> FiniteState:
    """One height at one moment; a lock of a round is on its block from the first round on."""
    locks = seen.locks.items()
    return FiniteState(
        structure,
        {
            Relation.LEFT: frozenset(
                (name, round_name(r)) for name, now in seen.rounds.items() for r in range(now)
            ),
            Relation.PREVOTED: frozenset(
                (name, round_name(r), name_of(block)) for name, r, block in seen.prevoted
            ),
            Relation.PRECOMMITTED: frozenset(
                (name, round_name(r), name_of(block)) for name, r, block in seen.precommitted
            ),
            Relation.LOCKED: frozenset(
                (name, round_name(r), name_of(lock.block))
                for name, lock in locks
                for r in range(lock.round + 1)
            ),
            Relation.DECIDED: frozenset(
                (name, round_name(r), name_of(block)) for name, r, block in seen.decided
            ),
            Relation.PREVOTES_SEEN: frozenset(
                (round_name(r), name_of(block)) for r, block in seen.prevotes_seen
            ),
            Relation.PRECOMMITS_SEEN: frozenset(
                (round_name(r), name_of(block)) for r, block in seen.precommits_seen
            ),
        },
    )


def structure_of(world: World, setting: Setting, height: int, latest: int = 0) -> Structure:
    """Who there is, and the blocks and rounds of a height by some moment, or up to the latest named."""
    seen = observe(world, height)
    votes = seen.prevoted | seen.precommitted
    numbers = range(1 + max([latest, *seen.rounds.values(), *(r for _, r, _ in votes)]))
    rounds = [round_name(number) for number in numbers]
    blocks = {block for _, _, block in votes | seen.decided} - {None}
    names = sorted(name_of(block) for block in blocks)
    assert len(set(names)) == len(names), "two blocks of a height have one name"
    everybody = setting.everybody()
    validators = setting.validators(height)
    return Structure(
        members={
            Sort.VALIDATOR: tuple(each.name for each in everybody),
            Sort.ROUND: tuple(rounds),
            Sort.BLOCK: (name_of(None), *names),
        },
        nil=name_of(None),
        honest=frozenset(each.name for each in everybody if not each.byzantine),
        order=frozenset(combinations(rounds, 2)),
        quorums={
            round_name(number): tuple(
                signers
                for mode in sorted(modes_of_round(world, setting, height, number))
                for signers in smallest_certificates(validators, setting.quorums[mode])
            )
            for number in numbers
        },
    )


@lru_cache
def smallest_certificates(validators: ValidatorSet, quorum: Quorum) -> tuple[Signers, ...]:
    """Sets of validators that certify, and of whom nobody can go: every certificate contains one."""
    found: list[Signers] = []
    for size in range(len(validators.members) + 1):
        for signers in map(frozenset, combinations(validators.by_name, size)):
            if validators.certify(quorum, signers) and not any(each <= signers for each in found):
                found.append(signers)
    return tuple(found)


def round_name(number: int) -> str:
    """Name of a round, such as `r0`."""
    return f"r{number}"
