"""Metrics of one set of parameters, each a number per replicate; the same chance for every set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from ...models.attacks.votes.choices import Failure
from ...models.attacks.votes.hybrid_quorum import HybridQuorum
from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_count
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..extending.origins import ingredients_of, origins
from ..networking.question import Question
from ..networking.reach import reach
from ..running import sources
from ..running.runner import address
from ..running.seeds import Stream, generator
from ..running.study import library_versions, whole
from ..simulating.economy import Interval, mean_interval, run_economies
from .formulas import FORMULAS
from .metrics import SAMPLED, Kind, Metric, metric_named, split_mode
from .settings import EvaluationSettings

STREAM = "evaluate"
"""In the address of every draw: the candidate is not in it, so that all have the same chance."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """What is asked of one set of parameters; equal evaluations have equal results."""

    parameters: Parameters
    metrics: tuple[str, ...]
    """Names of metrics, each once."""
    replicates: int
    """Numbers of every metric that is drawn [1]."""
    seed: int
    settings: EvaluationSettings = field(default_factory=EvaluationSettings)
    first: int = 0
    """Number of the first replicate: others of the same seed have other chance [1]."""

    @property
    def numbers(self) -> range:
        """Numbers of the replicates."""
        return range(self.first, self.first + self.replicates)

    def __post_init__(self) -> None:
        check_count("replicates", self.replicates, least=1)
        check_count("first", self.first)
        if not self.metrics:
            raise InvalidParameter("metrics must be one at least, got none")
        for name in self.metrics:
            metric_named(name)


def ingredients(evaluation: Evaluation) -> dict[str, Any]:
    """All that the results of an evaluation depend on, as JSON, for `running.sweep`."""
    return {
        "parameters": whole(evaluation.parameters),
        "metrics": list(evaluation.metrics),
        "replicates": [evaluation.first, evaluation.replicates],
        "seed": evaluation.seed,
        "settings": evaluation.settings.record(),
        "sources_sha256": _sources(),
        "versions": library_versions(),
        **ingredients_of(origins(type(evaluation.settings.economy.strategy))),
    }


@cache
def _sources() -> str:
    """Hash of all code that an evaluation stands on."""
    return sources.digest(__name__)


def evaluated(evaluation: Evaluation) -> dict[str, list[float]]:
    """Numbers of every metric that is asked for.

    Parameters
    ----------
    evaluation
        What is asked.

    Returns
    -------
    dict
        By the name of the metric, (replicates,) each, in the metric's unit; one number alone where
        nothing is drawn. Number k of every metric and of every set of parameters has the same chance.
    """
    wanted = [metric_named(name) for name in evaluation.metrics]
    found: dict[str, list[float]] = {}
    found |= of_economy(evaluation, [each for each in wanted if each.kind is Kind.ECONOMY])
    found |= of_network(evaluation, [each for each in wanted if each.kind is Kind.NETWORK])
    for metric in wanted:
        if metric.kind is Kind.FORMULA:
            found[metric.name] = [float(FORMULAS[metric.name](evaluation.parameters))]
        elif metric.kind is Kind.ATTACK:
            found[metric.name] = [of_attack(evaluation, metric)]
    return {name: found[name] for name in evaluation.metrics}


def of_economy(evaluation: Evaluation, wanted: Sequence[Metric]) -> dict[str, list[float]]:
    """Means over the last epochs of runs of the economy, all replicates side by side."""
    if not wanted:
        return {}
    runs = [
        partial(address, evaluation.seed, STREAM, replicate) for replicate in evaluation.numbers
    ]
    lived = run_economies(evaluation.parameters, evaluation.settings.economy, runs)
    last = evaluation.settings.last_epochs
    return {
        metric.name: [float(each.metrics[metric.name][1:][-last:].mean()) for each in lived]
        for metric in wanted
    }


def of_attack(evaluation: Evaluation, metric: Metric) -> float:
    """Exact probability that a mode's certificates are broken by random corruption [1]."""
    stem, mode = split_mode(metric.name)
    settings = evaluation.settings
    question = HybridQuorum(
        parameters=evaluation.parameters,
        mode=_mode_named(mode),
        failure=Failure.SAFETY if stem == "capture" else Failure.LIVENESS,
        authority_corruption=settings.authority_corruption,
        stake_corruption=settings.stake_corruption,
        correlation=settings.correlation,
    )
    return question.exact().probability


def of_network(evaluation: Evaluation, wanted: Sequence[Metric]) -> dict[str, list[float]]:
    """Times to finality and throughputs of the modes that are asked for, on the deployment."""
    found: dict[str, list[float]] = {metric.name: [] for metric in wanted}
    modes = {split_mode(metric.name)[1] for metric in wanted}
    for mode in sorted(modes):
        for replicate in evaluation.numbers:
            rng = generator(evaluation.seed, STREAM, replicate, Stream.SAMPLING)
            reached = reach(
                Question(
                    parameters=evaluation.parameters,
                    mode=_mode_named(mode),
                    deployment=evaluation.settings.placed,
                    rounds=evaluation.settings.rounds,
                    seed=int(rng.integers(2**63)),
                )
            )
            assert reached.finality_ms is not None, "everybody answers"
            numbers = {
                "finality_ms": reached.finality_ms["mean"],
                "finality_p99_ms": reached.finality_ms["p99"],
                "throughput_tps": reached.throughput,
            }
            for metric in wanted:
                stem, of_mode = split_mode(metric.name)
                if of_mode == mode:
                    found[metric.name].append(numbers[stem])
    return found


def _mode_named(label: str) -> Mode:
    """The mode of a label."""
    return next(mode for mode in Mode if mode.label == label)


def interval_of(name: str, values: Sequence[float]) -> Interval:
    """Mean of a metric with the interval of its replicates; a point where nothing was drawn.

    Parameters
    ----------
    name
        Of the metric.
    values
        (replicates,) as `evaluated` gives them.

    Examples
    --------
    >>> interval_of("entry_yield_balanced", [0.05])
    {'mean': 0.05, 'lower': 0.05, 'upper': 0.05}
    >>> interval_of("staker_yield", [0.05])
    {'mean': 0.05, 'lower': None, 'upper': None}
    """
    metric = metric_named(name)
    if metric.kind not in SAMPLED:
        return {"mean": values[0], "lower": values[0], "upper": values[0]}
    return mean_interval(values, metric.least, metric.most)
