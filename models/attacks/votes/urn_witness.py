"""Tails of Pólya's urn by two other ways, as witnesses of the first."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np

from ..committees.second_tails import tail_of_fraction
from ..committees.tails import Tail
from .urn import Urn
from .vote_tails import tail_of_log

LARGEST_FRACTION_WORK = 200_000_000
"""Bits of all integers that are added [bit]: about half a second."""


def second_tail(urn: Urn, count: int) -> tuple[str, Tail]:
    """Chance that at least `count` are corrupted, and by which way it was found.

    Parameters
    ----------
    urn
        The class.
    count
        Members that must be corrupted [1].

    Returns
    -------
    tuple
        `integers` where they are small enough, else `ratios`; and the tail.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> second_tail(Urn(members=2, corruption=0.5, correlation=0.5), 2)[1].probability
    0.375
    """
    if urn.settled(count) is not None or urn.correlation == 1:
        return "integers", _certain_or_common(urn, count)
    bits = sum(
        number.as_integer_ratio()[1].bit_length() for number in (urn.corruption, urn.correlation)
    )
    if urn.members * urn.members * bits <= LARGEST_FRACTION_WORK:
        return "integers", tail_of_fraction(*urn_fraction(urn, count))
    return "ratios", ratio_tail(urn, count)


def _certain_or_common(urn: Urn, count: int) -> Tail:
    """The tail where at most one thing is left to chance."""
    settled = urn.settled(count)
    parts = urn.corruption.as_integer_ratio() if settled is None else (int(settled), 1)
    return tail_of_fraction(*parts)


def urn_fraction(urn: Urn, count: int) -> tuple[int, int]:
    """Chance that at least `count` are corrupted, as a fraction of integers.

    Parameters
    ----------
    urn
        Neither certain nor of correlation 1; its floats stand for exactly themselves.
    count
        Members that must be corrupted, from 1 to all [1].

    Returns
    -------
    tuple[int, int]
        Numerator and denominator, not reduced [1].

    Notes
    -----
    Source: ours: draws from the urn, counted.

    Examples
    --------
    >>> top, bottom = urn_fraction(Urn(members=1, corruption=0.25, correlation=0.0), 1)
    >>> top / bottom
    0.25
    """
    chance, parts = urn.corruption.as_integer_ratio()
    added, pieces = urn.correlation.as_integer_ratio()
    corrupted = chance * (pieces - added)
    spared = (parts - chance) * (pieces - added)
    added *= parts
    members = urn.members
    ways = math.comb(members, count) * math.prod(corrupted + i * added for i in range(count))
    ways *= math.prod(spared + i * added for i in range(members - count))
    total = ways
    for taken in range(count, members):
        ways *= (members - taken) * (corrupted + taken * added)
        ways //= (taken + 1) * (spared + (members - taken - 1) * added)
        total += ways
    return total, math.prod(corrupted + spared + i * added for i in range(members))


def ratio_tail(urn: Urn, count: int) -> Tail:
    """Tail over the sum of all masses, no mass itself being known.

    Parameters
    ----------
    urn
        Neither certain nor of correlation 1.
    count
        Members that must be corrupted, from 1 to all [1].

    Notes
    -----
    Source: ours; ratios lead from the mean to every count.

    Examples
    --------
    >>> round(ratio_tail(Urn(members=2, corruption=0.5, correlation=0.5), 2).probability, 12)
    0.375
    """
    steps = urn.log_ratios(np.arange(urn.members), urn.corruption, 1 - urn.corruption)
    start = min(int(urn.members * urn.corruption), urn.members - 1)
    below = -np.cumsum(steps[:start][::-1])[::-1]
    logs = np.concatenate([below, [0.0], np.cumsum(steps[start:])])
    masses = np.exp(logs - logs.max())
    tail = logs[count:]
    largest = float(tail.max())
    log_tail = largest + math.log(float(np.exp(tail - largest).sum()))
    return tail_of_log(min(0.0, log_tail - float(logs.max()) - math.log(float(masses.sum()))))
