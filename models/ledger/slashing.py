"""The slashing contract: evidence convicts at once; stake answers when no more evidence can come.

Whether evidence is true, and when its height was, is settled by signatures and headers before it comes
here.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from ..economics.slashing import capped_fraction, penalty, slashed_fraction
from .ledger import Ledger, take, written
from .records import Bond, BondKey, Case, Entry, Offence
from .refusals import Refused
from .rules import Rules
from .steps.slashing import BURN, CONVICT, SLASH, SPARE, is_reached


def convict(ledger: Ledger, validator: str, offence: Offence, offended: int) -> Ledger:
    """Evidence of an offence convicts a validator; from now on nothing leaves from behind it.

    Parameters
    ----------
    ledger, validator, offence
        State, who did it, and what.
    offended
        When, the same for all who are convicted of one offence [s].

    Raises
    ------
    Refused
        When another time is on record, or as `steps.slashing.may_convict` says.
    """
    case = ledger.cases.get(offence) or Case(offended, 0, stake_reached(ledger, offended))
    if case.offended != offended:
        raise Refused(
            f"convict: the {offence.kind} at height {offence.height} must be at {case.offended} s, "
            f"got {offended} s"
        )
    record = ledger.convictions.get(validator, ())
    after = take(
        CONVICT,
        now=ledger.now,
        offended=offended,
        window=ledger.rules.evidence_window_seconds,
        convictions=record.count(offence),
        convicted=len(record),
        together=case.together,
        reached=stake_reached(ledger, offended, validator),
    )
    return replace(
        ledger,
        cases=written(ledger.cases, offence, replace(case, together=after["together"])),
        convictions=written(ledger.convictions, validator, (*record, offence)),
    )


def stake_reached(ledger: Ledger, offended: int, validator: str | None = None) -> int:
    """Stake that stood behind a validator, or behind anybody, at an offence [base unit]."""
    bonded = sum(
        bond.stake
        for key, bond in ledger.bonds.items()
        if validator in (None, key.validator) and is_reached(ledger.now, offended)
    )
    leaving = sum(
        entry.unbonding
        for entry in ledger.entries.values()
        if validator in (None, entry.validator) and is_reached(entry.started, offended)
    )
    return bonded + leaving


def fraction_of(rules: Rules, offence: Offence, case: Case) -> Fraction:
    """Part of its stake that everybody loses who was convicted of an offence.

    Parameters
    ----------
    rules, offence, case
        Of the ledger, what was done, and what is known of it.

    Returns
    -------
    Fraction
        Exact, at most one; final once the evidence window has closed [1].

    Notes
    -----
    Source: `economics.slashing`, the stake convicted of one offence being what misbehaves together.
    """
    share = Fraction(case.together, case.everybody)
    fraction: Fraction = slashed_fraction(
        rules.rate(offence.kind), rules.correlation(offence.kind), share
    )
    return capped_fraction(fraction)


def answer(ledger: Ledger, validator: str) -> Ledger:
    """Everything behind a validator is slashed or spared for every conviction that is ripe.

    Parameters
    ----------
    ledger, validator
        State, and whose convictions.

    Raises
    ------
    Refused
        When nothing is owed, or the evidence window of what is owed is still open.
    """
    after = ledger
    for key in [key for key in ledger.bonds if key.validator == validator]:
        after = answer_of_bond(after, key)
    for number in [each for each, entry in ledger.entries.items() if entry.validator == validator]:
        after = answer_of_entry(after, number)
    if after is ledger:
        raise Refused(
            f"answer: stake behind {validator} must owe an answer whose evidence window is closed, "
            f"got none at {ledger.now} s"
        )
    return after


def answer_of_bond(ledger: Ledger, key: BondKey) -> Ledger:
    """One bond slashed or spared for every conviction that is ripe."""

    def put(at: Ledger, stake: int, answered: int) -> Ledger:
        return at.with_bond(key.owner, key.validator, Bond(stake, answered))

    bond = ledger.bonds[key]
    return answered_for(ledger, key.validator, bond.stake, bond.answered, ledger.now, put)


def answer_of_entry(ledger: Ledger, number: int) -> Ledger:
    """One unbonding entry slashed or spared for every conviction that is ripe."""
    entry: Entry = ledger.entries[number]

    def put(at: Ledger, stake: int, answered: int) -> Ledger:
        return at.with_entry(number, replace(entry, unbonding=stake, answered=answered))

    return answered_for(
        ledger, entry.validator, entry.unbonding, entry.answered, entry.started, put
    )


def answered_for(
    ledger: Ledger,
    validator: str,
    stake: int,
    answered: int,
    started: int,
    put: Callable[[Ledger, int, int], Ledger],
) -> Ledger:
    """The ledger after one piece of stake has answered for what is ripe, in the order of convictions.

    Parameters
    ----------
    ledger, validator
        State, and whose convictions.
    stake, answered
        The piece [base unit], and convictions for which it has answered [1].
    started
        When it started to leave; now, where it is still bonded [s].
    put
        Writes stake and answers back into their record.
    """
    record = ledger.convictions.get(validator, ())
    for offence in record[answered:]:
        case = ledger.cases[offence]
        fraction = fraction_of(ledger.rules, offence, case)
        slice_of_state = {
            "stake": stake,
            "slashed": ledger.slashed,
            "amount": math.floor(penalty(stake, fraction)),
            "numerator": fraction.numerator,
            "denominator": fraction.denominator,
            "answered": answered,
            "convicted": len(record),
            "started": started,
            "now": ledger.now,
            "offended": case.offended,
            "window": ledger.rules.evidence_window_seconds,
        }
        if SPARE.allows(**slice_of_state):
            after = SPARE.after(**slice_of_state)
        elif SLASH.allows(**slice_of_state):
            after = SLASH.after(**slice_of_state)
        else:
            break
        stake, answered = after.get("stake", stake), after["answered"]
        ledger = replace(put(ledger, stake, answered), slashed=after.get("slashed", ledger.slashed))
    return ledger


def burn(ledger: Ledger, amount: int) -> Ledger:
    """Slashed money leaves the supply for good.

    Parameters
    ----------
    ledger
        State.
    amount
        Of the slashed pool [base unit].

    Raises
    ------
    Refused
        When the pool holds less.
    """
    return replace(
        ledger, **take(BURN, slashed=ledger.slashed, burned=ledger.burned, amount=amount)
    )
