"""What is saved against proof of work, and what proof of work of a security budget burns."""

from fractions import Fraction
from typing import Any

PROMISED = Fraction(19, 20)
"""Part of the energy that the plan wants to be saved [1]. Source: research plan, Primary Objectives."""


def reduction(power: Any, comparator: Any) -> Any:
    """Part of a comparator's power that is saved; below zero where more is drawn.

    Parameters
    ----------
    power, comparator
        Of the two networks, in one unit; the comparator's is positive.

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours, by definition.

    Examples
    --------
    >>> reduction(5.0, 100.0)
    0.95
    """
    return 1 - power / comparator


def saves(power: Any, comparator: Any, part: Any) -> Any:
    """Whether at least a part of the comparator's power is saved.

    Parameters
    ----------
    power, comparator
        Of the two networks, in one unit.
    part
        That is to be saved, below 1 [1].

    Returns
    -------
    bool

    Notes
    -----
    Source: ours: `reduction`, multiplied out.

    Examples
    --------
    >>> saves(5, 100, 0.75), saves(30, 100, 0.75)
    (True, False)
    """
    return power <= (1 - part) * comparator


def break_even_power(power: Any, part: Any) -> Any:
    """Comparator's power below which less than a part of it is saved.

    Parameters
    ----------
    power
        Of the network that saves.
    part
        That is to be saved, below 1 [1].

    Returns
    -------
    float
        In the unit of `power`.

    Notes
    -----
    Source: ours: `saves`, solved; the claim `any.energy.break-even` proves that they agree.

    Examples
    --------
    >>> break_even_power(5.0, 0.75)
    20.0
    """
    return power / (1 - part)


def mined_energy(budget: Any, electricity_part: Any, price: Any) -> Any:
    """Energy that miners burn who enter until a year's rewards just pay for mining.

    Parameters
    ----------
    budget
        Rewards and fees of a year: the security budget [USD/year].
    electricity_part
        Part of a miner's costs that is electricity, in (0, 1] [1].
    price
        Of electricity, positive [USD/kWh].

    Returns
    -------
    float
        [kWh/year]

    Notes
    -----
    Source: ours: free entry, as in `models/economics/entry.py`; what is earned is spent.

    Examples
    --------
    >>> mined_energy(1_000_000.0, 0.5, 0.05)
    10000000.0
    """
    return electricity_part * budget / price


def mining_budget(energy: Any, electricity_part: Any, price: Any) -> Any:
    """Security budget at which mining burns so much energy.

    Parameters
    ----------
    energy
        Of a year [kWh/year].
    electricity_part
        Part of a miner's costs that is electricity, in (0, 1] [1].
    price
        Of electricity, positive [USD/kWh].

    Returns
    -------
    float
        [USD/year]

    Notes
    -----
    Source: ours: `mined_energy`, solved.

    Examples
    --------
    >>> mining_budget(10_000_000.0, 0.5, 0.05)
    1000000.0
    """
    return energy * price / electricity_part
