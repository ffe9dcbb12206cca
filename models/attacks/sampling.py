"""Monte Carlo for any question, stopped as soon as it is precise enough."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np

from ..errors import InvalidParameter
from .estimate import Estimate, Evidence
from .intervals import clopper_pearson
from .question import Question

CHUNK = 131_072
"""Trials drawn from one generator and held in memory at once [1]."""


class ParallelMap(Protocol):
    """Anything that maps like the built-in `map`: an executor's `map`, a cluster's."""

    def __call__(self, function: Callable[[int], int], values: Iterable[int], /) -> Iterable[int]:
        """Return the function's value for each of the values."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Precision:
    """When sampling may stop.

    Examples
    --------
    >>> Precision(relative_error=0.1).confidence
    0.99
    """

    relative_error: float = 0.01
    """Wanted distance of the interval's ends from the estimate, over the estimate [1]."""
    confidence: float = 0.99
    """Wanted coverage of the interval [1]."""
    largest_trials: int = 10_000_000
    """Trials after which it stops, precise or not: a few seconds [1]."""

    def __post_init__(self) -> None:
        if not 0 < self.relative_error < 1:
            raise InvalidParameter(
                f"relative_error must lie in (0, 1), got {self.relative_error!r}"
            )
        if not 0 < self.confidence < 1:
            raise InvalidParameter(f"confidence must lie in (0, 1), got {self.confidence!r}")
        if type(self.largest_trials) is not int:
            raise InvalidParameter(f"largest_trials must be an int, got {self.largest_trials!r}")
        if not self.largest_trials >= 1:
            raise InvalidParameter(f"largest_trials must be at least 1, got {self.largest_trials}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """What was drawn: all that an interval needs to know."""

    successes: int
    """Trials in which the attack succeeded [1]."""
    trials: int
    """Trials drawn [1]."""
    looks: int
    """How often the sample could have been looked at, and stopped [1]."""

    def estimate(self, confidence: float) -> Estimate:
        """Share of successes with an interval that stopping early does not spoil.

        Parameters
        ----------
        confidence
            Wanted coverage, in (0, 1) [1].

        Returns
        -------
        Estimate
            With the Clopper–Pearson interval at 1 - (1 - confidence) / looks.

        Notes
        -----
        Source: ours. Whichever look was the last, its interval misses with at most the stated
        chance, because all looks together do (Bonferroni).

        Examples
        --------
        >>> Sample(successes=0, trials=100, looks=1).estimate(0.9).lower
        0.0
        """
        lower, upper = clopper_pearson(
            self.successes, self.trials, 1 - (1 - confidence) / self.looks
        )
        probability = self.successes / self.trials
        return Estimate(
            evidence=Evidence.SAMPLED,
            method="monte-carlo",
            probability=probability,
            lower=lower,
            upper=upper,
            confidence=confidence,
            trials=self.trials,
            log10_probability=math.log10(probability) if probability > 0 else -math.inf,
        )


def sample(
    question: Question,
    generator: Callable[[int], np.random.Generator],
    precision: Precision,
    *,
    parallel_map: ParallelMap = map,
    progress: Callable[[Sample], None] | None = None,
) -> Sample:
    """Draw trials in chunks until the answer is precise, or the trials are spent.

    Parameters
    ----------
    question
        What is asked.
    generator
        Gives chunk 0, 1, 2, … its own generator, the same one whenever it is asked again.
    precision
        When to stop.
    parallel_map
        Where chunks are drawn; to other processes go the question, `generator` and a number.
    progress
        Called after every batch with what has been drawn so far.

    Returns
    -------
    Sample
        The same for any `parallel_map`: chunks have fixed sizes and generators of their own, and
        stopping is decided only after batches of 1, 1, 2, 4, 8, … chunks, never by the clock.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .committee import Committee
    >>> question = Committee(population=2, adversaries=1, committee=1, seats=1)
    >>> drawn = sample(question, np.random.default_rng, Precision(relative_error=0.1))
    >>> drawn.trials, drawn.estimate(0.99).lower < 0.5 < drawn.estimate(0.99).upper
    (131072, True)
    """
    chunks = -(-precision.largest_trials // CHUNK)
    looks = 1 + (chunks - 1).bit_length()
    count = partial(_successes_in_chunk, question, generator, precision.largest_trials)
    successes = 0
    done = 0
    while True:
        until = min(max(1, 2 * done), chunks)
        successes += sum(parallel_map(count, range(done, until)))
        done = until
        trials = min(done * CHUNK, precision.largest_trials)
        drawn = Sample(successes=successes, trials=trials, looks=looks)
        if progress is not None:
            progress(drawn)
        if done == chunks or _is_precise(drawn, precision):
            return drawn


def _successes_in_chunk(
    question: Question,
    generator: Callable[[int], np.random.Generator],
    largest_trials: int,
    chunk: int,
) -> int:
    """Successes in one chunk, the last of which may be short [1]."""
    trials = min(CHUNK, largest_trials - chunk * CHUNK)
    return question.successes(trials, generator(chunk))


def _is_precise(drawn: Sample, precision: Precision) -> bool:
    """Whether both ends of the interval are near enough to the estimate."""
    estimate = drawn.estimate(precision.confidence)
    farthest = max(estimate.upper - estimate.probability, estimate.probability - estimate.lower)
    return drawn.successes > 0 and farthest <= precision.relative_error * estimate.probability
