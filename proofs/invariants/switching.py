"""Invariants of the switching rule that the solver settles, for any load, authorities, stake and clock.

A protocol that gives one of them up can still agree and make progress, so `registry.OPTIONAL` does not
claim the last three of a user's parameters. The gate answers them nevertheless: whoever gives up a
promise sees which, and by what moment it fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.parameters.protocol import SwitchingRule
from ...models.protocol.modes import Mode, mode_parameters
from ..solving.claim import Claim, Proof
from ..switching.decision import rule_of
from ..switching.dwelling import adjacent, steady
from ..switching.exclusive import one_mode
from ..switching.reach import never_stuck_with_stake, wanted
from ..switching.setting import Moment
from .certificates import SUBJECT, authority_field, beside, settled, thresholds
from .invariant import Invariant

RULE = "switching.rule"
AVAILABILITY = "switching.fast_min_availability"
LIMITS = (
    "switching.secure_min_participation",
    "switching.secure_min_load",
    "switching.fast_max_load",
)
"""Limits of the rule, the likelier culprit first."""

WORDS = {
    "load": "network load",
    "online": "part of the authorities online",
    "participation": "part of the supply at stake",
    "stake": "part of the stake that would sign",
    "mode": "mode now",
    "wanted": "mode that is wanted",
    "seconds": "seconds in the mode at the last decision",
    "elapsed": "seconds since the last decision",
    "dwell": "least seconds in a mode",
    "now": "the last decision, in seconds",
    "changed": "the last change of mode, in seconds",
}
"""What the numbers of a counterexample are."""

WANTED, FOLLOWING = "mode that is wanted", "mode that follows"

Chooser = Callable[[Moment], Any]
"""Mode that a rule chooses at a moment, by number."""


def switching_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Modes that exclude each other, follow as neighbours, last, and can decide.

    Parameters
    ----------
    parameters
        The parameter file's contents; only modes, quorums and switching are read.
    """
    slowest = max(Mode, key=lambda mode: mode_parameters(parameters, mode).block_seconds)
    blocks = [f"{mode.label}.block_seconds" for mode in (slowest, *Mode)]
    yield modes_exclude_each_other(parameters)
    yield told(
        adjacent(SUBJECT, parameters), "switching.adjacent_only", (), FOLLOWING, rule_of(parameters)
    )
    yield told(
        steady(SUBJECT, parameters),
        "switching.dwell_seconds",
        beside("switching.dwell_seconds", *blocks),
        FOLLOWING,
        rule_of(parameters),
    )
    yield never_stuck_if_stake_signs(parameters)


def modes_exclude_each_other(parameters: Parameters) -> Invariant:
    """Fast and Secure are never asked for at once."""
    shortage = parameters.switching.rule is SwitchingRule.AUTHORITY_SHORTAGE
    enough = (authority_field(Mode.BALANCED), "quorums.strict")
    field = AVAILABILITY if shortage else RULE
    others = (AVAILABILITY, *enough, "switching.fast_max_load", RULE) if shortage else LIMITS
    return told(
        one_mode(SUBJECT, parameters),
        field,
        beside(field, *others, AVAILABILITY),
        WANTED,
        lambda each: wanted(parameters, each),
    )


def never_stuck_if_stake_signs(parameters: Parameters) -> Invariant:
    """The wanted mode can decide wherever another could."""
    found = told(
        never_stuck_with_stake(SUBJECT, parameters),
        RULE,
        (),
        WANTED,
        lambda each: wanted(parameters, each),
    )
    field = hindrance(parameters, found)
    named = [each for mode in Mode for each in thresholds(mode)]
    others = beside(field, RULE, AVAILABILITY, *LIMITS, *named, "quorums.strict")
    return replace(found, field=field, others=others)


def hindrance(parameters: Parameters, found: Invariant) -> str:
    """The field that wants a mode where it cannot decide, or asks too much of it."""
    if found.counterexample is None:
        return RULE
    mode = found.counterexample["numbers"][WANTED]
    if mode == Mode.FAST.label:
        return AVAILABILITY
    shortage = parameters.switching.rule is SwitchingRule.AUTHORITY_SHORTAGE
    return authority_field(Mode.SECURE) if shortage else RULE


def told(
    claim: Claim, field: str, others: tuple[str, ...], outcome: str, choose: Chooser
) -> Invariant:
    """A claim about a moment's decision, settled, with the moment in words.

    Parameters
    ----------
    claim
        What is asked.
    field, others
        Where to look if it fails, and what else it reads.
    outcome, choose
        What the decision comes to, in words, and by which rule.
    """
    return settled(
        claim, field, others, "at the moment", lambda proof: moment(proof, outcome, choose)
    )


def moment(proof: Proof, outcome: str, choose: Chooser) -> dict[str, Any] | None:
    """A counterexample as JSON and as plain text, its numbers named in words."""
    found = proof.counterexample
    if found is None:
        return None
    story = found.story
    assert isinstance(story, Moment), "these claims are about moments"
    numbers = {WORDS[name]: story.shown(name) for name in story.numbers}
    numbers[outcome] = Mode(choose(story)).label
    lines = [f"{name}: {value}" for name, value in numbers.items()]
    lines += [f"holds: {premise}" for premise in found.premises]
    text = "\n".join([*lines, f"fails: {found.conclusion}"])
    return {**found.as_dict(), "numbers": numbers, "text": text}
