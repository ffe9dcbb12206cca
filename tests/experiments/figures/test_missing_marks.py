"""A mark that no logarithmic axis can show is left out, and a word stands in its place."""

import math

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import slashing_deterrence, staking_yield
from matplotlib.axes import Axes

KINDS = [("authority", "fast"), ("staker", "secure")]
MARKS = [("plan", 0.0), ("reference", 0.0), ("reference", 1 / 3)]


def axes_of_slashes(*seconds: float | None) -> Axes:
    """The figure of two kinds of validators: the first as given, the second at an hour."""
    rows = [
        {
            "protocol": protocol, "class": kind, "mode": mode, "offending_share": share,
            "gain_in_stakes": 0.1, "seconds_to_recoup": time,
        }
        for (kind, mode), times in zip(KINDS, (seconds, [3_600.0] * 3), strict=True)
        for (protocol, share), time in zip(MARKS, times, strict=True)
    ]  # fmt: skip
    return slashing_deterrence.draw(pd.DataFrame(rows)).axes[0]


def marks_of(axes: Axes) -> list[float]:
    """Times at which there is a mark in the upper row."""
    points = [np.asarray(mark.get_offsets())[0] for mark in axes.collections]
    return [float(time) for time, height in points if height == 1]


def words_of(axes: Axes) -> list[str]:
    """Everything written into a figure."""
    return [text.get_text() for text in axes.texts if text.get_text()]


@pytest.mark.parametrize(
    ("seconds", "marks", "words"),
    [
        ((60.0, 600.0, 6_000.0), [60.0, 600.0, 6_000.0], []),
        ((None, 600.0, 6_000.0), [600.0, 6_000.0], ["never: plan"]),
        ((60.0, None, None), [60.0], ["never: reference, a third"]),
        ((None, None, None), [], ["never: plan, reference, a third"]),
        ((0.0, 600.0, None), [600.0], ["at once: plan; never: a third"]),
        ((60.0, 600.0, 1e300), [60.0, 600.0], ["after 1,000 years: a third"]),
    ],
)
def test_a_time_that_never_comes_has_no_mark_and_a_word(
    seconds: tuple[float | None, ...], marks: list[float], words: list[str]
) -> None:
    axes = axes_of_slashes(*seconds)
    assert marks_of(axes) == marks
    names = ["plan", "reference, alone", "a third together"]
    assert sorted(words_of(axes)) == sorted(words + names)


def test_every_mark_lies_within_the_axes() -> None:
    axes = axes_of_slashes(0.01, 600.0, 9e9)
    low, high = axes.get_xlim()
    assert low < 0.01 < 9e9 < high
    assert marks_of(axes) == [0.01, 600.0, 9e9]


def axes_of_yields(**yields: float) -> Axes:
    """The figure of curves that start at the given yields and fall tenfold; others pay a tenth."""
    rows = [
        {
            "protocol": protocol, "mode": mode, "staked_token": staked,
            "promised_low_per_year": 0.05, "promised_high_per_year": 0.15,
            "staker_yield_per_year": yields.get(f"{protocol}_{mode}", 0.1) * 1_000 / staked,
        }
        for protocol in ("plan", "reference")
        for mode in ("balanced", "secure")
        for staked in (1_000.0, 10_000.0)
    ]  # fmt: skip
    return staking_yield.draw(pd.DataFrame(rows)).axes[0]


@pytest.mark.parametrize(
    ("yields", "curves", "words"),
    [
        ({"plan_balanced": 0.2}, 3, {"plan, Balanced", "plan, Secure", "reference, both"}),
        ({}, 2, {"plan, both", "reference, both"}),
        (
            {"plan_balanced": 0.0},
            2,
            {"nothing paid:\nplan, Balanced", "plan, Secure", "reference, both"},
        ),
        (
            {"plan_balanced": 0.0, "plan_secure": 0.0},
            1,
            {"nothing paid:\nplan, both", "reference, both"},
        ),
    ],
)
def test_a_class_that_is_paid_nothing_has_no_curve_and_a_line_that_says_so(
    yields: dict[str, float], curves: int, words: set[str]
) -> None:
    axes = axes_of_yields(**yields)
    assert len(axes.lines) == curves
    assert set(words_of(axes)) == words | {"promised"}
    for line in axes.lines:
        assert all(0 < value < math.inf for value in np.asarray(line.get_ydata(), dtype=float))
