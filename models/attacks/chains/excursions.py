"""How long a tilted walk takes to rise by one, and how deep it falls before."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .level_returns import Tilt

SMALLEST = 1e-280
"""Tilted chances below it are left out [1]: no sum would show them, and subnormal numbers are slow."""

_STEPS_BETWEEN_CUTS = 8


def excursions(tilt: Tilt, steps: int, negligible: float) -> Iterator[NDArray[np.float64]]:
    """Tilted chances that a walk from 0 first comes to +1 in 1, 2, … steps, by its deepest point.

    Parameters
    ----------
    tilt
        Factors of steps and depths.
    steps
        Most steps, at least 1 [1].
    negligible
        Chance to reach a new depth below which it is not followed; at least `SMALLEST` is taken [1].

    Yields
    ------
    NDArray[np.float64]
        By depth 0, 1, …, as many as are followed by then, (depths,) [1].

    Notes
    -----
    Source: ours. The walk is followed by its depth and by how far it is below +1; half of these
    distances only, since the others belong to the other steps. All depths lie in one row of memory, so
    that a step is two products and one sum.

    Examples
    --------
    A fair walk: at once with chance 1/2; down, up, up with chance 1/8.

    >>> fair = Tilt(log_odds=0.0, log_height=0.0)
    >>> [found.tolist() for found in excursions(fair, 3, 0.0)]
    [[0.5, 0.0], [0.0, 0.0], [0.0, 0.125]]
    """
    deepest = (steps + 1) // 2
    depths = np.arange(deepest + 1)
    starts = np.concatenate(([0], np.cumsum((depths + 2) // 2 + 2)))
    rise, fall, phi = tilt.down, tilt.up, math.exp(tilt.log_phi)
    mass, moved = np.zeros(starts[-1]), np.zeros(starts[-1])
    mass[0] = 1.0
    followed = 1
    negligible = max(negligible, SMALLEST)
    for step in range(1, steps + 1):
        stop = starts[followed]
        here, there = mass[:stop], moved[:stop]
        is_odd = step % 2 == 1
        # Who falls from the deepest point so far is moved to the next depth, at once: the
        # factor of a fall alone may be too small for a float.
        fallen = depths[int(not is_odd) : followed : 2]
        places = (fallen + 2) // 2
        deeper = here[starts[fallen] + places - is_odd] * (fall * phi)
        if is_odd:  # distances 1, 3, 5, … become 0, 2, 4, …
            np.multiply(here, rise, out=there)
            here *= fall
            there[1:] += here[:-1]
        else:  # distances 2, 4, … become 1, 3, …, and entry 0 is empty
            np.multiply(here, fall, out=there)
            here *= rise
            there[:-1] += here[1:]
        there[starts[fallen] + places] = 0.0
        firsts = starts[:followed]
        found = np.zeros(followed)
        if is_odd:
            found += there[firsts]
            there[firsts] = 0.0
        if fallen.size and fallen[-1] == followed - 1:
            if followed < deepest and deeper[-1] > negligible:
                followed += 1
            else:
                fallen, places, deeper = fallen[:-1], places[:-1], deeper[:-1]
        moved[starts[fallen + 1] + places] += deeper
        mass, moved = moved, mass
        if step % _STEPS_BETWEEN_CUTS == 0:
            alive = mass[: starts[followed]]
            alive[alive < SMALLEST] = 0.0
        yield np.concatenate((found, np.zeros(followed - found.size)))
