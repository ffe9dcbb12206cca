"""What the Lorenz curves and the coefficient are drawn from."""

from typing import Any

import numpy as np
import pandas as pd
from hybridstake.experiments.figures import stake_concentration, theme
from hybridstake.experiments.figures.colours import COLOURS
from matplotlib.axes import Axes


def drawn(coefficient: float = 4.0) -> list[Axes]:
    """Two runs: curves through (0.5, 0.2) and (0.5, 0.4), and a coefficient and one above it."""
    rows: list[dict[str, Any]] = [
        {"name": "lorenz", "trial": trial, "year": year, "part": part, "value": value}
        for trial in (0, 1)
        for year in (0.0, 1.0, 5.0, 10.0)
        for part, value in ((0.0, 0.0), (0.5, 0.2 * (trial + 1)), (1.0, 1.0))
    ]
    rows += [
        {
            "name": "nakamoto",
            "trial": trial,
            "year": year,
            "part": 0.0,
            "value": coefficient + trial,
        }
        for trial in (0, 1)
        for year in (1.0, 2.0, 10.0)
    ]
    table = [{"protocol": protocol, **row} for protocol in ("plan", "reference") for row in rows]
    with theme.themed():
        figure = stake_concentration.draw(pd.DataFrame(table))
        figure.draw_without_rendering()
    return figure.axes


def test_a_curve_for_equality_for_the_launch_and_for_each_year() -> None:
    plan, reference, _ = drawn()
    for axes, protocol in ((plan, "plan"), (reference, "reference")):
        equal, *curves = axes.lines
        assert np.asarray(equal.get_xydata()).tolist() == [[0, 0], [100, 100]]
        assert len(curves) == 4
        for line in curves:
            points = np.asarray(line.get_xydata()).ravel()
            assert np.allclose(points, [0, 0, 50, 30, 100, 100], rtol=1e-12)
        assert [line.get_label() for line in curves] == ["launch", "year 1", "year 5", "year 10"]
        assert {line.get_color() for line in curves[1:]} == {COLOURS[protocol]}
        assert [line.get_linestyle() for line in curves[1:]] == ["--", "--", "-"]
        assert axes.get_title("left") == protocol


def test_the_coefficient_is_a_mean_over_runs() -> None:
    axes = drawn()[2]
    for line in axes.lines:
        assert np.asarray(line.get_xdata()).tolist() == [1, 2, 10]
        assert np.asarray(line.get_ydata()).tolist() == [4.5] * 3
    assert [text.get_text() for text in axes.texts] == ["plan", "reference"]
    assert axes.get_ylim()[0] == 0
