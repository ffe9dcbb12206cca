"""Importance sampling for any question that offers it, behind a gate that stops spoilt samples."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter
from .estimate import Estimate, Evidence
from .intervals import normal_quantile
from .question import LARGEST_WEIGHTED_CHUNK, Question
from .stopping import Drawn, ParallelMap, Precision, batches, draw, trials_in_chunk

CHUNK = LARGEST_WEIGHTED_CHUNK
"""Trials drawn from one generator, unless they take long [1]."""

FEWEST_EFFECTIVE = 1_000.0
"""Effective trials that an answer must rest on [1].

Ours: below it the weights' own variance is not known well enough for the interval to mean anything.
"""

LARGEST_PART = 0.02
"""Most that a single trial may contribute to an answer [1]. Ours."""

LARGEST_UNSEEN = 0.05
"""Most that a single trial, had it been seen, may have added to an answer [1].

Ours: what the trials may have missed is then less than an answer, at a confidence of 1 - 1e-7 still.
"""

FEWEST_TO_GIVE_UP = 100.0
"""Effective trials before a sample may be called hopeless [1]. Ours."""

PATIENCE = 10.0
"""How much larger an answer may turn out than the trials so far say, before they are called hopeless
[1]. Ours."""

SMALLEST = 1e-300
"""Least probability that is answered by a sample: its interval must be floats [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moments:
    """Sums over the weights of some trials, scaled by the largest of them."""

    log_largest: float
    """Natural logarithm of the largest weight, minus infinity where all trials fail [1]."""
    first: float
    """Sum of weights over the largest [1]."""
    second: float
    """Sum of their squares [1]."""

    def scaled(self, log_largest: float) -> tuple[float, float]:
        """Both sums, over another largest weight [1]."""
        if self.log_largest == -math.inf:
            return 0.0, 0.0
        factor = math.exp(self.log_largest - log_largest)
        return self.first * factor, self.second * factor**2


def moments_of(log_weights: NDArray[np.float64]) -> Moments:
    """Sums over the weights of a chunk.

    Parameters
    ----------
    log_weights
        Natural logarithms, minus infinity for failures, (trials,) [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> moments_of(np.log([1.0, 2.0, 2.0])).first
    2.5
    """
    log_largest = float(np.max(log_weights, initial=-math.inf))
    if not log_largest < math.inf:
        raise InvalidParameter(f"every weight must be finite, got a logarithm of {log_largest!r}")
    if log_largest == -math.inf:
        return Moments(log_largest=log_largest, first=0.0, second=0.0)
    weights = np.exp(log_weights - log_largest)
    return Moments(
        log_largest=log_largest, first=float(weights.sum()), second=float(weights @ weights)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightedSample:
    """What was drawn: all that an interval and the gate need to know."""

    moments: Moments
    """Of all trials."""
    trials: int
    """Trials drawn [1]."""
    looks: int
    """How often the sample could have been looked at, and stopped [1]."""
    largest_log_weight: float
    """Natural logarithm of the most that a trial can weigh, seen or not: see `Question` [1]."""

    @property
    def effective_trials(self) -> float:
        """Trials of equal weight that would say as much about the successes [1].

        Notes
        -----
        Source: Kong 1992, University of Chicago technical report 348: the squared sum of the weights
        over the sum of their squares.
        """
        if self.moments.second == 0:
            return 0.0
        return self.moments.first**2 / self.moments.second

    @property
    def largest_part(self) -> float:
        """Part of the answer that a single trial contributes, at the most [1]."""
        return 1 / self.moments.first if self.moments.first > 0 else 1.0

    @property
    def unseen_part(self) -> float:
        """Part of the answer that one trial of the largest weight would have added [1]."""
        excess = self.largest_log_weight - self.log_probability
        return math.exp(min(700.0, excess)) / self.trials

    @property
    def doubt(self) -> str:
        """Why the sample cannot stand behind a number; empty where it can."""
        if self.effective_trials < FEWEST_EFFECTIVE:
            return (
                f"effective trials must be at least {FEWEST_EFFECTIVE:.0f} for an answer, "
                f"got {self.effective_trials:.1f} of {self.trials}"
            )
        if self.largest_part > LARGEST_PART:
            return (
                f"one trial may contribute at most {LARGEST_PART} of an answer, "
                f"got {self.largest_part:.3f}"
            )
        if self.largest_log_weight == math.inf:
            return "a largest weight must be known for an answer, got none"
        if self.unseen_part > LARGEST_UNSEEN:
            needed = self.trials * self.unseen_part / LARGEST_UNSEEN
            return (
                f"one trial that was not seen may add at most {LARGEST_UNSEEN} of an answer, "
                f"got {self.unseen_part:.3g}: {needed:.2g} trials are needed"
            )
        if self.log_probability < math.log(SMALLEST):
            return (
                f"probability must be at least {SMALLEST} to be sampled, "
                f"got 10^{self.log_probability / math.log(10):.1f}"
            )
        return ""

    @property
    def log_probability(self) -> float:
        """Natural logarithm of the mean weight [1]."""
        if self.moments.first == 0:
            return -math.inf
        return self.moments.log_largest + math.log(self.moments.first / self.trials)

    def estimate(self, confidence: float) -> Estimate:
        """Mean weight with an interval that stopping early does not spoil.

        Parameters
        ----------
        confidence
            Wanted coverage, in (0, 1) [1].

        Returns
        -------
        Estimate
            With the normal interval at 1 - (1 - confidence) / looks; from 0 to 1 as long as `doubt`
            says something, since then the variance of the weights is not known either.

        Notes
        -----
        Source: the central limit theorem, behind the gate of `doubt`; looks as for `Sample`. What is
        too rare to have been seen is added to the upper end: trials of a chance q all stay away with
        a chance of at most e^(-q trials), and add at most q times the largest weight. Each of the
        two parts may fail in half of what is left of the confidence. To both ends is added what no
        failure was seen of: so many trials without one leave room for that part of them, whatever
        their variance.
        """
        log_probability = self.log_probability
        probability = math.exp(min(0.0, log_probability))
        lower, upper = 0.0, 1.0
        if not self.doubt:
            missed = (1 - confidence) / self.looks / 2
            half = self.relative_deviation * normal_quantile(1 - missed)
            never = -math.log(missed)
            lower = max(0.0, probability * (1 - half - never / self.effective_trials))
            unseen = never * max(self.unseen_part, 1 / self.effective_trials)
            upper = min(1.0, probability * (1 + half + unseen))
        return Estimate(
            evidence=Evidence.SAMPLED,
            method="rare",
            probability=probability,
            lower=lower,
            upper=upper,
            confidence=confidence,
            trials=self.trials,
            log10_probability=min(0.0, log_probability) / math.log(10),
        )

    @property
    def relative_deviation(self) -> float:
        """Standard deviation of the mean weight, over the mean weight [1]."""
        inverse = 1 / self.effective_trials - 1 / self.trials
        return math.sqrt(max(0.0, inverse) * self.trials / max(1, self.trials - 1))


def sample_rare(
    question: Question,
    generator: Callable[[int], np.random.Generator],
    precision: Precision,
    *,
    parallel_map: ParallelMap = map,
    progress: Callable[[WeightedSample], None] | None = None,
) -> Drawn[WeightedSample]:
    """Draw weighted trials in chunks until the answer is precise, or the trials or the time are spent.

    Parameters
    ----------
    question
        What is asked; one that offers `log_weights`.
    generator
        Gives chunk 0, 1, 2, … its own generator, the same one whenever it is asked again.
    precision
        When to stop.
    parallel_map
        Where chunks are drawn.
    progress
        Called after every batch with what has been drawn so far.

    Returns
    -------
    Drawn
        The same for any `parallel_map`, as `stopping.draw` says. Look at its `doubt` before its
        estimate.

    Notes
    -----
    Source: ours.
    """
    chunk, largest = question.weighted_trials_at_once, question.largest_log_weight
    looks = batches(precision, chunk)

    def tally(parts: list[Moments], trials: int) -> WeightedSample:
        return WeightedSample(
            moments=together(parts), trials=trials, looks=looks, largest_log_weight=largest
        )

    def is_hopeless(found: WeightedSample) -> bool:
        at_the_end = found.unseen_part * found.trials / precision.largest_trials
        is_known = found.effective_trials >= FEWEST_TO_GIVE_UP
        return largest == math.inf or (is_known and at_the_end > PATIENCE * LARGEST_UNSEEN)

    weigh = partial(moments_in_chunk, question, generator, precision.largest_trials)
    return draw(
        weigh,
        tally,
        precision,
        chunk,
        parallel_map=parallel_map,
        progress=progress,
        is_hopeless=is_hopeless,
    )


def together(parts: list[Moments]) -> Moments:
    """Sums over all chunks."""
    log_largest = max(part.log_largest for part in parts)
    if log_largest == -math.inf:
        return parts[0]
    sums = [part.scaled(log_largest) for part in parts]
    return Moments(
        log_largest=log_largest,
        first=math.fsum(first for first, _ in sums),
        second=math.fsum(second for _, second in sums),
    )


def moments_in_chunk(
    question: Question,
    generator: Callable[[int], np.random.Generator],
    largest_trials: int,
    chunk: int,
) -> Moments:
    """Weights of one chunk, the last of which may be short [1]."""
    trials = trials_in_chunk(largest_trials, question.weighted_trials_at_once, chunk)
    return moments_of(question.log_weights(trials, generator(chunk)))
