"""Votes that forgive small differences: who is accused at which tolerance, and what a cheater gains.

Three copies of a job are compared with their median, number by number; who is farther from it than the
tolerance is accused. The answers are those that machines of each kind really give.
"""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from .layers import distance
from .orders import Singles

COPIES = 3
"""Of a job [1]."""


def median_of(answers: Sequence[Singles]) -> Singles:
    """Median of the answers, number by number."""
    return np.median(np.stack(answers), axis=0).astype(np.float32)


def honest_distances(
    answers: Sequence[Singles], shares: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far an honest copy is from the median of three honest ones.

    Parameters
    ----------
    answers
        Of each kind of machine to one job.
    shares
        Of the kinds; their sum is one [1].

    Returns
    -------
    tuple
        (3 kinds^3,) distances in parts of the largest number, and their probabilities [1].
    """
    distances: list[float] = []
    chances: list[float] = []
    for kinds in product(range(len(answers)), repeat=COPIES):
        drawn = [answers[kind] for kind in kinds]
        median = median_of(drawn)
        chance = float(np.prod([shares[kind] for kind in kinds]))
        distances += [distance(median, each) for each in drawn]
        chances += [chance / COPIES] * COPIES
    return np.array(distances), np.array(chances)


def accused_at(
    tolerance: float, distances: NDArray[np.float64], chances: NDArray[np.float64]
) -> float:
    """Part of the copies that are farther from the median than is forgiven.

    Parameters
    ----------
    tolerance
        In parts of the largest number [1].
    distances, chances
        Of copies, and how likely each is [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> accused_at(0.1, np.array([0.0, 0.1, 0.2]), np.array([0.5, 0.25, 0.25]))
    0.25
    """
    return float(chances[distances > tolerance].sum())


def cheating_distance(answers: Sequence[Singles], cheat: Singles) -> float:
    """Least distance of a cheater's answer from the median of itself and two honest ones [1].

    Parameters
    ----------
    answers
        Of each kind of machine to one job.
    cheat
        The cheater's.
    """
    pairs = product(range(len(answers)), repeat=2)
    return min(
        distance(median_of([answers[one], answers[other], cheat]), cheat) for one, other in pairs
    )


def turned_share(answer: Singles, tolerance: float) -> float:
    """Part of the samples whose largest output a cheater can exchange unnoticed.

    Parameters
    ----------
    answer
        (samples, outputs) of an honest machine [1].
    tolerance
        In parts of the largest number, by which each number may be moved [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours. The first is lowered and the second raised by the tolerance, so what is between them
    must be at most twice as much.

    Examples
    --------
    >>> turned_share(np.float32([[1.0, 0.9], [1.0, 0.0]]), 0.06)
    0.5
    """
    top = np.sort(answer.astype(np.float64), axis=1)[:, -2:]
    room = 2 * tolerance * float(np.abs(answer).max())
    return float((top[:, 1] - top[:, 0] <= room).mean())
