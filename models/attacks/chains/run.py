"""Run: the adversary proposes so many slots one after the other."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..committees.second_tails import tail_of_fraction
from ..estimate import Estimate, bound_estimate, bracket_estimate, exact_estimate
from ..question import Question
from .requirements import require_count, require_share
from .run_chances import further_starts, log_expected_clumps, run_chance
from .second_runs import run_by_root, run_fraction

LARGEST_COUNT = 2**63 - 1
"""Most slots [slot]."""

LARGEST_SAMPLED = 10_000
"""Most slots that are drawn one by one [slot]: some seconds for a hundred thousand trials."""

LARGEST_INTEGER_WORK = 200_000_000
"""Bits times slots up to which runs are counted in integers [bit]: about a tenth of a second."""

_QUICKLY_SAMPLED = 200
_RARELY_SAMPLED = 4_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Run(Question):
    """How likely at least one run of `length` adversarial slots is among `slots`.

    Examples
    --------
    >>> question = Run(share=1 / 3, length=10, slots=10_000)
    >>> f"{question.exact().probability:.10f}"
    '0.1066867608'
    """

    kind: ClassVar[str] = "run"

    share: float
    """Chance of every slot to be the adversary's, p [1]."""
    length: int
    """Adversarial slots in a row, L [slot]."""
    slots: int
    """Slots in all, n [slot]."""

    def __post_init__(self) -> None:
        require_share("share", self.share)
        require_count("length", self.length, 1, LARGEST_COUNT)
        require_count("slots", self.slots, 1, LARGEST_COUNT)

    @property
    def is_open(self) -> bool:
        """Whether a run is neither certain nor impossible."""
        return 0 < self.share < 1 and self.length <= self.slots

    @property
    def _settled(self) -> float:
        """Chance where it is not open [1]."""
        return 1.0 if self.share == 1 and self.length <= self.slots else 0.0

    def exact(self) -> Estimate:
        """Exact probability, to about 1e-12 of itself [1]."""
        if not self.is_open:
            return exact_estimate("exact", self._settled, 0.0 if self._settled else -math.inf)
        tail = run_chance(self.share, self.length, self.slots)
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate | None:
        """Exact probability in integers, or else from the root of the generating function [1].

        Where that is no race: between the first slots alone and the expected clumps.
        """
        share = Fraction(self.share)
        if self.slots**2 * share.denominator.bit_length() <= LARGEST_INTEGER_WORK:
            tail = tail_of_fraction(*run_fraction(share, self.length, self.slots))
            return exact_estimate("integers", tail.probability, tail.log10_probability)
        if not self.is_open:
            return self._clumps
        log10_expected = self._log_expected / math.log(10)
        tail = run_by_root(self.share, self.length, self.slots, log10_expected)
        if tail is None:
            return None
        return exact_estimate("generating-function", tail.probability, tail.log10_probability)

    @property
    def _clumps(self) -> Estimate:
        """Between p^L, a run in the first slots, and the clumps expected, p^L (1 + (n - L) q) [1]."""
        fits = self.length <= self.slots
        first = self.share**self.length if fits else 0.0
        starts: float = further_starts(1 - self.share, self.slots - self.length)
        return bracket_estimate("clumps", first, min(1.0, first * starts))

    @property
    def _log_expected(self) -> float:
        """Natural logarithm of the expected clumps [1]."""
        return log_expected_clumps(self.share, self.length, self.slots)

    def bound(self) -> Estimate:
        """Expected number of clumps of runs, by Markov's inequality [1]."""
        if not self.is_open:
            return bound_estimate("bound", self._settled, 0.0 if self._settled else -math.inf)
        # Rounding must not carry it below the truth, which it is where only one clump fits.
        logarithm = self._log_expected
        logarithm = min(0.0, logarithm + 1e-14 * max(1.0, abs(logarithm)))
        return bound_estimate("bound", math.exp(logarithm), logarithm / math.log(10))

    @property
    def is_sampled(self) -> bool:
        """Where the slots are not too many to be drawn one by one."""
        return self.slots <= LARGEST_SAMPLED or not self.is_open

    @property
    def is_quickly_sampled(self) -> bool:
        """Where they are few, and something is left to chance."""
        return self.slots <= _QUICKLY_SAMPLED and self.is_open

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of sequences of slots, of `trials`, with a run [1]."""
        if not self.is_open:
            return trials if self._settled else 0
        if not self.is_sampled:
            raise InvalidParameter(
                f"slots must be at most {LARGEST_SAMPLED} to be drawn, got {self.slots}"
            )
        run = np.zeros(trials, dtype=np.int64)
        longest = np.zeros(trials, dtype=np.int64)
        for _ in range(self.slots):
            run = (run + 1) * (rng.random(trials) < self.share)
            np.maximum(longest, run, out=longest)
        return int(np.count_nonzero(longest >= self.length))

    @property
    def is_sampled_rarely(self) -> bool:
        """Where the slots are not too many to be drawn one by one."""
        return self.is_open and self.slots <= _RARELY_SAMPLED

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Natural logarithms of the weights of sequences with a clump put into them, (trials,) [1].

        The place of the clump is drawn; a sequence weighs the expected clumps over those that it
        has, so that none weighs more than the bound.

        Notes
        -----
        Source: Adler, Blanchet & Liu 2012, Annals of Applied Probability 22, for the
        union of the events that a clump begins in a given slot.
        """
        honest = 1 - self.share
        places = self.slots - self.length
        first = rng.random(trials) * (1 + places * honest) < 1
        start = np.where(first, 0, rng.integers(1, places + 1, trials) if places else 0)
        run = np.zeros(trials, dtype=np.int64)
        clumps = np.zeros(trials, dtype=np.int64)
        for slot in range(self.slots):
            adversarial = rng.random(trials) < self.share
            adversarial &= slot != start - 1
            adversarial |= (slot >= start) & (slot < start + self.length)
            run = (run + 1) * adversarial
            clumps += run == self.length
        return self._log_expected - np.log(clumps)

    @property
    def largest_log_weight(self) -> float:
        """That of a sequence with one clump: the expected clumps [1]."""
        return self._log_expected
