"""Tails of weight whose members share a chance that is itself drawn, between proved ends."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown; SciPy ships no types.

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.interpolate import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    CubicSpline,
)

from ..weights.brackets import LogBracket
from ..weights.groups import FailedWeight
from ..weights.logarithms import log_sum
from ..weights.tails import log_bound
from .beta_law import BetaLaw, Floats

Conditional = Callable[[FailedWeight], LogBracket | None]
"""Ends of the tail where the chance is given."""

POINTS = 16
"""Points of Gauss's rule between two nodes [1]."""

_NEGLIGIBLE = math.log(1e-12)
_LEAST_LOG = -600.0
_FARTHEST = 2_000.0
_STEPS = 48
_HALVINGS = 20
_ROUNDING = 1e-9
_EPSILON = 4e-15
_CACHED_RANGES = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Mixture:
    """Weight that is corrupted where all members share one chance, drawn from a beta law."""

    weight: FailedWeight
    """Members who fail alone; their own chance is not used."""
    enough: int
    """Weight that is enough, from 1 to all of it."""
    law: BetaLaw
    """Of the chance."""

    def given(self, log_odds: float) -> FailedWeight:
        """The weight where the chance has these log odds."""
        return replace(self.weight, alone=log_odds)

    def log_bound_given(self, log_odds: float) -> float:
        """Logarithm of a bound on the tail where the chance has these log odds; it rises [1]."""
        return log_bound(self.given(log_odds), self.enough)

    def log_bound_missed(self, log_odds: float) -> float:
        """The same of what is missed there; it falls [1]."""
        return log_bound(self.given(-log_odds), self.weight.total - self.enough + 1)

    @property
    def members(self) -> int:
        """Members with any weight [1]."""
        return self.weight.size - sum(copies for _, copies in self.weight.groups)

    @property
    def rounding(self) -> float:
        """Room for the rounding of logarithms of the density, which are large in a narrow law [1]."""
        return _ROUNDING + _EPSILON * math.fsum(self.law.shapes)


@lru_cache(maxsize=_CACHED_RANGES)
def range_of(mixture: Mixture) -> tuple[float, float]:
    """Log odds between which nearly all of the answer lies.

    Parameters
    ----------
    mixture
        What is asked.

    Notes
    -----
    Source: ours. What lies beyond either end is part of the ends that are proved: this choice makes
    them narrow, and no more. Above, the tail is as good as one, or the law has next to nothing left.
    """
    law = mixture.law
    top = _first(law.middle, lambda odds: mixture.log_bound_missed(odds) < _NEGLIGIBLE)
    top = min(top, _first(law.middle, lambda odds: _at(law.log_above, odds) < _LEAST_LOG))
    grid = np.linspace(min(law.middle, top) - 1.0, top, _STEPS)
    bounds = np.array([mixture.log_bound_given(odds) for odds in grid.tolist()])
    negligible = float(np.max(bounds + law.log_above(grid))) + _NEGLIGIBLE

    def has_little_below(odds: float) -> bool:
        """Whether what lies below is next to nothing."""
        return mixture.log_bound_given(odds) + _at(law.log_below, odds) < negligible

    start = -_first(-top, lambda odds: has_little_below(-odds))
    end = min(top, _first(start, lambda odds: _at(law.log_above, odds) < negligible))
    return start, end


def log_mixture(mixture: Mixture, conditional: Conditional, count: int) -> LogBracket | None:
    """The chance that at least so much weight is corrupted, between proved ends.

    Parameters
    ----------
    mixture
        What is asked.
    conditional
        Ends of the tail where the chance is given.
    count
        Chances at which it is asked for [1].

    Returns
    -------
    LogBracket or None
        None where one of the tails is not known, or where the answer is below 1e-260.

    Notes
    -----
    Source: ours. With n members the tail T is a sum of c_k e^(k y) / (1 + e^y)^n over k, y the log odds
    of the chance, all c_k >= 0: so T rises, and ln T + n ln(1 + e^y) is convex. Between two nodes it is
    below their chord and above the chords on either side drawn on. These ends are integrated over the
    density, and so are proved but for the rounding of that integral; the answer between them is a
    cubic spline of ln T, which is quadrature.
    """
    nodes = np.linspace(*range_of(mixture), count)
    found = [conditional(mixture.given(odds)) for odds in nodes.tolist()]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    lower, middle, upper = (
        np.array([getattr(each, name) for each in known]) for name in ("lower", "middle", "upper")
    )
    if not float(lower.min()) > -math.inf:
        return None
    inner, log_widths = _inner_points(nodes)
    density = mixture.law.log_density(inner) + log_widths
    hull = _Hull(nodes=nodes, lower=lower, upper=upper, members=mixture.members)
    below = _at(mixture.law.log_below, float(nodes[0])) + float(upper[0])
    above = _at(mixture.law.log_above, float(nodes[-1]))
    between = np.minimum(CubicSpline(nodes, middle)(inner), 0.0)
    low = log_sum([*_flat(density + hull.log_lower(inner)), above + float(lower[-1])])
    high = log_sum([*_flat(density + hull.log_upper(inner)), above, below])
    answer = log_sum([*_flat(density + between), above + float(middle[-1])])
    if answer < _LEAST_LOG:
        return None
    low, high = low - mixture.rounding, min(0.0, high + mixture.rounding)
    return LogBracket(lower=low, middle=min(max(answer, low), high), upper=high)


def log_mixture_bound(mixture: Mixture, count: int = _STEPS) -> float:
    """Proved upper bound on the logarithm of the chance that so much weight is corrupted [1].

    Parameters
    ----------
    mixture
        What is asked.
    count
        Chances at which Chernoff's bound is asked for [1].

    Notes
    -----
    Source: ours. The tail rises with the chance, so that between two of them it is below the bound at
    the larger one.
    """
    nodes = np.linspace(*range_of(mixture), count)
    bounds = [mixture.log_bound_given(odds) for odds in nodes.tolist()]
    below = np.exp(mixture.law.log_below(nodes))
    above = np.exp(mixture.law.log_above(nodes))
    # Of two differences the one of smaller numbers keeps its digits.
    parts = np.where(below[1:] < 0.5, np.diff(below), -np.diff(above))
    with np.errstate(divide="ignore"):
        logs = np.log(np.maximum(parts, 0.0))
        first, last = math.log(below[0]) if below[0] else -math.inf, float(np.log(above[-1]))
    total = log_sum([first + bounds[0], *_flat(logs + np.array(bounds[1:])), last])
    return min(0.0, total + mixture.rounding)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hull:
    """Ends of the logarithm of a tail between nodes, from its ends at them."""

    nodes: Floats
    lower: Floats
    upper: Floats
    members: int

    def log_upper(self, points: Floats) -> Floats:
        """Chords of the convex function, and the tail at the next node, of the points' shape."""
        bend = self._bend(points)
        ends = self.upper + self._bend(self.nodes)
        chords = _line(self.nodes[:-1], ends[:-1], self.nodes[1:], ends[1:], points)
        return np.minimum(np.minimum(chords - bend, self.upper[1:, None]), 0.0)

    def log_lower(self, points: Floats) -> Floats:
        """Chords of the neighbours drawn on, and the tail at the node before."""
        bend, nodes = self._bend(points), self.nodes
        low, high = self.lower + self._bend(nodes), self.upper + self._bend(nodes)
        found = np.broadcast_to(self.lower[:-1, None], points.shape).copy()
        from_left = _line(nodes[:-2], high[:-2], nodes[1:-1], low[1:-1], points[1:])
        from_right = _line(nodes[1:-1], low[1:-1], nodes[2:], high[2:], points[:-1])
        found[1:] = np.maximum(found[1:], from_left - bend[1:])
        found[:-1] = np.maximum(found[:-1], from_right - bend[:-1])
        return found

    def _bend(self, log_odds: Floats) -> Floats:
        """What makes the logarithm of the tail convex."""
        return self.members * np.logaddexp(0.0, log_odds)


def _line(left: Floats, at_left: Floats, right: Floats, at_right: Floats, points: Floats) -> Floats:
    """Straight lines through two points each, at the points of their row."""
    slopes = (at_right - at_left) / (right - left)
    return at_left[:, None] + slopes[:, None] * (points - left[:, None])


def _inner_points(nodes: Floats) -> tuple[Floats, Floats]:
    """Points of Gauss's rule between nodes, and logarithms of their weights, (nodes - 1, points)."""
    places, weights = np.polynomial.legendre.leggauss(POINTS)
    half = np.diff(nodes)[:, None] / 2
    middle = (nodes[:-1] + nodes[1:])[:, None] / 2
    return middle + half * places, np.log(half * weights)


def _first(start: float, holds: Callable[[float], bool]) -> float:
    """A place from which on something holds, just about the first, at or above the start."""
    if holds(start):
        return start
    step = 1.0
    while not holds(start + step) and step < _FARTHEST:
        step *= 2
    low, high = start + step / 2 if step > 1 else start, start + step
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _at(function: Callable[[Floats], Floats], place: float) -> float:
    """A function of arrays at one place."""
    return float(function(np.array([place]))[0])


def _flat(values: Floats) -> Sequence[float]:
    """All values in a list."""
    return values.ravel().tolist()
