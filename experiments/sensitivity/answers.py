"""All candidates of a question evaluated, and put back into the designs that they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.errors import InvalidParameter
from ..running.runner import Progress
from ..running.sweep import swept
from ..running.workplace import Workplace
from .blocks import carried_out, jobs_of
from .breaking import Left, breaks_more, is_whole, tally
from .designs import Blocks
from .planning import Plan, ends, morris_plan, single_plan, sobol_plan
from .question import LEAST_SAMPLES, LEAST_TRAJECTORIES, Question

Numbers = dict[str, NDArray[np.float64]]
"""By the name of the metric; the last axis is of replicates."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """What a design found, on the blocks of it that count."""

    points: Blocks
    """(blocks, rows, fields) [1]."""
    numbers: Numbers
    """(blocks, rows, replicates) each."""


@dataclass(frozen=True, slots=True)
class End:
    """One field at one end of its range, all others as in the file."""

    field: str
    value: float
    numbers: Numbers | None
    """(replicates,) each; none where the value does not go with the others."""
    broken: tuple[str, ...]
    """Invariants that break there and that the file keeps."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was evaluated."""

    sobol: Sampled
    morris: Sampled
    given: Numbers
    """(replicates,) each, of the file itself."""
    ends: tuple[End, ...]
    """The lower and the upper end of every field, in the order of the ranges."""
    left: Left


def answered(
    question: Question, *, place: Workplace, parts: Path | None, progress: Progress
) -> Answers:
    """Numbers of all metrics on both designs, and with one field changed at a time.

    Parameters
    ----------
    question
        What is asked.
    place
        Where candidates are evaluated.
    parts
        Folder where finished blocks are kept. None: nothing is.
    progress
        Called with blocks done, and blocks in all.

    Raises
    ------
    InvalidParameter
        If a metric is not finite somewhere, or too few blocks are left.
    """
    designs = (question.sobol_points(), question.morris_points())
    single = single_plan(question)
    plans = (sobol_plan(question, designs[0]), morris_plan(question, designs[1]))
    jobs = jobs_of([block for each in (single, *plans) for block in each.blocks])
    done = iter(swept(carried_out, jobs, place=place, parts=parts, progress=progress))
    alone = [next(done) if kept else None for kept in single.kept]
    results = [[next(done) for _ in each.blocks] for each in plans]
    assert alone[0] is not None, "the file itself is valid"
    by_file = frozenset(name for names in alone[0]["broken"] for name in names)
    whole = [
        [is_whole(result, by_file, question.breakers) for result in of_design]
        for of_design in results
    ]
    sobol, morris = (
        sampled(question, *each) for each in zip(designs, plans, results, whole, strict=True)
    )
    refusals = [refusal for each in plans for refusal in each.refusals]
    excluded = sum(not counts for of_design in whole for counts in of_design)
    left = tally(results[0], by_file, refusals=refusals, excluded=excluded)
    check_enough(question, sobol, morris, left)
    found = [None if each is None else numbers_of(question, [each]) for each in alone]
    return Answers(
        sobol=sobol,
        morris=morris,
        given={name: numbers[0, 0] for name, numbers in (found[0] or {}).items()},
        ends=tuple(
            End(
                field=field,
                value=value,
                numbers=numbers and {name: each[0, 0] for name, each in numbers.items()},
                broken=tuple(
                    sorted(name for names in breaks_more(result, by_file) for name in names)
                )
                if result
                else (),
            )
            for (field, value), numbers, result in zip(
                ends(question), found[1:], alone[1:], strict=True
            )
        ),
        left=left,
    )


def sampled(
    question: Question,
    points: Blocks,
    planned: Plan,
    results: Sequence[dict[str, Any]],
    whole: Sequence[bool],
) -> Sampled:
    """What a design found, on the blocks that are valid and count.

    Parameters
    ----------
    question
        What is asked.
    points
        (blocks, rows, fields) Of the whole design [1].
    planned, results
        Its valid blocks, and what was found on them.
    whole
        Of each of these, whether it counts.
    """
    counting = np.array(whole, dtype=np.bool_)
    kept = [result for result, counts in zip(results, whole, strict=True) if counts]
    return Sampled(points[np.array(planned.kept)][counting], numbers_of(question, kept))


def numbers_of(question: Question, results: Sequence[dict[str, Any]]) -> Numbers:
    """(blocks, rows, replicates) Numbers of every metric; what is drawn once is the same in all.

    Raises
    ------
    InvalidParameter
        If one is not finite.
    """
    found: Numbers = {}
    for name in question.metrics:
        numbers = [[row[name] for row in result["metrics"]] for result in results]
        if any(number is None for block in numbers for row in block for number in row):
            raise InvalidParameter(
                f"{name} must be finite in all of the ranges, got a candidate where it is not"
            )
        found[name] = np.array(numbers, dtype=np.float64)
    return found


def check_enough(question: Question, sobol: Sampled, morris: Sampled, left: Left) -> None:
    """Refuse designs of which too little is left to say anything."""
    for design, blocks, least in (
        ("samples", len(sobol.points), LEAST_SAMPLES),
        ("trajectories", len(morris.points), LEAST_TRAJECTORIES),
    ):
        if blocks < least:
            why = (
                left.refusal or f"{left.breaking} of {left.looked_at} candidates break an invariant"
            )
            raise InvalidParameter(
                f"{design} must leave at least {least} blocks of valid candidates, "
                f"got {blocks} of {getattr(question, design)} ({why})"
            )
