"""Pictures, read back from what is drawn."""

from dataclasses import replace

import numpy as np
import pytest
from hybridstake.experiments.comparing.comparison import Comparison
from hybridstake.experiments.comparing.pictures import (
    LEAST_LOG10,
    as_svg,
    attack_picture,
    finality_picture,
)
from hybridstake.experiments.comparing.subject import Subject
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode
from matplotlib.lines import Line2D


def curves(found: Comparison, mode: Mode) -> list[list[Line2D]]:
    figure = attack_picture(found, mode)
    assert figure is not None
    return [list(axes.lines) for axes in figure.axes]


def test_curves_pass_through_the_chances_of_the_table(pair: Comparison) -> None:
    safety, _ = curves(pair, Mode.FAST)
    line, marks = safety[0], safety[1]
    corruptions, chances = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
    for x, y in zip(np.asarray(marks.get_xdata()), np.asarray(marks.get_ydata()), strict=True):
        assert chances[np.isclose(corruptions, x)] == pytest.approx([y], rel=1e-9, abs=0)
    assert list(np.asarray(marks.get_xdata())) == [10.0, 20.0, 30.0]


def test_files_differ_in_line_and_marker_and_not_in_colour_alone(pair: Comparison) -> None:
    first, first_marks, second, second_marks = curves(pair, Mode.BALANCED)[0][:4]
    assert first.get_linestyle() != second.get_linestyle()
    assert first_marks.get_marker() != second_marks.get_marker()


def test_chances_off_the_page_are_left_out(pair: Comparison) -> None:
    for line in curves(pair, Mode.SECURE)[0][:4]:
        assert (np.asarray(line.get_ydata()) > 10.0**LEAST_LOG10).all()


def test_finality_shows_what_is_measured_and_what_is_promised(pair: Comparison) -> None:
    figure = finality_picture(pair)
    assert figure is not None
    axes = figure.axes[0]
    names = [each.get_text() for each in axes.get_yticklabels()]
    assert names == [f"{mode.label.capitalize()}, {side}" for mode in Mode for side in ("A", "B")]
    diamonds = [each for each in axes.lines if each.get_marker() == "D"]
    promised = [float(np.asarray(each.get_xdata())[0]) for each in diamonds]
    assert promised == [200.0, 300.0, 1_000.0, 1_000.0, 5_000.0, 5_000.0]


def test_without_measurements_there_is_no_picture(pair: Comparison) -> None:
    plan = load("plan")
    many = replace(plan, balanced=replace(plan.balanced, validators=100_001))
    nothing = replace(pair, subjects=(Subject("A", "many", many),), risks=[], quantities=[])
    assert finality_picture(nothing) is None
    assert attack_picture(nothing, Mode.BALANCED) is None


def test_svg_stands_in_a_page(pair: Comparison) -> None:
    figure = finality_picture(pair)
    assert figure is not None
    drawn = as_svg(figure, "mine", "Times")
    assert drawn == as_svg(figure, "mine", "Times")
    assert drawn.startswith('<svg role="img" aria-label="Times" ')
    assert drawn.endswith("</svg>")
    assert "<metadata" not in drawn
    assert 'id="mine-' in drawn


def test_one_file_is_drawn_through(alone: Comparison, pair: Comparison) -> None:
    styles = [curves(found, Mode.FAST)[0][0].get_linestyle() for found in (alone, pair)]
    assert styles == ["-", "--"]
