"""Power of nodes and virtual machines, and energy from it.

Every quantity has one unit: power [W], a machine's energy [J], a year's energy [kWh]. What converts
between them is here and nowhere else.
"""

from typing import Any

SECONDS_PER_HOUR = 3_600
WATTS_PER_KILOWATT = 1_000
JOULES_PER_KILOWATT_HOUR = SECONDS_PER_HOUR * WATTS_PER_KILOWATT
HOURS_PER_YEAR = 8_760
"""A year has 365 days here, as in `models/economics/issuance.py` [h]."""
KILOWATT_HOURS_PER_TERAWATT_HOUR = 1_000_000_000


def power_at(idle_watts: Any, busy_watts: Any, utilisation: Any) -> Any:
    """Power of a machine that is busy for a part of the time.

    Parameters
    ----------
    idle_watts, busy_watts
        With nothing to do, and with all it can do [W].
    utilisation
        Part of what it can do, in [0, 1] [1].

    Returns
    -------
    float
        [W]

    Notes
    -----
    Source: Cloud Carbon Footprint, "Methodology", Compute: average watts.

    Examples
    --------
    >>> power_at(0.5, 4.5, 0.5)
    2.5
    """
    return idle_watts + utilisation * (busy_watts - idle_watts)


def rescaled_power(watts: Any, idle_part: Any, measured_at: Any, utilisation: Any) -> Any:
    """Power at another utilisation than that at which it was measured.

    Parameters
    ----------
    watts
        As measured [W].
    idle_part
        Power of an idle machine by that of a busy one, positive [1].
    measured_at, utilisation
        Then and now, each in [0, 1] [1].

    Returns
    -------
    float
        [W]

    Notes
    -----
    Source: ours, of `power_at`: only the ratio of idle to busy power is needed.

    Examples
    --------
    >>> rescaled_power(30.0, 0.5, 0.5, 1.0)
    40.0
    """
    return watts * power_at(idle_part, 1, utilisation) / power_at(idle_part, 1, measured_at)


def site_power(machines: Any, watts: Any, pue: Any) -> Any:
    """Power of machines with what cools and feeds them.

    Parameters
    ----------
    machines
        Nodes of a network, or cores of a virtual machine [1].
    watts
        Of each [W].
    pue
        Power usage effectiveness: power of the whole site by that of its machines, at least 1 [1].

    Returns
    -------
    float
        [W]

    Notes
    -----
    Source: Platt et al. 2021, "The Energy Footprint of Blockchain Consensus Mechanisms Beyond
    Proof-of-Work", arXiv:2109.03667, with the site's overhead as in Cloud Carbon Footprint,
    "Methodology".

    Examples
    --------
    >>> site_power(1_000, 50.0, 1.25)
    62500.0
    """
    return machines * watts * pue


def yearly_energy(watts: Any) -> Any:
    """Energy of a year at a steady power.

    Parameters
    ----------
    watts
        [W]

    Returns
    -------
    float
        [kWh/year]

    Notes
    -----
    Source: ours: a year has 365 days, as in `models/economics/issuance.py`.

    Examples
    --------
    >>> yearly_energy(1_000.0)
    8760.0
    """
    return watts * HOURS_PER_YEAR / WATTS_PER_KILOWATT


def mean_power(kilowatt_hours: Any) -> Any:
    """Steady power that takes as much in a year.

    Parameters
    ----------
    kilowatt_hours
        In a year [kWh/year].

    Returns
    -------
    float
        [W]

    Notes
    -----
    Source: ours, the inverse of `yearly_energy`.

    Examples
    --------
    >>> mean_power(8_760.0)
    1000.0
    """
    return kilowatt_hours * WATTS_PER_KILOWATT / HOURS_PER_YEAR


def watt_hours(joules: Any) -> Any:
    """The same energy in watt-hours.

    Parameters
    ----------
    joules
        [J]

    Returns
    -------
    float
        [Wh]

    Notes
    -----
    Source: ours, by definition.

    Examples
    --------
    >>> watt_hours(7_200.0)
    2.0
    """
    return joules / SECONDS_PER_HOUR


def kilowatt_hours(joules: Any) -> Any:
    """The same energy in kilowatt-hours.

    Parameters
    ----------
    joules
        [J]

    Returns
    -------
    float
        [kWh]

    Notes
    -----
    Source: ours, by definition.

    Examples
    --------
    >>> kilowatt_hours(3_600_000.0)
    1.0
    """
    return joules / JOULES_PER_KILOWATT_HOUR


def energy_each(watts: Any, throughput: Any) -> Any:
    """Part of a steady power that falls to each transaction.

    Parameters
    ----------
    watts
        Of the network [W].
    throughput
        Transactions that it carries, positive [1/s].

    Returns
    -------
    float
        [J]

    Notes
    -----
    Source: Platt et al. 2021, arXiv:2109.03667. It falls with every transaction more, since nodes that
    wait draw power too: no property of a transaction.

    Examples
    --------
    >>> energy_each(50_000.0, 1_000)
    50.0
    """
    return watts / throughput


def computing_energy(core_watts: Any, seconds: Any, machines: Any) -> Any:
    """Energy of a computation that each of many machines repeats.

    Parameters
    ----------
    core_watts
        Of a busy core with its site [W].
    seconds
        Of one core [s].
    machines
        That repeat it [1].

    Returns
    -------
    float
        [J]

    Notes
    -----
    Source: ours: what a transaction adds to nodes that are there in any case.

    Examples
    --------
    >>> computing_energy(4.0, 0.001, 1_000)
    4.0
    """
    return core_watts * seconds * machines
