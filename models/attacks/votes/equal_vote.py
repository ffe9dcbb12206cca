"""A vote of voters alike: how many of them say yes is binomial, however many there are."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from ..committees.bounds import binomial_bound
from ..committees.seat_counts import BinomialSeats
from ..committees.second_tails import second_tail
from ..committees.tails import LARGEST_STANDARD_DEVIATION, upper_tail
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from ..rare import SMALLEST
from .corrupted import CorruptedClass
from .urn import Urn
from .vote_tails import tail_of_log

MOST_EQUAL_VOTERS = 10**15
"""Voters alike that are taken [1]: counts of so many are still told apart by floats."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EqualVote(Question):
    """How likely yes-votes of voters alike are to weigh at least `threshold`.

    Examples
    --------
    Condorcet's jury: of three who are right with 0.6, two are with 0.648.

    >>> question = EqualVote(voters=3, probability=0.6, threshold=2.0)
    >>> round(question.exact().probability, 12)
    0.648
    """

    kind: ClassVar[str] = "vote"

    voters: int
    """How many there are [1]."""
    probability: float
    """Chance of each one's yes [1]."""
    weight: float = 1.0
    """Of each, as written, in any unit."""
    threshold: float
    """Least weight of yes-votes that is asked for, as written, in the same unit."""

    def __post_init__(self) -> None:
        if not 1 <= self.voters <= MOST_EQUAL_VOTERS:
            raise InvalidParameter(
                f"voters must be from 1 to {MOST_EQUAL_VOTERS}, got {self.voters}"
            )
        if not 0 <= self.probability <= 1:
            raise InvalidParameter(f"probabilities must lie in [0, 1], got {self.probability!r}")
        if not 0 <= self.weight < math.inf:
            raise InvalidParameter(f"weights must be finite and not negative, got {self.weight!r}")
        if not abs(self.threshold) < math.inf:
            raise InvalidParameter(f"threshold must be finite, got {self.threshold!r}")

    @property
    def needed(self) -> int:
        """Least yes-votes that are enough; above all voters where none are [1]."""
        if self.threshold <= 0:
            return 0
        if self.weight == 0:
            return self.voters + 1
        return min(math.ceil(as_written(self.threshold) / as_written(self.weight)), self.voters + 1)

    @property
    def count(self) -> BinomialSeats:
        """Law of the yes-votes: a float is a fraction of whole numbers."""
        yes, of = self.probability.as_integer_ratio()
        return BinomialSeats(population=of, adversaries=yes, committee=self.voters)

    @property
    def drawn(self) -> CorruptedClass:
        """The same as draws."""
        urn = Urn(members=self.voters, corruption=self.probability, correlation=0.0)
        return CorruptedClass(urn=urn, needed=self.needed)

    @property
    def is_settled(self) -> bool | None:
        """Whether it succeeds, where that is no matter of chance."""
        return self.drawn.urn.settled(self.needed)

    def exact(self) -> Estimate | None:
        """Exact probability, to about 1e-13 of itself; None where counts spread too far [1]."""
        if self.count.standard_deviation > LARGEST_STANDARD_DEVIATION:
            return None
        tail = upper_tail(self.count, self.needed)
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate | None:
        """Exact probability from integers or else from ratios; None where both take too long [1]."""
        second = None if self.is_settled is not None else second_tail(self.count, self.needed)
        if second is None:
            return None
        method, tail = second
        return exact_estimate(method, tail.probability, tail.log10_probability)

    def bound(self) -> Estimate:
        """Chernoff–Hoeffding bound [1]."""
        settled, count = self.is_settled, self.count
        if settled is not None:
            tail = tail_of_log(0.0 if settled else -math.inf)
        else:
            tail = binomial_bound(count.population, count.adversaries, self.voters, self.needed)
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Always: one number a trial."""
        return True

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of votes, of `trials`, with yes-votes enough [1]."""
        return int(np.count_nonzero(self.drawn.failures(trials, rng)))

    @property
    def is_sampled_rarely(self) -> bool:
        """Where more must say yes than are expected to, and not so rarely that no sample helps."""
        if self.is_settled is not None or self.drawn.is_usual:
            return False
        return self.bound().probability >= SMALLEST

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Weights of votes drawn under the tilt that makes success usual, (trials,) [1]."""
        succeeds, log_ratios = self.drawn.tilted_draw(np.ones(trials, dtype=np.bool_), rng)
        return np.where(succeeds, -log_ratios, -np.inf)

    @property
    def largest_log_weight(self) -> float:
        """That of a vote with just enough yes-votes [1]."""
        return -self.drawn.least_log_ratio

    def details(self) -> dict[str, Any]:
        """How many voters there are, and how many of them matter."""
        is_open = self.weight > 0 and 0 < self.probability < 1
        return {"voters": self.voters, "open_voters": self.voters if is_open else 0}
