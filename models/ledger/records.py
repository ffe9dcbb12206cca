"""What the ledger keeps: bonds, unbonding entries, offences, ballots."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a validator can be convicted of."""

    EQUIVOCATION = "equivocation"
    """Two signatures that exclude each other."""
    UNAVAILABILITY = "unavailability"
    """None where one was due."""


@dataclass(frozen=True, slots=True)
class BondKey:
    """Whose stake, behind whom; a validator's own bond has both alike."""

    owner: str
    validator: str


@dataclass(frozen=True, slots=True)
class Bond:
    """Stake behind a validator."""

    stake: int
    """[base unit]"""
    answered: int
    """Convictions of the validator for which it has answered [1]."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Stake on its way out, which can still be slashed."""

    owner: str
    validator: str
    """Behind whom it stood."""
    unbonding: int
    """[base unit]"""
    started: int
    """When it left the bond [s]."""
    matures: int
    """When it may be withdrawn [s]."""
    answered: int
    """Convictions of the validator for which it has answered [1]."""


@dataclass(frozen=True, slots=True)
class Offence:
    """One thing done at one height, by one validator or by many together."""

    height: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of an offence."""

    offended: int
    """When it was done [s]."""
    together: int
    """Stake of all who were convicted of it, each at its conviction [base unit]."""
    everybody: int
    """Stake of everybody that the offence could have reached, at the first conviction [base unit]."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Parts that certificates must gather."""

    fast_authorities: Fraction
    """Fast, of the authorities [1]."""
    balanced_authorities: Fraction
    """Balanced, of the authorities [1]."""
    balanced_stake: Fraction
    """Balanced, of the stake [1]."""
    oversight: Fraction
    """Secure, of the authorities [1]."""
    secure_stake: Fraction
    """Secure, of the stake [1]."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A proposal and the votes on it."""

    proposed: Thresholds
    opened: int
    """[s]"""
    weights: Mapping[str, int]
    """Stake of each owner at the opening [base unit]."""
    uncast: int
    """Stake that has not voted [base unit]."""
    yes: int
    """[base unit]"""
    no: int
    """[base unit]"""
    voters: frozenset[str]
    """Who has voted."""
    enacted: int
    """How often it has come into force: never or once [1]."""

    @property
    def electorate(self) -> int:
        """All stake in the ballot [base unit]."""
        return sum(self.weights.values())
