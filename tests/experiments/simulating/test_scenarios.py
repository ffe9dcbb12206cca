"""Scenarios: those of the plan ship with the package, a user's are read as data."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.cartels.settings import CartelKind
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.trajectory import Trajectory
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.simulating.economy import run_economy
from hybridstake.experiments.simulating.scenarios import (
    load_scenario,
    read_scenario,
    read_shock,
    scenario_names,
)
from hybridstake.models.errors import InvalidParameter

OF_THE_PLAN = {
    "launch", "half-participation", "thousand-join", "high-churn", "price-crash", "bribery",
    "regulator", "load-surge",
}  # fmt: skip


def lived(name: str, protocol: str = "reference", **changes: Any) -> Trajectory:
    """A short life of few people under a scenario; its year is cut to 60 days."""
    document = load_scenario(name).settings
    shocks = tuple(
        Shock(epoch=max(each.epoch // 6, 1), kind=each.kind, size=each.size)
        for each in document.shocks
    )
    settings = EconomySettings(
        **{
            "epochs": document.epochs // 6,
            "stakers": 120,
            "candidates": document.candidates,
            "review_probability": document.review_probability,
            "market": document.market,
            "attacker": document.attacker,
            "cartel": document.cartel,
            "shocks": shocks,
        }
        | changes
    )
    return run_economy(load(protocol), settings, partial(generator, 1, "test", 0))


def test_what_the_plan_hopes_and_fears_ships_with_the_package() -> None:
    assert OF_THE_PLAN | {"cartel"} == set(scenario_names())


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_says_what_it_is_and_can_be_lived_through(name: str) -> None:
    assert load_scenario(name).title
    assert lived(name).conservation_error == 0


def test_half_of_the_authorities_are_gone_for_good() -> None:
    serving = lived("half-participation", candidates=0).metrics["authorities"]
    assert (serving[59], serving[60], serving[-1]) == (21, 10, 10)


def test_a_regulator_takes_a_third_and_candidates_take_their_seats() -> None:
    metrics = lived("regulator").metrics["authorities"]
    assert (metrics[59], metrics[60]) == (21, 14)
    assert metrics[-1] == 21


def test_whoever_asks_for_less_stakes_more() -> None:
    staked = lived("thousand-join").metrics["staking_ratio"]
    assert staked[-1] > 1.3 * staked[59]


def test_a_crash_takes_nine_tenths_of_the_price_at_once() -> None:
    """What is idle moves a little on the same day."""
    price = lived("price-crash").metrics["price"]
    assert price[60] / price[59] == pytest.approx(0.1, rel=0.05)


def test_a_surge_fills_the_network_and_passes() -> None:
    load_series = lived("load-surge").metrics["load"]
    assert load_series[70:90].mean() > 0.8
    assert load_series[-40:].mean() == pytest.approx(0.45, abs=0.1)


def test_bribes_are_taken_where_they_pay_and_the_budget_is_all_that_is_spent() -> None:
    """Where rewards and slashes are next to nothing, everybody is for sale until the money is gone."""
    reference = load("reference")
    found = lived("bribery")
    assert found.chain.bribed <= 2_000_000 * reference.token.base_units_per_token
    quiet = lived("bribery", shocks=(), mean_gain=0)
    assert quiet.chain.bribed == 0


def test_people_who_look_around_often_move_more() -> None:
    staked = lived("high-churn").metrics["staking_ratio"]
    restless, calm = np.diff(staked[62:130]), np.diff(staked[30:59])
    assert np.abs(restless).mean() > np.abs(calm).mean()


def test_a_cartel_forms_where_nobody_watches_and_is_paid() -> None:
    scenario = load_scenario("cartel").settings
    assert scenario.cartel.kind is CartelKind.STEALING
    unwatched = read_scenario(
        {"cartel": {"kind": "stealing", "detection": 0, "tip": 0}}, EconomySettings()
    ).settings
    found = lived("cartel", cartel=unwatched.cartel)
    assert found.metrics["cartel_share"].max() > 0.6
    assert found.chain.cartel_gain > 0


@pytest.mark.parametrize(
    ("text", "shock"),
    [
        ("demand:0.1@365", Shock(epoch=365, kind=ShockKind.DEMAND, size=0.1)),
        ("removal:1@1", Shock(epoch=1, kind=ShockKind.REMOVAL, size=1.0)),
    ],
)
def test_a_shock_is_read_as_it_is_spelt(text: str, shock: Shock) -> None:
    assert read_shock(text) == shock


@pytest.mark.parametrize(
    "text",
    ["", "demand", "demand:1", "demand:x@1", "demand:1@x", "nothing:1@1", "load:2@1", "load:nan@1",
     "demand:-1@1", "demand:1@0", "demand:inf@1"],
)  # fmt: skip
def test_a_shock_that_makes_no_sense_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read_shock(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "document",
    [
        {"unknown": 1},
        {"epochs": 1.5},
        {"epochs": True},
        {"epochs": 0},
        {"people": -1},
        {"commission": 2},
        {"commission": "0.1"},
        {"fee_rate": float("nan")},
        {"title": 3},
        {"shock": {"epoch": 1}},
        {"shock": [3]},
        {"shock": [{"epoch": 1, "kind": "load"}]},
        {"shock": [{"epoch": 1.0, "kind": "load", "size": 0.5}]},
        {"shock": [{"epoch": 1, "kind": "nothing", "size": 0.5}]},
        {"shock": [{"epoch": 1, "kind": ["load"], "size": 0.5}]},
        {"cartel": 1},
        {"cartel": {"detection": 0.1}},
        {"cartel": {"kind": "friendly"}},
        {"cartel": {"kind": "stealing", "unknown": 1}},
        {"cartel": {"kind": "stealing", "detection": 2}},
    ],
    ids=str,
)
def test_a_scenario_that_makes_no_sense_is_refused_in_one_line(document: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read_scenario(document, EconomySettings())
    assert "\n" not in str(refused.value)


def test_an_unknown_scenario_is_told_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(InvalidParameter, match="scenario must be bribery, cartel"):
        load_scenario(str(tmp_path / "nowhere.toml"))


def test_a_users_file_is_read_as_data(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    shock = '[[shock]]\nepoch = 2\nkind = "load"\nsize = 1\n'
    path.write_text(f'title = "mine"\nepochs = 3\npeople = 5\n{shock}')
    found = load_scenario(str(path))
    assert (found.title, found.settings.epochs, found.settings.stakers) == ("mine", 3, 5)
    assert found.settings.shocks == (Shock(epoch=2, kind=ShockKind.LOAD, size=1.0),)
