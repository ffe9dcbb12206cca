"""The largest of stakes beyond number told apart, where no smooth law holds them."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from itertools import product

import numpy as np

from .brackets import LogBracket
from .logarithms import log_sum
from .merged import Merged, merged_wholes
from .merged_law import MergedLaw
from .moments import log_chance

MOST_APART = 8
"""Holders that are told apart, at the most [1]."""

MOST_CONTOURS = 16
"""States of these whose rest has ends of its own, at the most [1]: the others have a bound."""

LARGEST_PART = 1.0
"""Of the deviation of all that hold less, what a stake may be that is not told apart [1]."""

_NEAR = 0.1
_ROUNDING = 1e-12


def largest_apart(stakes: Merged) -> list[int]:
    """Stakes that are too large beside the others for their sum to be smooth, the largest first.

    Parameters
    ----------
    stakes
        Who holds what, as whole numbers before classes made them finer.

    Notes
    -----
    Source: ours. With the same chance for each, the deviation of what fails is that chance's factor
    times the root of the sum of squares.

    Examples
    --------
    >>> from .merged import merged_stakes
    >>> largest_apart(merged_stakes(np.array([*[1.0] * 100, 90.0, 2.0])))
    [90]
    """
    most = min(MOST_APART, len(stakes.held) - 1)
    if most < 1:
        return []
    ordered = np.partition(stakes.held, -most)
    top = np.sort(ordered[-most:])[::-1]
    others = ordered[:-most].astype(np.float64)
    left = float(others @ others)
    found: list[int] = []
    # From the smallest on: whoever is too large is told apart with all that hold more.
    for place in range(most - 1, -1, -1):
        each = int(top[place])
        if not found and each > LARGEST_PART * math.sqrt(left):
            found = [int(larger) for larger in top[: place + 1]]
        left += float(each) ** 2
    return found


def log_bracket_apart(law: MergedLaw, threshold: int, fineness: float) -> LogBracket | None:
    """The chance that at least so much fails, mixed over who of the largest does.

    Parameters
    ----------
    law
        Of all.
    threshold
        [unit of weight]
    fineness
        As of `MergedLaw.log_bracket`.

    Returns
    -------
    LogBracket or None
        None where no stake is so large, or where nothing is known but a bound [1].

    Notes
    -----
    Source: ours; the law of total probability. A state of the largest whose rest is no smooth law, or
    adds next to nothing, lies between nothing and its bound.
    """
    apart = largest_apart(law.stakes)
    if not apart or math.isinf(law.alone):
        return None
    rest = _without(law, apart)
    states = _states(law, apart, rest, threshold)
    total = log_sum([upper for _, _, upper in states])
    known: dict[int, LogBracket | None] = {}
    ends: list[LogBracket] = []
    for chance, left, upper in states:
        if left not in known and len(known) < MOST_CONTOURS and upper > total - 30:
            known[left] = rest.log_bracket(left, fineness)
        found = known.get(left)
        ends.append(
            LogBracket(lower=-math.inf, middle=-math.inf, upper=upper)
            if found is None
            else LogBracket(
                lower=chance + found.lower,
                middle=chance + found.middle,
                upper=min(upper, chance + found.upper),
            )
        )
    lower = log_sum([each.lower for each in ends]) - _ROUNDING * (1 + abs(total))
    if lower == -math.inf:
        return None
    upper = min(0.0, log_sum([each.upper for each in ends]) + _ROUNDING * (1 + abs(total)))
    middle = min(max(lower, log_sum([each.middle for each in ends])), upper)
    return LogBracket(lower=lower, middle=middle, upper=upper)


def log_ends_of_many(law: MergedLaw, threshold: int, fineness: float) -> LogBracket | None:
    """Ends with the largest told apart if these are near, or else the nearer ones of both ways.

    Parameters
    ----------
    law, threshold, fineness
        As of `log_bracket_apart`.

    Notes
    -----
    Source: ours.
    """
    apart = log_bracket_apart(law, threshold, fineness)
    if apart is not None and apart.upper - apart.lower < _NEAR:
        return apart
    found = law.log_bracket(threshold, fineness)
    if found is None or apart is None:
        return found or apart
    return min(found, apart, key=lambda each: each.upper - each.lower)


def log_bound_apart(law: MergedLaw, threshold: int) -> float:
    """Proved upper bound on the logarithm of that chance, mixed in the same way [1]."""
    apart = largest_apart(law.stakes)
    if not apart or math.isinf(law.alone):
        return 0.0
    uppers = [upper for _, _, upper in _states(law, apart, _without(law, apart), threshold)]
    total = log_sum(uppers)
    return min(0.0, total + _ROUNDING * (1 + abs(total)))


def _states(
    law: MergedLaw, apart: list[int], rest: MergedLaw, threshold: int
) -> list[tuple[float, int, float]]:
    """Logarithm of the chance of each state, what is missing, and of a bound; the likeliest first."""
    needed = -(-threshold // law.stakes.finer)
    found: list[tuple[float, int, float]] = []
    for down in product((True, False), repeat=len(apart)):
        left = needed - sum(each for each, is_down in zip(apart, down, strict=True) if is_down)
        missing = left * rest.stakes.finer
        chance = math.fsum(float(log_chance(law.alone if each else -law.alone)) for each in down)
        found.append((chance, missing, chance + rest.log_bound(missing)))
    return sorted(found, key=lambda state: -state[2])


def _without(law: MergedLaw, apart: list[int]) -> MergedLaw:
    """The law of all but the largest."""
    order = np.argpartition(law.stakes.held, -len(apart))
    held = law.stakes.held[order[: -len(apart)]]
    coarse = law.stakes.unit * law.stakes.finer
    return MergedLaw(stakes=merged_wholes(held, coarse), alone=law.alone)
