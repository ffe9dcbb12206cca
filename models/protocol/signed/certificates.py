"""Certificates of real signatures: one aggregate, and a bit for each validator that signed."""

from collections.abc import Mapping
from typing import NamedTuple

from ...cryptography.bls import SIGNATURE_BYTES, aggregate, fast_aggregate_verify
from ...errors import InvalidParameter
from ..machine.validators import ValidatorSet
from ..machine.votes import Ballot
from ..quorums import Quorum
from .keys import Register
from .wording import of_ballot


class SignedCertificate(NamedTuple):
    """Signatures of several validators under one ballot, as one."""

    ballot: Ballot
    bitmap: bytes
    """A bit for each validator, in their order, the first the lowest of its byte."""
    signature: bytes
    """All together."""

    @property
    def size(self) -> int:
        """Beside the ballot, which everybody knows [B]."""
        return len(self.bitmap) + len(self.signature)


def certificate_bytes(validators: int) -> int:
    """Size of a certificate, however many of the validators signed.

    Parameters
    ----------
    validators
        Of the height [1].

    Returns
    -------
    int
        [B]

    Notes
    -----
    Source: ours: one signature, and a bit each.

    Examples
    --------
    >>> [certificate_bytes(validators) for validators in (21, 100, 1000)]
    [99, 109, 221]
    """
    return SIGNATURE_BYTES + (validators + 7) // 8


def collected(
    ballot: Ballot, signatures: Mapping[str, bytes], validators: ValidatorSet
) -> SignedCertificate:
    """A certificate of some validators' signatures, each of which was checked when it came.

    Parameters
    ----------
    ballot
        That all of them sign.
    signatures
        By name.
    validators
        Of the ballot's height.

    Raises
    ------
    InvalidParameter
        When there is no signature, or one of somebody else.
    """
    strangers = sorted(set(signatures) - set(validators.by_name))
    if strangers:
        raise InvalidParameter(f"signers must be validators, got {', '.join(strangers)}")
    bits = sum(
        1 << place for place, each in enumerate(validators.members) if each.name in signatures
    )
    length = (len(validators.members) + 7) // 8
    return SignedCertificate(
        ballot, bits.to_bytes(length, "little"), aggregate(list(signatures.values()))
    )


def named_by(certificate: SignedCertificate, validators: ValidatorSet) -> frozenset[str] | None:
    """Whom the bits of a certificate name; none if they do not fit the validators.

    Notes
    -----
    Source: ours. A bit beyond the last validator would give one certificate several forms.
    """
    count = len(validators.members)
    bits = int.from_bytes(certificate.bitmap, "little")
    if len(certificate.bitmap) != (count + 7) // 8 or bits >> count:
        return None
    return frozenset(
        each.name for place, each in enumerate(validators.members) if bits >> place & 1
    )


def signers(
    certificate: SignedCertificate, validators: ValidatorSet, register: Register, chain: str
) -> frozenset[str]:
    """Who really signed: all that the bits name, or nobody if the aggregate is not theirs.

    Parameters
    ----------
    certificate
        From anybody.
    validators
        Of the ballot's height.
    register
        Of keys whose possession was proved.
    chain
        Name of the chain.
    """
    names = named_by(certificate, validators)
    keys = [register.key(each.name) for each in validators.members if each.name in (names or ())]
    known = [key for key in keys if key is not None]
    if not names or len(known) < len(names):
        return frozenset()
    said = of_ballot(chain, certificate.ballot)
    return names if fast_aggregate_verify(known, said, certificate.signature) else frozenset()


def is_certified(
    certificate: SignedCertificate,
    quorum: Quorum,
    validators: ValidatorSet,
    register: Register,
    chain: str,
) -> bool:
    """Whether those who really signed are enough, in each class that the mode asks.

    Parameters
    ----------
    certificate
        From anybody.
    quorum
        Of the round's mode.
    validators, register, chain
        As for `signers`.
    """
    return validators.certify(quorum, signers(certificate, validators, register, chain))
