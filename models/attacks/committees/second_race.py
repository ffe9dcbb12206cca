"""The same race by another way: the adversary's arrival instead of the others', no recurrence."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np

from .arrivals import Floats, window
from .contours import contour_log_density, contour_log_head, contour_log_tail
from .race import Integral, Race, race_won

_NODES = 20
_FEWEST_PANELS = 2
_MOST_PANELS = 256
_CONVERGED = 1e-11


def race_won_by_contours(race: Race) -> Integral:
    """Chance that the adversary wins its race.

    Parameters
    ----------
    race
        Both sides.

    Returns
    -------
    Integral
        Of P(n - m or fewer of the others by t) over the law of the time t at which the adversary has
        m.

    Notes
    -----
    Source: ours. Gauss and Legendre's rule in the logarithm of time, over contour integrals: neither
    the decomposition, nor the quadrature, nor the recurrences of `race_won`. Takes compressed
    arrivals too.
    """
    low, high = window(lambda points: _log_height(race, points), *race.log_ends)
    panels = _FEWEST_PANELS
    total = _panel_sum(race, np.linspace(low, high, panels + 1))
    while True:
        panels *= 2
        before, total = total, _panel_sum(race, np.linspace(low, high, panels + 1))
        change = abs(math.expm1(total - before))
        if change < _CONVERGED or panels >= _MOST_PANELS:
            return Integral(log_value=min(0.0, total), relative_error=change, nodes=panels * _NODES)


def race_won_by_other_contours(race: Race) -> Integral:
    """The same chance by contour integrals of the decomposition and the quadrature of `race_won`.

    Parameters
    ----------
    race
        Both sides.

    Returns
    -------
    Integral
        As `race_won` says; shares with `race_won_by_contours` no function of time but the saddles.

    Notes
    -----
    Source: ours. For races too long for recurrences; takes compressed arrivals too.
    """

    def log_integrand(log_times: Floats) -> Floats:
        times = np.exp(log_times)
        return (
            contour_log_tail(race.adversary, times, race.seats)
            + contour_log_density(race.honest, times, race.denials)
            + log_times
        )

    return race_won(race, log_integrand)


def _panel_sum(race: Race, ends: Floats) -> float:
    """Logarithm of the integral by Gauss and Legendre's rule between each two ends."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    half = np.diff(ends)[:, None] / 2
    log_times = (ends[:-1, None] + half * (nodes + 1)).ravel()
    times = np.exp(log_times)
    logs = (
        contour_log_density(race.adversary, times, race.seats)
        + contour_log_head(race.honest, times, race.denials - 1)
        + log_times
    )
    highest = float(logs.max())
    return highest + math.log(float(np.exp(logs - highest) @ (half * weights).ravel()))


def _log_height(race: Race, log_times: Floats) -> Floats:
    """About the logarithm of the integrand, quickly, (m,) [1]."""
    times = np.exp(log_times)
    level = race.adversary.tilt_to(times, race.seats - 1)
    down = np.minimum(race.honest.tilt_to(times, race.denials - 1), 0)
    return race.adversary.log_chernoff(times, level, race.seats - 1) + race.honest.log_chernoff(
        times, down, race.denials - 1
    )
