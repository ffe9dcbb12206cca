"""Many jobs run redundantly: what they cost and how many came out wrong, beside the formulas."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...attacks.intervals import clopper_pearson, normal_quantile
from ..redundancy.answers import cost_if_none_agree, majority_cost_if_none_agree
from ..redundancy.closed_forms import cost, error
from ..redundancy.rules import Kind, Scheme
from .agreement import Limits
from .catalogue import Order
from .redundant import Providers, Verdict, run_redundantly

CONFIDENCE = 0.999
"""Of the intervals [1]."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Executed jobs beside what the formulas say of them."""

    jobs: int
    """How many were run [1]."""
    wrong: int
    """Of them, those of which a wrong result was accepted [1]."""
    mean_copies: float
    """[1]"""
    copies_interval: tuple[float, float]
    """Normal, for the mean; as short as its mean where all jobs took the same number [1]."""
    reliability_interval: tuple[float, float]
    """Clopper and Pearson's [1]."""
    expected_copies: float
    """By the formula [1]."""
    expected_reliability: float
    """By the formula [1]."""

    @property
    def agrees(self) -> bool:
        """Whether both formulas lie in the intervals."""
        fewest, most = self.copies_interval
        least, greatest = self.reliability_interval
        within = fewest - _ROUNDING <= self.expected_copies <= most + _ROUNDING
        return within and least <= self.expected_reliability <= greatest


_ROUNDING = 1e-9


def run_repeatedly(
    order: Order,
    scheme: Scheme,
    providers: Providers,
    segments: int,
    rngs: Iterable[np.random.Generator],
    limits: Limits | None = None,
) -> list[Verdict]:
    """The same job on one input after the other.

    Parameters
    ----------
    order
        The first job; those that follow count its seed up.
    scheme, providers, segments, limits
        As for one job.
    rngs
        One for each job.

    Returns
    -------
    list
        What came of each.
    """
    return [
        run_redundantly(
            replace(order, seed=(order.seed + number) % 2**63),
            scheme,
            providers,
            segments,
            rng,
            limits,
        )
        for number, rng in enumerate(rngs)
    ]


def compared(verdicts: Sequence[Verdict], scheme: Scheme, providers: Providers) -> Comparison:
    """What jobs came to, and what they should have by the formulas.

    Parameters
    ----------
    verdicts
        Of jobs run independently of each other, at least one.
    scheme, providers
        Under which they were run.

    Returns
    -------
    Comparison
        The formulas are exact, whether the cheaters collude or each returns a result of its own.
    """
    jobs = len(verdicts)
    copies = [len(verdict.copies) for verdict in verdicts]
    wrong = sum(not verdict.is_right for verdict in verdicts)
    mean = sum(copies) / jobs
    variance = sum((each - mean) ** 2 for each in copies) / max(1, jobs - 1)
    half = normal_quantile(CONFIDENCE) * math.sqrt(variance / jobs)
    expected_copies, expected_error = expected(scheme, providers)
    return Comparison(
        jobs=jobs,
        wrong=wrong,
        mean_copies=mean,
        copies_interval=(mean - half, mean + half),
        reliability_interval=clopper_pearson(jobs - wrong, jobs, CONFIDENCE),
        expected_copies=expected_copies,
        expected_reliability=1 - expected_error,
    )


def expected(scheme: Scheme, providers: Providers) -> tuple[float, float]:
    """Copies and error of a job by the formulas.

    Parameters
    ----------
    scheme, providers
        Under which it is run.

    Returns
    -------
    tuple[float, float]
        Copies, infinite where nothing can ever be accepted, and the probability of a wrong result [1].

    Examples
    --------
    >>> from ..redundancy.rules import iterative
    >>> copies, error = expected(iterative(4), Providers(cheaters=0.2, colluding=False))
    >>> f"{copies:.3f} {error}"
    '5.738 0.0'
    """
    reliability = 1 - providers.cheaters
    if providers.colluding or scheme.votes_needed == 1:
        return float(cost(scheme, reliability)), float(error(scheme, reliability))
    if not reliability:
        return math.inf, 0.0
    if scheme.kind is Kind.ITERATIVE:
        return cost_if_none_agree(reliability, scheme.size), 0.0
    return majority_cost_if_none_agree(scheme, reliability), 0.0
