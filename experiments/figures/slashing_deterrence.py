"""How soon a slashed validator has earned back what it lost."""

import math
from collections.abc import Iterable, Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

TICKS = {"1 min": 60, "1 hour": 3_600, "1 day": 86_400, "1 month": 2_592_000}

LEAST_RANGE = (10, 8e6)
"""Times that the axis shows at least [s]."""

AT_ONCE, AGES = 1e-3, 1_000 * 31_536_000
"""Sooner, and later, a time is named in words: no axis for the others could reach so far [s]."""

Mark = tuple[str, bool]
"""A protocol, and whether a third offends together."""

NAMES: dict[Mark, tuple[str, str, str]] = {
    ("plan", False): ("plan", "center", "plan"),
    ("reference", False): ("reference, alone", "right", "reference"),
    ("reference", True): ("a third together", "left", "a third"),
}
"""What a mark is called, on which side of it, and in few letters where it is left out."""


def draw(table: pd.DataFrame) -> Figure:
    """One row per kind of validator: plan, reference alone, reference with a third offending."""
    figure = canvas(2.3)
    axes = figure.subplots()
    rows = times(table[table["gain_in_stakes"] == table["gain_in_stakes"].min()])
    low, high = time_range(time for row in rows.values() for time in drawn(row).values())
    axes.set(xscale="log", xlim=(low, high), ylim=(-0.6, len(rows) - 0.1))
    kinds = list(rows)[::-1]
    for height, kind in enumerate(kinds):
        draw_row(axes, rows[kind], height)
    for mark in NAMES:
        heights = [height for height, kind in enumerate(kinds) if mark in drawn(rows[kind])]
        if heights:
            name_mark(axes, mark, rows[kinds[heights[-1]]][mark], heights[-1])
    axes.set_yticks(range(len(kinds)), [f"{kind}, {mode.capitalize()}" for kind, mode in kinds])
    axes.set_xlabel("time to earn it back")
    axes.set_xticks(list(TICKS.values()), list(TICKS))
    axes.minorticks_off()
    return figure


def times(once: pd.DataFrame) -> dict[tuple[str, str], dict[Mark, float]]:
    """Time to earn a slash back by class and mode, infinite where it never is [s]."""
    found: dict[tuple[str, str], dict[Mark, float]] = {}
    for row in once.astype({"seconds_to_recoup": float}).to_dict("records"):
        mark = (row["protocol"], row["offending_share"] > 0)
        if mark in NAMES:
            time = row["seconds_to_recoup"]
            kind = found.setdefault((row["class"], row["mode"]), {})
            kind[mark] = math.inf if math.isnan(time) else time
    return found


def in_words(time: float) -> str:
    """What is written in the place of a mark that is left out; nothing where it is drawn."""
    if time < AT_ONCE:
        return "at once"
    if time > AGES:
        return "after 1,000 years" if time < math.inf else "never"
    return ""


def drawn(row: Mapping[Mark, float]) -> dict[Mark, float]:
    """The marks of a row that the axis shows."""
    return {mark: time for mark, time in row.items() if not in_words(time)}


def time_range(shown: Iterable[float]) -> tuple[float, float]:
    """Ends of the axis: room for every mark."""
    low, high = LEAST_RANGE
    found = list(shown)
    return min([low, *(time / 2 for time in found)]), max([high, *(2 * time for time in found)])


def draw_row(axes: Axes, row: Mapping[Mark, float], height: int) -> None:
    """The marks of one kind of validator, and in words those that are left out."""
    shown = drawn(row)
    if shown:
        ends = [min(shown.values()), max(shown.values())]
        axes.plot(ends, [height, height], color="#cccccc", zorder=1)
    for (protocol, together), time in shown.items():
        colour = COLOURS[protocol]
        axes.scatter(
            time, height, s=22, zorder=2, facecolor="white" if together else colour,
            edgecolor=colour,
        )  # fmt: skip
    left_out: dict[str, list[str]] = {}
    for mark, time in row.items():
        if mark not in shown:
            left_out.setdefault(in_words(time), []).append(NAMES[mark][2])
    text = "; ".join(f"{words}: {', '.join(names)}" for words, names in left_out.items())
    axes.annotate(
        text, (0.02, height), xycoords=axes.get_yaxis_transform(),
        xytext=(0, -4), textcoords="offset points", va="top", color="#555555",
    )  # fmt: skip


def name_mark(axes: Axes, mark: Mark, time: float, height: int) -> None:
    """A mark's name above it."""
    name, side, _ = NAMES[mark]
    axes.annotate(
        name, (time, height), xytext=(0, 6), textcoords="offset points", ha=side,
        color=COLOURS[mark[0]],
    )  # fmt: skip
