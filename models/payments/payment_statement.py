"""What a payment's sigma proof says: it balances, the auditor can read it, the owners agree."""

from collections.abc import Sequence

from py_arkworks_bls12381 import Scalar

from .group import scalar
from .pedersen import NOTHING, VALUE, Opening
from .rules import Output, Rules
from .sigma import Statement
from .statements import hides, owns, readable_by
from .sums import ONE, Sum, added, weighted
from .vectors import powers

BALANCE_ROWS, AUDIT_ROWS = 1, 2
BALANCE_SECRETS, AUDIT_SECRETS = 1, 2


def excess(
    rules: Rules, spent: Sequence[Output], outputs: Sequence[Output], fee: int, issued: int
) -> Sum:
    """Outputs and fee, less inputs and what is issued: a commitment to 0 exactly if they balance.

    Notes
    -----
    Source: Maxwell, "Confidential Transactions", 2015; Poelstra, "Mimblewimble", 2016.
    """
    made = [each.whole(rules.layout) for each in outputs]
    taken = [each.whole(rules.layout).times(-ONE) for each in spent]
    return added((*made, *taken, Sum.of(VALUE, factor=scalar(fee - issued))))


def payment_statement(
    rules: Rules,
    spent: Sequence[Output],
    outputs: Sequence[Output],
    fee: int,
    issued: int,
    mixing: Scalar,
) -> Statement:
    """All that is proved beside the ranges.

    Parameters
    ----------
    rules
        Of the chain.
    spent, outputs
        What is destroyed and what is made.
    fee, issued
        Paid, and made from nothing, in the open [base unit].
    mixing
        A challenge: the auditor's handles are proved in one random combination.

    Notes
    -----
    That every handle is right follows from the combination but with a chance of the number of limbs in
    the order: openings of the limbs are known by the range proof, and a polynomial that vanishes at a
    random point is zero (Schwartz 1980).
    """
    limbs = [limb for output in outputs for limb in output.limbs]
    audit = readable_by(
        weighted((Sum.point(each.commitment) for each in limbs), mixing),
        weighted((Sum.point(each.handle) for each in limbs), mixing),
        rules.auditor,
    )
    statement = hides(excess(rules, spent, outputs, fee, issued), 0) & audit
    for each in spent:
        statement = statement & owns(each.owner)
    return statement


def payment_secrets(
    spent: Sequence[Opening],
    made: Sequence[Sequence[Opening]],
    wholes: Sequence[Opening],
    owners: Sequence[Scalar],
    mixing: Scalar,
) -> list[Scalar]:
    """Secrets of that statement, in its order.

    Parameters
    ----------
    spent
        Openings of the inputs.
    made
        Openings of the limbs of each output.
    wholes
        Openings of the outputs.
    owners
        Secrets of the inputs' owners.
    mixing
        The same challenge.
    """
    remaining, taken, mixed = NOTHING, NOTHING, (scalar(0), scalar(0))
    for each in wholes:
        remaining = remaining + each
    for each in spent:
        taken = taken + each
    limbs = [opening for openings in made for opening in openings]
    for power, each in zip(powers(mixing, len(limbs)), limbs, strict=True):
        mixed = mixed[0] + power * scalar(each.value), mixed[1] + power * each.blinding
    return [remaining.blinding - taken.blinding, *mixed, *owners]
