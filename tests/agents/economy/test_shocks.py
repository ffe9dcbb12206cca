"""What happens to an economy from outside: once, at its epoch, and to nothing else."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.choices.seats import Seat
from hybridstake.agents.economy.chain import Chain, found_chain
from hybridstake.agents.economy.events import Removal, apply_shocks
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.agents.economy.terms import LONGEST_WAIT, Terms, terms
from hybridstake.agents.settings import AttackerSettings, EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter


def shocked(*shocks: Shock, epochs: int = 9) -> tuple[Terms, Chain, list[list[Removal]]]:
    """A chain whose epochs pass, and what was removed in each."""
    settings = EconomySettings(
        shocks=shocks, exclusion_epochs=100, attacker=AttackerSettings(budget=7.0)
    )
    run = terms(load("plan"), settings)
    chain, removals = found_chain(run, 10**14), []
    for _ in range(epochs):
        removals.append(apply_shocks(chain, run))
        chain.epoch += 1
    return run, chain, removals


@pytest.mark.parametrize(
    ("kind", "size", "name", "value"),
    [
        (ShockKind.DEMAND, 0.25, "demand", 12 * 10**14 * 0.25),
        (ShockKind.LOAD, 0.875, "load_mean", 0.875),
        (ShockKind.REVIEW, 0.5, "review_probability", 0.5),
        (ShockKind.HURDLE, 3.0, "taste", 3.0),
        (ShockKind.BUDGET, 5.0, "budget", 12.0 * 10**6),
    ],
)
def test_a_shock_changes_one_number_once(
    kind: ShockKind, size: float, name: str, value: float
) -> None:
    _, chain, removals = shocked(Shock(epoch=4, kind=kind, size=size))
    _, calm, _ = shocked()
    changed = {
        each.name for each in fields(Chain) if getattr(chain, each.name) != getattr(calm, each.name)
    }
    assert changed == {name}
    assert getattr(chain, name) == value
    assert not any(removals)


def test_nothing_happens_before_its_epoch() -> None:
    shock = Shock(epoch=4, kind=ShockKind.HURDLE, size=3.0)
    assert shocked(shock, epochs=3)[1].taste == 1.0
    assert shocked(shock, epochs=4)[1].taste == 3.0


def test_shocks_of_one_epoch_all_happen() -> None:
    _, chain, _ = shocked(
        Shock(epoch=2, kind=ShockKind.HURDLE, size=3.0),
        Shock(epoch=2, kind=ShockKind.HURDLE, size=2.0),
        Shock(epoch=2, kind=ShockKind.LOAD, size=0.1),
    )
    assert (chain.taste, chain.load_mean) == (6.0, 0.1)


def test_the_removed_come_back_after_their_exclusion_and_the_silenced_never() -> None:
    _, _, removals = shocked(
        Shock(epoch=2, kind=ShockKind.REMOVAL, size=1 / 3),
        Shock(epoch=5, kind=ShockKind.SILENCE, size=0.5),
    )
    assert removals[1] == [Removal(1 / 3, until=102)]
    assert removals[4] == [Removal(0.5, until=LONGEST_WAIT)]
    assert sum(map(len, removals)) == 2


@pytest.mark.parametrize(
    ("part", "holding", "count"),
    [(1 / 3, 21, 7), (0.07, 100, 7), (0.5, 21, 11), (0.0, 21, 0), (1.0, 21, 21), (1e-9, 1, 1)],
)
def test_a_part_of_the_authorities_is_rounded_up_as_it_was_written(
    part: float, holding: int, count: int
) -> None:
    """0.07 * 100 is above 7 in floats."""
    assert Removal(part, until=9).count(holding) == count


def test_a_third_of_the_authorities_leaves_with_its_bonds_and_returns(
    make_streams: Any, make_engine: Any
) -> None:
    """The first seven of twenty-one in epoch 3, for ten epochs; bonds come back after two. Everybody
    reconsiders in every epoch, nobody waits for a seat, and no opportunity comes.
    """
    plan = load("plan")
    plan = replace(
        plan,
        staking=replace(plan.staking, unbonding_seconds=2 * 86_400.0),
        population=replace(plan.population, authority_cost=0.0),
    )
    settings = EconomySettings(
        stakers=3,
        candidates=0,
        review_probability=1.0,
        mean_gain=0.0,
        exclusion_epochs=10,
        shocks=(Shock(epoch=3, kind=ShockKind.REMOVAL, size=1 / 3),),
    )
    streams = [make_streams(1)]
    engine = make_engine(plan, settings, streams)
    authorities = engine.population.authorities
    serving, leaving = [], []
    for _ in range(14):
        engine.step(draw_epoch(streams, settings, 21))
        serving.append(engine.totals[0].serving)
        leaving.append(engine.totals[0].authority_unbonding)
        if engine.chains[0].epoch == 3:
            out = np.flatnonzero(authorities.seat[0] == Seat.OUT)
            assert out.tolist() == list(range(7))
    assert serving == [21] * 2 + [14] * 10 + [21] * 2
    assert leaving == [0] * 2 + [7 * 10_000 * 10**6] * 2 + [0] * 10


def test_two_removals_in_one_epoch_take_one_after_the_other(
    make_streams: Any, make_engine: Any
) -> None:
    """A third of twenty-one for ten epochs, then half of the fourteen that are left for good."""
    settings = EconomySettings(
        stakers=3,
        candidates=0,
        review_probability=0.0,
        exclusion_epochs=10,
        shocks=(
            Shock(epoch=2, kind=ShockKind.REMOVAL, size=1 / 3),
            Shock(epoch=2, kind=ShockKind.SILENCE, size=0.5),
        ),
    )
    streams = [make_streams(1)]
    engine = make_engine(load("plan"), replace(settings, mean_gain=0.0), streams)
    for _ in range(2):
        engine.step(draw_epoch(streams, settings, 21))
    assert engine.population.authorities.excluded_until[0].tolist() == (
        [12] * 7 + [LONGEST_WAIT] * 7 + [0] * 7
    )
    assert engine.totals[0].serving == 7


def test_what_people_ask_for_and_prices_stay_numbers_whatever_happens(
    make_streams: Any, make_engine: Any
) -> None:
    """Demand that grows a billion billion times over, or that vanishes."""
    for size, price in ((1e6, 1e12), (1e-308, 1e-12)):
        shocks = tuple(
            Shock(epoch=epoch, kind=kind, size=min(size, 1e6))
            for epoch in range(1, 60)
            for kind in (ShockKind.DEMAND, ShockKind.HURDLE)
        )
        settings = EconomySettings(stakers=3, shocks=shocks)
        streams = [make_streams(1)]
        engine = make_engine(load("plan"), settings, streams)
        for _ in range(60):
            engine.step(draw_epoch(streams, settings, 31))
        assert engine.chains[0].price == price
        assert engine.chains[0].taste == (1e12 if size > 1 else 0.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"size": 1e7}, "shock.size must be at most 1,000,000, got 10000000.0"),
        (
            {"kind": ShockKind.DEMAND, "size": 1e308},
            "shock.size must be at most 1,000,000, got 1e+308",
        ),
        (
            {"kind": ShockKind.BUDGET, "size": 1e25},
            "shock.size must be at most 1e+24, got 1e+25",
        ),
        ({"epoch": 0}, "shock.epoch must be a whole number from 1 to 2^63 - 1, got 0"),
        ({"kind": ShockKind.LOAD, "size": 1.5}, "shock.size must lie in [0, 1], got 1.5"),
        ({"size": -1.0}, "shock.size must be finite and not negative, got -1.0"),
        (
            {"kind": ShockKind.DEMAND, "size": 0.0},
            "shock.size must be positive and finite, got 0.0",
        ),
        (
            {"kind": "rain"},
            "shock.kind must be one of demand, load, removal, silence, review, hurdle, budget, "
            "got 'rain'",
        ),
    ],
)
def test_an_impossible_shock_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        Shock(**{"epoch": 1, "kind": ShockKind.HURDLE, "size": 1.0, **change})
    assert str(refusal.value) == message
