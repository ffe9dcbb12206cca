"""Which probabilities that others have published are found again, and why are the others not?

Each published value stands in `experiments/published/` as it was printed, beside the attack of
`models/attacks/` that answers it. A value is reproduced if ours, rounded or cut off to as many digits,
is the printed one, or rounded upwards in a table that rounds so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ..published.families import FAMILIES, UNANSWERED
from ..published.value import (
    Agreement,
    Published,
    Unanswered,
    agreement,
    last_digits,
    relative_difference,
    shown,
)
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ()

COLUMNS = {
    Agreement.ROUNDED: "reproduced",
    Agreement.TRUNCATED: "truncated",
    Agreement.ROUNDED_UP: "rounded_up",
    Agreement.BOUNDED: "bounded",
    Agreement.DIFFERENT: "not_reproduced",
}
"""Names of the counts that the prose quotes."""


@dataclass(frozen=True, slots=True)
class Case:
    """The values of one source that one kind of attack answers."""

    family: str
    source: str
    precision: Precision


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every source of which a value is computed at this precision."""
    cells = [
        Case(family, value.source, precision)
        for family, values in FAMILIES.items()
        for value in computed(values, precision)
    ]
    return list(dict.fromkeys(cells))


def computed(values: tuple[Published, ...], precision: Precision) -> Iterator[Published]:
    """Those that are not left to a higher precision."""
    levels = list(Precision)
    return (value for value in values if levels.index(value.precision) <= levels.index(precision))


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Each printed value beside ours."""
    return [
        {"family": case.family, **compared(value)}
        for value in computed(FAMILIES[case.family], case.precision)
        if value.source == case.source
    ]


def compared(value: Published) -> dict[str, Any]:
    """A printed value, ours, and how far they are apart."""
    ours = float(value.ours())
    return {
        "source": value.source,
        "table": value.table,
        "what": value.what,
        "printed": value.printed,
        "ours": ours,
        "shown": shown(value.printed, ours),
        "relative_difference": relative_difference(value.printed, ours),
        "last_digits": last_digits(value.printed, ours),
        "agreement": agreement(value.printed, ours, value.rounds_up).value,
        "reading": value.reading,
    }


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many values there are, and what becomes of them."""
    found = table["agreement"].value_counts()
    counts = {name: int(found.get(each.value, 0)) for each, name in COLUMNS.items()}
    return {
        "values": len(table),
        **counts,
        "found_again": len(table) - counts["not_reproduced"],
        "sources": int(table["source"].nunique()),
        "unanswered": len(UNANSWERED),
        "smallest": float(table["ours"].min()),
    }


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What was published, what we find, and how far they are apart; a long table is one row."""
    order = {family: place for place, family in enumerate(FAMILIES)}
    rows = sorted(table.to_dict("records"), key=lambda row: order[row["family"]])
    printed = [
        line
        for _, cells in groupby(rows, lambda row: row["table"] and (row["source"], row["table"]))
        for line in lines([{str(name): cell for name, cell in row.items()} for row in cells])
    ]
    return {"published_values": pd.DataFrame([*printed, *map(without_answer, UNANSWERED)])}


def lines(cells: list[dict[str, Any]]) -> list[dict[str, str]]:
    """One row for the cells of a long table, or a row for each value that stands alone."""
    return [long_table(cells)] if cells[0]["table"] else [single(cell) for cell in cells]


def single(cell: dict[str, Any]) -> dict[str, str]:
    """A value that stands alone."""
    return row_of(
        source=cell["source"],
        what=cell["what"],
        printed=cell["printed"],
        ours=cell["shown"],
        difference=tenths(cell["last_digits"]),
        outcome=cell["agreement"],
        reading=cell["reading"],
    )


def long_table(cells: list[dict[str, Any]]) -> dict[str, str]:
    """All cells of a long table, counted, with the largest difference among them."""
    kinds = [cell["agreement"] for cell in cells]
    outcomes = [
        f"{kinds.count(each.value)} {each.value}" for each in Agreement if each.value in kinds
    ]
    worst = max(cells, key=lambda cell: abs(cell["last_digits"]))
    return row_of(
        source=worst["source"],
        what=worst["table"],
        printed=f"{len(cells)} values",
        ours=f"{worst['shown']} for {worst['printed']}",
        difference=tenths(worst["last_digits"]),
        outcome="; ".join(outcomes),
        reading=worst["reading"],
    )


def tenths(value: float) -> str:
    """With one decimal, and no sign where these are zero."""
    return f"{round(value, 1) + 0.0:.1f}"


def without_answer(value: Unanswered) -> dict[str, str]:
    """A value that nothing of ours can be compared with."""
    return row_of(
        source=value.source,
        what=value.what,
        printed=value.printed,
        ours="none",
        difference="none",
        outcome="not answered",
        reading=value.reason,
    )


def row_of(
    *, source: str, what: str, printed: str, ours: str, difference: str, outcome: str, reading: str
) -> dict[str, str]:
    """A row under the headings of the paper; a difference counts units of the last printed digit.

    Not called a verdict: tables with verdicts are about claims.
    """
    return {
        "Source": source,
        "What": what,
        "Published": printed,
        "Ours": ours,
        "Difference [last digit]": difference,
        "Outcome": outcome,
        "Reading": reading,
    }
