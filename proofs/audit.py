"""No empty proof: premises that can be met and are needed, theorems that fail where they should."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .claim import Claim
from .condition import Condition, Premise
from .counterexample import Counterexample
from .settling import refutation, used_premises
from .solver import RESOURCES, ProofUndecided

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
    seen: set[str] = set()
    for claim in claims:
        for condition in claim.conditions:
            if condition.name not in seen:
                seen.add(condition.name)
                yield premises_together(claim, condition, resources)
                yield from premises_dropped(claim, condition, resources)
        for twin in claim.twins:
            if twin.name not in seen:
                seen.add(twin.name)
                yield row(claim, twin, twin.name, True, resources)


def premises_together(claim: Claim, condition: Condition, resources: int) -> Row:
    """Whether the premises can be met at once, with somebody in every set that they name."""
    somebody = tuple(
        Premise(f"somebody is {name}", lambda each, name=name: each.validators(name) > 0)
        for name in condition.sets
    )
    together = Condition(
        f"{condition.name}: premises together",
        (*condition.premises, *somebody),
        NOTHING,
        condition.sets,
        condition.numbers,
    )
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


def premises_dropped(claim: Claim, condition: Condition, resources: int) -> Iterator[Row]:
    """Every premise dropped once.

    One that the proof does not use is dropped alone, and is redundant. One that it uses is dropped
    with all that it does not use, and then there must be a counterexample. A refuted condition uses
    nothing, and each of its mutations stays refuted.
    """
    try:
        refuted = refutation(condition, resources) is not None
    except ProofUndecided:
        yield Row(claim.name, condition.name, "none", "undecided", True, None)
        return
    used = [] if refuted else used_premises(condition, resources)
    needed = condition.keeping(used)
    for premise in condition.premises:
        fails = refuted or premise.name in used
        mutated = (needed if premise.name in used else condition).without(premise.name)
        yield row(claim, mutated, f"without {premise.name}", fails, resources)


def row(claim: Claim, condition: Condition, mutation: str, fails: bool, resources: int) -> Row:
    """The row of one changed condition."""
    try:
        found = refutation(condition, resources)
    except ProofUndecided:
        return Row(claim.name, condition.name, mutation, "undecided", fails, None)
    outcome: Finding = "counterexample" if found else "holds" if fails else "redundant"
    return Row(claim.name, condition.name, mutation, outcome, fails, found)
