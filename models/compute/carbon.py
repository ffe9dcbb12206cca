"""Emissions of energy, and of a job that several providers compute so that its result can be trusted.

The useful work of a job counts once, whoever does it. Every further copy is the energy of security.
"""

from typing import Any


def emissions(kilowatt_hours: Any, intensity: Any) -> Any:
    """Greenhouse gases of electricity from a grid.

    Parameters
    ----------
    kilowatt_hours
        [kWh]
    intensity
        Of the grid [g CO2e/kWh].

    Returns
    -------
    float
        [g CO2e]

    Notes
    -----
    Source: Cloud Carbon Footprint, "Methodology": operational emissions by location.

    Examples
    --------
    >>> emissions(2.0, 56.0)
    112.0
    """
    return kilowatt_hours * intensity


def all_copies(once: Any, cost_factor: Any) -> Any:
    """Energy of a job with all its copies.

    Parameters
    ----------
    once
        Energy of the job computed once, in any unit.
    cost_factor
        Jobs computed for one result that is accepted, at least 1 [1].

    Returns
    -------
    float
        In the unit of `once`.

    Notes
    -----
    Source: ours: providers are alike, so that every copy takes the same.

    Examples
    --------
    >>> all_copies(2.0, 3)
    6.0
    """
    return once * cost_factor


def security_energy(once: Any, cost_factor: Any) -> Any:
    """Energy of the copies beyond the first: what trust in the result costs.

    Parameters
    ----------
    once
        Energy of the job computed once, in any unit.
    cost_factor
        Jobs computed for one result that is accepted, at least 1 [1].

    Returns
    -------
    float
        In the unit of `once`.

    Notes
    -----
    Source: ours: the useful work is counted once and never as saved.

    Examples
    --------
    >>> security_energy(2.0, 3)
    4.0
    """
    return once * (cost_factor - 1)
