"""What `check` found out about parameter files, and the exit code that says so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...models.errors import InvalidParameter
from ..commands.terminal import REFUTED, UNDECIDED

if TYPE_CHECKING:
    from ...proofs.invariants.invariant import Invariant


BAD_INPUT = "bad input"
"""What a file is called that is refused."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Every invariant of one parameter file."""

    params: str
    """As it was asked for: a preset, or a path."""
    invariants: "list[Invariant]" = field(default_factory=list["Invariant"])
    refusal: InvalidParameter | None = None
    """Why the file is no input; then it has no invariants."""

    @property
    def failing(self) -> "list[Invariant]":
        """What is refuted or undecided."""
        return [item for item in self.invariants if item.verdict != "proved"]

    @property
    def holds(self) -> bool:
        """Whether the file is one, and every invariant of it is proved."""
        return self.refusal is None and not self.failing

    def as_dict(self) -> dict[str, Any]:
        """The answer as `hybridstake check PARAMS --json` prints it; of no input, why it is none."""
        error = {} if self.refusal is None else {"error": str(self.refusal)}
        invariants = [item.as_dict() for item in self.invariants]
        return {"holds": self.holds, **error, "invariants": invariants}


def as_document(answers: Sequence[Answer]) -> dict[str, Any]:
    """One answer by itself; of several files, each beside its name, and whether all hold.

    A file that is refused has an `error` and no invariants.

    Parameters
    ----------
    answers
        One for each file, in the order in which they were asked for.
    """
    if len(answers) == 1:
        return answers[0].as_dict()
    return {
        "holds": all(answer.holds for answer in answers),
        "files": [{"params": answer.params, **answer.as_dict()} for answer in answers],
    }


def exit_code(answers: Sequence[Answer]) -> int:
    """Undecided before refuted: whoever reads only the code must not take the rest for settled."""
    verdicts = {item.verdict for answer in answers for item in answer.failing}
    if "undecided" in verdicts:
        return UNDECIDED
    return REFUTED if verdicts else 0
