"""Chained rounds on single messages: votes go to the next proposer, whose block shows their certificate.

A block is final once as many blocks in consecutive rounds, itself the first, are certified as the form
asks for. Who waits in vain says so to everybody; enough of that ends the round. Ancestors that a
validator has not heard of are taken to be fetched at no cost.
"""

from typing import TYPE_CHECKING, NamedTuple

from ..rounds import certificates
from .ledger import GENESIS
from .tallies import Tally, needed

if TYPE_CHECKING:
    from .simulation import Simulation


class Offer(NamedTuple):
    """A block on a certificate of its parent; where the round before was given up, with proof of it."""

    block: int
    locks_of: int | None
    """Latest certified round that those who gave up knew of; nothing where nobody did."""


class Endorsement(NamedTuple):
    """A vote for a block."""

    block: int
    voter: int


class Resignation(NamedTuple):
    """A validator has waited for a round in vain; the latest certified block that it knows."""

    round: int
    certified: int
    voter: int
    part: int


class Position(NamedTuple):
    """The round that somebody is in, and the latest certified block, for whoever is behind."""

    round: int
    certified: int


class Turn(NamedTuple):
    """The time for the proposal of a round, if the validator is then still in it."""

    round: int
    locks_of: int | None


class Expiry(NamedTuple):
    """The end of the wait of a round, if the validator is then still in it."""

    round: int


class Member:
    """What a validator knows."""

    __slots__ = (
        "certified",
        "endorsed",
        "part",
        "patient_until",
        "resigned",
        "round",
        "validator",
        "votes",
    )

    def __init__(self, part: int, validator: int) -> None:
        self.part, self.validator = part, validator
        self.round, self.endorsed = 0, -1
        """Last round in which it has voted, or given up voting."""
        self.certified = GENESIS
        self.patient_until = 0.0
        """When the wait of its round is over [ms]."""
        self.votes: dict[int, Tally] = {}
        """By block."""
        self.resigned: dict[int, tuple[Tally, int]] = {}
        """By round: who has given up, and the latest certified round that they knew of."""


class Chained:
    """Every part of a validator, and what it does when something reaches it.

    Notes
    -----
    Source: Yin et al., "HotStuff", 2019, with three certificates; Gelashvili et al., "Jolteon and
    Ditto", 2022, section 4, with two. Waits do not grow, as in the implementation that they measured.
    """

    def __init__(self, simulation: "Simulation") -> None:
        self.simulation = simulation
        trial = simulation.trial
        self.mode, self.proposers = trial.start, trial.proposers
        self.links = certificates(trial.message_delays)
        self.need = needed(trial.quorums[self.mode], trial.authorities, trial.stake)
        self.authorities: list[int] = trial.authorities.tolist()
        self.stake: list[int] = trial.stake.tolist()
        self.timeout_ms = 1_000 * trial.parameters.network.timeout_seconds
        self.members = [Member(part, each) for part, each in enumerate(simulation.who)]
        self.given_up = -1

    def start(self) -> None:
        """Everybody enters the first round."""
        self.simulation.ledger.enter(0, 0, self.mode, 0.0)
        for member in self.members:
            self.wait(member, None)

    def hear(self, part: int, message: object) -> None:
        """A message or the end of a wait reaches somebody who is up."""
        member = self.members[part]
        match message:
            case Offer():
                self.consider(member, message)
            case Endorsement(block, voter):
                if self.count(member.votes.setdefault(block, Tally()), voter):
                    self.certify(member, block)
            case Resignation():
                self.notice(member, message)
            case Turn(round_, locks_of) if round_ == member.round:
                self.propose(member, locks_of)
            case Expiry(round_) if round_ == member.round:
                if self.simulation.now >= member.patient_until:
                    self.resign(member)
            case Position(round_, certified):
                self.certify(member, certified)
                self.advance(member, round_, None)
            case _:
                pass

    def count(self, tally: Tally, voter: int) -> bool:
        """Whether a vote makes a certificate."""
        bit = 1 << voter
        if tally.voters & bit or tally.enough:
            return False
        tally.voters |= bit
        tally.authorities += self.authorities[voter]
        tally.stake += self.stake[voter]
        tally.enough = tally.authorities >= self.need.authorities and tally.stake >= self.need.stake
        return tally.enough

    def round_of(self, block: int) -> int:
        """Round in which a block was proposed; before all others for the parent of the first."""
        return self.simulation.ledger.blocks[block].round if block != GENESIS else -1

    def leader(self, round_: int) -> int:
        """Who proposes in a round."""
        return int(self.proposers(round_, 0, self.mode)[1:])

    def certify(self, member: Member, block: int) -> None:
        """A validator learns that a block is certified."""
        if self.round_of(block) > self.round_of(member.certified):
            member.certified = block
            self.commit(member, block)
        self.advance(member, self.round_of(block) + 1, None)

    def commit(self, member: Member, block: int) -> None:
        """What is final now that a block is certified."""
        blocks = self.simulation.ledger.blocks
        for _ in range(self.links - 1):
            parent = blocks[block].parent
            if self.round_of(parent) + 1 != blocks[block].round or parent == GENESIS:
                return
            block = parent
        final: list[int] = []
        reached = self.simulation.ledger.reached[member.validator]
        while block != GENESIS and blocks[block].height >= reached:
            final.append(block)
            block = blocks[block].parent
        for each in reversed(final):
            if blocks[each].height < self.simulation.trial.heights:
                self.simulation.finalise(member.validator, member.part, each)

    def advance(self, member: Member, round_: int, locks_of: int | None) -> None:
        """A validator enters a later round."""
        if round_ > member.round:
            member.round = round_
            member.resigned = {
                each: some for each, some in member.resigned.items() if each >= round_
            }
            self.wait(member, locks_of)

    def wait(self, member: Member, locks_of: int | None) -> None:
        """A validator waits for the round's block, and where it is its turn proposes it."""
        simulation = self.simulation
        before = None if member.certified == GENESIS else member.certified
        pause = simulation.pause_ms(self.mode, before)
        mute = member.validator in simulation.trial.conditions.mute
        if self.leader(member.round) == member.validator and not mute:
            simulation.wait(member.part, pause, Turn(member.round, locks_of))
        self.be_patient(member, pause)

    def be_patient(self, member: Member, pause: float) -> None:
        """The wait of the round begins when its block may be proposed."""
        member.patient_until = self.simulation.now + (pause + self.timeout_ms)
        self.simulation.wait(member.part, pause + self.timeout_ms, Expiry(member.round))

    def propose(self, member: Member, locks_of: int | None) -> None:
        """A block on the latest certified one."""
        ledger, parent = self.simulation.ledger, member.certified
        height = ledger.blocks[parent].height + 1 if parent != GENESIS else 0
        block = self.simulation.new_block(
            member.part,
            height,
            member.round,
            self.mode,
            self.mode,
            None if parent == GENESIS else parent,
        )
        ledger.is_due(height, self.simulation.now)
        offer = Offer(block, locks_of)
        self.simulation.broadcast(member.part, offer)
        self.consider(member, offer)

    def consider(self, member: Member, offer: Offer) -> None:
        """A validator hears of a block, and votes for it where it may."""
        block = self.simulation.ledger.blocks[offer.block]
        self.certify(member, block.parent)
        if offer.locks_of is not None:
            self.advance(member, block.round, offer.locks_of)
        certified = self.round_of(block.parent)
        follows = certified + 1 == block.round
        resumes = offer.locks_of is not None and certified >= offer.locks_of
        if block.round != member.round or block.round <= member.endorsed:
            return
        if follows or resumes:
            member.endorsed = block.round
            self.be_patient(member, self.simulation.pause_ms(self.mode, offer.block))
            vote = Endorsement(offer.block, member.validator)
            self.simulation.tell(member.part, self.leader(block.round + 1), vote)

    def resign(self, member: Member) -> None:
        """A validator has waited in vain: it votes no more in the round, says so, and waits on."""
        member.endorsed = max(member.endorsed, member.round)
        said = Resignation(member.round, member.certified, member.validator, member.part)
        self.simulation.broadcast(member.part, said)
        self.be_patient(member, 0.0)
        self.notice(member, said)

    def notice(self, member: Member, said: Resignation) -> None:
        """Enough that have waited in vain end the round; who is behind is told where the others are."""
        if said.round < member.round:
            here = Position(member.round, member.certified)
            self.simulation.send(member.part, said.part, here)
            return
        self.certify(member, said.certified)
        tally, latest = member.resigned.get(said.round, (Tally(), -1))
        latest = max(latest, self.round_of(said.certified))
        member.resigned[said.round] = tally, latest
        if self.count(tally, said.voter):
            if said.round > self.given_up:
                self.given_up = said.round
                self.simulation.ledger.failed_rounds += 1
            self.advance(member, said.round + 1, latest)

    def come_back(self, part: int) -> None:
        """A validator that was down waits anew."""
        self.resign(self.members[part])
