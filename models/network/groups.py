"""Rounds of validators that cannot be told apart, taken together: exact, and far fewer of them.

Where a message takes as long as any other between the same two regions, all validators of one region
that weigh the same, and are online or not, hear the same votes at the same times. Only the proposer
differs, and that a validator's own vote takes no time to itself. So a round of a thousand validators in
ten regions is one of eleven, each counted as often as it stands for somebody.
"""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from .links import Floats
from .rounds import (
    LONGEST_ALL_TO_ALL,
    UNPACED,
    Pace,
    certificates,
    check_delays,
    vote_phases,
)
from .votes import Electorate, Integers, certificate_times


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """Validators by region, weight and presence."""

    places: Integers
    """(g,) region of each group, by number."""
    electorate: Electorate
    """(g,) what one validator of each group brings to a certificate."""
    online: NDArray[np.bool_]
    """(g,) whether its validators answer at all."""
    members: Integers
    """(g,) how many validators there are [1]."""
    of: Integers
    """(n,) group of each validator, by number."""

    @property
    def size(self) -> int:
        """Groups [1]."""
        return len(self.members)

    @classmethod
    def found(cls, places: Integers, electorate: Electorate, online: NDArray[np.bool_]) -> Self:
        """Groups of validators.

        Parameters
        ----------
        places
            (n,) region of each, by number.
        electorate
            (n,) whose votes are how much.
        online
            (n,) who answers at all.
        """
        numbers = (places, electorate.authorities, electorate.stake, online.astype(np.int64))
        alike = np.stack(numbers, axis=1)
        rows, of, members = np.unique(alike, axis=0, return_inverse=True, return_counts=True)
        return cls(
            places=rows[:, 0],
            electorate=Electorate(rows[:, 1], rows[:, 2], electorate.quorum),
            online=rows[:, 3].astype(np.bool_),
            members=members.astype(np.int64),
            of=of.reshape(-1),
        )

    def finality(
        self, delays: Floats, proposers: Integers, message_delays: int, pace: Pace = UNPACED
    ) -> tuple[Floats, Integers]:
        """Times from the proposal to finality, in the form that has this many message delays.

        Parameters
        ----------
        delays
            (rounds, regions, regions) from the row's region to the column's, or one for all rounds
            with 1 in the place of their number [ms].
        proposers
            (rounds, certificates + 1) who proposes, one block after the other, by number.
        message_delays
            Of a round [1].
        pace
            What takes time beside messages.

        Returns
        -------
        ndarray
            (rounds, g + 1) time of each group's validators, and last of the one apart from them: the
            proposer, and where rounds are chained the last one [ms]
        ndarray
            (rounds, g + 1) validators that have this time, only those online [1]

        Notes
        -----
        Source: ours; the times are to the last bit those of `rounds.py`, validator by validator.
        """
        check_delays(message_delays)
        times = _Round(self, delays, proposers[:, 0], pace)
        if message_delays <= LONGEST_ALL_TO_ALL:
            for _ in range(message_delays - 2):
                block, own = times.times, times.own
                times.vote_to_all()
                times.wait_until(block, own)
            times.vote_to_all()
        else:
            for following in proposers[:, 1 : 1 + certificates(message_delays)].T:
                times.vote_to(following)
            times.own = times.certified
        checked = 0.0
        if message_delays <= LONGEST_ALL_TO_ALL:
            checked = pace.checking_ms * vote_phases(message_delays)
        return times.of_all + checked, times.heads * self.online_with(times.apart)

    def earliest_commits(self, delays: Floats, proposers: Integers) -> Floats:
        """Times from the proposal to the last of its collectors of votes, as in `rounds.py`.

        Parameters
        ----------
        delays
            (rounds, regions, regions) or (1, regions, regions) [ms].
        proposers
            (rounds, certificates + 1) who proposes, one block after the other, by number.

        Returns
        -------
        ndarray
            (rounds,) [ms]
        """
        times = _Round(self, delays, proposers[:, 0], UNPACED)
        for following in proposers[:, 1:].T:
            times.vote_to(following)
        return times.certified

    def online_with(self, apart: Integers) -> NDArray[np.bool_]:
        """(rounds, g + 1) whether each group, and the validator apart from them, is online."""
        each = np.broadcast_to(self.online, (len(apart), len(self.online)))
        return beside(each, self.online[self.of[apart]])


class _Round:
    """Some rounds at once, as they stand between two phases."""

    def __init__(self, groups: Groups, delays: Floats, proposers: Integers, pace: Pace) -> None:
        self.groups, self.pace = groups, pace
        self.delays = np.broadcast_to(delays, (len(proposers), *delays.shape[1:]))
        self.rounds = np.arange(len(proposers))
        self.certified = np.zeros(len(proposers))
        """When the one apart has the certificate that its block carries."""
        self.send_block(proposers, np.zeros(len(proposers)))

    @property
    def of_all(self) -> Floats:
        """(rounds, g + 1) times of the groups, then of the one apart."""
        return beside(self.times, self.own)

    @property
    def heads(self) -> Integers:
        """(rounds, g + 1) validators whose times these are."""
        rest = self.groups.members - self.is_in(self.groups.of[self.apart])
        return beside(rest, np.ones_like(self.apart))

    def is_in(self, group: Integers) -> Integers:
        """(rounds, g) one at the group of each round, else zero."""
        return (group[:, None] == np.arange(self.groups.size)).astype(np.int64)

    def send_block(self, proposers: Integers, now: Floats) -> None:
        """All hear of a block that these send now."""
        places = self.groups.places
        self.apart = proposers
        self.own = now
        sent = self.delays[self.rounds[:, None], places[self.groups.of[proposers]][:, None], places]
        self.times = now[:, None] + sent

    def vote_to_all(self) -> None:
        """Everybody votes to everybody, and holds a certificate as soon as it can."""
        heard = [
            self.certificate_of(np.full_like(self.apart, group), self.times[:, group], ones=True)
            for group in range(self.groups.size)
        ]
        self.own = self.certificate_of(self.groups.of[self.apart], self.own, ones=False)
        self.times = np.stack(heard, axis=1)

    def wait_until(self, times: Floats, own: Floats) -> None:
        """Nobody goes on before these times, at which the block reached it."""
        self.times, self.own = np.maximum(self.times, times), np.maximum(self.own, own)

    def vote_to(self, following: Integers) -> None:
        """Everybody votes to the next proposer, who makes a certificate and in time sends it on."""
        again = following == self.apart
        group = self.groups.of[following]
        vote = np.where(again, self.own, self.times[self.rounds, group])
        votes = self.certificate_of(group, vote, ones=~again)
        self.certified = votes + self.pace.checking_ms
        self.send_block(following, np.maximum(self.certified, self.own + self.pace.interval_ms))

    def certificate_of(
        self, group: Integers, vote: Floats, *, ones: NDArray[np.bool_] | bool
    ) -> Floats:
        """When a validator of these groups holds a certificate.

        Parameters
        ----------
        group
            (rounds,) of the receiver.
        vote
            (rounds,) when the receiver itself votes, at which moment it has its vote.
        ones
            (rounds,) whether the receiver is one of its group, and not the validator apart from it.
        """
        groups = self.groups
        to = groups.places[group]
        apart = groups.of[self.apart]
        other = np.broadcast_to(np.asarray(ones), group.shape).astype(np.int64)
        from_groups = self.times + self.delays[self.rounds[:, None], groups.places, to[:, None]]
        from_apart = self.own + self.delays[self.rounds, groups.places[apart], to]
        rest = groups.members - self.is_in(apart) - other[:, None] * self.is_in(group)
        kinds = beside(np.broadcast_to(np.arange(groups.size), rest.shape), apart, group)
        arrivals = beside(from_groups, from_apart, vote)
        # Where the one who stands apart was alone in its group, nobody is left to be a receiver there.
        senders = np.maximum(beside(rest, other, np.ones_like(other)), 0)
        weights = groups.electorate
        times = certificate_times(
            np.where(groups.online[kinds], arrivals, np.inf),
            weights.authorities[kinds] * senders,
            weights.stake[kinds] * senders,
            int((groups.members * weights.authorities).sum()),
            int((groups.members * weights.stake).sum()),
            weights.quorum,
        )
        return times.astype(np.float64)


def beside(columns: NDArray[Any], *more: NDArray[Any]) -> NDArray[Any]:
    """Columns with some more at their right."""
    return np.concatenate([columns, *(each[:, None] for each in more)], axis=1)
