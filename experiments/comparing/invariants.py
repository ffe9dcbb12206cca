"""Invariants of parameter files side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...proofs.invariants.invariant import Invariant
from ..extending.invariants import invariants_of
from .subject import Subject
from .verdict import Verdict

HOLDS = "proved"


@dataclass(frozen=True, slots=True)
class Held:
    """One invariant of all files."""

    name: str
    found: tuple[Invariant | None, ...]
    """Of each file; none where a file has no such invariant."""

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Of each file."""
        return tuple("none" if each is None else each.verdict for each in self.found)

    @property
    def verdict(self) -> Verdict:
        """What became of it; of one file, the same."""
        first, last = self.verdicts[0], self.verdicts[-1]
        if first == last:
            return Verdict.SAME
        if HOLDS in (first, last):
            return Verdict.BETTER if last == HOLDS else Verdict.WORSE
        return Verdict.DIFFERENT

    @property
    def reasons(self) -> list[str]:
        """Why it fails where it does; nothing where all keep it."""
        return [
            "" if each is None or each.verdict == HOLDS else each.message for each in self.found
        ]

    @property
    def reason(self) -> str:
        """The first of them."""
        return next((each for each in self.reasons if each), "")

    @property
    def stories(self) -> list[str]:
        """How it fails, as a moment that breaks it; nothing where there is none, or all keep it."""
        return [
            "" if each is None or each.counterexample is None else str(each.counterexample["text"])
            for each in self.found
        ]

    def as_dict(self, letters: Sequence[str]) -> dict[str, Any]:
        """The contract with machines."""
        told = {
            letter: None
            if each is None
            else {key: value for key, value in each.as_dict().items() if key != "name"}
            for letter, each in zip(letters, self.found, strict=True)
        }
        return {"invariant": self.name, **told}


def side_by_side(subjects: Sequence[Subject]) -> list[Held]:
    """Every invariant that any of the files has, in the order of `hybridstake check`."""
    # Files that say the same are asked about once: the solver takes half a second.
    asked = dict.fromkeys(each.parameters for each in subjects)
    answers = {parameters: invariants_of(parameters) for parameters in asked}
    found = [{each.name: each for each in answers[one.parameters]} for one in subjects]
    names = list(dict.fromkeys(name for each in found for name in each))
    return [Held(name, tuple(each.get(name) for each in found)) for name in names]


def count_held(invariants: Sequence[Held], side: int) -> tuple[int, int]:
    """How many invariants one file keeps, and how many it has."""
    verdicts = [each.verdicts[side] for each in invariants if each.found[side] is not None]
    return verdicts.count(HOLDS), len(verdicts)
