"""Numbers that parameter files are worth, measured under the same chance, and their differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ...agents.economy.conservation import SupplyOverflow
from ...agents.settings import EconomySettings
from ...models.errors import InvalidParameter, Unreliable
from ...models.protocol.modes import Mode, mode_parameters
from ..evaluating.evaluation import Evaluation, evaluated, ingredients, interval_of
from ..evaluating.metrics import METRICS, SAMPLED, Kind, Metric, split_mode
from ..evaluating.settings import EvaluationSettings
from ..networking.deployments import Deployment
from ..running.runner import Progress
from ..running.sweep import swept
from ..running.workplace import Workplace
from ..simulating.economy import Interval
from .subject import Conditions, Subject
from .verdict import Better, Verdict, each_confidence, judged, paired_interval

BETTER: Mapping[str, Better] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "nakamoto_coefficient", "participation", "cost_of_corruption", "safety_cost",
                "veto_cost", "deterred_gain", "throughput_tps",
            ),
            Better.MORE,
        ),
        **dict.fromkeys(
            (
                "issuance_rate", "gini", "hhi", "largest_share", "authority_wealth", "cartel_share",
                "cartel_prize_token", "unpaid_token", "offences", "launch_issuance_rate",
                "finality_ms", "finality_p99_ms", "finality_floor_seconds",
            ),
            Better.LESS,
        ),
    }
)  # fmt: skip
"""By the name of the metric without its mode; all others are a matter of purpose. A yield is income to
who stakes and a cost to who does not, stake that secures is money that does nothing else, and a budget
of security is both."""

PROMISED = ("finality_p99_ms", "throughput_tps")
"""Metrics that must be as good as a file promises, without their mode."""

KINDS = (Kind.FORMULA, Kind.ECONOMY, Kind.NETWORK)
"""Of metrics that are measured here; attacks are asked for at several corruptions."""

SIDE_BY_SIDE = 8
"""Runs that are measured in one go, by one worker [1]."""

CANNOT = {
    Kind.FORMULA: "be worked out",
    Kind.ECONOMY: "be simulated",
    Kind.NETWORK: "be put on the network",
}
"""What a file cannot that is refused."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One metric of all files."""

    metric: Metric
    values: tuple[list[float] | None, ...]
    """Of each file one per run, or one of what has no chance in it; none where it cannot be had."""
    promised: tuple[float | None, ...]
    """What each file promises, in the metric's unit."""
    confidence: float
    """Of the interval of the difference [1]."""

    @property
    def better(self) -> Better:
        """Which way is better."""
        return BETTER.get(split_mode(self.metric.name)[0], Better.EITHER)

    @property
    def mode(self) -> str:
        """Mode that it is of; empty where it is of none."""
        return split_mode(self.metric.name)[1]

    @property
    def title_of_all_modes(self) -> str:
        """In words, without the mode."""
        return self.metric.title.removesuffix(f", {self.mode}")

    @property
    def intervals(self) -> tuple[Interval | None, ...]:
        """Mean of each file, with the interval that `simulate` gives it."""
        return tuple(
            None if each is None else interval_of(self.metric.name, each) for each in self.values
        )

    @property
    def difference(self) -> Interval | None:
        """Of the second file to the first; none of one file, or where one has no value."""
        first, last = self.values[0], self.values[-1]
        if len(self.values) < 2 or first is None or last is None:
            return None
        if self.metric.kind not in SAMPLED:
            exact = last[0] - first[0]
            return {"mean": exact, "lower": exact, "upper": exact}
        return paired_interval(first, last, self.confidence)

    @property
    def verdict(self) -> Verdict | None:
        """What became of it; none of what there is no difference of."""
        difference = self.difference
        return None if difference is None else judged(difference, self.better)

    @property
    def is_promise(self) -> bool:
        """Whether files promise it, so that it is kept or missed."""
        return split_mode(self.metric.name)[0] in PROMISED

    def keeps(self, side: int) -> bool:
        """Whether what was measured of one file is as good as it promises."""
        found, asked = self.intervals[side], self.promised[side]
        assert found is not None, "asked of what was measured"
        assert asked is not None, "asked of what is promised"
        return found["mean"] >= asked if self.better is Better.MORE else found["mean"] <= asked

    def as_dict(self, letters: Sequence[str]) -> dict[str, Any]:
        """The contract with machines."""
        told: dict[str, Any] = {
            "metric": self.metric.name,
            "title": self.metric.title,
            "unit": self.metric.unit,
            **dict(zip(letters, self.intervals, strict=True)),
        }
        if any(each is not None for each in self.promised):
            told["promised"] = dict(zip(letters, self.promised, strict=True))
        if len(letters) > 1:
            told["difference"] = self.difference
            told["better"] = str(self.better)
            told["verdict"] = self.verdict and str(self.verdict)
        return told


def promise(subject: Subject, metric: Metric) -> float | None:
    """What a file promises of a metric, in the metric's unit."""
    stem, label = split_mode(metric.name)
    if stem not in PROMISED:
        return None
    mode = next(mode for mode in Mode if mode.label == label)
    asked = mode_parameters(subject.parameters, mode)
    if stem == "throughput_tps":
        return float(asked.throughput_tps)
    return 1_000 * float(asked.finality_seconds)


def attempted(evaluation: Evaluation) -> dict[str, Any]:
    """Numbers of every metric, or why there are none."""
    try:
        return {"values": evaluated(evaluation)}
    except (InvalidParameter, SupplyOverflow, Unreliable) as error:
        return {"refusal": str(error)}


def evaluations_of(
    subject: Subject, kind: Kind, conditions: Conditions, placed: Deployment
) -> list[Evaluation]:
    """What is asked of a file, kind by kind, so that one that is refused leaves the others.

    Parameters
    ----------
    subject, kind
        Whose metrics, and of which kind.
    conditions, placed
        Under which they are measured, and where validators sit.

    Returns
    -------
    list
        Of runs side by side, in their order; one of what has no chance in it.
    """
    runs = conditions.runs if kind in SAMPLED else 1
    return [
        Evaluation(
            parameters=subject.parameters,
            metrics=tuple(name for name, each in METRICS.items() if each.kind is kind),
            replicates=min(SIDE_BY_SIDE, runs - first),
            first=first,
            seed=conditions.seed,
            settings=EvaluationSettings(
                economy=EconomySettings(epochs=conditions.epochs, stakers=conditions.people),
                last_epochs=conditions.last_epochs,
                deployment=placed,
            ),
        )
        for first in range(0, runs, SIDE_BY_SIDE)
    ]


def quantities_of(
    subjects: Sequence[Subject],
    conditions: Conditions,
    placed: Deployment,
    place: Workplace,
    progress: Progress,
) -> tuple[list[Quantity], list[str]]:
    """Every metric of every file, and a line for each file and kind that has none.

    Parameters
    ----------
    subjects
        Files, one or two.
    conditions
        Under which they are measured; run k of all files has the same chance.
    placed
        Where validators sit.
    place
        Where work is done.
    progress
        Called with evaluations done, and in all.
    """
    asked = [
        (subject, kind, evaluation)
        for subject in subjects
        for kind in KINDS
        for evaluation in evaluations_of(subject, kind, conditions, placed)
    ]
    jobs = [(ingredients(evaluation), evaluation) for _, _, evaluation in asked]
    found = swept(attempted, jobs, place=place, parts=None, progress=progress)
    refusals: dict[tuple[str, Kind], str] = {}
    values: dict[tuple[str, str], list[float]] = {}
    for (subject, kind, _), result in zip(asked, found, strict=True):
        if "refusal" in result:
            refusals.setdefault((subject.letter, kind), result["refusal"])
        for name, numbers in result.get("values", {}).items():
            values.setdefault((subject.letter, name), []).extend(numbers)
    values = {
        (letter, name): numbers
        for (letter, name), numbers in values.items()
        if (letter, METRICS[name].kind) not in refusals
    }
    drawn = sum(each.kind in SAMPLED for each in METRICS.values())
    confidence = each_confidence(conditions.confidence, drawn)
    quantities = [
        Quantity(
            metric,
            tuple(values.get((each.letter, metric.name)) for each in subjects),
            tuple(promise(each, metric) for each in subjects),
            confidence,
        )
        for metric in METRICS.values()
        if metric.kind in KINDS
    ]
    lines = [f"{letter} cannot {CANNOT[kind]}: {why}" for (letter, kind), why in refusals.items()]
    return quantities, lines
