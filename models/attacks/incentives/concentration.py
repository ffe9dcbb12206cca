"""Concentration: luck with rewards takes a holder past the share that none was to pass."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from ..estimate import (
    Estimate,
    Evidence,
    bound_estimate,
    bracket_estimate,
    exact_estimate,
    is_narrow,
)
from ..question import LARGEST_CHUNK, LARGEST_WEIGHTED_CHUNK, Question
from ..rare import SMALLEST
from ..stopping import chunk_of
from .choices import Law
from .compounding import passage_by_every_way, passage_ends
from .compounding_forwards import passage_ends_forwards
from .shares import (
    constant_reward_variance,
    log_wandering_bound,
    proportional_reward_variance,
)
from .urn import (
    Urn,
    fraction_of_passages,
    log_beyond_at_the_end,
    log_passage,
    log_passage_backwards,
)
from .urn_blocks import log_passage_by_blocks
from .urn_draws import largest_log_weight_of_walks, log_weights_of_walks, passages, walks
from .weighted_urns import log_passage_weights, log_weights_of_plays

MOST_REWARDS = 1_000_000
"""Rewards that may be drawn [1]."""

MOST_HOLDERS = 10_000
"""Holders that may be watched [1]."""

LEAST_SHARE = 1e-290
"""Least share above none: below, floats lose digits [1]."""

MOST_PART = 1e12
"""Farthest that all stake and one reward may be apart [1]."""

QUICK_REWARDS = 50
"""Rewards that a million trials draw one by one in about two seconds [1]."""

QUICK_LEAPS = 500
"""Rewards that they draw by leaps in as long, for one holder [1]."""

LEAST_SEEN = 1e-12
"""Bound below which no play is drawn to see it happen [1]. Ours."""

FEWEST_PLAYS = 64
"""Plays drawn from one generator, however long they take [1]."""

_LEAST_GAP = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class Concentration(Question):
    """How likely some holder is ever to pass a share, while each reward goes to one of them by stake.

    Everybody stakes all that it wins. Of one holder the rest is a crowd in which nobody matters; of
    several the others share what the largest leaves, in equal parts.

    Examples
    --------
    >>> question = Concentration(largest_share=0.3, stake=100.0, reward=1.0, rewards=100)
    >>> f"{question.exact().probability:.6f}"
    '0.332522'
    """

    kind: ClassVar[str] = "concentration"

    largest_share: float
    """Of the largest holder at the beginning [1]."""
    holders: int = 1
    """Holders that are watched [1]."""
    threshold: float = 0.33
    """Share that none is to pass, as written [1]."""
    stake: float
    """All stake at the beginning [token]."""
    reward: float
    """First reward; of the proportional law its part of all stake stays what it was [token]."""
    rewards: int
    """How many are paid [1]."""
    law: Law = Law.CONSTANT
    """How large they are."""

    def __post_init__(self) -> None:
        for name in ("largest_share", "threshold"):
            if not 0 <= getattr(self, name) <= 1:
                raise InvalidParameter(f"{name} must lie in [0, 1], got {getattr(self, name)!r}")
        if not 1 <= self.holders <= MOST_HOLDERS:
            raise InvalidParameter(f"holders must lie in [1, {MOST_HOLDERS}], got {self.holders}")
        if not 0 <= self.rewards <= MOST_REWARDS:
            raise InvalidParameter(f"rewards must lie in [0, {MOST_REWARDS}], got {self.rewards}")
        if not 0 < self.stake < math.inf:
            raise InvalidParameter(f"stake must be positive and finite, got {self.stake!r}")
        if not 0 <= self.reward < math.inf:
            raise InvalidParameter(f"reward must be finite and not negative, got {self.reward!r}")
        if 0 < self.largest_share < LEAST_SHARE:
            raise InvalidParameter(
                f"largest_share must be 0 or at least {LEAST_SHARE}, got {self.largest_share!r}"
            )
        if self.reward > 0 and not 1 / MOST_PART <= self.stake / self.reward <= MOST_PART:
            raise InvalidParameter(
                f"stake over reward must lie in [{1 / MOST_PART}, {MOST_PART}], "
                f"got {self.stake!r} / {self.reward!r}"
            )
        if self.holders > 1 and self.largest_share * self.holders < 1 - 1e-12:
            raise InvalidParameter(
                f"largest_share must be at least 1 / holders ({1 / self.holders:g}) to be the largest, "
                f"got {self.largest_share!r}"
            )

    @property
    def shares(self) -> list[float]:
        """Of every holder at the beginning, (holders,) [1]."""
        others = self.holders - 1
        return [self.largest_share, *[(1 - self.largest_share) / others for _ in range(others)]]

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to draw: too large already, or no reward that is ever felt."""
        return max(self.shares) > self.threshold or self.part == 0 or self.rewards == 0

    @property
    def part(self) -> float:
        """First reward over all stake before it [1]."""
        return self.reward / self.stake

    @property
    def parts(self) -> NDArray[np.float64]:
        """Every reward over all stake after it, (rewards,) [1]."""
        if self.law is Law.PROPORTIONAL:
            return np.full(self.rewards, self.part / (1 + self.part))
        paid = np.arange(1, self.rewards + 1, dtype=np.float64)
        return np.asarray(self.part / (1 + self.part * paid), dtype=np.float64)

    def urn(self, share: float) -> Urn:
        """The same as an urn, seen by a holder; all stake is counted in rewards."""
        total = as_written(self.stake) / as_written(self.reward)
        return Urn(
            own=as_written(share) * total,
            total=total,
            threshold=as_written(self.threshold),
            rewards=self.rewards,
        )

    def exact(self) -> Estimate | None:
        """First passage of the urn, to about 1e-11 of itself; of several holders a bracket [1].

        Shares under proportional rewards lie on no lattice: their passage is a bracket too. None
        where that is wide, and where it would take too long.
        """
        if self.law is Law.PROPORTIONAL and not self.is_settled:
            ends = self._compounding_ends
            return bracket_of("bracket", *ends) if is_answer(ends) else None
        return self._passage("exact", log_passage_of)

    def second_exact(self) -> Estimate | None:
        """From ways counted in whole numbers, else from the last reward backwards [1].

        Of proportional rewards, where they are few, from every way in which they can fall, else between
        ends that are carried forwards. None where all take too long or lie too far apart, and where
        nothing is left to chance.
        """
        if self.is_settled:
            return None
        if self.law is Law.PROPORTIONAL:
            return self._every_way() or self._forwards()
        if self.holders == 1:
            found = fraction_of_passages(self.urn(self.largest_share))
            if found is not None and found > 0:
                logarithm = math.log(found.numerator) - math.log(found.denominator)
                return _exact("ways", logarithm)
        return self._passage("backwards", log_passage_backwards)

    @property
    def _compounding_ends(self) -> tuple[float, float]:
        """Ends of the chance under proportional rewards, from the last of them backwards [1]."""
        return self._ends_by(passage_ends)

    def _forwards(self) -> Estimate | None:
        """The chance under proportional rewards, from the first of them forwards [1]."""
        ends = self._ends_by(passage_ends_forwards)
        return bracket_of("forwards", *ends) if is_answer(ends) else None

    def _ends_by(
        self, passage: Callable[[float, float, float, int], tuple[float, float] | None]
    ) -> tuple[float, float]:
        """Ends from those of one holder: of the likeliest one, and of the sum of all [1]."""
        part, others = float(self.parts[0]), self.holders - 1
        one = another = passage(self.largest_share, self.threshold, part, self.rewards)
        if others:
            another = passage(self.shares[1], self.threshold, part, self.rewards)
        if one is None or another is None:
            return 0.0, 1.0
        return max(one[0], another[0]), min(1.0, one[1] + others * another[1])

    def _every_way(self) -> Estimate | None:
        """The chance of one holder under few proportional rewards [1]."""
        if self.holders > 1:
            return None
        part = float(self.parts[0])
        found = passage_by_every_way(self.largest_share, self.threshold, part, self.rewards)
        return None if not found else _exact("every-way", min(0.0, math.log(found)))

    def _passage(self, method: str, passage: Callable[[Urn], float | None]) -> Estimate | None:
        """Answer from the chance of one holder, and of each of the others."""
        if self.is_settled:
            return _exact(method, 0.0 if max(self.shares) > self.threshold else -math.inf)
        one = passage(self.urn(self.largest_share))
        if one is None or self.holders == 1:
            return None if one is None else _exact(method, one)
        another = passage(self.urn(self.shares[1]))
        if another is None:
            return None
        most = math.log(self.holders - 1) + another
        both = float(np.logaddexp(one, most))
        if most - one < math.log(_LEAST_GAP):
            return _exact(method, one)
        upper = min(0.0, both)
        return Estimate(
            evidence=Evidence.BOUND,
            method="bracket",
            probability=math.exp(upper),
            lower=min(math.exp(max(one, another)), math.exp(upper)),
            upper=math.exp(upper),
            confidence=1.0,
            trials=0,
            log10_probability=upper / math.log(10),
        )

    def bound(self) -> Estimate:
        """Hoeffding's bound on a martingale that ever rises so far, summed over the holders [1].

        Under proportional rewards both ends of what is no answer, the upper one where it is less.
        """
        if self.is_settled:
            broken = max(self.shares) > self.threshold
            return bound_estimate("bound", float(broken), 0.0 if broken else -math.inf)
        squares = float((self.parts**2).sum()) * (1 + 1e-9)
        total = -math.inf
        for share in self.shares:
            far = log_wandering_bound((self.threshold - share) * (1 - 1e-9), squares)
            total = float(np.logaddexp(total, far))
        lower = 0.0
        if self.law is Law.PROPORTIONAL and not is_answer(ends := self._compounding_ends):
            lower, total = ends[0], min(total, math.log(ends[1]) if ends[1] > 0 else -math.inf)
        upper = min(0.0, total + 1e-9)
        found = bound_estimate("bound", math.exp(upper), upper / math.log(10))
        return replace(found, lower=min(lower, found.upper))

    @property
    def is_sampled(self) -> bool:
        """Whether a play that succeeds may ever be seen; under equal rewards always."""
        is_urn = self.is_settled or self.law is Law.CONSTANT
        return is_urn or self.bound().probability >= LEAST_SEEN

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether few rewards are drawn."""
        by_leaps = self.law is Law.CONSTANT and self.holders == 1 and self.rewards <= QUICK_LEAPS
        return self.is_settled or by_leaps or self.rewards * self.holders <= QUICK_REWARDS

    @property
    def trials_at_once(self) -> int:
        """Fewer the more is drawn for a play; leaps are about as many as it wanders far [1]."""
        if self.is_settled or self.is_quickly_sampled:
            return LARGEST_CHUNK
        by_leaps = self.law is Law.CONSTANT
        steps = 4 * math.isqrt(self.rewards) if by_leaps else self.rewards
        return chunk_of(4 * steps * self.holders, fewest=FEWEST_PLAYS)

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of plays in which some holder passes the threshold [1]."""
        if self.is_settled:
            return trials if max(self.shares) > self.threshold else 0
        if self.law is Law.CONSTANT:
            return passages([self.urn(share) for share in self.shares], trials, rng)
        return walks(self.shares, self.threshold, self.parts, trials, rng)

    @property
    def is_sampled_rarely(self) -> bool:
        """Whether one holder is watched, that can pass the threshold and need not."""
        if self.is_settled or self.holders > 1 or self.largest_share == 0:
            return False
        if self.law is Law.CONSTANT:
            return not self.urn(self.largest_share).is_safe
        most = 1 - (1 - self.largest_share) * float(np.prod(1 - self.parts))
        return most > self.threshold

    @property
    def weighted_trials_at_once(self) -> int:
        """Fewer where rewards are drawn one by one [1]."""
        if self.law is Law.CONSTANT:
            return LARGEST_WEIGHTED_CHUNK
        return chunk_of(4 * self.rewards, LARGEST_WEIGHTED_CHUNK, FEWEST_PLAYS)

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Importance of plays with raised odds, (trials,) [1]."""
        if self.law is Law.CONSTANT:
            return log_weights_of_plays(self.urn(self.largest_share), trials, rng)
        return log_weights_of_walks(self.largest_share, self.threshold, self.parts, trials, rng)

    @property
    def largest_log_weight(self) -> float:
        """That of the play that raised odds help the least, or a little more [1]."""
        if self.law is Law.CONSTANT:
            return float(log_passage_weights(self.urn(self.largest_share)).max())
        return largest_log_weight_of_walks(self.largest_share, self.threshold, self.parts)

    def details(self) -> dict[str, Any]:
        """How far shares wander, and what the urn alone would say of the last moment."""
        constant = self.law is Law.CONSTANT
        variance = (
            constant_reward_variance(
                self.largest_share, self.stake, self.reward, max(1, self.rewards)
            )
            if constant
            else proportional_reward_variance(self.largest_share, self.part, self.rewards)
        )
        found: dict[str, Any] = {
            "largest_share": self.largest_share,
            "holders": self.holders,
            "threshold": self.threshold,
            "stake": self.stake,
            "reward": self.reward,
            "rewards": self.rewards,
            "law": str(self.law),
            "standard_deviation": math.sqrt(variance) if self.rewards else 0.0,
        }
        if constant and not self.is_settled:
            found["at_the_end"] = math.exp(log_beyond_at_the_end(self.urn(self.largest_share)))
        return found


def log_passage_of(urn: Urn) -> float | None:
    """Natural logarithm of the chance to pass: reward by reward, else in blocks [1]."""
    found = log_passage(urn)
    return log_passage_by_blocks(urn) if found is None else found


def _exact(method: str, logarithm: float) -> Estimate:
    """An exact answer from its natural logarithm."""
    return exact_estimate(method, math.exp(logarithm), logarithm / math.log(10))


def is_answer(ends: tuple[float, float]) -> bool:
    """Whether ends are near each other, and not below the floats that have all their digits."""
    return ends[0] > SMALLEST and is_narrow(*ends)


def bracket_of(method: str, lower: float, upper: float) -> Estimate:
    """An answer between two ends."""
    return bracket_estimate(method, lower, upper)
