"""Where a metric is asked for: points of the unit cube, in blocks that count whole or not at all.

A larger design of the same seed begins with the smaller one, so that nothing of it is done again.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from SALib.sample import sobol as sobol_sampling
from SALib.sample.morris import sample as trajectories_in

LEVELS = 4
"""Values of a field among which Morris's trajectories step [1]."""

Blocks = NDArray[np.float64]
"""(blocks, rows, fields) Points of the unit cube [1]."""


def cube(fields: int) -> dict[str, Any]:
    """The unit cube, as SALib writes it.

    Parameters
    ----------
    fields
        How many fields vary [1].
    """
    names = [str(field) for field in range(fields)]
    return {"num_vars": fields, "names": names, "bounds": [[0.0, 1.0]] * fields}


def sobol_blocks(fields: int, samples: int, rng: np.random.Generator) -> Blocks:
    """Two samples of the cube, and for each field the first with that field from the second.

    Parameters
    ----------
    fields
        How many fields vary [1].
    samples
        Points of each sample, a power of two [1].
    rng
        Scrambles the sequence.

    Returns
    -------
    NDArray
        (samples, fields + 2, fields) Each block: a point, the same with one field after the other from a
        second point, and that second point [1].

    Notes
    -----
    Source: Saltelli et al. 2010, Computer Physics Communications 181, doi:10.1016/j.cpc.2009.09.018,
    section 5, on a scrambled sequence of Sobol's, as SALib draws it.

    Examples
    --------
    >>> block = sobol_blocks(2, 4, np.random.default_rng(1))[0]
    >>> block.shape, bool(block[1, 0] == block[3, 0]), bool(block[1, 1] == block[0, 1])
    ((4, 2), True, True)
    """
    points = sobol_sampling.sample(cube(fields), samples, calc_second_order=False, seed=rng)
    return points.reshape(samples, fields + 2, fields)


def morris_blocks(fields: int, trajectories: int, rng: np.random.Generator) -> Blocks:
    """Walks through the cube, each of which moves every field once, by two thirds of its range.

    Parameters
    ----------
    fields
        How many fields vary [1].
    trajectories
        How many walks [1].
    rng
        Chooses where they begin, and in which order fields move.

    Returns
    -------
    NDArray
        (trajectories, fields + 1, fields) [1]

    Notes
    -----
    Source: Morris 1991, Technometrics 33, doi:10.1080/00401706.1991.10484804, as SALib draws it.
    """
    points = trajectories_in(cube(fields), trajectories, num_levels=LEVELS, seed=rng)
    return points.reshape(trajectories, fields + 1, fields)
