"""An attack on independent resources that succeeds if enough of all of them is had, or of any."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..estimate import Estimate, Evidence, bound_estimate, exact_estimate
from ..question import LARGEST_CHUNK, Question
from ..rare import SMALLEST
from .apart import log_bound_apart, log_ends_of_many
from .brackets import LogBracket, log_bracket, log_bracket_again
from .draws import QUICK_DRAWS, draws_of, failures, log_weights
from .equals import log_equal_tail, log_equal_tail_again
from .groups import FailedWeight
from .logarithms import log_of_resources, log_sum
from .merged import Merged
from .merged_law import MergedLaw
from .singles import weights_failed
from .tails import log_bound, log_upper_tail, log_upper_tail_by_fourier

LEAST_SAMPLED_SLOWLY = 1e-3
"""Bound from which slow trials answer where no other method does [1]. Ours."""

LARGEST_DRAWS = 2**26
"""Random numbers that are drawn between two looks at a sample [1]: about a second of work."""

Tail = Callable[[FailedWeight, int], float | None]
EqualTail = Callable[[int, float, int], float | None]
Ends = Callable[[FailedWeight, int, int | None], LogBracket | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One of two ways to the answer."""

    name: str
    """Of an answer that is exact."""
    bracket: str
    """Of one between proved ends."""
    tail: Tail
    """The tail of weights that can be told apart."""
    equals: EqualTail
    """That of any number of equal members."""
    ends: Ends
    """Ends of that of finer ones, on a lattice of so many points."""
    nodes: int
    """Chances at which it asks for a tail where the chance is itself drawn [1]."""
    cells: int
    """Lattice points of each of these tails [1]."""
    contour: str
    """Of one between proved ends of any number of members."""
    fineness: float
    """Of the noise with these [1]."""


FIRST = Way(
    name="exact",
    bracket="bracket",
    tail=log_upper_tail,
    equals=log_equal_tail,
    ends=log_bracket,
    nodes=49,
    cells=2**15,
    contour="contour",
    fineness=0.6,
)
SECOND = Way(
    name="fourier",
    bracket="lattice",
    tail=log_upper_tail_by_fourier,
    equals=log_equal_tail_again,
    ends=log_bracket_again,
    nodes=41,
    cells=2**14,
    contour="other-contour",
    fineness=1.0,
)


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One resource: the law of what is had, how much is enough, and what is asked of it."""

    weight: FailedWeight
    """Law of what is had: what fails, is bought or is corrupted."""
    enough: int
    """Least weight that serves the attacker."""
    many: MergedLaw | None = None
    """The law of members beyond number, whose classes `weight` has; none of fewer."""

    @property
    def in_all(self) -> int:
        """Weight of all members."""
        return self.weight.total if self.many is None else self.many.stakes.total

    def log_ends(self, way: Way) -> LogBracket | None:
        """Logarithm of the chance that enough is had; its ends are apart if weights are too fine."""
        found = way.tail(self.weight, self.enough) if self._is_known else None
        if found is None and self.many is not None and self.many.is_equal:
            found = way.equals(*self.many.equals(self.enough))
        if found is not None:
            return LogBracket(lower=found, middle=found, upper=found)
        if self.many is not None:
            return log_ends_of_many(self.many, self.enough, way.fineness)
        return way.ends(self.weight, self.enough, None)

    @property
    def log_bound(self) -> float:
        """Logarithm of a proved upper bound [1]."""
        if self.many is None or self._is_known:
            return log_bound(self.weight, self.enough)
        return min(self.many.log_bound(self.enough), log_bound_apart(self.many, self.enough))

    @property
    def _is_known(self) -> bool:
        """Whether the weight of every member is."""
        return self.many is None or self.many.stakes.is_exact

    @property
    def draws(self) -> int:
        """Random numbers that one trial takes [1]."""
        if self.many is not None and not self._is_known:
            return len(self.many.stakes.held)
        return draws_of(self.weight)

    def had(self, tilt: float, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Weight that is had in every trial, plainly or under a tilt, (trials,) [1]."""
        if self.many is not None and not self._is_known:
            stakes = self.many.stakes
            return stakes.finer * weights_failed(stakes.held, self.many.alone, trials, rng)
        return failures(self.weight, tilt, trials, rng)

    @property
    def is_drawn_singly(self) -> bool:
        """Whether a trial draws every one of stakes beyond number, of which classes say too little."""
        return not self._is_known

    @property
    def is_tilted(self) -> bool:
        """Whether trials can be drawn under a tilt: not where members are known by their classes."""
        return self._is_known


class OfResources(Question):
    """An attack on independent resources.

    A kind says which they are, whether all are needed, and what else is to be printed.
    """

    __slots__ = ()

    @property
    def resources(self) -> tuple[Resource, ...]:
        """Resources, each with how much of it is enough."""
        return ()

    @property
    def needs_all(self) -> bool:
        """Whether all resources must be had, or any; no resource at all is then certain."""
        return True

    def exact(self) -> Estimate | None:
        """To about 1e-12 of itself; a bracket of proved ends where weights are very fine [1]."""
        return self._answer(FIRST)

    def second_exact(self) -> Estimate | None:
        """The same by Fourier's way, or on another lattice [1]."""
        return self._answer(SECOND)

    def _answer(self, way: Way) -> Estimate | None:
        """Chances of the resources put together; a bracket where one of them is."""
        found = [each.log_ends(way) for each in self.resources]
        known = [each for each in found if each is not None]
        if len(known) < len(found):
            return None
        lower, middle, upper = (
            (
                log_of_resources(self.needs_all, logs)
                for logs in zip(
                    *((each.lower, each.middle, each.upper) for each in known), strict=True
                )
            )
            if known
            else (log_of_resources(self.needs_all, ()),) * 3
        )
        if lower == upper:
            return exact_estimate(way.name, math.exp(middle), middle / math.log(10))
        return Estimate(
            evidence=Evidence.BRACKET,
            method=self._bracket_of(way),
            probability=math.exp(middle),
            lower=math.exp(min(lower, middle)),
            upper=math.exp(max(upper, middle)),
            confidence=1.0,
            trials=0,
            log10_probability=middle / math.log(10),
        )

    def _bracket_of(self, way: Way) -> str:
        """What answers between proved ends are called."""
        return way.bracket if all(each.many is None for each in self.resources) else way.contour

    @property
    def _log_bounds(self) -> list[float]:
        """Logarithm of the bound on every resource [1]."""
        return [each.log_bound for each in self.resources]

    def bound(self) -> Estimate:
        """Chernoff bounds, multiplied where all are needed, else added [1]."""
        bounds = self._log_bounds
        upper = math.fsum(bounds) if self.needs_all else log_sum(bounds)
        upper = min(0.0, upper + 1e-12)
        return bound_estimate("bound", math.exp(upper), upper / math.log(10))

    @property
    def is_sampled(self) -> bool:
        """Whether a trial is quick, or the answer not beyond any number of them."""
        return self.is_quickly_sampled or not self._is_out_of_reach

    @property
    def is_worth_sampling(self) -> bool:
        """Not where trials draw every one of stakes beyond number, and next to none succeeds."""
        return self.is_sampled and (
            not self.is_briefly_witnessed or self.bound().probability >= LEAST_SAMPLED_SLOWLY
        )

    @property
    def is_briefly_witnessed(self) -> bool:
        """Where trials draw every one of stakes beyond number."""
        return any(each.is_drawn_singly for each in self.resources)

    @property
    def _is_out_of_reach(self) -> bool:
        """Whether the bound is below what any sample can answer."""
        return self.bound().probability < SMALLEST

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether a trial takes few random numbers."""
        return self._draws <= QUICK_DRAWS

    @property
    def _draws(self) -> int:
        """Random numbers of a trial [1]."""
        return sum(each.draws for each in self.resources)

    @property
    def trials_at_once(self) -> int:
        """As many as draw some sixty million numbers [1]."""
        return max(1, min(LARGEST_CHUNK, LARGEST_DRAWS // max(1, self._draws)))

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of trials in which enough is had [1]."""
        had = self._draw((0.0,) * len(self.resources), trials, rng)
        return int(np.count_nonzero(self._is_enough(had, trials)))

    def _draw(
        self, tilts: Sequence[float], trials: int, rng: np.random.Generator
    ) -> list[NDArray[np.int64]]:
        """Weight that is had of every resource, each (trials,)."""
        return [
            each.had(tilt, trials, rng) for each, tilt in zip(self.resources, tilts, strict=True)
        ]

    def _is_enough(self, had: list[NDArray[np.int64]], trials: int) -> NDArray[np.bool_]:
        """Whether what is had is enough, (trials,)."""
        every = np.logical_and if self.needs_all else np.logical_or
        found = np.full(trials, self.needs_all)
        for weight, each in zip(had, self.resources, strict=True):
            found = every(found, weight >= each.enough)
        return found

    @property
    def is_sampled_rarely(self) -> bool:
        """Whether there is something rare to draw, and a sample can stand behind it."""
        if self._is_out_of_reach or not all(each.is_tilted for each in self.resources):
            return False
        rare = [each.weight.is_rare(each.enough) for each in self.resources]
        if self.needs_all:
            return any(rare)
        out_of_reach = [each.enough > each.in_all for each in self.resources]
        return any(rare) and all(np.logical_or(rare, out_of_reach))

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Importance of trials in which more is had than is likely, (trials,) [1]."""
        if not self.needs_all:
            return self._log_weights_of_any(trials, rng)
        total = np.zeros(trials)
        for each in self.resources:
            total += log_weights(each.weight, each.enough, trials, rng)
        return total

    @property
    def largest_log_weight(self) -> float:
        """Chernoff bounds of the resources: multiplied where all are needed, else added [1]."""
        bounds = self._log_bounds
        return math.fsum(bounds) if self.needs_all else log_sum(bounds)

    def _log_weights_of_any(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Importance of trials drawn under the tilt of one resource or of another, (trials,) [1].

        One is tilted in a part of the trials as large as its bound; a trial weighs the inverse of the
        mixture of these densities.
        """
        bounds = self._log_bounds
        total = log_sum(bounds)
        parts = [math.exp(bound - total) for bound in bounds]
        drawn: list[list[NDArray[np.int64]]] = []
        densities: list[tuple[float, float, int]] = []
        counts = rng.multinomial(trials, parts)
        for place, (each, part, count) in enumerate(
            zip(self.resources, parts, counts, strict=True)
        ):
            if part > 0:
                tilt = each.weight.tilt_towards(each.enough)
                tilts = [tilt if other == place else 0.0 for other in range(len(parts))]
                drawn.append(self._draw(tilts, int(count), rng))
                start = math.log(part) - each.weight.log_moment(tilt) + tilt * each.enough
                densities.append((start, tilt, place))
        had = [np.concatenate(each) for each in zip(*drawn, strict=True)]
        # Counted from what is enough, so that the logarithms stay small beside large weights.
        mixture = np.logaddexp.reduce(
            [
                start + tilt * (had[place] - self.resources[place].enough)
                for start, tilt, place in densities
            ],
            axis=0,
        )
        return np.where(self._is_enough(had, trials), -mixture, -math.inf)


def merged_members(stakes: Merged, odds: float, enough: int) -> Resource:
    """Stakes beyond number as a resource, each failing on its own.

    Parameters
    ----------
    stakes
        Who holds what.
    odds
        Log odds that one fails [1].
    enough
        Least weight that serves the attacker.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .merged import merged_stakes
    >>> pair = merged_members(merged_stakes(np.array([1.0, 2.0])), 0.0, 2)
    >>> round(math.exp(pair.log_ends(FIRST).middle), 12)
    0.5
    """
    law = MergedLaw(stakes=stakes, alone=odds)
    return Resource(weight=law.weight, enough=enough, many=law)


def equal_members(count: int, odds: float) -> FailedWeight:
    """Law of how many of some equal members fail, each on its own.

    Parameters
    ----------
    count
        Members, at least 1 [1].
    odds
        Log odds that one fails [1].

    Notes
    -----
    Source: the binomial law.

    Examples
    --------
    >>> equal_members(4, 0.0).mean(0.0)
    2.0
    """
    return FailedWeight(groups=((((1, count),), 1),), alone=odds, together=-math.inf)
