"""What a field does to a metric, in one of three words, never surer than its interval allows."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ...models.attacks.intervals import clopper_pearson
from .intervals import CONFIDENCE, Interval
from .noise import Noise
from .variance import VarianceShares

THRESHOLD = 0.05
"""Total index below which a field is said not to matter, unless somebody says otherwise [1]. Source:
ours; a twentieth of the variance."""

LARGEST_THRESHOLD = 0.5
"""Above, a field that explains most of a metric would not matter [1]."""


class Verdict(StrEnum):
    """Whether a field matters for a metric."""

    MATTERS = "matters"
    """The whole interval of the total index is above the threshold, and above what chance can do."""
    NEGLIGIBLE = "negligible"
    """The whole interval is below the threshold."""
    UNSETTLED = "unsettled"
    """Neither."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One field and one metric."""

    field: str
    first: Interval
    total: Interval
    mean_size: Interval
    """Morris's mu*, in the metric's unit."""
    spread: float
    """Morris's sigma, in the metric's unit."""
    changes: int
    """Times that the field alone was changed, in both designs [1]."""
    moved: int
    """How often the metric moved at all [1]."""
    verdict: Verdict

    @property
    def largest_moving_part(self) -> float:
        """Upper end of the part of such changes that move the metric [1]."""
        return clopper_pearson(self.moved, self.changes, 2 * CONFIDENCE - 1)[1]


def verdict_of(total: Interval, threshold: float, noise: Noise | None) -> Verdict:
    """Whether a field matters, by the interval of its total index.

    Parameters
    ----------
    total
        Total index [1].
    threshold
        Below which a field does not matter [1].
    noise
        Of the metric, where it is drawn.

    Notes
    -----
    Source: ours. Screening does not overrule the interval: a mean size that cannot be told from zero
    says that nothing was seen, not that nothing is there.

    Examples
    --------
    >>> [verdict_of(Interval(0.1, low, high), 0.05, None).value
    ...  for low, high in ((0.06, 0.2), (0.0, 0.04), (0.04, 0.2))]
    ['matters', 'negligible', 'unsettled']
    """
    floor = 0.0 if noise is None else noise.floor
    if total.lower > max(threshold, floor):
        return Verdict.MATTERS
    return Verdict.NEGLIGIBLE if total.upper < threshold else Verdict.UNSETTLED


def rivals(shares: VarianceShares, place: int) -> tuple[int, ...]:
    """Fields behind a place that may well belong before it.

    Parameters
    ----------
    shares
        Indices of all fields.
    place
        Counted from zero, by total index.

    Returns
    -------
    tuple
        Positions of fields behind it whose total index is the larger in more of the samples drawn again
        than an interval leaves out at one end.
    """
    order = np.argsort([-each.value for each in shares.total], kind="stable")
    draws = shares.resampled_total
    return tuple(
        int(field)
        for field in order[place + 1 :]
        if (draws[:, field] > draws[:, order[place]]).mean() > (1 - CONFIDENCE) / 2
    )
