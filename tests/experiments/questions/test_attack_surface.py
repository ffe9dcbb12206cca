"""Surfaces by hand on small sets, and their figure where there is little to draw."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import attack_surface as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.attack_surface import (
    LEAST_LOG10,
    SMALL_CHANCE,
    STEPS,
    answer,
    cases,
    numbers,
)
from hybridstake.experiments.running.precision import Precision
from matplotlib.axes import Axes

SMALL = {"fast": {"validators": 3}, "balanced": {"validators": 3}, "secure": {"validators": 4}}
"""Of three, one breaks two thirds: it and one of the two honest; of four, two do."""

GRID = 4
"""Corruption chances of each class at the least precision."""


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


def rows(protocol: str, parameters: Any) -> list[dict[str, Any]]:
    """All rows of one protocol."""
    return [
        {"protocol": protocol, **row}
        for case in cases(protocol, parameters, Precision.TINY)
        for row in answer(case, no_chance)
    ]


@pytest.fixture(scope="module")
def answered(parameters_of: Callable[..., Any]) -> Callable[..., pd.DataFrame]:
    """Results for changes to the plan, beside the reference."""
    plan, reference = (rows(name, parameters_of(name, {})) for name in ("plan", "reference"))

    def ask(changes: Any = None) -> pd.DataFrame:
        changed = rows("plan", parameters_of("plan", changes)) if changes else plan
        return pd.DataFrame([*changed, *reference])

    return ask


def drawn(table: pd.DataFrame) -> list[Axes]:
    """The panels, laid out, and the scale of colours last."""
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    return picture.axes


def plan_rows(table: Any, mode: str, kind: str) -> Any:
    """Rows of one kind of one mode of the plan."""
    plan = table[(table["protocol"] == "plan") & (table["mode"] == mode)]
    return plan[plan["kind"] == kind]


def test_small_sets_fail_as_often_as_by_hand(answered: Callable[..., pd.DataFrame]) -> None:
    """At a tenth: any of three, 1 - 0.9**3 = 0.271; two of four or more, 0.0523 by the binomial law.

    Two thirds of three are two, and one Byzantine member signs twice with one of two honest ones.
    Two thirds of four are three: one Byzantine and one honest member are not, two and one are. A third
    of three authorities is one, who is honest and signs for either block.
    """
    found = numbers(answered(SMALL))
    two_of_four = 6 * 0.01 * 0.81 + 4 * 0.001 * 0.9 + 0.0001
    assert found["plan_fast_tenth"] == pytest.approx(0.271, rel=1e-12)
    assert found["plan_balanced_tenth"] == pytest.approx(0.271**2, rel=1e-12)
    assert found["plan_secure_tenth"] == pytest.approx(two_of_four, rel=1e-12)
    assert found["plan_secure_authorities_needed"] == 0
    assert found["plan_secure_stakers_needed"] == 2
    assert found["plan_fast_third"] == pytest.approx(1 - (2 / 3) ** 3, rel=1e-12)


def test_the_surface_is_as_high_as_the_points(answered: Callable[..., pd.DataFrame]) -> None:
    """Both go through a tenth, and the witness has its own arithmetic."""
    table = answered()
    at_a_tenth: Any = table[
        (table["authority_corruption"] == 0.1) & (table["stake_corruption"] == 0.1)
    ]
    assert len(at_a_tenth) == 2 * 3 * 2
    for _, both in at_a_tenth.groupby(["protocol", "mode"]):
        surface, point = (both[both["kind"] == kind].iloc[0] for kind in ("surface", "point"))
        for column in ("log10_probability", "witness_log10_probability"):
            assert point[column] == pytest.approx(surface["log10_probability"], rel=1e-12)
        assert point["witness"] == "integers"
        assert point["agrees"]


def test_a_mode_of_one_class_fails_alike_whatever_the_other_does(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """Fast asks no staker; Secure's third of 21 authorities is met by honest ones on either side."""
    table = answered()
    for mode, column in (("fast", "authority_corruption"), ("secure", "stake_corruption")):
        surface = plan_rows(table, mode, "surface")
        assert len(surface) == GRID * GRID
        assert (surface.groupby(column)["log10_probability"].nunique() == 1).all()
        assert surface["log10_probability"].nunique() == GRID
    assert set(plan_rows(table, "fast", "point")["asks_for"]) == {"authorities"}
    both = plan_rows(table, "balanced", "surface")
    assert (both.groupby("authority_corruption")["log10_probability"].nunique() == GRID).all()


def test_the_border_is_the_last_step_below_the_small_chance(
    answered: Callable[..., pd.DataFrame],
) -> None:
    """One step more is too many; of a single validator even one step, 1e-4."""
    one = {"validators": 1}
    found = numbers(answered({"fast": one, "balanced": one, "secure": one}))
    assert [found[f"plan_{mode}_borne"] for mode in ("fast", "balanced", "secure")] == [0, 0, 0]
    many = answered()
    for mode in ("fast", "balanced", "secure"):
        border = plan_rows(many, mode, "border").iloc[0]
        assert border["authority_corruption"] == border["stake_corruption"] > 0
        assert border["log10_probability"] < np.log10(SMALL_CHANCE)
    fast = plan_rows(many, "fast", "border").iloc[0]["authority_corruption"]
    below, above = (seven_of_21(fast + step / STEPS) for step in (0, 1))
    assert below < SMALL_CHANCE <= above


def seven_of_21(chance: float) -> float:
    """Chance of seven or more of 21, summed as it is written."""
    return sum(
        float(np.prod([(21 - k) / (k + 1) for k in range(count)]))
        * chance**count
        * (1 - chance) ** (21 - count)
        for count in range(7, 22)
    )


def test_every_point_is_looked_at_twice(answered: Callable[..., Any]) -> None:
    """Two chances of one class, four pairs of two, for two protocols."""
    table = answered()
    found = numbers(table)
    assert found["points"] == found["agreeing"] == 2 * (2 + 4 + 4)
    assert not table[table["kind"] != "point"]["agrees"].any()
    assert np.isfinite(table.select_dtypes("number").to_numpy(dtype=float)).all()


def test_the_figure_has_a_panel_for_each_mode_of_each_protocol(
    answered: Callable[..., pd.DataFrame],
) -> None:
    *panels, scale = drawn(answered())
    assert [panel.get_title(loc="left") for panel in panels] == [
        f"{protocol}, {mode}"
        for protocol in ("plan", "reference")
        for mode in ("Fast", "Balanced", "Secure")
    ]
    said = [panel.texts[0].get_text() for panel in panels]
    shares = ("1.0", "13.1", "24.9", "12.8", "14.4", "24.9")
    assert said == [f"$10^{{-9}}$ at {share} %" for share in shares]
    assert scale.get_yticklabels()[-1].get_text() == "1"


@pytest.mark.parametrize(
    ("changes", "always"),
    [
        ({"fast": {"authority_threshold": Fraction(1, 1_000)}}, True),
        ({"fast": {"authority_threshold": Fraction(1), "validators": 1_000}}, False),
    ],
)
def test_a_mode_that_always_or_hardly_ever_fails_is_drawn_without_a_line(
    answered: Callable[..., pd.DataFrame], changes: Any, always: bool
) -> None:
    """Two honest halves sign two blocks by themselves; all of 1,000 are corrupted once in 2**1000."""
    table = answered(changes)
    logs = plan_rows(table, "fast", "surface")["log10_probability"]
    border = plan_rows(table, "fast", "border").iloc[0]["authority_corruption"]
    if always:
        assert set(logs) == {0.0}
        assert border == 0
    else:
        assert (
            LEAST_LOG10 == logs.min() < logs.max() == pytest.approx(-1_000 * np.log10(2), rel=1e-12)
        )
        assert border > 0.95
    panel = drawn(table)[0]
    assert len(panel.collections) == 1, "bands, and no line"


def test_a_mode_that_fails_anyhow_bears_nothing(answered: Callable[..., pd.DataFrame]) -> None:
    found = numbers(answered({"fast": {"authority_threshold": Fraction(1, 1_000)}}))
    assert (found["plan_fast_authorities_needed"], found["plan_fast_borne"]) == (0, 0)
    assert found["plan_fast_tenth"] == 1
