"""Modes of half days: held against the rule that chooses them, and the figures by hand."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import mode_timeline

AUTHORITIES = 21


@pytest.fixture(scope="module")
def table(answers_to: Callable[..., Any]) -> pd.DataFrame:
    return answers_to("mode_timeline")[0]


def test_the_plan_is_in_the_mode_that_the_load_asks_for(table: pd.DataFrame) -> None:
    """Its limits are 0.3 and 0.7; all authorities are there, and far from 80 % of the supply staked."""
    plan = table[table["protocol"] == "plan"]
    expected = 1 + (plan["load"] > 0.7).astype(int) - (plan["load"] < 0.3).astype(int)
    assert set(expected) == {0, 1, 2}
    assert plan["mode"].tolist() == expected.tolist()


def test_the_reference_is_never_in_secure_while_authorities_are_there(table: pd.DataFrame) -> None:
    reference = table[table["protocol"] == "reference"]
    assert set(reference["mode"]) == {0, 1}


def test_both_protocols_live_through_the_same_load(table: pd.DataFrame) -> None:
    loads = table.pivot_table(index=["trial", "epoch"], columns="protocol", values="load")
    assert loads["plan"].tolist() == loads["reference"].tolist()
    first: Any = table.groupby("period")["day"].min()
    assert first.to_dict() == {"before": 0, "during": 30, "after": 45}
    mean: Any = table.groupby("period")["load"].mean()
    assert mean["during"] > mean["before"] + 0.2 > mean["after"]


@pytest.mark.parametrize(("dwell_days", "shortest"), [(0, 0.5), (1, 1), (1.5, 1.5), (3, 3)])
def test_no_mode_of_the_reference_is_left_before_its_dwell(
    answers_to: Callable[..., Any], dwell_days: float, shortest: float
) -> None:
    table, _ = answers_to(
        "mode_timeline", None, {"switching": {"dwell_seconds": dwell_days * 86_400.0}}
    )
    found = mode_timeline.numbers(table)
    assert found["reference_shortest_stay_days"] == shortest
    assert found["plan_shortest_stay_days"] == 0.5


def test_a_mode_has_no_more_signers_than_seats(answers_to: Callable[..., Any]) -> None:
    """Authorities sign everywhere; 5 and 7 seats for stakers fill, and Fast has none."""
    seats = {"balanced": {"validators": 5}, "secure": {"validators": 7}}
    table, _ = answers_to("mode_timeline", seats)
    most = table[table["protocol"] == "plan"].groupby("mode")["signing"].max()
    assert most.to_dict() == {0: AUTHORITIES, 1: AUTHORITIES + 5, 2: AUTHORITIES + 7}


def story(plan: list[tuple[str, float, int, int]]) -> pd.DataFrame:
    """One run per protocol with a period, a load, a mode and a number of signers per half day."""
    return pd.DataFrame(
        [
            {
                "protocol": protocol, "run": 0, "trial": 0, "epoch": row + 1, "day": row / 2,
                "period": period, "load": load, "mode": mode, "signing": signing,
            }
            for protocol in ("plan", "reference")
            for row, (period, load, mode, signing) in enumerate(plan)
        ]
    )  # fmt: skip


BEFORE = [("before", 0.2, 0, 21), ("before", 0.4, 1, 121)]
AFTER = [("after", 0.1, 0, 21), ("after", 0.1, 0, 21)]


def test_figures_of_periods_by_hand() -> None:
    """Four half days of surge: Secure, Secure, Balanced, Secure; two changes in two days."""
    during = [("during", 0.9, mode, 521) for mode in (2, 2, 1, 2)]
    found = mode_timeline.numbers(story(BEFORE + during + AFTER))
    assert found["surge_start_day"] == 1
    assert found["surge_days"] == 2
    assert found["days"] == 4
    assert found["plan_before_percent_fast"] == 50
    assert found["plan_during_percent_secure"] == 75
    assert found["plan_during_switches_per_year"] == 365
    assert found["plan_during_signing"] == 521
    assert found["plan_switches"] == 5
    assert found["plan_leaps"] == 1
    assert found["plan_shortest_stay_days"] == 0.5
    assert found["plan_during_load_lower"] is None


def test_an_interval_of_parts_ends_at_all_of_the_time() -> None:
    """Fast half of the time and always: 75 % and, by Student, far more."""
    rows = story([*BEFORE, ("during", 0.9, 2, 521), *AFTER])
    always = rows.assign(trial=1, mode=rows["mode"].where(rows["period"] != "before", 0))
    found = mode_timeline.numbers(pd.concat([rows, always]))
    assert found["plan_before_percent_fast"] == 75
    assert found["plan_before_percent_fast_upper"] == 100
    assert found["plan_before_percent_fast_lower"] == 0


def test_a_run_without_two_changes_has_no_shortest_stay() -> None:
    during = [("during", 0.9, 1, 121)]
    found = mode_timeline.numbers(story([("before", 0.2, 1, 21), *during, ("after", 0.2, 1, 21)]))
    assert found["plan_switches"] == 0
    assert found["plan_shortest_stay_days"] is None


@pytest.mark.parametrize(
    ("signing", "words"),
    [
        ((50, 92, 521, 21, 21), "holds in 1 of 1 runs: the rank correlation of the load and of the "
         "validators that sign is 1.00; 71 sign before the surge, 521 during, 21 after"),
        ((121, 21, 15, 521, 521), "fails in 1 of 1 runs: the rank correlation of the load and of the "
         "validators that sign is -1.00; 71 sign before the surge, 15 during, 521 after"),
        ((21, 21, 21, 21, 21), "fails in 1 of 1 runs: the rank correlation of the load and of the "
         "validators that sign is 0.00; 21 sign before the surge, 21 during, 21 after"),
    ],
)  # fmt: skip
def test_whether_validators_follow_demand_is_counted(signing: tuple[int, ...], words: str) -> None:
    rows = [*BEFORE, ("during", 0.9, 2, 0), *AFTER]
    table = story([(*row[:3], signed) for row, signed in zip(rows, signing, strict=True)])
    found = mode_timeline.findings(table, {"plan": load("plan")})["C06"]
    assert found.verdict == "measured"
    assert found.condition == words
