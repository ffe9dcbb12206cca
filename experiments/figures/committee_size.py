"""Seats that a set needs against the adversary's share, for both targets."""

from fractions import Fraction

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .colours import COLOURS
from .theme import canvas

RULES = (
    ("plan", "majority", "exact", "majority"),
    ("plan", "fast", "plan", "plan"),
    ("reference", "fast", "reference", "reference"),
)
"""What is drawn: whose rows, which rule, in the colour of which concept, and its name."""

DRAWN = {"with-replacement": "-", "without-replacement": (0, (1.5, 1))}
"""How seats are drawn, and the line that stands for it."""

MODES = ("fast", "balanced", "secure")
GREY = "#666666"


def draw(table: pd.DataFrame) -> Figure:
    """A panel for each target, a colour for each rule, dotted lines at the plan's own sets."""
    figure = canvas(2.6)
    targets = sorted(table[table["drawn"].isin(DRAWN)]["bits"].unique())
    panels = list(figure.subplots(1, len(targets), sharey=True, squeeze=False)[0])
    for axes, bits in zip(panels, targets, strict=True):
        panel(axes, table[table["bits"] == bits])
        axes.set_title(f"below $2^{{-{bits:.0f}}}$")
    mark_sets(panels, table[table["protocol"] == "plan"])
    for axes, lines in ((panels[0], rules(table)), (panels[-1], ways())):
        axes.legend(
            handles=lines, loc="upper left", fontsize=6, handlelength=1.4, borderaxespad=0.2
        )
    top = 6 * max(1_000, *table[table["drawn"].isin(DRAWN)]["lasting"])
    panels[0].set(yscale="log", ylabel="seats needed", ylim=(8, top))
    panels[0].set_yticks([10, 100, 1_000], ["10", "100", "1,000"])
    figure.supxlabel("candidates held by the adversary [%]", fontsize=8)
    return figure


def panel(axes: Axes, rows: pd.DataFrame) -> None:
    """The curves of one target."""
    for protocol, rule, concept, _ in RULES:
        of_rule = rows[(rows["protocol"] == protocol) & (rows["rule"] == rule)]
        for drawn, line in DRAWN.items():
            curve = of_rule[of_rule["drawn"] == drawn].sort_values("share")
            axes.plot(
                100 * curve["share"], curve["lasting"], color=COLOURS[concept], linestyle=line
            )
    axes.set(xlim=(9, 34.5), xticks=(10, 20, 30))


def mark_sets(panels: list[Axes], plan: pd.DataFrame) -> None:
    """The sizes of the plan's own sets, named beside the last panel."""
    sets: dict[int, list[str]] = {}
    for mode in MODES:
        for size in plan[plan["rule"] == mode]["validators"].head(1):
            sets.setdefault(int(size), []).append(mode.capitalize())
    for size, modes in sets.items():
        for axes in panels:
            axes.axhline(size, color=GREY, linewidth=0.7, linestyle=":", zorder=1)
        panels[-1].annotate(
            f"{', '.join(modes)}\n{size:,}",
            (1, size),
            xycoords=panels[-1].get_yaxis_transform(),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=6.5,
            color=GREY,
        )


def rules(table: pd.DataFrame) -> list[Line2D]:
    """A line of each rule's colour, with its threshold in words."""
    found: list[Line2D] = []
    for protocol, rule, concept, name in RULES:
        rows = table[(table["protocol"] == protocol) & (table["rule"] == rule)]
        for row in rows.head(1).itertuples():
            part = Fraction(float(str(row.threshold))).limit_denominator(1_000)
            words = f"{name}, {'over ' if row.strict else ''}{part}"
            found.append(Line2D([], [], color=COLOURS[concept], label=words))
    return found


def ways() -> list[Line2D]:
    """A line of each kind, with how seats are drawn."""
    words = ("with replacement", "10,000, without")
    return [
        Line2D([], [], color=GREY, linestyle=line, label=label)
        for line, label in zip(DRAWN.values(), words, strict=True)
    ]
