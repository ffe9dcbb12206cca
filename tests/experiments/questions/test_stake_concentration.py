"""Lorenz curves by hand and against the Gini coefficient, and what is read off the people."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.agents.economy.concentration import gini
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import stake_concentration
from hybridstake.experiments.questions.stake_concentration import PARTS, YEARS, lorenz
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.simulating.economy import run_economies
from hybridstake.experiments.simulating.watching import side_by_side
from hypothesis import given
from hypothesis import strategies as st

STAKES = st.lists(st.integers(0, 10**15), min_size=1, max_size=30).map(
    lambda each: np.array(each, dtype=np.int64)
)


@given(STAKES)
def test_a_lorenz_curve_bends_one_way_and_never_above_equality(stakes: np.ndarray) -> None:
    curve = np.array(lorenz(stakes, PARTS))
    assert curve[0] == 0
    assert curve[-1] == 1
    assert (curve <= np.array(PARTS) + 1e-12).all()
    assert (np.diff(curve, 2) >= -1e-12).all()


@given(STAKES.filter(np.any))
def test_the_area_above_a_lorenz_curve_is_the_gini_coefficient(stakes: np.ndarray) -> None:
    """Twice the area between the curve and equality, by trapezoids with a corner at every staker."""
    people = np.count_nonzero(stakes)
    parts = [each / people for each in range(people + 1)]
    curve = np.array(lorenz(stakes, parts))
    area = ((curve[1:] + curve[:-1]) / 2).sum() / people
    expected = gini(np.sort(stakes)[np.newaxis])[0]
    assert 1 - 2 * area == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_nobody_is_as_equal_as_can_be() -> None:
    assert lorenz(np.zeros(3, dtype=np.int64), (0.0, 0.25, 1.0)) == [0.0, 0.25, 1.0]


@pytest.fixture(scope="module")
def table(answers_to: Callable[..., Any]) -> pd.DataFrame:
    return answers_to("stake_concentration")[0]


def test_whoever_has_no_seat_breaks_no_safety(
    answers_to: Callable[..., Any], table: pd.DataFrame
) -> None:
    """Three seats hold all that signs, and one or two of them more than a third of it."""
    seats = {"balanced": {"validators": 3}, "secure": {"validators": 3}}
    few, _ = answers_to("stake_concentration", seats)
    of_plan: list[Any] = [
        each[(each["name"] == "nakamoto") & (each["protocol"] == "plan")]["value"]
        for each in (few, table)
    ]
    assert set(of_plan[0]) <= {1, 2}
    assert of_plan[1].min() > 2


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_the_last_year_is_the_end_of_the_runs(table: pd.DataFrame, protocol: str) -> None:
    """The metrics of `hybridstake simulate` are the witness."""
    case = stake_concentration.cases(protocol, load(protocol), Precision.TINY)[0]
    runs = side_by_side(partial(generator, 1, "stake_concentration", 0), case.runs)
    last: Any = table[(table["protocol"] == protocol) & (table["year"] == YEARS[-1])]
    for trial, found in enumerate(run_economies(load(protocol), case.settings, runs)):
        own = last[(last["trial"] == trial) & (last["name"] != "lorenz")]
        values = dict(zip(own["name"], own["value"], strict=True))
        assert values["nakamoto"] == found.metrics["nakamoto_coefficient"][-1]
        assert values["gini"] == found.metrics["gini"][-1]
        share = found.metrics["participation"][-1]
        assert values["stakers"] == pytest.approx(share * case.settings.stakers, rel=1e-12)


def test_the_richest_tenth_is_the_end_of_its_curve(table: pd.DataFrame) -> None:
    keys = ["protocol", "trial", "year"]
    rich: Any = table[table["name"] == "richest_tenth"].set_index(keys)["value"]
    at: Any = table[(table["name"] == "lorenz") & (table["part"] == 0.9) & (table["year"] > 0)]
    curves = at.set_index(keys)["value"]
    assert len(curves) == 2 * 2 * len(YEARS)
    assert (1 - curves).tolist() == rich.loc[curves.index].tolist()


def test_a_heavier_tail_leaves_less_to_the_many(answers_to: Callable[..., Any]) -> None:
    """Of fifty people, 48 own under four tenths together, where they own over seven."""
    heavy, _ = answers_to("stake_concentration", {"population": {"pareto_exponent": 0.3}})
    at: Any = heavy[(heavy["name"] == "lorenz") & (heavy["year"] == 0) & (heavy["part"] == 0.96)]
    ends = at.groupby("protocol")["value"].max()
    assert ends["plan"] < 0.4 < 0.7 < ends["reference"]


def test_a_smaller_share_that_breaks_safety_is_held_by_fewer(
    answers_to: Callable[..., Any], table: pd.DataFrame
) -> None:
    fewer, _ = answers_to(
        "stake_concentration", {"assumptions": {"byzantine_stake": Fraction(1, 100)}}
    )
    rows: list[Any] = [table, fewer]
    before, after = (
        each[(each["name"] == "nakamoto") & (each["protocol"] == "plan")]["value"] for each in rows
    )
    assert after.max() == 1 < before.min()


def test_figures_are_means_over_runs_at_the_ends_of_years() -> None:
    """Of 4 and 6, 5; a year between the ends counts for the least alone."""
    rows = [
        {
            "protocol": "plan",
            "name": name,
            "trial": trial,
            "year": year,
            "part": 0.0,
            "value": value,
        }
        for name in stake_concentration.FIGURES
        for year, values in ((1.0, (4, 6)), (2.5, (2, 9)), (5.0, (5, 5)), (10.0, (7, 8)))
        for trial, value in enumerate(values)
    ]
    found = stake_concentration.numbers(pd.DataFrame(rows))
    assert found["plan_year_1_nakamoto"] == 5
    assert found["plan_year_5_gini_lower"] == found["plan_year_5_gini_upper"] == 5
    assert found["plan_year_10_stakers"] == 7.5
    assert found["plan_least_nakamoto"] == 2
