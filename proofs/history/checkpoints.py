"""Whoever could rewrite what follows a checkpoint can be slashed for it: the exact bound on times.

A signer may leave at the moment of the checkpoint, or before it if its signature still counts for a
while, and sign another history when nothing is left to lose. A node that has that checkpoint, and has
not received the next, is shown it; evidence follows. Offences are dated by the height signed twice.
"""

from collections.abc import Callable
from typing import Any

from ...models.ledger.steps.slashing import is_admissible
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.checkpoints import (
    checkpoint_age,
    checkpoint_is_in_time,
    evidence_counts,
    receipt_seconds,
)
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction, negated
from .timeline import Timeline, Times, lasts

IN_TIME = "any.checkpoint.in-time"

NODE = ("period", "receipt", "absence")
STAKE = ("evidence delay", "notice", "unbonding", "window")
ACCEPTED = {
    "accepted": "the node is shown another history, and goes on from its checkpoint",
    "evidence": "the evidence is on the chain",
}
LEAVING = {
    "exit": "a signer of the other history wishes to leave",
    "paid": "its stake is paid out",
}
LISTENING = {
    "checkpoint": "the newest checkpoint that the node has is created",
    "next": "the next checkpoint is created",
    "heard": "the node listens for the last time, and has not received the next",
}
HISTORY = Times((*NODE, *STAKE), LISTENING | ACCEPTED | LEAVING, (*LISTENING, *ACCEPTED))
OFFENCE = Times(
    (*NODE, *STAKE),
    LISTENING | ACCEPTED | {"offended": "the height is signed first"},
    (*LISTENING, *ACCEPTED),
)
NODE_HAS_NO_NEWER = (
    Premise(
        "the next checkpoint is created within the period",
        lambda each: each["next"] <= each["checkpoint"] + each["period"],
    ),
    Premise(
        "a node that listens has it within the receipt",
        lambda each: each["heard"] <= each["next"] + each["receipt"],
    ),
    Premise(
        "the node goes on within its absence",
        lambda each: each["accepted"] <= each["heard"] + each["absence"],
    ),
)
EVIDENCE_COMES = Premise(
    "evidence is on the chain within its delay",
    lambda each: each["evidence"] <= each["accepted"] + each["evidence delay"],
)
SIGNER_LEAVES = (
    Premise(
        "the signer left no earlier than its notice before the checkpoint",
        lambda each: each["exit"] + each["notice"] >= each["checkpoint"],
    ),
    Premise(
        "stake is paid out after unbonding",
        lambda each: each["paid"] >= each["exit"] + each["unbonding"],
    ),
)
LOCKED = Premise(
    "the evidence comes before the money", lambda each: each["evidence"] < each["paid"]
)
AFTER_CHECKPOINT = (
    Premise(
        "the height comes after the checkpoint",
        lambda each: each["offended"] >= each["checkpoint"],
    ),
    Premise(
        "the height comes before the evidence", lambda each: each["offended"] <= each["evidence"]
    ),
)
COUNTS = Premise(
    "the evidence counts",
    lambda each: is_admissible(each["evidence"], each["offended"], each["window"]),
)


def checkpoint_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Whether a protocol's own times suffice for a node that listens."""
    return [in_time_of(protocol, parameters)]


def age(each: Timeline) -> Any:
    """Greatest age of the newest checkpoint that the node has [s]."""
    return checkpoint_age(*(each[name] for name in NODE))


def slashable(each: Timeline) -> Any:
    """Whether the formula calls the checkpoint in time."""
    return checkpoint_is_in_time(
        age(each), each["evidence delay"], each["unbonding"], each["notice"]
    )


def accepted_evidence(each: Timeline) -> Any:
    """Whether the formula calls the evidence accepted."""
    return evidence_counts(age(each), each["evidence delay"], each["window"])


def locked(name: str, *bounds: Premise) -> Condition:
    """The stake of a signer is there when the evidence comes."""
    return Condition(
        name, (*bounds, *NODE_HAS_NO_NEWER, EVIDENCE_COMES, *SIGNER_LEAVES), LOCKED, HISTORY
    )


def counted(name: str, *bounds: Premise) -> Condition:
    """The evidence is still accepted when it comes."""
    return Condition(
        name, (*bounds, *NODE_HAS_NO_NEWER, EVIDENCE_COMES, *AFTER_CHECKPOINT), COUNTS, OFFENCE
    )


def in_time() -> Claim:
    """The bound holds, and nothing less does."""
    formula = Premise("the checkpoint is in time", slashable)
    window = Premise("the evidence counts, by its formula", accepted_evidence)
    return Claim(
        name=IN_TIME,
        statement=(
            "If period + receipt + absence + evidence delay + notice < unbonding, and all but the "
            "notice <= evidence window, whoever signs another history after a checkpoint is still "
            "bonded when evidence comes, and the evidence counts; if not, there is a timeline in "
            "which it escapes."
        ),
        protocol="any",
        conditions=(
            locked(f"{IN_TIME}: locked", formula),
            counted(f"{IN_TIME}: counted", window),
            otherwise(f"{IN_TIME}: locked only if", slashable, late_evidence),
            otherwise(f"{IN_TIME}: counted only if", accepted_evidence, stale_evidence),
        ),
        twins=(
            locked(f"{IN_TIME}: as long as unbonding", at_equality()),
            locked(f"{IN_TIME}: period and delay alone", *first_guess()),
            counted(f"{IN_TIME}: a window of period and delay", guessed_window()),
        ),
    )


def at_equality() -> Premise:
    """All times together are as long as unbonding."""
    return Premise(
        "age + evidence delay + notice = unbonding",
        lambda each: age(each) + each["evidence delay"] + each["notice"] == each["unbonding"],
    )


def first_guess() -> tuple[Premise, ...]:
    """The bound that looks at the period alone, of a node that is never away."""
    return (
        Premise(
            "period + evidence delay < unbonding",
            lambda each: checkpoint_is_in_time(
                each["period"], each["evidence delay"], each["unbonding"]
            ),
        ),
        Premise("nobody is away", lambda each: (each["absence"] == 0) & (each["notice"] == 0)),
    )


def guessed_window() -> Premise:
    """A window that looks at the period alone."""
    return Premise(
        "period + evidence delay <= window",
        lambda each: evidence_counts(each["period"], each["evidence delay"], each["window"]),
    )


def otherwise(
    name: str, formula: Callable[[Timeline], Any], escapes: Callable[[Timeline], Any]
) -> Condition:
    """Where the formula does not hold, a timeline in which the signer escapes."""
    return Condition(
        name,
        (Premise("the formula does not hold", lambda each: negated(formula(each))),),
        Premise("this timeline keeps every rule, and the signer escapes", escapes),
        Times((*NODE, *STAKE), {}),
    )


def latest(each: Timeline) -> dict[str, Any]:
    """The times of a node that goes on as late as it can, and of the evidence against what it saw."""
    created = each["period"] * 0
    following = created + each["period"]
    heard = following + each["receipt"]
    accepted = heard + each["absence"]
    times = {"checkpoint": created, "next": following, "heard": heard, "accepted": accepted}
    return times | {"evidence": accepted + each["evidence delay"]}


def late_evidence(each: Timeline) -> Any:
    """Whether a signer that leaves as early as it can is paid before the latest evidence."""
    times = latest(each)
    left = times["checkpoint"] - each["notice"]
    story = {**each.times, **times, "exit": left, "paid": left + each["unbonding"]}
    rules = (*NODE_HAS_NO_NEWER, EVIDENCE_COMES, *SIGNER_LEAVES)
    return escape(story, rules, LOCKED)


def stale_evidence(each: Timeline) -> Any:
    """Whether the latest evidence against the first height after the checkpoint no longer counts."""
    times = latest(each)
    story = {**each.times, **times, "offended": times["checkpoint"]}
    return escape(story, (*NODE_HAS_NO_NEWER, EVIDENCE_COMES, *AFTER_CHECKPOINT), COUNTS)


def escape(story: dict[str, Any], rules: tuple[Premise, ...], end: Premise) -> Any:
    """Whether times keep all rules and do not come to an end."""
    timeline = Timeline((), {}, story)
    return conjunction([*(rule.holds(timeline) for rule in rules), negated(end.holds(timeline))])


def in_time_of(protocol: str, parameters: Parameters) -> Claim:
    """The same with a protocol's own times, for a node that is never away."""
    name = f"{protocol}.checkpoint.in-time"
    staking, checkpoints = parameters.staking, parameters.checkpoints
    node = (
        lasts("period", as_written(checkpoints.period_seconds)),
        lasts("receipt", receipt_seconds(parameters)),
        lasts("evidence delay", as_written(checkpoints.evidence_delay_seconds)),
    )
    listens = lasts("absence", as_written(0))
    leaves = (
        lasts("notice", as_written(0)),
        lasts("unbonding", as_written(staking.unbonding_seconds)),
    )
    window = lasts("window", as_written(staking.evidence_window_seconds))
    away = lasts("absence", as_written(staking.unbonding_seconds))
    return Claim(
        name=name,
        statement=(
            "A node that listens never goes on from a checkpoint so old that a signer of another "
            "history has been paid out when evidence comes, or that the evidence no longer counts."
        ),
        protocol=protocol,
        conditions=(
            locked(f"{name}: locked", *node, listens, *leaves),
            counted(f"{name}: counted", *node, listens, window),
        ),
        twins=(
            locked(f"{name}: locked, away for as long as unbonding", *node, away, *leaves),
            counted(f"{name}: counted, away for as long as unbonding", *node, away, window),
        ),
    )
