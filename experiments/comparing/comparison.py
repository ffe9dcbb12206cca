"""One or two parameter files, and all that is measured of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..evaluating.metrics import SAMPLED
from ..networking.deployments import Deployment, load_deployment
from ..parameter_files import load
from ..running.runner import Progress
from ..running.workplace import workplace
from .fields import Field, all_fields
from .invariants import Held, side_by_side
from .quantities import Quantity, quantities_of
from .risks import Risk, risks_of
from .subject import LETTERS, Conditions, Subject


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found; of one file, a report."""

    subjects: tuple[Subject, ...]
    conditions: Conditions
    placed: Deployment
    """Where validators sit."""
    fields: list[Field]
    invariants: list[Held]
    risks: list[Risk]
    quantities: list[Quantity]
    refusals: list[str]
    """A line for all that a file cannot."""

    @property
    def letters(self) -> tuple[str, ...]:
        """What the files are called."""
        return tuple(each.letter for each in self.subjects)

    @property
    def is_pair(self) -> bool:
        """Whether there are two files."""
        return len(self.subjects) > 1

    @property
    def differing(self) -> list[Field]:
        """Fields in which two files differ; of one file, in which it departs from the plan."""
        return [each for each in self.fields if (each.differs if self.is_pair else each.departs)]

    @property
    def each_confidence(self) -> float:
        """Of the interval of one difference, so that all hold together [1]."""
        return next(each.confidence for each in self.quantities if each.metric.kind in SAMPLED)


def compared(
    files: Sequence[str],
    conditions: Conditions,
    *,
    workers: int,
    cluster: str | None,
    progress: Progress,
) -> Comparison:
    """Everything about one file, or two side by side.

    Parameters
    ----------
    files
        `plan`, `reference`, or paths of TOML files; one or two.
    conditions
        Under which they are measured.
    workers, cluster
        Where, as `--workers` and `--cluster` say it; the result does not depend on it.
    progress
        Called with measurements done, and in all.

    Raises
    ------
    InvalidParameter
        In one line, if a file is none, or there is no such deployment or cluster.
    """
    subjects = tuple(
        Subject(letter, name, load(name)) for letter, name in zip(LETTERS, files, strict=False)
    )
    placed = load_deployment(conditions.deployment)
    invariants = side_by_side(subjects)
    risks, unattacked = risks_of(subjects, conditions)
    with workplace(workers, cluster, __name__) as place:
        quantities, unmeasured = quantities_of(subjects, conditions, placed, place, progress)
    return Comparison(
        subjects=subjects,
        conditions=conditions,
        placed=placed,
        fields=all_fields(subjects),
        invariants=invariants,
        risks=risks,
        quantities=quantities,
        refusals=[*unattacked, *unmeasured],
    )


def as_document(found: Comparison) -> dict[str, Any]:
    """All of it but the conclusion, for machines."""
    letters = [letter.lower() for letter in found.letters]
    conditions = found.conditions
    fields = found.differing if found.is_pair else found.fields
    confidence = {"confidence_of_each_difference": found.each_confidence} if found.is_pair else {}
    return {
        "files": {letter: each.name for letter, each in zip(letters, found.subjects, strict=True)},
        "runs": conditions.runs,
        "epochs": conditions.epochs,
        "last_epochs": conditions.last_epochs,
        "agents": conditions.people,
        "deployment": conditions.deployment,
        "seed": conditions.seed,
        "confidence": conditions.confidence,
        **confidence,
        "fields": [each.as_dict() for each in fields],
        "invariants": [each.as_dict(letters) for each in found.invariants],
        "attacks": [each.as_dict(letters) for each in found.risks],
        "quantities": {
            kind: [each.as_dict(letters) for each in found.quantities if each.metric.kind == kind]
            for kind in dict.fromkeys(str(each.metric.kind) for each in found.quantities)
        },
        "refusals": found.refusals,
    }
