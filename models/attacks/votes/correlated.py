"""A resource whose members are corrupted with a correlation: by urn where equal, else by mixture."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..committees.tails import Tail
from ..weights.brackets import LogBracket
from ..weights.draws import LARGEST_BLOCK
from ..weights.groups import FailedWeight
from ..weights.resources import FIRST, Resource, Way
from ..weights.tails import LARGEST_WORK, work_of
from .beta_law import BetaLaw
from .mixtures import Mixture, log_mixture, log_mixture_bound
from .urn import Urn
from .urn_witness import second_tail

MOST_UNEQUAL = 5_000
"""Members of unequal weight up to which the mixture is computed [1]: some ten seconds of work."""

MOST_EQUAL = 100_000
"""Members of equal weight up to which the urn is computed [1]: about half a second of work."""


@dataclass(frozen=True, kw_only=True)
class CorrelatedResource(Resource):
    """One resource of which members share a chance of corruption that is itself drawn."""

    chance: float
    """Mean chance that a member is corrupted [1]."""
    correlation: float
    """Of any two members [1]."""

    @property
    def settled(self) -> bool | None:
        """Whether enough is had, where that is no matter of chance."""
        if self.enough <= 0:
            return True
        if self.enough > self.in_all or self.chance == 0:
            return False
        return True if self.chance == 1 else None

    @property
    def mixture(self) -> Mixture:
        """The question to the mixture."""
        law = BetaLaw(mean=self.chance, correlation=self.correlation)
        return Mixture(weight=self.weight, enough=self.enough, law=law)

    @property
    def equal(self) -> tuple[Urn, int] | None:
        """The urn and how many of its members are enough, where all weigh the same."""
        classes = [each for composition, _ in self.weight.groups for each in composition]
        each, count = classes[0]
        if self.correlation < 1 and (len(classes) > 1 or count > MOST_EQUAL):
            return None
        urn = Urn(members=count, corruption=self.chance, correlation=self.correlation)
        # With a correlation of one all are corrupted or none is, whatever they weigh.
        return urn, -(-self.enough // each) if len(classes) == 1 else count

    def log_ends(self, way: Way) -> LogBracket | None:
        """As of independent members; a bracket where weights differ."""
        if self.settled is not None:
            return _point(0.0 if self.settled else -math.inf)
        if self.equal is not None:
            urn, count = self.equal
            tail = urn.tail(count) if way is FIRST else second_tail(urn, count)[1]
            return _point(_log(tail))
        if self.weight.size > MOST_UNEQUAL:
            return None
        is_light = way.nodes * work_of(self.weight) <= LARGEST_WORK

        def given(weight: FailedWeight) -> LogBracket | None:
            """Ends where the chance is given."""
            found = way.tail(weight, self.enough) if is_light else None
            return way.ends(weight, self.enough, way.cells) if found is None else _point(found)

        return log_mixture(self.mixture, given, way.nodes)

    @property
    def log_bound(self) -> float:
        """Logarithm of a proved upper bound: the urn's, or a mixture of Chernoff's, or Markov's [1]."""
        if self.settled is not None:
            return 0.0 if self.settled else -math.inf
        if self.equal is not None:
            urn, count = self.equal
            return _log(urn.bound(count))
        if self.weight.size > MOST_UNEQUAL:
            return min(0.0, math.log(self.chance * self.in_all / self.enough) + 1e-12)
        return log_mixture_bound(self.mixture)

    def had(self, tilt: float, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Weight that is corrupted in every trial, (trials,) [1]; never tilted."""
        if self.chance in (0, 1):
            return np.full(trials, round(self.chance) * self.in_all, dtype=np.int64)
        if self.correlation == 1:
            return (rng.random(trials) < self.chance) * np.int64(self.in_all)
        chances = self.mixture.law.drawn(trials, rng)
        total = np.zeros(trials, dtype=np.int64)
        classes = [each for composition, _ in self.weight.groups for each in composition]
        weights, counts = (np.array(each) for each in zip(*classes, strict=True))
        step = max(1, LARGEST_BLOCK // len(classes))
        for start in range(0, trials, step):
            drawn = rng.binomial(counts, chances[start : start + step, None], None)
            total[start : start + step] = drawn @ weights
        return total

    @property
    def is_tilted(self) -> bool:
        """Never: how much is corrupted is a mixture, and no tilt of it is one of the same kind."""
        return False


def correlated(resource: Resource, chance: float, correlation: float) -> Resource:
    """The same resource with correlated members.

    Parameters
    ----------
    resource
        Members who are corrupted alone.
    chance
        That a member is corrupted [1].
    correlation
        Of any two members; 0 leaves the resource as it is [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from ..weights.resources import equal_members
    >>> pair = Resource(weight=equal_members(2, 0.0), enough=2)
    >>> round(math.exp(correlated(pair, 0.5, 0.5).log_ends(FIRST).middle), 12)
    0.375
    """
    if correlation == 0:
        return resource
    return CorrelatedResource(
        weight=resource.weight,
        enough=resource.enough,
        many=resource.many,
        chance=chance,
        correlation=correlation,
    )


def _point(logarithm: float) -> LogBracket:
    """Ends that are one."""
    return LogBracket(lower=logarithm, middle=logarithm, upper=logarithm)


def _log(tail: Tail) -> float:
    """Natural logarithm of a tail [1]."""
    return tail.log10_probability * math.log(10)
