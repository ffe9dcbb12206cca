"""The hybrid's energy by hand, the claims about it, published figures, and the figure."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import energy_footprint as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.questions.energy_footprint import (
    Part,
    Rows,
    numbers,
    plan_of,
    tables,
)
from hybridstake.models.compute.equipment import Hardware

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]
NAME = "energy_footprint"


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of the two presets."""
    return answers_to(NAME)


@pytest.fixture(scope="module")
def plan(asked: Any) -> Rows:
    """What is found of the plan."""
    return plan_of(asked[0])


def test_powers_and_break_evens_by_hand(plan: Rows) -> None:
    """1,021 * 328 W * 1.58 = 529,123 W; twenty times that; over 10,000/s and 3,600: 14.7 mWh."""
    found = plan.of(Part.POWER, Hardware.SERVER, "secure")
    assert found.value == pytest.approx(529_123.04, rel=1e-9, abs=0)
    assert found.extra == pytest.approx(0.014697862, rel=1e-7, abs=0)
    assert plan.break_even(Hardware.SERVER) == pytest.approx(10_582_460.8, rel=1e-9, abs=0)
    assert found.low < found.value < found.high
    assert plan.highest_break_even(Hardware.SERVER) == pytest.approx(
        20 * found.high, rel=1e-9, abs=0
    )


def test_95_percent_are_saved_of_every_large_chain_on_any_machine_and_not_of_the_small_one(
    asked: Any,
) -> None:
    rows = asked[0][asked[0]["part"] == Part.COMPARED.value]
    assert (rows["low"] < rows["value"]).all()
    assert (rows["value"] < rows["high"]).all()
    large = rows[rows["what"] != "small chain"]
    assert large["agrees"].all()
    assert large["low"].min() > 0.999
    small = rows[rows["what"] == "small chain"].set_index(["protocol", "hardware"])["value"]
    assert small["plan", "home"] == pytest.approx(1 - 22_462 / 1e6, rel=1e-9, abs=0)
    assert small["plan", "server"] == pytest.approx(1 - 529_123.04 / 1e6, rel=1e-9, abs=0)


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    """1,021 / 21 = 48.6."""
    found = asked[1]
    assert {claim: each.verdict.value for claim, each in found.items()} == {
        "C03": "holds if", "C103": "refuted"
    }  # fmt: skip
    assert found["C03"].condition.startswith(
        "the proof-of-work chain draws at least 20 times as much: 11 MW where 1,021 nodes run on the "
        "worst machines, "
    )
    assert found["C03"].condition.endswith("against a chain of 1 MW it saves 47%")
    assert found["C103"].condition.endswith("draw 48.6 times as much as the authorities alone")


def test_a_network_of_few_needs_no_large_comparator(answers_to: Ask) -> None:
    """One authority and one staker: 2 * 328 W * 1.58 * 20 = 20.7 kW, so that 1 MW is large."""
    one = {"validators": 1}
    _, found = answers_to(NAME, {"fast": one, "balanced": one, "secure": one})
    assert found["C03"].verdict.value == "holds if"
    assert "0.0207 MW where 2 nodes" in found["C03"].condition
    assert "against a chain" not in found["C03"].condition


def test_budgets_are_what_free_entry_burns(asked: Any) -> None:
    """4,635,118 kWh * 20 * 0.05 USD / 0.6 = 7.725 million USD."""
    found = numbers(asked[0])
    assert found["worst_budget_million"] == pytest.approx(7.725196, rel=1e-6, abs=0)
    assert found["least_budget_million"] < 7.7 < found["most_budget_million"]


def test_the_numbers_of_the_prose_are_those_of_the_table(asked: Any) -> None:
    """22.462 kW * 8.76 h = 196.77 MWh; * 56.039 g: 11.03 t in France."""
    found = numbers(asked[0])
    assert found["times"] == 20.0
    assert found["promised_percent"] == 95.0
    assert found["home_mwh"] == pytest.approx(196.76712, rel=1e-9, abs=0)
    assert found["home_fra_tonnes"] == pytest.approx(11.02663, rel=1e-6, abs=0)
    assert found["times_authorities"] == pytest.approx(1_021 / 21, rel=1e-9, abs=0)
    assert found["published"] == 30
    assert found["predicted"] + found["consistent"] + found["unanswered"] == 30
    assert (found["reproduced"], found["within_range"], found["not_reproduced"]) == (10, 2, 2)
    assert found["predicted"] == 14


def test_every_published_figure_is_printed_with_what_to_make_of_it(asked: Any) -> None:
    table = tables(asked[0])[NAME]
    assert len(table) == 30
    assert table["Outcome"].value_counts().to_dict() == {
        "reproduced": 10, "consistency check": 10, "not reproducible": 6, "within our range": 2,
        "not reproduced": 2,
    }  # fmt: skip
    rows = {row["What"]: row for row in table.to_dict("records")}
    assert rows["Solana, electricity [MWh/year]"]["Difference"] == "-0.46 %"
    assert rows["power of all nodes [kW]"]["Ours"] == "309.58 to 2,181"
    assert {row["Outcome"] for row in rows.values() if row["Ours"] == "none"} == {
        "not reproducible"
    }
    assert all(row["Remark"] for row in rows.values() if row["Outcome"].startswith("not"))


@pytest.mark.parametrize("validators", [1, pytest.param(10_000, marks=pytest.mark.exhaustive)])
def test_the_figure_shows_every_class_and_every_uncertain_number(
    answers_to: Ask, validators: int
) -> None:
    few = {"validators": validators}
    table, _ = answers_to(NAME, {"fast": few, "balanced": few, "secure": few})
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    saved, moved = picture.axes
    assert len([line for line in saved.lines if line.get_linestyle() == "-"]) == len(Hardware)
    assert [text.get_text() for text in moved.get_yticklabels()] == list(figure.INPUTS.values())
