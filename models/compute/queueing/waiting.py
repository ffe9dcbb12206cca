"""How long jobs wait for one of several operators, by formula."""

from ...errors import InvalidParameter


def utilisation(arrivals: float, service: float, copies: float, operators: int) -> float:
    """Part of the operators' time that jobs with several copies need.

    Parameters
    ----------
    arrivals
        Jobs [1/block].
    service
        Mean time of a copy [block].
    copies
        Mean number that is run of a job [1].
    operators
        [1]

    Returns
    -------
    float
        Below one where queues do not grow without end [1].

    Notes
    -----
    Source: ours; redundancy multiplies the load.

    Examples
    --------
    >>> utilisation(arrivals=0.1, service=20.0, copies=2.0, operators=8)
    0.5
    """
    return arrivals * service * copies / operators


def waiting_chance(operators: int, load: float) -> float:
    """Chance that a job finds all operators busy.

    Parameters
    ----------
    operators
        At least 1 [1].
    load
        Operators that would be busy in the mean, below their number [1].

    Returns
    -------
    float
        [1]

    Raises
    ------
    InvalidParameter
        If there is no load, or none that the operators can carry.

    Notes
    -----
    Source: Erlang 1917, formula C; through formula B by its recursion, in which nothing overflows.

    Examples
    --------
    One operator: as often as it is busy.

    >>> round(waiting_chance(1, 0.7), 12)
    0.7
    """
    if not operators >= 1:
        raise InvalidParameter(f"operators must be at least 1, got {operators!r}")
    if not 0 < load < operators:
        raise InvalidParameter(
            f"load must lie above 0 and below operators ({operators}), got {load!r}"
        )
    blocked = 1.0
    for number in range(1, operators + 1):
        blocked = load * blocked / (number + load * blocked)
    return operators * blocked / (operators - load * (1 - blocked))


def mean_wait(operators: int, load: float, service: float) -> float:
    """Mean wait where arrivals and services are exponential: M/M/k.

    Parameters
    ----------
    operators
        [1]
    load
        Operators that would be busy in the mean [1].
    service
        Mean time of a copy [block].

    Returns
    -------
    float
        [block]

    Notes
    -----
    Source: Erlang 1917, formula C, over the pace at which full queues empty.

    Examples
    --------
    >>> round(mean_wait(1, 0.5, 10.0), 12)
    10.0
    """
    return waiting_chance(operators, load) * service / (operators - load)


def approximate_wait(
    wait: float, variation_of_arrivals: float, variation_of_service: float
) -> float:
    """Mean wait where times vary otherwise than exponential ones do.

    Parameters
    ----------
    wait
        Of exponential times, from `mean_wait` [block].
    variation_of_arrivals, variation_of_service
        Squared coefficients of variation [1].

    Returns
    -------
    float
        An approximation, exact for one operator and Poisson arrivals [block].

    Notes
    -----
    Source: Allen 1990, Probability, Statistics, and Queueing Theory, section 5.3.5 (Allen-Cunneen).

    Examples
    --------
    Constant service halves the wait.

    >>> approximate_wait(10.0, 1.0, 0.0)
    5.0
    """
    return wait * (variation_of_arrivals + variation_of_service) / 2
