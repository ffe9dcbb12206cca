"""Deposits, delegations and the way out, by hand."""

import re
from dataclasses import replace

import pytest
from hybridstake.models.ledger.ledger import Ledger, advance
from hybridstake.models.ledger.records import Bond, BondKey, Entry, Kind, Offence
from hybridstake.models.ledger.refusals import Refused
from hybridstake.models.ledger.slashing import convict
from hybridstake.models.ledger.staking import delegate, deposit, unbond, withdraw


def refusal(message: str) -> str:
    """The whole message, as a pattern."""
    return f"^{re.escape(message)}$"


def test_a_deposit_moves_idle_money_into_the_own_bond(ledger: Ledger) -> None:
    after = deposit(deposit(ledger, "sam", 50), "sam", 1)
    assert after.bonds == {BondKey("sam", "sam"): Bond(51, 0)}
    assert after == replace(ledger, accounts={**ledger.accounts, "sam": 949}, bonds=after.bonds)


def test_a_bond_below_the_minimum_of_its_class_is_refused(ledger: Ledger) -> None:
    message = (
        "deposit: amount must be idle and positive, the bond afterwards at least minimum, and every "
        "conviction answered for, got liquid 1000, stake 0, amount 99, minimum 100, answered 0, "
        "convicted 0"
    )
    with pytest.raises(Refused, match=refusal(message)):
        deposit(ledger, "alice", 99)
    assert deposit(ledger, "sam", 99).liquid("sam") == 901


@pytest.mark.parametrize("amount", [0, -1, 1_001])
def test_only_idle_money_is_deposited(ledger: Ledger, amount: int) -> None:
    with pytest.raises(Refused, match=r"^deposit: amount must be idle and positive"):
        deposit(ledger, "sam", amount)


def test_parts_of_a_base_unit_are_refused(ledger: Ledger) -> None:
    with pytest.raises(Refused, match=r"^deposit: every number must be exact, got liquid 1000"):
        deposit(ledger, "sam", 60.5)  # pyright: ignore[reportArgumentType] the point of the test


def test_delegating_needs_a_validator_with_a_bond_of_its_own(ledger: Ledger) -> None:
    message = (
        "delegate: amount must be idle and positive, the validator's own bond at least minimum, and "
        "every conviction answered for, got liquid 1000, stake 0, amount 7, backed 0, minimum 50, "
        "answered 0, convicted 0"
    )
    with pytest.raises(Refused, match=refusal(message)):
        delegate(ledger, "dan", "sam", 7)
    after = delegate(deposit(ledger, "sam", 50), "dan", "sam", 7)
    assert after.bond("dan", "sam") == Bond(7, 0)
    assert after.liquid("dan") == 993


def test_unbonding_waits_in_an_entry_until_it_matures(ledger: Ledger) -> None:
    """Left at 3 s, unbonding 10 s: paid from 13 s on, not at 12 s."""
    leaving = unbond(advance(deposit(ledger, "sam", 90), 3), "sam", "sam", 40)
    assert leaving.bond("sam", "sam") == Bond(50, 0)
    assert leaving.entries == {0: Entry("sam", "sam", 40, started=3, matures=13, answered=0)}
    message = (
        "withdraw: the entry must hold amount, have matured, and have answered for every conviction, "
        "got unbonding 40, liquid 910, amount 40, now 12, matures 13, answered 0, convicted 0"
    )
    with pytest.raises(Refused, match=refusal(message)):
        withdraw(advance(leaving, 12), 0)
    paid = withdraw(advance(leaving, 13), 0)
    assert (paid.liquid("sam"), paid.entries, paid.opened_entries) == (950, {}, 1)
    with pytest.raises(Refused, match=refusal("withdraw: the entry must exist, got 0")):
        withdraw(paid, 0)


def test_a_validator_leaves_whole_or_stays_above_its_minimum(ledger: Ledger) -> None:
    staked = deposit(ledger, "sam", 90)
    with pytest.raises(Refused, match=r"^unbond: amount must be bonded and positive, what stays"):
        unbond(staked, "sam", "sam", 41)
    assert BondKey("sam", "sam") not in unbond(staked, "sam", "sam", 90).bonds


def test_a_delegator_may_leave_any_part(ledger: Ledger) -> None:
    staked = delegate(deposit(ledger, "sam", 50), "dan", "sam", 7)
    assert unbond(staked, "dan", "sam", 6).bond("dan", "sam") == Bond(1, 0)


def test_nothing_moves_from_behind_the_convicted_until_it_has_answered(ledger: Ledger) -> None:
    """Unbonding at 2 s and conviction for 1 s at 7 s: mature at 12 s, locked still."""
    staked = delegate(deposit(ledger, "sam", 90), "dan", "sam", 7)
    leaving = unbond(advance(staked, 2), "sam", "sam", 40)
    guilty = convict(advance(leaving, 7), "sam", Offence(5, Kind.EQUIVOCATION), offended=1)
    late = advance(guilty, 20)
    for step in (
        lambda: withdraw(late, 0),
        lambda: unbond(late, "dan", "sam", 1),
        lambda: unbond(late, "sam", "sam", 50),
        lambda: deposit(late, "sam", 1),
        lambda: delegate(late, "dan", "sam", 1),
    ):
        with pytest.raises(Refused, match=r"answered for.*|have answered.*answered 0, convicted 1"):
            step()


def test_a_newcomer_owes_nothing_for_old_convictions(ledger: Ledger) -> None:
    staked = deposit(ledger, "sam", 90)
    guilty = convict(staked, "sam", Offence(5, Kind.EQUIVOCATION), offended=0)
    after = unbond(delegate(guilty, "dan", "sam", 7), "dan", "sam", 7)
    assert after.entries[0].answered == 1
    assert withdraw(advance(after, 10), 0).liquid("dan") == 1_000
