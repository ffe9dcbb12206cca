"""Functions whose indices are known in closed form, and a small study to look at."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from hybridstake.experiments.evaluating.ranges import Range
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.sensitivity.question import Question
from hybridstake.experiments.sensitivity.study import Study, studied
from numpy.typing import NDArray


class Known(NamedTuple):
    """A function on the unit cube, and its indices."""

    value: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    first: NDArray[np.float64]
    total: NDArray[np.float64]


@pytest.fixture(scope="session")
def ishigami() -> Known:
    """Ishigami & Homma 1990, doi:10.1109/ISUMA.1990.151285, with a = 7, b = 0.1.

    V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225; all others are zero.
    """
    a, b = 7.0, 0.1

    def value(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x = np.pi * (2 * points - 1)
        return (
            np.sin(x[..., 0]) + a * np.sin(x[..., 1]) ** 2 + b * x[..., 2] ** 4 * np.sin(x[..., 0])
        )

    alone = np.array([(1 + b * np.pi**4 / 5) ** 2 / 2, a * a / 8, 0.0])
    together = 8 * b * b * np.pi**8 / 225
    variance = alone.sum() + together
    return Known(value, alone / variance, (alone + np.array([together, 0, together])) / variance)


@pytest.fixture(scope="session")
def g_function() -> Known:
    """Sobol's g, a product of (|4 x - 2| + a) / (1 + a): each factor's variance is 1 / (3 (1 + a)^2).

    Saltelli & Sobol' 1995, Reliability Engineering & System Safety 50, doi:10.1016/0951-8320(95)00099-2.
    """
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0])

    def value(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return ((np.abs(4 * points - 2) + a) / (1 + a)).prod(axis=-1)

    own = 1 / (3 * (1 + a) ** 2)
    variance = (1 + own).prod() - 1
    return Known(value, own / variance, own * (1 + own).prod() / (1 + own) / variance)


DETERRED = (
    Range("slashing.detection_probability", 0.5, 1.0, whole=False),
    Range("slashing.rate", 0.1, 0.5, whole=False),
    Range("staking.authority_minimum", 9_000.0, 11_000.0, whole=False),
    Range("network.delay_seconds", 0.05, 0.15, whole=False),
)
"""Their product without the last is the gain from which a lone authority is deterred."""


@pytest.fixture(scope="session")
def question() -> Question:
    """Two formulas, one of which no field but the last moves."""
    return Question(
        parameters=load("reference"),
        ranges=DETERRED,
        metrics=("deterred_gain", "finality_floor_seconds"),
        samples=32,
        trajectories=8,
        replicates=2,
        seed=3,
    )


@pytest.fixture(scope="session")
def study(question: Question) -> Study:
    """What comes of it."""
    return studied(question, 0.05, workers=1, cluster=None, out=None, progress=unobserved)
