"""What a run of the economy is asked, its numbers by hand, and the verdicts in both directions."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import staking_economy
from hybridstake.experiments.questions.staking_economy import authority_reward_share
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.simulating.economy import run_economy
from hybridstake.models.parameters.parameters import Parameters

RUNS = 3
SEATS = 21

ALWAYS_FAST = {"population": {"load_mean": 0.1, "load_noise": 0.0}}
"""Below the load of 0.3 at which Fast ends, with all authorities there."""


def series(**values: list[float]) -> Mapping[str, Any]:
    """Metrics of a run, launch first."""
    return {name: np.array(each) for name, each in values.items()}


def test_rewards_are_shared_by_what_was_paid_and_not_by_the_days() -> None:
    """Of 100 + 300 paid, stakers get 0.2 * 200 = 40 and 0.25 * 400 = 100: 260 of 400 remain."""
    metrics = series(
        supply_token=[1_000.0, 1_100.0, 1_400.0],
        staking_ratio=[0.2, 4 / 11, 0.3],
        issuance_rate=[0.0, 0.1, 0.3],
        security_budget=[0.0, 50.0, 600.0],
        price=[1.0, 0.5, 2.0],
        staker_yield=[0.0, 0.2, 0.25],
    )
    assert authority_reward_share(metrics) == pytest.approx(0.65, rel=1e-12)


def test_nothing_minted_is_shared_by_nobody() -> None:
    metrics = series(
        supply_token=[9.0, 9.0],
        staking_ratio=[0, 0],
        issuance_rate=[0, 0],
        security_budget=[1, 1],
        price=[1, 1],
        staker_yield=[0, 0],
    )
    assert authority_reward_share(metrics) is None


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_the_share_of_rewards_is_what_authorities_came_to_own(
    protocol: str, parameters_of: Callable[..., Parameters]
) -> None:
    """The ledger is the witness: with nothing to gain from offences nobody is slashed."""
    parameters = parameters_of(protocol, {})
    settings = EconomySettings(
        epochs=400, stakers=60, mean_gain=0, candidates=0, market=MarketSettings(fee_rate=0)
    )
    found = run_economy(parameters, settings, partial(generator, 1, "test", 0))
    bonds = (
        SEATS * int(parameters.staking.authority_minimum) * parameters.token.base_units_per_token
    )
    received = found.totals.authority_wealth - bonds
    share = authority_reward_share(found.metrics)
    assert found.chain.burned == 0
    assert share == pytest.approx(received / found.chain.minted, rel=1e-6)
    assert 0.6 < received / found.chain.minted < 1


def test_fast_alone_pays_authorities_everything(answers_to: Callable[..., Any]) -> None:
    """The reference moves the stakers' part to them; the plan pays it to nobody."""
    table, _ = answers_to("staking_economy", ALWAYS_FAST, ALWAYS_FAST)
    found = staking_economy.numbers(table)
    for protocol in ("plan", "reference"):
        assert found[f"{protocol}_share_of_time_fast"] == 1
        assert found[f"{protocol}_authority_reward_share"] == pytest.approx(1, rel=1e-12)


@pytest.fixture(scope="module")
def told() -> Callable[..., Any]:
    """Findings of three runs of two years with given ends."""

    def tell(name: str, *ends: float, start: float = 0.3) -> Any:
        usual = {
            "gini": 0.5, "largest_share": 0.1, "authorities": 21.0, "participation": 0.8,
            "stakers": 2_000,
        }  # fmt: skip
        table = pd.DataFrame(
            [
                usual
                | {"protocol": "plan", "run": run, "epoch": epoch}
                | {name: end if epoch == 720 else start}
                for run, end in enumerate(ends)
                for epoch in (0, 390, 720)
            ]
        )
        return staking_economy.findings(table, {"plan": load("plan")})

    return tell


@pytest.mark.parametrize(
    ("claim", "metric", "ends", "words"),
    [
        ("C02", "gini", (0.3, 0.2, 0.1), "holds in 3 of 3 runs"),
        ("C02", "gini", (0.31, 0.2, 0.1), "fails in 1 of 3 runs"),
        ("C54", "largest_share", (0.33, 0.2, 0.1), "holds in 3 of 3 runs"),
        ("C54", "largest_share", (0.331, 0.2, 0.34), "fails in 2 of 3 runs"),
        ("C66", "authorities", (10.5, 21, 21), "holds in 3 of 3 runs"),
        ("C66", "authorities", (10, 10, 10), "fails in 3 of 3 runs"),
        ("C67", "participation", (0.5, 0.5, 0.9), "holds in 3 of 3 runs"),
        ("C67", "participation", (0.5, 0.499, 0.9), "fails in 1 of 3 runs"),
    ],
)
def test_a_claim_is_counted_run_by_run(
    told: Callable[..., Any], claim: str, metric: str, ends: tuple[float, ...], words: str
) -> None:
    """Half of 21 seats, 1,000 of 2,000 people and 33 % of the stake are still within the claims."""
    found = told(metric, *ends)[claim]
    assert found.verdict == "measured"
    assert found.condition.startswith(f"{words}: ")


def test_the_largest_share_is_that_of_any_month_after_the_first_year(
    told: Callable[..., Any],
) -> None:
    found = told("largest_share", 0.1, 0.1, 0.1, start=0.6)["C54"]
    assert found.condition == (
        "fails in 3 of 3 runs: the largest staker holds up to 60.0 % after the first year"
    )


@pytest.mark.parametrize(
    ("claim", "metric", "ends", "words"),
    [
        ("C67", "participation", (1.0, 1.0, 0.95), "1967 (1823 to 2000) of 2,000 people"),
        ("C67", "participation", (0.0, 0.0, 0.05), "33 (0 to 177) of 2,000 people"),
        ("C66", "authorities", (21.0, 21.0, 15.0), "19.0 (10.4 to 21.0) of 21 authorities"),
        ("C66", "authorities", (0.0, 0.0, 6.0), "2.0 (0.0 to 10.6) of 21 authorities"),
        ("C02", "gini", (1.3, 1.3, 0.8), "changes by 0.833 (0.116 to 1.000) from"),
    ],
)
def test_an_interval_stays_within_the_population(
    told: Callable[..., Any], claim: str, metric: str, ends: tuple[float, ...], words: str
) -> None:
    """Student's half width of x, x and x - d is 4.3027 d / 3: 143 of 100 people, 8.6 of 6 seats."""
    assert words in told(metric, *ends)[claim].condition


def test_one_run_is_told_without_an_interval(told: Callable[..., Any]) -> None:
    condition = told("participation", 0.5)["C67"].condition
    assert condition == (
        "holds in 1 of 1 runs: 1000 (one run: no interval) of 2,000 people stake at the end"
    )


def test_it_is_said_when_nobody_stakes(told: Callable[..., Any]) -> None:
    """Then no stake is concentrated, which is no merit of the rewards."""
    for claim in ("C02", "C54"):
        assert told("participation", 0, 0.1, 0)[claim].condition.endswith(
            "; nobody stakes at the end of 2 of 3 runs"
        )
        assert "nobody" not in told("gini", 0.1)[claim].condition


def test_rows_carry_the_yields_that_people_ask_for(answers_to: Callable[..., Any]) -> None:
    table, _ = answers_to("staking_economy", {"population": {"hurdle_rate_low": 0.05}})
    asked = table.groupby("protocol")[["hurdle_rate_low", "hurdle_rate_high"]].agg(["min", "max"])
    assert asked.loc["plan"].tolist() == [0.05, 0.05, 0.12, 0.12]
    assert asked.loc["reference"].tolist() == [0.02, 0.02, 0.12, 0.12]


def test_a_day_is_as_long_as_the_reference_dwells_and_so_dwelling_changes_nothing(
    answers_to: Callable[..., Any],
) -> None:
    """A mode has lasted a day by the next decision: dwelling binds at two days only."""
    days = [
        answers_to("staking_economy", None, {"switching": {"dwell_seconds": days * 86_400.0}})[0]
        for days in (0, 1, 2)
    ]
    assert days[0].equals(days[1])
    assert not days[1].equals(days[2])
