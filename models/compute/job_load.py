"""Jobs as load: what redundancy leaves of the providers' capacity, and how long jobs then wait."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def effective_capacity(capacity: Any, copies: Any) -> Any:
    """Useful work that providers do for each other's customers.

    Parameters
    ----------
    capacity
        Of all providers, in any unit.
    copies
        Expected copies of a job, at least 1 [1].

    Returns
    -------
    float
        In the unit of `capacity`.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> effective_capacity(100.0, 4)
    25.0
    """
    return capacity / copies


def load_with_copies(load: Any, copies: Any) -> Any:
    """Part of the providers' capacity that jobs ask for with all their copies.

    Parameters
    ----------
    load
        If each were computed once [1].
    copies
        Expected copies of a job [1].

    Returns
    -------
    float
        Above 1 where there is not enough [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> load_with_copies(0.25, 3)
    0.75
    """
    return load * copies


def mean_wait(load: Any, variation: Any) -> Any:
    """Mean time until a job begins, in mean times that a job takes.

    Parameters
    ----------
    load
        Part of the capacity that is asked for, below 1 [1].
    variation
        Standard deviation of the jobs' sizes by their mean [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Pollaczek 1930 and Khinchine 1932: jobs arrive independently and share one queue before
    one machine of all the capacity.

    Examples
    --------
    >>> mean_wait(0.5, 1), mean_wait(0.5, 3)
    (1.0, 5.0)
    """
    return load * (1 + variation * variation) / (2 * (1 - load))


def simulated_waits(load: float, variation: float, jobs: int, rng: np.random.Generator) -> Floats:
    """Waits of jobs of lognormal sizes one after the other, in mean times that a job takes.

    Parameters
    ----------
    load
        Part of the capacity that is asked for, below 1, positive [1].
    variation
        Standard deviation of the sizes by their mean, positive [1].
    jobs
        How many [1].
    rng
        Draws arrivals and sizes.

    Returns
    -------
    ndarray
        (jobs,); the first finds nobody before it [1]

    Notes
    -----
    Source: Lindley 1952, doi:10.1017/S0305004100027638: each waits as long as the last, plus what that
    one takes, less the time between them; by running minima instead of one by one.
    """
    spread = np.sqrt(np.log1p(variation * variation))
    sizes = rng.lognormal(-spread * spread / 2, spread, jobs)
    gaps = rng.exponential(1 / load, jobs)
    walk = np.concatenate([[0.0], np.cumsum(sizes[:-1] - gaps[1:])])
    return walk - np.minimum.accumulate(walk)
