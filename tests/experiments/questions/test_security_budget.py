"""The budget and the bribe: held against the runs of the economy, and the figures by hand."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import security_budget
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.simulating.economy import run_economies
from hybridstake.experiments.simulating.watching import side_by_side

BUDGET, COST = "security_budget_token_per_year", "cost_of_corruption_token"
CRASH_DAY = 31


@pytest.fixture(scope="module")
def table(answers_to: Callable[..., Any]) -> pd.DataFrame:
    return answers_to("security_budget")[0]


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_rows_are_what_runs_of_the_economy_report(table: pd.DataFrame, protocol: str) -> None:
    """The metrics of `hybridstake simulate` are the witness."""
    case = security_budget.cases(protocol, load(protocol), Precision.TINY)[0]
    runs = side_by_side(partial(generator, 1, "security_budget", 0), case.runs)
    for scenario, settings in (("calm", case.calm), ("price-crash", case.crash)):
        of_scenario: Any = table[(table["protocol"] == protocol) & (table["scenario"] == scenario)]
        for trial, found in enumerate(run_economies(load(protocol), settings, runs)):
            rows: Any = of_scenario[of_scenario["trial"] == trial].sort_values("epoch")
            for column, metric in (
                (BUDGET, "security_budget"), (COST, "cost_of_corruption"), ("price", "price"),
                ("mode", "mode"),
            ):  # fmt: skip
                assert rows[column].tolist() == found.metrics[metric][1:].tolist()


def test_a_crash_has_no_past_and_divides_the_price_by_ten(table: pd.DataFrame) -> None:
    """On its first day nobody has answered yet; before it nothing differs."""
    keys = ["protocol", "trial", "epoch"]
    calm, crash = (
        table[table["scenario"] == scenario].set_index(keys).drop(columns="scenario")
        for scenario in ("calm", "price-crash")
    )
    epochs = calm.index.get_level_values("epoch")
    assert calm[epochs < CRASH_DAY].equals(crash[epochs < CRASH_DAY])
    first = epochs == CRASH_DAY
    fall = (calm["price"] / crash["price"])[first]
    assert fall.tolist() == pytest.approx([10] * len(fall), rel=1e-12)


def test_a_slash_of_nothing_leaves_only_rents_to_lose(answers_to: Callable[..., Any]) -> None:
    """Breaking the mode is cheaper without slashes, on every day, and never free while seats pay."""
    bare, _ = answers_to("security_budget", {"slashing": {"rate": 0.0}})
    full, _ = answers_to("security_budget", {"slashing": {"rate": 1.0}})
    on_plan = [each[each["protocol"] == "plan"] for each in (bare, full)]
    first = [each[each["epoch"] == 1][COST].to_numpy() for each in on_plan]
    assert (first[0] < first[1]).all()
    assert (on_plan[0][COST] > 0).all()


def story(days: list[tuple[float, float, int]], crash: float = 1.0) -> pd.DataFrame:
    """Two equal runs per protocol of days: budget, cost [million], mode; a crash multiplies money."""
    return pd.DataFrame(
        [
            {
                "protocol": protocol, "run": 0, "scenario": scenario, "trial": trial,
                "epoch": day + 1, "mode": mode, "price": factor,
                BUDGET: budget * factor * 1e6, COST: cost * factor * 1e6,
            }
            for protocol in ("plan", "reference")
            for scenario, factor in (("calm", 1.0), ("price-crash", crash))
            for trial in (0, 1)
            for day, (budget, cost, mode) in enumerate(days)
        ]
    )  # fmt: skip


def test_figures_of_runs_by_hand() -> None:
    """Means of 50 and 150 paid, of 10 and 90 to break: 0.5 years; the worst day is 10 of 50."""
    found = security_budget.numbers(story([(50.0, 10.0, 0), (150.0, 90.0, 1)], crash=0.25))
    assert found["plan_calm_budget_million"] == 100
    assert found["plan_calm_cost_million"] == 50
    assert found["plan_calm_ratio"] == 0.5
    assert found["plan_calm_cost_fast_million"] == 10
    assert found["plan_calm_cost_balanced_million"] == 90
    assert "plan_calm_cost_secure_million" not in found
    assert found["plan_calm_least_cost_million"] == 10
    assert found["plan_calm_least_ratio"] == 0.2
    assert found["plan_price_crash_budget_million"] == 25
    assert found["plan_price_crash_ratio"] == 0.5
    assert found["plan_crash_fall"] == 4
    assert found["plan_crash_fall_lower"] == 4


def test_the_last_year_is_the_last_365_days() -> None:
    days = [(1_000.0, 500.0, 1)] * 100 + [(10.0, 20.0, 1)] * 365
    found = security_budget.numbers(story(days))
    assert found["reference_calm_budget_million"] == pytest.approx(10, rel=1e-12)
    assert found["reference_calm_ratio"] == pytest.approx(2, rel=1e-12)
    assert found["reference_calm_least_ratio"] == 0.5


def test_no_pay_has_no_ratio() -> None:
    found = security_budget.numbers(story([(0.0, 10.0, 1), (0.0, 0.0, 2)]))
    for end in ("", "_lower", "_upper"):
        assert found[f"plan_calm_ratio{end}"] is None
        assert found[f"plan_calm_least_ratio{end}"] is None
    assert found["plan_calm_least_cost_million"] == 0
