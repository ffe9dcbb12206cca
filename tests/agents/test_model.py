"""The Mesa model: views that agree with the arrays, a life that ends."""

import gc
import weakref

import mesa
import numpy as np
import pytest
from hybridstake.agents.array_engine import ArrayEngine
from hybridstake.agents.conservation import ConservationError
from hybridstake.agents.metrics import METRICS
from hybridstake.agents.model import Authority, HybridEconomy, Staker
from hybridstake.agents.population import found_population
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.agents.terms import terms
from hybridstake.experiments.parameter_files import load

SETTINGS = EconomySettings(stakers=30, epochs=40, review_probability=0.3)


def test_agents_show_the_rows_of_the_arrays(make_streams):
    with HybridEconomy(load("reference"), SETTINGS, make_streams(1)) as model:
        for _ in range(25):
            model.step()
        people, seats = model.engine.population.stakers, model.engine.population.authorities
        stakers, authorities = (
            list(model.agents_by_type[Staker]),
            list(model.agents_by_type[Authority]),
        )
        for field in ("liquid", "staked", "unbonding", "hurdle_rate"):
            assert [getattr(staker, field) for staker in stakers] == getattr(people, field).tolist()
        for field in ("liquid", "bonded", "unbonding"):
            assert [getattr(one, field) for one in authorities] == getattr(seats, field).tolist()
        assert sum(agent.wealth for agent in [*stakers, *authorities]) == model.engine.totals.held
        assert sum(one.is_online for one in authorities) == model.engine.totals.online
        assert any(staker.staked for staker in stakers)
        assert [agent.unique_id for agent in model.agents] == list(range(1, 52))


def test_mesa_adds_nothing_to_the_bare_engine(make_streams):
    parameters, streams = load("reference"), make_streams(2)
    run = terms(parameters, SETTINGS)
    engine = ArrayEngine(run, found_population(run, streams.stakes))
    with HybridEconomy(parameters, SETTINGS, make_streams(2)) as model:
        for _ in range(SETTINGS.epochs):
            model.step()
            engine.step(draw_epoch(streams, 30, 21))
        assert model.engine.metrics() == engine.metrics()
        assert model.engine.chain == engine.chain


def test_the_model_stops_after_its_last_epoch(make_streams):
    with HybridEconomy(load("plan"), SETTINGS, make_streams(3)) as model:
        model.run_model()
        assert model.steps == model.engine.chain.epoch == 40


def test_the_data_collector_has_every_metric_from_launch_to_end(make_streams):
    with HybridEconomy(load("plan"), SETTINGS, make_streams(4)) as model:
        model.run_model()
        table = model.datacollector.get_model_vars_dataframe()
        assert tuple(table.columns) == METRICS
        assert table.shape == (41, len(METRICS))
        assert table.notna().all(axis=None)
        assert table.iloc[-1].to_dict() == model.engine.metrics()
        assert table["staking_ratio"].iloc[0] == 0


def test_a_model_is_freed_after_its_run(make_streams):
    """Mesa 3.3 keeps every model through a dictionary of its class unless it is released."""
    with HybridEconomy(load("plan"), SETTINGS, make_streams(5)) as model:
        model.step()
        trace = weakref.ref(model)
    del model
    gc.collect()
    assert trace() is None


def test_a_model_that_fails_is_freed_too(make_streams):
    model = HybridEconomy(load("plan"), SETTINGS, make_streams(6))
    trace = weakref.ref(model)
    model.engine.population.stakers.liquid[0] += 1
    with pytest.raises(ConservationError), model:
        model.step()
    del model
    gc.collect()
    assert trace() is None


def test_mesa_draws_from_no_stream_of_the_economy(make_streams):
    """Versions of Mesa draw differently while they start; the results must not depend on that."""
    streams, fresh = make_streams(7), make_streams(7)
    with HybridEconomy(load("plan"), SETTINGS, streams) as model:
        assert isinstance(model, mesa.Model)
        assert model.rng is streams.order
    for name in ("choices", "load", "misbehaviour"):
        np.testing.assert_array_equal(
            getattr(streams, name).random(4), getattr(fresh, name).random(4)
        )
