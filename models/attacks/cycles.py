"""Monte Carlo for a long-run share: cycles of a run that begins anew, and the ratio of their sums."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    stdtrit,  # pyright: ignore[reportUnknownVariableType]
)

from .estimate import Estimate, Evidence
from .question import Question
from .stopping import Drawn, ParallelMap, Precision, batches, draw, trials_in_chunk

CHUNK = 65_536
"""Cycles drawn from one generator [1]."""

_UNSEEN = 2
"""Largest cycle allowed for that was not seen, over the largest that was [1]; ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CycleSums:
    """Sums over independent cycles, each of `part` out of `whole`: integers, so that none is rounded."""

    cycles: int = 0
    """Cycles [1]."""
    part: int = 0
    """What counts [1]."""
    whole: int = 0
    """All of it, at least one in every cycle [1]."""
    part_part: int = 0
    """Squares of what counts [1]."""
    part_whole: int = 0
    """Products of both [1]."""
    whole_whole: int = 0
    """Squares of all [1]."""
    largest: int = 0
    """All of the largest cycle [1]."""

    def __add__(self, other: "CycleSums") -> "CycleSums":
        return CycleSums(
            cycles=self.cycles + other.cycles,
            part=self.part + other.part,
            whole=self.whole + other.whole,
            part_part=self.part_part + other.part_part,
            part_whole=self.part_whole + other.part_whole,
            whole_whole=self.whole_whole + other.whole_whole,
            largest=max(self.largest, other.largest),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CycleSample:
    """What was drawn: all that an interval needs to know."""

    sums: CycleSums
    """Of all cycles."""
    looks: int
    """How often the sample could have been looked at, and stopped [1]."""

    @property
    def trials(self) -> int:
        """Cycles drawn [1]."""
        return self.sums.cycles

    def estimate(self, confidence: float) -> Estimate:
        """Ratio of both sums with an interval that stopping early does not spoil.

        Parameters
        ----------
        confidence
            Wanted coverage, in (0, 1) [1].

        Returns
        -------
        Estimate
            With Fieller's interval at 1 - (1 - confidence) / looks, and what may not have been seen;
            from 0 to 1 as long as the mean of a cycle is not told from zero.

        Notes
        -----
        Source: Fieller 1954, J. R. Stat. Soc. B 16, for the ratio of two means, by Student's quantile;
        renewal reward for the share. Ours: with the chance of a miss, cycles that come that rarely may
        all be missing, each up to twice as large as the largest seen, as in `rare.py`; without a single
        success it is what leaves room for one. Looks as for `Sample`.

        Examples
        --------
        >>> sums = CycleSums(cycles=100, whole=100, whole_whole=100, largest=1)
        >>> found = CycleSample(sums=sums, looks=1).estimate(0.9)
        >>> found.lower, round(found.upper, 3)
        (0.0, 0.06)
        """
        share = self.sums.part / self.sums.whole
        missed = (1 - confidence) / self.looks
        lower, upper = _fieller(self.sums, missed)
        unseen = _UNSEEN * self.sums.largest * math.log(2 / missed) / self.sums.whole
        return Estimate(
            evidence=Evidence.SAMPLED,
            method="monte-carlo",
            probability=share,
            lower=min(share, max(0.0, lower - unseen)),
            upper=max(share, min(1.0, upper + unseen)),
            confidence=confidence,
            trials=self.trials,
            log10_probability=math.log10(share) if share > 0 else -math.inf,
        )


def _fieller(sums: CycleSums, missed: float) -> tuple[float, float]:
    """Ratios that a two-sided test of size `missed` does not refuse [1]."""
    cycles = sums.cycles
    if cycles < 2:
        return 0.0, 1.0
    # Each moment is cycles^2 (cycles - 1) times the variance of a mean, in integers.
    parts = cycles * sums.part_part - sums.part * sums.part
    both = cycles * sums.part_whole - sums.part * sums.whole
    wholes = cycles * sums.whole_whole - sums.whole * sums.whole
    quantile = -float(stdtrit(cycles - 1, missed / 2))
    scale = quantile * quantile / (cycles - 1)
    square = sums.whole * sums.whole - scale * wholes
    if not square > 0:
        return 0.0, 1.0
    middle = sums.part * sums.whole - scale * both
    rest = sums.part * sums.part - scale * parts
    half = math.sqrt(max(0.0, middle * middle - square * rest))
    return (middle - half) / square, (middle + half) / square


def sample_cycles(
    question: Question,
    generator: Callable[[int], np.random.Generator],
    precision: Precision,
    *,
    parallel_map: ParallelMap = map,
    progress: Callable[[CycleSample], None] | None = None,
) -> Drawn[CycleSample]:
    """Draw cycles in chunks until the share is precise, or the trials or the time are spent.

    Parameters
    ----------
    question
        What is asked; one that offers `cycles`.
    generator
        Gives chunk 0, 1, 2, … its own generator, the same one whenever it is asked again.
    precision
        When to stop; its trials are cycles.
    parallel_map
        Where chunks are drawn.
    progress
        Called after every batch with what has been drawn so far.

    Returns
    -------
    Drawn
        The same for any `parallel_map`, as `stopping.draw` says.

    Notes
    -----
    Source: ours.
    """
    looks = batches(precision, CHUNK)

    def tally(parts: list[CycleSums], trials: int) -> CycleSample:
        return CycleSample(sums=sum(parts, start=CycleSums()), looks=looks)

    sum_up = partial(sums_of_chunk, question, generator, precision.largest_trials)
    return draw(sum_up, tally, precision, CHUNK, parallel_map=parallel_map, progress=progress)


def sums_of_chunk(
    question: Question,
    generator: Callable[[int], np.random.Generator],
    largest_trials: int,
    chunk: int,
) -> CycleSums:
    """Sums over one chunk, the last of which may be short [1]."""
    trials = trials_in_chunk(largest_trials, CHUNK, chunk)
    cycles = question.cycles(trials, generator(chunk))
    part, whole = cycles[:, 0], cycles[:, 1]
    return CycleSums(
        cycles=trials,
        part=int(part.sum()),
        whole=int(whole.sum()),
        part_part=int((part * part).sum()),
        part_whole=int((part * whole).sum()),
        whole_whole=int((whole * whole).sum()),
        largest=int(whole.max()),
    )
