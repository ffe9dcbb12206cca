"""Random segments of a run done again: how likely a cheat is found, and how many that takes."""

from typing import Any

import numpy as np
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    gammaln,  # pyright: ignore[reportUnknownVariableType]
)

from ...errors import InvalidParameter

LARGEST_PRODUCT = 10_000
"""Factors up to which the chance is multiplied out rather than taken from logarithms [1]."""


def chance_missed(segments: int, forged: int, tested: int) -> float:
    """Probability that no forged segment is among those tested.

    Parameters
    ----------
    segments
        Of the run [segment].
    forged, tested
        Segments that were not honestly run, and segments that are run again, all different and drawn
        by lot; each from 0 to `segments` [segment].

    Returns
    -------
    float
        C(S - c, t) / C(S, t), exact however small [1].

    Raises
    ------
    InvalidParameter
        Where a number is outside its range.

    Notes
    -----
    Source: the hypergeometric law.

    Examples
    --------
    >>> round(1 - chance_missed(100, forged=10, tested=20), 4)
    0.9049
    """
    if not segments >= 1:
        raise InvalidParameter(f"segments must be at least 1, got {segments!r}")
    for name, value in (("forged", forged), ("tested", tested)):
        if not 0 <= value <= segments:
            raise InvalidParameter(f"{name} must lie in [0, segments ({segments})], got {value!r}")
    few, many = sorted((forged, tested))
    if few + many > segments:
        return 0.0
    if few <= LARGEST_PRODUCT:
        steps = np.arange(few)
        return float(np.prod((segments - many - steps) / (segments - steps)))
    left = gammaln(segments - many + 1) - gammaln(segments - many - few + 1)
    return float(np.exp(left - gammaln(segments + 1) + gammaln(segments - few + 1)))


def least_tested(segments: int, forged: int, detection: float) -> int:
    """Fewest segments that must be run again to find a cheat so surely.

    Parameters
    ----------
    segments, forged
        Of the run, and of them forged, at least 1 [segment].
    detection
        Wanted, in [0, 1] [1].

    Returns
    -------
    int
        [segment]

    Raises
    ------
    InvalidParameter
        Where a number is outside its range.

    Notes
    -----
    Source: ours, over `chance_missed`, which falls with every further segment.

    Examples
    --------
    >>> least_tested(100, forged=10, detection=0.9)
    20
    """
    if not 0 <= detection <= 1:
        raise InvalidParameter(f"detection must lie in [0, 1], got {detection!r}")
    if not forged >= 1:
        raise InvalidParameter(f"forged must be at least 1, got {forged!r}")
    few, enough = -1, segments - forged + 1
    while enough - few > 1:
        tested = (few + enough) // 2
        caught = chance_missed(segments, forged, tested) <= 1 - detection
        few, enough = (few, tested) if caught else (tested, enough)
    return enough


def chance_missed_with_replacement(forged_part: Any, tested: int) -> Any:
    """Probability that tests of segments drawn anew each time all miss.

    Parameters
    ----------
    forged_part
        Of all segments, in [0, 1] [1].
    tested
        How many are drawn [segment].

    Returns
    -------
    float
        Never less than without replacement [1].

    Notes
    -----
    Source: the binomial law.

    Examples
    --------
    >>> round(chance_missed_with_replacement(0.1, tested=20), 4)
    0.1216
    """
    return (1 - forged_part) ** tested
