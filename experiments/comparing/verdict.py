"""Whether a number got better or worse, or whether so many runs cannot tell."""

from collections.abc import Sequence
from enum import StrEnum
from math import ceil, floor

from ..simulating.economy import Interval, mean_interval

MOST_RUNS = 1_000_000
"""Beyond which nobody is told how many would be enough [1]."""


class Better(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"
    EITHER = "either"
    """What is gained on one side is paid on another: it depends on what the protocol is for."""


class Verdict(StrEnum):
    """What became of a number from the first file to the second."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"
    """Neither way is better."""
    UNDECIDED = "cannot be told apart"
    """The interval of the difference has zero in it, or there is none."""
    SAME = "same"
    """No run differs."""


def each_confidence(together: float, intervals: int) -> float:
    """Confidence of each interval, so that all of them hold together with a given one.

    Parameters
    ----------
    together
        That no interval misses [1].
    intervals
        How many there are [1].

    Notes
    -----
    Source: Dunn 1961, "Multiple comparisons among means", the inequality of Bonferroni.

    Examples
    --------
    >>> each_confidence(0.95, 5)
    0.99
    """
    return 1 - (1 - together) / max(intervals, 1)


def paired_interval(first: Sequence[float], second: Sequence[float], confidence: float) -> Interval:
    """Mean difference of runs that share their chance, with its Student interval.

    Parameters
    ----------
    first, second
        One value per run, in the same order of runs; one value of what has no chance in it.
    confidence
        Of the interval [1].

    Returns
    -------
    Interval
        Of second minus first. What has no chance in it, or differs alike in all runs, is a point.

    Notes
    -----
    Source: Student 1908; pairs of runs under common random numbers, Law 2015, "Simulation Modeling and
    Analysis", section 10.2.

    Examples
    --------
    >>> paired_interval([1.0, 2.0], [2.0, 3.0], 0.95)
    {'mean': 1.0, 'lower': 1.0, 'upper': 1.0}
    """
    differences = [new - old for old, new in zip(first, second, strict=True)]
    return mean_interval(differences, confidence=confidence)


def runs_to_tell(difference: Interval, runs: int) -> int | None:
    """Runs at which an interval around so large a difference would leave zero out, about.

    Parameters
    ----------
    difference
        As found.
    runs
        At which it was found [1].

    Returns
    -------
    int
        In one digit; none where there is no interval or no difference, or it would take a million.

    Notes
    -----
    Source: ours. The half width falls with the root of the runs.

    Examples
    --------
    >>> runs_to_tell({"mean": 1.0, "lower": -1.0, "upper": 3.0}, 16)
    70
    """
    mean, lower, upper = difference["mean"], difference["lower"], difference["upper"]
    if lower is None or upper is None or mean == 0:
        return None
    needed = runs * ((upper - lower) / (2 * mean)) ** 2
    if needed > MOST_RUNS:
        return None
    step = 10 ** (len(str(ceil(needed))) - 1)
    return step * (floor(needed / step) + 1)


def judged(difference: Interval, better: Better) -> Verdict:
    """What an interval of a difference says.

    Parameters
    ----------
    difference
        Of second minus first.
    better
        Which way is better.

    Examples
    --------
    >>> judged({"mean": 0.5, "lower": 0.1, "upper": 0.9}, Better.LESS).value
    'worse'
    >>> judged({"mean": 0.5, "lower": -0.1, "upper": 1.1}, Better.LESS).value
    'cannot be told apart'
    >>> judged({"mean": 0.5, "lower": None, "upper": None}, Better.LESS).value
    'cannot be told apart'
    """
    mean, lower, upper = difference["mean"], difference["lower"], difference["upper"]
    if lower is None or upper is None:
        return Verdict.SAME if mean == 0 else Verdict.UNDECIDED
    if lower == upper == 0:
        return Verdict.SAME
    if lower <= 0 <= upper:
        return Verdict.UNDECIDED
    if better is Better.EITHER:
        return Verdict.DIFFERENT
    return Verdict.BETTER if (mean > 0) == (better is Better.MORE) else Verdict.WORSE
