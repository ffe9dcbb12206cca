"""Records and bonds: what the rows say, the break-even, what moves the verdict, and the picture."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Verdict
from hybridstake.experiments.figures import provider_reputation as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.provider_reputation import (
    BOND,
    POPULATIONS,
    answer,
    break_even_bond,
    cases,
    findings,
    marks,
    numbers,
    sufficient_bond,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator


@pytest.fixture(scope="module")
def table() -> Any:
    asked = cases("any", load("plan"), Precision.TINY)
    return pd.DataFrame(
        {"run": run, **row}
        for run, case in enumerate(asked)
        for row in answer(case, partial(generator, 1, "provider_reputation", run))
    )


def test_every_population_meets_every_policy(table: Any) -> None:
    markets = table[table["kind"] == "market"]
    assert markets.groupby("policy")["population"].nunique().tolist() == [len(POPULATIONS)] * 3
    assert not table.isna().any().any()
    assert np.isfinite(table.select_dtypes("number")).all().all()


def test_comparing_less_saves_copies_and_lets_patient_cheats_through(table: Any) -> None:
    found = numbers(table)
    assert found["always_patient_error"] == 0.0
    assert found["reputation_patient_error"] > 0.01
    assert found["reputation_honest_copies"] < found["always_honest_copies"] == 2.0
    assert found["reputation_patient_advantage"] > 0.05
    assert (round(found["all_count_100"], 4), round(found["all_count_1000"], 4)) == (1.1235, 1.0147)


def test_the_bond_that_breaks_even_is_below_the_one_that_is_enough(table: Any) -> None:
    """By hand: (1 - 1/10) 0.8 / (1/10) - 0.2 = 7 where one own job in ten is compared; as others' jobs
    are compared as well, less is enough."""
    assert sufficient_bond() == 7.0
    assert 1.0 < break_even_bond(table) < 7.0
    line = table[table["kind"] == BOND].sort_values("amount")["advantage"]
    assert (np.diff(line) < 0).all()
    assert line.iloc[0] > 0 > line.iloc[-1]


def test_a_record_is_trusted_only_with_a_bond_behind_it(table: Any) -> None:
    found = findings(table, {})["C88"]
    assert found.verdict is Verdict.HOLDS_IF
    assert "patient cheats beside 160 honest providers" in found.condition
    poor = table.copy()
    poor["advantage"] -= 10
    assert findings(poor, {})["C88"].verdict is Verdict.MEASURED


def test_histories_are_told_at_a_hundred_jobs_and_at_the_end() -> None:
    assert {1, 100, 1_000} <= marks(1_000)
    assert max(marks(30) - {100}) == 30


def test_the_picture_has_three_histories_and_a_line_through_honest_work(table: Any) -> None:
    with theme.themed():
        above, below = figure.draw(table).axes
    assert len(above.lines) == 3
    crossing = np.asarray(below.lines[-2].get_ydata(), dtype=float)
    assert crossing[0] > 0 > crossing[-1]
