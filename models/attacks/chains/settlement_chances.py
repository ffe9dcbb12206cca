"""Exact chance that a slot is not settled: one level followed, what falls below it counted before."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..committees.tails import Tail
from .excursions import SMALLEST, excursions
from .level_returns import Tilt, steady_tilt

LARGEST_SLOTS = 10_000
"""Most slots [slot]: a few seconds of work where the adversary is nearly half, else less than one."""

_NEGLIGIBLE = 1e-26


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsettled:
    """What is known about the last slot."""

    total: Tail
    """Chance that the relative margin is not negative: the slot is not settled [1]."""
    level: Tail
    """Part of it in which reach and margin are both zero [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey:
    """What becomes of a chain that has not come to level 0 yet, by slots from 0 on."""

    arrivals: NDArray[np.float64]
    """Tilted chance to come to level 0 for the first time after so many slots, (slots + 1,) [1]."""
    above: NDArray[np.float64]
    """Tilted chance to be above level 0 until then, over the levels' factors, (slots + 1,) [1]."""


def unsettled_chance(share: float, unique: float, slots: int) -> Unsettled:
    """Chance that so many slots do not settle the one before them.

    Parameters
    ----------
    share
        Chance of a slot to be adversarial, in (0, 1/2) [1].
    unique
        Part of the honest slots that has one leader only, in (0, 1] [1].
    slots
        Slots that are waited, from 1 to `LARGEST_SLOTS` [slot].

    Returns
    -------
    Unsettled
        To about 1e-12 of itself [1].

    Notes
    -----
    Source: the joint chain of reach and relative margin of Kiayias, Quader & Russell, "Consistency of
    proof-of-stake blockchains with concurrent honest slot leaders", Cryptology ePrint 2020/041.

    Ours: as long as the margin is not negative, the reach is a walk that needs as many honest slots
    to come to level 0 as it is high, whatever the margin does. At level 0 both are zero; from there
    a unique honest slot makes the margin negative, and it is back at zero when the walk has risen by
    one from there, with a reach of one plus the depth of the walk. So level 0 is renewed, and it is
    enough to follow one chain from the start and one from level 0. Nothing is subtracted; cut off are
    depths that are reached with a tilted chance below 1e-26 of the share.

    Examples
    --------
    >>> found = unsettled_chance(0.1, 1.0, 100)
    >>> f"{found.total.probability:.2e}"
    '5.10e-18'
    """
    tilt = steady_tilt(share, unique)
    begun = _from_the_start(tilt, share, slots)
    again = _from_zero(tilt, unique, slots, _NEGLIGIBLE * share)
    at_zero = begun.arrivals.copy()
    latest_first = again.arrivals[::-1].copy()
    for slot in range(1, slots + 1):
        at_zero[slot] += at_zero[:slot] @ latest_first[slots - slot : slots]
    alive = float(begun.above[-1] + at_zero[:-1] @ again.above[:0:-1] + at_zero[-1])
    time = slots * (tilt.log_step - (math.log(share) + math.log1p(-share)) / 2)
    beyond = (slots + 1) * (math.log(share) - math.log1p(-share))
    return Unsettled(
        total=_tail(float(np.logaddexp(_log(alive) - time, beyond))),
        level=_tail(_log(float(at_zero[-1])) - time),
    )


def _from_the_start(tilt: Tilt, share: float, slots: int) -> Journey:
    """The chain whose reach is stationary, at most `slots`, when the slot in question comes."""
    levels = np.zeros(2 * slots + 3)
    levels[: slots + 1] = np.exp(np.arange(slots + 1) * (tilt.log_height - tilt.log_odds))
    levels *= (1 - 2 * share) / (1 - share)
    arrivals, above = np.zeros(slots + 1), np.zeros(slots + 1)
    arrivals[0], levels[0] = levels[0], 0.0
    for slot in range(1, slots + 1):
        arrivals[slot], levels = _one_slot_later(tilt, levels)
    above[-1] = np.multiply(levels, _over_factors(tilt, levels.size)).sum()
    return Journey(arrivals=arrivals, above=above)


def _from_zero(tilt: Tilt, unique: float, slots: int, negligible: float) -> Journey:
    """The chain that leaves level 0, or stays there for one slot with many leaders."""
    levels = np.zeros(slots + 3)
    factors = _over_factors(tilt, levels.size)
    arrivals, above = np.zeros(slots + 1), np.zeros(slots + 1)
    entered = unique * math.exp(2 * tilt.log_height) * tilt.stay
    levels[1] = tilt.up
    arrivals[1], above[1] = tilt.stay * (1 - unique), tilt.up * factors[1]
    below = excursions(tilt, slots, negligible)
    for slot in range(2, slots + 1):
        arrivals[slot], levels = _one_slot_later(tilt, levels)
        risen = next(below)
        levels[1 : risen.size + 1] += entered * risen
        # Not by a dot product: BLAS would start threads for so few numbers.
        above[slot] = np.multiply(levels, factors).sum()
    return Journey(arrivals=arrivals, above=above)


def _one_slot_later(tilt: Tilt, levels: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """What comes to level 0, and the levels above it."""
    moved = np.zeros_like(levels)
    moved[1:-1] = tilt.up * levels[:-2]
    moved[1:-1] += tilt.down * levels[2:]
    moved[moved < SMALLEST] = 0.0
    return tilt.down * float(levels[1]), moved


def _over_factors(tilt: Tilt, levels: int) -> NDArray[np.float64]:
    """One over the factors of so many levels, (levels,) [1]."""
    return np.exp(-np.arange(levels) * tilt.log_phi)


def _log(value: float) -> float:
    """Natural logarithm, minus infinity of zero."""
    return math.log(value) if value > 0 else -math.inf


def _tail(logarithm: float) -> Tail:
    """A probability from its natural logarithm."""
    logarithm = min(0.0, logarithm)
    return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))
