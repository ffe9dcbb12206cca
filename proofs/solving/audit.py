"""No empty proof: premises that can be met and are needed, theorems that fail where they should."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import z3

from .claim import Claim
from .condition import Condition, Premise
from .counterexample import Counterexample, counterexample
from .settling import minimal, refutation
from .solver import RESOURCES, ProofUndecided
from .stated import Stated, stated

Finding = Literal["counterexample", "redundant", "holds", "possible", "impossible", "undecided"]

NOTHING = Premise("nothing", lambda _: False)
"""Follows only from premises that contradict each other."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the audit."""

    claim: str
    condition: str
    mutation: str
    """What was changed, such as `without Byzantine authorities < 1/3`."""
    outcome: Finding
    expected_to_fail: bool
    """Whether the changed condition has to have a counterexample."""
    counterexample: Counterexample | None
    """Where it fails; for the premises together, an example that they can be met."""

    @property
    def passed(self) -> bool:
        """Whether the audit found what it should."""
        if self.expected_to_fail:
            return self.outcome == "counterexample"
        return self.outcome in ("possible", "redundant")

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON."""
        return {
            "claim": self.claim,
            "condition": self.condition,
            "mutation": self.mutation,
            "outcome": self.outcome,
            "expected_to_fail": self.expected_to_fail,
            "passed": self.passed,
            "counterexample": self.counterexample.as_dict() if self.counterexample else None,
        }


def audit(claims: Iterable[Claim], resources: int = RESOURCES) -> Iterator[Row]:
    """Rows for every condition of some claims, a condition of several claims once, and their twins."""
    for claim, position in questions(claims):
        yield from rows_about(claim, position, resources)


def questions(claims: Iterable[Claim]) -> Iterator[tuple[Claim, int]]:
    """Conditions of claims and after them the twins, by number; one of several claims once."""
    seen: set[str] = set()
    for claim in claims:
        for position, condition in enumerate((*claim.conditions, *claim.twins)):
            if condition.name not in seen:
                seen.add(condition.name)
                yield claim, position


def rows_about(claim: Claim, position: int, resources: int) -> Iterator[Row]:
    """Rows for one condition of a claim, or for one of the twins that are counted after them."""
    asked = stated((*claim.conditions, *claim.twins)[position])
    if position < len(claim.conditions):
        yield premises_together(claim, asked, resources)
        yield from premises_dropped(claim, asked, resources)
    else:
        yield row(claim, asked, asked.condition.name, True, resources)


def premises_together(claim: Claim, asked: Stated, resources: int) -> Row:
    """Whether the premises can be met at once, by something worth looking at."""
    condition = asked.condition
    together = asked.with_premises(condition.setting.nontrivial()).concluding(NOTHING)
    found = row(claim, together, "premises together", False, resources)
    outcome: dict[Finding, Finding] = {"counterexample": "possible", "redundant": "impossible"}
    return Row(
        claim.name,
        condition.name,
        found.mutation,
        outcome.get(found.outcome, found.outcome),
        False,
        found.counterexample,
    )


def premises_dropped(claim: Claim, asked: Stated, resources: int) -> Iterator[Row]:
    """Every premise dropped once.

    One that it uses is dropped with all that it does not use, and then there must be a counterexample.
    One that it does not use is redundant without a further question, since fewer premises have been
    found to suffice; so is one without which, with more work, the condition is found to hold. A refuted
    condition uses nothing, and each of its mutations stays refuted.
    """
    condition, answer = asked.condition, asked.answer(resources)
    if answer.outcome == "undecided":
        yield Row(claim.name, condition.name, "none", "undecided", True, None)
        return
    if answer.model is None:
        needed, models = minimal(asked, resources)
    else:
        needed, models = asked, {each.name: answer.model for each in condition.premises}
    for premise in condition.premises:
        mutation = f"without {premise.name}"
        redundant = Row(claim.name, condition.name, mutation, "redundant", False, None)
        if premise not in needed.condition.premises:
            yield redundant
            continue
        fewer = needed.without(premise.name)
        found = row(claim, fewer, mutation, True, resources, models.get(premise.name))
        if found.outcome == "holds":  # the search for fewer premises had given up on this one
            needed, found = fewer, redundant
        yield found


def row(
    claim: Claim,
    asked: Stated,
    mutation: str,
    fails: bool,
    resources: int,
    model: z3.ModelRef | None = None,
) -> Row:
    """The row of one changed condition, from a model that is known to refute it or from a search."""
    name = asked.condition.name
    try:
        if model is None:
            found = found_counterexample(asked, resources)
        else:
            found = counterexample(asked.condition, asked.unknowns, model)
    except ProofUndecided:
        return Row(claim.name, name, mutation, "undecided", fails, None)
    outcome: Finding = "counterexample" if found else "holds" if fails else "redundant"
    return Row(claim.name, name, mutation, outcome, fails, found)


def found_counterexample(condition: Condition | Stated, resources: int) -> Counterexample | None:
    """Counterexample among the small worlds or, where there is none, among all.

    A solver may look for an infinite one for ever; a small one refutes the condition as well.
    """
    asked = stated(condition)
    small = asked.condition.setting.small()
    if small:
        try:
            if (found := refutation(asked.with_premises(small), resources)) is not None:
                return found
        except ProofUndecided:
            pass
    return refutation(asked, resources)
