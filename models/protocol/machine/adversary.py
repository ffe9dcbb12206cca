"""What Byzantine validators sign: whatever tells two honest validators two different things.

A Byzantine validator agrees with everybody it hears, and as a proposer shows different blocks to
different validators. It may leave out some of them, and send when it likes. It can sign in no name but
its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...parameters.checks import check_not_negative, check_share
from ..modes import Mode
from .setting import Setting
from .votes import Ballot, Block, Kind, Proposal, Vote


class Letter(NamedTuple):
    """Something that a Byzantine validator sends to one honest validator."""

    recipient: str
    content: Vote | Proposal


@dataclass(frozen=True, kw_only=True, slots=True)
class Adversary:
    """How often Byzantine validators use a chance to lie; otherwise they are silent."""

    activity: float = 0.5
    """Probability of using a chance [1]."""
    loudness: float = 0.2
    """Probability of telling everybody what is meant for one [1]."""
    secrecy: float = 0.0
    """Probability of leaving out one of those that are told [1]."""
    latest_seconds: float = 0.0
    """Longest time for which something is kept back before it is sent [s]."""

    def __post_init__(self) -> None:
        check_share("activity", self.activity)
        check_share("loudness", self.loudness)
        check_share("secrecy", self.secrecy)
        check_not_negative("latest_seconds", self.latest_seconds)

    def tells(self, listeners: list[str], rng: np.random.Generator) -> list[str]:
        """Those of some listeners that are not left out."""
        return [name for name in listeners if rng.random() >= self.secrecy]


def agree(
    adversary: Adversary,
    liar: str,
    source: str,
    ballot: Ballot,
    listeners: list[str],
    rng: np.random.Generator,
) -> Iterator[Letter]:
    """Votes for what somebody said: to that one, or to all."""
    for kind in Kind:
        if rng.random() < adversary.activity:
            everybody = rng.random() < adversary.loudness
            vote = Vote(liar, ballot._replace(kind=kind))
            for name in adversary.tells(listeners, rng) if everybody else [source]:
                yield Letter(name, vote)


def mislead(
    adversary: Adversary,
    liar: str,
    height: int,
    round_: int,
    known: list[tuple[int, Block]],
    listeners: list[str],
    setting: Setting,
    rng: np.random.Generator,
) -> Iterator[Letter]:
    """Two proposals for one round, of new blocks or of known ones, each listener shown one or none."""
    chosen = {setting.proposers(height, round_, mode) for mode in Mode}
    if liar not in chosen or rng.random() >= adversary.activity:
        return
    statistics = setting.measure(liar, height, round_)
    proposals = [
        Proposal(liar, height, round_, Block(f"{liar}.{height}.{round_}{mark}", statistics))
        for mark in "ab"
    ]
    if known and rng.random() < adversary.activity:
        earlier, block = known[int(rng.random() * len(known))]
        proposals[0] = Proposal(liar, height, round_, block, earlier if earlier < round_ else None)
    for name in adversary.tells(listeners, rng):
        yield Letter(name, proposals[int(rng.random() * 2)])
