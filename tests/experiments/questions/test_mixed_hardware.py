"""Mixed hardware as a question: accusations, tolerances, and what would turn the verdict."""

from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import mixed_hardware as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.mixed_hardware import answer, cases, findings, numbers
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings, asked once as the runner does."""
    table = pd.DataFrame(
        {"protocol": "any", "run": run, **row}
        for run, case in enumerate(cases("any", load("plan"), Precision.TINY))
        for row in answer(case, partial(generator, 1, "mixed_hardware", run))
    )
    return table, findings(table, {})


def test_four_of_five_on_one_kind_accuse_a_sixth_of_the_honest(asked: Any) -> None:
    """Three copies: 3 * 0.8^2 * 0.2 / 3 of the rarer and 3 * 0.2^2 * 0.8 / 3 of the commoner kind."""
    found = numbers(asked[0])
    assert found["accused_percent"] == pytest.approx(100 * (0.8**2 * 0.2 + 0.2**2 * 0.8))
    assert found["accused_by_nine_percent"] > found["accused_percent"]
    assert found["in_class_percent"] == pytest.approx(100 * 0.1 / (0.1 + 0.9 * 0.2))


def test_draws_agree_with_the_formula_and_no_two_kinds_agree_with_each_other(asked: Any) -> None:
    found = numbers(asked[0])
    assert (found["outside"], found["kinds_alike"], found["machine_results"]) == (0, 0, 1)
    assert (found["compared"], found["kinds"]) == (6, 6)


def test_a_tolerance_between_rounding_and_half_precision_accuses_and_misses_nobody(
    asked: Any,
) -> None:
    table = asked[0]
    inside = table[(table["part"] == "tolerance") & (table["tolerance"] == 1e-5)]
    assert (inside[["found", "unseen"]] == 0).all(axis=None)
    assert (inside["low"] < 1e-5).all()
    assert (inside["high"] > 1e-5).all()
    wide = table[table["tolerance"] == 1e-2]
    assert (wide["unseen"] == 1).all()
    assert (wide["turned"] > 0).all()
    narrow = table[table["tolerance"] == 1e-8]
    assert (narrow["found"] > 0.5).all()


def test_a_machine_whose_copies_differ_refutes_the_claim(asked: Any) -> None:
    table, found = asked
    assert found["C92"].verdict.value == "holds if"
    assert "accuses 16 % of the honest copies" in found["C92"].condition
    other = table.assign(found=table["found"].where(table["part"] != "machine", 2.0))
    assert findings(other, {})["C92"].verdict.value == "refuted"


def test_both_panels_have_their_lines(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    above, below = picture.axes
    assert len(above.lines) == 2 * len(figure.COPIES)
    assert len(below.lines) == 3
