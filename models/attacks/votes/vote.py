"""A vote that succeeds: yes-votes of independent voters weigh at least a threshold."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from ..committees.second_tails import tail_of_fraction
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from .ballots import drawn_excess
from .choices import MOST_VOTERS
from .integers import vote_fraction
from .tilting import saddle, tilted
from .vote_tails import is_settled, products, tail_of_log, upper_tail
from .voters import Voters, voters_of

_QUICK_VOTERS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote(Question):
    """How likely yes-votes are to weigh at least `threshold`.

    Examples
    --------
    In floats 0.1 + 0.2 is not 0.3, but as written it is:

    >>> question = Vote(probabilities=(0.5, 0.5), weights=(0.1, 0.2), threshold=0.3)
    >>> round(question.exact().probability, 12)
    0.25
    """

    kind: ClassVar[str] = "vote"

    probabilities: tuple[float, ...]
    """Chance of every voter's yes, (n_voters,) [1]."""
    weights: tuple[float, ...] | None = None
    """Weight of every voter, as written, (n_voters,), in any unit; 1 each where not given."""
    threshold: float
    """Least weight of yes-votes that is asked for, as written, in the same unit."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.probabilities) <= MOST_VOTERS:
            raise InvalidParameter(
                f"probabilities must be from 1 to {MOST_VOTERS}, got {len(self.probabilities)}"
            )
        for chance in self.probabilities:
            if not 0 <= chance <= 1:
                raise InvalidParameter(f"probabilities must lie in [0, 1], got {chance!r}")
        if self.weights is not None:
            if len(self.weights) != len(self.probabilities):
                raise InvalidParameter(
                    f"weights must be as many as probabilities ({len(self.probabilities)}), "
                    f"got {len(self.weights)}"
                )
            for weight in self.weights:
                if not 0 <= weight < math.inf:
                    raise InvalidParameter(
                        f"weights must be finite and not negative, got {weight!r}"
                    )
        if not abs(self.threshold) < math.inf:
            raise InvalidParameter(f"threshold must be finite, got {self.threshold!r}")

    @property
    def voters(self) -> Voters:
        """Those whose vote is open, in a common unit."""
        return voters_of(self.probabilities, self._given_weights, self.threshold)

    @property
    def _given_weights(self) -> tuple[float, ...]:
        """Weight of every voter, (n_voters,)."""
        return (1.0,) * len(self.probabilities) if self.weights is None else self.weights

    def exact(self) -> Estimate | None:
        """Exact probability, to about 1e-12 of itself; None for many voters of unlike weights [1]."""
        tail = upper_tail(self.voters)
        if tail is None:
            return None
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate | None:
        """Exact probability from integers, or else from a product of polynomials [1]."""
        weights = [as_written(weight) for weight in self._given_weights]
        fraction = vote_fraction(self.probabilities, weights, as_written(self.threshold))
        if fraction is not None:
            tail = tail_of_fraction(*fraction)
            return exact_estimate("integers", tail.probability, tail.log10_probability)
        tail = upper_tail(self.voters, way=products)
        if tail is None:
            return None
        return exact_estimate("product", tail.probability, tail.log10_probability)

    def bound(self) -> Estimate:
        """Chernoff's bound, least over all tilts, its rounding added [1]."""
        voters = self.voters
        settled = is_settled(voters)
        if settled is not None:
            return bound_estimate("bound", settled.probability, settled.log10_probability)
        tilt = saddle(voters)
        tail = tail_of_log(min(0.0, tilt.log_factor + tilt.rounding))
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether there are few voters."""
        return len(self.probabilities) <= _QUICK_VOTERS

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of votes, of `trials`, whose yes-votes weigh enough [1]."""
        voters = self.voters
        settled = is_settled(voters)
        if settled is not None:
            return round(settled.probability) * trials
        return int(np.count_nonzero(drawn_excess(voters, tilted(voters, 0.0), trials, rng) >= 0))

    @property
    def is_sampled_rarely(self) -> bool:
        """Where votes must be tilted for the sum to be usual."""
        voters = self.voters
        return is_settled(voters) is None and saddle(voters).rate > 0

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Weights of votes drawn under the tilt at the saddle point, (trials,) [1]."""
        voters = self.voters
        tilt = saddle(voters)
        excess = drawn_excess(voters, tilt, trials, rng)
        return np.where(excess >= 0, tilt.log_factor - tilt.rate * excess, -np.inf)

    @property
    def largest_log_weight(self) -> float:
        """That of a vote that weighs just enough: Chernoff's bound [1]."""
        return self.bound().log10_probability * math.log(10)

    def details(self) -> dict[str, Any]:
        """How many voters there are, and how many of them matter."""
        return {
            "voters": len(self.probabilities),
            "open_voters": len(self.voters.weights),
        }
