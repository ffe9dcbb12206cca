"""Gains from a biased beacon against published ones and closed formulas, and the figure."""

from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import beacon_bias as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.beacon_bias import (
    QUOTED,
    SHARES,
    agrees,
    answer,
    cases,
    numbers,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.models.attacks.beacons.choices import Beacon

Ask = Callable[..., pd.DataFrame]


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


@pytest.fixture(scope="module")
def answered(parameters_of: Callable[..., Any]) -> Ask:
    """Results for changes to the plan."""

    def ask(plan: Any = None) -> pd.DataFrame:
        return pd.DataFrame(
            {"protocol": protocol, **row}
            for protocol, changes in (("plan", plan), ("reference", None))
            for case in cases(protocol, parameters_of(protocol, changes or {}), Precision.TINY)
            for row in answer(case, no_chance)
        )

    return ask


@pytest.fixture(scope="module")
def table(answered: Ask) -> pd.DataFrame:
    """Results of the two presets."""
    return answered()


def test_the_gain_on_randao_is_the_published_one(table: pd.DataFrame) -> None:
    """Alpturer & Weinberg 2024 print 20.68 % at a fifth."""
    assert round(numbers(table)["randao_20_share_percent"], 2) == 20.68


def test_a_vrf_gives_everybody_its_due(table: pd.DataFrame) -> None:
    found = numbers(table)
    assert [found[f"vrf_{percent}_points"] for percent in (10, 20, 30)] == [0.0, 0.0, 0.0]


def test_the_gain_on_a_threshold_beacon_is_the_chance_to_hold_half_of_its_keys(
    table: pd.DataFrame,
) -> None:
    """(1 - a) P(at least 16 of 32 keys), in points."""
    held = sum(comb(32, keys) * 0.3**keys * 0.7 ** (32 - keys) for keys in range(16, 33))
    assert numbers(table)["threshold_30_points"] == pytest.approx(100 * 0.7 * held, rel=1e-10)


def test_every_answer_has_a_second_one(table: pd.DataFrame) -> None:
    found = numbers(table)
    assert found["agreeing"] == found["cases"] == len(table) == 2 * 4 * 4


@pytest.mark.parametrize("beacon", Beacon)
def test_a_wrong_share_has_no_second_one(beacon: Beacon) -> None:
    assert not agrees(0.2, beacon, 0.45)


def test_the_bound_is_each_protocols_own(answered: Ask) -> None:
    """A bound at a quoted share gains what is quoted."""
    less = {"assumptions": {"byzantine_stake": Fraction(1, 5)}}
    found = numbers(answered(less))
    assert found["plan_bound_percent"] == 20.0
    assert found["reference_bound_percent"] == pytest.approx(100 / 3)
    for beacon in ("randao", "commit_reveal", "threshold"):
        assert found[f"plan_{beacon}_at_bound_points"] == found[f"{beacon}_20_points"]
        assert found[f"reference_{beacon}_at_bound_points"] > found[f"{beacon}_20_points"]


@pytest.mark.parametrize(("bound", "lines"), [("1/4", 5), ("1", 4)])
def test_the_figure_has_every_beacon_and_the_bound_where_it_is_shown(
    answered: Ask, bound: str, lines: int
) -> None:
    asked = answered({"assumptions": {"byzantine_stake": Fraction(bound)}})
    with theme.themed():
        picture = figure.draw(asked)
        picture.draw_without_rendering()
    (axes,) = picture.axes
    assert len(axes.lines) == lines
    assert set(figure.LABELS) == {str(beacon) for beacon in Beacon}
    ends = {str(line.get_label()): list(line.get_ydata())[-1] for line in axes.lines[:4]}  # pyright: ignore[reportArgumentType]
    assert ends["VRF: its due"] == pytest.approx(30.0)
    assert ends["RANDAO"] == pytest.approx(numbers(asked)["randao_30_share_percent"])


def test_the_quoted_shares_are_among_those_of_every_precision() -> None:
    for shares in SHARES.values():
        assert set(QUOTED) <= set(shares)
