"""What votes of providers with their own reliabilities are worth together."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from ...errors import InvalidParameter
from .leads import odds_of
from .rules import Accept, More


def credibility_of_groups(
    votes: Sequence[tuple[Hashable, float]],
) -> Mapping[Hashable, float]:
    """Probability that each answer is right, given who voted for it.

    Parameters
    ----------
    votes
        Answers, each with the credibility of its voter, in (0, 1) [1].

    Returns
    -------
    Mapping
        By answer; what is missing from one is the probability that all are wrong [1].

    Raises
    ------
    InvalidParameter
        Where a credibility is outside its range.

    Notes
    -----
    Source: Sarmenta 2002, doi:10.1016/S0167-739X(01)00077-2, for voters that err independently.

    Examples
    --------
    >>> found = credibility_of_groups([("a", 0.8), ("a", 0.8), ("b", 0.8)])
    >>> {answer: round(part, 4) for answer, part in found.items()}
    {'a': 0.7619, 'b': 0.1905}
    """
    logs: dict[Hashable, float] = {}
    for answer, credibility in votes:
        if not 0 < credibility < 1:
            raise InvalidParameter(f"credibility must lie in (0, 1), got {credibility!r}")
        logs[answer] = logs.get(answer, 0.0) + math.log(odds_of(credibility))
    largest = max([0.0, *logs.values()])
    weights = {answer: math.exp(each - largest) for answer, each in logs.items()}
    total = math.exp(-largest) + sum(weights.values())
    return {answer: weight / total for answer, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class CredibilityRule:
    """Copies until an answer is credible enough.

    Examples
    --------
    >>> rule = CredibilityRule(0.9)
    >>> rule.next([("a", 0.8)]), rule.next([("a", 0.8), ("a", 0.8)])
    (More(copies=1), Accept(answer='a'))
    """

    threshold: float
    """Credibility from which an answer is accepted, in (0, 1) [1]."""

    def __post_init__(self) -> None:
        if not 0 < self.threshold < 1:
            raise InvalidParameter(f"threshold must lie in (0, 1), got {self.threshold!r}")

    def next(self, votes: Sequence[tuple[Hashable, float]]) -> More | Accept:
        """One further copy, or the most credible answer.

        Parameters
        ----------
        votes
            Answers, each with the credibility of its voter, in (0, 1) [1].

        Returns
        -------
        More or Accept
            As `Scheme.next` says it.

        Notes
        -----
        Source: Sarmenta 2002, doi:10.1016/S0167-739X(01)00077-2.
        """
        found = credibility_of_groups(votes)
        best = max(found, key=lambda answer: found[answer], default=None)
        if best is None or found[best] < self.threshold:
            return More(1)
        return Accept(best)
