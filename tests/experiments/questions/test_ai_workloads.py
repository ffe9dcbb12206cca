"""Sampling and capacity by hand, the claims about them, and the figure."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import ai_workloads as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.ai_workloads import (
    Code,
    Part,
    cells_of,
    chosen,
    mode_under,
    numbers,
)
from hybridstake.models.protocol.modes import Mode

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of the two presets."""
    return answers_to("ai_workloads")


def test_cells_of_a_model_by_hand() -> None:
    """110,258 blobs of 64 cells, doubled to 128; half of all and one."""
    assert cells_of(Code.NONE) == (7_056_512, 1)
    assert cells_of(Code.EACH_BLOB) == (14_113_024, 65)
    assert cells_of(Code.WHOLE_MODEL) == (14_113_024, 7_056_513)


def test_a_code_over_each_blob_does_not_help_who_samples_the_whole(asked: Any) -> None:
    """65 of 14 million cells: (1 - 4.6e-6)^(32 * 1,021) = 0.860."""
    blobwise = chosen(asked[0], Part.SAMPLING, Code.EACH_BLOB.value, 32)
    assert blobwise.witness == pytest.approx(0.8603, rel=1e-3, abs=0)
    whole = chosen(asked[0], Part.SAMPLING, Code.WHOLE_MODEL.value, 32)
    assert whole.value == pytest.approx(0.5**32, rel=1e-3, abs=0)


def test_capacity_is_divided_by_the_copies_and_the_price_settles_where_it_should(
    asked: Any,
) -> None:
    rows = asked[0][asked[0]["part"] == Part.CAPACITY.value]
    assert (rows["value"] * rows["copies"]).tolist() == pytest.approx([1.0] * len(rows), abs=1e-12)
    assert rows["witness"].tolist() == pytest.approx([1.0] * len(rows), rel=1e-9, abs=0)


def test_copies_are_load_that_moves_the_plan_and_not_the_reference(
    asked: Any, parameters_of: Callable[..., Any]
) -> None:
    """0.15 in nine copies is more than all there is; the plan is Secure from 0.7 on."""
    plan, reference = (parameters_of(name, {}) for name in ("plan", "reference"))
    assert [mode_under(plan, load) for load in (0.1, 0.5, 0.8)] == [
        Mode.FAST, Mode.BALANCED, Mode.SECURE
    ]  # fmt: skip
    assert [mode_under(reference, load) for load in (0.1, 0.5, 0.8)] == [
        Mode.FAST, Mode.BALANCED, Mode.BALANCED
    ]  # fmt: skip
    found = numbers(asked[0])
    assert (found["plan_once_fast"], found["plan_most_copies_secure"]) == (1, 1)
    assert (found["reference_once_fast"], found["reference_most_copies_secure"]) == (1, 0)


def test_waits_are_those_of_the_queue_as_it_runs(asked: Any) -> None:
    """Even sizes and half the load at most: others need more jobs than the least precision draws."""
    rows = asked[0][(asked[0]["part"] == Part.WAITING.value) & (asked[0]["name"] == "variation 1")]
    once = rows[(rows["copies"] == 1) & (rows["at"] == 0.5)]["value"]
    assert once.tolist() == pytest.approx([1.0, 1.0], rel=1e-12, abs=0)
    steady = rows[rows["load"] <= 0.5]
    assert steady["witness"].tolist() == pytest.approx(steady["value"].tolist(), rel=0.2, abs=0)
    assert len(steady) > 10
    assert (rows[rows["load"] >= 1]["value"] == 0).all()


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    found = asked[1]
    assert {claim: each.verdict.value for claim, each in found.items()} == {
        "C101": "holds if", "C102": "refuted"
    }  # fmt: skip
    assert "14,113,024 cells are coded over the whole model" in found["C101"].condition
    assert "the coding is right or somebody who has the cells checks it" in found["C101"].condition
    assert "samples 30 of them" in found["C101"].condition
    assert found["C102"].condition.startswith("copies leave 20% of it where results are right 90%")


def test_every_scheme_every_code_and_every_queue_has_a_line(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    sampling, capacity, waiting = picture.axes
    assert len(sampling.lines) == 6
    assert len(capacity.lines) == 3
    assert len(waiting.lines) == 8
