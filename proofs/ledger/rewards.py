"""Rewards: exact shares, no more in all than the part that is divided, and issue under its ceiling.

Shares and ceilings multiply unknowns. Sums over bonds and over time enter as unknown sums, and each
condition adds one term to them: so any number of bonds is paid, over any number of rewards.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...models.economics.issuance import SECONDS_PER_YEAR
from ...models.ledger.steps.purses import may_move
from ...models.ledger.steps.step import Step
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .setting import Numbers, Slice, allowed, step_named, writers

SHARES, CEILING = "any.ledger.exact-rewards", "any.ledger.issue-ceiling"

SOMETHING_BONDED = Premise("total > 0", lambda each: each["total"] > 0)
PAID_IN_PROPORTION = Premise(
    "what was paid is at most the share of those who were paid",
    lambda each: each["paid"] * each["total"] <= each["part"] * each["paid_weight"],
)
WITHIN_ALLOWANCE = Premise(
    "what was issued is within the sum of allowances",
    lambda each: each["issued"] * each["denominator"] * SECONDS_PER_YEAR <= each["allowance"],
)
WITHIN_LARGEST = Premise(
    "allowances are within those of the largest supply",
    lambda each: each["allowance"] <= each["largest"] * each["parts"],
)
ISSUED = (
    "issued",
    "allowance",
    "amount",
    "supply",
    "numerator",
    "denominator",
    "now",
    "paid_until",
)


def reward_claims(steps: Sequence[Step]) -> list[Claim]:
    """Shares of a reward, and the ceiling over time."""
    return [exact_rewards(steps), issue_ceiling(steps)]


def exact_rewards(steps: Sequence[Step]) -> Claim:
    """One amount for each bond, and never more than the part for all."""
    pay = step_named(steps, "pay")
    return Claim(
        name=SHARES,
        statement=(
            "Each bond is paid exactly its share of the part that is divided, rounded down, and all "
            "bonds together, however many, no more than that part."
        ),
        protocol="any",
        conditions=(
            one_share(pay),
            in_proportion(pay),
            Condition(
                f"{SHARES}: no more than the part",
                (
                    SOMETHING_BONDED,
                    PAID_IN_PROPORTION,
                    Premise("part >= 0", lambda each: each["part"] >= 0),
                    Premise(
                        "those who were paid weigh no more than all",
                        lambda each: each["paid_weight"] <= each["total"],
                    ),
                ),
                Premise("paid <= part", lambda each: each["paid"] <= each["part"]),
                Numbers(("paid", "paid_weight", "part", "total")),
            ),
        ),
        twins=(one_share(careless(pay)), in_proportion(careless(pay))),
    )


def one_share(step: Step) -> Condition:
    """Two amounts that a step allows for one bond are the same."""
    shared = tuple(name for name in step.reads if name != "amount")
    return Condition(
        f"{SHARES}: {step.name} has one amount",
        (*allowed(step, "first"), *allowed(step, "second")),
        Premise(
            "the two amounts are one",
            lambda each: each["first.amount"] == each["second.amount"],
        ),
        Numbers((*shared, "first.amount", "second.amount")),
    )


def in_proportion(step: Step) -> Condition:
    """One more payment keeps what was paid within the share of those who were paid."""
    return Condition(
        f"{SHARES}: {step.name} keeps the proportion",
        (PAID_IN_PROPORTION, *allowed(step)),
        Premise(
            "with this payment: " + PAID_IN_PROPORTION.name,
            lambda each: PAID_IN_PROPORTION.holds(
                each.having(
                    paid=each["paid"] + each["amount"],
                    paid_weight=each["paid_weight"] + each["weight"],
                )
            ),
        ),
        Numbers((*step.reads, "paid", "paid_weight", "part", "weight", "total")),
    )


def careless(step: Step) -> Step:
    """A payment of whatever the pool has."""
    return replace(step, name="a careless payment", may=lambda pool, amount: may_move(pool, amount))


def issue_ceiling(steps: Sequence[Step]) -> Claim:
    """The guard's ceiling, added up over any number of rewards."""
    issue = step_named(steps, "issue below ceiling")
    return Claim(
        name=CEILING,
        statement=(
            "Over any stretch of time a ledger with a yearly ceiling issues at most that part of the "
            "largest supply in it per year, and no time is paid for twice."
        ),
        protocol="any",
        conditions=(
            below_ceiling(issue),
            part_of_a_year(issue),
            telescopes(issue),
            within_largest(),
            *(paid_for_once(step) for step in writers(steps, "paid_until")),
        ),
        twins=(below_ceiling(uncapped(issue)), paid_for_once(backdated(issue))),
    )


def below_ceiling(step: Step) -> Condition:
    """One more reward keeps all that was issued within the sum of what each reward was allowed."""
    return Condition(
        f"{CEILING}: {step.name} adds up",
        (WITHIN_ALLOWANCE, *allowed(step)),
        Premise(
            f"after {step.name}: {WITHIN_ALLOWANCE.name}",
            lambda each: WITHIN_ALLOWANCE.holds(
                each.after(step).having(
                    issued=each["issued"] + each["amount"],
                    allowance=each["allowance"]
                    + each["supply"] * each["numerator"] * (each["now"] - each["paid_until"]),
                )
            ),
        ),
        Numbers((*step.reads, *ISSUED), whole=False),
    )


def within_largest() -> Condition:
    """One more allowance keeps their sum below that of the largest supply over the whole time.

    The year's part for the time of one reward is a named unknown, `part`, and `parts` are those before.
    """
    return Condition(
        f"{CEILING}: allowances add up",
        (
            WITHIN_LARGEST,
            Premise("supply <= largest", lambda each: each["supply"] <= each["largest"]),
            Premise("part >= 0", lambda each: each["part"] >= 0),
        ),
        Premise(
            "with this one: " + WITHIN_LARGEST.name,
            lambda each: WITHIN_LARGEST.holds(
                each.having(
                    allowance=each["allowance"] + each["supply"] * each["part"],
                    parts=each["parts"] + each["part"],
                )
            ),
        ),
        Numbers(("allowance", "supply", "largest", "part", "parts")),
    )


def telescopes(step: Step) -> Condition:
    """The year's parts of all rewards add up to that of the time from the first to the last."""
    sentence = Premise(
        "parts = numerator * (paid_until - since)",
        lambda each: each["parts"] == each["numerator"] * (each["paid_until"] - each["since"]),
    )

    def longer(each: Slice) -> Slice:
        part = each["numerator"] * (each["now"] - each["paid_until"])
        return each.after(step).having(parts=each["parts"] + part)

    return Condition(
        f"{CEILING}: {step.name} leaves no gap",
        (sentence,),
        Premise(f"with this one: {sentence.name}", lambda each: sentence.holds(longer(each))),
        Numbers((*step.reads, "parts", "numerator", "now", "paid_until", "since")),
    )


def part_of_a_year(step: Step) -> Condition:
    """The year's part for the time of one reward is no less than nothing."""
    return Condition(
        f"{CEILING}: {step.name} pays for no less than no time",
        (*allowed(step), Premise("numerator >= 0", lambda each: each["numerator"] >= 0)),
        Premise(
            "numerator * (now - paid_until) >= 0",
            lambda each: each["numerator"] * (each["now"] - each["paid_until"]) >= 0,
        ),
        Numbers((*step.reads, "numerator", "now", "paid_until")),
    )


def paid_for_once(step: Step) -> Condition:
    """A reward is for time that begins where the last one ended, and ends now."""
    return Condition(
        f"{CEILING}: {step.name} pays for new time",
        (*allowed(step),),
        Premise(
            "paid_until does not fall, and is now",
            lambda each: (
                (each.after(step)["paid_until"] >= each["paid_until"])
                & (each.after(step)["paid_until"] == each["now"])
            ),
        ),
        Numbers((*step.reads, "now", "paid_until")),
    )


def uncapped(step: Step) -> Step:
    """An issue that asks only whether there is enough."""

    def may(unissued: Any, amount: Any, paid_until: Any, now: Any) -> Any:
        return may_move(unissued, amount) & (now >= paid_until)

    return replace(step, name="an uncapped issue", may=may)


def backdated(step: Step) -> Step:
    """An issue that does not look at the time already paid."""
    return replace(
        step, name="a backdated issue", may=lambda unissued, amount: may_move(unissued, amount)
    )
