"""What `prove` says, as text for people and as JSON for machines."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ...proofs.solving.claim import Proof
from ...proofs.solving.processes import peak_mebibytes
from ...proofs.solving.stability import Spread
from ..commands.terminal import columns
from ..running.study import installed_version
from .replays import Runs, in_text


@dataclass(frozen=True, slots=True)
class Solvers:
    """Who settled the claims, and what it took."""

    z3: str | None
    cvc5: str | None
    conditions: int
    """How many Z3 was asked [1]."""
    share_decided: float | None
    """Part of the conditions that cvc5 decided too; nothing where it was not asked [1]."""
    slowest_condition: str
    slowest_seconds: float
    processes: int
    """That ran beside this one at a time, at the most [1]."""
    peak_memory_mebibytes: float
    """That all of them held at the most, if all peaked at once [MiB]."""

    def as_dict(self) -> dict[str, Any]:
        """The solvers as JSON."""
        return asdict(self)

    def as_text(self) -> str:
        """Two lines below the table."""
        decided = "cvc5 was not asked"
        if self.share_decided is not None:
            count = round(self.share_decided * self.conditions)
            decided = f"cvc5 {self.cvc5} decides {count} of them ({100 * self.share_decided:.1f} %)"
        return (
            f"Z3 {self.z3}: {self.conditions} conditions; {decided}\n"
            f"slowest: {self.slowest_seconds:.2f} s for {self.slowest_condition}; memory: at most "
            f"{self.peak_memory_mebibytes:.0f} MiB in all, with {self.processes} more "
            f"process{'es' * (self.processes != 1)}"
        )


def solvers(proofs: Sequence[Proof], processes: int) -> Solvers:
    """Who settled some claims, and what it took.

    Parameters
    ----------
    proofs
        What came of them.
    processes
        That ran beside this one at a time, at the most [1].
    """
    settled = [each for proof in proofs for each in proof.settled]
    opinions = [each.second_solver for each in settled]
    asked = any(opinion not in ("not asked", "not installed") for opinion in opinions)
    decided = sum(opinion in ("agrees", "disagrees") for opinion in opinions)
    slowest = max(settled, key=lambda each: each.seconds)
    return Solvers(
        z3=installed_version("z3-solver"),
        cvc5=installed_version("cvc5"),
        conditions=len(settled),
        share_decided=decided / len(settled) if asked else None,
        slowest_condition=slowest.condition,
        slowest_seconds=round(slowest.seconds, 3),
        processes=processes,
        peak_memory_mebibytes=round(peak_mebibytes(processes), 1),
    )


def verdicts(proofs: Sequence[Proof], runs: Runs) -> str:
    """A table of verdicts, the counterexamples with their runs, and the count."""
    table = [("claim", "verdict", "cvc5", "seconds")]
    table += [
        (proof.name, proof.verdict, proof.second_solver, f"{proof.seconds:.2f}") for proof in proofs
    ]
    paragraphs = [columns(table)]
    for proof in proofs:
        if proof.verdict == "refuted" and proof.counterexample is not None:
            story = f"{proof.name}: {proof.statement}\n{proof.counterexample}"
            paragraphs.append(story + in_text(proof, runs))
        elif proof.verdict == "undecided":
            paragraphs.append(f"{proof.name}: {proof.reason}")
    ends = [proof.verdict for proof in proofs]
    paragraphs.append(
        f"{len(proofs)} claims: {ends.count('proved')} proved, "
        f"{ends.count('refuted')} refuted, {ends.count('undecided')} undecided"
    )
    return "\n\n".join(paragraphs)


def stability(spreads: Sequence[Spread], seeds: int) -> str:
    """Work of each claim's conditions under all seeds, and each condition that hangs on chance."""
    table = [("claim", "conditions", "undecided", "least work", "median", "most", "most/least")]
    for claim in dict.fromkeys(each.claim for each in spreads):
        own = [each for each in spreads if each.claim == claim]
        table.append(
            (
                claim,
                str(len(own)),
                str(sum(each.undecided for each in own)),
                f"{sum(each.least for each in own):,}",
                f"{sum(each.median for each in own):,}",
                f"{sum(each.most for each in own):,}",
                f"{max(each.most / max(each.least, 1) for each in own):.2f}",
            )
        )
    unstable = [each for each in spreads if not each.is_stable]
    trials = len(spreads) * seeds
    undecided = sum(each.undecided for each in spreads)
    return "\n\n".join(
        [
            columns(table),
            f"stability: {trials:,} trials of {len(spreads)} conditions under {seeds} seeds, "
            f"{undecided} undecided, {len(unstable)} unstable",
            *(f"{each.condition}: {', '.join(each.outcomes)}" for each in unstable),
        ]
    )
