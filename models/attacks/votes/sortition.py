"""Committees by cryptographic sortition, of which only the expected size is known."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from ..committees.tails import Tail
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from .choices import Failure
from .poisson import log_masses, log_tails
from .sortition_sums import decimal_failure
from .vote_tails import tail_of_log

LARGEST_SIZE = 100_000
"""Largest expected size [vote]: about a second of work."""

_SLACK = 2.0**-40


@dataclass(frozen=True, kw_only=True, slots=True)
class Sortition(Question):
    """How likely a committee is unsafe, or cannot decide.

    Each vote is drawn on its own, so that honest and Byzantine votes are independent Poisson
    counts. Byzantine members vote for both of two blocks, honest ones are split between them:
    safety fails where honest / 2 + byzantine > threshold * expected_size, liveness where
    honest <= threshold * expected_size.

    Notes
    -----
    Source: Gilad et al. 2017, Algorand, SOSP, doi:10.1145/3132747.3132757, section 7.5.

    Examples
    --------
    >>> question = Sortition(expected_size=2000.0, threshold=0.685, honest=0.8)
    >>> question.exact().probability < 5e-9
    True
    """

    kind: ClassVar[str] = "sortition"

    expected_size: float
    """Votes expected of all together, at least 1 [vote]."""
    threshold: float
    """Part of the expected size that votes must exceed, as written [1]."""
    honest: float
    """Honest part of the stake, as written [1]."""
    failure: Failure | None = None
    """What goes wrong; either, where not given."""

    def __post_init__(self) -> None:
        if not 1 <= self.expected_size <= LARGEST_SIZE:
            raise InvalidParameter(
                f"expected_size must lie in [1, {LARGEST_SIZE}], got {self.expected_size!r}"
            )
        if not 0 <= self.threshold <= 1:
            raise InvalidParameter(
                f"threshold must lie in [0, 1], a part of the expected size, got {self.threshold!r}"
            )
        if not 0 <= self.honest <= 1:
            raise InvalidParameter(f"honest must lie in [0, 1], got {self.honest!r}")

    @property
    def honest_mean(self) -> float:
        """Honest votes expected [vote]."""
        return float(as_written(self.honest) * as_written(self.expected_size))

    @property
    def byzantine_mean(self) -> float:
        """Byzantine votes expected [vote]."""
        return float((1 - as_written(self.honest)) * as_written(self.expected_size))

    @property
    def most_stuck(self) -> int:
        """Most honest votes that do not exceed the threshold [vote]."""
        return math.floor(as_written(self.threshold) * as_written(self.expected_size))

    @property
    def most_safe(self) -> int:
        """Largest sum of honest and twice the Byzantine votes that is safe [vote]."""
        return math.floor(2 * as_written(self.threshold) * as_written(self.expected_size))

    @property
    def liveness_failure(self) -> Tail:
        """Chance that honest votes alone do not exceed the threshold [1]."""
        at_most, _ = log_tails(self.honest_mean, self.most_stuck)
        return tail_of_log(float(at_most[-1]))

    @property
    def safety_failure(self) -> Tail:
        """Chance that two blocks can both exceed the threshold [1]."""
        return tail_of_log(self._log_unsafe(0))

    def _log_unsafe(self, least_honest: int) -> float:
        """Logarithm of the chance that safety fails, with at least so many honest votes [1]."""
        most = self.most_safe
        honest = np.arange(least_honest, most + 1)
        _, honest_tails = log_tails(self.honest_mean, most + 1)
        logs = honest_tails[-1:]
        if len(honest) and self.honest_mean > 0:
            masses = log_masses(self.honest_mean, most)[least_honest:]
            _, byzantine_tails = log_tails(self.byzantine_mean, most // 2 + 1)
            logs = np.append(logs, masses + byzantine_tails[(most - honest) // 2 + 1])
        elif least_honest == 0:
            _, byzantine_tails = log_tails(self.byzantine_mean, most // 2 + 1)
            logs = byzantine_tails[-1:]
        return _log_sum(logs)

    def exact(self) -> Estimate:
        """Exact probability of what goes wrong, to about 1e-13 of itself [1]."""
        if self.failure is not None:
            is_safety = self.failure is Failure.SAFETY
            tail = self.safety_failure if is_safety else self.liveness_failure
            return exact_estimate("exact", tail.probability, tail.log10_probability)
        at_most, _ = log_tails(self.honest_mean, self.most_stuck)
        unsafe = self._log_unsafe(self.most_stuck + 1)
        tail = tail_of_log(_log_sum(np.array([at_most[-1], unsafe])))
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate:
        """The same to fifty digits, summed over Byzantine votes [1]."""
        tail = decimal_failure(
            self.honest_mean,
            self.byzantine_mean,
            -1 if self.failure is Failure.SAFETY else self.most_stuck,
            None if self.failure is Failure.LIVENESS else self.most_safe,
        )
        return exact_estimate("decimals", tail.probability, tail.log10_probability)

    def bound(self) -> Estimate:
        """Chernoff's bounds on what goes wrong, added, with what rounding may have taken [1]."""
        found = {
            Failure.LIVENESS: self._log_stuck_bound,
            Failure.SAFETY: self._log_unsafe_bound,
        }
        logs = np.array([bound for each, bound in found.items() if self.failure in (each, None)])
        tail = tail_of_log(_log_sum(logs))
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    @property
    def _log_stuck_bound(self) -> float:
        """Chernoff's bound on the liveness failure, as a logarithm [1]."""
        mean, most = self.honest_mean, self.most_stuck
        if most >= mean:
            return 0.0
        exponent = mean - most - (most * math.log(mean / most) if most > 0 else 0.0)
        return _raised(-exponent, mean)

    @property
    def _log_unsafe_bound(self) -> float:
        """Chernoff's bound on the safety failure at the best tilt, as a logarithm [1]."""
        factor = self._unsafe_factor
        if factor <= 1:
            return 0.0
        needed = self.most_safe + 1
        gained = self.honest_mean * (factor - 1) + self.byzantine_mean * (factor * factor - 1)
        return _raised(gained - needed * math.log(factor), gained + needed * math.log(factor))

    @property
    def _unsafe_factor(self) -> float:
        """What the honest mean is multiplied by, and the Byzantine twice, to make unsafety usual.

        It solves honest_mean * x + 2 * byzantine_mean * x * x = most_safe + 1.
        """
        honest, needed = self.honest_mean, self.most_safe + 1
        root = math.sqrt(honest * honest + 8 * self.byzantine_mean * needed)
        return 2 * needed / (honest + root)

    @property
    def _scarce_factor(self) -> float:
        """What the honest mean is multiplied by to make liveness failures usual [1]."""
        return min(1.0, max(self.most_stuck, 0.5) / self.honest_mean)

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Always: two numbers a trial."""
        return True

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of committees, of `trials`, that fail [1]."""
        honest = rng.poisson(self.honest_mean, trials)
        byzantine = rng.poisson(self.byzantine_mean, trials)
        return int(np.count_nonzero(self._fails(honest, byzantine)))

    def _fails(self, honest: NDArray[np.int64], byzantine: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether these votes fail in a way that is asked for, (trials,)."""
        stuck, unsafe = honest <= self.most_stuck, honest + 2 * byzantine > self.most_safe
        if self.failure is None:
            return stuck | unsafe
        return unsafe if self.failure is Failure.SAFETY else stuck

    @property
    def is_sampled_rarely(self) -> bool:
        """Where each failure that is asked for is unusual."""
        is_liveness = self.failure in (Failure.LIVENESS, None)
        is_safety = self.failure in (Failure.SAFETY, None)
        return not (
            (is_liveness and self.most_stuck >= self.honest_mean)
            or (is_safety and self._unsafe_factor <= 1)
        )

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Weights of committees drawn from two tilted laws, (trials,) [1].

        One makes the liveness failure usual, the other the safety failure: in equal parts if either
        is asked for. A committee weighs its true chance over that under both together.
        """
        part = self._scarce_part
        scarce, factor = self._scarce_factor, self._unsafe_factor
        is_scarce = rng.random(trials) < part
        honest = rng.poisson(self.honest_mean * np.where(is_scarce, scarce, factor))
        byzantine = rng.poisson(self.byzantine_mean * np.where(is_scarce, 1.0, factor * factor))
        log_scarce = honest * math.log(scarce) - self.honest_mean * (scarce - 1)
        log_unsafe = (honest + 2 * byzantine) * math.log(factor) - (
            self.honest_mean * (factor - 1) + self.byzantine_mean * (factor * factor - 1)
        )
        mixture = np.logaddexp(_log(part) + log_scarce, _log(1 - part) + log_unsafe)
        return np.where(self._fails(honest, byzantine), -mixture, -np.inf)

    @property
    def largest_log_weight(self) -> float:
        """That of a committee that only just fails, over the part of the law that leads there [1]."""
        scarce, factor = self._scarce_factor, self._unsafe_factor
        stuck = self.honest_mean * (scarce - 1) - max(0, self.most_stuck) * math.log(scarce)
        gained = self.honest_mean * (factor - 1) + self.byzantine_mean * (factor * factor - 1)
        unsafe = gained - (self.most_safe + 1) * math.log(factor)
        part = self._scarce_part
        if part in (0, 1):
            return stuck if part else unsafe
        return math.log(2) + max(stuck, unsafe)

    @property
    def _scarce_part(self) -> float:
        """Part of the weighted trials in which honest votes are made scarce [1]."""
        return 0.5 if self.failure is None else float(self.failure is Failure.LIVENESS)

    def details(self) -> dict[str, Any]:
        """Both ways to fail, asked for or not."""
        return {
            "safety_failure": self.safety_failure.probability,
            "liveness_failure": self.liveness_failure.probability,
        }


def _log_sum(logs: NDArray[np.float64]) -> float:
    """Logarithm of a sum of probabilities, at most 0 [1]."""
    largest = float(logs.max())
    if largest == -math.inf:
        return largest
    return min(0.0, largest + math.log(float(np.exp(logs - largest).sum())))


def _log(part: float) -> float:
    """Natural logarithm of a part, minus infinity for none [1]."""
    return math.log(part) if part > 0 else -math.inf


def _raised(logarithm: float, size: float) -> float:
    """The logarithm of a bound, raised by what rounding of terms of this size may have taken [1]."""
    return min(0.0, logarithm + _SLACK * max(1.0, size))
