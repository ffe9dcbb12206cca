"""How long a fair walk takes to rise by one, and how deep it falls before."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=4)
def excursions(steps: int) -> NDArray[np.float64]:
    """Chances that a fair walk from 0 first comes to +1 in so many steps, from a lowest point so deep.

    Parameters
    ----------
    steps
        Most steps, at least 1 and at most 1000, up to which no chance underflows [1].

    Returns
    -------
    NDArray[np.float64]
        By depth and by steps, ((steps + 1) // 2, steps + 1) [1]. Not to be written to: it is kept.

    Notes
    -----
    Source: ours. The walk is followed by its depth and its height above the lowest point.

    Examples
    --------
    At once with chance 1/2; down, up, up with chance 1/8.

    >>> excursions(3)[:, [1, 3]].tolist()
    [[0.5, 0.0], [0.0, 0.125]]
    """
    depths = (steps + 1) // 2
    found = np.zeros((depths, steps + 1))
    mass = np.zeros((depths + 1, depths + 1))
    mass[0, 0] = 1.0
    diagonal = np.arange(depths)
    for step in range(1, steps + 1):
        found[:, step] = mass[diagonal, diagonal] / 2
        moved = np.zeros_like(mass)
        moved[:, 1:] = mass[:, :-1]
        moved[diagonal, diagonal + 1] = 0.0
        moved[:, :-1] += mass[:, 1:]
        moved[1:, 0] += mass[:-1, 0]
        # Deeper than this there is no time left to come back.
        moved[depths] = 0.0
        mass = moved / 2
    found.flags.writeable = False
    return found
