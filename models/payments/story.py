"""Private payments from end to end: issued, paid, forged in vain, audited; a ballot and a loan.

Neither audited nor constant-time: a model to compute with, not a wallet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..cryptography.group_order import ORDER
from .ballot import Election, Tally, accepted, cast, counted, is_sum
from .forgeries import FORGERIES, honest
from .lending import Cover, is_covered, prove_cover
from .limbs import read_amount
from .paying import Payee, pay
from .pedersen import Opening, public_key
from .rules import Payment
from .stage import ISSUED_PART, Stage
from .verifying import decoded, forged_among, verified_together

BATCH = 8
"""Payments that are checked together [1]."""
VOTES = (1, 0, 1, 1, 0)
"""Of the ballot [1]."""
LOANS = {
    "loan": (150, 100),
    "uncovered loan": (149, 100),
    "negative debt": (0, -5),
    "collateral of half a unit": (301 * pow(2, -1, ORDER) % ORDER, 100),
}
"""Collateral and debt where one and a half times the debt is asked for [base unit].

The last is half of 301 modulo the order of the group: twice as much is one more than three debts.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done."""

    name: str
    what: str
    """In words, with what came of it."""
    right: bool
    """Whether it ended as it must."""
    forged: bool = False
    """Whether it was an attempt to cheat, which must be refused."""
    size: int | None = None
    """Of what was made [B]."""


def story(stage: Stage) -> Iterator[Step]:
    """Everything in order, each step done when it is asked for."""
    yield issue(stage)
    payment = honest(stage.scene())
    data = payment.encoded()
    yield Step("prove", f"a payment with {stage.outputs} outputs is made", True, size=len(data))
    yield check(stage, data)
    yield check_batch(stage, data)
    yield from forgeries(stage, payment)
    yield book(stage, payment)
    yield replayed(stage, payment)
    yield audit(stage, payment)
    yield refused_audit(stage, payment)
    yield from ballot(stage)
    yield from loan(stage)


def issue(stage: Stage) -> Step:
    """New money for the payer."""
    amount = stage.rules.layout.bound // ISSUED_PART
    payees = [Payee(public_key(stage.payer), amount)]
    payment = pay(stage.rules, [], payees, 0, stage.draw, issued=amount)
    why = stage.ledger.take(payment, issuing=True)
    stage.payments.append(payment)
    words = f"{amount:,} base units are issued in the open"
    return Step("issue", words, why is None, size=len(payment.encoded()))


def check(stage: Stage, data: bytes) -> Step:
    """A validator reads the bytes and checks them."""
    why = stage.ledger.refusal(decoded(stage.rules, data))
    return Step("verify", f"a validator reads and accepts it{_because(why)}", why is None)


def check_batch(stage: Stage, data: bytes) -> Step:
    """Many are read and checked in one look."""
    payments = [decoded(stage.rules, data) for _ in range(BATCH)]
    together = verified_together(stage.rules, payments, stage.ledger.outputs)
    return Step("verify together", f"{BATCH} payments are read and checked in one look", together)


def forgeries(stage: Stage, payment: Payment) -> Iterator[Step]:
    """Every forgery, refused; one of them found in a batch; a byte changed."""
    scene = stage.scene()
    for name, forge in FORGERIES.items():
        forged = forge(scene)
        why = stage.ledger.refusal(forged)
        yield Step(name, f"refused{_because(why)}" if why else "accepted", why is not None, True)
    wrong = FORGERIES["inflated"](scene)
    members = [payment, payment, wrong, payment]
    found = forged_among(stage.rules, members, stage.ledger.outputs)
    yield Step("found in a batch", f"wrong in a batch of {len(members)}: {found}", found == [2])
    data = bytearray(payment.encoded())
    data[-1] ^= 1
    why = stage.ledger.refusal(decoded(stage.rules, bytes(data)))
    yield Step(
        "changed byte", f"refused{_because(why)}" if why else "accepted", why is not None, True
    )


def book(stage: Stage, payment: Payment) -> Step:
    """The honest payment is booked."""
    why = stage.ledger.take(payment)
    stage.payments.append(payment)
    return Step("book", f"the payment is booked{_because(why)}", why is None)


def replayed(stage: Stage, payment: Payment) -> Step:
    """The same once more."""
    why = stage.ledger.refusal(payment)
    return Step("replayed", f"refused{_because(why)}" if why else "accepted", why is not None, True)


def audit(stage: Stage, payment: Payment) -> Step:
    """The auditor reads every amount, and all of them and the fee are what was spent."""
    amounts = [
        read_amount(each.limbs, stage.auditor, stage.rules.layout) for each in payment.outputs
    ]
    right = None not in amounts
    whole = sum(each or 0 for each in amounts) + payment.fee
    right = right and whole == stage.ledger.issued
    return Step("audit", f"the auditor reads {', '.join(map(_told, amounts))}", right)


def refused_audit(stage: Stage, payment: Payment) -> Step:
    """An auditor with another key reads nothing."""
    amounts = [
        read_amount(each.limbs, stage.stranger, stage.rules.layout) for each in payment.outputs
    ]
    nothing = all(each is None for each in amounts)
    words = "another auditor reads nothing" if nothing else "another auditor reads an amount"
    return Step("another auditor", words, nothing)


def ballot(stage: Stage) -> Iterator[Step]:
    """A ballot, a vote of 2 that is refused, and a tally of the rest."""
    draw = stage.draw
    secrets = [draw() for _ in VOTES]
    keys = [public_key(each) for each in secrets]
    question = "raise the minimum stake"
    election = Election("first of the demo", question, public_key(stage.auditor), tuple(keys))
    ballots = [
        cast(election, vote, secret, key, draw)
        for vote, secret, key in zip(VOTES, secrets, keys, strict=True)
    ]
    tally = counted(election, ballots, stage.auditor, draw)
    right = is_sum(election, ballots, tally) and tally.total == sum(VOTES)
    yield Step("ballot", f"{tally.total} of {len(VOTES)} voters say yes", right)
    double = cast(election, 2, secrets[0], keys[0], draw)
    refused = not accepted(election, double)
    yield Step("vote of 2", "refused" if refused else "accepted", refused, True)
    wrong = Tally(tally.total + 1, tally.proof)
    found = not is_sum(election, ballots, wrong)
    yield Step("wrong tally", "refused" if found else "accepted", found, True)


def loan(stage: Stage) -> Iterator[Step]:
    """A loan that is covered to the unit, and pledges that do not cover theirs."""
    draw, cover = stage.draw, Cover(3, 2, bits=stage.rules.layout.width)
    for name, (pledged, owed) in LOANS.items():
        collateral, debt = Opening(pledged, draw()), Opening(owed, draw())
        proof = prove_cover(cover, collateral, debt, name, draw)
        covered = is_covered(cover, collateral.committed(), debt.committed(), name, proof)
        words = "collateral covers the debt" if covered else "refused: the debt is not covered"
        yield Step(name, words, covered == (name == "loan"), name != "loan")


def _because(why: str | None) -> str:
    """A reason, if there is one."""
    return f": {why}" if why else ""


def _told(amount: int | None) -> str:
    """An amount in words."""
    return "nothing" if amount is None else f"{amount:,}"
