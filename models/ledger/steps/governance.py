"""How thresholds change: propose, vote, enact.

A ballot counts the stake that was bonded when it was opened. Stake that has not voted lies in a purse
of its own, and a vote moves it to yes or no: so no stake votes twice, wherever it went meanwhile.
"""

from typing import Any

from ...protocol.quorums import certificates_intersect, more_than
from .purses import may_move, move
from .step import Step


def may_propose(stake: Any) -> Any:
    """Whether somebody may open a ballot.

    Parameters
    ----------
    stake
        All that the proposer has bonded [base unit].

    Notes
    -----
    Source: ours.
    """
    return stake > 0


def propose(now: Any, electorate: Any) -> tuple[Any, Any]:
    """A new ballot.

    Parameters
    ----------
    now
        [s]
    electorate
        All stake that is bonded now [base unit].

    Returns
    -------
    tuple
        When it was opened [s], and the stake that has not voted [base unit].

    Notes
    -----
    Source: ours.
    """
    return now, electorate


def may_vote(now: Any, opened: Any, voting: Any, cast: Any, uncast: Any, weight: Any) -> Any:
    """Whether somebody may vote.

    Parameters
    ----------
    now, opened, voting
        Time, opening of the ballot, and how long it stays open [s].
    cast
        Votes of this voter in this ballot [1].
    uncast, weight
        Stake that has not voted, and of this voter at the opening [base unit].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> [may_vote(now, opened=10, voting=5, cast=0, uncast=9, weight=4) for now in (14, 15)]
    [True, False]
    """
    return (now - opened < voting) & (cast < 1) & (weight > 0) & may_move(uncast, weight)


def vote(uncast: Any, tally: Any, cast: Any, weight: Any) -> tuple[Any, Any, Any]:
    """A ballot after a vote.

    Parameters
    ----------
    uncast, tally, weight
        Stake that has not voted, stake on the voter's side, and stake of the voter [base unit].
    cast
        Votes of this voter [1].

    Returns
    -------
    tuple
        Uncast and tally after [base unit], and votes of this voter [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> vote(uncast=9, tally=0, cast=0, weight=4)
    (5, 4, 1)
    """
    return *move(uncast, tally, weight), cast + 1


def is_threshold(part: Any) -> Any:
    """Whether a part of a whole can be a threshold: more and less of it exist.

    Parameters
    ----------
    part
        [1]

    Notes
    -----
    Source: `parameters.checks.check_threshold`, without one itself, which a strict quorum cannot pass.

    Examples
    --------
    >>> is_threshold(0.5), is_threshold(0), is_threshold(1)
    (True, False, False)
    """
    return (part > 0) & (part < 1)


def are_safe(
    fast_authorities: Any,
    balanced_authorities: Any,
    balanced_stake: Any,
    oversight: Any,
    secure_stake: Any,
    byzantine_authorities: Any,
    byzantine_stake: Any,
) -> Any:
    """Whether certificates of any two modes share an honest validator.

    Parameters
    ----------
    fast_authorities, balanced_authorities, balanced_stake, oversight, secure_stake
        Thresholds of the three modes; oversight is Secure's, in authorities [1].
    byzantine_authorities, byzantine_stake
        Fewer than these parts are Byzantine [1].

    Notes
    -----
    Source: ours, paper section "The condition, exactly": for each pair of modes, one resource that
    both ask for intersects; `quorums.certificates_intersect`, whose bound is proved exact.

    Examples
    --------
    >>> from fractions import Fraction as F
    >>> are_safe(F(5, 6), F(2, 3), F(2, 3), F(1, 2), F(2, 3), F(1, 3), F(1, 3))
    True
    >>> are_safe(F(2, 3), F(2, 3), F(2, 3), F(1, 3), F(2, 3), F(1, 3), F(1, 3))
    False
    """

    def by_authorities(first: Any, second: Any) -> Any:
        return certificates_intersect(first, second, byzantine_authorities)

    def by_stake(first: Any, second: Any) -> Any:
        return certificates_intersect(first, second, byzantine_stake)

    return (
        by_authorities(fast_authorities, fast_authorities)
        & by_authorities(fast_authorities, balanced_authorities)
        & by_authorities(fast_authorities, oversight)
        & (
            by_authorities(balanced_authorities, balanced_authorities)
            | by_stake(balanced_stake, balanced_stake)
        )
        & (by_authorities(balanced_authorities, oversight) | by_stake(balanced_stake, secure_stake))
        & (by_authorities(oversight, oversight) | by_stake(secure_stake, secure_stake))
    )


def has_passed(yes: Any, electorate: Any, numerator: Any, denominator: Any) -> Any:
    """Whether a ballot has found its majority.

    Parameters
    ----------
    yes, electorate
        Stake that voted for it, and all stake that might [base unit].
    numerator, denominator
        Part that must be exceeded [1].

    Notes
    -----
    Source: `quorums.more_than`.

    Examples
    --------
    >>> has_passed(67, electorate=100, numerator=2, denominator=3)
    True
    """
    return more_than(yes, electorate, numerator, denominator)


def is_past_timelock(now: Any, opened: Any, voting: Any, timelock: Any) -> Any:
    """Whether the wait between the end of the vote and the change is over.

    Parameters
    ----------
    now, opened
        Time, and opening of the ballot [s].
    voting, timelock
        How long a ballot stays open, and the wait after it [s].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> [is_past_timelock(now, opened=10, voting=5, timelock=7) for now in (21, 22)]
    [False, True]
    """
    return now - opened >= voting + timelock


def may_enact(
    now: Any,
    opened: Any,
    voting: Any,
    timelock: Any,
    yes: Any,
    electorate: Any,
    numerator: Any,
    denominator: Any,
    enacted: Any,
    proposed_fast_authorities: Any,
    proposed_balanced_authorities: Any,
    proposed_balanced_stake: Any,
    proposed_oversight: Any,
    proposed_secure_stake: Any,
    byzantine_authorities: Any,
    byzantine_stake: Any,
) -> Any:
    """Whether proposed thresholds may come into force.

    Parameters
    ----------
    now, opened, voting, timelock
        Time, opening of the ballot, how long it is open, and the wait after it [s].
    yes, electorate
        Stake that voted for it, and all stake that might [base unit].
    numerator, denominator
        Part of the electorate that must be exceeded [1].
    enacted
        How often it has come into force [1].
    proposed_fast_authorities, proposed_balanced_authorities, proposed_balanced_stake
        Proposed thresholds of Fast and Balanced [1].
    proposed_oversight, proposed_secure_stake
        Proposed thresholds of Secure, in authorities and in stake [1].
    byzantine_authorities, byzantine_stake
        Fewer than these parts are Byzantine [1].

    Notes
    -----
    Source: ours.
    """
    return (
        has_passed(yes, electorate, numerator, denominator)
        & is_past_timelock(now, opened, voting, timelock)
        & (enacted < 1)
        & is_threshold(proposed_fast_authorities)
        & is_threshold(proposed_balanced_authorities)
        & is_threshold(proposed_balanced_stake)
        & is_threshold(proposed_oversight)
        & is_threshold(proposed_secure_stake)
        & are_safe(
            proposed_fast_authorities,
            proposed_balanced_authorities,
            proposed_balanced_stake,
            proposed_oversight,
            proposed_secure_stake,
            byzantine_authorities,
            byzantine_stake,
        )
    )


def enact(
    proposed_fast_authorities: Any,
    proposed_balanced_authorities: Any,
    proposed_balanced_stake: Any,
    proposed_oversight: Any,
    proposed_secure_stake: Any,
    enacted: Any,
) -> tuple[Any, Any, Any, Any, Any, Any]:
    """The thresholds in force after a change, and that it has come.

    Parameters
    ----------
    proposed_fast_authorities, proposed_balanced_authorities, proposed_balanced_stake
        Proposed thresholds of Fast and Balanced [1].
    proposed_oversight, proposed_secure_stake
        Proposed thresholds of Secure, in authorities and in stake [1].
    enacted
        How often the proposal has come into force [1].

    Returns
    -------
    tuple
        The five thresholds in force, and how often the proposal has come into force [1].

    Notes
    -----
    Source: ours.
    """
    return (
        proposed_fast_authorities,
        proposed_balanced_authorities,
        proposed_balanced_stake,
        proposed_oversight,
        proposed_secure_stake,
        enacted + 1,
    )


PROPOSE = Step(
    "propose", may_propose, propose, ("opened", "uncast"), "the proposer must have stake bonded"
)
VOTE = Step(
    "vote",
    may_vote,
    vote,
    ("uncast", "tally", "cast"),
    "the ballot must be open, and the voter have stake in it and not have voted",
    ("uncast", "tally"),
)
ENACT = Step(
    "enact",
    may_enact,
    enact,
    (
        "fast_authorities",
        "balanced_authorities",
        "balanced_stake",
        "oversight",
        "secure_stake",
        "enacted",
    ),
    "the ballot must have passed, its timelock be over, its thresholds be safe, and it be enacted once",
)
