"""A deviation: who would change from which strategy to which, and what that brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Move = tuple[int, int, int]
"""Type of a player, its strategy, and the one to which it changes."""


class Kind(StrEnum):
    """Who changes."""

    AGENT = "agent"
    """One player."""
    COALITION = "coalition"
    """Two or three."""
    CLASS = "class"
    """All members of a class."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """What somebody could still do."""

    kind: Kind
    """Who changes."""
    gain: float
    """Of the worst-off of those who change [unit of the pay-offs]."""
    moves: tuple[Move, ...]
    """Of each player; of a class, that of its worst-off member."""
    group: int | None = None
    """The class, where one changes."""

    def described(self, types: Sequence[str], strategies: Sequence[str]) -> str:
        """The deviation in words.

        Parameters
        ----------
        types, strategies
            What they are called; of a class, `types` names the types of its members.

        Examples
        --------
        >>> Deviation(Kind.AGENT, 2.0, ((0, 1, 0),)).described(["staker"], ["stake", "wait"])
        'staker from wait to stake'
        """
        words = [
            f"{types[kind]} from {strategies[old]} to {strategies[new]}"
            for kind, old, new in self.moves
        ]
        lead = "class: " if self.kind is Kind.CLASS else ""
        return lead + ", ".join(words)


def best(*deviations: Deviation | None) -> Deviation | None:
    """The first of those that bring most; none where none brings anything.

    Examples
    --------
    >>> best(None, Deviation(Kind.AGENT, -1.0, ((0, 0, 1),))) is None
    True
    """
    gaining = [each for each in deviations if each is not None and each.gain > 0]
    return max(gaining, key=lambda each: each.gain, default=None)
