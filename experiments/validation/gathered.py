"""Everything published that we were held against: theirs, ours, the difference, and why."""

import re
import tomllib
from collections.abc import Callable
from enum import StrEnum
from importlib import resources
from typing import Any

import pandas as pd

from ..published.value import Published, agreement, shown
from ..running.outputs import write_numbers, write_table
from ..running.study import Study
from . import copies
from .compared import TABLES

Row = dict[str, str]


class Kind(StrEnum):
    """What became of a published result."""

    FOUND = "found"
    BY_LAW = "by_law"
    """Its source prints a law and no number; two ways of ours agree."""
    BOUNDED = "bounded"
    """What was measured keeps a bound of ours."""
    FITTED = "fitted"
    """Ours was made from it, so that it shows consistency and no more."""
    NOT_FOUND = "not_found"
    UNANSWERED = "unanswered"
    """We have nothing to put beside it."""


BEGINNINGS = {
    "reproduced": Kind.FOUND,
    "found again": Kind.FOUND,
    "witness agrees": Kind.BY_LAW,
    "within": Kind.FOUND,
    "above our floor": Kind.BOUNDED,
    "held by a test": Kind.FOUND,
    "fitted": Kind.FITTED,
    "consistency check": Kind.FITTED,
    "not reproduced": Kind.NOT_FOUND,
    "not found again": Kind.NOT_FOUND,
    "contradicted": Kind.NOT_FOUND,
    "not within": Kind.NOT_FOUND,
    "below our floor": Kind.NOT_FOUND,
    "not answered": Kind.UNANSWERED,
    "not modelled": Kind.UNANSWERED,
    "not reproducible": Kind.UNANSWERED,
    "claimed": Kind.UNANSWERED,
}
"""How an outcome begins that means the same as others."""

NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")


def write_validation(study: Study) -> None:
    """Write the table of everything published, and how much of it is found again.

    Parameters
    ----------
    study
        A study in which the questions of `TABLES` have been answered.
    """
    rows = gathered(
        {name: pd.read_csv(study.table_path(table), dtype=str) for name, table in TABLES.items()}
    )
    write_table(study.table_path("validation"), pd.DataFrame(rows))
    write_numbers(study.numbers_path("validation"), counts(rows))


def gathered(tables: dict[str, pd.DataFrame]) -> list[Row]:
    """All published results under one heading, by field.

    Parameters
    ----------
    tables
        Tables of the questions, as text.
    """
    found: list[Row] = []
    for name, told in READ.items():
        records = tables[name].fillna("").to_dict("records")
        found += [told({str(key): str(cell) for key, cell in each.items()}) for each in records]
    return [*found, *map(computed, copies.PUBLISHED), *held()]


def counts(rows: list[Row]) -> dict[str, Any]:
    """How many results there are, and what became of them."""
    kinds = [kind_of(row["Outcome"]) for row in rows]
    return {
        "results": len(rows),
        "sources": len({row["Source"] for row in rows}),
        **{each.value: kinds.count(each) for each in Kind},
        "compared": len(rows) - kinds.count(Kind.UNANSWERED),
    }


def kind_of(outcome: str) -> Kind:
    """What became of a result, or of the worst cell of a long table.

    Raises
    ------
    KeyError
        If the outcome is none that is known.

    Examples
    --------
    >>> kind_of("14 reproduced; 2 not reproduced").value, kind_of("within 3%").value
    ('not_found', 'found')
    """
    kinds: list[Kind] = []
    for part in outcome.split("; "):
        text = re.sub(r"^\d+ ", "", part)
        beginning = max((each for each in BEGINNINGS if text.startswith(each)), key=len, default="")
        kinds.append(BEGINNINGS[beginning])
    return max(kinds, key=list(Kind).index)


def difference(published: str, ours: str) -> str:
    """How far ours is from a published number, as a part of it; nothing where either is none.

    Examples
    --------
    >>> difference("5.55e-15", "5.5516e-15"), difference("36 values", "9.255e-1 for 9.26E-01")
    ('+0.029 %', '-0.054 %')
    >>> difference("theorem", "the same"), difference("109", "109"), difference("3,704", "3,718")
    ('', '0 %', '+0.38 %')
    """
    if " for " in ours:
        ours, _, published = ours.partition(" for ")
    numbers = [text.replace(",", "") for text in (published, ours) if NUMBER.fullmatch(text)]
    if len(numbers) < 2 or float(numbers[0]) == 0:
        return ""
    part = float(numbers[1]) / float(numbers[0]) - 1
    return f"{100 * part:+.2g} %" if part else "0 %"


def row_of(
    *, source: str, what: str, published: str, ours: str, outcome: str, reading: str, told: str = ""
) -> Row:
    """A row under the headings of the paper; `told` is a way of ours in full, where there are two."""
    return {
        "Source": source,
        "What": what,
        "Published": published,
        "Ours": told or ours,
        "Difference": difference(published, ours),
        "Outcome": outcome,
        "Reading": reading,
    }


def probability(cells: Row) -> Row:
    """A row of published probabilities."""
    return row_of(
        source=cells["Source"],
        what=cells["What"],
        published=cells["Published"],
        ours=cells["Ours"],
        outcome=cells["Outcome"],
        reading=cells["Reading"],
    )


def theory(cells: Row) -> Row:
    """A row of published economics: by a closed form, and by a second way."""
    return row_of(
        source=cells["Source"],
        what=cells["Result"],
        published=cells["Published"],
        ours=cells["Theory"],
        told=f"{cells['Theory']}; {cells['Simulated or found otherwise']}",
        outcome=cells["Outcome"],
        reading=cells["Reading"],
    )


def latency(cells: Row) -> Row:
    """A row of published latencies, beside what messages alone take."""
    above = float(cells["Ratio"]) >= 1
    return row_of(
        source=cells["Source"],
        what=f"{cells['System']}, {cells['Validators']} validators, {cells['Where']}, until "
        f"{cells['Until']} [ms]",
        published=cells["Measured [ms]"],
        ours=cells["Our floor [ms]"],
        outcome="above our floor" if above else "below our floor",
        reading="" if above else "no message can be faster than our table says",
    )


def execution(cells: Row) -> Row:
    """A row of published speed-ups and times of blocks."""
    return row_of(
        source=cells["System"],
        what=cells["What"],
        published=cells["Measured"],
        ours=cells["Ours"],
        outcome=cells["Outcome"],
        reading=cells["Remark"],
    )


def energy(cells: Row) -> Row:
    """A row of published energy and emissions."""
    return row_of(
        source=cells["Source"],
        what=cells["What"],
        published=cells["Published"],
        ours=cells["Ours"],
        outcome=cells["Outcome"],
        reading=cells["Remark"],
    )


def computed(value: Published) -> Row:
    """A published number that stands in no question's table."""
    ours = float(value.ours())
    return row_of(
        source=value.source,
        what=value.what,
        published=value.printed,
        ours=shown(value.printed, ours),
        outcome=agreement(value.printed, ours, value.rounds_up).value,
        reading=value.reading,
    )


def held() -> list[Row]:
    """What was published as bytes, counts or theorems, and is found again by a test."""
    return [
        row_of(
            source=each["source"],
            what=each["what"],
            published=each["published"],
            ours=each["ours"],
            outcome="held by a test",
            reading="",
        )
        for each in read_held()
    ]


def read_held() -> list[dict[str, str]]:
    """Rows of `vectors.toml`, with the test of each."""
    file = resources.files("hybridstake.experiments.validation").joinpath("vectors.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))["held"]


READ: dict[str, Callable[[Row], Row]] = {
    "published_values": probability,
    "external_validation": theory,
    "finality_times": latency,
    "parallel_speedup": execution,
    "energy_footprint": energy,
}
"""How a row of each is told under one heading."""
