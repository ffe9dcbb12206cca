"""Settlement: a slot of a proof-of-stake chain can still be overturned after so many others."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..committees.second_tails import tail_of_fraction
from ..estimate import Estimate, bound_estimate, bracket_estimate, exact_estimate
from ..question import LARGEST_WEIGHTED_CHUNK, Question
from ..stopping import chunk_of
from . import margins
from .margins import chance_by_margins
from .requirements import require_count, require_share
from .settlement_bound import log_settlement_bound
from .settlement_chances import LARGEST_SLOTS, unsettled_chance
from .settlement_contour import chance_by_contour
from .settlement_draws import TiltedChain, tilted_chain

_QUICKLY_SAMPLED = 60
_NUMBERS_PER_SLOT = 4
_FEWEST_CHAINS = 256


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement(Question):
    """How likely an adversary can still show a chain of equal length without a slot so far back.

    Every slot is adversarial, or honest with one leader, or honest with many who extend different
    chains; the adversary breaks all ties. Before the slot in question the chain is so old that the
    adversary's reach is stationary.

    Examples
    --------
    >>> question = Settlement(share=0.3, unique=0.5, slots=300)
    >>> f"{question.exact().probability:.2e}"
    '6.19e-08'
    """

    kind: ClassVar[str] = "settlement"

    share: float
    """Chance of a slot to be adversarial, a [1]."""
    unique: float = 1.0
    """Part of the honest slots that has one leader only [1]."""
    slots: int
    """Slots that are waited, N [slot]."""

    def __post_init__(self) -> None:
        require_share("share", self.share)
        require_share("unique", self.unique)
        require_count("slots", self.slots, 1, LARGEST_SLOTS)

    @property
    def is_open(self) -> bool:
        """Whether neither side is sure to have its way, and there is an adversary at all."""
        return 0 < self.share < 0.5 and self.unique > 0

    @property
    def _settled(self) -> Estimate:
        """Answer where it is not open: without an adversary, all slots have many leaders."""
        if self.share == 0 and self.unique > 0:
            if self.unique == 1:
                return exact_estimate("exact", 0.0, -math.inf)
            logarithm = self.slots * math.log1p(-self.unique)
            return exact_estimate("exact", math.exp(logarithm), logarithm / math.log(10))
        return exact_estimate("exact", 1.0, 0.0)

    def exact(self) -> Estimate:
        """Exact probability, to about 1e-12 of itself [1]."""
        if not self.is_open:
            return self._settled
        tail = unsettled_chance(self.share, self.unique, self.slots).total
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate | None:
        """Exact probability from the published chain; where that takes long, by an integral [1].

        Of half of the slots on: the reach at the start alone says it. Without an adversary: integers.
        """
        if self.share >= 0.5:
            return self._reach
        if self.share == 0:
            many = 1 - Fraction(self.unique)
            counted = (many.numerator**self.slots, many.denominator**self.slots)
            tail = tail_of_fraction(*counted)
            return exact_estimate("integers", tail.probability, tail.log10_probability)
        if self.slots <= margins.LARGEST_SLOTS:
            tail = chance_by_margins(self.share, self.unique, self.slots)
            return exact_estimate("margins", tail.probability, tail.log10_probability)
        tail = chance_by_contour(self.share, self.unique, self.slots)
        if tail is None:
            return None
        return exact_estimate("contour", tail.probability, tail.log10_probability)

    @property
    def _reach(self) -> Estimate:
        """Between the chance of a reach that so many honest slots do not undo, and one.

        The reach at the start is above N with the chance (p / q)^(N + 1): one, where p is at least q.
        """
        odds = 1.0 if self.share == 1 else min(1.0, self.share / (1 - self.share))
        return bracket_estimate("reach", odds ** (self.slots + 1), 1.0)

    def bound(self) -> Estimate:
        """Markov's inequality for the slots that settling takes [1]."""
        logarithm = log_settlement_bound(self.share, self.unique, self.slots)
        return bound_estimate("bound", math.exp(logarithm), logarithm / math.log(10))

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Where the slots are few, and not more than half of them adversarial."""
        return self.slots <= _QUICKLY_SAMPLED and self.share < 0.5

    @property
    def trials_at_once(self) -> int:
        """Fewer where many slots are drawn for each [1]."""
        return chunk_of(_NUMBERS_PER_SLOT * self.slots, fewest=_FEWEST_CHAINS)

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of chains, of `trials`, whose slot is not settled [1]."""
        if self.share >= 0.5:
            return trials
        reach = rng.geometric((1 - 2 * self.share) / (1 - self.share), trials) - 1
        margin = reach.copy()
        unique_below = self.share + self.unique * (1 - self.share)
        for _ in range(self.slots):
            drawn = rng.random(trials)
            adversarial = drawn < self.share
            stays = (margin == 0) & ((reach > 0) | (drawn >= unique_below))
            margin += np.where(adversarial, 1, np.where(stays, 0, -1))
            reach = np.where(adversarial, reach + 1, np.maximum(0, reach - 1))
        return int(np.count_nonzero(margin >= 0))

    @property
    def is_sampled_rarely(self) -> bool:
        """Where the race is open."""
        return self.is_open

    @property
    def weighted_trials_at_once(self) -> int:
        """Fewer where many slots are drawn for each [1]."""
        return chunk_of(_NUMBERS_PER_SLOT * self.slots, LARGEST_WEIGHTED_CHUNK, _FEWEST_CHAINS)

    @property
    def _tilted_chain(self) -> TiltedChain:
        """The chain whose chances are changed."""
        return tilted_chain(self.share, self.unique, self.slots)

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Natural logarithms of the weights of chains of changed chances, (trials,) [1]."""
        return self._tilted_chain.log_weights(trials, rng)

    @property
    def largest_log_weight(self) -> float:
        """That of a chain that ends where reach and margin are zero [1]."""
        return self._tilted_chain.largest_log_weight
