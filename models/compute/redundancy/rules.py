"""When the results of a job's copies suffice: the one rule that sampling and execution both read."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ...errors import InvalidParameter
from .leads import missing_lead, missing_votes

LARGEST_SIZE = 1_000_000
"""Copies or lead up to which a scheme may be asked [1]."""


class Kind(StrEnum):
    """The three schemes."""

    TRADITIONAL = "traditional"
    """All copies at once; the answer of more than half of them."""
    PROGRESSIVE = "progressive"
    """The same majority, but no more copies than are needed to find it."""
    ITERATIVE = "iterative"
    """Copies until one answer leads the next by so many."""


@dataclass(frozen=True, slots=True)
class More:
    """So many further copies are to be run."""

    copies: int
    """At least one [1]."""


@dataclass(frozen=True, slots=True)
class Accept:
    """An answer that is the result."""

    answer: Hashable


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme with its size.

    Examples
    --------
    >>> scheme = iterative(2)
    >>> scheme.next([])
    More(copies=2)
    >>> scheme.next(["a", "b"])
    More(copies=2)
    >>> scheme.next(["a", "b", "a", "a"])
    Accept(answer='a')
    """

    kind: Kind
    size: int
    """Copies of a majority scheme, an odd number; lead of the iterative one [1]."""

    def __post_init__(self) -> None:
        name = "lead" if self.kind is Kind.ITERATIVE else "copies"
        if not 1 <= self.size <= LARGEST_SIZE:
            raise InvalidParameter(f"{name} must lie in [1, {LARGEST_SIZE}], got {self.size!r}")
        if name == "copies" and self.size % 2 == 0:
            raise InvalidParameter(f"copies must be odd, got {self.size!r}")

    @property
    def votes_needed(self) -> int:
        """Equal answers without which nothing is accepted: the majority, or the lead [1]."""
        return self.size if self.kind is Kind.ITERATIVE else majority(self.size)

    def missing(self, most: Any, second: Any, run: Any) -> Any:
        """Further copies before any answer can be accepted; none where one is.

        Parameters
        ----------
        most, second
            Votes for the answer that has most of them, and for the next [1].
        run
            Copies that have answered [1].

        Returns
        -------
        int or ndarray
            [1]

        Notes
        -----
        Source: Brun et al. 2011. So many at once are never too many: no answer can be
        accepted before the last of them. Where more than two answers are possible and none has a
        majority of the copies, majority schemes go on until one has as many votes.
        """
        if self.kind is Kind.ITERATIVE:
            return missing_lead(self.size, most, second)
        missing = missing_votes(majority(self.size), most)
        if self.kind is Kind.TRADITIONAL:
            before = run < self.size
            return before * (self.size - run) + (1 - before) * missing
        return missing

    def next(self, votes: Sequence[Hashable]) -> More | Accept:
        """What to do after these answers of copies.

        Parameters
        ----------
        votes
            Answers so far, such as hashes of results, in any order.

        Returns
        -------
        More or Accept
            So many further copies, or the result.

        Notes
        -----
        Source: ours, over `missing`.
        """
        (answer, most), (_, second) = (*Counter(votes).most_common(2), (None, 0), (None, 0))[:2]
        missing = int(self.missing(most, second, len(votes)))
        return More(missing) if missing > 0 else Accept(answer)


def majority(copies: int) -> int:
    """Votes that more than half of an odd number of copies are.

    Parameters
    ----------
    copies
        Odd [1].

    Returns
    -------
    int
        [1]

    Notes
    -----
    Source: Brun et al. 2011.

    Examples
    --------
    >>> majority(19)
    10
    """
    return (copies + 1) // 2


def traditional(copies: int) -> Scheme:
    """So many copies at once, an odd number, and the answer of the majority."""
    return Scheme(Kind.TRADITIONAL, copies)


def progressive(copies: int) -> Scheme:
    """Copies until as many agree as would be a majority of so many."""
    return Scheme(Kind.PROGRESSIVE, copies)


def iterative(lead: int) -> Scheme:
    """Copies until one answer is ahead of the next by so many."""
    return Scheme(Kind.ITERATIVE, lead)
