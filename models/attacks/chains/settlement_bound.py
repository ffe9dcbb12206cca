"""Upper bound on the chance that a slot is not settled, by the moments of the time that it takes."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np

from .level_returns import return_function, steady_tilt

_MOMENTS = 160
_NEAREST = 1e-9
_LEAST_STAY = 1e-9
_ROUNDING = 1e-13


def log_settlement_bound(share: float, unique: float, slots: int) -> float:
    """Natural logarithm of a bound on the chance that so many slots do not settle the one before them.

    Parameters
    ----------
    share
        Chance of a slot to be adversarial [1].
    unique
        Part of the honest slots that has one leader only [1].
    slots
        Slots that are waited, at least 1 [slot].

    Returns
    -------
    float
        At most 0 [1].

    Notes
    -----
    Source: ours, on the generating function of `settlement_contour.py`: the slots T until one settles
    have E s^T = K s / (1 - g(s)), so that P(T > N) is at most (E s^T - 1) / (s^(N + 1) - 1) for any s
    between 1 and the pole (Markov on s^T - 1); the least over some such s. It falls as fast as the
    chance itself. Without an adversary every slot with one leader settles: (1 - u)^N is at most
    e^(-u N). From half of the slots on, or without single leaders, nothing is settled; where the two
    sides are so near in strength that no such s is left, the bound is 1.

    Examples
    --------
    >>> f"{math.exp(log_settlement_bound(0.1, 1.0, 100)):.1e}"
    '4.6e-16'
    """
    if share >= 0.5 or unique == 0:
        return 0.0
    if share == 0:
        return -unique * slots
    tilt = steady_tilt(share, unique)
    if tilt.log_height <= -tilt.log_odds:
        return 0.0
    gaps = np.append(np.geomspace(_NEAREST, 1.0, _MOMENTS)[:-1], 0.0)
    log_heights = tilt.log_height - gaps * (tilt.log_height + tilt.log_odds)
    heights = np.exp(log_heights)
    stays = 1 - return_function(heights, math.exp(tilt.log_odds), unique)
    is_told = stays > _LEAST_STAY
    if not is_told.any():
        return 0.0
    log_heights, heights, stays = log_heights[is_told], heights[is_told], stays[is_told]
    log_shares = math.log(share) + math.log1p(-share)
    log_arguments = log_heights - np.log1p(heights * heights) - log_shares / 2
    moments = (1 - 2 * share) * unique * np.exp(log_arguments) / stays
    excess = moments - 1 + _ROUNDING * (1 + moments) / stays
    exponents = (slots + 1) * log_arguments
    logarithms = np.log(excess) - exponents - np.log(-np.expm1(-exponents))
    return min(0.0, float(logarithms.min()))
