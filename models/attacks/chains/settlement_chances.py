"""Exact chance that a slot is not settled: one level followed, what falls below it counted before."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..committees.tails import Tail
from .excursions import excursions

LARGEST_SLOTS = 1_000
"""Most slots [slot]: up to here no count of paths underflows, and the answer takes two seconds."""

_PRECISION = 1e-8
_SMALLEST_LOGARITHM = -800.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Tilt:
    """Factors that make the chance of an unsettled slot fall neither with time nor with the level.

    A state at level x with n slots behind it is multiplied by beta^n phi^x, where phi is the mean of
    beta^T over the time T in which the level falls by one.
    """

    log_odds: float
    """Natural logarithm of kappa, the root of the honest over the adversarial share [1]."""
    log_height: float
    """Natural logarithm of y = phi / kappa, at most 0 [1]."""

    @property
    def log_phi(self) -> float:
        """Natural logarithm of the factor of one level [1]."""
        return self.log_odds + self.log_height

    @property
    def log_step(self) -> float:
        """Natural logarithm of c = y / (1 + y^2), beta times the root of both shares [1]."""
        return self.log_height - math.log1p(math.exp(2 * self.log_height))

    @property
    def up(self) -> float:
        """Tilted chance of an adversarial slot [1]."""
        return math.exp(self.log_height + self.log_step)

    @property
    def down(self) -> float:
        """Tilted chance of an honest slot above level 0 [1]."""
        return 1 / (1 + math.exp(2 * self.log_height))

    @property
    def stay(self) -> float:
        """Tilted chance of an honest slot at level 0 [1]."""
        return math.exp(self.log_step + self.log_odds)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsettled:
    """What is known about the last slot."""

    total: Tail
    """Chance that the relative margin is not negative: the slot is not settled [1]."""
    level: Tail
    """Part of it in which reach and margin are both zero [1]."""


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
    one from there, with a reach of one plus the depth of the walk. So it is enough to follow the
    level and to add what returns from `excursions`. Nothing is subtracted, nothing is cut off.

    Examples
    --------
    >>> found = unsettled_chance(0.1, 1.0, 100)
    >>> f"{found.total.probability:.2e}"
    '5.10e-18'
    """
    log_shares = math.log(share) + math.log1p(-share)
    tilt = steady_tilt(share, unique, slots)
    levels = _levels(tilt, share, unique, slots)
    with np.errstate(divide="ignore"):
        logarithms = np.log(levels) - np.arange(levels.size) * tilt.log_phi
    time = slots * (tilt.log_step - log_shares / 2)
    beyond = (slots + 1) * (math.log(share) - math.log1p(-share))
    total = np.logaddexp(np.logaddexp.reduce(logarithms) - time, beyond)
    return Unsettled(total=_tail(float(total)), level=_tail(float(logarithms[0]) - time))


def _levels(tilt: Tilt, share: float, unique: float, slots: int) -> NDArray[np.float64]:
    """Tilted chances of all levels after the last slot, (2 * slots + 2,) [1]."""
    returns = _returns(tilt, unique, slots)
    log_start = tilt.log_height - tilt.log_odds
    levels = np.zeros(2 * slots + 2)
    levels[: slots + 1] = np.exp(np.arange(slots + 1) * log_start)
    levels *= (1 - 2 * share) / (1 - share)
    at_zero = np.zeros(slots)
    for slot in range(slots):
        at_zero[slot] = levels[0]
        moved = np.zeros_like(levels)
        moved[1:] = tilt.up * levels[:-1]
        moved[:-1] += tilt.down * levels[1:]
        moved[0] += tilt.stay * (1 - unique) * levels[0]
        # An excursion of k steps that ends now came k + 1 slots after the chain was at level 0.
        moved[1 : len(returns) + 1] += returns[:, 1 : slot + 1] @ at_zero[:slot][::-1]
        levels = moved
    return levels


def _returns(tilt: Tilt, unique: float, slots: int) -> NDArray[np.float64]:
    """Tilted chances to leave level 0 and be back, by depth and steps, (depths, slots + 1) [1]."""
    paths = excursions(slots)
    found = np.zeros_like(paths)
    depths, steps = np.nonzero(paths)
    found[depths, steps] = np.exp(_log_returns(tilt, unique, slots))
    return found


def _log_returns(tilt: Tilt, unique: float, slots: int) -> NDArray[np.float64]:
    """Natural logarithms of those of `_returns` that are not zero [1]."""
    depths, steps, log_paths = _counted(slots)
    return (
        tilt.log_step
        + math.log(unique)
        + log_paths
        + steps * (math.log(2) + tilt.log_step)
        + (depths + 1) * tilt.log_phi
    )


@lru_cache(maxsize=4)
def _counted(slots: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Depths, steps and natural logarithms of all excursions that there are [1]."""
    paths = excursions(slots)
    depths, steps = np.nonzero(paths)
    return depths, steps, np.log(paths[depths, steps])


def steady_tilt(share: float, unique: float, slots: int) -> Tilt:
    """Largest tilt under which level 0 is come back to at most once on average.

    Parameters
    ----------
    share
        Chance of a slot to be adversarial, in (0, 1/2) [1].
    unique
        Part of the honest slots that has one leader only, in (0, 1] [1].
    slots
        Slots that are waited [slot].

    Notes
    -----
    Source: ours. The answer does not depend on it; it keeps the numbers within reach of floats.
    """
    log_odds = (math.log1p(-share) - math.log(share)) / 2
    low, high = _SMALLEST_LOGARITHM, 0.0
    if _visits(Tilt(log_odds=log_odds, log_height=high), unique, slots) <= 1:
        return Tilt(log_odds=log_odds, log_height=high)
    while high - low > _PRECISION * abs(low):
        middle = (low + high) / 2
        if _visits(Tilt(log_odds=log_odds, log_height=middle), unique, slots) <= 1:
            low = middle
        else:
            high = middle
    return Tilt(log_odds=log_odds, log_height=low)


def _visits(tilt: Tilt, unique: float, slots: int) -> float:
    """Tilted chance to come back to level 0 [1]."""
    returns = float(np.logaddexp.reduce(_log_returns(tilt, unique, slots)))
    return tilt.up + tilt.stay * (1 - unique) + math.exp(min(700.0, returns))


def _tail(logarithm: float) -> Tail:
    """A probability from its natural logarithm."""
    logarithm = min(0.0, logarithm)
    return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))
