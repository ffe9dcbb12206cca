"""Sums of any weights of few voters: all sums of one half meet all sums of the other."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .tilting import Tilt
from .voters import Voters

LARGEST_HALF = 2**19
"""Sums of a half that are listed [1]: about a second of work."""

LARGEST_LONG_HALF = 2**15
"""The same where weights need more than 64 bits [1]."""


def can_meet(voters: Voters) -> bool:
    """Whether each half of the voters has few enough sums."""
    limit = LARGEST_HALF if _is_short(voters) else LARGEST_LONG_HALF
    return all(_most_sums(voters.weights[start::2], limit) <= limit for start in (0, 1))


def meeting_log_tail(tilt: Tilt, voters: Voters) -> float:
    """Natural logarithm of the chance of the needed sum or more.

    Parameters
    ----------
    tilt
        The law under which sums are listed.
    voters
        Whose needed sum lies in [1, total].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: the meeting of halves is Horowitz & Sahni 1974, J. ACM 21, doi:10.1145/321812.321823.
    Sums are whole numbers of any size and compared as such; chances are logarithms, so that none
    underflows.

    Examples
    --------
    >>> from .tilting import saddle
    >>> from .voters import voters_of
    >>> voters = voters_of((0.5, 0.5, 0.5), (0.1, 0.2, 1e9), 0.3)
    >>> round(math.exp(meeting_log_tail(saddle(voters), voters)), 12)
    0.625
    """
    largest = voters.weights[-1]
    kind = np.int64 if _is_short(voters) else object
    first_sums, first = _sums(voters.weights[0::2], tilt.log_yes[0::2], tilt.log_no[0::2], kind)
    second_sums, second = _sums(voters.weights[1::2], tilt.log_yes[1::2], tilt.log_no[1::2], kind)
    steps = (-tilt.rate * _in_units(np.diff(second_sums), largest)).tolist()
    tails = second.tolist()
    for place in range(len(tails) - 2, -1, -1):
        tails[place] = _log_add(tails[place], steps[place] + tails[place + 1])
    places = np.searchsorted(second_sums, voters.needed - first_sums)
    meets = places < len(second_sums)
    places = places[meets]
    over = _in_units(first_sums[meets] + second_sums[places] - voters.needed, largest)
    logs = first[meets] + np.array(tails)[places] - tilt.rate * over
    top = float(logs.max())
    return tilt.log_factor + top + math.log(math.fsum(np.exp(logs - top).tolist()))


def _is_short(voters: Voters) -> bool:
    """Whether all sums, and the one needed, are 64-bit integers."""
    return max(voters.total, abs(voters.needed)) < 2**62


def _most_sums(weights: tuple[int, ...], limit: int) -> int:
    """Upper end of the number of different sums, or something above the limit."""
    most = 1
    for count in Counter(weights).values():
        most *= count + 1
        if most > limit:
            break
    return most


def _sums(
    weights: tuple[int, ...], yes: NDArray[np.float64], no: NDArray[np.float64], kind: Any
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """Different sums of these voters, rising, and the logarithms of their tilted chances."""
    sums: NDArray[Any] = np.zeros(1, dtype=kind)
    logs = np.zeros(1)
    for weight, log_yes, log_no in zip(weights, yes.tolist(), no.tolist(), strict=True):
        both = np.concatenate([sums, sums + weight])
        chances = np.concatenate([log_no + logs, log_yes + logs])
        sums, places = np.unique(both, return_inverse=True)
        logs = np.full(len(sums), -np.inf)
        np.logaddexp.at(logs, places.ravel(), chances)
    return sums, logs


def _log_add(first: float, second: float) -> float:
    """Logarithm of a sum, from those of its parts [1]."""
    high, low = (first, second) if first > second else (second, first)
    return high + math.log1p(math.exp(low - high))


def _in_units(sums: NDArray[Any], largest: int) -> NDArray[np.float64]:
    """Exact differences as floats, in the largest weight."""
    if sums.dtype == object:
        return np.array([difference / largest for difference in sums.tolist()], dtype=np.float64)
    return sums / largest
