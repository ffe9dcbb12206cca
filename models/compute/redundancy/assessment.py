"""A scheme's reliability and cost in closed form, with sampled jobs as the second witness."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import InvalidParameter
from . import sampling
from .closed_forms import cost, error
from .rules import Kind, Scheme
from .sizing import require_share

CONFIDENCE = 0.999
"""Of the sampled intervals [1]."""
MOST_WAVES = 2_000
"""Times that copies are asked for again, in the mean, up to which jobs are sampled [1]."""
MOST_JOBS = 1_000_000
"""That may be sampled at once [1]."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Intervals from sampled jobs."""

    jobs: int
    reliability: tuple[float, float]
    """[1]"""
    cost: tuple[float, float]
    """[1]"""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a scheme does to results of some reliability."""

    scheme: Scheme
    single: float
    """Reliability of a single result [1]."""
    error: float
    """Probability that the accepted result is wrong, exact however small [1]."""
    cost: float
    """Expected copies [1]."""
    sampled: Witness | None

    @property
    def reliability(self) -> float:
        """Probability that the accepted result is right [1]."""
        return 1 - self.error

    def as_dict(self) -> dict[str, Any]:
        """The answer for machines."""
        size = "lead" if self.scheme.kind is Kind.ITERATIVE else "copies"
        found: dict[str, Any] = {
            "scheme": str(self.scheme.kind),
            "reliability": self.reliability,
            "error": self.error,
            "cost": self.cost,
            size: self.scheme.size,
            "single": self.single,
            "sampled": None,
        }
        if self.sampled:
            found["sampled"] = {
                "jobs": self.sampled.jobs,
                "confidence": CONFIDENCE,
                "reliability": list(self.sampled.reliability),
                "cost": list(self.sampled.cost),
            }
        return found


def assess(scheme: Scheme, reliability: float, jobs: int, rng: np.random.Generator) -> Assessment:
    """Both witnesses of a scheme.

    Parameters
    ----------
    scheme
        With its size.
    reliability
        Of a single result, in [0, 1] [1].
    jobs
        To be sampled, from 0; none are where each would take too long [1].
    rng
        Where chance comes from.

    Returns
    -------
    Assessment
        All wrong results are taken to be the same one.

    Raises
    ------
    InvalidParameter
        Where a number is outside its range.
    """
    require_share("reliability", reliability)
    if not 0 <= jobs <= MOST_JOBS:
        raise InvalidParameter(f"jobs must lie in [0, {MOST_JOBS}], got {jobs!r}")
    copies = float(cost(scheme, reliability))
    witness = None
    if jobs and copies / scheme.size <= MOST_WAVES:
        found = sampling.sampled(scheme, reliability, jobs, rng)
        witness = Witness(
            jobs, found.reliability_interval(CONFIDENCE), found.cost_interval(CONFIDENCE)
        )
    return Assessment(scheme, reliability, float(error(scheme, reliability)), copies, witness)
