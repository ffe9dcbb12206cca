"""The tables of a comparison or a report, in the order in which they are read."""

from collections.abc import Sequence

from .comparison import Comparison
from .conclusion import chances_of
from .invariants import Held
from .quantity_tables import costs_table, economy_table, finality_table, launch_table
from .table import Note, Row, Table, sides
from .verdict import Verdict


def all_tables(found: Comparison) -> list[Table]:
    """Every table, in the order in which they are read."""
    return [
        fields_table(found),
        invariants_table(found),
        attacks_table(found),
        costs_table(found),
        launch_table(found),
        economy_table(found),
        finality_table(found),
    ]


def fields_table(found: Comparison) -> Table:
    """Fields that differ; of one file, where it departs from the plan."""
    if found.is_pair:
        rows = [Row((each.name, *each.words)) for each in found.differing]
        same = f"All {len(found.fields)} fields say the same."
        return Table("fields", "What differs", ("field", *found.letters), rows, otherwise=same)
    rows = [Row((each.name, *each.words, each.of_plan_words)) for each in found.differing]
    return Table(
        "fields",
        "Where it departs from the plan",
        ("field", "value", "plan"),
        rows,
        otherwise=f"It is the plan in all {len(found.fields)} fields.",
    )


def invariants_table(found: Comparison) -> Table:
    """Every invariant with both verdicts; below, why it fails where they differ, or how in one file."""
    rows = [Row((each.name, *each.verdicts), judged(found, each)) for each in found.invariants]
    notes = [
        Note(f"{each.name}{f', {letter}' if found.is_pair else ''}: {reason}", story)
        for each in found.invariants
        if not found.is_pair or each.verdict is not Verdict.SAME
        for letter, reason, story in zip(found.letters, each.reasons, each.stories, strict=True)
        if reason and (found.is_pair or story)
    ]
    heading = ("invariant", *sides(found, "verdict"))
    return Table("invariants", "Invariants", heading, rows, below=notes)


def judged(found: Comparison, held: Held) -> Verdict | None:
    """What became of an invariant; of one file, nothing."""
    return held.verdict if found.is_pair else None


def attacks_table(found: Comparison) -> Table:
    """Chances of failure at every corruption."""
    rows = [
        Row(
            (each.title, each.shares.words, *chances_of(each)),
            each.verdict if found.is_pair else None,
        )
        for each in found.risks
    ]
    before = (
        "Chance that a mode fails where every authority and every staker is corrupted at random, "
        "independently; exact. Two conflicting certificates break safety, no certificate liveness."
    )
    heading = ("failure", "corrupted", *sides(found, "chance"))
    return Table("attacks", "Attacks", heading, rows, before)


def conditions_line(found: Comparison) -> str:
    """Under which conditions all was measured, so that it can be measured again."""
    conditions = found.conditions
    shares: Sequence[str] = [f"{each.authorities:g}:{each.stake:g}" for each in conditions.shares]
    together = f"--confidence {conditions.confidence:g} " if found.is_pair else ""
    return (
        f"--runs {conditions.runs} --epochs {conditions.epochs} --agents {conditions.people} "
        f"--deployment {conditions.deployment} --corruption {','.join(shares)} "
        f"{together}--seed {conditions.seed}"
    )
