"""Cartels and bribes as strategies: what the game pays is what the engine pays, and its gains are
those that agents act on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.cartels.cartel import cartel_of, denouncing, patience
from hybridstake.agents.cartels.settings import CartelKind, CartelSettings
from hybridstake.agents.choices.opportunity import Temptation, answer
from hybridstake.agents.choices.positions import Position
from hybridstake.agents.choices.rents import seat_rent, stake_rent
from hybridstake.agents.choices.seats import Seat
from hybridstake.agents.equilibrium.bribes import bribe_on_offer
from hybridstake.agents.equilibrium.game import aggregates_of
from hybridstake.agents.equilibrium.plays import (
    CHEAT,
    CORRUPT,
    DENOUNCE,
    EQUIVOCATE,
    MEMBER,
    SEATS,
    STRATEGIES,
)
from hybridstake.agents.equilibrium.staking_game import StakingGame, certified, staking_game
from hybridstake.agents.settings import AttackerSettings, EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.collusion.boundary import holding_detection
from hybridstake.models.economics.collusion.denouncing import least_breaking_bounty
from hybridstake.models.protocol.modes import Mode

SERVE = SEATS + Seat.SERVE
STEALING = CartelSettings(kind=CartelKind.STEALING)
Make = Callable[..., ArrayEngine]


@pytest.fixture
def at_launch(make_engine: Make, make_streams: Callable[..., Any]) -> Callable[..., ArrayEngine]:
    """A protocol at launch, of few people, with so many members of a cartel."""

    def make(protocol: str, members: int = 0, **changes: Any) -> ArrayEngine:
        few = EconomySettings(epochs=10, stakers=20, candidates=0)
        settings = replace(few, **changes)
        engine = make_engine(load(protocol), settings, [make_streams(1)])
        engine.population.authorities.member[0, :members] = True
        engine.chains[0].cartel_members = members
        return engine

    return make


def game_of(engine: ArrayEngine) -> StakingGame:
    return staking_game(engine.terms, engine.chains[0], engine.population, 0)


def paid(asked: StakingGame, name: str, play: int) -> float:
    """What somebody would get who changed to a strategy [1/year]."""
    kind, sums = asked.names.index(name), aggregates_of(asked.game, asked.profile)
    now = int(asked.profile[kind].argmax())
    change = asked.game.contributions[kind, play] - asked.game.contributions[kind, now]
    return float(asked.game.payoffs(np.array([kind]), np.array([play]), (sums + change)[None])[0])


def opened(asked: StakingGame, name: str) -> set[str]:
    """What somebody may play."""
    return {
        STRATEGIES[play] for play in np.flatnonzero(asked.game.allowed[asked.names.index(name)])
    }


def test_all_that_authorities_and_validators_can_do_is_in_the_set() -> None:
    assert STRATEGIES == (
        "idle", "delegate", "validate", "split", "offline", "grief",
        "seat out", "seat serve", "seat offline",
        "equivocate", "seat member", "seat cheat", "seat denounce", "seat equivocate",
    )  # fmt: skip


def test_whoever_is_kept_out_is_paid_nothing_in_the_game_as_in_the_engine(
    at_launch: Callable[..., ArrayEngine], make_streams: Callable[..., Any]
) -> None:
    """Twenty of the plan's 21 serve as members: they share the pool, and the last has its cost."""
    engine = at_launch("plan", 20, cartel=STEALING)
    authorities, streams = engine.population.authorities, [make_streams(2)]
    for _ in range(2):
        engine.step(draw_epoch(streams, engine.terms.settings, 21))
    assert engine.chains[0].cartel_acts
    before = authorities.liquid[0].copy()
    asked, terms, chain = game_of(engine), engine.terms, engine.chains[0]
    pool = chain.expected_authorities / terms.epoch_years
    cost = authorities.cost[0] / chain.price
    plays = [MEMBER] * 20 + [SERVE]
    now = [
        paid(asked, f"authority {row}", play) * terms.bond + cost[row]
        for row, play in enumerate(plays)
    ]
    engine.step(draw_epoch(streams, terms.settings, 21))
    earned = authorities.liquid[0] - before
    assert (now[20], earned[20]) == (pytest.approx(0, abs=1e-3), 0)
    assert now[:20] == pytest.approx([pool / 20] * 20, rel=1e-9, abs=0)
    assert set(earned[:20]) == {chain.offered_authorities // 20}


def test_one_who_is_kept_out_and_not_taken_in_had_rather_leave(
    at_launch: Callable[..., ArrayEngine],
) -> None:
    """The 21st would leave nobody out: the pay of all is that without a cartel."""
    engine = at_launch("plan", 20, cartel=STEALING)
    found = certified(engine.terms, engine.chains[0], engine.population, 0)
    asked = game_of(engine)
    assert "seat member" not in opened(asked, "authority 20")
    outside = float(engine.population.authorities.outside_rate[0, 20])
    cost = float(engine.population.authorities.cost[0, 20]) / engine.terms.bond
    assert paid(asked, "authority 20", SERVE) == pytest.approx(-cost, rel=1e-9, abs=0)
    assert paid(asked, "authority 20", SEATS) == pytest.approx(outside, rel=1e-9, abs=0)
    assert found.epsilon >= outside + cost - 1e-12


def test_one_more_who_is_taken_in_gains_by_joining(
    at_launch: Callable[..., ArrayEngine],
) -> None:
    engine = at_launch("plan", 14, cartel=STEALING)
    asked = game_of(engine)
    assert "seat member" in opened(asked, "authority 20")
    gain = paid(asked, "authority 20", MEMBER) - paid(asked, "authority 20", SERVE)
    found = cartel_of(engine.chains[0], engine.terms, 21, 15)
    yearly = found.stage.member / engine.terms.epoch_years / engine.terms.bond
    assert gain == pytest.approx(yearly, rel=1e-9, abs=0)
    said = certified(engine.terms, engine.chains[0], engine.population, 0).deviator
    assert said is not None
    assert said.endswith("from seat serve to seat member")


def test_without_a_cartel_nobody_has_anything_to_join(
    at_launch: Callable[..., ArrayEngine],
) -> None:
    assert opened(game_of(at_launch("plan")), "authority 0") == {
        "seat out", "seat serve", "seat offline",
    }  # fmt: skip


@pytest.mark.parametrize("factor", [0.999, 1.001])
def test_a_member_gains_by_cheating_just_above_the_closed_form(
    at_launch: Callable[..., ArrayEngine], factor: float
) -> None:
    """In Fast, where a cartel of 14 acts, at the patience of this very member."""
    engine = at_launch("plan", 14, cartel=STEALING)
    chain, terms = engine.chains[0], engine.terms
    found = cartel_of(chain, terms, 21, 14)
    discount = patience(float(engine.population.authorities.outside_rate[0, 3]), terms)
    stage, loss = found.stage, found.penalty + found.rent
    boundary = holding_detection(discount, stage.member, stage.deviator, stage.honest, loss)
    engine = at_launch("plan", 14, cartel=replace(STEALING, detection=factor * boundary))
    asked = game_of(engine)
    assert opened(asked, "authority 3") >= {"seat member", "seat cheat", "seat denounce"}
    gain = paid(asked, "authority 3", CHEAT) - paid(asked, "authority 3", MEMBER)
    assert (gain > 0) == (factor > 1)


@pytest.mark.parametrize("factor", [0.999, 1.001])
def test_a_member_gains_by_talking_just_above_the_least_bounty(
    at_launch: Callable[..., ArrayEngine], factor: float
) -> None:
    watched = replace(STEALING, detection=2e-3, tip=0.0)
    engine = at_launch("reference", 18, cartel=watched, exclusion_epochs=60)
    chain, terms = engine.chains[0], engine.terms
    found = cartel_of(chain, terms, 21, 18)
    discount = patience(float(engine.population.authorities.outside_rate[0, 3]), terms)
    stage, loss = found.stage, found.penalty + found.rent
    least = least_breaking_bounty(discount, stage.member, stage.honest, 2e-3, loss, 0.0)
    rate = factor * least / (17 * found.penalty)
    assert 0 < rate < 1
    rewarded = replace(watched, bounty_rate=rate)
    engine = at_launch("reference", 18, cartel=rewarded, exclusion_epochs=60)
    asked = game_of(engine)
    gain = paid(asked, "authority 3", DENOUNCE) - paid(asked, "authority 3", MEMBER)
    assert (gain > 0) == (factor > 1)
    assert denouncing(cartel_of(engine.chains[0], engine.terms, 21, 18)) > stage.member


def test_who_is_denounced_loses_and_who_is_outside_does_not(
    at_launch: Callable[..., ArrayEngine],
) -> None:
    asked = game_of(at_launch("reference", 18, cartel=replace(STEALING, bounty_rate=0.5)))
    told = asked.profile.copy()
    kind = asked.names.index("authority 0")
    told[kind] = 0
    told[kind, DENOUNCE] = 1
    sums = aggregates_of(asked.game, told)[None]
    member, outsider = (asked.names.index(f"authority {row}") for row in (1, 20))
    worths = [
        float(asked.game.payoffs(np.array([kind]), np.array([play]), sums)[0])
        for kind, play in ((member, MEMBER), (outsider, SERVE), (kind, DENOUNCE))
    ]
    assert worths[0] < worths[1] < worths[2]


BRIBED = AttackerSettings(budget=1e6, bribe=60_000.0)


@pytest.mark.parametrize("protocol", ["plan", "reference"])
@pytest.mark.parametrize(("bribe", "takers"), [(5e4, "nobody"), (1e6, "some"), (5e6, "most")])
def test_a_bribe_is_worth_taking_where_agents_take_it(
    at_launch: Callable[..., ArrayEngine], protocol: str, bribe: float, takers: str
) -> None:
    """Everybody who could validate, and every authority, against the answer that the engine gives."""
    engine = at_launch(protocol, stakers=100, attacker=AttackerSettings(budget=1e9, bribe=bribe))
    chain, terms, people = engine.chains[0], engine.terms, engine.population
    chain.mode = Mode.BALANCED
    people.stakers.staked[0], people.stakers.liquid[0] = people.stakers.liquid[0].copy(), 0
    people.stakers.position[0] = Position.VALIDATE
    asked = game_of(engine)
    signing, bonds = int(people.stakers.staked[0].sum()), 21 * terms.bond
    offer = Temptation(gain=bribe * terms.units, is_bribe=True, detection=1.0)
    taken: list[bool] = []
    for name in asked.names:
        row = int(name.split()[1])
        if name.startswith("staker"):
            own, rent = int(people.stakers.staked[0, row]), 0.0
            rent, honest, play = (
                stake_rent(chain, terms, own, signing),
                Position.VALIDATE,
                EQUIVOCATE,
            )
        else:
            own, honest, play = terms.bond, SERVE, CORRUPT
            rent = seat_rent(chain, terms, 21, float(people.authorities.reputation[0, row]))
        found = answer(chain, terms, offer, own, 0, signing + bonds, rent)
        taken.append(found.committed)
        assert (paid(asked, name, play) > paid(asked, name, honest)) == found.committed, name
    part = sum(taken) / len(taken)
    low, high = {"nobody": (0.0, 0.0), "some": (0.01, 0.9), "most": (0.5, 1.0)}[takers]
    assert low <= part <= high


def test_who_has_a_name_to_lose_gives_it_up_for_a_bribe_as_often_as_it_is_found_out(
    at_launch: Callable[..., ArrayEngine],
) -> None:
    """Half of a spotless name of 8,000 tokens at half the launch price, over a bond: times detection."""
    engine = at_launch("plan", attacker=BRIBED, reputation_worth=8_000.0)
    terms, reputation = engine.terms, engine.population.authorities.reputation
    engine.chains[0].price, worth = 0.5, []
    for name in (0.0, 0.5):
        reputation[0] = name
        worth.append(paid(game_of(engine), "authority 0", CORRUPT))
    lost = terms.parameters.slashing.detection_probability * 8_000 * terms.units / terms.bond
    np.testing.assert_allclose(worth[0] - worth[1], lost, rtol=1e-9)


def test_without_a_bribe_nobody_can_take_one_and_a_budget_is_shared(
    at_launch: Callable[..., ArrayEngine],
) -> None:
    poor = at_launch("plan", attacker=replace(BRIBED, budget=0.0))
    assert "seat equivocate" not in opened(game_of(poor), "authority 0")
    rich = at_launch("plan", attacker=BRIBED)
    assert "seat equivocate" in opened(game_of(rich), "authority 0")
    chain, units = rich.chains[0], rich.terms.units
    offered = bribe_on_offer(chain, rich.terms, np.array([1.0, 100.0]))
    assert offered.tolist() == [60_000 * units, 10_000 * units]
