"""The lottery as a question: draws beside formulas, and what would turn the verdict."""

from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import theme
from hybridstake.experiments.figures import work_lottery as figure
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.work_lottery import answer, cases, findings, numbers
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.attacks.beacons.randao import Randao


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings, asked once as the runner does."""
    table = pd.DataFrame(
        {"protocol": "any", "run": run, **row}
        for run, case in enumerate(cases("any", load("plan"), Precision.TINY))
        for row in answer(case, partial(generator, 1, "work_lottery", run))
    )
    return table, findings(table, {})


def test_executed_draws_are_within_their_intervals_of_the_formula(asked: Any) -> None:
    table = asked[0]
    executed = table[table["part"] != "solved"]
    assert (executed["low"] <= executed["due"]).all()
    assert (executed["due"] <= executed["high"]).all()
    assert (executed["high"] - executed["low"] < 0.8).all()
    assert set(table[table["part"] == "keyed"]["beacon"]) == {
        "randao", "commit-reveal", "vrf", "threshold",
    }  # fmt: skip


def test_a_tenth_of_the_tickets_wins_as_worked_by_hand(asked: Any) -> None:
    """1 - 0.9^2, 1 - 0.9^4, 1 - 0.9^8."""
    found = numbers(asked[0])
    assert found["withholding_1_percent"] == pytest.approx(19)
    assert found["withholding_2_percent"] == pytest.approx(34.39)
    assert found["withholding_3_percent"] == pytest.approx(56.953279)
    assert found["vrf_percent"] == pytest.approx(10)
    due = 100 * Randao(share=0.1, slots=32).exact().probability
    assert found["randao_percent"] == pytest.approx(due)


def test_draws_that_do_not_fall_as_tickets_do_refute_the_claim(asked: Any) -> None:
    table, found = asked
    assert found["C94"].verdict.value == "holds if"
    assert "no holder of tickets can withhold" in found["C94"].condition
    unfair = table.assign(p_value=1e-9)
    assert findings(unfair, {})["C94"].verdict.value == "refuted"
    outside = table.assign(due=table["due"].where(table["part"] != "chosen", 0.999))
    assert findings(outside, {})["C94"].verdict.value == "refuted"


def test_every_line_has_its_marks(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    legend = picture.axes[0].get_legend()
    assert legend is not None
    labels = {text.get_text() for text in legend.get_texts()}
    assert labels == {"RANDAO, long run", *(name for name, *_ in figure.LINES)}
