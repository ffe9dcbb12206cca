"""Settings of a run, and what they refuse."""

from typing import Any

import pytest
from hybridstake.agents.settings import AttackerSettings, EconomySettings, MarketSettings
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("stakers", 0, "stakers must be a whole number from 1 to 2^63 - 1, got 0"),
        ("stakers", 1_000_001, "stakers must be at most 1,000,000, got 1000001"),
        ("epochs", 0, "epochs must be a whole number from 1 to 2^63 - 1, got 0"),
        ("epochs", True, "epochs must be a whole number from 1 to 2^63 - 1, got True"),
        ("candidates", -1, "candidates must be a whole number from 0 to 2^63 - 1, got -1"),
        ("epoch_seconds", 0, "epoch_seconds must lie in [1e-06, 3155760000] s, got 0"),
        ("order_blocks", 0, "order_blocks must be a whole number from 1 to 2^63 - 1, got 0"),
        ("review_probability", 1.5, "review_probability must lie in [0, 1], got 1.5"),
        ("expectation_memory", -0.1, "expectation_memory must lie in [0, 1], got -0.1"),
        ("horizon_years", 0.0, "horizon_years must be positive and finite, got 0.0"),
        ("wealth_deviation", -1.0, "wealth_deviation must be finite and not negative, got -1.0"),
        ("horizon_spread", 1.0, "horizon_spread must lie in [0, 1), got 1.0"),
        ("horizon_spread", -0.1, "horizon_spread must lie in [0, 1), got -0.1"),
        ("validator_cost_spread", 1.5, "validator_cost_spread must lie in [0, 1], got 1.5"),
        ("risk_aversion", -1.0, "risk_aversion must be finite and not negative, got -1.0"),
        ("validator_cost", -1.0, "validator_cost must be finite and not negative, got -1.0"),
        ("commission", 1.1, "commission must lie in [0, 1], got 1.1"),
        ("griefing_loss", 1.1, "griefing_loss must lie in [0, 1], got 1.1"),
        ("griefing_factor", -1.0, "griefing_factor must be finite and not negative, got -1.0"),
        ("churn_limit", 1.1, "churn_limit must lie in [0, 1], got 1.1"),
        ("reputation_worth", -1.0, "reputation_worth must be finite and not negative, got -1.0"),
        (
            "exclusion_epochs",
            -1,
            "exclusion_epochs must be a whole number from 0 to 2^63 - 1, got -1",
        ),
        ("mean_gain", float("nan"), "mean_gain must be finite and not negative, got nan"),
        ("epochs", 1_000_001, "epochs must be at most 1,000,000, got 1000001"),
        ("epoch_seconds", 1e300, "epoch_seconds must lie in [1e-06, 3155760000] s, got 1e+300"),
        ("wealth_deviation", 21.0, "wealth_deviation must be at most 20, got 21.0"),
        ("validator_cost", 1e25, "validator_cost must be at most 1e+24, got 1e+25"),
        ("reputation_worth", 1e25, "reputation_worth must be at most 1e+24, got 1e+25"),
        ("mean_gain", 1e25, "mean_gain must be at most 1e+24, got 1e+25"),
        ("griefing_factor", 1e7, "griefing_factor must be at most 1,000,000, got 10000000.0"),
    ],
)
def test_a_setting_outside_its_range_is_refused(field: str, value: Any, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        EconomySettings(**{field: value})
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"turnover": 0.0}, "market.turnover must be positive and finite, got 0.0"),
        ({"turnover": 1e308}, "market.turnover must be at most 1,000,000, got 1e+308"),
        ({"demand_growth": -101.0}, "market.demand_growth must lie in [-100, 100], got -101.0"),
        ({"demand_growth": float("nan")}, "market.demand_growth must lie in [-100, 100], got nan"),
        ({"fee_rate": 1.5}, "market.fee_rate must lie in [0, 1], got 1.5"),
        ({"treasury_share": -0.5}, "market.treasury_share must lie in [0, 1], got -0.5"),
        ({"burned_share": 1.5}, "market.burned_share must lie in [0, 1], got 1.5"),
        (
            {"treasury_share": 0.75, "burned_share": 0.5},
            "market.treasury_share plus market.burned_share must be at most 1, got 0.75 + 0.5",
        ),
    ],
)
def test_a_market_outside_its_range_is_refused(change: dict[str, float], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        MarketSettings(**change)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"budget": -1.0}, "attacker.budget must be finite and not negative, got -1.0"),
        ({"bribe": -1.0}, "attacker.bribe must be finite and not negative, got -1.0"),
        ({"spiteful_share": 2.0}, "attacker.spiteful_share must lie in [0, 1], got 2.0"),
        ({"spite": -1.0}, "attacker.spite must be finite and not negative, got -1.0"),
        ({"spite": 1e308}, "attacker.spite must be at most 1,000,000, got 1e+308"),
        ({"budget": 1e25}, "attacker.budget must be at most 1e+24, got 1e+25"),
        ({"bribe": 1e25}, "attacker.bribe must be at most 1e+24, got 1e+25"),
    ],
)
def test_an_attacker_outside_its_range_is_refused(change: dict[str, float], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        AttackerSettings(**change)
    assert str(refusal.value) == message
