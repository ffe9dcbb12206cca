"""One round of consensus as a chain of votes: when each validator knows that the block is final.

A validator votes when it holds a certificate of the phase before, and so the whole round is one
order statistic after another: of what each hears, the moment when it is enough.
"""

from dataclasses import dataclass

import numpy as np

from ..errors import InvalidParameter
from ..parameters.checks import check_not_negative
from .links import Delays
from .votes import Electorate, Integers

FEWEST_DELAYS = 2
"""The proposal, and one phase of votes [1]."""
LONGEST_ALL_TO_ALL = 3
"""Message delays above which rounds are chained [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """What takes time beside messages."""

    interval_ms: float = 0.0
    """From one proposal of a chain to the next, at least [ms]."""
    checking_ms: float = 0.0
    """From the arrival of a certificate's votes until they count [ms]."""

    def __post_init__(self) -> None:
        check_not_negative("interval_ms", self.interval_ms)
        check_not_negative("checking_ms", self.checking_ms)


UNPACED = Pace()
"""Every block is proposed as soon as its parent is certified, as benchmarks of others do."""


def check_delays(message_delays: int) -> None:
    """Refuse a number of message delays that no form of round has.

    Raises
    ------
    InvalidParameter
        If it is not 2, 3, or odd.
    """
    if message_delays < FEWEST_DELAYS or (
        message_delays > FEWEST_DELAYS and message_delays % 2 == 0
    ):
        raise InvalidParameter(f"phases must be 2, 3 or an odd number above, got {message_delays}")


def all_to_all(
    delays: Delays, proposers: Integers, electorate: Electorate, message_delays: int
) -> Delays:
    """Times from the proposal to finality where everybody sends votes to everybody.

    Parameters
    ----------
    delays
        (rounds, n, n) from the row's validator to the column's, zero from one to itself [ms].
    proposers
        (rounds,) who proposes.
    electorate
        Whose votes are how much.
    message_delays
        The proposal, and a phase of votes for each further one [1].

    Returns
    -------
    ndarray
        (rounds, n) time at which each validator holds the last certificate [ms]

    Notes
    -----
    Source: ours; three delays are those of Castro and Liskov 1999. Nobody votes in a phase before the
    block and the certificate of the phase before have both reached it.
    """
    block = delays[np.arange(len(proposers)), proposers]
    certified = np.zeros_like(block)
    for _ in range(message_delays - 1):
        votes = np.maximum(block, certified)
        # Each receiver's arrivals lie side by side, which the search for the one that is enough needs.
        certified = electorate.gathered(np.add(votes[:, None], delays.swapaxes(-1, -2), order="C"))
    return certified


def chained(
    delays: Delays,
    proposers: Integers,
    electorate: Electorate,
    message_delays: int,
    pace: Pace = UNPACED,
) -> Delays:
    """Times from the proposal to finality where votes go to the next proposer, who passes them on.

    Parameters
    ----------
    delays
        (rounds, n, n) from the row's validator to the column's, zero from one to itself [ms].
    proposers
        (rounds, certificates + 1) who proposes, one block after the other.
    electorate
        Whose votes are how much.
    message_delays
        Odd: the proposal, then two for each certificate: votes, and the block that carries it [1].
    pace
        What else takes time.

    Returns
    -------
    ndarray
        (rounds, n) time at which each validator hears of the last certificate [ms]

    Notes
    -----
    Source: Yin et al., "HotStuff", 2019, seven delays with three certificates; Gelashvili et al.,
    "Jolteon and Ditto", 2022, five with two. A block that would come too soon after its
    parent waits; who collects the last votes knows of the certificate before that.
    """
    rounds, number = np.arange(len(proposers)), certificates(message_delays)
    certified, next_proposal = last_certificates(delays, proposers, electorate, number, pace)
    last = proposers[:, number]
    times = next_proposal[:, None] + delays[rounds, last]
    times[rounds, last] = certified
    return times


def earliest_commits(
    delays: Delays, proposers: Integers, electorate: Electorate, number: int
) -> Delays:
    """Times from the proposal to the first who knows of finality: the last collector of votes.

    Parameters
    ----------
    delays
        (rounds, n, n) from the row's validator to the column's, zero from one to itself [ms].
    proposers
        (rounds, number + 1) who proposes, one block after the other.
    electorate
        Whose votes are how much.
    number
        Certificates, at least one, of two message delays each [1].

    Returns
    -------
    ndarray
        (rounds,) [ms]

    Notes
    -----
    Source: as `chained`, whose last message is still to come; it is what benchmarks that record the
    earliest commit measure. Those chains are unpaced.
    """
    return last_certificates(delays, proposers, electorate, number, UNPACED)[0]


def last_certificates(
    delays: Delays, proposers: Integers, electorate: Electorate, number: int, pace: Pace
) -> tuple[Delays, Delays]:
    """When the last collector of a chain has its votes, and when it may propose.

    Parameters
    ----------
    delays
        (rounds, n, n) from the row's validator to the column's, zero from one to itself [ms].
    proposers
        (rounds, number + 1) who proposes, one block after the other.
    electorate
        Whose votes are how much.
    number
        Certificates, at least one [1].
    pace
        What else takes time.

    Returns
    -------
    ndarray
        (rounds,) of the certificate, from the first proposal on [ms]
    ndarray
        (rounds,) of the proposal that carries it, no sooner than the interval permits [ms]
    """
    rounds = np.arange(len(proposers))
    certified = proposed = np.zeros(len(proposers), dtype=delays.dtype)
    for proposer, collector in zip(proposers[:, :number].T, proposers[:, 1:].T, strict=False):
        times = proposed[:, None] + delays[rounds, proposer]
        votes = electorate.gathered(times + delays[rounds, :, collector])
        certified = votes + pace.checking_ms
        proposed = np.maximum(certified, proposed + pace.interval_ms)
    return certified, proposed


def vote_phases(message_delays: int) -> int:
    """Phases of votes in a round, each of which ends with a certificate that is checked [1].

    Examples
    --------
    >>> vote_phases(2), vote_phases(3), vote_phases(5), vote_phases(7)
    (1, 2, 2, 3)
    """
    if message_delays <= LONGEST_ALL_TO_ALL:
        return message_delays - 1
    return certificates(message_delays)


def certificates(message_delays: int) -> int:
    """Certificates of a chained round [1].

    Examples
    --------
    >>> certificates(5), certificates(7)
    (2, 3)
    """
    return message_delays // 2
