"""Scenarios that show how agreement is lost: what the proofs forbid, or the plan allows."""

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ..modes import Mode
from .acts import Act, Transition
from .rules import HONEST, Rules
from .scenario import Scenario
from .schedule import LocalSchedule, Measure, Schedule, SharedSchedule
from .setting import Setting, setting
from .validators import Validator, ValidatorSet
from .votes import Block, Kind, Statistics

CALM = Statistics(load=0.0, online=1, authorities=1, participation=0.5, seconds=0.0)
"""No load and every authority online: the switching rule asks for Fast."""
CROWDED = Statistics(load=1.0, online=0, authorities=1, participation=0.5, seconds=0.0)
"""Full load and no authority in sight: every switching rule asks for Secure."""
A, B = Block("A", CALM), Block("B", CALM)

THREE_AND_THREE = ValidatorSet(
    (
        *(Validator(name, authority=True) for name in ("a1", "a2", "a3")),
        *(Validator(name, stake=1) for name in ("s1", "s2", "s3")),
    )
)
NEAR, FAR = ("a1", "a2"), ("a3", "s1", "s2", "s3")
"""Two authorities, and everybody else: for a while the two sides do not hear each other."""


def fast_beside_secure(parameters: Parameters) -> Scenario:
    """Each validator trusts its own measurements, and two authorities are out of reach for a while.

    They finalise A in Fast, which asks nobody else. The others see their authorities gone, go on in
    Secure under the eye of the third authority, and finalise B. Nobody is Byzantine.

    Notes
    -----
    Source: ours.
    """

    def measure(validator: str, height: int, round_: int) -> Statistics:
        return CROWDED if validator in FAR and round_ > 0 else CALM

    place = deployment(
        parameters,
        THREE_AND_THREE,
        LocalSchedule(parameters, measure),
        ("a1", "s1"),
        measure,
        start=Mode.FAST,
    )
    acts = (
        propose("a1", 0, A),
        *prevote(NEAR, 0, A),
        *prevote(FAR, 0, None),
        *precommit(NEAR, 0, A),
        *decide(("a1",), 0, A),
        *precommit(FAR, 0, None),
        *start_round(FAR, 1),
        propose("s1", 1, B),
        *prevote(FAR, 1, B),
        *precommit(FAR, 1, B),
        *decide(("s1",), 1, B),
    )
    return Scenario("Fast beside Secure", place, acts)


def fast_beside_secure_on_the_walk(parameters: Parameters) -> Scenario:
    """Everybody derives the mode alike, and the rounds of one height walk from Fast to Secure.

    Two authorities finalise A in the first round, which is Fast. The others do not hear of it, pass the
    Balanced round, and finalise B in the Secure one. Nobody is Byzantine.

    Notes
    -----
    Source: ours.
    """
    place = deployment(
        parameters,
        THREE_AND_THREE,
        SharedSchedule(parameters),
        ("a1", "a1", "s1"),
        start=Mode.FAST,
    )
    acts = (
        propose("a1", 0, A),
        *prevote(NEAR, 0, A),
        *precommit(NEAR, 0, A),
        *decide(("a1",), 0, A),
        *start_round(FAR, 1),
        *start_round(FAR, 2),
        propose("s1", 2, B),
        *prevote(FAR, 2, B),
        *precommit(FAR, 2, B),
        *decide(("s1",), 2, B),
    )
    return Scenario("Fast beside Secure on the walk", place, acts)


def equivocation(parameters: Parameters, mode: Mode, count: int = 7) -> Scenario:
    """So many Byzantine validators that two certificates of one mode have only them in common.

    They sign A with one part of the honest and B with the other, in one round.

    Parameters
    ----------
    parameters
        The protocol.
    mode
        Mode of the round.
    count
        Equal validators, each an authority with the same stake [1].

    Raises
    ------
    InvalidParameter
        When so few validators must all sign, so that no two certificates of theirs can differ.

    Notes
    -----
    Source: ours.
    """
    names = tuple(f"v{number}" for number in range(1, count + 1))
    honest = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in names))
    place = deployment(parameters, honest, SharedSchedule(parameters), (names[0],), start=mode)
    needed = next(
        size for size in range(1, count + 1) if honest.certify(place.quorums[mode], names[:size])
    )
    if needed == count:
        raise InvalidParameter(
            f"count must leave a validator that need not sign in {mode.label} mode, got {count}"
        )
    ours, liars, theirs = names[: count - needed], names[count - needed : needed], names[needed:]
    place = deployment(
        parameters,
        ValidatorSet(
            tuple(Validator(each.name, True, 1, each.name in liars) for each in honest.members)
        ),
        SharedSchedule(parameters),
        (names[0],),
        start=mode,
    )
    both = [(kind, block) for kind in Kind for block in (A, B)]
    acts = (
        *(sign(liar, 0, kind, block) for kind, block in both for liar in liars),
        *prevote(ours, 0, A),
        *prevote(theirs, 0, B),
        *precommit(ours, 0, A),
        *precommit(theirs, 0, B),
        *decide(ours[:1], 0, A),
        *decide(theirs[:1], 0, B),
    )
    return Scenario(f"equivocation in {mode.label}", place, acts)


def forgotten_lock(parameters: Parameters, rules: Rules = HONEST) -> Scenario:
    """Three of four precommit A; two of them prevote B in the next round all the same.

    Honest validators refuse that step, so the story is only told with a guard that lets them.

    Notes
    -----
    Source: the lock of Buchman, Kwon and Milosevic 2018, line 23.
    """
    names = ("v1", "v2", "v3", "v4")
    validators = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in names))
    place = deployment(parameters, validators, SharedSchedule(parameters), ("v1", "v4"))
    early, late = names[:3], names[1:]
    acts = (
        propose("v1", 0, A),
        *prevote(early, 0, A),
        *precommit(early, 0, A),
        *decide(("v1",), 0, A),
        *start_round(late, 1),
        propose("v4", 1, B),
        *prevote(late, 1, B),
        *precommit(late, 1, B),
        *decide(("v4",), 1, B),
    )
    return Scenario("a forgotten lock", place, acts, rules)


def deployment(
    parameters: Parameters,
    validators: ValidatorSet,
    schedule: Schedule,
    proposers: tuple[str, ...],
    measure: Measure | None = None,
    start: Mode = Mode.BALANCED,
) -> Setting:
    """One set of validators, who propose in turn, on a calm network unless they measure otherwise."""

    def calm(validator: str, height: int, round_: int) -> Statistics:
        return CALM

    def proposer(height: int, round_: int, mode: Mode) -> str:
        return proposers[round_ % len(proposers)]

    return setting(parameters, (validators,), schedule, proposer, measure or calm, start)


def propose(name: str, round_: int, block: Block) -> Act:
    """A proposal."""
    return Act(Transition.PROPOSE, name, round_, block)


def prevote(names: tuple[str, ...], round_: int, block: Block | None) -> tuple[Act, ...]:
    """Prevotes of several."""
    return tuple(Act(Transition.PREVOTE_NEW, name, round_, block) for name in names)


def precommit(names: tuple[str, ...], round_: int, block: Block | None) -> tuple[Act, ...]:
    """Precommits of several."""
    transition = Transition.PRECOMMIT_NIL if block is None else Transition.PRECOMMIT
    return tuple(Act(transition, name, round_, block) for name in names)


def decide(names: tuple[str, ...], round_: int, block: Block) -> tuple[Act, ...]:
    """Decisions of several."""
    return tuple(Act(Transition.DECIDE, name, round_, block) for name in names)


def start_round(names: tuple[str, ...], round_: int) -> tuple[Act, ...]:
    """A new round for several."""
    return tuple(Act(Transition.START_ROUND, name, round_) for name in names)


def sign(name: str, round_: int, kind: Kind, block: Block) -> Act:
    """A Byzantine vote."""
    return Act(Transition.BYZANTINE, name, round_, block, kind=kind)
