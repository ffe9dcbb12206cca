"""How long validators wait in a round, how long its proposer listens, and what silent proposers cost.

A round has three waits of one length: for the proposal, for a certificate of prevotes, and for one of
precommits, which begins when so many have precommitted that one of them is honest. The length grows
with the round's number, so that it passes any delay in the end. From the second round on the proposer
first listens for half of a wait, since an honest validator may have locked at the very end of the round
before: who proposes at once may not know of it.
"""

from typing import Any


def wait_seconds(timeout_seconds: Any, round_: Any) -> Any:
    """Length of each wait of a round.

    Parameters
    ----------
    timeout_seconds
        Length in the first round [s].
    round_
        Number of the round, from zero [1].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, section III, with the increment equal to the first wait.

    Examples
    --------
    >>> wait_seconds(0.5, 2)
    1.5
    """
    return timeout_seconds * (round_ + 1)


def listening_seconds(wait: Any) -> Any:
    """Time for which an honest proposer of any round but the first listens before it proposes.

    Parameters
    ----------
    wait
        Length of each wait of the round [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours. Half of the wait leaves the other half for the proposal to arrive.

    Examples
    --------
    >>> listening_seconds(3)
    1.5
    """
    return wait / 2


def hears_every_lock(listening: Any, skew: Any, delay: Any) -> Any:
    """Whether every lock of an earlier round has reached a proposer that has listened.

    Parameters
    ----------
    listening
        Time from the proposer's entry into the round to its proposal [s].
    skew
        Longest time from the first honest validator's entry into the round to the last one's [s].
    delay
        Longest time that a message takes [s].

    Notes
    -----
    Source: ours; proved, and shown to be tight, as `any.locks-arrive`.

    Examples
    --------
    >>> hears_every_lock(listening=1.5, skew=0.25, delay=1)
    True
    >>> hears_every_lock(listening=0, skew=0, delay=1)
    False
    """
    return listening > skew + delay


def is_long_enough(wait: Any, listening: Any, skew: Any, delay: Any) -> Any:
    """Whether nobody honest gives up in a round before the others' messages are there.

    Parameters
    ----------
    wait
        Length of each wait of the round [s].
    listening
        Time from the proposer's entry into the round to its proposal [s].
    skew
        Longest time from the first honest validator's entry into the round to the last one's [s].
    delay
        Longest time that a message takes [s].

    Notes
    -----
    Source: ours; proved, and shown to be tight, as `any.good-round-times`. The wait for the proposal
    asks for the first bound, the wait for the prevotes for the second.

    Examples
    --------
    >>> is_long_enough(wait=3, listening=0, skew=1, delay=1)
    True
    >>> is_long_enough(wait=3, listening=1, skew=1, delay=1)
    False
    >>> is_long_enough(wait=2, listening=0, skew=0, delay=1)
    False
    """
    return (wait > listening + skew + delay) & (wait > 2 * delay)


def silent_round_seconds(wait: Any, delay: Any) -> Any:
    """Time that a round takes whose proposer is silent, from entry to the next round.

    The wait for the proposal, then one delay each for the prevotes and precommits of nothing.

    Parameters
    ----------
    wait
        Length of each wait of the round [s].
    delay
        Time that a message takes [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours; `models/protocol/machine/` takes exactly this long.

    Examples
    --------
    >>> silent_round_seconds(wait=3, delay=1)
    5
    """
    return wait + 2 * delay


def silent_rounds_seconds(rounds: Any, timeout_seconds: Any, delay: Any) -> Any:
    """Time that the first rounds of a height take while their proposers are silent.

    Parameters
    ----------
    rounds
        Silent proposers in a row [1].
    timeout_seconds
        Length of a wait in the first round [s].
    delay
        Time that a message takes [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours; the sum of `silent_round_seconds` over the rounds, proved as `any.silent-rounds`.

    Examples
    --------
    >>> silent_rounds_seconds(rounds=2, timeout_seconds=3, delay=1)
    13.0
    """
    return timeout_seconds * rounds * (rounds + 1) / 2 + 2 * rounds * delay
