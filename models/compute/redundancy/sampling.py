"""Jobs whose copies are answered at random, judged by the rule that also judges executed ones."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...attacks.intervals import clopper_pearson, normal_quantile
from ...errors import InvalidParameter
from .rules import Scheme
from .sizing import require_share


@dataclass(frozen=True, slots=True)
class Sampled:
    """What came of so many jobs."""

    wrong: NDArray[np.bool_]
    """(jobs,) whose accepted result is wrong."""
    copies: NDArray[np.int64]
    """(jobs,) that were run [1]."""

    @property
    def reliability(self) -> float:
        """Part of the accepted results that is right [1]."""
        return 1 - float(self.wrong.mean())

    @property
    def cost(self) -> float:
        """Copies in the mean [1]."""
        return float(self.copies.mean())

    def reliability_interval(self, confidence: float) -> tuple[float, float]:
        """Interval of Clopper and Pearson for the reliability [1]."""
        jobs = len(self.wrong)
        return clopper_pearson(jobs - int(self.wrong.sum()), jobs, confidence)

    def cost_interval(self, confidence: float) -> tuple[float, float]:
        """Normal interval for the mean number of copies [1]."""
        half = normal_quantile(confidence) * self.copies.std() / math.sqrt(len(self.copies))
        return self.cost - float(half), self.cost + float(half)


def sampled(
    scheme: Scheme,
    reliability: float,
    jobs: int,
    rng: np.random.Generator,
    wrong_answers: int = 1,
) -> Sampled:
    """Jobs, each copy right or wrong independently of the others.

    Parameters
    ----------
    scheme
        Which reads the votes.
    reliability
        Of a single result, in [0, 1] [1].
    jobs
        How many, at least 1 [1].
    rng
        Where chance comes from.
    wrong_answers
        Among which a wrong result is drawn evenly: with one all who are wrong agree, the worst
        case [1].

    Returns
    -------
    Sampled
        For each job.

    Raises
    ------
    InvalidParameter
        Where a number is outside its range.

    Examples
    --------
    >>> from .rules import traditional
    >>> found = sampled(traditional(3), 1.0, 10, np.random.default_rng(1))
    >>> found.reliability, found.cost
    (1.0, 3.0)
    """
    require_share("reliability", reliability)
    if not jobs >= 1:
        raise InvalidParameter(f"jobs must be at least 1, got {jobs!r}")
    if not wrong_answers >= 1:
        raise InvalidParameter(f"wrong_answers must be at least 1, got {wrong_answers!r}")
    chances = np.array([reliability] + wrong_answers * [(1 - reliability) / wrong_answers])
    votes = np.zeros((jobs, len(chances)), dtype=np.int64)
    open_ = np.arange(jobs)
    while len(open_):
        second, most = np.sort(votes[open_], axis=1)[:, -2:].T
        missing = scheme.missing(most, second, votes[open_].sum(axis=1))
        open_ = open_[missing > 0]
        votes[open_] += rng.multinomial(missing[missing > 0], chances)
    return Sampled(votes.argmax(axis=1) > 0, votes.sum(axis=1))
