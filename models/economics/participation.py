"""Staking ratio and seats of free entry: what its formulas say of a population and a protocol."""

# pyright: reportArgumentType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# SciPy ships no types.

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq  # pyright: ignore[reportMissingTypeStubs]

from ..errors import InvalidParameter
from ..parameters.parameters import Parameters
from ..protocol.modes import Mode
from .entry import free_entry_authorities
from .payments import paid_to_classes, yearly_rewards


def uniform_staking_ratio(pool_rate: float, low: float, high: float) -> float:
    """Staking ratio of free entry where hurdle rates are uniform, in closed form.

    Parameters
    ----------
    pool_rate
        Pay of all stakers in a year over the wealth that could be staked, not negative [1/year].
    low, high
        Ends of the law of hurdle rates, positive [1/year].

    Returns
    -------
    float
        At most one [1].

    Notes
    -----
    Source: ours: the root of `entry.entry_excess` that is not negative, in a form that also holds where
    all ask for the same.

    Examples
    --------
    >>> round(uniform_staking_ratio(0.035, low=0.02, high=0.12), 12)
    0.5
    """
    root = math.sqrt(low * low + 4 * (high - low) * pool_rate)
    return min(2 * pool_rate / (low + root), 1.0)


def staking_ratio(pool_rate: float, willing: Callable[[float], float]) -> float:
    """Staking ratio of free entry for any law of hurdle rates.

    Parameters
    ----------
    pool_rate
        Pay of all stakers in a year over the wealth that could be staked, not negative [1/year].
    willing
        Part of that wealth whose hurdle rate is at most so much; continuous, from 0 to 1.

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours. The yield falls and the willing part falls with it, so that one ratio meets both.

    Examples
    --------
    >>> round(staking_ratio(0.035, lambda rate: min(max((rate - 0.02) / 0.1, 0.0), 1.0)), 9)
    0.5
    """
    if pool_rate == 0:
        return 0.0
    if willing(pool_rate) >= 1:
        return 1.0

    def excess(ratio: float) -> float:
        """Staked beyond what is willing to be."""
        return ratio - willing(pool_rate / ratio)

    least = float(np.finfo(float).tiny)
    if excess(least) >= 0:
        return 0.0
    return float(brentq(excess, least, 1.0, xtol=1e-15))


def eligible_wealth(wealth: NDArray[np.float64], minimum_stake: float) -> float:
    """Wealth of those who own a minimum stake.

    Parameters
    ----------
    wealth
        (n_people,) [token]
    minimum_stake
        Least stake that is let in [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper section "The economy of agents": nobody stakes less, and who stakes does so
    with everything.

    Examples
    --------
    >>> eligible_wealth(np.array([5.0, 10.0, 20.0]), 10.0)
    30.0
    """
    return float(wealth[wealth >= minimum_stake].sum())


def pareto_wealth_above(minimum: float, mean: float, exponent: float) -> float:
    """Part of a Pareto law's wealth that people of at least so much wealth own.

    Parameters
    ----------
    minimum
        Least wealth that counts, positive [token].
    mean
        Mean of the law, positive [token].
    exponent
        Tail exponent, above one [1].

    Returns
    -------
    float
        [1]

    Raises
    ------
    InvalidParameter
        Where the law has no mean.

    Notes
    -----
    Source: textbook: (least / minimum)^(exponent - 1), the least being mean · (exponent - 1) / exponent.

    Examples
    --------
    >>> pareto_wealth_above(4.0, mean=2.0, exponent=2.0)
    0.25
    """
    if not exponent > 1:
        raise InvalidParameter(f"exponent must be above 1, got {exponent!r}")
    least = mean * (exponent - 1) / exponent
    return 1.0 if minimum <= least else float((least / minimum) ** (exponent - 1))


def launch_staking_ratio(
    parameters: Parameters, mode: Mode, load: float, wealth: NDArray[np.float64]
) -> float:
    """Part of a population's wealth that free entry stakes under one protocol.

    Parameters
    ----------
    parameters
        Of one protocol: its ceiling on issuance, load multiplier, classes and hurdle rates.
    mode
        Balanced or Secure, whose least stake is asked for; Fast pays no staker.
    load
        In [0, 1] [1].
    wealth
        (n_people,), with a positive sum [token].

    Returns
    -------
    float
        Zero where nobody owns a minimum stake [1].

    Notes
    -----
    Source: ours: `uniform_staking_ratio` of those who own enough, hurdle rates being independent of
    wealth.
    """
    if mode is Mode.FAST:
        return 0.0
    table = parameters.balanced if mode is Mode.BALANCED else parameters.secure
    eligible = eligible_wealth(wealth, table.minimum_stake)
    if eligible == 0:
        return 0.0
    issued = yearly_rewards(parameters, mode, load, parameters.token.supply)
    _, to_stakers = paid_to_classes(parameters, mode, issued)
    population = parameters.population
    willing = uniform_staking_ratio(
        to_stakers / eligible, population.hurdle_rate_low, population.hurdle_rate_high
    )
    return willing * eligible / float(wealth.sum())


def paying_authorities(parameters: Parameters, mode: Mode, load: float) -> int:
    """Seats that free entry fills under one protocol.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Of now.
    load
        In [0, 1] [1].

    Returns
    -------
    int
        At most the seats that there are [1].

    Notes
    -----
    Source: ours: `free_entry_authorities`, whole, with the lowest hurdle rate as what a bond would earn.
    """
    issued = yearly_rewards(parameters, mode, load, parameters.token.supply)
    to_authorities, _ = paid_to_classes(parameters, mode, issued)
    population = parameters.population
    supported = free_entry_authorities(
        to_authorities,
        population.authority_cost,
        parameters.staking.authority_minimum,
        population.hurdle_rate_low,
    )
    return math.floor(min(supported, parameters.fast.validators))
