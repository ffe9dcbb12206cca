"""Payments that are made: what the payer must keep to, what the payee receives, what is conserved."""

from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments.limbs import Layout, read_amount
from hybridstake.models.payments.paying import Holding, Payee, pay, received
from hybridstake.models.payments.pedersen import public_key
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.rules import Rules
from hybridstake.models.payments.state import Ledger
from hypothesis import given, settings
from hypothesis import strategies as st

AUDITOR, PAYER, PAYEE = (from_seed(name)() for name in (b"auditor", b"payer", b"payee"))
KEYS = public_key(PAYER), public_key(PAYEE)
RULES = Rules("test", public_key(AUDITOR), Layout(2, 4))


def started(amounts: tuple[int, ...]) -> tuple[Ledger, list[Holding]]:
    """A chain on which the payer was given some amounts."""
    ledger, draw = Ledger(RULES), from_seed(b"start")
    payees = [Payee(KEYS[0], each) for each in amounts]
    payment = pay(RULES, [], payees, 0, draw, issued=sum(amounts))
    assert ledger.take(payment, issuing=True) is None
    return ledger, received(RULES, payment, PAYER, KEYS[0])


@pytest.mark.parametrize("cases", [4, pytest.param(1_500, marks=pytest.mark.exhaustive)])
def test_whatever_is_paid_is_accepted_received_and_read_and_nothing_is_made(cases: int) -> None:
    """Of two inputs, for any amounts and fee; the auditor's sum is what was issued less the fee."""

    @settings(max_examples=cases)
    @given(st.integers(0, 127), st.integers(0, 127), st.data())
    def kept(first: int, second: int, data: st.DataObject) -> None:
        if first + second == 0:
            return
        ledger, holdings = started((first, second))
        whole = first + second
        fee = data.draw(st.integers(0, whole))
        paid = data.draw(st.integers(0, whole - fee))
        payees = [Payee(KEYS[1], paid), Payee(KEYS[0], whole - fee - paid)]
        payment = pay(RULES, holdings, payees, fee, from_seed(b"pay"))
        assert ledger.take(payment) is None
        (held,) = received(RULES, payment, PAYEE, KEYS[1])
        assert held.opening.value == paid
        assert held.opening.committed() == held.output.whole(RULES.layout).value()
        read = [read_amount(each.limbs, AUDITOR, RULES.layout) for each in payment.outputs]
        assert read == [paid, whole - fee - paid]
        assert sum(each or 0 for each in read) + ledger.fees == ledger.issued

    kept()


def test_what_was_received_can_be_paid_on_and_only_once() -> None:
    ledger, holdings = started((100,))
    draw = from_seed(b"on")
    first = pay(RULES, holdings, [Payee(KEYS[1], 60), Payee(KEYS[0], 39)], 1, draw)
    assert ledger.take(first) is None
    held = received(RULES, first, PAYEE, KEYS[1])
    second = pay(RULES, held, [Payee(KEYS[0], 60)], 0, draw)
    assert ledger.take(second) is None
    assert ledger.take(second) == "it spends what was spent before"
    again = pay(RULES, held, [Payee(KEYS[1], 59)], 1, draw)
    assert ledger.take(again) == "it spends what was spent before"
    assert (ledger.issued, ledger.fees) == (100, 1)


def test_payer_and_payee_receive_their_own_outputs_and_strangers_none() -> None:
    _, holdings = started((100,))
    payees = [Payee(KEYS[1], 60), Payee(KEYS[0], 40)]
    payment = pay(RULES, holdings, payees, 0, from_seed(b"x"))
    assert [each.opening.value for each in received(RULES, payment, PAYEE, KEYS[1])] == [60]
    assert [each.opening.value for each in received(RULES, payment, PAYER, KEYS[0])] == [40]
    assert received(RULES, payment, AUDITOR, public_key(AUDITOR)) == []
    assert received(RULES, payment, AUDITOR, KEYS[1]) == []


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: paying([30, 30, 40]), "outputs must be a power of two, got 3"),
    (lambda: paying([]), "outputs must be a power of two, got 0"),
    (lambda: paying([50, 51]), "outputs and fee must equal the inputs (100), got 101"),
    (lambda: paying([101, -1]), "amount 1 must lie in [0, 2^8), got -1"),
    (lambda: paying([256, 0]), "amount 0 must lie in [0, 2^8), got 256"),
    (lambda: paying([100], fee=-1), "fee must lie in [0, 2^8), got -1"),
    (lambda: paying([100], issued=300), "issued must lie in [0, 2^8), got 300"),
]


def paying(amounts: list[int], fee: int = 0, issued: int = 0) -> object:
    """A payment of 100 as these amounts."""
    payees = [Payee(KEYS[1], each) for each in amounts]
    return pay(RULES, started((100,))[1], payees, fee, from_seed(b"x"), issued)


@pytest.mark.parametrize(("made", "message"), REFUSED)
def test_an_honest_payer_refuses_what_nobody_would_accept(
    made: Callable[[], Any], message: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        made()
    assert str(refused.value) == message


def test_a_chain_refuses_what_it_has_no_place_for() -> None:
    """Issue without new money, a payment of nothing, and one that spends what is not there."""
    ledger, holdings = started((100,))
    moved = pay(RULES, holdings, [Payee(KEYS[1], 100)], 0, from_seed(b"x"))
    issued = pay(RULES, [], [Payee(KEYS[0], 5)], 0, from_seed(b"y"), issued=5)
    empty = pay(RULES, [], [Payee(KEYS[0], 0)], 0, from_seed(b"y"))
    only = "only the issuer makes money, and it does nothing else"
    assert ledger.refusal(issued) == only
    assert ledger.refusal(moved, issuing=True) == only
    assert ledger.refusal(empty) == "it spends nothing"
    assert ledger.take(issued, issuing=True) is None
    assert ledger.take(issued, issuing=True) == "it is there already"
    assert Ledger(RULES).refusal(moved) == "it spends what does not exist"
