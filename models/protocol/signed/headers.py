"""A client on another chain: it follows headers by their certificates of real signatures.

What `light_client.py` says of names and sets is used as it stands: here the names are those whose keys
have signed. A header's block is named by the hash of all that the header says, the keys of this height's
validators and of the next among it; so a certificate of that block hands the keys over. The mode in
which the height started is told too: a relayer could else claim the mode that asks for least.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...cryptography.derivation import digest
from ...errors import InvalidParameter
from ..light_client import Header, Refusal, SignedHeader, Trust, climb, refusals
from ..machine.schedule import WALK
from ..machine.validators import ValidatorSet
from ..machine.votes import Block, Kind, Statistics
from ..modes import Mode
from .certificates import SignedCertificate, signers
from .keys import Identity, Register
from .wording import of_validators


@dataclass(frozen=True, slots=True)
class Keyed:
    """Validators of a height with the keys by which they are known."""

    validators: ValidatorSet
    identities: Mapping[str, Identity]

    def __post_init__(self) -> None:
        unknown = sorted(set(self.validators.by_name) - set(self.identities))
        if unknown:
            raise InvalidParameter(
                f"identities must name every validator, got none of {unknown[0]}"
            )

    @property
    def fingerprint(self) -> bytes:
        """Hash of all of them: a client takes what it trusts without asking for proofs again."""
        return of_validators(self.validators, self.identities)


@dataclass(frozen=True, slots=True)
class CertifiedHeader:
    """A header as a relayer shows it: nothing of it need be believed."""

    height: int
    """[1]"""
    time: Fraction
    """[s]"""
    content: bytes
    """Hash of what the block holds."""
    start: Mode
    """Mode of the height's first round; the others follow on the walk of `SharedSchedule`."""
    present: Keyed
    following: Keyed
    statistics: Statistics
    certificate: SignedCertificate

    @property
    def header(self) -> Header:
        """The same as the unsigned client knows it."""
        return Header(
            self.height,
            self.time,
            self.content.hex(),
            WALK[(self.start + self.certificate.ballot.round) % len(WALK)],
            self.present.validators,
            self.following.validators,
        )


def block_of(
    height: int,
    time: Fraction,
    content: bytes,
    start: Mode,
    present: Keyed,
    following: Keyed,
    statistics: Statistics,
) -> Block:
    """The block that validators decide, named so that its certificate is that of the header.

    Parameters
    ----------
    height, time, content, start
        Of the header.
    present, following
        Validators of this height and of the next.
    statistics
        Of the block.
    """
    sets = (present.fingerprint, following.fingerprint)
    name = digest("header", height, str(time), content, start.value, *sets)
    return Block(name.hex(), statistics)


def who_signed(shown: CertifiedHeader, trusted: Keyed, chain: str) -> frozenset[str]:
    """Who signed a header: nobody, unless the certificate is of just this header.

    Parameters
    ----------
    shown
        From anybody.
    trusted
        Validators that the client knows; who is among them under another key does not count as a signer.
    chain
        Name of the chain.

    Notes
    -----
    Source: ours. The keys of validators whom the client does not know are taken from the header, with
    their proofs of possession: a key without would let its owner sign for those whom the client knows.
    """
    ballot = shown.certificate.ballot
    block = block_of(
        shown.height,
        shown.time,
        shown.content,
        shown.start,
        shown.present,
        shown.following,
        shown.statistics,
    )
    if (ballot.kind, ballot.height, ballot.block) != (Kind.PRECOMMIT, shown.height, block):
        return frozenset()
    register = accepted(shown.present.identities, trusted)
    return signers(shown.certificate, shown.present.validators, register, chain)


def accepted(identities: Mapping[str, Identity], trusted: Keyed) -> Register:
    """Keys of a header that the client takes: those that it knows, and new ones with their proofs.

    A name keeps its keys for life (`staking.py`): under a name that is known, another key is a lie. So
    is a known key under a new name.
    """
    known = trusted.identities
    register = Register(
        {name: each for name, each in identities.items() if known.get(name) == each}
    )
    for name, identity in identities.items():
        if name not in known:
            try:
                register = register.joined_by(name, identity)
            except ValueError:
                continue
    return register


def reasons_against(
    trusted: CertifiedHeader, shown: CertifiedHeader, clock: Fraction, trust: Trust, chain: str
) -> list[Refusal]:
    """All reasons for which a client does not accept a header; none if it does.

    Parameters
    ----------
    trusted
        What it trusts.
    shown
        What a relayer shows.
    clock
        What its clock shows [s].
    trust
        How far it trusts.
    chain
        Name of the chain.
    """
    names = who_signed(shown, trusted.following, chain)
    found = refusals(trusted.header, SignedHeader(shown.header, names), clock, trust)
    same_keys = shown.present.fingerprint == trusted.following.fingerprint
    if (
        shown.height == trusted.height + 1
        and not same_keys
        and Refusal.OTHER_VALIDATORS not in found
    ):
        found.append(Refusal.OTHER_VALIDATORS)
    return found


def followed(
    trusted: CertifiedHeader,
    height: int,
    ask: Callable[[int], CertifiedHeader],
    clock: Fraction,
    trust: Trust,
    chain: str,
) -> CertifiedHeader:
    """The header of a height, by skipping as far as the overlap of validators allows.

    Parameters
    ----------
    trusted
        Where the client starts.
    height
        Later than the trusted one [1].
    ask
        Gives a header of a height, from a relayer who need not be trusted.
    clock, trust, chain
        As for `reasons_against`.

    Raises
    ------
    Refused
        When a header is refused for another reason than that it is too far away.
    """

    def reasons(known: CertifiedHeader, shown: CertifiedHeader) -> list[Refusal]:
        return reasons_against(known, shown, clock, trust, chain)

    return climb(trusted, height, ask, reasons, lambda shown: shown.height)
