"""Enough holders of every resource act as the attacker wants, each on its own."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..availability.outage_draws import QUICK_DRAWS, draws_of, failures, log_weights
from ..availability.outage_groups import FailedWeight
from ..availability.outage_tails import log_bound, log_upper_tail, log_upper_tail_by_fourier
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One resource: what its holders do, and how much of it is enough."""

    weight: FailedWeight
    """Law of what is held by those who act as the attacker wants."""
    enough: int
    """Least weight that serves the attacker [1] or [token]."""


class EnoughOfAll(Question):
    """An attack that succeeds if enough of every resource is had, its holders independent.

    A kind says what it needs, and what else is to be printed.
    """

    __slots__ = ()

    @property
    def needs(self) -> tuple[Need, ...]:
        """Resources, each with how much of it is enough; none at all is certain."""
        return ()

    def exact(self) -> Estimate | None:
        """Product of the tails, to about 1e-12 of itself; none for weights too finely divided [1]."""
        return exact_of_all(self.needs)

    def second_exact(self) -> Estimate | None:
        """The same by Fourier's way [1]."""
        return second_of_all(self.needs)

    def bound(self) -> Estimate:
        """Chernoff bound [1]."""
        return bound_of_all(self.needs)

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether weights are equal, or few."""
        return are_quick(self.needs, QUICK_DRAWS)

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of trials in which enough of every resource is had [1]."""
        return successes_of_all(self.needs, trials, rng)

    @property
    def is_sampled_rarely(self) -> bool:
        """Whether there is anything to draw by weighted trials."""
        return are_rare(self.needs)

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Importance of trials in which more is had than is likely, (trials,) [1]."""
        return log_weights_of_all(self.needs, trials, rng)


def holders(count: int, odds: float) -> FailedWeight:
    """Law of how many of some equal holders act, each on its own.

    Parameters
    ----------
    count
        Holders, at least 1 [1].
    odds
        Log odds that one acts [1].

    Notes
    -----
    Source: the binomial law.

    Examples
    --------
    >>> holders(4, 0.0).mean(0.0)
    2.0
    """
    return FailedWeight(groups=((((1, count),), 1),), alone=odds, together=-math.inf)


def exact_of_all(needs: Sequence[Need]) -> Estimate | None:
    """Exact probability that enough of every resource is had [1].

    Parameters
    ----------
    needs
        Resources, whose holders are independent; none at all is certain.
    """
    return _product("exact", needs, log_upper_tail)


def second_of_all(needs: Sequence[Need]) -> Estimate | None:
    """The same by Fourier's way [1].

    Parameters
    ----------
    needs
        Resources, whose holders are independent.
    """
    return _product("fourier", needs, log_upper_tail_by_fourier)


def bound_of_all(needs: Sequence[Need]) -> Estimate:
    """Product of the Chernoff bounds [1].

    Parameters
    ----------
    needs
        Resources, whose holders are independent.
    """
    logarithm = math.fsum(log_bound(need.weight, need.enough) for need in needs)
    upper = min(0.0, logarithm + 1e-12) if logarithm > -math.inf else -math.inf
    return bound_estimate("bound", math.exp(upper), upper / math.log(10))


def are_quick(needs: Sequence[Need], most: int) -> bool:
    """Whether a trial takes at most so many random numbers.

    Parameters
    ----------
    needs
        Resources, whose holders are independent.
    most
        [1]
    """
    return sum(draws_of(need.weight) for need in needs) <= most


def successes_of_all(needs: Sequence[Need], trials: int, rng: np.random.Generator) -> int:
    """Number of trials in which enough of every resource is had [1].

    Parameters
    ----------
    needs
        Resources, whose holders are independent.
    trials
        [1]
    rng
        Source of randomness.
    """
    had = np.ones(trials, dtype=np.bool_)
    for need in needs:
        had &= failures(need.weight, 0.0, trials, rng) >= need.enough
    return int(np.count_nonzero(had))


def are_rare(needs: Sequence[Need]) -> bool:
    """Whether there is anything to draw by weighted trials.

    Parameters
    ----------
    needs
        Resources, whose holders are independent.
    """
    return any(need.weight.is_rare(need.enough) for need in needs)


def log_weights_of_all(
    needs: Sequence[Need], trials: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Importance of every trial, each resource tilted towards what is enough, (trials,) [1].

    Parameters
    ----------
    needs
        Resources, whose holders are independent.
    trials
        [1]
    rng
        Source of randomness.
    """
    total = np.zeros(trials)
    for need in needs:
        total += log_weights(need.weight, need.enough, trials, rng)
    return total


def _product(
    method: str,
    needs: Sequence[Need],
    tail: Callable[[FailedWeight, int], float | None],
) -> Estimate | None:
    """All resources at once, from the tail of each."""
    logarithms = [tail(need.weight, need.enough) for need in needs]
    found = [each for each in logarithms if each is not None]
    if len(found) < len(logarithms):
        return None
    total = math.fsum(found)
    return exact_estimate(method, math.exp(total), min(0.0, total / math.log(10)))
