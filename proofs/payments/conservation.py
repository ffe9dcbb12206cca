"""Commitments that cancel, of amounts in range, make no money; without the ranges they do.

Commitments bind amounts modulo the order of their group, and cancel exactly if the amounts agree up to
a multiple of it. That multiple is nothing as long as no sum reaches the order.
"""

from collections.abc import Callable

from ...models.cryptography.group_order import ORDER
from ...models.payments.conservation import cannot_wrap, excess_amount, surplus_amount
from ...models.payments.lending import LARGEST_RATIO
from ...models.payments.verifying import MOST_INPUTS
from ..solving.claim import ANY, Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values, not_negative
from ..solving.truth import Truth, conjunction

NO_MONEY, LIMBS, COVER = (
    "any.payments.no-money-made",
    "any.payments.limbs",
    "any.payments.cover",
)
BOUND = 1 << 64
"""One more than the largest amount [base unit]."""
PIECES, PIECE = 4, 1 << 16
"""Of an amount, and one more than the largest of them [1]."""

PAYMENT = Quantities(
    whole=("made", "fee", "taken", "issued", "outputs", "inputs", "wraps"),
)
ONE_MORE = Quantities(whole=("total", "amount", "numbers"))
CUT = Quantities(
    whole=(*(f"{one}{piece}" for one in ("first", "second") for piece in range(PIECES)), "wraps")
)
LOAN = Quantities(whole=("pledged", "owed", "surplus", "wraps"))

CANCEL = Premise(
    "the commitments cancel",
    lambda each: (
        excess_amount(each["made"], each["fee"], each["taken"], each["issued"])
        == each["wraps"] * ORDER
    ),
)
CONSERVED = Premise(
    "outputs and fee equal inputs and issue",
    lambda each: excess_amount(each["made"], each["fee"], each["taken"], each["issued"]) == 0,
)


def sums_in_range(total: str, numbers: str) -> Premise:
    """A sum is one of so many amounts in range."""
    return Premise(
        f"{total} is a sum of {numbers} in range",
        lambda each: (each[total] >= 0) & (each[total] <= each[numbers] * (BOUND - 1)),
    )


def no_wrap(numbers: str) -> Premise:
    """So many amounts and one more do not reach the order."""
    return Premise(
        f"{numbers} + 1 amounts cannot wrap",
        lambda each: cannot_wrap(each[numbers] + 1, BOUND, ORDER),
    )


def in_range(name: str, bound: int = BOUND) -> Premise:
    """A number is an amount."""
    return Premise(f"0 <= {name} < {bound:,}", between(name, bound))


def between(name: str, bound: int) -> Callable[[Values], Truth]:
    """A number lies from nothing to below a bound."""
    return lambda each: conjunction([each[name] >= 0, each[name] < bound])


RANGES = (sums_in_range("made", "outputs"), sums_in_range("taken", "inputs"))
IN_THE_OPEN = (in_range("fee"), in_range("issued"))
NO_WRAPS = (no_wrap("outputs"), no_wrap("inputs"))


def no_money_made() -> Claim:
    """The balance of hidden amounts."""
    return Claim(
        name=NO_MONEY,
        statement=(
            "If the commitments of a payment cancel, and each of its amounts is proved to lie in "
            "[0, 2^64), then outputs and fee are exactly inputs and issue, as long as the number of "
            "either, and one more, times 2^64 is below the order of the group: for any amounts and "
            "any number of them."
        ),
        protocol=ANY,
        conditions=(
            Condition(
                f"{NO_MONEY}: conserved",
                (CANCEL, *RANGES, *IN_THE_OPEN, *NO_WRAPS),
                CONSERVED,
                PAYMENT,
            ),
            Condition(
                f"{NO_MONEY}: one more amount",
                (sums_in_range("total", "numbers"), in_range("amount")),
                Premise(
                    "the sum with it is one of so many more",
                    lambda each: (
                        (each["total"] + each["amount"] >= 0)
                        & (each["total"] + each["amount"] <= (each["numbers"] + 1) * (BOUND - 1))
                    ),
                ),
                ONE_MORE,
            ),
            Condition(
                f"{NO_MONEY}: as many as the ledger takes",
                (Premise(f"inputs <= {MOST_INPUTS}", lambda each: each["inputs"] <= MOST_INPUTS),),
                no_wrap("inputs"),
                PAYMENT,
            ),
        ),
        twins=(
            Condition(
                f"{NO_MONEY}, without range proofs",
                (CANCEL, *IN_THE_OPEN, *NO_WRAPS, not_negative("outputs", "inputs")),
                CONSERVED,
                PAYMENT,
            ),
            Condition(
                f"{NO_MONEY}, of so many that they wrap",
                (CANCEL, *RANGES, *IN_THE_OPEN),
                CONSERVED,
                PAYMENT,
            ),
        ),
    )


def pieces_are_read() -> Claim:
    """What an auditor reads of the pieces is the amount."""
    names = [f"{one}{piece}" for one in ("first", "second") for piece in range(PIECES)]
    same = Premise(
        "both are cut from the same amount",
        lambda each: whole(each, "first") - whole(each, "second") == each["wraps"] * ORDER,
    )
    agree = Premise(
        "the pieces are the same",
        lambda each: conjunction(
            [each[f"first{piece}"] == each[f"second{piece}"] for piece in range(PIECES)]
        ),
    )
    ranges = tuple(in_range(name, PIECE) for name in names)
    return Claim(
        name=LIMBS,
        statement=(
            f"An amount has one way only to be cut into {PIECES} pieces of 16 bits, and lies in "
            "[0, 2^64): an auditor who reads the pieces, each proved to be in range, reads it exactly."
        ),
        protocol=ANY,
        conditions=(
            Condition(f"{LIMBS}: unique", (same, *ranges), agree, CUT),
            Condition(
                f"{LIMBS}: in range",
                ranges[:PIECES],
                Premise("the amount is in range", lambda each: is_amount(whole(each, "first"))),
                CUT,
            ),
        ),
        twins=(Condition(f"{LIMBS}, a piece without its range", (same, *ranges[1:]), agree, CUT),),
    )


def whole(each: Values, name: str) -> Truth:
    """An amount from its pieces."""
    total = each[f"{name}0"]
    for piece in range(1, PIECES):
        total = total + PIECE**piece * each[f"{name}{piece}"]
    return total


def is_amount(number: Truth) -> Truth:
    """A number lies in the range of amounts."""
    return (number >= 0) & (number < BOUND)


def debts_are_covered() -> Claim:
    """A loan whose surplus is in range is covered."""
    largest = BOUND * LARGEST_RATIO
    surplus = Premise(
        "the commitment to the surplus is that of the loan",
        lambda each: (
            each["surplus"] - surplus_amount(each["pledged"], each["owed"], 1, 1)
            == each["wraps"] * ORDER
        ),
    )
    covered = Premise(
        "collateral times the denominator is at least the debt times the numerator",
        lambda each: each["pledged"] >= each["owed"],
    )
    left = in_range("surplus", BOUND**2)
    products = (in_range("pledged", largest), in_range("owed", largest))
    return Claim(
        name=COVER,
        statement=(
            "If collateral and debt are proved to be amounts below 2^64, under a ratio of numbers below "
            "2^32, and the surplus is proved to lie in [0, 2^128), in two pieces of 64 bits, then the "
            "debt is covered: nothing wraps around the order."
        ),
        protocol=ANY,
        conditions=(Condition(f"{COVER}: covered", (surplus, left, *products), covered, LOAN),),
        twins=(
            Condition(f"{COVER}, without the surplus' range", (surplus, *products), covered, LOAN),
            Condition(
                f"{COVER}, without the collateral's range",
                (surplus, left, products[1]),
                covered,
                LOAN,
            ),
            Condition(
                f"{COVER}, without the debt's range", (surplus, left, products[0]), covered, LOAN
            ),
        ),
    )
