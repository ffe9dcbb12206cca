"""Evidence of equivocation: two signatures that exclude each other, for anybody to check."""

from collections.abc import Iterable
from typing import NamedTuple

from ...cryptography.bls import verify
from ...cryptography.derivation import encoded
from ..machine.votes import Vote
from .keys import Register
from .wire import SignedWire
from .wording import of_ballot


class SignedVote(NamedTuple):
    """A vote and its signature."""

    vote: Vote
    signature: bytes


class Equivocation(NamedTuple):
    """Two votes of one validator, of one kind, in one round, for different blocks."""

    first: SignedVote
    second: SignedVote

    @property
    def accused(self) -> str:
        """Whose votes they are."""
        return self.first.vote.voter

    @property
    def height(self) -> int:
        """Where it was done."""
        return self.first.vote.ballot.height


def exclude_each_other(first: Vote, second: Vote) -> bool:
    """Whether an honest validator casts at most one of two votes.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018: one prevote and one precommit a round, nil among them.
    """
    one, other = first.ballot, second.ballot
    return (first.voter, one.kind, one.height, one.round) == (
        second.voter,
        other.kind,
        other.height,
        other.round,
    ) and one.block != other.block


def is_proof(evidence: Equivocation, register: Register, chain: str) -> bool:
    """Whether evidence convinces anybody who knows public keys alone.

    Parameters
    ----------
    evidence
        From anybody.
    register
        Of keys.
    chain
        Name of the chain.
    """
    key = register.key(evidence.accused)
    return (
        key is not None
        and exclude_each_other(evidence.first.vote, evidence.second.vote)
        and all(
            verify(key, of_ballot(chain, each.vote.ballot), each.signature) for each in evidence
        )
    )


def evidence_held(wire: SignedWire, names: Iterable[str]) -> tuple[Equivocation, ...]:
    """One piece of evidence for each kind and round of each validator that some validators can accuse.

    Parameters
    ----------
    wire
        After a run.
    names
        Who put together what they keep.
    """
    first: dict[tuple[str, str, int, int], SignedVote] = {}
    found: dict[tuple[str, str, int, int], Equivocation] = {}
    for name in names:
        for said, signature in wire.kept[name].items():
            if isinstance(said, Vote):
                ballot = said.ballot
                place = (said.voter, ballot.kind.value, ballot.height, ballot.round)
                earlier = first.setdefault(place, SignedVote(said, signature))
                if exclude_each_other(earlier.vote, said):
                    found.setdefault(place, Equivocation(earlier, SignedVote(said, signature)))
    return tuple(found[place] for place in sorted(found))


def written_down(evidence: Equivocation) -> bytes:
    """Evidence as bytes, for a log."""
    parts: list[bytes | str | int] = []
    for each in evidence:
        ballot = each.vote.ballot
        parts += [each.vote.voter, of_ballot("", ballot), each.signature]
    return encoded("equivocation", *parts)
