"""Transactions do what their kinds say, in whole numbers."""

from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.transactions import Kind, Transaction, effects
from hybridstake.models.execution.workloads import Workload
from hypothesis import given
from hypothesis import strategies as st


def done(kind: Kind, state: list[int], amount: int, outputs: int = 0) -> dict[int, int]:
    """What a transaction over a whole state leaves."""
    transaction = Transaction(kind, tuple(range(len(state))), amount, 1, outputs)
    return dict(effects(transaction, state.__getitem__).values)


def test_a_swap_keeps_the_product_of_the_pool_but_for_its_fee() -> None:
    """1,000 in, 0.3 % kept: 5,000,000 * 997,000 / (2,000,000 * 1,000 + 997,000) = 2,491.26."""
    assert done(Kind.SWAP, [1_500, 10, 2_000_000, 5_000_000], 1_000) == {
        0: 500,
        1: 2_501,
        2: 2_001_000,
        3: 4_997_509,
    }


def test_a_swap_that_the_trader_cannot_pay_does_nothing() -> None:
    assert done(Kind.SWAP, [999, 10, 2_000_000, 5_000_000], 1_000) == {}


@given(st.integers(1, 10**9), st.integers(1, 10**12), st.integers(1, 10**12))
def test_a_swap_conserves_both_tokens_and_never_lowers_the_product(
    amount: int, inside: int, outside: int
) -> None:
    before = [amount, 0, inside, outside]
    after = done(Kind.SWAP, before, amount)
    assert after[0] + after[2] == amount + inside
    assert after[1] + after[3] == outside
    assert after[2] * after[3] >= inside * outside


def test_a_payment_to_oneself_changes_no_balance() -> None:
    transaction = Transaction(Kind.TRANSFER, (0, 0), 5, 1)
    assert effects(transaction, [7].__getitem__).values == {0: 7}


def test_an_addition_reads_nothing_where_it_may_be_summed_up_later() -> None:
    def nothing(location: int) -> int:
        raise AssertionError(location)

    found = effects(Transaction(Kind.ADD, (3, 4), 7, 1), nothing, commutative=True)
    assert (found.values, found.additions) == ({}, {3: 7, 4: 7})


def test_a_derived_value_tells_the_order_of_what_it_was_made_of() -> None:
    """(amount, 1, 2) by Horner's rule with 1,000,003, and once more for the place."""
    assert done(Kind.DERIVE, [1, 2], 0, outputs=1) == {1: (1_000_003 + 2) * 1_000_003}
    assert done(Kind.DERIVE, [1, 2], 0, 1) != done(Kind.DERIVE, [2, 1], 0, 1)
    first, second = (Transaction(Kind.DERIVE, (0,), amount, 1, 1) for amount in (1, 2))
    states = [
        run_in_order(Workload(order, (0,))).state for order in ((first, second), (second, first))
    ]
    assert states[0] != states[1]


def test_an_execution_in_order_notes_what_was_read_once_each() -> None:
    """The second payment fails at its guard and never looks at its payee."""
    paid = Transaction(Kind.TRANSFER, (0, 1), 6, 1)
    trace = run_in_order(Workload((paid, paid), (10, 0)))
    assert trace.state == (4, 6)
    assert trace.reads == ((0, 1), (0,))
    assert trace.effects[1].values == {}
