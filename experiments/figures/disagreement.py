"""The plan's disagreement: one lane per validator, one column per step of several, two blocks final."""

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


def draw(table: pd.DataFrame) -> Figure:
    """The plan's story from left to right."""
    rows = table[table["protocol"] == "plan"]
    figure = canvas(2.3)
    axes = figure.subplots()
    lanes = list(dict.fromkeys(sorted(rows["validator"])))
    moments = columns(rows)
    for lane in range(len(lanes)):
        axes.axhline(lane, color="#dddddd", linewidth=0.8, zorder=0)
    for (_, row), moment in zip(rows.iterrows(), moments, strict=True):
        axes.scatter(
            moment,
            lanes.index(row["validator"]),
            s=SIZES.get(row["deed"], 26),
            marker=MARKS[row["deed"]],
            color=BLOCKS[row["block"]],
            linewidths=1.2 if str(row["deed"]) == "starts the round" else 0,
            zorder=2,
        )
    label(axes, rows, moments, lanes)
    return figure


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
    axes.tick_params(axis="x", rotation=40, length=0)
    for tick in axes.get_xticklabels():
        tick.set(ha="right", rotation_mode="anchor")
    roles = dict(zip(rows["validator"], rows["role"], strict=True))
    axes.set_yticks(range(len(lanes)), [f"{lane}, {roles[lane]}" for lane in lanes], fontsize=6)
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(-0.6, last + 0.6), ylim=(len(lanes) - 0.4, -1.1))
    axes.grid(False)
    axes.spines[:].set_visible(False)
    for number, part in rows.groupby("round"):
        own = [m for m, r in zip(moments, rows["round"], strict=True) if r == number]
        mode = str(part["mode"].iloc[0])
        axes.text(min(own) - 0.4, -0.75, f"Round {number}, {mode.capitalize()}", fontsize=7)
        if min(own):
            axes.axvline(min(own) - 0.5, color="#999999", linewidth=0.8, linestyle=":")
