"""What the strips show, in days."""

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import mode_timeline, theme
from hybridstake.experiments.figures.colours import COLOURS
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex


def drawn(modes: list[int], start: int = 40, end: int = 60) -> list[Axes]:
    """Panels for one run of these modes, twice a day, with a surge between two rows."""
    rows = [
        {
            "protocol": protocol, "trial": 0, "day": row / 2, "load": 0.5, "mode": mode,
            "period": "before" if row < start else "during" if row < end else "after",
        }
        for protocol in ("plan", "reference")
        for row, mode in enumerate(modes)
    ]  # fmt: skip
    with theme.themed():
        figure = mode_timeline.draw(pd.DataFrame(rows))
        figure.draw_without_rendering()
    return figure.axes


def test_stretches_are_in_days() -> None:
    """Half days 1, 2 and 4 of five."""
    chosen, days = np.array([False, True, True, False, True]), np.arange(5) / 2
    assert mode_timeline.stretches(chosen, days, 0.5) == [(0.5, 1.0), (2.0, 0.5)]
    assert mode_timeline.stretches(~chosen & False, days, 0.5) == []


def test_every_half_day_has_the_colour_of_its_mode() -> None:
    """From 0 to 10 Fast, to 30 Balanced, to 50 Secure, in both lanes."""
    strips = drawn([0] * 20 + [1] * 40 + [2] * 40)[1]
    found: dict[str, list[tuple[float, float]]] = {}
    for each in strips.collections:
        assert isinstance(each, PolyCollection)
        for path in each.get_paths():
            box = path.get_extents()
            found.setdefault(to_hex(each.get_facecolor()[0]), []).append((box.x0, box.x1))  # pyright: ignore[reportArgumentType, reportIndexIssue]
    assert found == {
        COLOURS["fast"]: [(0, 10)] * 2,
        COLOURS["balanced"]: [(10, 30)] * 2,
        COLOURS["secure"]: [(30, 50)] * 2,
    }


@pytest.mark.parametrize(
    ("start", "rows", "window"), [(40, 100, (0, 50)), (200, 400, (70, 130)), (200, 240, (70, 120))]
)
def test_the_window_lies_around_the_start_of_the_surge(
    start: int, rows: int, window: tuple[float, float]
) -> None:
    axes = drawn([1] * rows, start=start, end=start + 20)
    assert axes[2].get_xlim() == axes[3].get_xlim() == window
    assert axes[0].get_xlim() == axes[1].get_xlim() == (0, rows / 2)


def test_lanes_are_named_and_modes_have_their_colours() -> None:
    strips = drawn([1] * 100)[1]
    assert [each.get_text() for each in strips.get_yticklabels()] == ["reference", "plan"]
    assert [each.get_text() for each in strips.texts] == ["■ Fast", "■ Balanced", "■ Secure"]
