"""Work and bytes as the formulas say and as they are counted while the code runs."""

from typing import Any

import pytest
import sympy
import z3
from hybridstake.models.payments import group, operations
from hybridstake.models.payments.limbs import Layout
from hybridstake.models.payments.operations import (
    digits_in_all,
    fixed_terms,
    own_terms,
    payment_bytes,
    proving_terms,
    verification_terms,
)
from hybridstake.models.payments.paying import Payee, pay, received
from hybridstake.models.payments.pedersen import public_key
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.rules import Rules
from hybridstake.models.payments.state import Ledger
from hybridstake.models.payments.verifying import verified, verified_together
from py_arkworks_bls12381 import G1Point, Scalar

DRAW = from_seed(b"operations")
AUDITOR, OWNER = DRAW(), DRAW()
KEY = public_key(OWNER)


class Counting:
    """Stands for the library's points, and counts of how many multiples are taken."""

    def __init__(self) -> None:
        self.terms: list[int] = []

    def multiexp_unchecked(self, points: list[G1Point], scalars: list[Scalar]) -> G1Point:
        """The library's own, counted."""
        self.terms.append(len(points))
        return G1Point.multiexp_unchecked(points, scalars)

    def taken(self) -> list[int]:
        """Terms of every sum since the last time."""
        found, self.terms = self.terms, []
        return found


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """Counts everything that the group multiplies."""
    counter = Counting()
    monkeypatch.setattr(group, "G1Point", counter)
    return counter


SHAPES = [(1, 2, Layout(2, 4)), (2, 1, Layout(2, 2)), (4, 4, Layout(1, 4)), (1, 1, Layout(4, 1))]


@pytest.mark.parametrize(("inputs", "outputs", "layout"), SHAPES, ids=str)
def test_terms_and_bytes_are_those_of_the_code(
    counting: Counting, inputs: int, outputs: int, layout: Layout
) -> None:
    rules = Rules("test", public_key(AUDITOR), layout)
    ledger = Ledger(rules)
    issued = pay(rules, [], [Payee(KEY, 1)] * inputs, 0, DRAW, issued=inputs)
    assert ledger.take(issued, issuing=True) is None
    holdings = received(rules, issued, OWNER, KEY)
    payees = [Payee(KEY, inputs), *[Payee(KEY, 0)] * (outputs - 1)]
    digits = digits_in_all(outputs, layout.limbs, layout.bits)
    rounds = digits.bit_length() - 1
    counting.taken()
    payment = pay(rules, holdings, payees, 0, DRAW)
    assert sum(counting.taken()) == proving_terms(inputs, outputs, layout.limbs, digits, rounds)
    assert verified(rules, payment, ledger.outputs)
    whole = verification_terms(inputs, outputs, layout.limbs, digits, rounds)
    assert counting.taken() == [whole]
    assert verified_together(rules, [payment] * 3, ledger.outputs)
    own = own_terms(inputs, outputs, layout.limbs, rounds)
    assert counting.taken() == [fixed_terms(digits) + 3 * own]
    assert len(payment.encoded()) == payment_bytes(inputs, outputs, layout.limbs, rounds)


def test_a_range_proof_alone_has_the_published_size() -> None:
    """Bünz et al. 2018: 2 log2(64) + 4 points of 48 bytes and 5 numbers of 32 are 928 bytes.

    What a payment of one amount in one piece has beside it: header, owner, piece, note, sigma proof.
    """
    beside = 32 + (136 + 96) + 80 * 3
    assert payment_bytes(0, 1, 1, 6) - beside == 48 * (2 * 6 + 4) + 32 * 5 == 928


def test_formulas_are_read_four_ways() -> None:
    """The float, SymPy and Z3 go through the same line."""
    numbers = {"inputs": 3, "outputs": 4, "limbs": 2, "digits": 32, "rounds": 5, "bits": 4}
    names = {
        "digits_in_all": ("outputs", "limbs", "bits"),
        "verification_terms": ("inputs", "outputs", "limbs", "digits", "rounds"),
        "fixed_terms": ("digits",),
        "own_terms": ("inputs", "outputs", "limbs", "rounds"),
        "proving_terms": ("inputs", "outputs", "limbs", "digits", "rounds"),
        "payment_bytes": ("inputs", "outputs", "limbs", "rounds"),
    }
    for name, arguments in names.items():
        formula = getattr(operations, name)
        exact = formula(*(numbers[each] for each in arguments))
        symbols = [sympy.Symbol(each) for each in arguments]
        assert formula(*symbols).subs(numbers) == exact
        solved: Any = z3.simplify(formula(*(z3.IntVal(numbers[each]) for each in arguments)))
        assert solved.as_long() == exact
