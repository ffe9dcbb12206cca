"""Tails of weights too fine to be told apart: on a lattice, between ends that are proved."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .groups import FailedWeight
from .lattices import Masses, by_products, member_by_member
from .rests import rest_of

CELLS = 2**22
"""Lattice points that all weight is parted into where members fail alone [1]: about half a second of
work for a thousand members."""

GROUP_CELLS = 2**20
"""The same where groups are multiplied [1]: about a second."""

OTHER_CELLS = 3 * 2**16
"""The same of the second way, which takes longer for each and rounds weights otherwise [1]."""

MOST_MEMBERS = 200_000
"""Members and groups up to which this is tried [1]."""

LARGEST_WORK = 2**32
"""Members times lattice points, at the most [1]: more members are told apart less finely."""

_MISSED = math.log(2.0**-30)
_NOISE = 16
_LARGEST_BLUR = 1e-4
_LEAST_LOG = -640.0


@dataclass(frozen=True, kw_only=True, slots=True)
class LogBracket:
    """Natural logarithms of a probability and of its proved ends."""

    lower: float
    """Of the lower end [1]."""
    middle: float
    """Of the answer, far closer to the truth than the ends [1]."""
    upper: float
    """Of the upper end [1]."""


def log_bracket(
    weight: FailedWeight, threshold: int, cells: int | None = None
) -> LogBracket | None:
    """The chance that at least so much weight fails, between proved ends.

    Parameters
    ----------
    weight
        Law of what fails.
    threshold
        Weight that is enough [1].
    cells
        Lattice points that all weight is parted into; none: as many as take about a second [1].

    Returns
    -------
    LogBracket or None
        None where there are too many members, or where what counts is lost in noise [1].

    Notes
    -----
    Source: ours. What fails is a sum R of weights rounded to a lattice and a rest E. If it reaches the
    threshold t, R reaches t - d unless E > d, and the other way round; the chance that both t is
    reached and E > d has Chernoff's bound exp(-a t - b d) M(a, b) for any a, b. So two tails of the
    lattice, d apart either way, are ends. The answer is the tail of R moved by what E is on average
    under the tilt.

    Examples
    --------
    >>> from .groups import failed_weight
    >>> weight = failed_weight([[999], [1000], [1001]], alone=0.0, together=-math.inf)
    >>> found = log_bracket(weight, 2000, cells=1000)
    >>> math.exp(found.lower) <= 3 / 8 <= math.exp(found.upper)
    True
    """
    if cells is None:
        cells = CELLS if weight.is_single else GROUP_CELLS
    return _log_bracket(weight, threshold, cells, member_by_member)


def log_bracket_again(
    weight: FailedWeight, threshold: int, cells: int | None = None
) -> LogBracket | None:
    """The same on another lattice, from products of polynomials.

    Parameters
    ----------
    weight
        Law of what fails.
    threshold
        Weight that is enough [1].
    cells
        Lattice points that all weight is parted into; none: as many as take about a second [1].

    Returns
    -------
    LogBracket or None
        As `log_bracket`; where the noise of the products would show, and members fail alone, it is
        the recurrence on this lattice [1].

    Notes
    -----
    Source: as `log_bracket`.
    """
    cells = OTHER_CELLS if cells is None else cells
    found = _log_bracket(weight, threshold, cells, by_products)
    if found is None and weight.is_single:
        return _log_bracket(weight, threshold, cells, member_by_member)
    return found


def _log_bracket(
    weight: FailedWeight,
    threshold: int,
    cells: int,
    masses_of: Callable[[FailedWeight, float], Masses],
) -> LogBracket | None:
    """As `log_bracket`, by either way to the masses."""
    if threshold <= 0 or (weight.is_certain and threshold <= weight.total):
        return LogBracket(lower=0.0, middle=0.0, upper=0.0)
    if threshold > weight.total or weight.is_impossible:
        return LogBracket(lower=-math.inf, middle=-math.inf, upper=-math.inf)
    if weight.size > MOST_MEMBERS:
        return None
    unit = -(-weight.total // min(cells, LARGEST_WORK // weight.size))
    tilt = weight.tilt_towards(threshold)
    rest = rest_of(weight, unit)
    lattice = rest.lattice
    if lattice is None:
        return None
    tails = LatticeTails(
        unit=unit,
        threshold=threshold,
        tilt=tilt,
        log_scale=lattice.log_moment(tilt * unit) - tilt * threshold,
        law=masses_of(lattice, tilt * unit),
    )
    if tails.is_blurred:
        return None
    if rest.is_nothing:
        middle = tails.log_tail(threshold)
        return LogBracket(
            lower=tails.log_lower(threshold, -math.inf),
            middle=middle,
            upper=tails.log_upper(threshold, -math.inf),
        )
    middle = tails.log_between(rest.mean(tilt))
    missed = middle + _MISSED
    above = math.ceil(rest.farthest_above(tilt, threshold, missed))
    below = math.ceil(rest.farthest_below(tilt, threshold, missed))
    lower = tails.log_lower(threshold + below, missed)
    upper = tails.log_upper(threshold - above, missed)
    return LogBracket(lower=lower, middle=min(max(middle, lower), upper), upper=upper)


@dataclass(frozen=True, kw_only=True, slots=True)
class LatticeTails:
    """Tails of what fails on the lattice, from its masses under a tilt."""

    unit: int
    """Weight of a lattice point."""
    threshold: int
    """Weight from which the tilt is counted."""
    tilt: float
    """Per unit of weight [1]."""
    log_scale: float
    """Logarithm of the true chance of just the threshold, over the tilted one [1]."""
    law: Masses
    """Under the tilt."""

    def log_tail(self, weight: int, more: float = 0.0, noise: float = 0.0) -> float:
        """Logarithm of the chance of at least a weight, so much mass more at its foot [1]."""
        first = max(-(-weight // self.unit), self.law.start)
        masses = self.law.masses[first - self.law.start :]
        beyond = float(first * self.unit - self.threshold)
        decay = np.exp(-self.tilt * self.unit * np.arange(len(masses)))
        total = float(masses @ decay) + more + noise * float(np.linalg.norm(decay))
        if total <= 0:
            return -math.inf
        return min(0.0, self.log_scale - self.tilt * beyond + math.log(total))

    @property
    def is_blurred(self) -> bool:
        """Whether what was left out, or the noise, shows beside the tail."""
        clear = self.log_tail(self.threshold)
        blurred = self.log_tail(self.threshold, self.law.lost, _NOISE * self.law.error)
        underflows = clear - self.log_scale < _LEAST_LOG
        return underflows or not blurred - clear < _LARGEST_BLUR

    def log_upper(self, weight: int, missed: float) -> float:
        """Logarithm of all that the chance can be, with what was left out and noise [1]."""
        # What was left out counts from the weight itself, however far from it the masses begin.
        first = max(-(-weight // self.unit), self.law.start)
        spared = self.tilt * float(first * self.unit - weight)
        found = self.log_tail(
            weight, self.law.lost * math.exp(min(spared, 700.0)), _NOISE * self.law.error
        )
        return min(0.0, float(np.logaddexp(found, missed)))

    def log_lower(self, weight: int, missed: float) -> float:
        """Logarithm of what the chance is at least [1]."""
        found = self.log_tail(weight, 0.0, -_NOISE * self.law.error)
        if missed >= found:
            return -math.inf
        return found + math.log1p(-math.exp(missed - found))

    def log_between(self, mean_rest: float) -> float:
        """Logarithm of the chance, the rest taken as its mean and the lattice as even [1]."""
        place = (self.threshold - mean_rest) / self.unit + 0.5
        first = math.floor(place)
        low, high = (self.log_tail(each * self.unit) for each in (first, first + 1))
        return low + (place - first) * (high - low) if high > -math.inf else low
