"""How often a run should save its state where machines fail: Young's rule, and the exact optimum."""

# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
# SciPy ships no types.

import math

from scipy.special import lambertw  # pyright: ignore[reportMissingTypeStubs]

from ...errors import InvalidParameter


def young_interval(saving: float, between_failures: float) -> float:
    """Work between two checkpoints by the first-order rule.

    Parameters
    ----------
    saving
        Time of a checkpoint, positive [s].
    between_failures
        Mean time between failures, positive [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: Young 1974, doi:10.1145/361147.361115.

    Examples
    --------
    >>> round(young_interval(30, between_failures=6 * 3600), 1)
    1138.4
    """
    return math.sqrt(2 * saving * between_failures)


def best_interval(saving: float, between_failures: float) -> float:
    """Work between two checkpoints that makes a run shortest.

    Parameters
    ----------
    saving, between_failures
        As above, positive [s].

    Returns
    -------
    float
        [s]

    Raises
    ------
    InvalidParameter
        Where a time is not positive and finite.

    Notes
    -----
    Source: Daly 2006, doi:10.1016/j.future.2004.11.016, whose model `slowdown` is: the derivative is
    zero where 1 - x = e^-(x + c), x and c in mean times between failures; Lambert's function solves it.

    Examples
    --------
    >>> round(best_interval(30, between_failures=6 * 3600), 1)
    1118.5
    """
    require_times(saving, between_failures)
    cost = saving / between_failures
    return between_failures * (1 + float(lambertw(-math.exp(-1 - cost)).real))


def slowdown(
    interval: float, saving: float, between_failures: float, restarting: float = 0.0
) -> float:
    """Expected time of a run with checkpoints over its time without failures.

    Parameters
    ----------
    interval
        Work between two checkpoints, positive [s].
    saving, between_failures
        As above; `saving` may be 0 [s].
    restarting
        From a failure until the last checkpoint runs again, at least 0 [s].

    Returns
    -------
    float
        Infinite where no segment is likely ever to end [1].

    Raises
    ------
    InvalidParameter
        Where a time is outside its range.

    Notes
    -----
    Source: Daly 2006, doi:10.1016/j.future.2004.11.016, for failures as a Poisson
    process.

    Examples
    --------
    >>> round(slowdown(1118.5, saving=30, between_failures=6 * 3600, restarting=60), 4)
    1.0575
    """
    require_times(interval, between_failures)
    for name, value in (("saving", saving), ("restarting", restarting)):
        if not value >= 0:
            raise InvalidParameter(f"{name} must be at least 0 s, got {value!r}")
    segment = (interval + saving) / between_failures
    if segment > 700:
        return math.inf
    return (
        between_failures * math.exp(restarting / between_failures) * math.expm1(segment) / interval
    )


def require_times(*times: float) -> None:
    """Refuse times that are not positive and finite."""
    for value in times:
        if not 0 < value < math.inf:
            raise InvalidParameter(f"times must be positive and finite, got {value!r} s")
