"""Nouns of one height: scripts on the state machine, read as executions of the relational model."""

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.acts import Act, Transition
from ...models.protocol.machine.scenario import Scenario, replay
from ...models.protocol.machine.schedule import SharedSchedule
from ...models.protocol.machine.stories import (
    CALM,
    A,
    decide,
    deployment,
    equivocation,
    precommit,
    prevote,
    propose,
    start_round,
)
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.machine.votes import Statistics
from ...models.protocol.modes import Mode
from ..agreement.finite import FiniteState
from ..agreement.guilt import guilty
from ..agreement.invariants import nothing_has_happened
from ..agreement.observed import is_instance, observed_steps
from ..agreement.relations import Sort
from .example import NotReached, Told

NAMES = ("v1", "v2", "v3", "v4")
FOUR = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in NAMES))
"""Balanced asks three of them."""
ROUND, BLOCK, VALIDATOR = Sort.ROUND, Sort.BLOCK, Sort.VALIDATOR


def four(parameters: Parameters, acts: tuple[Act, ...], title: str) -> Scenario:
    """A script for four equal validators, all honest."""
    place = deployment(parameters, FOUR, SharedSchedule(parameters), NAMES)
    return Scenario(title, place, acts)


def height_of(scenario: Scenario, height: int = 0) -> Told:
    """One height of a script, each step of it an instance of the transition of its name.

    Raises
    ------
    NotReached
        When a step is none, or the height does not start with nothing.
    """
    run = replay(scenario)
    steps = list(observed_steps(run, scenario.setting, height))
    strays = [step.act.transition for step in steps if not is_instance(step)]
    if strays:
        raise NotReached(f"{scenario.title}: {strays[0]} is no step of the relational model")
    if not nothing_has_happened(steps[0].before):
        raise NotReached(f"{scenario.title}: the height does not start at the start")
    worlds = (steps[0].before, *(step.after for step in steps))
    return Told(tuple(run.transcript().splitlines()), worlds)


def later_decision(parameters: Parameters) -> Told:
    """Only one of four hears the certificate of round 0; it locks, and all decide a round later."""
    with_certificate = Transition.PREVOTE_WITH_CERTIFICATE
    acts = (
        propose("v1", 0, A),
        *prevote(NAMES[:3], 0, A),
        *precommit(("v1",), 0, A),
        *precommit(("v2", "v3"), 0, None),
        *start_round(NAMES[:3], 1),
        *(Act(with_certificate, name, 1, A, 0) for name in NAMES[:3]),
        *precommit(NAMES[:3], 1, A),
        *decide(NAMES[:3], 1, A),
    )
    return height_of(four(parameters, acts, "a decision in a later round"))


def decided_later(state: FiniteState) -> bool:
    """An honest validator has decided in a round that is not the first."""
    return bool(
        state.some(
            (VALIDATOR, ROUND, ROUND, BLOCK),
            lambda each, first, r, block: (
                state.honest(each) & state.before(first, r) & state.decided(each, r, block)
            ),
        )
    )


def conflict(parameters: Parameters) -> Told:
    """More are Byzantine than the bounds allow, and sign both blocks."""
    return height_of(equivocation(parameters, Mode.BALANCED))


def in_conflict(state: FiniteState) -> bool:
    """Two different blocks have certificates of precommits."""
    return bool(
        state.some(
            (ROUND, ROUND, BLOCK, BLOCK),
            lambda r, s, block, rival: (
                (block != rival) & state.precommits_seen(r, block) & state.precommits_seen(s, rival)
            ),
        )
    )


def somebody_is_guilty(state: FiniteState) -> bool:
    """A validator has signed what convicts it, and none who is honest has."""
    liars = {each for each in state.structure.members[VALIDATOR] if guilty(state, each)}
    return bool(liars) and liars.isdisjoint(state.structure.honest)


def crowded(seconds: float) -> Statistics:
    """A block that reports full load and no authority in sight, so long after the one before."""
    return CALM._replace(load=1.0, online=0, seconds=seconds)
