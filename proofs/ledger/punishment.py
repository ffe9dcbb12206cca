"""Slashing: once for an offence, exactly its share, and never more than is there.

A conviction's number is how many the validator had before it, so two convictions of one validator have
two numbers; stake answers for the number that it has reached. New bonds and entries start with what
their validator or bond has answered, which is the machine's part. Shares are products of unknowns here:
they stay decidable because each condition is one line of the law of division with remainder.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from ...models.ledger.steps.purses import may_move
from ...models.ledger.steps.shares import is_share
from ...models.ledger.steps.slashing import is_admissible
from ...models.ledger.steps.step import Step
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import not_negative
from ..solving.truth import negated
from .setting import Numbers, allowed, inductive, named, step_named, writers

ONCE, EXACT = "any.ledger.no-double-slashing", "any.ledger.exact-slash"

AT_MOST_ONE = Premise(
    "a validator is convicted of an offence at most once",
    lambda each: (each["convictions"] >= 0) & (each["convictions"] <= 1),
)
ANSWERED_FOR_NO_MORE = Premise(
    "stake has answered for no more than its validator's convictions",
    lambda each: (each["answered"] >= 0) & (each["answered"] <= each["convicted"]),
)
OWES = Premise("the stake owes an answer", lambda each: each["answered"] < each["convicted"])
FRACTION = Premise(
    "0 <= numerator <= denominator, denominator > 0",
    lambda each: (
        (each["numerator"] >= 0)
        & (each["numerator"] <= each["denominator"])
        & (each["denominator"] > 0)
    ),
)
IS_SHARE = Premise(
    "amount is the share of the stake, rounded down",
    lambda each: is_share(each["amount"], each["stake"], each["numerator"], each["denominator"]),
)
CLOSED = Premise(
    "the evidence window is closed",
    lambda each: each["now"] - each["offended"] > each["window"],
)
SLICE = (
    *("stake", "amount", "numerator", "denominator", "answered", "convicted"),
    *("started", "now", "offended", "window"),
)
"""What these sentences speak of, beside what a guard reads."""


def punishment_claims(steps: Sequence[Step]) -> list[Claim]:
    """Once per offence, and exactly the share."""
    return [no_double_slashing(steps), exact_slash(steps)]


def no_double_slashing(steps: Sequence[Step]) -> Claim:
    """One conviction per offence, one answer per conviction."""
    convict, slash = step_named(steps, "convict"), step_named(steps, "slash")
    return Claim(
        name=ONCE,
        statement=(
            "No stake is slashed twice for one offence: a validator is convicted of an offence at most "
            "once, and a bond or entry answers for each conviction at most once."
        ),
        protocol="any",
        conditions=(
            *(convicted_once(step) for step in writers(steps, "convictions")),
            *(answers_in_order(step) for step in writers(steps, "answered", "convicted")),
            *numbered_apart(steps, "convicted"),
            *numbered_apart(steps, "answered"),
        ),
        twins=(
            convicted_once(convicting_again(convict)),
            apart(forgetful(slash), slash, "answered"),
        ),
    )


def convicted_once(step: Step) -> Condition:
    """A step keeps convictions for one offence at none or one."""
    return inductive(ONCE, step, AT_MOST_ONE, ("convictions",), *allowed(step))


def answers_in_order(step: Step) -> Condition:
    """A step keeps answers behind convictions."""
    names = ("answered", "convicted")
    return inductive(ONCE, step, ANSWERED_FOR_NO_MORE, names, *allowed(step))


def numbered_apart(steps: Sequence[Step], count: str) -> list[Condition]:
    """Whatever counts convictions or answers never counts back, and never one number twice."""
    counting = writers(steps, count)
    forward = [
        Condition(
            f"{ONCE}: {step.name} raises {count}",
            (),
            Premise(
                f"{step.name} raises {count} by one",
                lambda each, step=step: each.after(step)[count] == each[count] + 1,
            ),
            Numbers((*step.reads, count)),
        )
        for step in counting
    ]
    return [
        *forward,
        *(apart(first, second, count) for first, second in product(counting, repeat=2)),
    ]


def apart(first: Step, second: Step, count: str) -> Condition:
    """Two steps, the second any time after the first, count different numbers."""
    return Condition(
        f"{ONCE}: {first.name} and {second.name} differ in {count}",
        (
            Premise(
                f"{count} has not fallen since the first",
                lambda each: each.at("first").after(first)[count] <= each.at("second")[count],
            ),
        ),
        Premise(
            f"first and second differ in {count}",
            lambda each: each.at("first")[count] != each.at("second")[count],
        ),
        Numbers((*named(first, "first"), *named(second, "second"))),
    )


def convicting_again(step: Step) -> Step:
    """A conviction that does not ask whether there was one."""

    def may(now: Any, offended: Any, window: Any, reached: Any) -> Any:
        return is_admissible(now, offended, window) & (reached > 0)

    return replace(step, name="a conviction at every report", may=may)


def forgetful(step: Step) -> Step:
    """A slash that does not count its answer."""

    def effect(stake: Any, slashed: Any, amount: Any, answered: Any) -> tuple[Any, ...]:
        return stake - amount, slashed + amount, answered

    return replace(step, name="a slash that is forgotten", effect=effect)


def exact_slash(steps: Sequence[Step]) -> Claim:
    """The amount is determined, it is there, and whoever owes can be made to answer."""
    slash, spare = step_named(steps, "slash"), step_named(steps, "spare")
    return Claim(
        name=EXACT,
        statement=(
            "A slash takes exactly the offence's share of the stake, at most what is there, and only "
            "when no more evidence is admissible. Once that is so of a stake's earlier convictions too, "
            "in whose order it answers, every stake that owes an answer can be slashed or spared."
        ),
        protocol="any",
        conditions=(
            determined(slash),
            Condition(
                f"{EXACT}: at most what is there",
                (not_negative("stake"), FRACTION, IS_SHARE),
                Premise(
                    "0 <= amount <= stake", lambda each: may_move(each["stake"], each["amount"])
                ),
                Numbers((*slash.reads, *SLICE)),
            ),
            Condition(
                f"{EXACT}: no more evidence",
                (*allowed(slash),),
                Premise(
                    "evidence is no longer admissible",
                    lambda each: negated(
                        is_admissible(each["now"], each["offended"], each["window"])
                    ),
                ),
                Numbers((*slash.reads, *SLICE)),
            ),
            Condition(
                f"{EXACT}: always an answer",
                (not_negative("stake"), FRACTION, IS_SHARE, OWES, CLOSED),
                Premise(
                    "slash or spare is allowed",
                    lambda each: each.allows(slash) | each.allows(spare),
                ),
                Numbers((*slash.reads, *spare.reads, *SLICE)),
            ),
        ),
        twins=(determined(rough(slash)),),
    )


def determined(step: Step) -> Condition:
    """Two amounts that a step allows of one stake are the same: none of any two is above the other."""
    shared = tuple(name for name in step.reads if name != "amount")
    return Condition(
        f"{EXACT}: {step.name} takes one amount",
        (
            *allowed(step, "first"),
            *allowed(step, "second"),
        ),
        Premise(
            "the first amount is not above the second",
            lambda each: each["first.amount"] <= each["second.amount"],
        ),
        Numbers((*shared, "first.amount", "second.amount")),
    )


def rough(step: Step) -> Step:
    """A slash of at most the share."""

    def may(stake: Any, amount: Any, numerator: Any, denominator: Any) -> Any:
        return may_move(stake, amount) & (amount * denominator <= stake * numerator)

    return replace(step, name="a slash of at most the share", may=may)
