"""A bracket around the best share, from any values at all: the witness of the policy iteration."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np
from numpy.typing import NDArray

from .epochs import EpochLaw

_SURELY_NOT = -1e4


def bracket(law: EpochLaw, values: NDArray[np.float64]) -> tuple[float, float]:
    """Shares between which the best one lies, up to rounding.

    Parameters
    ----------
    law
        What one seed brings.
    values
        (slots + 1,) Worth of so many choices, as anybody guesses it; the first one is zero [slot].

    Returns
    -------
    tuple[float, float]
        Smallest and largest gain of one step, over the slots of an epoch [1]. The better the guess,
        the narrower; both ends meet at the optimum.

    Notes
    -----
    Source: Odoni 1969, Oper. Res. 17, doi:10.1287/opre.17.5.857: whatever the values v, the best gain
    lies between the extremes of T v - v. Here T v is the expected best worth, as an integral of the
    distribution function over every worth that can occur: the product of all seeds' distribution
    functions, each to the power C(t, i), as Alpturer & Weinberg 2024 have it.
    """
    gains = expected_best(law, values) - values
    return float(gains.min()) / law.slots, float(gains.max()) / law.slots


def expected_best(law: EpochLaw, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Expected worth of the best seed, by the number of choices.

    Parameters
    ----------
    law
        What one seed brings.
    values
        (slots + 1,) Worth of so many choices; the first one is zero [slot].

    Returns
    -------
    NDArray
        (slots + 1,) [slot]
    """
    slots, forfeit = law.slots, law.forfeit
    whole = np.floor(values).astype(np.int64)
    rests, rank = np.unique(values - whole, return_inverse=True)
    choices, further = np.nonzero(law.masses)
    # A worth is a whole number and one of few rests: as an integer it is compared exactly.
    keys = (choices + further + whole[choices]) * len(rests) + rank[choices]
    order = np.argsort(keys, kind="stable")
    keys, masses = keys[order], law.masses[choices, further][order]
    less = np.arange(slots + 1) * forfeit * len(rests)
    levels = np.unique(np.concatenate([keys - step for step in less] + [np.array([rank[0]])]))
    worths = levels // len(rests) + rests[levels % len(rests)]
    gaps = np.diff(levels // len(rests)) + np.diff(rests[levels % len(rests)])
    below = np.concatenate([[0.0], np.cumsum(masses)])
    above = np.concatenate([np.cumsum(masses[::-1])[::-1], [0.0]])
    ways = _pascal(slots)
    expected = np.zeros(slots + 1)
    for start in range(0, len(gaps), 4096):
        part = slice(start, min(start + 4096, len(gaps)))
        places = np.searchsorted(keys, levels[part] + less[:, np.newaxis], side="right")
        with np.errstate(divide="ignore"):
            logs = np.where(
                below[places] < 0.5,
                np.log(below[places]),
                np.log1p(-np.minimum(above[places], 1.0)),
            )
        all_below = ways @ np.maximum(logs, _SURELY_NOT)
        # The expectation of a worth counted from zero, up and down.
        is_up = worths[:-1][part] >= 0
        steps = np.where(is_up, -np.expm1(all_below), -np.exp(all_below))
        expected += steps @ gaps[part]
    return expected


def _pascal(rows: int) -> NDArray[np.float64]:
    """Binomial coefficients as floats, (rows + 1, rows + 1) [1]."""
    ways = np.zeros((rows + 1, rows + 1))
    ways[:, 0] = 1.0
    for row in range(1, rows + 1):
        ways[row, 1:] = ways[row - 1, 1:] + ways[row - 1, :-1]
    return ways
