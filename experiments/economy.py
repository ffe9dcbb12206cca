"""Runs of the economy by address, and what many runs say together."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from ..agents.settings import EconomySettings
from ..agents.simulation import simulate
from ..agents.streams import Streams
from ..agents.trajectory import Trajectory
from ..models.parameters.parameters import Parameters
from .seeds import Generators, Stream

CONFIDENCE = 0.95
"""Of the interval of a mean over runs."""


def run_economy(
    parameters: Parameters, settings: EconomySettings, generators: Generators
) -> Trajectory:
    """One run, with every kind of chance from a generator of its own."""
    streams = Streams(
        stakes=generators(Stream.STAKES),
        choices=generators(Stream.CHOICES),
        load=generators(Stream.LOAD),
        misbehaviour=generators(Stream.MISBEHAVIOUR),
        order=generators(Stream.ORDER),
    )
    return simulate(parameters, settings, streams)


def share_of_time_per_mode(modes: NDArray[np.float64]) -> list[float]:
    """Part of the epochs in Fast, Balanced and Secure, the launch left out.

    Examples
    --------
    >>> share_of_time_per_mode(np.array([1.0, 0.0, 0.0, 1.0, 2.0]))
    [0.5, 0.25, 0.25]
    """
    counts = np.bincount(modes[1:].astype(np.int64), minlength=3)
    return [float(part) for part in counts / max(counts.sum(), 1)]


def mean_interval(values: Sequence[float]) -> dict[str, float]:
    """Mean over runs with its Student interval, which is a point where runs do not differ.

    Examples
    --------
    >>> mean_interval([2.0, 2.0, 2.0])
    {'mean': 2.0, 'lower': 2.0, 'upper': 2.0}
    """
    mean = float(np.mean(values))
    if len(values) < 2 or np.ptp(values) == 0:
        return {"mean": mean, "lower": mean, "upper": mean}
    error = float(np.std(values, ddof=1)) / len(values) ** 0.5
    half = float(student.ppf((1 + CONFIDENCE) / 2, len(values) - 1)) * error
    return {"mean": mean, "lower": mean - half, "upper": mean + half}


def summary(trajectory: Trajectory) -> dict[str, float]:
    """Metrics of one run: at its end, and at launch where that says more."""
    last: dict[str, float] = {
        name: float(series[-1]) for name, series in trajectory.metrics.items()
    }
    return last | {"launch_staker_yield": float(trajectory.metrics["staker_yield"][0])}


def mean_metrics(summaries: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Every metric over all runs."""
    return {
        name: mean_interval([each[name] for each in summaries]) for name in sorted(summaries[0])
    }
