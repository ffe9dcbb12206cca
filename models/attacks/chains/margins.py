"""Chance that a slot is not settled, by the joint chain of reach and margin as it was published."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from ..committees.tails import Tail
from .level_returns import Tilt, steady_tilt

LARGEST_SLOTS = 500
"""Most slots for which the chain is followed state by state [slot]: about a second of work."""


def chance_by_margins(share: float, unique: float, slots: int, *, level: float = 1.0) -> Tail:
    """Chance that so many slots do not settle the one before them.

    Parameters
    ----------
    share
        Chance of a slot to be adversarial, in (0, 1/2) [1].
    unique
        Part of the honest slots that has one leader only, in (0, 1] [1].
    slots
        Slots that are waited, from 1 to `LARGEST_SLOTS` [slot].
    level
        What it counts if reach and margin are both zero at the end; 0 gives the published row for
        500 slots, where an array was one column short [1].

    Returns
    -------
    Tail
        To about 1e-11 of itself [1].

    Notes
    -----
    Source: Kiayias, Quader & Russell, Cryptology ePrint 2020/041: start from margin = reach, geometric;
    an adversarial slot adds one to both; an honest one takes one from both, but a margin of zero
    stays where reach is above zero or the slot has many leaders, and a reach of zero stays.

    Ours: worked backwards. With t slots left, reaches above t are alike, and so are margins above t;
    margins below -t are lost: nothing is cut off. Values are
    multiplied by beta^t / (phi^reach y^(-2 margin)), the last only where the margin is
    negative, so that none underflows.

    Examples
    --------
    >>> f"{chance_by_margins(0.1, 1.0, 100).probability:.2e}"
    '5.10e-18'
    """
    tilt = steady_tilt(share, unique)
    log_starts = np.arange(slots + 1) * (math.log(share) - math.log1p(-share))
    log_starts += math.log((1 - 2 * share) / (1 - share))
    above = math.exp(-tilt.log_phi)
    values = np.array([[0.0, level, 1.0], [0.0, above, above]])
    for _ in range(slots):
        values = _one_slot_earlier(_widened(values, above), tilt, unique)
    with np.errstate(divide="ignore"):
        logarithms = np.log(np.diagonal(values[:, slots + 1 :])[:-1])
    logarithms = logarithms + np.arange(slots + 1) * tilt.log_phi + log_starts
    log_shares = math.log(share) + math.log1p(-share)
    time = slots * (tilt.log_step - log_shares / 2)
    beyond = (slots + 1) * (math.log(share) - math.log1p(-share))
    total = min(0.0, float(np.logaddexp(np.logaddexp.reduce(logarithms) - time, beyond)))
    return Tail(probability=math.exp(total), log10_probability=total / math.log(10))


def _widened(values: NDArray[np.float64], above: float) -> NDArray[np.float64]:
    """Values with two reaches more, and two margins more at either end.

    Rows are reaches from 0, columns margins around 0; `above` is the factor of one more reach.
    """
    wide = np.pad(values, ((0, 2), (2, 0)))
    wide[-2] = wide[-3] * above
    wide[-1] = wide[-2] * above
    return np.concatenate((wide, wide[:, -1:], wide[:, -1:]), axis=1)


def _one_slot_earlier(wide: NDArray[np.float64], tilt: Tilt, unique: float) -> NDArray[np.float64]:
    """Values with one slot more to come, over the reaches and margins that then matter."""
    zero = wide.shape[1] // 2 - 1
    values = np.empty((wide.shape[0] - 1, wide.shape[1] - 2))
    # Column m of the values is column m + 1 of `wide`: the same margin.
    safe, lost = slice(zero, None), slice(0, zero)
    values[:, safe] = tilt.up * wide[1:, 2 + zero :]
    values[:, lost] = tilt.down * wide[1:, 2 : 2 + zero]
    values[1:, zero + 1 :] += tilt.down * wide[:-2, 1 + zero : -2]
    values[1:, zero] += tilt.down * wide[:-2, 1 + zero]
    values[1:, lost] += tilt.up * wide[:-2, :zero]
    deeper = tilt.stay * math.exp(2 * tilt.log_height)
    values[0, zero + 1 :] += tilt.down * wide[0, 1 + zero : -2]
    values[0, zero] += tilt.stay * (1 - unique) * wide[0, 1 + zero]
    values[0, zero] += deeper * unique * wide[0, zero]
    values[0, lost] += deeper * wide[0, :zero]
    return values
