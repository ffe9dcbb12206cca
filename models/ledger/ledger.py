"""The state of all contracts, and how a step is taken.

A ledger never changes: a step returns another one. It reads its slice, asks the guard, and writes back
what the effect returned; all else is the same object as before. The contracts do nothing but choose
which steps to take, over how many records.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar

from ..parameters.exact import LARGEST_SUPPLY
from .records import Ballot, Bond, BondKey, Case, Entry, Offence, Thresholds
from .refusals import Refused
from .rules import Rules
from .steps.clock import ADVANCE
from .steps.step import Step

Key = TypeVar("Key")
Record = TypeVar("Record")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """Where every base unit is, who owes an answer, and what is in force."""

    rules: Rules
    authorities: frozenset[str]
    """Validators that are authorities; all others are stakers."""
    thresholds: Thresholds
    """In force."""
    unissued: int
    """What the ledger can still issue [base unit]."""
    accounts: Mapping[str, int]
    """Idle, by owner [base unit]."""
    now: int = 0
    """Since launch [s]."""
    bonds: Mapping[BondKey, Bond]
    entries: Mapping[int, Entry]
    """Unbonding, by number."""
    opened_entries: int = 0
    """Entries opened since launch; the number of the next [1]."""
    pool: int = 0
    """Issued and not yet paid [base unit]."""
    paid_until: int = 0
    """End of the time for which rewards were issued [s]."""
    slashed: int = 0
    """Taken and not yet burned [base unit]."""
    burned: int = 0
    """Out of the supply for good [base unit]."""
    cases: Mapping[Offence, Case]
    """Every offence of which somebody was convicted."""
    convictions: Mapping[str, tuple[Offence, ...]]
    """Of each validator, in order."""
    ballots: tuple[Ballot, ...] = ()

    def liquid(self, owner: str) -> int:
        """Idle money [base unit]."""
        return self.accounts.get(owner, 0)

    def convicted(self, validator: str) -> int:
        """Convictions of a validator [1]."""
        return len(self.convictions.get(validator, ()))

    def bond(self, owner: str, validator: str) -> Bond:
        """A bond; an empty one, which owes nothing, where there is none."""
        empty = Bond(0, self.convicted(validator))
        return self.bonds.get(BondKey(owner, validator), empty)

    def minimum(self, validator: str) -> int:
        """Least bond of a validator of its class [base unit]."""
        return self.rules.minimum(validator in self.authorities)

    def bonded_by_owner(self) -> dict[str, int]:
        """Stake of each owner, behind whomever it stands [base unit]."""
        owned: dict[str, int] = {}
        for key, bond in self.bonds.items():
            owned[key.owner] = owned.get(key.owner, 0) + bond.stake
        return owned

    def with_account(self, owner: str, liquid: int) -> "Ledger":
        """The ledger with one account changed."""
        return replace(self, accounts={**self.accounts, owner: liquid})

    def with_bond(self, owner: str, validator: str, bond: Bond) -> "Ledger":
        """The ledger with one bond changed; an empty bond is dropped."""
        bonds = written(self.bonds, BondKey(owner, validator), bond if bond.stake else None)
        return replace(self, bonds=bonds)

    def with_entry(self, number: int, entry: Entry) -> "Ledger":
        """The ledger with one unbonding entry changed; an empty one is dropped."""
        entries = written(self.entries, number, entry if entry.unbonding else None)
        return replace(self, entries=entries)


def found(
    rules: Rules,
    thresholds: Thresholds,
    accounts: Mapping[str, int],
    authorities: frozenset[str] = frozenset(),
) -> Ledger:
    """A ledger at launch: everything idle.

    Parameters
    ----------
    rules
        For all its life.
    thresholds
        In force at first.
    accounts
        Idle money by owner [base unit].
    authorities
        Validators that are authorities.

    Raises
    ------
    Refused
        When an account is negative, or all together are more than the ledger can divide.
    """
    supply = sum(accounts.values())
    if any(amount < 0 for amount in accounts.values()) or supply > LARGEST_SUPPLY:
        raise Refused(
            f"found: accounts must not be negative and add up to less than 2^62, got {supply} in all "
            f"and {min(accounts.values())} at least"
        )
    return Ledger(
        rules=rules,
        authorities=authorities,
        thresholds=thresholds,
        unissued=LARGEST_SUPPLY - supply,
        accounts=dict(accounts),
        bonds={},
        entries={},
        cases={},
        convictions={},
    )


def advance(ledger: Ledger, later: int) -> Ledger:
    """The ledger at another time [s].

    Raises
    ------
    Refused
        When it lies in the past.
    """
    return replace(ledger, **take(ADVANCE, now=ledger.now, later=later))


def take(step: Step, **slice_of_state: int | Fraction) -> dict[str, Any]:
    """What a step writes, if it may be taken.

    Parameters
    ----------
    step
        To take.
    slice_of_state
        Every number that its guard and its effect read, by name.

    Raises
    ------
    Refused
        When the guard does not hold, or a number is not exact.
    """
    if any(isinstance(number, float) for number in slice_of_state.values()):
        raise Refused(f"{step.name}: every number must be exact, got {shown(slice_of_state)}")
    if not step.allows(**slice_of_state):
        raise Refused(f"{step.name}: {step.rule}, got {shown(slice_of_state)}")
    return step.after(**slice_of_state)


def shown(slice_of_state: Mapping[str, int | Fraction]) -> str:
    """Numbers by name, as a person reads them."""
    return ", ".join(f"{name} {number}" for name, number in slice_of_state.items())


def written(records: Mapping[Key, Record], key: Key, record: Record | None) -> dict[Key, Record]:
    """Records with one changed in its place, or without it."""
    if record is not None:
        return {**records, key: record}
    return {each: kept for each, kept in records.items() if each != key}
