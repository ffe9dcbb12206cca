"""The Mesa model: views that agree with the arrays, a life that ends."""

import gc
import weakref
from typing import Any

import mesa
import numpy as np
import pytest
from hybridstake.agents.economy.conservation import ConservationError
from hybridstake.agents.economy.metrics import METRICS, measure
from hybridstake.agents.model import Authority, HybridEconomy, Staker
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load

SETTINGS = EconomySettings(
    stakers=30, epochs=40, candidates=2, review_probability=0.3, order_blocks=3
)


def test_agents_show_the_rows_of_the_first_run(make_streams: Any) -> None:
    streams = [make_streams(1), make_streams(2)]
    with HybridEconomy(load("reference"), SETTINGS, streams) as model:
        for _ in range(25):
            model.step()
        people, seats = model.engine.population.stakers, model.engine.population.authorities
        stakers = list(model.agents_by_type[Staker])
        authorities = list(model.agents_by_type[Authority])
        for name in ("liquid", "staked", "unbonding", "position", "hurdle_rate"):
            assert [getattr(one, name) for one in stakers] == getattr(people, name)[0].tolist()
        for name in ("liquid", "bonded", "unbonding", "seat", "reputation"):
            assert [getattr(one, name) for one in authorities] == getattr(seats, name)[0].tolist()
        held = sum(agent.wealth for agent in [*stakers, *authorities])
        assert held == model.engine.totals[0].held
        assert any(staker.staked for staker in stakers)
        assert [agent.unique_id for agent in model.agents] == list(range(1, 30 + 23 + 1))


def test_mesa_adds_nothing_to_the_bare_engine(make_streams: Any, make_engine: Any) -> None:
    """Not even a draw from the stream of the order, of which it makes its own generator."""
    parameters = load("reference")
    streams = [make_streams(2), make_streams(3)]
    engine = make_engine(parameters, SETTINGS, streams)
    with HybridEconomy(parameters, SETTINGS, [make_streams(2), make_streams(3)]) as model:
        for _ in range(SETTINGS.epochs):
            model.step()
            engine.step(draw_epoch(streams, SETTINGS, 23))
        people = engine.population.stakers
        bare = measure(engine.terms, engine.chains, engine.totals, people.staked, people.seated)
        assert {name: values.tolist() for name, values in model.metrics().items()} == {
            name: values.tolist() for name, values in bare.items()
        }
        assert model.engine.chains == engine.chains


def test_the_model_stops_after_its_last_epoch(make_streams: Any) -> None:
    with HybridEconomy(load("plan"), SETTINGS, [make_streams(3)]) as model:
        model.run_model()
        assert model.steps == model.engine.chains[0].epoch == 40


def test_a_data_collector_of_mesa_finds_every_metric_from_launch_to_end(make_streams: Any) -> None:
    """The mean over the runs."""
    streams = [make_streams(4), make_streams(5)]
    collector = mesa.DataCollector(model_reporters={name: name for name in METRICS})
    with HybridEconomy(load("plan"), SETTINGS, streams) as model:
        collector.collect(model)
        while model.running:
            model.step()
            collector.collect(model)
        table = collector.get_model_vars_dataframe()
        assert tuple(table.columns) == METRICS
        assert table.shape == (41, len(METRICS))
        assert table.notna().all(axis=None)
        last = {name: float(values.mean()) for name, values in model.metrics().items()}
        assert table.iloc[-1].to_dict() == last
        assert table["staking_ratio"].iloc[0] == 0
        assert len(set(table["load"])) == 41


def test_a_model_has_no_other_attributes(make_streams: Any) -> None:
    with HybridEconomy(load("plan"), SETTINGS, [make_streams(4)]) as model:
        assert model.gini == 0.0
        with pytest.raises(AttributeError, match="a HybridEconomy has no happiness"):
            model.happiness  # noqa: B018


def test_a_model_is_freed_after_its_run(make_streams: Any) -> None:
    """Mesa 3.3 keeps every model through a dictionary of its class unless it is released."""
    with HybridEconomy(load("plan"), SETTINGS, [make_streams(5)]) as model:
        model.step()
        trace = weakref.ref(model)
    del model
    gc.collect()
    assert trace() is None


def test_a_model_that_fails_is_freed_too(make_streams: Any) -> None:
    model = HybridEconomy(load("plan"), SETTINGS, [make_streams(6)])
    trace = weakref.ref(model)
    model.engine.population.stakers.liquid[0, 0] += 1
    with pytest.raises(ConservationError), model:
        model.step()
    del model
    gc.collect()
    assert trace() is None


def test_mesa_draws_from_no_stream_of_the_economy(make_streams: Any) -> None:
    """Versions of Mesa draw differently while they start; the results must not depend on that."""
    streams, fresh = make_streams(7), make_streams(7)
    with HybridEconomy(load("plan"), SETTINGS, [streams]) as model:
        assert isinstance(model, mesa.Model)
    for name in ("choices", "load", "misbehaviour", "order"):
        np.testing.assert_array_equal(
            getattr(streams, name).random(4), getattr(fresh, name).random(4)
        )
