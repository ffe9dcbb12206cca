"""Chance that a slot is not settled, read off its generating function: a second computation."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np

from ..committees.tails import Tail
from .level_returns import return_function, steady_tilt

_ROUNDING = 1e-15
_TOLERANCE = 1e-11
_INSIDE = 2.0
_RARE = 4.0
_LOG_ALIAS = 40.0


def chance_by_contour(share: float, unique: float, slots: int) -> Tail | None:
    """Chance that so many slots do not settle the one before them.

    Parameters
    ----------
    share
        Chance of a slot to be adversarial, in (0, 1/2) [1].
    unique
        Part of the honest slots that has one leader only, in (0, 1] [1].
    slots
        Slots that are waited, at least 1 [slot].

    Returns
    -------
    Tail | None
        To about 1e-12 of itself; None where more than 1e-11 of it, or of its logarithm, would be lost
        to rounding: where the adversary is tiny, or where floats have no room for it [1].

    Notes
    -----
    Source: ours, on the chain of ePrint 2020/041 (see `settlement_chances.py`). A slot is settled at the
    first unique honest slot at level 0 after which the margin stays negative, so that with
    K = (1 - p / q) u q and g the generating function of returns to level 0, that of the chances is
    (1 - K s / (1 - g(s))) / (1 - s). Cauchy's integral by the trapezoidal rule, on a circle just
    within the pole of 1 / (1 - g), or within 1 where the chance is large; beyond 1 the pole there
    leaves K s / ((s - 1) (1 - g(s))). All coefficients are positive, so that what the rule
    folds onto the answer is positive too, and below 1e-17 of it.

    Examples
    --------
    >>> tail = chance_by_contour(0.1, 1.0, 100)
    >>> assert tail is not None
    >>> f"{tail.probability:.2e}"
    '5.10e-18'
    """
    tilt = steady_tilt(share, unique)
    log_shares = math.log(share) + math.log1p(-share)
    log_pole = tilt.log_step - log_shares / 2
    is_rare = slots * log_pole >= _RARE
    log_radius = log_pole - _INSIDE / slots if is_rare else -_INSIDE / slots
    points = 2 * math.ceil(slots * _LOG_ALIAS / _INSIDE)
    if is_rare:
        points += 2 * math.ceil((slots * log_pole + _LOG_ALIAS) / log_radius)
    # The other half of the circle is this one's mirror image.
    angles = np.arange(points // 2 + 1) * (2 * math.pi / points)
    weights = np.where((angles == 0) | (2 * np.arange(angles.size) == points), 1.0, 2.0) / points
    step = np.exp(log_radius + log_shares / 2 + 1j * angles)
    height = 2 * step / (1 + np.sqrt(1 - 4 * step * step))
    stays = 1 - return_function(height, math.exp(tilt.log_odds), unique)
    argument = np.exp(log_radius + 1j * angles)
    beyond_one = np.expm1(log_radius + 1j * angles)
    settled = (1 - 2 * share) * unique * argument / stays
    values = settled / beyond_one if is_rare else (settled - 1) / beyond_one
    found = float(weights @ (values * np.exp(-1j * slots * angles)).real)
    lost = _ROUNDING * float(weights @ np.abs(values))
    if not found > 0:
        return None
    logarithm = min(0.0, math.log(found) - slots * log_radius)
    if lost / found > _TOLERANCE * max(1.0, abs(logarithm)):
        return None
    return Tail(probability=math.exp(logarithm), log10_probability=logarithm / math.log(10))
