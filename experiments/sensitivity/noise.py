"""How much of a metric's variance is chance: of one run, and of the mean over replicates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Noise:
    """Variance of a single run by where it comes from, as parts of the whole."""

    parameters: float
    """From the fields that vary [1]."""
    common: float
    """From chance that moves all candidates alike, and so no index [1]."""
    own: float
    """From chance that moves candidates differently [1]."""
    floor: float
    """Part that the last has in the variance of means over replicates: a total index of that size may be
    chance alone [1]."""


def noise_of(values: NDArray[np.float64]) -> Noise | None:
    """Components of variance of a metric whose replicates have the same random numbers everywhere.

    Parameters
    ----------
    values
        (candidates, replicates) Of the metric, candidates drawn independently of each other.

    Returns
    -------
    Noise
        None where there are not two of either, or nothing varies.

    Notes
    -----
    Source: Searle, Casella & McCulloch 1992, Variance Components, doi:10.1002/9780470316856, chapter 4:
    two crossed random effects without repetition, from their mean squares. Negative estimates are taken
    for zero.

    Examples
    --------
    Two candidates, two replicates of which the second is luckier by the same in both: no index is hurt.

    >>> noise_of(np.array([[0.0, 1.0], [2.0, 3.0]]))
    Noise(parameters=0.8, common=0.2, own=0.0, floor=0.0)
    """
    candidates, replicates = values.shape
    if min(candidates, replicates) < 2 or np.ptp(values) == 0:
        return None
    by_candidate, by_replicate = values.mean(axis=1), values.mean(axis=0)
    own = values - by_candidate[:, None] - by_replicate[None, :] + values.mean()
    own_variance = float((own * own).sum()) / ((candidates - 1) * (replicates - 1))
    of_means = float(by_candidate.var(ddof=1))
    of_parameters = max(of_means - own_variance / replicates, 0.0)
    of_common = max(float(by_replicate.var(ddof=1)) - own_variance / candidates, 0.0)
    whole = of_parameters + of_common + own_variance
    return Noise(
        parameters=of_parameters / whole,
        common=of_common / whole,
        own=own_variance / whole,
        floor=min(own_variance / replicates / of_means, 1.0) if of_means > 0 else 1.0,
    )
