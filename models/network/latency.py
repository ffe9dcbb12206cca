"""Message delays: how few suffice, how many faults that leaves, and what blocks and links must keep."""

from typing import Any

from ..protocol.finality import finality_floor

SEQUENTIAL_DELAYS = 3
"""Message delays between two proposals where a block is decided before the next is proposed [1]."""
CHAINED_DELAYS = 2
"""Message delays between two proposals where a block carries the votes for its parent [1]."""


def three_delays_suffice(validators: Any, byzantine: Any) -> Any:
    """Whether finality in three message delays is possible under partial synchrony.

    Parameters
    ----------
    validators
        All [1].
    byzantine
        Of them, at most [1].

    Notes
    -----
    Source: Dwork, Lynch and Stockmeyer 1988 for the bound; Castro and Liskov 1999 for the delays.

    Examples
    --------
    >>> three_delays_suffice(21, 6), three_delays_suffice(21, 7)
    (True, False)
    """
    return validators >= 3 * byzantine + 1


def two_delays_suffice(validators: Any, byzantine: Any) -> Any:
    """Whether finality in two message delays is possible under partial synchrony.

    Parameters
    ----------
    validators
        All [1].
    byzantine
        Of them, at most, and at least one [1].

    Notes
    -----
    Source: Abraham, Nayak, Ren and Xiang, "Good-case Latency of Byzantine Broadcast", 2021, doi
    10.1145/3465084.3467899: two delays after a proposal by an honest validator if and only if
    n >= 5f - 1.

    Examples
    --------
    >>> two_delays_suffice(21, 4), two_delays_suffice(21, 5)
    (True, False)
    """
    return validators >= 5 * byzantine - 1


def byzantine_of_three_delays(validators: Any) -> Any:
    """Most Byzantine validators with which three message delays suffice, before it is rounded down.

    Parameters
    ----------
    validators
        All [1].

    Notes
    -----
    Source: ours: `three_delays_suffice`, solved.

    Examples
    --------
    >>> byzantine_of_three_delays(22)
    7.0
    """
    return (validators - 1) / 3


def byzantine_of_two_delays(validators: Any) -> Any:
    """Most Byzantine validators with which two message delays suffice, before it is rounded down.

    Parameters
    ----------
    validators
        All [1].

    Notes
    -----
    Source: ours: `two_delays_suffice`, solved.

    Examples
    --------
    >>> byzantine_of_two_delays(19)
    4.0
    """
    return (validators + 1) / 5


def one_phase_suffices(validators: Any, byzantine: Any) -> Any:
    """Whether our certificates of one phase, of four fifths, stand so many Byzantine validators.

    Parameters
    ----------
    validators
        All [1].
    byzantine
        Of them, at most [1].

    Notes
    -----
    Source: ours. Beside a final block at most a fifth of honest votes and a fifth of lies are for
    anything else, which is not more than two fifths; and the honest are four fifths. It is one
    validator more than `two_delays_suffice` asks for, where Byzantine ones must be found out.

    Examples
    --------
    >>> one_phase_suffices(19, 3), one_phase_suffices(19, 4), one_phase_suffices(20, 4)
    (True, False, True)
    """
    return validators >= 5 * byzantine


def byzantine_of_one_phase(validators: Any) -> Any:
    """Most Byzantine validators that our certificates of one phase stand, before it is rounded down.

    Parameters
    ----------
    validators
        All [1].

    Notes
    -----
    Source: ours: `one_phase_suffices`, solved.

    Examples
    --------
    >>> byzantine_of_one_phase(20)
    4.0
    """
    return validators / 5


def finality_bound(sending: Any, message_delays: Any, delay: Any, checking: Any) -> Any:
    """Time to finality with all that it is made of.

    Parameters
    ----------
    sending
        Time in which the block leaves the proposer and those who pass it on [s].
    message_delays
        Messages in a row that finality needs, the proposal among them [1].
    delay
        Delivery time of one message [s].
    checking
        Time to check the votes of one phase, of which there is one for each message but the first [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours; its middle part is `finality_floor`.

    Examples
    --------
    >>> finality_bound(sending=1, message_delays=3, delay=2, checking=0.5)
    8.0
    """
    return sending + finality_floor(message_delays, delay) + (message_delays - 1) * checking


def largest_delay(finality_seconds: Any, overhead: Any, message_delays: Any) -> Any:
    """Longest delivery time with which a promise of finality is kept.

    Parameters
    ----------
    finality_seconds
        Promised [s].
    overhead
        All that takes time beside messages on their way [s].
    message_delays
        Messages in a row that finality needs [1].

    Returns
    -------
    float
        [s]; below zero where the overhead alone is too long.

    Notes
    -----
    Source: ours: `finality_bound`, solved; proved exact as `any.network.largest-delay`.

    Examples
    --------
    >>> largest_delay(finality_seconds=8, overhead=2, message_delays=3)
    2.0
    """
    return (finality_seconds - overhead) / message_delays


def keeps_pace(block_seconds: Any, message_delays: Any, delay: Any) -> Any:
    """Whether blocks can follow each other at an interval.

    Parameters
    ----------
    block_seconds
        From one proposal to the next [s].
    message_delays
        That must pass between them: `SEQUENTIAL_DELAYS` or `CHAINED_DELAYS` [1].
    delay
        Delivery time of one message [s].

    Notes
    -----
    Source: ours; Buchman, Kwon and Milosevic 2018 for rounds one after the other, Yin et al. 2019 for
    a chain.

    Examples
    --------
    >>> keeps_pace(1, CHAINED_DELAYS, 0.5), keeps_pace(1, SEQUENTIAL_DELAYS, 0.5)
    (True, False)
    """
    return block_seconds >= finality_floor(message_delays, delay)


def paced_finality(certificates: Any, block_seconds: Any, delay: Any) -> Any:
    """Time to finality where a block is final once so many later blocks carry certificates on it.

    Parameters
    ----------
    certificates
        In a row that finality needs: two or three [1].
    block_seconds
        From one proposal to the next [s].
    delay
        Delivery time of one message [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: Gelashvili et al., "Jolteon and Ditto", 2022, two certificates; Yin et al., "HotStuff",
    2019, three. Each certificate comes with the next block, and the last block is a message.

    Examples
    --------
    >>> paced_finality(certificates=2, block_seconds=0.5, delay=0.25)
    1.25
    """
    return certificates * block_seconds + delay


def mean_silent_proposers(offline: Any) -> Any:
    """Silent proposers before the first that is there, on average.

    Parameters
    ----------
    offline
        Chance that a proposer is silent, each time anew, below one [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: the mean of the geometric law.

    Examples
    --------
    >>> mean_silent_proposers(0.5)
    1.0
    """
    return offline / (1 - offline)


def mean_timeout_seconds(offline: Any, timeout_seconds: Any) -> Any:
    """Time that silent proposers add to finality on average, if each costs one wait.

    Parameters
    ----------
    offline
        Chance that a proposer is silent, each time anew, below one [1].
    timeout_seconds
        Wait after which a silent proposer is passed over [s].

    Returns
    -------
    float
        [s]; a lower bound where waits grow, or blocks wait behind each other.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> mean_timeout_seconds(0.5, timeout_seconds=0.25)
    0.25
    """
    return mean_silent_proposers(offline) * timeout_seconds
