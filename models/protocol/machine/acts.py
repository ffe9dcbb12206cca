"""What can happen, by name: the transitions of the protocol, and what changes nothing in it."""

from enum import StrEnum
from typing import NamedTuple

from ..modes import Mode
from .votes import Ballot, Block, Kind, name_of


class Transition(StrEnum):
    """The kinds of step; the first seven are the transitions of `proofs/agreement/transitions.py`."""

    START_ROUND = "start_round"
    PREVOTE_NEW = "prevote_new"
    PREVOTE_WITH_CERTIFICATE = "prevote_with_certificate"
    PRECOMMIT = "precommit"
    PRECOMMIT_NIL = "precommit_nil"
    DECIDE = "decide"
    BYZANTINE = "byzantine"
    PROPOSE = "propose"
    HEAR = "hear"
    LOSE = "lose"
    CRASH = "crash"
    RECOVER = "recover"
    ENTER_HEIGHT = "enter_height"


STUTTERS = frozenset(
    {
        Transition.PROPOSE,
        Transition.HEAR,
        Transition.LOSE,
        Transition.CRASH,
        Transition.RECOVER,
        Transition.ENTER_HEIGHT,
    }
)
"""Steps that leave every vote, lock, round and decision as it was."""

VERBS = {
    Transition.START_ROUND: "starts",
    Transition.PREVOTE_NEW: "prevotes",
    Transition.PREVOTE_WITH_CERTIFICATE: "prevotes",
    Transition.PRECOMMIT: "precommits",
    Transition.PRECOMMIT_NIL: "precommits",
    Transition.DECIDE: "decides",
    Transition.BYZANTINE: "signs",
    Transition.PROPOSE: "proposes",
    Transition.HEAR: "hears",
    Transition.LOSE: "does not hear",
    Transition.CRASH: "crashes",
    Transition.RECOVER: "recovers",
    Transition.ENTER_HEIGHT: "goes on",
}


class Act(NamedTuple):
    """Who does what; a transition may leave some of it unused."""

    transition: Transition
    actor: str
    round: int
    block: Block | None = None
    earlier: int | None = None
    """Round of the certificate that a prevote or a proposal cites."""
    height: int = 0
    kind: Kind | None = None
    """What a Byzantine validator signs, or what is heard."""
    source: str | None = None
    """From whom something is heard."""


class Step(NamedTuple):
    """Something that happened."""

    time: float
    """[s]"""
    act: Act
    mode: Mode | None
    """Of the round, as the actor sees it; Byzantine validators see none."""
    signers: frozenset[str] = frozenset()
    """Whose certificate a decision stands on."""


def cited(act: Act) -> Ballot:
    """The ballot of the certificate that an act stands on."""
    if act.transition is Transition.DECIDE:
        return Ballot(Kind.PRECOMMIT, act.height, act.round, act.block)
    round_ = act.round if act.earlier is None else act.earlier
    return Ballot(Kind.PREVOTE, act.height, round_, act.block)


def describe(act: Act, mode: Mode | None, signers: frozenset[str] = frozenset()) -> str:
    """An act as a sentence, such as `v2 precommits B in round 1 (fast)`."""
    what, where = name_of(act.block), f"in round {act.round}"
    match act.transition:
        case Transition.CRASH | Transition.RECOVER:
            return f"{act.actor} {VERBS[act.transition]}"
        case Transition.ENTER_HEIGHT:
            return f"{act.actor} goes on to height {act.height + 1}"
        case Transition.START_ROUND:
            where, what = "", f"round {act.round}"
        case Transition.HEAR | Transition.LOSE if act.kind is None and act.block is None:
            what, where = f"what {act.source} has heard", ""
        case Transition.BYZANTINE:
            what = f"a {act.kind} of {what}"
        case Transition.HEAR | Transition.LOSE:
            said = "proposal" if act.kind is None else act.kind
            what = f"{act.source}'s {said} of {what}"
        case _:
            pass
    words = [
        act.actor,
        VERBS[act.transition],
        what,
        where,
        f"({mode.label})" if mode is not None else "(Byzantine)",
    ]
    if act.earlier is not None:
        words.append(f"on the certificate of round {act.earlier}")
    if signers:
        words.append(f"on the precommits of {', '.join(sorted(signers))}")
    return " ".join(word for word in words if word)


def transcript(steps: tuple[Step, ...], stutters: bool = False) -> str:
    """Steps as lines; what changes nothing is left out unless asked for, proposals excepted."""
    several = any(step.act.height for step in steps)
    lines: list[str] = []
    for step in steps:
        kind = step.act.transition
        if stutters or kind is Transition.PROPOSE or kind not in STUTTERS:
            at = f"height {step.act.height}: " if several else ""
            lines.append(at + describe(step.act, step.mode, step.signers))
    return "\n".join(lines)
