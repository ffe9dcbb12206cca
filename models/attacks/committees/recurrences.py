"""Tails and densities of arrivals by recurrences in which nothing is ever subtracted."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false
# The array library is an argument.

from typing import Any

import numpy as np

_SMALLEST = 1e-300


def log_tail(rates: Any, times: Any, tilt: Any, count: int, xp: Any = np) -> Any:
    """Chance that at least `count` have arrived by each time, as a logarithm.

    Parameters
    ----------
    rates
        Of all validators, (N,) [1/time].
    times
        (m,) [time].
    tilt
        Not negative; moves the mean to about `count`, so that no mass underflows, (m,) [1].
    count
        From 1 to N [1].
    xp
        Array library, of the array-API kind.

    Returns
    -------
    Any
        (m,) [1].

    Notes
    -----
    Source: ours. The validators are gone through one by one; the chance is the sum, over them, of
    its being the one who makes `count`. Odds are multiplied by exp(tilt), and the factor is taken
    back under the logarithm.
    """
    stay, come, moment = _chances(rates, times, tilt, xp)
    logs = xp.log(moment)
    stay, moved = stay / moment, come * xp.exp(tilt) / moment
    masses = xp.zeros((count, *times.shape))
    masses[0, ...] = 1.0
    before_last, log_moments = xp.zeros(come.shape), xp.zeros(come.shape)
    log_moment = xp.zeros(times.shape)
    for each in range(rates.shape[0]):
        before_last[each, ...] = masses[-1, ...]
        log_moments[each, ...] = log_moment
        log_moment += logs[each, ...]
        _take(masses, stay[each, ...], moved[each, ...])
    # `moment` is at least 1, so no exponent here is positive.
    passed = before_last * come * xp.exp(log_moments - log_moment)
    total = xp.maximum(xp.sum(passed, axis=0), xp.asarray(_SMALLEST))
    return xp.log(total) + log_moment - tilt * (count - 1)


def log_density(rates: Any, times: Any, tilt: Any, count: int, xp: Any = np) -> Any:
    """Density of the time at which `count` have arrived, as a logarithm.

    Parameters
    ----------
    rates
        Of all validators, (N,) [1/time].
    times
        (m,) [time].
    tilt
        Moves the mean to about `count` - 1, so that no mass underflows, (m,) [1].
    count
        From 1 to N [1].
    xp
        Array library, of the array-API kind.

    Returns
    -------
    Any
        (m,) [1/time].

    Notes
    -----
    Source: ours. Besides the masses of the counts, those are carried in which one validator is just
    arriving and is not counted; the derivative that this replaces would subtract.
    """
    stay, come, moment = _chances(rates, times, tilt, xp)
    log_moment = xp.sum(xp.log(moment), axis=0)
    stay, moved = stay / moment, come * xp.exp(tilt) / moment
    arriving_now = stay * rates[:, None]
    masses = xp.zeros((count, *times.shape))
    masses[0, ...] = 1.0
    arriving = xp.zeros((count, *times.shape))
    for each in range(rates.shape[0]):
        _take(arriving, stay[each, ...], moved[each, ...])
        arriving += masses * arriving_now[each, ...]
        _take(masses, stay[each, ...], moved[each, ...])
    last = xp.maximum(arriving[-1, ...], xp.asarray(_SMALLEST))
    return xp.log(last) + log_moment - tilt * (count - 1)


def _chances(rates: Any, times: Any, tilt: Any, xp: Any) -> tuple[Any, Any, Any]:
    """Chances of not having and of having arrived, and the mean of the factor, (N, m) each."""
    waited = rates[:, None] * times
    stay, come = xp.exp(-waited), -xp.expm1(-waited)
    return stay, come, stay + come * xp.exp(tilt)


def _take(masses: Any, stay: Any, moved: Any) -> None:
    """One validator more: masses of the counts, (count, m), in place."""
    up = masses[:-1, ...] * moved
    masses *= stay
    masses[1:, ...] += up
