"""A secret ballot: every vote is 0 or 1, nobody reads one, and the sum is proved."""

from collections.abc import Sequence
from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .disjunction import Either, checked_either, proved_either
from .limbs import Limb, limb
from .logarithms import small_logarithm
from .pedersen import Opening
from .randomness import Draw
from .sigma import Answer, Statement, checked, proved
from .statements import decrypts, owns, reads_blinding
from .sums import Sum, added, vanish
from .transcript import Transcript


@dataclass(frozen=True, slots=True)
class Election:
    """What is voted on, and who may count."""

    identifier: str
    """No two elections have the same, so that a ballot of one is none of another."""
    question: str
    counter: G1Point
    """Key of those who decrypt the sum, and could decrypt every vote."""
    voters: tuple[G1Point, ...]
    """Keys of those who may vote, once each."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote, as all see it."""

    voter: G1Point
    vote: Limb
    zero_or_one: Either
    consent: Answer


@dataclass(frozen=True, slots=True)
class Tally:
    """The sum of all votes, and the proof that it is theirs."""

    total: int
    proof: Answer


def cast(election: Election, vote: int, secret: Scalar, voter: G1Point, draw: Draw) -> Ballot:
    """A ballot.

    Parameters
    ----------
    election
        What is voted on.
    vote
        0 or 1; of any other number the proof is refused.
    secret, voter
        The voter's key.
    draw
        Gives blinding and nonces.
    """
    opening = Opening(vote, draw())
    piece = limb(opening, election.counter)
    transcript = _begun(election, voter, piece)
    either = proved_either(
        no_or_yes(election, piece), min(max(vote, 0), 1), [opening.blinding], transcript, draw
    )
    return Ballot(voter, piece, either, proved(owns(voter), [secret], transcript, draw))


def no_or_yes(election: Election, vote: Limb) -> tuple[Statement, Statement]:
    """A vote is 0, or it is 1; and either way those who count can decrypt it."""
    commitment, handle = Sum.point(vote.commitment), Sum.point(vote.handle)
    no, yes = (reads_blinding(commitment, handle, election.counter, value) for value in (0, 1))
    return no, yes


def accepted(election: Election, ballot: Ballot) -> bool:
    """Whether a ballot's proofs are right, and its voter may vote."""
    if ballot.voter not in election.voters:
        return False
    transcript = _begun(election, ballot.voter, ballot.vote)
    try:
        either = checked_either(no_or_yes(election, ballot.vote), ballot.zero_or_one, transcript)
        consent = checked(owns(ballot.voter), ballot.consent, transcript)
    except InvalidParameter:
        return False
    return vanish([*either, *consent], transcript.challenge("weight"))


def counted(election: Election, ballots: Sequence[Ballot], secret: Scalar, draw: Draw) -> Tally:
    """The sum of accepted ballots, decrypted without decrypting any of them.

    Raises
    ------
    InvalidParameter
        If the sum cannot be decrypted with this secret, or a ballot does not count.
    """
    check_ballots(election, ballots)
    commitment, handle = _all(ballots)
    unmasked = added((commitment, handle.times(-secret.inverse()))).value()
    total = small_logarithm(unmasked, len(ballots) + 1)
    if total is None:
        raise InvalidParameter("secret must be that of the counter's key")
    statement = decrypts(commitment, handle, election.counter, total)
    return Tally(total, proved(statement, [secret], _counting(election, ballots), draw))


def is_sum(election: Election, ballots: Sequence[Ballot], tally: Tally) -> bool:
    """Whether a tally is the sum of these ballots; anybody can ask.

    Raises
    ------
    InvalidParameter
        If a ballot does not count.

    Notes
    -----
    Proofs are about numbers modulo the order, so a total beyond the ballots is refused before.
    """
    check_ballots(election, ballots)
    if not 0 <= tally.total <= len(ballots):
        return False
    commitment, handle = _all(ballots)
    statement = decrypts(commitment, handle, election.counter, tally.total)
    transcript = _counting(election, ballots)
    try:
        sums = checked(statement, tally.proof, transcript)
    except InvalidParameter:
        return False
    return vanish(sums, transcript.challenge("weight"))


def check_ballots(election: Election, ballots: Sequence[Ballot]) -> None:
    """Refuse ballots that do not count.

    Raises
    ------
    InvalidParameter
        If one is wrong, or a voter has two.
    """
    for number, each in enumerate(ballots):
        if not accepted(election, each):
            raise InvalidParameter(f"ballot {number} must be a proved 0 or 1 of a voter")
    if len({each.voter for each in ballots}) < len(ballots):
        raise InvalidParameter("voters must have one ballot each")


def _all(ballots: Sequence[Ballot]) -> tuple[Sum, Sum]:
    """Commitment to the sum of votes, and its handle."""
    votes = [each.vote for each in ballots]
    return (
        added(Sum.point(each.commitment) for each in votes),
        added(Sum.point(each.handle) for each in votes),
    )


def _begun(election: Election, voter: G1Point, vote: Limb) -> Transcript:
    """The conversation's start: election, question, keys and vote."""
    transcript = Transcript("ballot")
    transcript.absorb("election", election.identifier.encode())
    transcript.absorb("question", election.question.encode())
    transcript.absorb_points("counter", (election.counter,))
    transcript.absorb_points("voters", election.voters)
    transcript.absorb_points("ballot", (voter, vote.commitment, vote.handle))
    return transcript


def _counting(election: Election, ballots: Sequence[Ballot]) -> Transcript:
    """The start of the count's proof."""
    transcript = Transcript("tally")
    transcript.absorb("election", election.identifier.encode())
    transcript.absorb("question", election.question.encode())
    for each in ballots:
        transcript.absorb_points("vote", (each.voter, each.vote.commitment, each.vote.handle))
    return transcript
