"""Scenarios: those of the plan ship with the package, a user's are read as data."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.cartels.settings import CartelSettings
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.agents.settings import AttackerSettings, EconomySettings
from hybridstake.agents.trajectory import Trajectory
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.simulating.economy import run_economy
from hybridstake.experiments.simulating.pace import shortened
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
OURS = {"broken-cartel", "cartel", "delegation", "spite"}

BY = 6
"""By what every scenario is shortened, so that its first year is 61 days."""


def settings_of(name: str) -> EconomySettings:
    """A scenario in a sixth of its days, and with few people where their number is not its subject."""
    settings = shortened(load_scenario(name).settings, BY)
    few = name not in ("bribery", "thousand-join", "delegation")
    return replace(settings, stakers=120) if few else settings


def lived(protocol: str, settings: EconomySettings) -> Trajectory:
    return run_economy(load(protocol), settings, partial(generator, 1, "test", 0))


@cache
def life(protocol: str, name: str) -> Trajectory:
    """A short life under a scenario."""
    return lived(protocol, settings_of(name))


@cache
def uneventful(protocol: str, epochs: int, people: int) -> Trajectory:
    """As many people and days, and nothing said."""
    return lived(protocol, EconomySettings(epochs=epochs, stakers=people))


def authorities_at_the_end(found: Trajectory) -> float:
    return float(found.metrics["authorities"][-1])


def authorities_on_day_61(found: Trajectory) -> float:
    return float(found.metrics["authorities"][61])


def stakers_on_day_20(found: Trajectory) -> float:
    return float(found.metrics["participation"][20])


def newcomers(found: Trajectory) -> float:
    """People who stake at the end, and did not on day 60."""
    staking = found.metrics["participation"]
    return float(staking[-1] - staking[60])


def restlessness(found: Trajectory) -> float:
    """Daily changes of the staking ratio in the ten weeks after the first event."""
    return float(np.abs(np.diff(found.metrics["staking_ratio"][63:130])).mean())


def price_at_the_end(found: Trajectory) -> float:
    return float(found.metrics["price"][-1])


def idle_part_of_the_network(found: Trajectory) -> float:
    return 1 - float(found.metrics["load"][70:90].mean())


def honest_days(found: Trajectory) -> float:
    """Days on which no cartel acts, of all, and one more."""
    return len(found.metrics["load"]) - found.chain.cartel_epochs + 1


def unspent_bribes(found: Trajectory) -> float:
    """One, less what is spent of a budget of four millions."""
    return 1 - found.chain.bribed / 4e12


def stake_of_ones_own(found: Trajectory) -> float:
    """Part of the stake that does not stand behind others, on the day on which it is least."""
    return 1 - float(found.metrics["delegated_share"].max())


def payments_that_get_through(found: Trajectory) -> float:
    """In the weeks before the event, when everybody has joined."""
    return float(found.metrics["velocity"][30:60].mean())


def pay_of_stakers(found: Trajectory) -> float:
    return float(found.metrics["staker_yield"][-40:].mean())


def test_what_the_plan_hopes_and_fears_ships_with_the_package() -> None:
    assert set(scenario_names()) == OF_THE_PLAN | OURS


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_says_what_it_is_and_is_whole_to_the_base_unit(name: str) -> None:
    assert load_scenario(name).title
    assert life("reference", name).conservation_error == 0


ABOUT: list[tuple[str, str, Callable[[Trajectory], float], float]] = [
    ("launch", "plan", stakers_on_day_20, 1.5),
    ("half-participation", "plan", authorities_at_the_end, 0.5),
    ("half-participation", "reference", authorities_at_the_end, 0.5),
    ("thousand-join", "plan", newcomers, 5.0),
    ("thousand-join", "reference", newcomers, 5.0),
    ("high-churn", "reference", restlessness, 5.0),
    ("high-churn", "plan", restlessness, 2.0),
    ("price-crash", "reference", price_at_the_end, 0.2),
    ("bribery", "plan", unspent_bribes, 0.1),
    ("bribery", "reference", unspent_bribes, 0.1),
    ("regulator", "reference", authorities_on_day_61, 0.75),
    ("load-surge", "reference", idle_part_of_the_network, 0.3),
    ("cartel", "plan", honest_days, 0.5),
    ("cartel", "reference", honest_days, 0.95),
    ("broken-cartel", "reference", payments_that_get_through, 0.9),
    ("delegation", "reference", stake_of_ones_own, 0.7),
    ("spite", "plan", pay_of_stakers, 0.97),
    ("spite", "reference", pay_of_stakers, 0.97),
]
"""What each scenario is about, and by what it multiplies that: at least, or at most if below one."""


@pytest.mark.parametrize(("name", "protocol", "quantity", "factor"), ABOUT)
def test_a_scenario_shows_what_it_is_about(
    name: str, protocol: str, quantity: Callable[[Trajectory], float], factor: float
) -> None:
    """Against the same people, days and chances, with nothing said."""
    settings = settings_of(name)
    calm = quantity(uneventful(protocol, settings.epochs, settings.stakers))
    found = quantity(life(protocol, name))
    assert found <= factor * calm if factor < 1 else found >= factor * calm


def test_every_scenario_is_about_something() -> None:
    assert {name for name, *_ in ABOUT} == set(scenario_names())


def test_half_of_the_authorities_are_gone_for_good_and_nobody_takes_their_seats() -> None:
    serving = life("plan", "half-participation").metrics["authorities"]
    assert (serving[60], serving[61], serving[-1]) == (21, 10, 10)


def test_a_regulator_takes_a_third_and_candidates_take_their_seats() -> None:
    """The first of them on the same day."""
    metrics = life("reference", "regulator").metrics["authorities"]
    assert (metrics[60], metrics[61]) == (21, 15)
    assert metrics[-1] == 21


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_a_thousand_people_join_who_were_not_there(protocol: str) -> None:
    people = settings_of("thousand-join").stakers
    staking = life(protocol, "thousand-join").metrics["participation"] * people
    assert staking[60] == 0
    assert staking[-1] >= 1_000


def test_a_crash_takes_nine_tenths_of_the_price_at_once() -> None:
    """What is idle moves a little on the same day."""
    price = life("reference", "price-crash").metrics["price"]
    assert price[61] / price[60] == pytest.approx(0.1, rel=0.05)


def test_a_surge_fills_the_network_and_passes() -> None:
    load_series = life("reference", "load-surge").metrics["load"]
    assert load_series[70:90].mean() > 0.8
    assert load_series[-40:].mean() == pytest.approx(0.45, abs=0.1)


def test_the_reference_gives_in_between_80_000_and_the_bribe_of_the_scenario() -> None:
    settings = settings_of("bribery")
    cheap = replace(settings, attacker=AttackerSettings(bribe=80_000))
    assert lived("reference", cheap).chain.bribed == 0
    assert life("reference", "bribery").chain.bribed > 1e12


@pytest.mark.slow
def test_for_80_000_the_plan_sells_itself_once_its_token_has_lost_its_price() -> None:
    whole = load_scenario("bribery").settings
    cheap = replace(whole, attacker=AttackerSettings(bribe=80_000))
    spent = [lived(protocol, cheap).chain.bribed for protocol in ("plan", "reference")]
    assert spent[0] > 1e12
    assert spent[1] == 0


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_the_bribe_of_the_scenario_buys_in_both_and_spends_no_more_than_there_is(
    protocol: str,
) -> None:
    assert 1e12 < life(protocol, "bribery").chain.bribed <= 4e12


def test_a_cartel_forms_and_one_of_it_talks_where_slashes_are_worth_more_than_pay() -> None:
    """The reference slashes whole bonds, and half of that is a reward; the plan some minutes' pay."""
    plan, reference = life("plan", "cartel").chain, life("reference", "cartel").chain
    assert plan.cartel_epochs > 100
    assert reference.cartel_epochs > 10
    assert (plan.cartels_denounced, reference.cartels_denounced > 0) == (0, True)
    assert plan.cartel_gain > 0


def test_a_cartel_that_is_watched_more_closely_does_not_form() -> None:
    settings = settings_of("cartel")
    watched = replace(settings, cartel=replace(settings.cartel, detection=0.02))
    assert lived("plan", watched).chain.cartel_epochs == 0
    assert settings.cartel != CartelSettings()


def test_a_cartel_of_bribed_authorities_is_broken_by_a_cheat() -> None:
    """Under the reference: on a day on which the price is up, and never by anybody who talks."""
    found = life("reference", "broken-cartel")
    chain, share = found.chain, found.metrics["cartel_share"]
    assert (chain.cartels_broken, chain.cartels_denounced, chain.cartels_found) == (1, 0, 0)
    assert share[60] > 0.38
    assert share[70:].max() == 0
    assert chain.cartel_prizes == pytest.approx(8_000e6 * chain.cartel_epochs, rel=1e-9, abs=0)
    assert chain.cartel_epochs >= 40
    assert life("plan", "broken-cartel").chain.cartel_epochs == 0


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_the_spiteful_grief_and_fees_go_to_the_treasury_and_out_of_the_supply(
    protocol: str,
) -> None:
    """A fifth of the fees to three tenths, to the base unit that each day's rounding takes."""
    found, days = life(protocol, "spite"), settings_of("spite").epochs
    chain = found.chain
    assert found.totals.griefing > 0.01 * found.totals.validating
    assert chain.treasury > 10**9
    assert chain.burned - chain.slashed == pytest.approx(1.5 * chain.treasury, abs=3 * days)
    calm = uneventful(protocol, days, 120)
    assert (calm.totals.griefing, calm.chain.treasury, calm.chain.burned) == (
        0,
        0,
        calm.chain.slashed,
    )


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_high_churn_has_people_come_and_go_no_faster_than_may(protocol: str) -> None:
    """The stake falls and rises again; without the limit it falls more than twice as fast."""
    settings = settings_of("high-churn")
    free = lived(protocol, replace(settings, churn_limit=None))
    moves = np.diff(life(protocol, "high-churn").metrics["staking_ratio"][70:130])
    freely = np.diff(free.metrics["staking_ratio"][70:130])
    assert moves[moves < 0].sum() < -0.1
    assert moves[moves > 0].sum() > 0.05
    assert freely.min() < 2 * moves.min()


@pytest.mark.parametrize("epoch", [21, 100_000])
def test_an_event_after_the_end_of_its_story_is_refused(epoch: int) -> None:
    shock = {"epoch": epoch, "kind": "demand", "size": 0.5}
    with pytest.raises(InvalidParameter) as refused:
        read_scenario({"epochs": 20, "shock": [shock]}, EconomySettings())
    said = f"shock.epoch must be at most the epochs of the run (20), got {epoch}"
    assert str(refused.value) == said
    shock["epoch"] = 20
    assert read_scenario({"epochs": 20, "shock": [shock]}, EconomySettings()).settings.shocks


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
        {"market": {"fee_rate": float("nan")}},
        {"market": {"bribe": 1}},
        {"strategy": {"name": ["bounded"]}},
        {"strategy": {"name": "random"}},
        {"strategy": {"noise": 0.1}},
        {"strategy": "bounded"},
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
    with pytest.raises(InvalidParameter, match="scenario must be bribery, broken-cartel"):
        load_scenario(str(tmp_path / "nowhere.toml"))


def test_a_users_file_is_read_as_data(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    shock = '[[shock]]\nepoch = 2\nkind = "load"\nsize = 1\n'
    path.write_text(f'title = "mine"\nepochs = 3\npeople = 5\n{shock}')
    found = load_scenario(str(path))
    assert (found.title, found.settings.epochs, found.settings.stakers) == ("mine", 3, 5)
    assert found.settings.shocks == (Shock(epoch=2, kind=ShockKind.LOAD, size=1.0),)
