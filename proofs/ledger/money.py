"""Money: no step makes or loses any, and none overdraws a purse.

For any number of accounts: a step touches one purse of a kind, and all others of its kind are one
unknown sum. What the ledger does not hand to a step stays as it is, which is the machine's part and is
tested beside it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...models.ledger.steps.step import Step
from ...models.ledger.steps.table import MONEY
from ...models.ledger.totals import Totals
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import Truth, conjunction
from .setting import Slice, allowed, inductive, step_named, writers

OTHERS = ("other_liquid", "other_bonded", "other_unbonding")
"""What all other accounts, bonds and entries hold together [base unit]."""
CONSERVATION, NO_DEBT = "any.ledger.conservation", "any.ledger.no-negative-balance"


def money_claims(steps: Sequence[Step]) -> list[Claim]:
    """Conservation, and that nothing falls below zero."""
    return [conservation(steps), no_negative_balance(steps)]


def conservation(steps: Sequence[Step]) -> Claim:
    """By induction over steps: those that write a purse keep the books balanced, guarded or not."""
    moving = writers(steps, *MONEY)
    return Claim(
        name=CONSERVATION,
        statement=(
            "Minted = held + bonded + unbonding + slashed + burned after every step, for any number of "
            "accounts, bonds and entries, where held is idle or in the reward pool."
        ),
        protocol="any",
        conditions=(
            *(balanced(step) for step in moving),
            *(balanced(step, of_entry=True) for step in writers(moving, "slashed", "stake")),
        ),
        twins=(balanced(lossy(step_named(steps, "slash"))),),
    )


def balanced(step: Step, of_entry: bool = False) -> Condition:
    """A step keeps the sum of all purses; its stake is a bond, or an entry that is slashed."""
    where = "an entry" if of_entry else "a bond"
    sentence = Premise(
        f"the books balance, with stake in {where}", lambda each: books(each, of_entry).is_conserved
    )
    return inductive(CONSERVATION, step, sentence, (*MONEY, *OTHERS))


def books(each: Slice, of_entry: bool) -> Totals:
    """Sums over all purses of a kind, as the ledger's own totals."""
    bonded, unbonding = each["other_bonded"], each["unbonding"] + each["other_unbonding"]
    return Totals(
        unissued=each["unissued"],
        liquid=each["liquid"] + each["other_liquid"],
        pool=each["pool"],
        bonded=bonded if of_entry else bonded + each["stake"],
        unbonding=unbonding + each["stake"] if of_entry else unbonding,
        slashed=each["slashed"],
        burned=each["burned"],
    )


def lossy(step: Step) -> Step:
    """A slash that takes and puts nothing into the pool."""

    def effect(stake: Any, slashed: Any, amount: Any, answered: Any) -> tuple[Any, ...]:
        return stake - amount, slashed, answered + 1

    return replace(step, name="a slash that loses what it takes", effect=effect)


def no_negative_balance(steps: Sequence[Step]) -> Claim:
    """By induction over steps: those that write a purse, of money or of votes, leave none below zero."""
    purses = tuple(dict.fromkeys(name for step in steps for name in step.purses or ()))

    def none_below_zero(each: Slice) -> Truth:
        return conjunction([each[name] >= 0 for name in (*purses, "electorate")])

    sentence = Premise("no purse is below zero", none_below_zero)

    def solvent(step: Step) -> Condition:
        return inductive(NO_DEBT, step, sentence, (*purses, "electorate"), *allowed(step))

    return Claim(
        name=NO_DEBT,
        statement=(
            "No step leaves a purse below zero: no account, bond, entry or pool, and no tally of votes."
        ),
        protocol="any",
        conditions=tuple(solvent(step) for step in writers(steps, *purses)),
        twins=(solvent(overdrawing(step_named(steps, "withdraw"))),),
    )


def overdrawing(step: Step) -> Step:
    """A withdrawal that does not ask what is there."""

    def may(now: Any, matures: Any) -> Any:
        return now >= matures

    return replace(step, name="a withdrawal of any amount", may=may)
