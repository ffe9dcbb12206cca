"""Monte Carlo for any question: successes counted, with an interval that holds for any count."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from .estimate import Estimate, Evidence
from .intervals import clopper_pearson
from .question import LARGEST_CHUNK, Question
from .stopping import Drawn, ParallelMap, Precision, batches, draw, trials_in_chunk

CHUNK = LARGEST_CHUNK
"""Trials drawn from one generator, unless they take long; some draw them in parts [1]."""


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
) -> Drawn[Sample]:
    """Draw trials in chunks until the answer is precise, or the trials or the time are spent.

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
    Drawn
        The same for any `parallel_map`, as `stopping.draw` says.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .committees.committee import Committee
    >>> question = Committee(population=2, adversaries=1, committee=1, seats=1)
    >>> drawn = sample(question, np.random.default_rng, Precision(relative_error=0.1)).tally
    >>> drawn.trials, drawn.estimate(0.99).lower < 0.5 < drawn.estimate(0.99).upper
    (131072, True)
    """
    chunk = question.trials_at_once
    looks = batches(precision, chunk)

    def tally(parts: list[int], trials: int) -> Sample:
        return Sample(successes=sum(parts), trials=trials, looks=looks)

    count = partial(successes_in_chunk, question, generator, precision.largest_trials)
    return draw(count, tally, precision, chunk, parallel_map=parallel_map, progress=progress)


def successes_in_chunk(
    question: Question,
    generator: Callable[[int], np.random.Generator],
    largest_trials: int,
    chunk: int,
) -> int:
    """Successes in one chunk, the last of which may be short [1]."""
    trials = trials_in_chunk(largest_trials, question.trials_at_once, chunk)
    return question.successes(trials, generator(chunk))
