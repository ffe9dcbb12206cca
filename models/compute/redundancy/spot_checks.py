"""Spot-checks: jobs whose result is known beforehand, and what surviving them proves of a provider."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import math
from typing import Any

import numpy as np

from ...errors import InvalidParameter
from .sizing import require_share


def chance_unnoticed(sabotage: float, checked: float, jobs: int) -> float:
    """Probability that a cheat has not been found after so many jobs.

    Parameters
    ----------
    sabotage
        Part of its jobs on which it cheats, in [0, 1] [1].
    checked
        Part of the jobs that are spot-checks, in [0, 1] [1].
    jobs
        That it was given [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Sarmenta 2002, doi:10.1016/S0167-739X(01)00077-2.

    Examples
    --------
    >>> round(chance_unnoticed(0.1, checked=0.1, jobs=100), 4)
    0.366
    """
    if sabotage * checked == 1:
        return float(jobs == 0)
    return math.exp(jobs * math.log1p(-checked * sabotage))


def error_of_survivors(sabotage: Any, cheats: Any, unnoticed: Any) -> Any:
    """Part of the results that is wrong where whoever was found is excluded with all its work.

    Parameters
    ----------
    sabotage
        Part of its jobs on which a cheat cheats [1].
    cheats
        Part of the providers that cheats, below 1 [1].
    unnoticed
        Probability that a cheat has not been found [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Sarmenta 2002, doi:10.1016/S0167-739X(01)00077-2: s f u / ((1 - f) + f u).

    Examples
    --------
    >>> error_of_survivors(0.5, cheats=0.5, unnoticed=0.0)
    0.0
    """
    return sabotage * cheats * unnoticed / (1 - cheats + cheats * unnoticed)


def error_bound(cheats: float, checks: float) -> float:
    """Bound on the part of wrong results, however often cheats cheat.

    Parameters
    ----------
    cheats
        Part of the providers that cheats, below 1 [1].
    checks
        Spot-checks that each has met in the mean, positive [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Sarmenta 2002, doi:10.1016/S0167-739X(01)00077-2: f / ((1 - f) e k).

    Examples
    --------
    >>> round(error_bound(0.2, checks=10), 6)
    0.009197
    """
    return cheats / ((1 - cheats) * checks * math.e)


def worst_sabotage(cheats: float, checked: float, jobs: int) -> tuple[float, float]:
    """How often cheats cheat for the most wrong results, and the part of them that is wrong.

    Parameters
    ----------
    cheats
        Part of the providers that cheats, in [0, 1) [1].
    checked
        Part of the jobs that are spot-checks, in [0, 1] [1].
    jobs
        That each was given [1].

    Returns
    -------
    tuple[float, float]
        Sabotage, and the error with it [1].

    Raises
    ------
    InvalidParameter
        Where a number is outside its range.

    Notes
    -----
    Source: ours, over a fine grid of sabotage, made finer around the best.

    Examples
    --------
    >>> sabotage, error = worst_sabotage(0.2, checked=0.1, jobs=100)
    >>> f"{error:.5f}"
    '0.00841'
    """
    require_share("checked", checked)
    if not 0 <= cheats < 1:
        raise InvalidParameter(f"cheats must lie in [0, 1), got {cheats!r}")

    def error(sabotage: float) -> float:
        return error_of_survivors(sabotage, cheats, chance_unnoticed(sabotage, checked, jobs))

    low, high = 0.0, 1.0
    while True:
        grid = np.linspace(low, high, 101).tolist()
        best = max(grid, key=error)
        step = (high - low) / 100
        if step < 1e-12:
            return best, error(best)
        low, high = max(0.0, best - step), min(1.0, best + step)


def credibility(cheats: float, checks: int, *, excluded: bool = True) -> float:
    """Probability that the next result of a provider is right, that has survived so many checks.

    Parameters
    ----------
    cheats
        Part of the providers that cheats, below 1 [1].
    checks
        Survived [1].
    excluded
        Whether who is found loses its name for good; if not, it comes back with a new one.

    Returns
    -------
    float
        At least what it is, whatever cheats do [1].

    Notes
    -----
    Source: Sarmenta 2002, doi:10.1016/S0167-739X(01)00077-2: 1 - f / ((1 - f) e k), or 1 - f / k.

    Examples
    --------
    >>> round(credibility(0.2, 100), 5), credibility(0.2, 100, excluded=False), credibility(0.2, 0)
    (0.99908, 0.998, 0.8)
    """
    if checks == 0:
        return 1 - cheats
    bound = error_bound(cheats, checks) if excluded else cheats / checks
    return 1 - min(cheats, bound)
