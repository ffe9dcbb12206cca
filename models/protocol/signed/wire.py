"""A wire of signed messages: a validator believes what its sender has signed, and nothing else.

Every vote and proposal travels with its signature, from whomever it is heard. A validator checks each
once, keeps the signature, and passes it on with what it has heard. What does not bear its author's
signature is dropped, as if it were lost.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ...cryptography.bls import sign, verify
from ..machine.events import Gossip, Message
from ..machine.validators import ValidatorSet
from ..machine.votes import Certificate, Proposal, Vote
from ..machine.wire import Sealed
from .certificates import SignedCertificate, collected
from .keys import Register, Secrets
from .wording import of_ballot, of_proposal

Said = Vote | Proposal
"""What is signed by its author, whoever passes it on."""


class Kept(NamedTuple):
    """What a validator holds of others, and of itself."""

    said: Said
    signature: bytes


class Tally:
    """How often what was done [1]."""

    def __init__(self) -> None:
        self.signed = self.checked = self.refused = self.sent_signatures = 0


class SignedWire:
    """Messages that are signed when they are sent and checked when they are heard."""

    def __init__(self, chain: str, secrets: Mapping[str, Secrets], register: Register) -> None:
        self.chain, self.secrets, self.register = chain, secrets, register
        self.kept: dict[str, dict[Said, bytes]] = {name: {} for name in secrets}
        self.outcomes: dict[tuple[Said, bytes], bool] = {}
        self.tally = Tally()

    def seal(self, sender: str, message: Message) -> Sealed:
        """A message with the signature of everything in it."""
        signatures = tuple(self.signature(sender, each) for each in contents(message))
        self.tally.sent_signatures += len(signatures)
        return Sealed(sender, message, signatures)

    def opened(self, recipient: str, sealed: Sealed) -> Message | None:
        """What of a message bears its authors' signatures; none of a message of one author without."""
        message = sealed.message
        said, seal = contents(message), tuple[bytes, ...](sealed.seal or ())
        if len(seal) != len(said):
            return None
        believed = [
            each
            for each, signature in zip(said, seal, strict=True)
            if self.believes(recipient, each, signature)
        ]
        if not isinstance(message, Gossip):
            return message if believed else None
        if message.sender != sealed.sender:
            return None
        return message._replace(
            votes=tuple(each for each in believed if isinstance(each, Vote)),
            proposals=tuple(each for each in believed if isinstance(each, Proposal)),
        )

    def signature(self, sender: str, said: Said) -> bytes:
        """The author's signature: made by the author, or kept by whoever passes it on."""
        kept = self.kept[sender]
        if said not in kept and author(said) == sender:
            kept[said] = sign(self.secrets[sender].signing, self.words(said))
            self.tally.signed += 1
        return kept[said]

    def believes(self, recipient: str, said: Said, signature: bytes) -> bool:
        """Whether a signature is the author's; what is kept already is not checked again."""
        kept = self.kept[recipient]
        if kept.get(said) == signature:
            return True
        self.tally.checked += 1
        if not self.holds(said, signature):
            self.tally.refused += 1
            return False
        kept[said] = signature
        return True

    def holds(self, said: Said, signature: bytes) -> bool:
        """The same, for all validators of this process, who would all find the same."""
        found = self.outcomes.get((said, signature))
        if found is None:
            key = self.register.key(author(said))
            found = key is not None and verify(key, self.words(said), signature)
            self.outcomes[said, signature] = found
        return found

    def words(self, said: Said) -> bytes:
        """What the author signs."""
        if isinstance(said, Vote):
            return of_ballot(self.chain, said.ballot)
        return of_proposal(self.chain, said)

    def certificate(
        self, name: str, decision: Certificate, validators: ValidatorSet
    ) -> SignedCertificate:
        """A decision of a validator as a certificate that it can show, of signatures that it keeps."""
        ballot = decision.ballot
        held = {each: self.signature(name, Vote(each, ballot)) for each in sorted(decision.signers)}
        return collected(ballot, held, validators)


def contents(message: Message) -> tuple[Said, ...]:
    """Everything in a message that has an author."""
    if isinstance(message, Gossip):
        return (*message.votes, *message.proposals)
    return (message,)


def author(said: Said) -> str:
    """Whose vote or proposal it is."""
    return said.voter if isinstance(said, Vote) else said.proposer
