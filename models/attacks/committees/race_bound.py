"""Proved upper bound on the chance to win a race, within a small factor of it."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np

from .arrivals import Arrivals, Floats, window
from .race import Race

_CELLS = 256
_ROUNDING = 2.0**-50


def log_race_bound(race: Race) -> float:
    """Bound on the chance that the adversary wins its race, as a logarithm.

    Parameters
    ----------
    race
        Both sides.

    Returns
    -------
    float
        At most 0 [1].

    Notes
    -----
    Source: ours. Let time be cut into cells. If the adversary has its m before the others have their
    n - m + 1, which happens in some cell, then it has them by the cell's end, and the others have
    not by its beginning. Both sides are independent, so that the chance is at most the sum over
    cells of the product of the two; and each factor is at most Chernoff's bound. The first cell
    begins with certainty, the last one ends with it. What sums of floats may lose is added on top.
    """
    low, high = window(lambda points: np.add(*_log_factors(race, points)), *race.log_ends)
    has, has_not = _log_factors(race, np.linspace(low, high, _CELLS + 1))
    cells = np.append(has, 0.0) + np.append(0.0, has_not)
    highest = float(cells.max())
    return min(0.0, float(np.log(np.exp(cells - highest).sum() * (1 + 1e-12)) + highest))


def _log_factors(race: Race, log_times: Floats) -> tuple[Floats, Floats]:
    """Bounds on that the adversary has its seats by a time, and the others not, (m,) each [1]."""
    times = np.exp(log_times)
    up = np.maximum(race.adversary.tilt_to(times, race.seats), 0)
    down = np.minimum(race.honest.tilt_to(times, race.denials - 1), 0)
    return (
        _rounded_up(race.adversary, times, up, race.seats),
        _rounded_up(race.honest, times, down, race.denials - 1),
    )


def _rounded_up(side: Arrivals, times: Floats, tilt: Floats, count: int) -> Floats:
    """Chernoff's bound, at most 0, and what rounding may have taken from it, (m,) [1]."""
    moment = side.log_moment(times, tilt)
    lost = _ROUNDING * (side.rates.size + 64) * (1 + np.abs(moment) + np.abs(tilt) * (count + 1))
    return np.minimum(moment - tilt * count + lost, 0)
