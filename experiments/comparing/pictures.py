"""Pictures of a comparison or a report in the theme of all figures, as SVG that stands in a page.

Files are orange and dashed, blue and drawn: the line says which it is where colours do not.
"""

import re
from io import StringIO
from math import log10

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator
from numpy.typing import NDArray

from ...models.attacks.votes.attack_surface import attack_surface
from ...models.attacks.votes.choices import Failure
from ...models.errors import InvalidParameter
from ...models.protocol.modes import Mode
from ..evaluating.metrics import split_mode
from ..figures.colours import BLUE, COLOURS, ORANGE
from ..figures.theme import canvas, themed
from .comparison import Comparison
from .risks import WHAT_FAILS, question_of
from .subject import Shares, Subject
from .wording import power_of_ten

STYLES = ((ORANGE, "--", "o"), (BLUE, "-", "s"))
"""Colour, line and marker of each file."""

ALONE = STYLES[1]
"""Of one file by itself."""

CORRUPTIONS = tuple(step / 100 for step in range(1, 51))
"""Of both classes alike, from which a curve is drawn [1]."""

LEAST_LOG10 = -30.0
"""Chances below are off the page, by their logarithm."""

MILLISECONDS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
"""Where an axis of times is labelled [ms]."""

_REFERENCES = re.compile(r'(id="|href="#|url\(#)')
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def style_of(found: Comparison, side: int) -> tuple[str, str, str]:
    """Colour, line and marker of a file."""
    return STYLES[side] if found.is_pair else ALONE


def as_svg(figure: Figure, name: str, title: str) -> str:
    """A figure as an element of a page: named for who cannot see it, and fitting the room it has.

    Parameters
    ----------
    figure
        Drawn in the theme.
    name
        Put before every identifier, which two pictures of a page must not share.
    title
        What it shows; text without markup.
    """
    text = StringIO()
    with themed():
        figure.savefig(text, format="svg", metadata={"Date": None})
    drawn = _METADATA.sub("", _PROLOGUE.sub("", text.getvalue()))
    drawn = _REFERENCES.sub(rf"\g<1>{name}-", drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1).strip()


def attack_picture(found: Comparison, mode: Mode) -> Figure | None:
    """Chances of both failures of a mode against the corruption of both classes.

    Parameters
    ----------
    found
        Of one file or two.
    mode
        Whose certificates are attacked.

    Returns
    -------
    Figure
        None where no file can be attacked.
    """
    with themed():
        figure = canvas(3.3)
        both = figure.subplots(2, 1, sharex=True)
        drawn = [
            draw_curve(axes, found, side, mode, failure)
            for axes, failure in zip(both, Failure, strict=True)
            for side in range(len(found.subjects))
        ]
        if not any(drawn):
            return None
        for axes, failure in zip(both, Failure, strict=True):
            axes.set(yscale="log", ylim=limits(axes), xlim=(0, 50), ylabel="chance")
            axes.yaxis.set_minor_locator(NullLocator())
            axes.yaxis.set_major_formatter(lambda chance, _: power_of_ten(round(log10(chance))))
            axes.set_title(f"{mode.label.capitalize()}: {WHAT_FAILS[failure]}")
            axes.axvline(100 / 3, color=COLOURS["threshold"], linewidth=0.8, linestyle=":")
        both[1].set_xlabel("corrupted of either class [%]; dotted: a third")
        if found.is_pair:
            both[1].legend(loc="lower right")
    return figure


def limits(axes: Axes) -> tuple[float, float]:
    """From a little below the smallest chance that is drawn, or a tenth, to a little above one."""
    return min(float(axes.dataLim.ymin), 0.1) / 3, 2.0


def draw_curve(axes: Axes, found: Comparison, side: int, mode: Mode, failure: Failure) -> bool:
    """One file's chances, with marks at the corruptions of the table; whether there are any."""
    subject, (colour, line, marker) = found.subjects[side], style_of(found, side)
    try:
        logs = curve(subject, mode, failure)
    except InvalidParameter:
        return False
    seen = logs > LEAST_LOG10
    corruptions = 100 * np.array(CORRUPTIONS)
    label = subject.letter if found.is_pair else None
    # The dashes of the first lie on the line of the second, so that both are seen where they meet.
    axes.plot(
        corruptions[seen], 10.0 ** logs[seen], color=colour, linestyle=line, label=label,
        zorder=3 - side,
    )  # fmt: skip
    marked = [
        (100 * each.shares.stake, 10.0**answer.estimate.log10_probability)
        for each in found.risks
        for answer in (each.found[side],)
        if (each.mode, each.failure) == (mode, failure)
        and each.shares.authorities == each.shares.stake <= CORRUPTIONS[-1]
        and answer is not None
        and answer.estimate.log10_probability > LEAST_LOG10
    ]
    places = np.array(marked).reshape(-1, 2)
    axes.plot(
        *places.T, linestyle="none", marker=marker, markersize=3.5, color=colour, zorder=3 - side
    )
    return True


def curve(subject: Subject, mode: Mode, failure: Failure) -> NDArray[np.float64]:
    """(n,) Logarithm of the chance at each of `CORRUPTIONS` of both classes."""
    question = question_of(subject.parameters, mode, failure, Shares(0.0, 0.0))
    return np.diagonal(attack_surface(question, CORRUPTIONS, CORRUPTIONS))


def finality_picture(found: Comparison) -> Figure | None:
    """Mean and 99th percentile of times to finality of every mode, beside what is promised.

    Parameters
    ----------
    found
        Of one file or two.

    Returns
    -------
    Figure
        None where nothing was measured.
    """
    times = {
        (mode, side, stem): interval["mean"]
        for each in found.quantities
        for stem, mode in (split_mode(each.metric.name),)
        if stem in ("finality_ms", "finality_p99_ms")
        for side, interval in enumerate(each.intervals)
        if interval is not None
    }
    if not times:
        return None
    promised = {
        (each.mode, side): asked
        for each in found.quantities
        if each.metric.name.startswith("finality_p99_ms")
        for side, asked in enumerate(each.promised)
        if asked is not None
    }
    rows = [(mode.label, side) for mode in Mode for side in range(len(found.subjects))]
    with themed():
        figure = canvas(0.9 + 0.24 * len(rows))
        axes = figure.subplots()
        for place, (mode, side) in enumerate(rows):
            colour, line, marker = style_of(found, side)
            mean, most = (
                times.get((mode, side, stem)) for stem in ("finality_ms", "finality_p99_ms")
            )
            if mean is None or most is None:
                continue
            axes.plot([mean, most], [place, place], color=colour, linestyle=line)
            axes.plot(mean, place, marker=marker, markersize=5, color=colour)
            axes.plot(most, place, marker="|", markersize=8, color=colour)
            axes.plot(
                promised[mode, side], place, marker="D", markersize=4.5, markerfacecolor="white",
                markeredgecolor=COLOURS["exact"], linestyle="none",
            )  # fmt: skip
        names = [
            f"{mode.capitalize()}, {found.letters[side]}" if found.is_pair else mode.capitalize()
            for mode, side in rows
        ]
        values = [*times.values(), *promised.values()]
        axes.set(
            xscale="log",
            xlim=(min(values) / 1.3, max(values) * 1.3),
            ylim=(len(rows) - 0.5, -0.5),
            yticks=range(len(rows)),
            yticklabels=names,
            xlabel="time to finality [ms]",
        )
        axes.xaxis.set_major_locator(FixedLocator(MILLISECONDS))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter("{x:,.0f}")
    return figure
