"""A difference with its interval as a small picture in a line of a table."""

from ..figures.colours import COLOURS, GREEN, PURPLE, VERMILION
from ..simulating.economy import Interval
from .verdict import Verdict

SIGNS = {
    Verdict.BETTER: ("▲", GREEN),
    Verdict.WORSE: ("▼", VERMILION),
    Verdict.DIFFERENT: ("◆", PURPLE),
    Verdict.UNDECIDED: ("○", COLOURS["threshold"]),
    Verdict.SAME: ("=", COLOURS["threshold"]),
}
"""Shape and colour of each verdict: the shape says it where colours do not."""

WIDTH, HEIGHT = 132, 18
"""[px]"""
REACH = 58.0
"""From zero, in the middle, to the farther end of an interval [px]."""

WIDTH_OF_SHAPE = 12.0
"""An interval within has no ends to be seen [px]."""


def mark(difference: Interval, verdict: Verdict) -> str:
    """An SVG element: zero in the middle, the interval on a scale of its own, the mean as a shape.

    Parameters
    ----------
    difference
        With its interval, or without.
    verdict
        Which gives shape and colour.
    """
    ends = [difference["mean"], difference["lower"], difference["upper"]]
    known = [each for each in ends if each is not None]
    farthest = max(abs(each) for each in known) or 1.0
    middle, level = WIDTH / 2, HEIGHT / 2
    mean, first, last = (
        middle + REACH * (each / farthest) for each in (difference["mean"], min(known), max(known))
    )
    colour = SIGNS[verdict][1]
    lines = [
        f'<line x1="{middle:g}" y1="1" x2="{middle:g}" y2="{HEIGHT - 1}" stroke="#999"/>',
        f'<line x1="{first:.1f}" y1="{level:g}" x2="{last:.1f}" y2="{level:g}" stroke="{colour}" '
        'stroke-width="2"/>',
        *(
            f'<line x1="{end:.1f}" y1="{level - 4:g}" x2="{end:.1f}" y2="{level + 4:g}" '
            f'stroke="{colour}" stroke-width="2"/>'
            for end in ((first, last) if last - first > WIDTH_OF_SHAPE else ())
        ),
        shape(verdict, mean, level, colour),
    ]
    return (
        f'<svg class="mark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true">{"".join(lines)}</svg>'
    )


def shape(verdict: Verdict, x: float, y: float, colour: str) -> str:
    """The sign of a verdict as a drawing around a point [px]."""
    if verdict in (Verdict.UNDECIDED, Verdict.SAME):
        return f'<circle cx="{x:.1f}" cy="{y:g}" r="4" fill="#fff" stroke="{colour}" stroke-width="2"/>'
    corners = {
        Verdict.BETTER: ((0, -5), (5, 4), (-5, 4)),
        Verdict.WORSE: ((0, 5), (5, -4), (-5, -4)),
        Verdict.DIFFERENT: ((0, -5), (5, 0), (0, 5), (-5, 0)),
    }[verdict]
    points = " ".join(f"{x + right:.1f},{y + down:g}" for right, down in corners)
    return f'<polygon points="{points}" fill="{colour}"/>'
