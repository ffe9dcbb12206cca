"""The solver's counterexamples as they were executed: a lane per validator, a column per deed."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

BLOCKS = {"A": COLOURS["fast"], "B": COLOURS["secure"], "nil": "#bbbbbb", "": "#bbbbbb"}
MARKS = {
    "proposes": "D",
    "prevotes": "o",
    "precommits": "s",
    "finalises": "*",
    "starts the round": "|",
}
SIZES = {"finalises": 90, "starts the round": 40}
RING = 90
"""Size of the ring around a vote of which its owner signed another one as well."""
PANELS = ("fast-secure.intersection", "fast.two-thirds-needed")
"""Promises of the plan that are refuted, the first without a lie."""
LANE_INCHES, FRAME_INCHES = 0.27, 0.95
"""Height of a lane, and of what stands above and below the lanes of a panel [in]."""


def draw(table: pd.DataFrame) -> Figure:
    """The plan's counterexamples, one below the other, each from left to right."""
    plan = table[table["protocol"] == "plan"]
    runs = {name: plan[plan["story"] == name] for name in PANELS if name in set(plan["story"])}
    heights = [FRAME_INCHES + LANE_INCHES * rows["validator"].nunique() for rows in runs.values()]
    figure = canvas(sum(heights) or FRAME_INCHES)
    if not runs:
        return figure
    grid = figure.subplots(len(runs), squeeze=False, height_ratios=heights)
    for (axes,), (name, rows) in zip(grid, runs.items(), strict=True):
        draw_run(axes, rows)
        axes.set_title(f"plan.{name}", fontsize=7)
    return figure


def draw_run(axes: Axes, rows: pd.DataFrame) -> None:
    """One run: a mark for each deed, a ring around each equivocation."""
    lanes = sorted(rows["validator"].unique())
    moments = columns(rows)
    for lane in range(len(lanes)):
        axes.axhline(lane, color="#dddddd", linewidth=0.8, zorder=0)
    for (_, row), moment in zip(rows.iterrows(), moments, strict=True):
        lane = lanes.index(row["validator"])
        axes.scatter(
            moment,
            lane,
            s=SIZES.get(row["deed"], 26),
            marker=MARKS[row["deed"]],
            color=BLOCKS[row["block"]],
            linewidths=1.2 if str(row["deed"]) == "starts the round" else 0,
            zorder=2,
        )
        if bool(row["equivocates"]):
            ring = COLOURS["plan"]
            axes.scatter(moment, lane, s=RING, facecolors="none", edgecolors=ring, linewidths=0.9)
    label(axes, rows, moments, lanes)


def columns(rows: pd.DataFrame) -> list[int]:
    """A column per deed, block and round; equal steps of several share one."""
    found: list[tuple[str, str, int]] = []
    moments: list[int] = []
    for _, row in rows.iterrows():
        key = (row["deed"], row["block"], row["round"])
        if key not in found:
            found.append(key)
        moments.append(found.index(key))
    return moments


def label(axes: Axes, rows: pd.DataFrame, moments: list[int], lanes: list[str]) -> None:
    """What each column is, who each lane is, and where the rounds part."""
    last = max(moments, default=0)
    names = {
        moment: f"{row['deed']} {row['block']}".strip()
        for (_, row), moment in zip(rows.iterrows(), moments, strict=True)
    }
    axes.set_xticks(range(last + 1), [names[each] for each in range(last + 1)], fontsize=6)
    axes.tick_params(axis="x", rotation=40, length=0, pad=1)
    for tick in axes.get_xticklabels():
        tick.set(ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(lanes)), [who(rows, lane) for lane in lanes], fontsize=6)
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(-0.6, last + 0.6), ylim=(len(lanes) - 0.5, -1.3))
    axes.grid(False)
    axes.spines[:].set_visible(False)
    for number, part in rows.groupby("round"):
        own = [m for m, r in zip(moments, rows["round"], strict=True) if r == number]
        mode = str(part["mode"].iloc[0])
        axes.text(min(own) - 0.4, -0.6, f"Round {number}\n{mode.capitalize()}", fontsize=6)
        if min(own):
            axes.axvline(min(own) - 0.5, color="#999999", linewidth=0.8, linestyle=":")


def who(rows: pd.DataFrame, lane: str) -> str:
    """A validator by name, role and stake, and whether it is Byzantine."""
    first = rows[rows["validator"] == lane].iloc[0]
    byzantine = " (Byzantine)" if bool(first["byzantine"]) else ""
    return f"{lane}{byzantine}\n{first['role'].removesuffix(' with stake')}, stake {first['stake']}"
