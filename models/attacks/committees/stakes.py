"""Stakes that seats are drawn by, and which of their holders are the adversary's."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..choices import AdversaryOrder

LARGEST_POPULATION = 20_000_000
"""Most validators that are held in memory, at sixty bytes each, or ninety if sampled [1]. Ours."""

LARGEST_SPREAD = 1e30
"""Largest positive stake over the smallest, up to which all methods are tested [1]. Ours."""

_ROUNDING = 1e-12


def pareto_stakes(exponent: float, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Independent stakes with a Pareto law, of which the least is 1.

    Parameters
    ----------
    exponent
        Of the law's tail, positive; the smaller, the more unequal [1].
    count
        How many are drawn, from 1 to `LARGEST_POPULATION` [1].
    rng
        Left where an order can be drawn next.

    Returns
    -------
    NDArray
        (count,) [token].

    Raises
    ------
    InvalidParameter
        Where an argument is outside its range.

    Notes
    -----
    Source: NumPy's `Generator.pareto`, which is the law of Lomax, plus one.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> float(pareto_stakes(1.16, 1_000, rng).min()) > 1
    True
    """
    if not 0 < exponent < math.inf:
        raise InvalidParameter(f"exponent must be positive and finite, got {exponent!r}")
    if not 1 <= count <= LARGEST_POPULATION:
        raise InvalidParameter(f"count must lie in [1, {LARGEST_POPULATION}], got {count}")
    return rng.pareto(exponent, count) + 1


def require_stakes(stakes: NDArray[np.float64]) -> None:
    """Refuse stakes that seats cannot be drawn by.

    Parameters
    ----------
    stakes
        Of every validator, (N,) [token].

    Raises
    ------
    InvalidParameter
        Where there is none or too many, where one is negative or not finite, where all are zero, or
        where the positive ones are too unequal.

    Notes
    -----
    Source: ours.
    """
    if not 1 <= stakes.size <= LARGEST_POPULATION:
        raise InvalidParameter(
            f"stakes must be 1 to {LARGEST_POPULATION} numbers, got {stakes.size}"
        )
    wrong = ~((stakes >= 0) & (stakes < math.inf))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise InvalidParameter(
            f"stakes must be finite and not negative, got {float(stakes[place])!r} "
            f"for validator {place + 1}"
        )
    largest = float(stakes.max())
    if largest == 0:
        raise InvalidParameter("stakes must have a positive total, got 0")
    smallest = float(stakes[stakes > 0].min())
    if not largest <= smallest * LARGEST_SPREAD:
        raise InvalidParameter(
            f"the largest stake must be at most {LARGEST_SPREAD:g} times the smallest positive one "
            f"({smallest!r}), got {largest!r}"
        )


def adversaries_by_share(
    stakes: NDArray[np.float64], share: float, order: AdversaryOrder, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Which validators are the adversary's: taken in turn until the next would pass its share.

    Parameters
    ----------
    stakes
        Of every validator, (N,) [token].
    share
        Of all stake, what the adversary may hold at most [1].
    order
        In which order they are taken; equal stakes as they come.
    rng
        Shuffles them where the order is random.

    Returns
    -------
    NDArray
        True for the adversary's, (N,). The first that would pass the share ends it: nobody after it
        is taken, however small. A part in 1e12 is forgiven, so that three of ten equal stakes are
        0.3 of them, whatever rounding says. Validators without stake are taken when it is their
        turn; they never sit.

    Raises
    ------
    InvalidParameter
        Where the share is not one, or the stakes are refused.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> adversaries_by_share(np.array([5.0, 3.0, 2.0]), 0.6, AdversaryOrder.LARGEST, rng)
    array([ True, False, False])
    """
    if not 0 <= share <= 1:
        raise InvalidParameter(f"adversary_share must lie in [0, 1], got {share!r}")
    require_stakes(stakes)
    if order is AdversaryOrder.RANDOM:
        turns = rng.permutation(stakes.size)
    else:
        sign = -1 if order is AdversaryOrder.LARGEST else 1
        turns = np.argsort(sign * stakes, kind="stable")
    held: NDArray[np.float64] = np.cumsum(stakes[turns] / stakes.max())
    most = share * float(held[-1]) * (1 + _ROUNDING)
    taken = int(np.searchsorted(held, most, side="right"))
    chosen = np.zeros(stakes.size, dtype=np.bool_)
    chosen[turns[:taken]] = True
    return chosen
