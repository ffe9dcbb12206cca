"""Blocks of candidates as they are evaluated: together, in any worker, and kept when they are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from ...models.parameters.parameters import Parameters
from ..evaluating.evaluation import Evaluation, evaluated, ingredients
from ..extending.invariants import plain_invariants
from ..running import sources
from ..running.study import whole
from ..tuning.gate import failing, solved


@dataclass(frozen=True, slots=True)
class Block:
    """Candidates that count together or not at all."""

    evaluations: tuple[Evaluation, ...]
    looked_at: tuple[int, ...]
    """Which of them are held against the invariants, by position."""


def carried_out(block: Block) -> dict[str, Any]:
    """What a block's candidates are worth, and which invariants they break.

    Returns
    -------
    dict
        `metrics`: of each candidate, numbers by the metric's name, and nothing for one that is not
        finite; `broken`: of each that was looked at, names of invariants.
    """
    return {
        "metrics": [
            {
                name: [number if isfinite(number) else None for number in numbers]
                for name, numbers in evaluated(evaluation).items()
            }
            for evaluation in block.evaluations
        ],
        "broken": [broken(block.evaluations[position].parameters) for position in block.looked_at],
    }


def broken(parameters: Parameters) -> list[str]:
    """Names of invariants that are not proved of some parameters."""
    found = [*solved(parameters), *plain_invariants(parameters)]
    return [each.name for each in failing(found)]


def jobs_of(blocks: Sequence[Block]) -> list[tuple[dict[str, Any], Block]]:
    """Blocks with all that their results depend on, for `running.sweep`."""
    if not blocks:
        return []
    shared = ingredients(blocks[0].evaluations[0]) | {"block_sha256": sources.digest(__name__)}
    return [
        (
            shared
            | {
                "parameters": [whole(each.parameters) for each in block.evaluations],
                "looked_at": list(block.looked_at),
            },
            block,
        )
        for block in blocks
    ]
