"""Chances of capture against the ledger's small one."""

from collections.abc import Callable
from typing import Any

import pytest

FEW = {"validators": 4}
MANY = {"validators": 1_000}
CLAIMS = {"C07": "fast", "C08": "balanced", "C09": "secure"}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_large_set_keeps_a_third_out_and_a_small_one_does_not(
    answers_to: Callable[..., Any], claim: str
) -> None:
    """3 or 4 of 4 seats for 13 of 40 candidates: (286 * 27 + 715) / 91,390 of all draws."""
    mode = CLAIMS[claim]
    table, few = answers_to("committee_capture", {mode: FEW})
    _, many = answers_to("committee_capture", {mode: MANY})
    assert few[claim].condition.startswith("does not hold: ")
    assert many[claim].condition.startswith("holds: ")
    rows = table[(table["protocol"] == "plan") & table["just_under_a_third"]].set_index("mode")
    assert rows.loc[mode, "adversaries"] == 13
    assert rows.loc[mode, "probability"] == pytest.approx(8_437 / 91_390, rel=1e-12)
    assert {few[claim].verdict, many[claim].verdict} == {"measured"}


def test_a_set_of_one_is_captured_as_often_as_a_candidate_is_the_adversarys(
    answers_to: Callable[..., Any],
) -> None:
    """Three of ten candidates are just under a third."""
    table, found = answers_to("committee_capture", {"fast": {"validators": 1}})
    rows = table[(table["protocol"] == "plan") & (table["mode"] == "fast")]
    assert rows[rows["just_under_a_third"]]["probability"].item() == pytest.approx(0.3, rel=1e-12)
    assert found["C07"].condition.startswith("does not hold: 3.00e-01 (exact) for 3 of 10 ")
