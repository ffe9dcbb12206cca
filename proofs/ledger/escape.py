"""No escape from slashing by unbonding: a conviction in time finds the money, and holds it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ...models.ledger.rules import rules_of
from ...models.ledger.steps.purses import may_move
from ...models.ledger.steps.slashing import is_reached
from ...models.ledger.steps.step import Step
from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import equal_to
from ..solving.truth import negated
from .punishment import ANSWERED_FOR_NO_MORE, OWES
from .setting import Numbers, Slice, allowed, kept, named, refused, step_named

LONGER = Premise(
    "unbonding takes longer than evidence is accepted",
    lambda each: each["delay"] > each["window"],
)
AS_LONG = Premise(
    "unbonding takes as long as evidence is accepted",
    lambda each: each["delay"] == each["window"],
)
SHARED = ("offended", "window", "delay")


def no_escape(steps: Sequence[Step]) -> Claim:
    """Whatever the two times, if unbonding takes longer."""
    name = "any.ledger.no-escape"
    convict, slash, spare, withdraw = (
        step_named(steps, each) for each in ("convict", "slash", "spare", "withdraw")
    )
    return Claim(
        name=name,
        statement=(
            "If unbonding takes longer than evidence is accepted, stake that stood behind a validator "
            "at an offence is still there at every conviction of it; from then on none of it leaves "
            "until it has answered. Stake that had left before the offence, and no other, is spared, "
            "and none of it is slashed."
        ),
        protocol="any",
        conditions=(
            unpaid(name, steps, LONGER),
            Condition(
                f"{name}: a conviction is owed",
                (ANSWERED_FOR_NO_MORE,),
                kept(convict, OWES),
                Numbers((*convict.reads, "answered")),
            ),
            *(locked(name, step) for step in exits(steps)),
            spared(name, spare),
            reached(name, slash),
        ),
        twins=(
            unpaid(f"{name}, as long", steps, AS_LONG),
            locked(name, unlocked(withdraw)),
            spared(name, generous(spare)),
            reached(name, blind(slash)),
        ),
    )


def no_escape_of(protocol: str, parameters: Parameters, steps: Sequence[Step]) -> Claim:
    """The same under a protocol's own times."""
    name, rules = f"{protocol}.ledger.no-escape", rules_of(parameters)
    times = (
        equal_to("window", rules.evidence_window_seconds),
        equal_to("delay", rules.unbonding_seconds),
    )
    return Claim(
        name=name,
        statement=(
            "Every conviction within the evidence window finds the stake that stood behind the "
            "validator at the offence: it cannot have been withdrawn."
        ),
        protocol=protocol,
        conditions=(unpaid(name, steps, *times),),
        twins=(unpaid(f"{name}, as long", steps, AS_LONG),),
    )


def unpaid(name: str, steps: Sequence[Step], *times: Premise) -> Condition:
    """An entry that stood at an offence cannot be withdrawn before it is convicted."""
    unbond, convict, withdraw = (
        step_named(steps, each) for each in ("unbond", "convict", "withdraw")
    )

    def entry(each: Slice) -> Slice:
        return each.at("unbond").after(unbond)

    def payment(each: Slice) -> Slice:
        left = entry(each)
        whole = left["unbonding"]
        return each.at("withdraw").having(unbonding=whole, amount=whole, matures=left["matures"])

    return Condition(
        f"{name}: the money is there",
        (
            *times,
            *allowed(unbond, "unbond"),
            Premise(
                "the stake started to leave at the offence or after it",
                lambda each: is_reached(entry(each)["started"], each["offended"]),
            ),
            *allowed(convict, "convict"),
            Premise(
                "the withdrawal does not come after the conviction",
                lambda each: each["withdraw.now"] <= each["convict.now"],
            ),
        ),
        Premise("withdraw is refused", lambda each: negated(payment(each).allows(withdraw))),
        Numbers(
            (
                *SHARED,
                *("convict.now", "withdraw.now"),
                *named(unbond, "unbond", SHARED),
                *named(convict, "convict", SHARED),
                *named(withdraw, "withdraw", ("unbonding", "amount", "matures")),
            )
        ),
    )


def exits(steps: Sequence[Step]) -> Iterator[Step]:
    """Steps by which money leaves a bond or an entry, other than into the slashed pool."""
    for step in steps:
        source, target = step.purses or ("", "")
        if source in ("stake", "unbonding") and target != "slashed":
            yield step


def locked(name: str, step: Step) -> Condition:
    """While an answer is owed, nothing leaves by this step."""
    return Condition(
        f"{name}: {step.name} waits for the answer",
        (OWES,),
        refused(step),
        Numbers((*step.reads, "answered", "convicted")),
    )


def spared(name: str, step: Step) -> Condition:
    """What is spared had left before the offence."""
    return Condition(
        f"{name}: {step.name} only before the offence",
        (*allowed(step),),
        Premise(
            "the stake had left before the offence",
            lambda each: negated(is_reached(each["started"], each["offended"])),
        ),
        Numbers((*step.reads, "started", "offended")),
    )


def reached(name: str, step: Step) -> Condition:
    """What is slashed had not left before the offence."""
    return Condition(
        f"{name}: {step.name} not before the offence",
        (*allowed(step),),
        Premise(
            "the stake was there at the offence or came later",
            lambda each: is_reached(each["started"], each["offended"]),
        ),
        Numbers((*step.reads, "started", "offended")),
    )


def unlocked(step: Step) -> Step:
    """A withdrawal that does not ask for answers."""

    def may(unbonding: Any, amount: Any, now: Any, matures: Any) -> Any:
        return may_move(unbonding, amount) & (now >= matures)

    return replace(step, name="a withdrawal without answers", may=may)


def generous(step: Step) -> Step:
    """One that also spares what left at the very second of the offence."""

    def may(started: Any, offended: Any, answered: Any, convicted: Any) -> Any:
        return (started <= offended) & (answered < convicted)

    return replace(step, name="a late spare", may=may)


def blind(step: Step) -> Step:
    """A slash that does not ask when the stake left."""

    def may(stake: Any, amount: Any, answered: Any, convicted: Any) -> Any:
        return may_move(stake, amount) & (answered < convicted)

    return replace(step, name="a blind slash", may=may)
