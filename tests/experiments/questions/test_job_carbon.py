"""Grams of a job by hand, the claims about them, and the figure."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import job_carbon as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.job_carbon import (
    COUNTRIES,
    answer,
    cases,
    findings,
    numbers,
    of,
    tables,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of a question that reads nothing, and is asked once."""
    table = pd.DataFrame(
        [
            row
            for run, case in enumerate(cases("plan", load("plan"), Precision.TINY))
            for row in answer(case, partial(generator, 1, "job_carbon", run))
        ]
    )
    return table, findings(table, {})


def test_grams_by_hand(asked: Any) -> None:
    """31.78 Wh at 369.473 g/kWh: 11.742 g; nine copies at a majority of nine: 105.68 g."""
    table = asked[0]
    assert of(table, "once", "USA").grams == pytest.approx(11.74185, rel=1e-6, abs=0)
    assert of(table, "traditional", "USA").size == 9
    assert of(table, "traditional", "USA").grams == pytest.approx(105.67667, rel=1e-6, abs=0)
    assert of(table, "iterative", "NOR").grams == pytest.approx(4.77826, rel=1e-5, abs=0)


def test_copies_are_those_that_brun_and_others_give(asked: Any) -> None:
    """A lead of four at 0.9: 4 (2 R - 1) / 0.8 of R = 0.9^4 / (0.9^4 + 0.1^4) = 0.999848."""
    found = of(asked[0], "iterative", "WLD")
    reliability = 0.9**4 / (0.9**4 + 0.1**4)
    assert found.size == 4
    assert found.copies == pytest.approx(4 * (2 * reliability - 1) / 0.8, rel=1e-12, abs=0)


def test_the_useful_work_is_the_same_whatever_the_scheme(asked: Any) -> None:
    rows = asked[0]
    useful = (rows["job_wh"] - rows["security_wh"]).round(9)
    assert set(useful) == {31.78}
    assert (rows[rows["scheme"] == "once"]["security_wh"] == 0).all()


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    found = asked[1]
    assert {claim: each.verdict.value for claim, each in found.items()} == {
        "C99": "refuted", "C100": "measured"
    }  # fmt: skip
    assert "take 5.00 copies" in found["C99"].condition
    assert found["C99"].condition.endswith("80% of the energy is not the job's")
    assert found["C100"].condition.startswith("31.8 Wh of a job of 8 cores for an hour, between ")
    assert found["C100"].condition.endswith("grids differ 27 times")


def test_numbers_and_table_are_of_one_job(asked: Any) -> None:
    """23 TWh over four further copies of 31.78 Wh: 1.81e11 jobs."""
    found = numbers(asked[0])
    assert found["once_low_wh"] < found["once_wh"] < found["once_high_wh"]
    assert found["grid_ratio"] == pytest.approx(821.391 / 30.08, rel=1e-9, abs=0)
    assert found["ethereum_jobs_billion"] == pytest.approx(181.0, rel=0.001, abs=0)
    table = tables(asked[0])["job_carbon"]
    assert len(table) == len(COUNTRIES)
    assert table.set_index("Grid").loc["United States", "Once [g]"] == "11.7"


def test_every_country_has_a_mark_for_every_scheme(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    countries, part = picture.axes
    assert {text.get_text() for text in countries.get_yticklabels()} == set(COUNTRIES)
    assert [np.size(line.get_xdata()) for line in countries.lines] == [len(COUNTRIES)] * 4
    assert len(part.lines) == 3
