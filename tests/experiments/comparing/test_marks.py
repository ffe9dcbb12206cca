"""Small pictures of differences, read back as numbers."""

import re

import pytest
from hybridstake.experiments.comparing.marks import HEIGHT, REACH, SIGNS, WIDTH, mark
from hybridstake.experiments.comparing.verdict import Verdict


def whisker(drawn: str) -> tuple[float, float]:
    """Ends of the level line [px]."""
    found = re.search(rf'<line x1="([\d.]+)" y1="{HEIGHT / 2:g}" x2="([\d.]+)"', drawn)
    assert found is not None
    return float(found[1]), float(found[2])


def test_zero_is_in_the_middle_and_the_farther_end_at_the_reach() -> None:
    drawn = mark({"mean": 1.0, "lower": -1.0, "upper": 4.0}, Verdict.UNDECIDED)
    assert whisker(drawn) == (WIDTH / 2 - REACH / 4, WIDTH / 2 + REACH)
    assert f'<circle cx="{WIDTH / 2 + REACH / 4:.1f}"' in drawn


def test_what_falls_lies_left_of_zero() -> None:
    drawn = mark({"mean": -2.0, "lower": -4.0, "upper": -1.0}, Verdict.WORSE)
    assert whisker(drawn)[1] < WIDTH / 2


def test_without_an_interval_only_the_mean_is_drawn() -> None:
    drawn = mark({"mean": 2.0, "lower": None, "upper": None}, Verdict.UNDECIDED)
    assert whisker(drawn) == (WIDTH / 2 + REACH, WIDTH / 2 + REACH)


def test_no_difference_is_drawn_at_zero() -> None:
    drawn = mark({"mean": 0.0, "lower": 0.0, "upper": 0.0}, Verdict.SAME)
    assert whisker(drawn) == (WIDTH / 2, WIDTH / 2)


def test_verdicts_differ_in_shape_and_not_in_colour_alone() -> None:
    assert len({sign for sign, _ in SIGNS.values()}) == len(Verdict)


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_can_be_drawn(verdict: Verdict) -> None:
    drawn = mark({"mean": 1.0, "lower": 0.5, "upper": 1.5}, verdict)
    assert SIGNS[verdict][1] in drawn
    assert drawn.endswith("</svg>")
