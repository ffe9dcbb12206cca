"""Disputes as a question: what it counts, and what would turn the verdict."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import disputes as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import disputes as questions
from hybridstake.experiments.questions.disputes import (
    Case,
    answer,
    cases,
    findings,
    numbers,
    places,
)
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings, asked once as the runner does."""
    table = pd.DataFrame(
        {"protocol": "any", "run": run, **row}
        for run, case in enumerate(cases("any", load("plan"), Precision.TINY))
        for row in answer(case, partial(generator, 1, "disputes", run))
    )
    return table, findings(table, {})


def test_each_dispute_blames_the_liar_and_runs_one_segment_again(asked: Any) -> None:
    """Of 64 segments one: 1.56 % of the job, the start of which is no part of any segment."""
    table = asked[0]
    assert (table["only_liar_blamed"] == table["disputes"]).all()
    assert (table["queries"] == table["query_bound"]).all()
    due = 1 / table["segments"]
    assert (table["most_run_again"] <= due).all()
    assert (table["most_run_again"] > 0.95 * due).all()
    assert (table["mean_run_again"] <= table["most_run_again"]).all()


def test_checkpoints_cost_four_units_of_fuel_each(asked: Any) -> None:
    table = asked[0]
    assert (table["extra_fuel"] == 4 * (table["segments"] - 1)).all()
    assert (table["different_copies"] == 1).all()


def test_the_verdict_falls_with_one_wrong_judgement_or_one_other_result(asked: Any) -> None:
    table, found = asked
    assert found["C93"].verdict.value == "measured"
    assert (
        "64 segments one is run again, 1.6 % of the job, after 6 questions"
        in found["C93"].condition
    )
    for column in ("only_liar_blamed", "resumed_alike"):
        worse = table.assign(**{column: table[column] - (table.index == 0)})
        assert findings(worse, {})["C93"].verdict.value == "refuted"


def test_a_judgement_of_another_segment_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """The liar is blamed, but where it did not lie."""
    judged = questions.judged

    def elsewhere(*asked: Any) -> Any:
        found = judged(*asked)
        return replace(found, segment=(found.segment or 0) + 1)

    monkeypatch.setattr(questions, "judged", elsewhere)
    (row,) = answer(Case("coin-flips", 4, 3), partial(generator, 1, "disputes", 0))
    assert row["only_liar_blamed"] == 0


def test_few_places_are_all_tried_and_many_between_the_ends() -> None:
    rng = np.random.default_rng(1)
    assert places(8, 9, rng) == list(range(9))
    assert places(4, 3, rng) == [0, 1, 2, 3, 4]
    many = places(200, 100, rng)
    assert len(many) == 5
    assert (many[0], many[-1]) == (0, 200)


def test_the_prose_has_its_numbers(asked: Any) -> None:
    found = numbers(asked[0])
    assert found["jobs"] == 4
    assert found["wrongly_blamed"] == found["resumed_otherwise"] == 0
    assert found["most_checkpoint_kib"] == 192
    assert found["disputes"] == asked[0]["disputes"].sum() > 100


def test_the_figure_names_every_job(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    legend = picture.axes[0].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [
        name for name, _, _ in figure.MARKS.values()
    ]
