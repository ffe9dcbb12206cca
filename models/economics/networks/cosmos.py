"""The Cosmos controller: inflation rises while too little is bonded, and falls while too much is."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...extremes import larger, smaller
from .staked_yield import staked_yield

GOAL_BONDED = 0.67
"""Bonded ratio that the controller steers to, `GoalBonded` [1]."""

RATE_CHANGE = 0.13
"""Largest rise of inflation within a year, `InflationRateChange` [1/year per year]."""

LEAST_INFLATION = 0.07
"""`InflationMin` [1/year]."""

LARGEST_INFLATION = 0.20
"""`InflationMax` [1/year]."""


def inflation_change(
    bonded_ratio: Any, goal_bonded: Any = GOAL_BONDED, rate_change: Any = RATE_CHANGE
) -> Any:
    """Change of inflation within a year at a bonded ratio.

    Parameters
    ----------
    bonded_ratio
        Bonded tokens over all tokens [1].
    goal_bonded
        Positive [1].
    rate_change
        Where nothing is bonded [1/year per year].

    Returns
    -------
    float
        (1 - b / goal) times the rate change [1/year per year].

    Notes
    -----
    Source: Cosmos SDK, module `mint`, `NextInflationRate`.

    Examples
    --------
    >>> [round(100 * inflation_change(ratio), 2) for ratio in (0.4, 0.5, 0.67, 0.8)]
    [5.24, 3.3, 0.0, -2.52]
    """
    return (1 - bonded_ratio / goal_bonded) * rate_change


def within_limits(
    inflation: Any, least: Any = LEAST_INFLATION, largest: Any = LARGEST_INFLATION
) -> Any:
    """Inflation held between its limits.

    Parameters
    ----------
    inflation
        What the controller would have [1/year].
    least, largest
        The limits, in this order [1/year].

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: Cosmos SDK, module `mint`, `NextInflationRate`.

    Examples
    --------
    >>> within_limits(0.05), within_limits(0.1), within_limits(0.3)
    (0.07, 0.1, 0.2)
    """
    return larger(least, smaller(inflation, largest))


def next_inflation(
    inflation: Any,
    bonded_ratio: Any,
    steps_per_year: Any,
    goal_bonded: Any = GOAL_BONDED,
    rate_change: Any = RATE_CHANGE,
    least: Any = LEAST_INFLATION,
    largest: Any = LARGEST_INFLATION,
) -> Any:
    """Inflation after one step of the controller.

    Parameters
    ----------
    inflation
        Before [1/year].
    bonded_ratio
        Bonded tokens over all tokens [1].
    steps_per_year
        `BlocksPerYear`, positive [1/year].
    goal_bonded, rate_change, least, largest
        As in `inflation_change` and `within_limits`.

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: Cosmos SDK, module `mint`, `NextInflationRate`.

    Examples
    --------
    >>> round(next_inflation(0.1, bonded_ratio=0.335, steps_per_year=13), 12)
    0.105
    """
    change = inflation_change(bonded_ratio, goal_bonded, rate_change) / steps_per_year
    return within_limits(inflation + change, least, largest)


def bonded_yield(inflation: Any, bonded_ratio: Any) -> Any:
    """Yearly provisions per bonded token.

    Parameters
    ----------
    inflation
        [1/year]
    bonded_ratio
        Bonded tokens over all tokens, positive [1].

    Returns
    -------
    float
        Simple yield, before the community's tax [1/year].

    Raises
    ------
    InvalidParameter
        Where nothing is staked.

    Notes
    -----
    Source: Cosmos SDK, module `mint`: provisions are inflation times supply.

    Examples
    --------
    >>> bonded_yield(0.1, bonded_ratio=0.5)
    0.2
    """
    return staked_yield(inflation, bonded_ratio, "bonded_ratio")


def settled_inflation(
    hurdle_rate: Any,
    goal_bonded: Any = GOAL_BONDED,
    least: Any = LEAST_INFLATION,
    largest: Any = LARGEST_INFLATION,
) -> Any:
    """Inflation at which the controller and the holders both rest.

    Parameters
    ----------
    hurdle_rate
        Yield below which holders unbond, positive [1/year].
    goal_bonded, least, largest
        As in `next_inflation`.

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: ours; the goal is met at a yield of hurdle times goal, unless a limit binds.

    Examples
    --------
    >>> round(settled_inflation(0.2), 6), settled_inflation(0.5)
    (0.134, 0.2)
    """
    return within_limits(hurdle_rate * goal_bonded, least, largest)


def settled_bonded_ratio(
    hurdle_rate: Any,
    goal_bonded: Any = GOAL_BONDED,
    least: Any = LEAST_INFLATION,
    largest: Any = LARGEST_INFLATION,
) -> Any:
    """Bonded ratio at which the controller and the holders both rest.

    Parameters
    ----------
    hurdle_rate
        Yield below which holders unbond, positive [1/year].
    goal_bonded, least, largest
        As in `next_inflation`.

    Returns
    -------
    float
        The goal, unless a limit of inflation binds; at most 1 [1].

    Notes
    -----
    Source: ours; free entry: the yield is the hurdle rate.

    Examples
    --------
    >>> round(settled_bonded_ratio(0.2), 12), settled_bonded_ratio(0.5)
    (0.67, 0.4)
    """
    inflation = settled_inflation(hurdle_rate, goal_bonded, least, largest)
    return smaller(inflation / hurdle_rate, 1)


def controlled_path(
    bonded_ratio: float,
    inflation: float,
    *,
    hurdle_rate: float,
    elasticity: float,
    years: float,
    steps_per_year: int,
    goal_bonded: float = GOAL_BONDED,
    rate_change: float = RATE_CHANGE,
    least: float = LEAST_INFLATION,
    largest: float = LARGEST_INFLATION,
) -> NDArray[np.float64]:
    """Bonded ratio and inflation, step by step, while holders follow the yield.

    Parameters
    ----------
    bonded_ratio, inflation
        At the beginning, positive [1], [1/year].
    hurdle_rate
        Yield below which holders unbond, positive [1/year].
    elasticity
        Part of all tokens that is bonded within a year per unit of yield beyond the hurdle rate,
        positive [1].
    years
        [year]
    steps_per_year
        At least 1 [1/year].
    goal_bonded, rate_change, least, largest
        As in `next_inflation`.

    Returns
    -------
    NDArray[np.float64]
        (steps + 1, 2) [1], [1/year].

    Raises
    ------
    InvalidParameter
        Where the bonded ratio, the hurdle rate or the elasticity is out of range.

    Notes
    -----
    Source: the controller of the Cosmos SDK; the holders are ours, the simplest that are elastic. Near
    rest b'' + (e h / b) b' + (e r / (b g)) (b - g) = 0: damped for any positive elasticity e.

    Examples
    --------
    >>> path = controlled_path(
    ...     0.3, 0.1, hurdle_rate=0.2, elasticity=2.0, years=60, steps_per_year=52
    ... )
    >>> path[-1].round(3).tolist()
    [0.67, 0.134]
    """
    if not 0 < bonded_ratio <= 1:
        raise InvalidParameter(f"bonded_ratio must lie in (0, 1], got {bonded_ratio!r}")
    for name, value in (("hurdle_rate", hurdle_rate), ("elasticity", elasticity)):
        if not 0 < value < np.inf:
            raise InvalidParameter(f"{name} must be positive and finite, got {value!r}")
    path = [(bonded_ratio, inflation)]
    for _ in range(round(years * steps_per_year)):
        excess = bonded_yield(inflation, bonded_ratio) - hurdle_rate
        inflation = next_inflation(
            inflation, bonded_ratio, steps_per_year, goal_bonded, rate_change, least, largest
        )
        moved = bonded_ratio + elasticity * excess / steps_per_year
        bonded_ratio = min(1.0, max(bonded_ratio / 2, moved))
        path.append((bonded_ratio, inflation))
    return np.array(path)
