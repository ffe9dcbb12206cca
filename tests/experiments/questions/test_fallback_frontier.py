"""The frontier by hand, the forms of oversight beside it, and its figure where no fallback helps."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import fallback_frontier as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.fallback_frontier import (
    THRESHOLDS,
    answer,
    cases,
    numbers,
    point,
    tables,
)
from hybridstake.experiments.running.precision import Precision
from matplotlib.axes import Axes
from numpy.testing import assert_allclose

A_FLOAT = 1e-12
"""Sums of three floats near 1."""


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


@pytest.fixture
def answered(parameters_of: Callable[..., Any]) -> Callable[..., pd.DataFrame]:
    """Results for changes to the plan and to the reference."""

    def ask(plan: Any = None, reference: Any = None) -> pd.DataFrame:
        return pd.DataFrame(
            {"protocol": protocol, **row}
            for protocol, changes in (("plan", plan), ("reference", reference))
            for case in cases(protocol, parameters_of(protocol, changes or {}), Precision.TINY)
            for row in answer(case, no_chance)
        )

    return ask


def byzantine(part: str) -> dict[str, Any]:
    """Another bound on the Byzantine authorities."""
    return {"assumptions": {"byzantine_authorities": Fraction(part)}}


def drawn(table: pd.DataFrame) -> Axes:
    """The figure's one panel, laid out."""
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    (axes,) = picture.axes
    return axes


def said(axes: Axes) -> list[str]:
    """Which areas are named, by their first words."""
    return [text.get_text().split(":")[0] for text in axes.texts]


def test_the_reference_is_on_the_frontier_and_the_plan_below(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """1 + 1/3 - 5/6 = 1/2 and 1 + 1/3 - 2/3 = 2/3; 5/6 - 2/3 = 1/6 may crash, in Fast 1/6 - 1/3."""
    found = numbers(answered())
    assert set(found) == {
        f"{protocol}_{name}"
        for protocol in ("plan", "reference")
        for name in (
            *("oversight", "least_oversight", "most_crashed", "most_crashed_in_fast"),
            *("authorities", "fast_count", "most_byzantine", "oversight_count"),
            *("least_oversight_count", "oversight_for_count"),
        )
    }
    assert (found["reference_oversight"], found["reference_least_oversight"]) == (0.5, 0.5)
    assert (found["plan_oversight"], found["plan_least_oversight"]) == (1 / 3, 2 / 3)
    assert found["reference_most_crashed"] == 1 / 6
    assert found["reference_most_crashed_in_fast"] == -1 / 6
    assert (found["plan_most_crashed"], found["plan_most_crashed_in_fast"]) == (0, 0)


def test_for_twenty_one_authorities_the_oversight_is_counted(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """14 + 14 - 6 > 21 and 18 + 10 - 6 > 21, each by one; the plan asks for 7, the reference 11."""
    found = numbers(answered())

    def counts(protocol: str) -> list[int]:
        names = ("authorities", "fast_count", "most_byzantine", "oversight_count")
        return [found[f"{protocol}_{name}"] for name in (*names, "least_oversight_count")]

    assert counts("plan") == [21, 14, 6, 7, 14]
    assert counts("reference") == [21, 18, 6, 11, 10]
    assert found["plan_oversight_for_count"] == "13/21"
    assert found["reference_oversight_for_count"] == "3/7"


def test_another_number_of_authorities_is_counted_anew(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """More than 5/6 of 12 is 11 and fewer than a third is 3: five, where more than half is seven."""
    found = numbers(answered(reference={"fast": {"validators": 12}}))
    assert found["reference_fast_count"] == 11
    assert found["reference_least_oversight_count"] == 5
    assert found["reference_oversight_count"] == 7
    assert found["reference_oversight_for_count"] == "1/3"


def test_for_a_number_the_frontier_is_a_stair_below_the_line(
    answered: Callable[..., pd.DataFrame],
) -> None:
    axes = drawn(answered())
    frontier, _, stair = (np.asarray(line.get_ydata(), dtype=float) for line in axes.lines)
    lost = frontier - stair
    assert (lost > 0).all()
    assert (lost < 2 / 21 + A_FLOAT).all()
    assert len(set(stair)) == 12, "a step for each of 11 to 22 signers of Fast"


def test_fewer_byzantine_authorities_need_less_oversight_and_leave_more_to_crash(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """1 + 1/6 - 2/3 = 1/2; 2/3 - 2/6 = 1/3 may crash, in Fast 1 - 2/3 - 1/6 = 1/6."""
    found = numbers(answered(plan=byzantine("1/6")))
    assert found["plan_least_oversight"] == 1 / 2
    assert found["plan_most_crashed"] == 1 / 3
    assert found["plan_most_crashed_in_fast"] == 1 / 6
    assert found["plan_oversight"] == 1 / 3
    assert found["reference_least_oversight"] == 1 / 2


def test_without_byzantine_authorities_a_fallback_needs_those_that_fast_leaves_out() -> None:
    """1 + 0 - 3/4; three quarters may crash, and in Fast one."""
    assert point(Fraction(3, 4), 0) == {
        "fast": 0.75,
        "oversight": 0.25,
        "least_oversight": 0.25,
        "most_crashed_in_fast": 0.25,
        "most_crashed": 0.75,
    }


def test_the_frontier_runs_from_a_half_to_all(answered: Callable[..., pd.DataFrame]) -> None:
    """By hand, with a quarter: 1 + 1/4 - 1/2 = 3/4 at the one end and 1/4 at the other."""
    table = answered(reference=byzantine("1/4"))
    rows = table[(table["protocol"] == "reference") & (table["kind"] == "frontier")]
    assert len(rows) == THRESHOLDS
    ends = rows.iloc[[0, -1]][["fast", "oversight", "most_crashed_in_fast", "most_crashed"]]
    assert ends.to_numpy().tolist() == [[0.5, 0.75, 0.25, 0.0], [1.0, 0.25, -0.25, 0.5]]
    assert_allclose(rows["fast"] + rows["oversight"], 1.25, rtol=A_FLOAT)
    assert rows["oversight"].tolist() == rows["least_oversight"].tolist()
    assert_allclose(np.diff(rows["fast"]), 0.005, rtol=1e-9)


def test_results_have_no_gaps(answered: Callable[..., pd.DataFrame]) -> None:
    table = answered()
    assert not table.isna().any(axis=None)
    assert table["kind"].value_counts().to_dict() == {
        "frontier": 2 * THRESHOLDS,
        "own": 2,
        "form": 14,
    }


def test_the_forms_are_told_under_the_thresholds_of_the_reference(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """Beside 5/6, half is the least; a third may object, which honest signers of 5/6 - 1/3 reach."""
    forms = tables(answered())["oversight_forms"]
    assert list(forms.columns) == [
        "Oversight",
        "Safe beside Fast",
        "if objections arrive in time",
        "Safe beside Balanced",
        "Live",
        "Confirms without authorities",
    ]
    assert ["; ".join(row) for row in forms.to_numpy().tolist()] == [
        "none; no; no; yes; yes; no",
        "a third countersign; no; no; yes; yes; no",
        "half countersign; yes; yes; yes; yes; no",
        "two thirds countersign; yes; yes; yes; yes; no",
        "a third may object; no; yes; yes; yes; no",
        "half ratify afterwards; yes; yes; yes; yes; yes",
        "this protocol's part countersigns; yes; yes; yes; yes; no",
    ]


def test_other_thresholds_give_other_forms(answered: Callable[..., pd.DataFrame]) -> None:
    """2/5 Byzantine: 5/6 + 1/2 < 7/5; 5/6 + 2/3 is enough, but 2/3 + 2/5 > 1 can be silenced."""
    forms = tables(answered(reference=byzantine("2/5")))["oversight_forms"].set_index("Oversight")
    half, most = forms.loc["half countersign"], forms.loc["two thirds countersign"]
    assert (half["Safe beside Fast"], half["Live"]) == ("no", "yes")
    assert (most["Safe beside Fast"], most["Live"]) == ("yes", "no")
    assert forms.loc["a third may object", "Live"] == "no"


def test_the_figure_names_three_areas_and_marks_both_protocols(
    answered: Callable[..., pd.DataFrame],
) -> None:
    axes = drawn(answered())
    assert said(axes) == ["plan", "reference", "unsafe", "useless", "safe and useful"]
    marks = [np.asarray(each.get_offsets()) for each in axes.collections[-2:]]
    assert_allclose(np.concatenate(marks), [[2 / 3, 1 / 3], [5 / 6, 1 / 2]], rtol=A_FLOAT)
    frontier, threshold, _ = axes.lines
    crossing = np.asarray(frontier.get_ydata()) - np.asarray(threshold.get_ydata())
    assert np.sum(crossing > 0) == np.ceil(THRESHOLDS / 3), "from 1/2 up to 2/3 none is useful"


@pytest.mark.parametrize(
    ("part", "areas"),
    [
        ("1/1000000", ["unsafe", "useless", "safe and useful"]),
        ("1/2", ["unsafe", "safe and useful"]),
        ("3/5", ["unsafe"]),
        ("1", ["unsafe"]),
    ],
)
def test_an_area_is_named_only_where_it_is(
    answered: Callable[..., pd.DataFrame], part: str, areas: list[str]
) -> None:
    """With a half, 1 + 1/2 - 0.53 > 0.93; with 3/5, 1 + 3/5 - 0.86 > 0.70; with all, nothing is safe."""
    table = answered(byzantine(part), byzantine(part))
    assert not table.isna().any(axis=None)
    axes = drawn(table)
    assert said(axes)[2:] == areas
    for line in axes.lines:
        assert np.isfinite(np.asarray(line.get_ydata(), dtype=float)).all()
    for area in axes.collections:
        for path in area.get_paths():
            assert np.isfinite(np.asarray(path.vertices)).all()
