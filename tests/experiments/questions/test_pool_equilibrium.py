"""Pools over the weight of the pledge: what the rows say, what the prose quotes, and the picture."""

from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import pool_equilibrium as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.pool_equilibrium import (
    INFLUENCES,
    answer,
    cases,
    numbers,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator


@pytest.fixture(scope="module")
def table() -> Any:
    asked = cases("any", load("plan"), Precision.TINY)
    return pd.DataFrame(
        {"protocol": "any", "run": run, **row}
        for run, case in enumerate(asked)
        for row in answer(case, partial(generator, 1, "pool_equilibrium", run))
    )


def test_every_population_plays_every_game(table: Any) -> None:
    games = [(10, influence) for influence in INFLUENCES] + [(100, 0.3)]
    for _, rows in table.groupby("run"):
        assert list(zip(rows["wanted_pools"], rows["pledge_influence"], strict=True)) == games
        assert rows["least_pledge_influence"].nunique() == 1
    assert table["least_pledge_influence"].nunique() == table["run"].nunique()


def test_nothing_is_called_an_equilibrium_in_which_somebody_gains(table: Any) -> None:
    settled = table["is_equilibrium"]
    assert table[settled]["gain_token"].max() <= 1e-12
    assert table[~settled]["gain_token"].min() > 1e-7
    assert (table[~settled]["gain_pools"] > 0).any()


def test_enough_pledge_influence_makes_one_pool_each_the_equilibrium(table: Any) -> None:
    ten = table[table["wanted_pools"] == 10]
    enough = ten["pledge_influence"] >= ten["least_pledge_influence"]
    for name in ("pools", "operators", "best_operators", "saturated_pools"):
        assert (ten[enough][name] == 10).all()
    assert (ten[enough]["operators_for_majority"] == 5).all()
    assert (ten[enough]["gain_from_one_pool_each_token"] == 0).all()
    assert (ten[ten["pledge_influence"] == 0]["operators_for_majority"] <= 3).all()


def test_the_numbers_are_those_of_the_rows(table: Any) -> None:
    found = numbers(table)
    assert found["populations"] == 2
    assert found["games_with_enough"] == found["games_with_enough_in_equilibrium"]
    assert found["games_with_enough"] + found["games_without_enough"] == 2 * len(INFLUENCES)
    assert (found["none_equilibria"], found["usual_equilibria"], found["many_equilibria"]) == (
        0,
        2,
        2,
    )
    assert found["usual_operators_fewest"] == found["usual_operators_most"] == 10
    many = table[table["wanted_pools"] == 100]["operators"]
    assert (found["many_operators_fewest"], found["many_operators_most"]) == (
        many.min(),
        many.max(),
    )
    none = table[(table["wanted_pools"] == 10) & (table["pledge_influence"] == 0)]
    gain = 100 * none["gain_token"] / none["mean_cost_token"]
    assert found["none_gain_percent"] == pytest.approx(gain.max(), rel=1e-12, abs=0)


def test_too_few_holders_for_many_pools_leave_their_numbers_out(table: Any) -> None:
    found = numbers(table[table["wanted_pools"] == 10])
    assert found["many_operators_fewest"] is None
    assert found["many_gain_percent"] is None


def drawn(table: Any) -> list[Any]:
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    return picture.axes


def test_the_picture_shows_the_wanted_pools_and_where_theory_turns(table: Any) -> None:
    counts, gains = drawn(table)
    assert list(counts.lines[0].get_ydata()) == [10, 10]
    assert "wanted: 10" in [text.get_text() for text in counts.texts]
    least = table["least_pledge_influence"]
    for axes in (counts, gains):
        band = axes.patches[0]
        ends = band.get_x(), band.get_x() + band.get_width()
        assert ends == pytest.approx((least.min(), least.max()), rel=1e-9, abs=0)
    ten = table[table["wanted_pools"] == 10]
    means = ten.groupby("pledge_influence")["operators"].mean()
    assert list(counts.lines[1].get_xdata()) == list(INFLUENCES)
    assert list(counts.lines[1].get_ydata()) == means.tolist()
