"""What a search is about: the fields that vary, what is to be gained, and what must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log10

from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_count
from ...models.parameters.parameters import Parameters
from ..evaluating.evaluation import Evaluation
from ..evaluating.expressions import Condition
from ..evaluating.metrics import SAMPLED, Kind, metric_named
from ..evaluating.ranges import Range
from ..evaluating.settings import EvaluationSettings
from ..evaluating.variation import varied

LEAST_PROBABILITY = 1e-300
"""Below, probabilities are compared as this one [1]."""

MOST_OBJECTIVES = 6
"""Beyond, nearly every candidate is best in something, and a hypervolume takes long [1]."""

MOST_REPLICATES = 10_000


@dataclass(frozen=True, slots=True)
class Objective:
    """A metric that is to be as large, or as small, as can be."""

    metric: str
    maximise: bool

    def cost(self, value: float) -> float:
        """A value on the scale on which it is compared, turned so that less is better.

        Probabilities of attacks are compared by their logarithm, all else as it is.

        Examples
        --------
        >>> Objective("gini", maximise=True).cost(0.25)
        -0.25
        >>> Objective("capture_fast", maximise=False).cost(0.01)
        -2.0
        """
        if metric_named(self.metric).kind is Kind.ATTACK:
            value = log10(max(value, LEAST_PROBABILITY))
        return -value if self.maximise else value

    @property
    def verb(self) -> str:
        """What is to be done to the metric."""
        return "maximise" if self.maximise else "minimise"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A search; equal problems have equal answers."""

    given: Parameters
    """What the user has, and everything is compared with."""
    held: Parameters
    """The same with the fields that all candidates share; those that vary are replaced."""
    ranges: tuple[Range, ...]
    objectives: tuple[Objective, ...]
    conditions: tuple[Condition, ...]
    budget: int
    """Candidates that are evaluated; those that are refused before cost nothing [1]."""
    replicates: int
    """Numbers of every metric that is drawn, per candidate [1]."""
    seed: int
    settings: EvaluationSettings = field(default_factory=EvaluationSettings)

    def __post_init__(self) -> None:
        check_count("budget", self.budget, least=1)
        check_count("replicates", self.replicates, least=1)
        if self.replicates > MOST_REPLICATES:
            raise InvalidParameter(
                f"replicates must be at most {MOST_REPLICATES}, got {self.replicates}"
            )
        if not self.ranges:
            raise InvalidParameter("vary must name one field at least, got none")
        if not 1 <= len(self.objectives) <= MOST_OBJECTIVES:
            raise InvalidParameter(
                f"maximise and minimise must name 1 to {MOST_OBJECTIVES} metrics together, "
                f"got {len(self.objectives)}"
            )
        names = [each.metric for each in self.objectives]
        for name in (*names, *(each.metric for each in self.conditions)):
            metric_named(name)
        for name in names:
            if names.count(name) > 1:
                raise InvalidParameter(f"a metric must be one objective, got {name} twice")

    @property
    def metrics(self) -> tuple[str, ...]:
        """All that is evaluated, each once: objectives first."""
        wanted = [each.metric for each in (*self.objectives, *self.conditions)]
        return tuple(dict.fromkeys(wanted))

    @property
    def is_drawn(self) -> bool:
        """Whether any number depends on chance."""
        return any(metric_named(name).kind in SAMPLED for name in self.metrics)

    def values_at(self, parts: Sequence[float]) -> dict[str, float]:
        """Values of the varied fields, by field.

        Parameters
        ----------
        parts
            (fields,) Part of the way through each range [1].
        """
        return {
            each.field: each.value_at(part) for each, part in zip(self.ranges, parts, strict=True)
        }

    def candidate(self, values: Mapping[str, float]) -> Parameters:
        """Parameters with values of the varied fields.

        Raises
        ------
        InvalidParameter
            If the values do not go together.
        """
        return varied(self.held, values)

    def evaluation(self, parameters: Parameters, replicates: int, first: int = 0) -> Evaluation:
        """What is asked of some parameters."""
        return Evaluation(
            parameters=parameters,
            metrics=self.metrics,
            replicates=replicates,
            seed=self.seed,
            settings=self.settings,
            first=first,
        )
