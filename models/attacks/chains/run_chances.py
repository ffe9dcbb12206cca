"""Exact chance of a run of slots, as a sum of positive terms and its geometric continuation."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..committees.tails import Tail

LARGEST_LENGTH = 1_000_000
"""Longest run whose recurrence is followed [slot]: a second of work."""

NEGLIGIBLE = 1e-13
"""Expected clumps below which a second one is left out [1]: half of it is the relative error."""

_CERTAIN = 1e-18


def further_starts(honest_share: Any, further_slots: Any) -> Any:
    """Expected places at which a clump of runs may begin.

    Parameters
    ----------
    honest_share
        Part of all slots that is honest [1].
    further_slots
        Slots beyond the length of the run [slot].

    Returns
    -------
    Any
        Times the chance that all slots of the run are adversarial: the expected clumps [1].

    Notes
    -----
    Source: ours. A clump begins in the first slot, or after an honest one.

    Examples
    --------
    >>> further_starts(0.5, 4)
    3.0
    """
    return 1 + further_slots * honest_share


def log_expected_clumps(share: float, length: int, slots: int) -> float:
    """Natural logarithm of the expected number of clumps of runs.

    Parameters
    ----------
    share
        Part of all slots that is the adversary's, in (0, 1) [1].
    length
        Adversarial slots in a row, at least 1 [slot].
    slots
        Slots in all, at least `length` [slot].

    Returns
    -------
    float
        An upper bound on the logarithm of the chance of a run (Markov) [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    Two coins of four in a row: 1/4 + 2/8 clumps.

    >>> round(math.exp(log_expected_clumps(0.5, 2, 4)), 12)
    0.5
    """
    starts: float = further_starts(1 - share, slots - length)
    return length * math.log(share) + math.log(starts)


def run_chance(share: float, length: int, slots: int) -> Tail:
    """Chance of at least one run.

    Parameters
    ----------
    share
        Part of all slots that is the adversary's, in (0, 1) [1].
    length
        Adversarial slots in a row, at least 1 [slot].
    slots
        Slots in all, at least `length` [slot].

    Returns
    -------
    Tail
        To about 1e-12 of itself [1].

    Raises
    ------
    InvalidParameter
        Where the run is too long for its recurrence, and not so rare that it is not needed.

    Notes
    -----
    Source: Feller, An Introduction to Probability Theory and Its Applications I, XIII.7: a first run
    ends at slot k with chance q p^L (1 - F(k - L - 1)), where F is the chance that one ended before.
    These are added, from the first slot on.

    Ours: where no two clumps fit, or their expected number E is below `NEGLIGIBLE`, the answer is E,
    since it lies between E - E^2 / 2 and E. Else the sum stops when the survivors S = 1 - F fall at
    a steady rate: S(k) is the sum of q p^j S(k - 1 - j) for j below L, and such a sum falls at a
    rate between the least and the greatest of the L before, for ever. That takes a few dozen
    lengths at the most: S falls slowly only where other rates die out quickly.

    Examples
    --------
    Feller's table: no run of two in five tosses, 0.40625.

    >>> run_chance(0.5, 2, 5).probability
    0.59375
    """
    log_expected = log_expected_clumps(share, length, slots)
    if slots <= 2 * length or log_expected < math.log(NEGLIGIBLE):
        return _tail(min(0.0, log_expected))
    if not length <= LARGEST_LENGTH:
        raise InvalidParameter(
            f"length must be at most {LARGEST_LENGTH} where more than {NEGLIGIBLE:g} runs are "
            f"expected, got {length}"
        )
    return _followed(share, length, slots)


def _followed(share: float, length: int, slots: int) -> Tail:
    """The recurrence, a window of one length and one slot at a time."""
    steady = math.pow(share, length) * (1 - share)
    ended = np.zeros(length + 1)
    ended[-1] = math.pow(share, length)
    reached = length
    while reached < slots:
        before = ended
        firsts = steady * (1 - before)
        ended = before[-1] + np.cumsum(firsts)
        reached += length + 1
        if reached >= slots:
            break
        if ended[-1] >= 1 - _CERTAIN:
            return Tail(probability=1.0, log10_probability=0.0)
        rates = firsts / (1 - np.concatenate((before[-1:], ended[:-1])))
        if rates.max() - rates.min() <= NEGLIGIBLE * rates.max():
            return _continued(float(ended[-1]), rates, slots - reached)
    probability = min(1.0, float(ended[slots - reached - 1]))
    return Tail(probability=probability, log10_probability=math.log10(probability))


def _continued(ended: float, rates: NDArray[np.float64], slots: int) -> Tail:
    """The chance after further slots in which survivors fall at a steady rate."""
    rate = float(rates.max() + rates.min()) / 2
    log_survivors = math.log1p(-ended) + slots * math.log1p(-rate)
    probability = -math.expm1(log_survivors)
    if probability < 0.5:
        return Tail(probability=probability, log10_probability=math.log10(probability))
    return Tail(
        probability=probability,
        log10_probability=math.log1p(-math.exp(log_survivors)) / math.log(10),
    )


def _tail(logarithm: float) -> Tail:
    """A probability from its natural logarithm."""
    return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))
