"""Draws in batches until an answer is precise, the trials are spent, or the time is up."""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from ..errors import InvalidParameter
from .estimate import Estimate
from .question import LARGEST_CHUNK

Part = TypeVar("Part")

_NUMBERS_OF_A_CHUNK = 2**25


class ParallelMap(Protocol):
    """Anything that maps like the built-in `map`: an executor's `map`, a cluster's."""

    def __call__(self, function: Callable[[int], Any], values: Iterable[int], /) -> Iterable[Any]:
        """Return the function's value for each of the values, in their order."""
        ...


class Stop(StrEnum):
    """Why a sample ended."""

    PRECISE = "precise"
    """The interval is as narrow as was asked."""
    TRIALS = "trials"
    """All trials are spent."""
    BUDGET = "budget"
    """The next batch would have taken longer than the time that was left."""
    HOPELESS = "hopeless"
    """All the trials that are left would not have led to an answer."""


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
    budget: float = math.inf
    """Time after which it stops, precise or not; the only limit that depends on the machine [s]."""

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
        if not self.budget > 0:
            raise InvalidParameter(f"budget must be above 0 seconds, got {self.budget!r}")


class Tally(Protocol):
    """What was drawn so far: all that an interval needs to know."""

    @property
    def trials(self) -> int:
        """Trials drawn [1]."""
        ...

    def estimate(self, confidence: float) -> Estimate:
        """Probability with an interval that stopping early does not spoil [1]."""
        ...


AnyTally = TypeVar("AnyTally", bound=Tally)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn(Generic[AnyTally]):
    """A finished sample."""

    tally: AnyTally
    """What was drawn."""
    stop: Stop
    """Why it ended."""


def batches(precision: Precision, chunk: int) -> int:
    """Most batches that a sample may have, and so the times it may be looked at.

    Parameters
    ----------
    precision
        When it may stop.
    chunk
        Trials of a chunk [1].

    Notes
    -----
    Source: ours. Batches of 1, 1, 2, 4, 8, … chunks, so that the sample doubles; one more where time
    may cut a batch short.
    """
    chunks = -(-precision.largest_trials // chunk)
    return 1 + (chunks - 1).bit_length() + (precision.budget < math.inf)


def draw(
    part_of: Callable[[int], Part],
    tally_of: Callable[[list[Part], int], AnyTally],
    precision: Precision,
    chunk: int,
    *,
    parallel_map: ParallelMap = map,
    progress: Callable[[AnyTally], None] | None = None,
    is_hopeless: Callable[[AnyTally], bool] | None = None,
) -> Drawn[AnyTally]:
    """Draw chunks until the answer is precise, or the trials are spent, or the time is up.

    Parameters
    ----------
    part_of
        Draws chunk 0, 1, 2, …, the same whenever it is asked again.
    tally_of
        Counts all parts drawn so far, in their order; given their trials too.
    precision
        When to stop.
    chunk
        Trials of a chunk; the last one may be shorter [1].
    parallel_map
        Where chunks are drawn.
    progress
        Called after every batch with what has been drawn so far.
    is_hopeless
        Asked after every batch whether no trials that are left can still lead to an answer.

    Returns
    -------
    Drawn
        The same for any `parallel_map`: chunks have fixed sizes and generators of their own, and
        stopping is decided only after batches of 1, 1, 2, 4, 8, … chunks, by the clock only where a
        budget asks for it.

    Notes
    -----
    Source: ours.
    """
    chunks = -(-precision.largest_trials // chunk)
    started = time.monotonic()
    parts: list[Part] = []
    until = 1
    while True:
        parts += parallel_map(part_of, range(len(parts), until))
        tally = tally_of(parts, min(until * chunk, precision.largest_trials))
        if progress is not None:
            progress(tally)
        if is_precise(tally.estimate(precision.confidence), precision.relative_error):
            return Drawn(tally=tally, stop=Stop.PRECISE)
        if is_hopeless is not None and is_hopeless(tally):
            return Drawn(tally=tally, stop=Stop.HOPELESS)
        if until == chunks:
            return Drawn(tally=tally, stop=Stop.TRIALS)
        affordable = within_budget(until, time.monotonic() - started, precision.budget)
        until = min(2 * until, chunks, affordable)
        if until <= len(parts):
            return Drawn(tally=tally, stop=Stop.BUDGET)


def chunk_of(numbers: int, largest: int = LARGEST_CHUNK, fewest: int = 1_024) -> int:
    """Trials that are drawn from one generator.

    Parameters
    ----------
    numbers
        Numbers that a trial draws, at least 1 [1].
    largest, fewest
        Most of the trials, and least [1].

    Returns
    -------
    int
        So many that half a second or so goes by [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> chunk_of(1), chunk_of(10_000), chunk_of(1_000_000)
    (131072, 3355, 1024)
    """
    return max(fewest, min(largest, _NUMBERS_OF_A_CHUNK // numbers))


def trials_in_chunk(largest_trials: int, size: int, chunk: int) -> int:
    """Trials of one chunk, of which the last may be short [1].

    Parameters
    ----------
    largest_trials
        Trials of all chunks [1].
    size
        Trials of a chunk that is not short [1].
    chunk
        Which one, from 0 [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> [trials_in_chunk(10, 4, chunk) for chunk in range(3)]
    [4, 4, 2]
    """
    return min(size, largest_trials - chunk * size)


def within_budget(done: int, spent: float, budget: float) -> int:
    """Chunks that would be drawn when the time is up, at the speed so far [1]."""
    most = done * budget / max(spent, 1e-9)
    return math.floor(min(most, 2.0 * done))


def is_precise(estimate: Estimate, relative_error: float) -> bool:
    """Whether both ends of the interval are near enough to the estimate."""
    farthest = max(estimate.upper - estimate.probability, estimate.probability - estimate.lower)
    return estimate.probability > 0 and farthest <= relative_error * estimate.probability
