"""Votes weighed by a score of past work, as a deployed market for computation weighs them."""

import math
from collections.abc import Hashable, Sequence

LEAST_WEIGHT_SCORE = 9
"""Score below which all providers weigh the same [1]. Source: iExec, contract IexecPoco2."""


def weight_of_score(score: int) -> int:
    """Weight of a provider's vote.

    Parameters
    ----------
    score
        Valid results so far, less what was lost [1].

    Returns
    -------
    int
        Two for a newcomer [1].

    Notes
    -----
    Source: iExec, contract IexecPoco2: a third of the score, at least three, less one.

    Examples
    --------
    >>> weight_of_score(0), weight_of_score(30)
    (2, 9)
    """
    return max(score, LEAST_WEIGHT_SCORE) // 3 - 1


def score_after_fault(score: int) -> int:
    """Score of a provider whose result was found wrong.

    Parameters
    ----------
    score
        Before [1].

    Returns
    -------
    int
        Two thirds of it, rounded down [1].

    Notes
    -----
    Source: iExec, contract IexecPoco2 and its documentation of trust.

    Examples
    --------
    >>> score_after_fault(30)
    20
    """
    return score * 2 // 3


def confidence_of_trust(trust: int) -> float:
    """Confidence that a level of trust stands for.

    Parameters
    ----------
    trust
        Level that a customer asks for, at least 1 [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: iExec, documentation of trust: 1 - 1 / trust.

    Examples
    --------
    >>> confidence_of_trust(100)
    0.99
    """
    return 1 - 1 / trust


def agreed(votes: Sequence[tuple[Hashable, int]], trust: int) -> Hashable | None:
    """Answer on which there is consensus, if there is.

    Parameters
    ----------
    votes
        Answers, each with the score of its voter [1].
    trust
        Level that the customer asks for [1].

    Returns
    -------
    Hashable or None
        None while none of them has enough weight.

    Notes
    -----
    Source: iExec, contract IexecPoco2: weights of a group multiply, and the group must have more than
    1 - 1 / trust of the sum over groups. The test is of the group that was joined last.

    Examples
    --------
    >>> agreed([("a", 0)], trust=1), agreed([("a", 0), ("b", 0)], trust=3)
    ('a', None)
    """
    if not votes:
        return None
    groups = {answer: [score for each, score in votes if each == answer] for answer, _ in votes}
    weights = {each: math.prod(map(weight_of_score, scores)) for each, scores in groups.items()}
    last = votes[-1][0]
    total = sum(weights.values())
    return last if weights[last] * trust > total * (trust - 1) else None
