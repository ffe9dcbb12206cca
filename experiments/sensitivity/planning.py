"""Which candidates a question asks for, in blocks; blocks that cannot be are told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...models.errors import InvalidParameter
from .blocks import Block
from .designs import Blocks
from .question import Breakers, Changes, Question


@dataclass(frozen=True, slots=True)
class Plan:
    """Blocks of one design."""

    blocks: tuple[Block, ...]
    """Those whose candidates are all valid."""
    kept: tuple[bool, ...]
    """Of every block of the design, whether it is one of them."""
    refusals: tuple[str, ...]
    """Why the others are none."""


def plan(
    question: Question, design: Sequence[Sequence[Changes]], looked_at: tuple[int, ...]
) -> Plan:
    """Blocks of a design, without those of which a candidate is refused.

    Parameters
    ----------
    question
        What is asked.
    design
        Changes of every candidate of every block.
    looked_at
        Positions in a block of those that are held against the invariants.
    """
    found = [attempt(question, candidates, looked_at) for candidates in design]
    return Plan(
        blocks=tuple(each for each in found if isinstance(each, Block)),
        kept=tuple(isinstance(each, Block) for each in found),
        refusals=tuple(each for each in found if isinstance(each, str)),
    )


def attempt(
    question: Question, candidates: Sequence[Changes], looked_at: tuple[int, ...]
) -> Block | str:
    """A block, or why it cannot be."""
    try:
        return Block(tuple(map(question.evaluation, candidates)), looked_at)
    except InvalidParameter as error:
        return str(error)


def sobol_plan(question: Question, points: Blocks) -> Plan:
    """Sobol's design. Its first and last points are independent, and so are what is counted."""
    rows = points.shape[1]
    positions = {
        Breakers.COUNT: (0, rows - 1),
        Breakers.EXCLUDE: tuple(range(rows)),
        Breakers.IGNORE: (),
    }
    return plan(question, changes_of(question, points), positions[question.breakers])


def morris_plan(question: Question, points: Blocks) -> Plan:
    """Morris's design."""
    looking = question.breakers is Breakers.EXCLUDE
    return plan(
        question, changes_of(question, points), tuple(range(points.shape[1])) if looking else ()
    )


def changes_of(question: Question, points: Blocks) -> list[list[Changes]]:
    """Changes of every candidate of a design."""
    return [[question.changes_at(point) for point in block] for block in points]


def single_plan(question: Question) -> Plan:
    """The file itself, and each field at either end of its range, every one a block of its own."""
    looking = question.breakers is not Breakers.IGNORE
    singles: list[Changes] = [{}, *({field: value} for field, value in ends(question))]
    return plan(question, [[changes] for changes in singles], (0,) if looking else ())


def ends(question: Question) -> list[tuple[str, float]]:
    """The lower and the upper end of every field, in the order of the ranges."""
    return [(each.field, end) for each in question.ranges for end in (each.low, each.high)]
