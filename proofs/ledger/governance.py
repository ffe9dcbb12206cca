"""Governance: thresholds in force are safe, changes come late and by a majority, no stake votes twice.

The majority multiplies unknowns; its proof compares one product at a time, so that both solvers decide.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from ...models.ledger.rules import rules_of, thresholds_of
from ...models.ledger.steps.governance import are_safe, has_passed, is_threshold
from ...models.ledger.steps.step import Step, names_of
from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import equal_to
from ..solving.truth import Truth, conjunction
from .setting import (
    BYZANTINE_PARTS,
    THRESHOLDS,
    Numbers,
    Slice,
    allowed,
    inductive,
    kept,
    named,
    step_named,
    writers,
)

SAFE, LATE, ONE_VOTE = (
    "any.ledger.thresholds-safe",
    "any.ledger.timelock",
    "any.ledger.no-double-vote",
)


def in_force_safe(each: Slice) -> Truth:
    """The thresholds in force are thresholds, and safe together."""
    return conjunction(
        [
            *(is_threshold(each[name]) for name in THRESHOLDS),
            are_safe(**{name: each[name] for name in (*THRESHOLDS, *BYZANTINE_PARTS)}),
        ]
    )


IN_FORCE_SAFE = Premise("the thresholds in force are safe", in_force_safe)
ACCOUNTED = Premise(
    "uncast + yes + no = electorate",
    lambda each: each["uncast"] + each["tally"] + each["other_tally"] == each["electorate"],
)
CAST_ONCE = Premise(
    "a voter has voted at most once",
    lambda each: (each["cast"] >= 0) & (each["cast"] <= 1),
)


def governance_claims(steps: Sequence[Step]) -> list[Claim]:
    """Safe thresholds, late changes, one vote."""
    return [thresholds_safe(steps), timelock(steps), no_double_vote(steps)]


def thresholds_safe(steps: Sequence[Step]) -> Claim:
    """By induction over steps: only those that write a threshold can change what is in force."""
    enact = step_named(steps, "enact")

    def safe(step: Step) -> Condition:
        names = (*THRESHOLDS, *BYZANTINE_PARTS)
        return inductive(SAFE, step, IN_FORCE_SAFE, names, *allowed(step))

    return Claim(
        name=SAFE,
        statement=(
            "Governance never puts unsafe thresholds in force, whatever is proposed and however many "
            "vote for it: if those at launch are safe, so are all that follow."
        ),
        protocol="any",
        conditions=tuple(safe(step) for step in writers(steps, *THRESHOLDS)),
        twins=(safe(trusting(enact)),),
    )


def trusting(step: Step) -> Step:
    """One that asks only whether each proposed part can be a threshold."""

    def may(
        proposed_fast_authorities: Any,
        proposed_balanced_authorities: Any,
        proposed_balanced_stake: Any,
        proposed_oversight: Any,
        proposed_secure_stake: Any,
    ) -> Any:
        return (
            is_threshold(proposed_fast_authorities)
            & is_threshold(proposed_balanced_authorities)
            & is_threshold(proposed_balanced_stake)
            & is_threshold(proposed_oversight)
            & is_threshold(proposed_secure_stake)
        )

    return replace(step, name="an enactment without the check", may=may)


def safe_at_launch(protocol: str, parameters: Parameters) -> Claim:
    """The start of that induction, under a protocol's parameters."""
    name, rules = f"{protocol}.ledger.thresholds-safe", rules_of(parameters)
    launch = {
        **asdict(thresholds_of(parameters)),
        "byzantine_authorities": rules.byzantine_authorities,
        "byzantine_stake": rules.byzantine_stake,
    }
    return Claim(
        name=name,
        statement=(
            "The thresholds at launch are safe, so that all that governance ever puts in force are."
        ),
        protocol=protocol,
        conditions=(
            Condition(
                f"{name}: at launch",
                tuple(equal_to(each, part) for each, part in launch.items()),
                IN_FORCE_SAFE,
                Numbers(tuple(launch)),
            ),
        ),
    )


def timelock(steps: Sequence[Step]) -> Claim:
    """Enacting comes after every vote, by more than the wait, with more than half, and once."""
    enact, vote = step_named(steps, "enact"), step_named(steps, "vote")
    return Claim(
        name=LATE,
        statement=(
            "Thresholds change more than the timelock after the last vote, once per ballot, and, where "
            "a majority is at least half, only when more stake voted for the change than did not."
        ),
        protocol="any",
        conditions=(
            waits(vote, enact),
            Condition(
                f"{LATE}: more for it than not",
                (ACCOUNTED_YES, A_FRACTION, PASSED_HALF),
                Premise(
                    "yes > no + uncast", lambda each: each["yes"] > each["no"] + each["uncast"]
                ),
                Numbers((*names_of(has_passed), "no", "uncast")),
            ),
            Condition(
                f"{LATE}: a majority of the electorate",
                (NOBODY_NEGATIVE, HALF),
                HALF_OF_ALL,
                Numbers(("electorate", "numerator", "denominator")),
            ),
            Condition(
                f"{LATE}: more than half",
                (HALF_OF_ALL, PASSED),
                PASSED_HALF,
                Numbers(tuple(names_of(has_passed))),
            ),
            Condition(
                f"{LATE}: {enact.name} asks for the majority",
                (*allowed(enact),),
                PASSED,
                Numbers((*enact.reads, *names_of(has_passed))),
            ),
            *(
                inductive(LATE, step, ENACTED_ONCE, ("enacted",), *allowed(step))
                for step in writers(steps, "enacted")
            ),
        ),
        twins=(waits(vote, hasty(enact)),),
    )


ACCOUNTED_YES = Premise(
    "uncast + yes + no = electorate, all of them",
    lambda each: each["uncast"] + each["yes"] + each["no"] == each["electorate"],
)
NOBODY_NEGATIVE = Premise("0 <= electorate", lambda each: each["electorate"] >= 0)
HALF = Premise(
    "the majority is at least half",
    lambda each: 2 * each["numerator"] >= each["denominator"],
)
A_FRACTION = Premise("denominator > 0", lambda each: each["denominator"] > 0)
PASSED = Premise(
    "the ballot has its majority",
    lambda each: has_passed(**{name: each[name] for name in names_of(has_passed)}),
)
HALF_OF_ALL = Premise(
    "the majority of the electorate is at least half of it",
    lambda each: (
        2 * each["electorate"] * each["numerator"] >= each["electorate"] * each["denominator"]
    ),
)
PASSED_HALF = Premise(
    "the ballot has more than half",
    lambda each: has_passed(
        2 * each["yes"], each["electorate"], each["denominator"], each["denominator"]
    ),
)
"""Half is written over the same denominator."""
ENACTED_ONCE = Premise(
    "a ballot has been enacted at most once",
    lambda each: (each["enacted"] >= 0) & (each["enacted"] <= 1),
)


def waits(vote: Step, enact: Step) -> Condition:
    """Between any vote in a ballot and its enactment lies more than the timelock."""
    shared = ("opened", "voting", "timelock")
    return Condition(
        f"{LATE}: {enact.name} waits",
        (*allowed(vote, "vote"), *allowed(enact, "enact")),
        Premise(
            "more than the timelock lies between vote and change",
            lambda each: each["enact.now"] - each["vote.now"] > each["timelock"],
        ),
        Numbers(
            (
                *shared,
                *("vote.now", "enact.now"),
                *named(vote, "vote", shared),
                *named(enact, "enact", shared),
            )
        ),
    )


def hasty(step: Step) -> Step:
    """One that counts the wait from the opening of the ballot."""

    def may(now: Any, opened: Any, timelock: Any) -> Any:
        return now - opened >= timelock

    return replace(step, name="a hasty enactment", may=may)


def no_double_vote(steps: Sequence[Step]) -> Claim:
    """By induction over steps: stake is uncast, for or against, and nobody votes again."""
    vote = step_named(steps, "vote")
    propose = step_named(steps, "propose")

    def kept_accounts(step: Step) -> Condition:
        return inductive(ONE_VOTE, step, ACCOUNTED, ("electorate", "other_tally"))

    def kept_once(step: Step) -> Condition:
        return inductive(ONE_VOTE, step, CAST_ONCE, ("cast",), *allowed(step))

    return Claim(
        name=ONE_VOTE,
        statement=(
            "No stake votes twice in a ballot: uncast, yes and no always add up to the electorate, and "
            "each voter votes at most once."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{ONE_VOTE}: {propose.name} opens with nothing cast",
                (
                    Premise(
                        "nobody has voted",
                        lambda each: (each["tally"] == 0) & (each["other_tally"] == 0),
                    ),
                ),
                kept(propose, ACCOUNTED),
                Numbers((*propose.reads, "tally", "other_tally")),
            ),
            *(kept_accounts(step) for step in writers(steps, "tally")),
            *(kept_once(step) for step in writers(steps, "cast")),
        ),
        twins=(kept_accounts(copying(vote)), kept_once(repeating(vote))),
    )


def copying(step: Step) -> Step:
    """A vote that leaves its stake uncast as well."""

    def effect(uncast: Any, tally: Any, cast: Any, weight: Any) -> tuple[Any, ...]:
        return uncast, tally + weight, cast + 1

    return replace(step, name="a vote that is copied", effect=effect)


def repeating(step: Step) -> Step:
    """A vote that does not ask whether there was one."""

    def may(now: Any, opened: Any, voting: Any, weight: Any) -> Any:
        return (now - opened < voting) & (weight > 0)

    return replace(step, name="a repeated vote", may=may)
