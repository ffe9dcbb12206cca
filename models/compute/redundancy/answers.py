"""More than two answers: wrong results that agree, scatter over some answers, or never agree."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy's newer annotations leave some of its own functions partly unknown; SciPy ships no types.

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlog1py, xlogy  # pyright: ignore[reportMissingTypeStubs]

from ...errors import InvalidParameter
from .rules import Kind, Scheme
from .sizing import require_share

LARGEST_WORK = 5_000_000
"""Terms that may be summed [1]."""


def binomial_law(trials: int, chance: float) -> NDArray[np.float64]:
    """Probability of every number of successes.

    Parameters
    ----------
    trials
        From 0 [1].
    chance
        Of each, in [0, 1] [1].

    Returns
    -------
    ndarray
        (trials + 1,) [1]

    Notes
    -----
    Source: the binomial law, by logarithms.
    """
    hits = np.arange(trials + 1)
    ways = gammaln(trials + 1) - gammaln(hits + 1) - gammaln(trials - hits + 1)
    return np.exp(ways + xlogy(hits, chance) + xlog1py(trials - hits, -chance))


def chances_without_a_pile(answers: int, votes: int) -> NDArray[np.float64]:
    """Probability that no wrong answer has so many votes, by the number of wrong results.

    Parameters
    ----------
    answers
        Among which wrong results are spread evenly, at least 1 [1].
    votes
        At least 1 [1].

    Returns
    -------
    ndarray
        (answers * (votes - 1) + 1,) by wrong results, from none on; it is nothing beyond [1].

    Notes
    -----
    Source: ours, one answer after the other: each of the results still left is its own with one
    chance in those left.
    """
    chances = np.zeros(answers * (votes - 1) + 1)
    chances[0] = 1.0
    for left in range(1, answers + 1):
        fresh = np.zeros_like(chances)
        for results in range(left * (votes - 1) + 1):
            own = binomial_law(results, 1 / left)[:votes]
            fresh[results] = own @ chances[results - np.arange(len(own))]
        chances = fresh
    return chances


def error_and_cost(scheme: Scheme, reliability: float, wrong_answers: int) -> tuple[float, float]:
    """Error and expected copies of a majority scheme where wrong results scatter.

    Parameters
    ----------
    scheme
        Traditional or progressive.
    reliability
        Of a single result, in [0, 1] [1].
    wrong_answers
        Among which wrong results are spread evenly, at least 1 [1].

    Returns
    -------
    tuple[float, float]
        Probability of a wrong result, and copies [1].

    Raises
    ------
    InvalidParameter
        Where a number is outside its range, or the sum is too long.

    Notes
    -----
    Source: ours. With one wrong answer these are the closed forms.

    Examples
    --------
    >>> from .rules import progressive
    >>> error, cost = error_and_cost(progressive(3), 0.7, wrong_answers=2)
    >>> f"{error:.4f} {cost:.4f}"
    '0.1499 2.5595'
    """
    require_share("reliability", reliability)
    if scheme.kind is Kind.ITERATIVE:
        raise InvalidParameter(f"scheme must be traditional or progressive, got {scheme.kind}")
    if not wrong_answers >= 1:
        raise InvalidParameter(f"wrong_answers must be at least 1, got {wrong_answers!r}")
    needed = scheme.votes_needed
    longest = wrong_answers * (needed - 1)
    if longest * needed * wrong_answers > LARGEST_WORK:
        raise InvalidParameter(
            f"wrong_answers must be fewer with {scheme.size} copies, got {wrong_answers!r}"
        )
    without = chances_without_a_pile(wrong_answers, needed)
    most_run = longest + needed
    unfinished = np.array(
        [both_short(run, reliability, without, needed) for run in range(most_run)]
    )
    at_once = scheme.size if scheme.kind is Kind.TRADITIONAL else 0
    cost = at_once + float(unfinished[at_once:].sum())
    return error_of_one(reliability, wrong_answers, needed) * wrong_answers, cost


def error_of_one(reliability: float, wrong_answers: int, needed: int) -> float:
    """Probability that one certain wrong answer is the first with enough votes.

    Parameters
    ----------
    reliability
        Of a single result, in [0, 1] [1].
    wrong_answers
        Among which wrong results are spread evenly, at least 1 [1].
    needed
        Votes with which an answer is accepted [1].

    Returns
    -------
    float
        Summed from positive terms, so exact however small [1].

    Notes
    -----
    Source: ours: it takes the last vote, and until then neither the right answer nor another wrong one
    has enough.
    """
    own = (1 - reliability) / wrong_answers
    if own in (0.0, 1.0):
        return own
    others = wrong_answers - 1
    without = chances_without_a_pile(others, needed) if others else np.ones(1)
    beside = np.arange(len(without) + needed - 1)
    ways = gammaln(beside + needed) - gammaln(beside + 1) - gammaln(needed)
    taken = np.exp(ways + xlogy(needed, own) + xlog1py(beside, -own))
    right = reliability / (1 - own)
    short = [both_short(results, right, without, needed) for results in beside.tolist()]
    return float(taken @ np.array(short))


def both_short(
    results: int, reliability: float, without: NDArray[np.float64], needed: int
) -> float:
    """Probability that after so many results neither the right answer nor a wrong one has enough.

    Parameters
    ----------
    results
        So far [1].
    reliability
        Of each [1].
    without
        Probability that no wrong answer has enough, by the number of wrong results [1].
    needed
        Votes with which an answer is accepted [1].
    """
    right = np.arange(min(needed - 1, results) + 1)
    few = right[results - right < len(without)]
    return float(binomial_law(results, reliability)[few] @ without[results - few])


def cost_if_none_agree(reliability: float, lead: int) -> float:
    """Expected copies of the iterative scheme where no two wrong results agree.

    Parameters
    ----------
    reliability
        Of a single result, positive [1].
    lead
        At least 2: then nothing wrong is ever accepted [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: the first wrong result asks for one right result more.

    Examples
    --------
    >>> cost_if_none_agree(1.0, lead=2), cost_if_none_agree(0.5, lead=2)
    (2.0, 5.5)
    """
    return (lead + 1) / reliability - reliability ** (lead - 1)


def majority_cost_if_none_agree(scheme: Scheme, reliability: float) -> float:
    """Expected copies of a majority scheme where no two wrong results agree.

    Parameters
    ----------
    scheme
        Traditional or progressive, of at least 3 copies: then nothing wrong is ever accepted.
    reliability
        Of a single result, positive [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: as many right results as a majority are waited for, a traditional scheme's first copies
    at once.

    Examples
    --------
    >>> majority_cost_if_none_agree(Scheme(Kind.PROGRESSIVE, 3), 0.5)
    4.0
    >>> round(majority_cost_if_none_agree(Scheme(Kind.TRADITIONAL, 3), 0.5), 9)
    4.25
    """
    at_once = scheme.size if scheme.kind is Kind.TRADITIONAL else 0
    right = np.arange(min(at_once + 1, scheme.votes_needed))
    waited = (scheme.votes_needed - right) / reliability
    return at_once + float(binomial_law(at_once, reliability)[right] @ waited)
