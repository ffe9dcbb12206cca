"""Leads of one of two answers: what is missing of one, what a vote is worth, and what it costs."""

from typing import Any


def missing_votes(needed: Any, most: Any) -> Any:
    """Copies that must still agree with the leading answer until it has enough votes.

    Parameters
    ----------
    needed, most
        Votes that suffice, and votes of the leading answer [1].

    Returns
    -------
    int
        [1]

    Notes
    -----
    Source: Brun et al. 2011.

    Examples
    --------
    >>> missing_votes(10, most=7)
    3
    """
    return needed - most


def missing_lead(lead: Any, most: Any, second: Any) -> Any:
    """Copies that must still agree with the leading answer until it is so far ahead of the next.

    Parameters
    ----------
    lead
        Votes by which it must be ahead [1].
    most, second
        Votes for the leading answer, and for the next [1].

    Returns
    -------
    int
        [1]

    Notes
    -----
    Source: Brun et al. 2011.

    Examples
    --------
    >>> missing_lead(4, most=5, second=3)
    2
    """
    return lead - (most - second)


def odds_of(reliability: Any) -> Any:
    """Odds that a voter is right.

    Parameters
    ----------
    reliability
        Probability that it is, below 1 [1].

    Returns
    -------
    float
        Right over wrong [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> odds_of(0.75)
    3.0
    """
    return reliability / (1 - reliability)


def odds_after_vote(odds: Any, voter: Any) -> Any:
    """Odds that an answer is right, after one more vote for it.

    Parameters
    ----------
    odds
        Before [1].
    voter
        Odds that the voter is right [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Bayes' rule, if there are two answers.

    Examples
    --------
    >>> odds_after_vote(2.0, voter=3.0)
    6.0
    """
    return odds * voter


def odds_after_dissent(odds: Any, voter: Any) -> Any:
    """Odds that an answer is right, after one more vote for the other.

    Parameters
    ----------
    odds
        Before [1].
    voter
        Odds that the voter is right, above 0 [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Bayes' rule, if there are two answers.

    Examples
    --------
    >>> odds_after_dissent(6.0, voter=3.0)
    2.0
    """
    return odds / voter


def advantage(reliability: Any) -> Any:
    """How much likelier a right result is than a wrong one.

    Parameters
    ----------
    reliability
        Probability that a result is right [1].

    Returns
    -------
    float
        Difference of the two probabilities, from -1 to 1 [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> advantage(0.75)
    0.5
    """
    return 2 * reliability - 1


def advantage_of_next_lead(advantage_of_lead: Any, advantage_of_copy: Any) -> Any:
    """Advantage of a lead that is longer by one vote.

    Parameters
    ----------
    advantage_of_lead, advantage_of_copy
        Of the lead, and of a single result [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours, from Bayes' rule: odds multiply, so hyperbolic tangents add like velocities.

    Examples
    --------
    >>> advantage_of_next_lead(0.5, 0.5)
    0.8
    """
    return (advantage_of_lead + advantage_of_copy) / (1 + advantage_of_lead * advantage_of_copy)


def copies_for_lead(lead: Any, advantage_of_lead: Any, advantage_of_copy: Any) -> Any:
    """Expected copies until one of two answers leads by so many.

    Parameters
    ----------
    lead
        Votes [1].
    advantage_of_lead, advantage_of_copy
        Of the accepted result, and of a single one, not 0 [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Wald's identity for the random walk of the lead; Brun et al. 2011 say the same.

    Examples
    --------
    >>> copies_for_lead(2, advantage_of_lead=0.8, advantage_of_copy=0.5)
    3.2
    """
    return lead * advantage_of_lead / advantage_of_copy
