"""Every metric of a small state by hand."""

from dataclasses import replace

import numpy as np
from hybridstake.agents.economy.chain import found_chain
from hybridstake.agents.economy.conservation import Totals
from hybridstake.agents.economy.metrics import METRICS, measure
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.experiments.parameter_files import load

TOTALS = Totals(
    liquid=500,
    staked=400,
    validating=300,
    delegated=100,
    griefing=0,
    unbonding=0,
    staking=2,
    authority_liquid=58,
    bonded=42,
    authority_unbonding=0,
    holding=5,
    serving=4,
)


def test_every_metric_of_a_small_state_by_hand() -> None:
    """Stakes of 100, 300 and 0 in a supply of 1,000; authorities own bonds of 42 and 58 idle. In
    Balanced nobody pays for corruption who is never found out.
    """
    plan = load("plan")
    plan = replace(
        plan,
        token=replace(plan.token, base_units_per_token=1),
        slashing=replace(plan.slashing, detection_probability=0.0),
    )
    settings = EconomySettings(stakers=3, market=MarketSettings(turnover=10.0))
    run = terms(plan, settings)
    chain = replace(
        found_chain(run, 558),
        supply=1_000,
        burned=70,
        slashed=10,
        minted=0,
        unpaid=5,
        treasury=20,
        offences=3,
        load=0.25,
        price=2.5,
        staker_yield=0.1,
        authority_yield=0.2,
        issuance_rate=0.3,
        security_budget=77.0,
    )
    nobody = replace(chain, price=1.5)
    idle = TOTALS._replace(staked=0, validating=0, delegated=0, staking=0)
    staked = np.array([[300, 0, 100], [0, 0, 0]])
    seated = np.array([[True, False, False], [False, False, False]])
    found = measure(run, [chain, nobody], [TOTALS, idle], staked, seated)
    assert tuple(found) == METRICS
    assert {values.shape for values in found.values()} == {(2,)}
    assert {name: values[0] for name, values in found.items()} == {
        "staking_ratio": 0.4,
        "staker_yield": 0.1,
        "authority_yield": 0.2,
        "issuance_rate": 0.3,
        "gini": 0.25,
        "nakamoto_coefficient": 1.0,
        "hhi": 0.625,
        "largest_share": 0.75,
        "participation": 2 / 3,
        "delegated_share": 0.25,
        "authorities": 4.0,
        "authority_wealth": 0.1,
        "slashed_fraction": 10 / 10**9,
        "cartel_share": 0.0,
        "cartel_prize_token": 0.0,
        "security_budget": 77.0,
        "cost_of_corruption": 0.0,
        "velocity": 5.58,
        "price": 2.5,
        "treasury_share": 0.02,
        "mode": 1.0,
        "load": 0.25,
        "supply_token": 1_000.0,
        "unpaid_token": 5.0,
        "offences": 3.0,
    }
    of_nobody = (
        "staking_ratio",
        "gini",
        "hhi",
        "largest_share",
        "participation",
        "delegated_share",
    )
    assert [found[name][1] for name in of_nobody] == [0.0] * 6
    assert found["price"][1] == 1.5
