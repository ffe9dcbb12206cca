"""What the curves of the security budget are made of."""

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import security_budget, theme
from matplotlib.axes import Axes

BUDGET, COST = "security_budget_token_per_year", "cost_of_corruption_token"


def days(
    budget: float = 2e6, cost: float = 6e6, length: int = 100, crash: float = 0.1
) -> pd.DataFrame:
    """Two runs per protocol; the second pays and costs twice as much, a crash divides both."""
    return pd.DataFrame(
        [
            {
                "protocol": protocol, "scenario": scenario, "trial": trial, "epoch": epoch + 1,
                BUDGET: budget * factor * (trial + 1), COST: cost * factor * (trial + 1),
            }
            for protocol in ("plan", "reference")
            for scenario, factor in (("calm", 1.0), ("price-crash", crash))
            for trial in (0, 1)
            for epoch in range(length)
        ]
    )  # fmt: skip


def drawn(table: pd.DataFrame) -> list[Axes]:
    with theme.themed():
        figure = security_budget.draw(table)
        figure.draw_without_rendering()
    return figure.axes


def test_months_are_means_in_millions() -> None:
    """Of 2 and 4, and of 6 and 12 millions; a ratio of 3 in both runs; 100 days are three months."""
    calm = days().query("protocol == 'plan' and scenario == 'calm'")
    found = security_budget.monthly(calm)
    assert found.index.tolist() == [15 / 365, 45 / 365, 75 / 365]
    assert found["budget"].iloc[0].tolist() == [3, 2, 4]
    assert found["cost"].iloc[0].tolist() == [9, 6, 12]
    assert found["ratio"].iloc[2].tolist() == [3, 3, 3]


def test_the_worst_day_of_a_quarter_counts_in_any_run() -> None:
    calm = days(length=200).query("protocol == 'plan' and scenario == 'calm'").copy()
    calm.loc[(calm["trial"] == 1) & (calm["epoch"] == 50), COST] = 1e6
    found = security_budget.worst_days(calm)
    assert found["cost"].tolist() == [1, 6]
    assert found["ratio"].tolist() == [0.25, 3]


def test_days_left_over_join_the_last_month() -> None:
    epochs = pd.Series([1, 30, 31, 60, 61, 75])
    assert security_budget.stretch(epochs, 30).tolist() == [0, 0, 1, 1, 1, 1]
    assert security_budget.stretch(epochs, 100).tolist() == [0] * 6


def test_calm_crash_and_worst_days_are_drawn_for_both_protocols() -> None:
    axes = drawn(days())
    assert [len(panel.lines) for panel in axes] == [4, 6, 4]
    ends = sorted(float(np.asarray(line.get_ydata())[-1]) for line in axes[0].lines)
    assert ends == pytest.approx([0.3, 0.3, 3, 3], rel=1e-9)
    for panel in axes:
        assert sorted(text.get_text() for text in panel.texts) == ["plan", "reference"]
        low, high = panel.get_ylim()
        for line in panel.lines:
            values = np.asarray(line.get_ydata(), dtype=float)
            assert (low < values).all()
            assert (values < high).all()


def test_nothing_has_no_logarithm_and_a_word_in_its_place() -> None:
    for panel in drawn(days(budget=0.0, cost=0.0)):
        assert not panel.lines
        assert [text.get_text() for text in panel.texts] == ["plan: none", "reference: none"]
