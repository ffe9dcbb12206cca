"""A client that follows certificates from a header it trusts, across changes of the validators.

A header names the validators that certify it and those of the next height, so a certified header carries
the next change with it. The next header needs no more. A later one is accepted if enough of the
validators that the trusted header names for its next height are among its signers: not all of these can
be Byzantine, and an honest one signs nothing that does not build on what is final.

Signatures and hashes are stood for by names and by equality; `signed/headers.py` has real ones.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from ..parameters.parameters import Parameters
from .checkpoints import is_fresh
from .machine.validators import ValidatorSet
from .modes import Mode
from .quorums import at_least, quorum

Shown = TypeVar("Shown")
"""What a client is shown of a height."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a height finalised, and who may certify this height and the next."""

    height: int
    """[1]"""
    time: Fraction
    """[s]"""
    block: str
    mode: Mode
    """Mode of the round that decided."""
    validators: ValidatorSet
    next_validators: ValidatorSet


@dataclass(frozen=True, slots=True)
class SignedHeader:
    """A header and who signed it."""

    header: Header
    signers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a client trusts a header."""

    parameters: Parameters
    """Of the protocol that it follows."""
    period: Fraction
    """Time after which a header is no longer trusted [s]."""
    authorities: Fraction
    """Part of the trusted authorities among the signers that is enough to skip heights [1]."""
    stake: Fraction
    """Part of the trusted stake that is enough instead [1]."""


class Refusal(StrEnum):
    """Why a header is not accepted."""

    EXPIRED = "the trusted header is too old"
    NOT_ASKED_FOR = "the height is not the one asked for"
    NOT_LATER = "the height is not later than the trusted one"
    NO_CERTIFICATE = "the signers are no certificate of the header's validators"
    OTHER_VALIDATORS = "the validators are not those that the trusted header names"
    TOO_FEW_TRUSTED = "too few of the signers are validators that the trusted header names"


def overlaps_enough(
    authorities: Any,
    all_authorities: Any,
    stake: Any,
    all_stake: Any,
    trusted_authorities: Fraction,
    trusted_stake: Fraction,
) -> Any:
    """Whether enough trusted validators are among the signers of a header, in either resource.

    Parameters
    ----------
    authorities, all_authorities
        Trusted authorities among the signers, and all that are trusted [1].
    stake, all_stake
        The same of stake [token].
    trusted_authorities, trusted_stake
        Parts that are enough [1].

    Notes
    -----
    Source: ours; safe exactly when each part is at least the part of its resource of which less is
    Byzantine: `proofs/history/light_client.py`.

    Examples
    --------
    >>> third = Fraction(1, 3)
    >>> overlaps_enough(6, 21, 330, 1000, third, third), overlaps_enough(7, 21, 0, 1000, third, third)
    (False, True)
    """
    return at_least(
        authorities, all_authorities, trusted_authorities.numerator, trusted_authorities.denominator
    ) | at_least(stake, all_stake, trusted_stake.numerator, trusted_stake.denominator)


def refusals(trusted: Header, shown: SignedHeader, clock: Fraction, trust: Trust) -> list[Refusal]:
    """All reasons for which a client does not accept a header; none if it does.

    Parameters
    ----------
    trusted
        What it trusts.
    shown
        What it is shown.
    clock
        What its clock shows [s].
    trust
        How far it trusts.
    """
    header = shown.header
    found: list[Refusal] = []
    if not is_fresh(trusted.time, clock, trust.period):
        found.append(Refusal.EXPIRED)
    if header.height <= trusted.height:
        found.append(Refusal.NOT_LATER)
    if not header.validators.certify(quorum(trust.parameters, header.mode), shown.signers):
        found.append(Refusal.NO_CERTIFICATE)
    if header.height == trusted.height + 1:
        if header.validators != trusted.next_validators:
            found.append(Refusal.OTHER_VALIDATORS)
    elif not is_vouched_for(trusted.next_validators, shown.signers, trust):
        found.append(Refusal.TOO_FEW_TRUSTED)
    return found


def is_vouched_for(validators: ValidatorSet, signers: Iterable[str], trust: Trust) -> bool:
    """Whether so many of some validators are among the signers that an honest one is."""
    signed, total = validators.weight(signers), validators.total
    return bool(
        overlaps_enough(
            signed.authorities,
            total.authorities,
            signed.stake,
            total.stake,
            trust.authorities,
            trust.stake,
        )
    )


def follow(
    trusted: Header,
    height: int,
    ask: Callable[[int], SignedHeader],
    clock: Fraction,
    trust: Trust,
) -> Header:
    """The header of a height, by skipping as far as the overlap of validators allows.

    Parameters
    ----------
    trusted
        Where the client starts.
    height
        Later than the trusted one [1].
    ask
        Gives a signed header of a height, from somebody who need not be trusted.
    clock
        What the client's clock shows [s].
    trust
        How far it trusts.

    Raises
    ------
    Refused
        When a header is refused for another reason than that it is too far away.

    """

    def reasons(known: SignedHeader, shown: SignedHeader) -> list[Refusal]:
        return refusals(known.header, shown, clock, trust)

    start = SignedHeader(trusted, frozenset())
    return climb(start, height, ask, reasons, lambda shown: shown.header.height).header


def climb(
    trusted: Shown,
    height: int,
    ask: Callable[[int], Shown],
    reasons: Callable[[Shown, Shown], list[Refusal]],
    height_of: Callable[[Shown], int],
) -> Shown:
    """What is shown of a height, by halving the way wherever too few of the signers are trusted.

    Parameters
    ----------
    trusted
        Where the client starts.
    height
        Later than the trusted one [1].
    ask
        Gives what is shown of a height, by somebody who need not be trusted.
    reasons
        Why what is shown is not accepted, by one who trusts the first.
    height_of
        Of what is shown [1].

    Raises
    ------
    Refused
        When something is refused for another reason than that it is too far away.

    Notes
    -----
    Source: ours, after the bisection of Tendermint's light client (arXiv 2010.07031). No height is asked
    for twice.
    """
    wanted = [asked(ask, height, height_of)]
    while wanted:
        shown = wanted[-1]
        against = reasons(trusted, shown)
        if against == [Refusal.TOO_FEW_TRUSTED]:
            halfway = (height_of(trusted) + height_of(shown)) // 2
            wanted.append(asked(ask, halfway, height_of))
        elif against:
            raise Refused(height_of(shown), against)
        else:
            trusted = wanted.pop()
    return trusted


def asked(ask: Callable[[int], Shown], height: int, height_of: Callable[[Shown], int]) -> Shown:
    """What is shown of a height, refused if it is of another."""
    shown = ask(height)
    if height_of(shown) != height:
        raise Refused(height, [Refusal.NOT_ASKED_FOR])
    return shown


class Refused(ValueError):
    """A header that a client does not accept."""

    def __init__(self, height: int, reasons: Sequence[Refusal]) -> None:
        super().__init__(f"height {height} is refused: {'; '.join(reasons)}")
        self.reasons = tuple(reasons)
