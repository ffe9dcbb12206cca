"""What the figure of the economy shows, whatever the protocols pay."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import staking_economy, theme
from matplotlib.axes import Axes

EPOCHS = (0, 1, 30, 60, 75)


def drawn(**changes: Any) -> list[Axes]:
    """Panels for two runs of 75 days, plan first, in which everything stays as it is."""
    usual = {
        "staking_ratio": 0.2, "staker_yield": 0.06, "authority_wealth": 0.1, "supply_token": 500.0,
        "hurdle_rate_low": 0.02, "hurdle_rate_high": 0.12,
    }  # fmt: skip
    rows = [
        usual
        | {
            name: value[index] if isinstance(value, list) else value
            for name, value in changes.items()
        }
        | {"protocol": protocol, "run": run, "epoch": epoch}
        for protocol in ("plan", "reference")
        for run in (0, 1)
        for index, epoch in enumerate(EPOCHS)
    ]
    with theme.themed():
        figure = staking_economy.draw(pd.DataFrame(rows))
        figure.draw_without_rendering()
    return figure.axes


def test_the_four_panels_share_the_years() -> None:
    axes = drawn()
    assert [panel.get_title("left").split(",")[0] for panel in axes] == [
        "Staked", "Yield of stakers", "Owned by the authorities", "Supply",
    ]  # fmt: skip
    assert len({panel.get_xlim() for panel in axes}) == 1
    for panel in axes:
        assert [text.get_text() for text in panel.texts][:2] == ["plan", "reference"]


def test_lines_run_from_the_first_month_to_the_last_day() -> None:
    for panel in drawn():
        for line in panel.lines:
            years = np.asarray(line.get_xdata())
            assert years.tolist() == [30 / 365, 60 / 365, 75 / 365]


def test_the_supply_is_told_in_launches() -> None:
    """500 tokens at launch become 4,000: eightfold."""
    supply = drawn(supply_token=[500.0, 500.0, 1_000.0, 2_000.0, 4_000.0])[3]
    assert np.asarray(supply.lines[0].get_ydata()).tolist() == [2, 4, 8]


def bands(axes: Axes) -> list[tuple[float, float]]:
    """Lower and upper ends of what is filled from one side of a panel to the other."""
    return [(patch.get_y(), patch.get_y() + patch.get_height()) for patch in axes.patches]  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(("low", "high"), [(0.02, 0.12), (0.06, 0.06), (1e9, 1e9)])
def test_the_band_is_what_people_ask_for(low: float, high: float) -> None:
    axes = drawn(hurdle_rate_low=low, hurdle_rate_high=high)
    assert bands(axes[1]) == [pytest.approx((100 * low, 100 * high))]
    assert axes[1].get_title("left").endswith("(grey: what they ask for)")
    assert not any(bands(panel) for panel in (axes[0], *axes[2:]))
    lower, upper = axes[1].get_ylim()
    assert lower <= 80 * min(low, 0.06) < 120 * max(high, 0.06) <= upper
    assert axes[1].patches[0].get_linewidth() > 0


def test_protocols_that_ask_for_different_yields_have_a_band_each() -> None:
    table = pd.DataFrame(
        {
            "protocol": ["plan", "reference"],
            "hurdle_rate_low": [0.02, 0.01],
            "hurdle_rate_high": [0.1, 0.1],
        }
    )
    assert staking_economy.asked_for(table) == [(1.0, 10.0), (2.0, 10.0)]


@pytest.mark.parametrize("name", ["staker_yield", "staking_ratio", "authority_wealth"])
def test_nothing_has_no_logarithm_and_a_word_in_its_place(name: str) -> None:
    """A warning is an error here, and the names of both lines still stand at finite places."""
    for panel in drawn(**{name: 0.0}):
        assert np.isfinite(panel.get_ylim()).all()
        for text in panel.texts:
            assert np.isfinite(text.get_position()).all()
    earned = drawn(staker_yield=0.0, hurdle_rate_low=1e9, hurdle_rate_high=1e9)[1]
    assert not earned.lines
    assert [text.get_text() for text in earned.texts[:2]] == ["plan: none", "reference: none"]


def test_a_yield_that_ends_keeps_its_line() -> None:
    earned = drawn(staker_yield=[0.0, 0.0, 0.5, 0.1, 0.0])[1]
    assert len(earned.lines) == 2
    assert earned.texts[0].get_text() == "plan: none"
