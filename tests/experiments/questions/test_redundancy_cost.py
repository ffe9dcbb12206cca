"""Costs of redundancy: both witnesses, the published point, what moves a verdict, and the picture."""

from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Verdict
from hybridstake.experiments.figures import redundancy_cost as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.redundancy_cost import (
    MATCH,
    answer,
    cases,
    findings,
    is_inside,
    numbers,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator


@pytest.fixture(scope="module")
def table() -> Any:
    asked = cases("any", load("plan"), Precision.TINY)
    return pd.DataFrame(
        {"run": run, **row}
        for run, case in enumerate(asked)
        for row in answer(case, partial(generator, 1, "redundancy_cost", run))
    )


def test_closed_forms_lie_in_the_intervals_of_sampled_jobs(table: Any) -> None:
    """Two intervals of 99.9 % in each of about a hundred rows: one miss is no news, three would be."""
    assert len(table) > 100
    assert (~is_inside(table)).sum() <= 2


def test_the_published_example_is_quoted(table: Any) -> None:
    found = numbers(table)
    assert found["our_copies"] == pytest.approx(9.347, abs=5e-4)
    assert (round(found["over_traditional"], 1), round(found["over_progressive"], 1)) == (2.0, 1.5)
    assert found["published_copies"] == 9.4
    assert found["scattered_error"] < found["agreeing_error"] / 500


def test_iterative_redundancy_is_the_cheapest_for_what_a_lead_reaches_exactly(table: Any) -> None:
    found = findings(table, {})
    assert found["C86"].verdict is Verdict.HOLDS_IF
    assert numbers(table)["matched_exceptions"] == 0 < numbers(table)["exceptions"]
    dearer = table.copy()
    matched = (dearer["asked"] == MATCH) & (dearer["scheme"] == "iterative")
    dearer.loc[matched, "copies"] *= 10
    assert findings(dearer, {})["C86"].verdict is Verdict.REFUTED
    cheaper = table.copy()
    cheaper.loc[cheaper["scheme"] == "iterative", "copies"] /= 10
    assert findings(cheaper, {})["C86"].verdict is Verdict.MEASURED


def test_fraud_is_prevented_only_among_a_majority_of_honest_results(table: Any) -> None:
    condition = findings(table, {})["C87"].condition
    assert condition.startswith("more than half of the results are honest")
    assert "a lead of 4 accepts 3.3% wrong ones; with 40% it accepts 84%" in condition


def test_the_picture_shows_three_schemes_twice_and_the_published_star(table: Any) -> None:
    with theme.themed():
        above, below = figure.draw(table).axes
    assert [str(each.get_text()) for each in above.get_legend().get_texts()] == [  # pyright: ignore[reportOptionalMemberAccess]
        "traditional",
        "progressive",
        "iterative",
    ]
    star = above.lines[-1]
    assert (float(star.get_xdata()[0]), float(star.get_ydata()[0])) == pytest.approx(  # pyright: ignore[reportIndexIssue, reportArgumentType]
        (0.032635, 9.4), rel=1e-4, abs=0
    )
    assert len(below.lines) == 3
