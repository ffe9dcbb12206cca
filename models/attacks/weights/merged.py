"""Stakes beyond number, in classes of nearly equal ones."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from .moments import Composition
from .wholes import LARGEST_TOTAL

MOST_CLASSES = 20_000
"""Different stakes that are told apart, and classes of them otherwise [1]."""

FINEST_CLASS = 1e-3
"""Least width of a class, as a part of the stakes in it [1]."""

_MOST_DECIMALS = 9
_LARGEST_EXACT = 2.0**53
_SCALE = 61


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Merged:
    """Classes of stakes, each with its mean and its ends, in one common unit.

    Examples
    --------
    >>> found = merged_stakes(np.array([0.5, 1.5, 1.5]))
    >>> found.composition, found.total, found.unit
    (((5, 1), (15, 2)), 35, Fraction(1, 10))
    """

    held: NDArray[np.int64]
    """Stakes as they are, before a unit was made finer, (stakers,)."""
    composition: Composition
    """Mean stake of every class, as a whole number, and how many are in it."""
    least: NDArray[np.float64]
    """Smallest stake of every class, less the mean, (classes,)."""
    most: NDArray[np.float64]
    """Largest, less the mean, (classes,)."""
    means: NDArray[np.float64]
    """What rounding the mean has left, (classes,)."""
    total: int
    """All stakes."""
    stakers: int
    """Who holds something [1]."""
    step: int
    """Divides every stake; 0 where they are classes of different ones."""
    unit: Fraction
    """What a unit is worth [token]."""
    finer: int
    """Such units in one of the stakes as they were given [1]."""

    @property
    def is_exact(self) -> bool:
        """Whether every class is of equal stakes."""
        return self.step > 0


def merged_stakes(stakes: NDArray[np.float64]) -> Merged:
    """Any number of stakes in at most so many classes.

    Parameters
    ----------
    stakes
        Finite and not negative, as written, (stakers,) [token].

    Returns
    -------
    Merged
        As of `merged_wholes`.

    Raises
    ------
    InvalidParameter
        Where one is no amount, or where all are zero.

    Notes
    -----
    Source: ours.
    """
    return merged_wholes(*whole_array(stakes))


def merged_wholes(held: NDArray[np.int64], unit: Fraction) -> Merged:
    """The same of stakes that are whole numbers already.

    Parameters
    ----------
    held
        Not negative, not all zero, at most 2**62 together, (stakers,).
    unit
        What a unit is worth [token].

    Returns
    -------
    Merged
        One class for each different stake where these are few, else classes a thousandth wide, or
        wider where they would be too many.

    Notes
    -----
    Source: ours.
    """
    values, counts = np.unique(held[held > 0], return_counts=True)
    sums = values * counts
    if len(values) <= MOST_CLASSES:
        starts = np.arange(len(values))
    else:
        logs = np.log(values.astype(np.float64))
        width = max(FINEST_CLASS, float(logs[-1] - logs[0]) / (MOST_CLASSES - 1))
        _, starts = np.unique(np.floor((logs - logs[0]) / width), return_index=True)
    ends = np.append(starts[1:], len(values)) - 1
    members = [int(each) for each in np.add.reduceat(counts, starts)]
    totals = [int(each) for each in np.add.reduceat(sums, starts)]
    is_exact = len(starts) == len(values)
    # Finer units, so that the mean of a class is as good as whole.
    shift = 0 if is_exact else max(0, _SCALE - sum(totals).bit_length())
    reps = [
        ((2 * total << shift) + count) // (2 * count)
        for total, count in zip(totals, members, strict=True)
    ]
    finer = 1 << shift
    return Merged(
        held=held,
        composition=tuple(zip(reps, members, strict=True)),
        least=_less(values[starts], finer, reps),
        most=_less(values[ends], finer, reps),
        means=np.array(
            [
                ((total << shift) - rep * count) / count
                for total, rep, count in zip(totals, reps, members, strict=True)
            ]
        ),
        total=sum(totals) << shift,
        stakers=sum(members),
        step=int(np.gcd.reduce(values)) if is_exact else 0,
        unit=unit / finer,
        finer=finer,
    )


def whole_array(stakes: NDArray[np.float64]) -> tuple[NDArray[np.int64], Fraction]:
    """Stakes as whole numbers of a decimal unit, and what it is worth.

    Parameters
    ----------
    stakes
        Finite and not negative, as written, (stakers,) [token].

    Returns
    -------
    tuple
        (stakers,), of at most 62 bits together, and the unit [token].

    Raises
    ------
    InvalidParameter
        Where one is no amount, or where all are zero.

    Notes
    -----
    Source: ours. A float is a decimal as written if its nearest multiple of the unit, divided, gives
    it back; stakes with more than nine decimals, or too many digits, are rounded to 2**-61 of all.

    Examples
    --------
    >>> whole_array(np.array([0.1, 0.25]))
    (array([10, 25]), Fraction(1, 100))
    """
    wrong = ~((stakes >= 0) & (stakes < math.inf))
    if wrong.any():
        raise InvalidParameter(
            f"stake must be finite and not negative, got {float(stakes[np.argmax(wrong)])!r}"
        )
    with np.errstate(over="ignore"):
        total = float(stakes.sum())
    if not 0 < total < LARGEST_TOTAL:
        raise InvalidParameter(
            f"total stake must be positive and below {LARGEST_TOTAL}, got {total!r}"
        )
    largest = float(stakes.max())
    for decimals in range(_MOST_DECIMALS + 1):
        parts = 10.0**decimals
        if largest * parts >= _LARGEST_EXACT or total * parts >= 2.0**_SCALE:
            break
        held = np.rint(stakes * parts)
        if np.array_equal(held / parts, stakes):
            return held.astype(np.int64), Fraction(1, 10**decimals)
    held = np.rint(np.ldexp(stakes / total, _SCALE)).astype(np.int64)
    return held, Fraction(total) / 2**_SCALE


def _less(values: NDArray[np.int64], finer: int, means: list[int]) -> NDArray[np.float64]:
    """How far stakes are from the means of their classes, (classes,)."""
    pairs = zip(values.tolist(), means, strict=True)
    return np.array([float(value * finer - mean) for value, mean in pairs])
