"""The staking contract: into bonds, and out of them by way of unbonding entries."""

from dataclasses import replace

from .ledger import Ledger, take
from .records import Bond, Entry
from .refusals import Refused
from .steps.staking import DELEGATE, DEPOSIT, UNBOND, WITHDRAW


def deposit(ledger: Ledger, validator: str, amount: int) -> Ledger:
    """A validator raises its own bond, or becomes one.

    Parameters
    ----------
    ledger, validator
        State, and who deposits.
    amount
        Of its idle money [base unit].

    Raises
    ------
    Refused
        As `steps.staking.may_deposit` says.
    """
    bond = ledger.bond(validator, validator)
    after = take(
        DEPOSIT,
        liquid=ledger.liquid(validator),
        stake=bond.stake,
        amount=amount,
        minimum=ledger.minimum(validator),
        answered=bond.answered,
        convicted=ledger.convicted(validator),
    )
    return ledger.with_account(validator, after["liquid"]).with_bond(
        validator, validator, replace(bond, stake=after["stake"])
    )


def delegate(ledger: Ledger, owner: str, validator: str, amount: int) -> Ledger:
    """Somebody bonds stake behind a validator, to share its rewards and its slashes.

    Parameters
    ----------
    ledger, owner, validator
        State, who bonds, and behind whom.
    amount
        Of the owner's idle money [base unit].

    Raises
    ------
    Refused
        As `steps.staking.may_delegate` says.
    """
    bond = ledger.bond(owner, validator)
    after = take(
        DELEGATE,
        liquid=ledger.liquid(owner),
        stake=bond.stake,
        amount=amount,
        backed=ledger.bond(validator, validator).stake,
        minimum=ledger.minimum(validator),
        answered=bond.answered,
        convicted=ledger.convicted(validator),
    )
    return ledger.with_account(owner, after["liquid"]).with_bond(
        owner, validator, replace(bond, stake=after["stake"])
    )


def unbond(ledger: Ledger, owner: str, validator: str, amount: int) -> Ledger:
    """Stake leaves a bond and waits in an entry of its own.

    Parameters
    ----------
    ledger, owner, validator
        State, whose stake, and behind whom.
    amount
        Of the bond [base unit].

    Raises
    ------
    Refused
        As `steps.staking.may_unbond` says.
    """
    bond = ledger.bond(owner, validator)
    after = take(
        UNBOND,
        stake=bond.stake,
        unbonding=0,
        amount=amount,
        minimum=ledger.minimum(validator) if owner == validator else 0,
        now=ledger.now,
        delay=ledger.rules.unbonding_seconds,
        answered=bond.answered,
        convicted=ledger.convicted(validator),
    )
    entry = Entry(
        owner=owner,
        validator=validator,
        unbonding=after["unbonding"],
        started=after["started"],
        matures=after["matures"],
        answered=bond.answered,
    )
    left = ledger.with_bond(owner, validator, Bond(after["stake"], bond.answered))
    return replace(
        left.with_entry(ledger.opened_entries, entry), opened_entries=ledger.opened_entries + 1
    )


def withdraw(ledger: Ledger, number: int) -> Ledger:
    """A matured entry is paid to its owner, whole.

    Parameters
    ----------
    ledger, number
        State, and which entry.

    Raises
    ------
    Refused
        When there is no such entry, or as `steps.staking.may_withdraw` says.
    """
    entry = ledger.entries.get(number)
    if entry is None:
        raise Refused(f"withdraw: the entry must exist, got {number}")
    after = take(
        WITHDRAW,
        unbonding=entry.unbonding,
        liquid=ledger.liquid(entry.owner),
        amount=entry.unbonding,
        now=ledger.now,
        matures=entry.matures,
        answered=entry.answered,
        convicted=ledger.convicted(entry.validator),
    )
    return ledger.with_account(entry.owner, after["liquid"]).with_entry(
        number, replace(entry, unbonding=after["unbonding"])
    )
