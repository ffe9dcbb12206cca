"""How often votes on hashes accuse honest providers, because their machines round otherwise.

Copies of a job go to kinds of machine by their shares. Machines of one kind return the same bytes, those
of two kinds never do. The answer of more than half of the copies is accepted, and all others accused.
"""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    betainc,  # pyright: ignore[reportUnknownVariableType]
)

from ...errors import InvalidParameter
from ..redundancy.rules import majority

ROUNDING = 1e-9
"""By which shares may miss one in their sum [1]."""


def accused_share(shares: Sequence[float], copies: int) -> float:
    """Part of the honest copies that a vote on hashes accuses.

    Parameters
    ----------
    shares
        Of the kinds of machine; their sum is one [1].
    copies
        Of a job, an odd number [1].

    Returns
    -------
    float
        Expected [1].

    Raises
    ------
    InvalidParameter
        If a number is outside its range.

    Notes
    -----
    Source: ours. A copy is accused if it runs on another kind than that on which at least a majority m
    of the k - 1 other copies run: the sum over kinds of (1 - p) P(Bin(k - 1, p) >= m). No two kinds can
    have a majority of one job, so the events exclude each other.

    Examples
    --------
    Three copies on two kinds: one of them stands alone with chance 3/4, so each with 1/4.

    >>> accused_share([0.5, 0.5], 3)
    0.25
    """
    _check(shares, copies)
    needed = majority(copies)
    return sum((1 - share) * _at_least(needed, copies - 1, share) for share in shares)


def undecided_share(shares: Sequence[float], copies: int) -> float:
    """Chance that no result has the votes of more than half of the copies, although all are honest.

    Parameters
    ----------
    shares
        Of the kinds of machine; their sum is one [1].
    copies
        Of a job, an odd number [1].

    Returns
    -------
    float
        [1]

    Raises
    ------
    InvalidParameter
        If a number is outside its range.

    Notes
    -----
    Source: ours, one less the sum of the kinds' binomial tails.

    Examples
    --------
    Three copies on three kinds that are alike: all different with chance 6/27.

    >>> round(undecided_share([1 / 3, 1 / 3, 1 / 3], 3), 12) == round(6 / 27, 12)
    True
    """
    _check(shares, copies)
    needed = majority(copies)
    return 1 - sum(_at_least(needed, copies, share) for share in shares)


def cheaters_in_class(cheaters: float, share: float) -> float:
    """Share of cheaters in one class of equal machines into which all of them have gone.

    Parameters
    ----------
    cheaters
        Of all providers, in [0, 1] [1].
    share
        Of the honest ones that are in the class, in [0, 1] [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours. Redundancy within a class needs no tolerance, and is as safe as the smallest class.

    Examples
    --------
    >>> cheaters_in_class(0.1, 0.1)
    0.5263157894736842
    """
    return cheaters / (cheaters + (1 - cheaters) * share)


def drawn_votes(
    shares: Sequence[float], copies: int, jobs: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Honest copies accused, and whether there was a majority, in jobs that are drawn.

    Parameters
    ----------
    shares
        Of the kinds of machine; their sum is one [1].
    copies
        Of a job, an odd number [1].
    jobs
        How many [1].
    rng
        Where chance comes from.

    Returns
    -------
    tuple
        (jobs,) accused copies [1], and (jobs,) whether anything was accepted.
    """
    _check(shares, copies)
    votes = rng.multinomial(copies, list(shares), size=jobs)
    most = votes.max(axis=1)
    is_decided = most >= majority(copies)
    return np.where(is_decided, copies - most, 0), is_decided


def _at_least(needed: int, copies: int, share: float) -> float:
    """Tail of a binomial law."""
    return float(betainc(needed, copies - needed + 1, share)) if copies >= needed else 0.0


def _check(shares: Sequence[float], copies: int) -> None:
    """Refuse what are no shares, and an even number of copies."""
    if not all(share >= 0 for share in shares) or not abs(sum(shares) - 1) <= ROUNDING:
        raise InvalidParameter(f"shares must be at least 0 and add up to 1, got {list(shares)}")
    if not copies >= 1 or copies % 2 == 0:
        raise InvalidParameter(f"copies must be odd, got {copies!r}")
