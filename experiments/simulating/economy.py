"""Runs of the economy by address, and what many runs say together."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from ...agents.halt import Halt
from ...agents.settings import EconomySettings
from ...agents.simulation import Watch, simulate, unwatched
from ...agents.streams import Streams
from ...agents.trajectory import Trajectory
from ...models.economics.issuance import annual_yield
from ...models.economics.payments import least_stake, paid_to_classes, yearly_rewards_at_launch
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..running.seeds import Generators, Stream

CONFIDENCE = 0.95
"""Of the interval of a mean over runs."""

SHARES = (
    "staking_ratio", "gini", "hhi", "largest_share", "participation", "authority_wealth",
    "slashed_fraction", "delegated_share", "treasury_share",
)  # fmt: skip
"""Metrics that are parts of a whole; all others are not negative."""

EPSILONS = ("epsilon", "coalition_epsilon", "class_epsilon")
"""Gains of a certificate."""

STATES = ("mode", "load")
"""What a day is like, and no mean of which would mean anything."""


def run_economy(
    parameters: Parameters,
    settings: EconomySettings,
    generators: Generators,
    *,
    certify: bool = False,
) -> Trajectory:
    """One run, with every kind of chance from a generator of its own."""
    return run_economies(parameters, settings, [generators], certify=certify)[0]


def run_economies(
    parameters: Parameters,
    settings: EconomySettings,
    runs: Iterable[Generators],
    *,
    certify: bool = False,
    daily: bool = True,
    watch: Watch = unwatched,
    since: Halt | None = None,
) -> list[Trajectory]:
    """Runs side by side; each is what it would be alone."""
    return simulate(
        parameters,
        settings,
        [streams_of(generators) for generators in runs],
        certify=certify,
        daily=daily,
        watch=watch,
        since=since,
    )


def streams_of(generators: Generators) -> Streams:
    """Every kind of chance of one run, from a generator of its own."""
    return Streams(
        stakes=generators(Stream.STAKES),
        choices=generators(Stream.CHOICES),
        load=generators(Stream.LOAD),
        misbehaviour=generators(Stream.MISBEHAVIOUR),
        order=generators(Stream.ORDER),
    )


def share_of_time_per_mode(modes: NDArray[np.int8 | np.float64]) -> list[float]:
    """Part of the epochs in Fast, Balanced and Secure, the launch left out.

    Examples
    --------
    >>> share_of_time_per_mode(np.array([1, 0, 0, 1, 2], dtype=np.int8))
    [0.5, 0.25, 0.25]
    """
    counts = np.bincount(modes[1:].astype(np.int64), minlength=3)
    return [float(part) for part in counts / max(counts.sum(), 1)]


class Interval(TypedDict):
    """A mean and how far it may be from the truth."""

    mean: float
    """Mean over runs."""
    lower: float | None
    """Lower end; none: one run has no interval."""
    upper: float | None
    """Upper end; none: one run has no interval."""


def mean_interval(
    values: Sequence[float],
    least: float = -inf,
    most: float = inf,
    *,
    confidence: float = CONFIDENCE,
) -> Interval:
    """Mean over runs with its Student interval: none for one run, a point where runs do not differ.

    Parameters
    ----------
    values
        One value per run.
    least, most
        What the quantity can be at all; the interval does not reach beyond.
    confidence
        Of the interval [1].

    Examples
    --------
    >>> mean_interval([2.0])
    {'mean': 2.0, 'lower': None, 'upper': None}
    >>> mean_interval([2.0, 2.0, 2.0])
    {'mean': 2.0, 'lower': 2.0, 'upper': 2.0}
    >>> mean_interval([0.0, 0.0, 0.3], least=0.0)["lower"]
    0.0
    """
    mean = float(np.mean(values))
    if len(values) < 2:
        return {"mean": mean, "lower": None, "upper": None}
    if np.ptp(values) == 0:
        return {"mean": mean, "lower": mean, "upper": mean}
    error = float(np.std(values, ddof=1)) / len(values) ** 0.5
    half = float(student.ppf((1 + confidence) / 2, len(values) - 1)) * error
    return {"mean": mean, "lower": max(mean - half, least), "upper": min(mean + half, most)}


def summary(trajectory: Trajectory) -> dict[str, float]:
    """Metrics of one run at its end."""
    metrics = trajectory.metrics
    return {name: float(series[-1]) for name, series in metrics.items() if name not in STATES}


def launch_staker_yield(parameters: Parameters) -> float:
    """Yield of the first stakers: a full Balanced set in which everybody holds the least stake.

    The people of a run start idle, so this is what they are offered before anybody has joined.

    Parameters
    ----------
    parameters
        Of one protocol.

    Returns
    -------
    float
        [1/year]
    """
    issued = yearly_rewards_at_launch(parameters, Mode.BALANCED)
    _, to_stakers = paid_to_classes(parameters, Mode.BALANCED, issued)
    return annual_yield(to_stakers, least_stake(parameters, Mode.BALANCED))


def mean_metrics(summaries: Sequence[Mapping[str, float]]) -> dict[str, Interval]:
    """Every metric over all runs."""
    return {
        name: mean_interval(
            [each[name] for each in summaries], least=0.0, most=1.0 if name in SHARES else inf
        )
        for name in sorted(summaries[0])
    }


def mean_time_per_mode(shares: Sequence[Sequence[float]]) -> dict[str, Interval]:
    """Share of time in each mode over all runs, by the mode's name."""
    return {
        mode.label: mean_interval([each[mode] for each in shares], least=0.0, most=1.0)
        for mode in Mode
    }


def worst_certificate(certificates: Sequence[dict[str, Any] | None]) -> dict[str, Any] | None:
    """What certificates of several runs say together; none where one is missing.

    Parameters
    ----------
    certificates
        Of each run, as dictionaries of `agents.trajectory.Certified`.

    Returns
    -------
    dict
        Of each gain the largest; who gains most of all; and whether all coalitions were tried in all
        runs.

    Examples
    --------
    >>> names = ("epsilon", "coalition_epsilon", "class_epsilon", "deviator", "exhaustive")
    >>> one = dict(zip(names, (0.3, 0.3, 0.0, "staker 1", True)))
    >>> other = dict(zip(names, (0.0, 0.0, 1.5, "class: staker 2", False)))
    >>> list(worst_certificate([one, other]).values())
    [0.3, 0.3, 1.5, 'class: staker 2', False]
    """
    found = [each for each in certificates if each is not None]
    if len(found) < len(certificates):
        return None
    gains = {name: max(each[name] for each in found) for name in EPSILONS}
    worst = max(found, key=lambda each: max(each[name] for name in EPSILONS))
    return gains | {
        "deviator": worst["deviator"],
        "exhaustive": all(each["exhaustive"] for each in found),
    }
