"""What a sensitivity is asked of: a file, ranges, metrics, and how many points of each design."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ..evaluating.evaluation import Evaluation
from ..evaluating.metrics import SAMPLED, metric_named
from ..evaluating.ranges import Range
from ..evaluating.settings import EvaluationSettings
from ..evaluating.variation import varied
from ..parameter_files import shorten
from ..running.runner import address
from ..running.seeds import Stream
from .designs import Blocks, morris_blocks, sobol_blocks

NAME = "sensitivity"
"""In the address of every draw."""

LEAST_SAMPLES = 8
"""Fewer say nothing [1]."""

LEAST_TRAJECTORIES = 2
"""One has no spread [1]."""

MOST_SAMPLES = 2**20
"""Far more than anybody can wait for [1]."""


Changes = dict[str, float]
"""Values of fields, by table and key."""


class Breakers(StrEnum):
    """What becomes of candidates that break an invariant which the file keeps."""

    COUNT = "count"
    """They are evaluated like all others, and those among the independent points are counted."""
    EXCLUDE = "exclude"
    """Every block with one of them is left out."""
    IGNORE = "ignore"
    """Nobody looks."""


def breakers_named(name: str) -> Breakers:
    """What is meant by a word of `--invariants`.

    Raises
    ------
    InvalidParameter
        If it is none.
    """
    if name not in [str(each) for each in Breakers]:
        raise InvalidParameter(
            f"invariants must be one of {', '.join(Breakers)}, got {shorten(name)}"
        )
    return Breakers(name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is asked; equal questions have equal answers."""

    parameters: Parameters
    """Around which one field is changed at a time, and where fields stand that do not vary."""
    ranges: tuple[Range, ...]
    """Of fields, each once; all values in them are alike likely, independently."""
    metrics: tuple[str, ...]
    """Names of metrics, each once."""
    samples: int
    """Points of either sample of Sobol's design, a power of two [1]."""
    trajectories: int
    """Of Morris's design [1]."""
    replicates: int
    """Numbers of every metric that is drawn [1]."""
    seed: int
    breakers: Breakers = Breakers.COUNT
    settings: EvaluationSettings = field(default_factory=EvaluationSettings)

    def __post_init__(self) -> None:
        if not LEAST_SAMPLES <= self.samples <= MOST_SAMPLES or self.samples & (self.samples - 1):
            raise InvalidParameter(
                f"samples must be a power of two from {LEAST_SAMPLES} to 2^20, got {self.samples}"
            )
        if self.trajectories < LEAST_TRAJECTORIES:
            raise InvalidParameter(
                f"trajectories must be at least {LEAST_TRAJECTORIES}, got {self.trajectories}"
            )
        if len(set(self.metrics)) < len(self.metrics):
            raise InvalidParameter(f"metric must name each once, got {', '.join(self.metrics)}")
        if not self.ranges:
            raise InvalidParameter("vary must name a field that is not zero or absent, got none")
        drawn = [name for name in self.metrics if metric_named(name).kind in SAMPLED]
        if drawn and self.replicates < 2:
            raise InvalidParameter(
                f"replicates must be at least 2 where a metric is drawn ({drawn[0]}), "
                f"got {self.replicates}"
            )

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that vary."""
        return tuple(each.field for each in self.ranges)

    @property
    def replicates_drawn(self) -> int:
        """Numbers of every metric: one where nothing is drawn [1]."""
        drawn = any(metric_named(name).kind in SAMPLED for name in self.metrics)
        return self.replicates if drawn else 1

    def sobol_points(self) -> Blocks:
        """(samples, fields + 2, fields) Sobol's design [1]."""
        return sobol_blocks(len(self.ranges), self.samples, self.generator(0))

    def morris_points(self) -> Blocks:
        """(trajectories, fields + 1, fields) Morris's design [1]."""
        return morris_blocks(len(self.ranges), self.trajectories, self.generator(1))

    def generator(self, purpose: int, about: str = "") -> np.random.Generator:
        """Chance for one purpose, which depends on no other."""
        return address(self.seed, f"{NAME}{about and f' {about}'}", 0, Stream.SAMPLING, purpose)

    def changes_at(self, point: NDArray[np.float64]) -> Changes:
        """Values of the fields at a point of the cube; of whole fields each number is alike likely."""
        return {
            each.field: each.value_at(float(part))
            for each, part in zip(self.ranges, point, strict=True)
        }

    def evaluation(self, changes: Changes) -> Evaluation:
        """What is asked of one candidate.

        Raises
        ------
        InvalidParameter
            If the fields' values do not go together.
        """
        return Evaluation(
            parameters=varied(self.parameters, changes),
            metrics=self.metrics,
            replicates=self.replicates_drawn,
            seed=self.seed,
            settings=self.settings,
        )
