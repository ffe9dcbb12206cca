"""What the economy does as a whole, against closed forms and laws."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hybridstake.agents.array_engine import ArrayEngine
from hybridstake.agents.conservation import ConservationError
from hybridstake.agents.metrics import METRICS
from hybridstake.agents.population import found_population
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.simulation import simulate
from hybridstake.agents.streams import draw_epoch
from hybridstake.agents.terms import terms
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.issuance import staked_at_hurdle

QUIET = EconomySettings(
    epochs=600, stakers=2_000, review_probability=0.02, expectation_memory=0.0, mean_gain=0.0
)


def fingerprint(trajectory) -> str:
    """Hash of every metric of every epoch."""
    return hashlib.sha256(
        b"".join(trajectory.metrics[name].tobytes() for name in METRICS)
    ).hexdigest()


def engine_of(parameters, settings, streams):
    run = terms(parameters, settings)
    return ArrayEngine(run, found_population(run, streams.stakes))


@pytest.mark.parametrize(("hurdle_rate", "target_ratio"), [(0.05, 0.3), (0.1, 0.5)])
def test_stake_converges_to_free_entry_at_a_common_hurdle_rate(
    hurdle_rate, target_ratio, make_streams, make_steady
):
    """Two in a hundred reconsider in an epoch, so the stake dithers by those who then move the same
    way: a binomial number, at most its mean and six standard deviations; on average by half its mean.
    """
    parameters = make_steady(hurdle_rate, target_ratio)
    trajectory = simulate(parameters, QUIET, make_streams(1))
    staked = trajectory.metrics["staking_ratio"] * trajectory.metrics["supply_token"]
    to_class = hurdle_rate * target_ratio * parameters.token.supply
    expected = staked_at_hurdle(to_class, hurdle_rate)
    inside, outside = 2_000 * target_ratio, 2_000 * (1 - target_ratio)
    tolerance = 0.02 * max(inside, outside) / inside / 2
    np.testing.assert_allclose(staked[-200:].mean(), expected, rtol=tolerance)
    fewest = 1 - (0.02 * inside + 6 * np.sqrt(0.02 * inside)) / inside
    most = 1 + (0.02 * outside + 6 * np.sqrt(0.02 * outside)) / inside
    assert fewest * expected <= staked[-200:].min()
    assert staked[-200:].max() <= most * expected


def test_higher_hurdles_mean_less_stake(make_streams):
    """The reference at hurdle rates times 1, 2 and 4: the mean ratio falls by a fifth or more."""
    reference = load("reference")
    ratios = []
    for factor in (1, 2, 4):
        population = replace(
            reference.population, hurdle_rate_low=0.02 * factor, hurdle_rate_high=0.12 * factor
        )
        trajectory = simulate(
            replace(reference, population=population),
            EconomySettings(epochs=800, stakers=500),
            make_streams(2),
        )
        ratios.append(trajectory.metrics["staking_ratio"][-400:].mean())
    assert ratios[1] < 0.8 * ratios[0]
    assert ratios[2] < 0.8 * ratios[1]


def test_shares_of_stake_stay_where_they_are_when_all_stake(make_streams, make_steady):
    """Pro rata pay is a constant share, less a base unit per person and epoch of rounding down."""
    parameters = make_steady(0.05, 0.9)
    population = replace(parameters.population, hurdle_rate_low=1e-6, hurdle_rate_high=1e-6)
    settings = replace(QUIET, stakers=50, review_probability=1.0)
    streams = make_streams(3)
    engine = engine_of(replace(parameters, population=population), settings, streams)
    stakers = engine.population.stakers
    engine.step(draw_epoch(streams, 50, 21))
    assert engine.totals.staking == 50
    before = stakers.staked / stakers.staked.sum()
    for _ in range(300):
        engine.step(draw_epoch(streams, 50, 21))
    after = stakers.staked / stakers.staked.sum()
    assert engine.chain.minted > 10**13
    np.testing.assert_allclose(after, before, rtol=300 * 50 / float(stakers.staked.min()))


def test_misbehaviour_pays_without_penalty_and_is_found_as_often_as_detection_says(
    make_streams, make_steady
):
    """Gains beyond all rewards and no slashed part: every opportunity is taken, three in ten found."""
    parameters = make_steady(0.05, 0.5)
    parameters = replace(
        parameters,
        slashing=replace(parameters.slashing, rate=0.0, detection_probability=0.3),
    )
    epochs = 2_000
    settings = EconomySettings(epochs=epochs, stakers=20, review_probability=1.0, mean_gain=1e15)
    trajectory = simulate(parameters, settings, make_streams(4))
    chain = trajectory.chain
    assert chain.offences == epochs
    error = np.sqrt(0.3 * 0.7 / chain.offences)
    assert abs(chain.punished / chain.offences - 0.3) < 4 * error
    assert chain.burned == 0


def test_an_offence_found_out_burns_and_expels(make_streams):
    """A gain beyond any penalty and certain detection: 10 % of the offender's stake is gone."""
    plan = load("plan")
    settings = EconomySettings(epochs=5, stakers=3, review_probability=1.0, mean_gain=1e15)
    streams = make_streams(5)
    engine = engine_of(plan, settings, streams)
    authorities = engine.population.authorities
    while engine.totals.online == 21:
        engine.step(draw_epoch(streams, 3, 21))
    (row,) = np.flatnonzero(authorities.bonded == 0)
    assert authorities.unbonding[row] == 9_000 * 10**6
    assert authorities.matures[row] == engine.chain.epoch + 21
    assert engine.chain.burned >= 1_000 * 10**6
    assert engine.chain.supply == 10**15 + engine.chain.minted - engine.chain.burned


def test_authorities_leave_when_their_seat_does_not_pay_and_return_when_it_does(make_streams):
    plan = load("plan")
    poor = replace(plan, population=replace(plan.population, authority_cost=1e15))
    settings = EconomySettings(epochs=60, stakers=10, review_probability=1.0, mean_gain=0.0)
    streams = make_streams(6)
    engine = engine_of(poor, settings, streams)
    engine.step(draw_epoch(streams, 10, 21))
    assert engine.totals.online == 0
    engine.terms = terms(plan, settings)
    for _ in range(20):
        engine.step(draw_epoch(streams, 10, 21))
        assert engine.totals.online == 0
    engine.step(draw_epoch(streams, 10, 21))
    assert engine.totals.online == 21


@pytest.mark.parametrize("name", ["plan", "reference"])
def test_the_books_balance_over_ten_years(name, make_streams):
    trajectory = simulate(load(name), EconomySettings(stakers=30), make_streams(7))
    assert trajectory.conservation_error == 0
    assert trajectory.agent_steps == 3_650 * 51
    assert {values.shape for values in trajectory.metrics.values()} == {(3_651,)}
    assert all(np.isfinite(values).all() for values in trajectory.metrics.values())


def test_a_base_unit_from_nowhere_stops_the_run(make_streams):
    streams = make_streams(8)
    engine = engine_of(load("plan"), EconomySettings(stakers=2), streams)
    engine.population.stakers.liquid[1] += 1
    with pytest.raises(ConservationError) as alarm:
        engine.step(draw_epoch(streams, 2, 21))
    minted = engine.chain.minted
    dust = engine.chain.staker_dust + engine.chain.authority_dust
    assert str(alarm.value) == (
        f"held, dust and burned must add up to {10**15 + minted} base units "
        f"after epoch 1, got {10**15 + minted + 1 - dust} + {dust} + 0"
    )


@pytest.mark.parametrize(("stakers", "epochs"), [(1, 1), (1, 50), (50, 1)])
def test_the_smallest_runs_run(stakers, epochs, make_streams):
    settings = EconomySettings(stakers=stakers, epochs=epochs)
    trajectory = simulate(load("reference"), settings, make_streams(9))
    assert trajectory.metrics["participation"].shape == (epochs + 1,)


RUN_IN_A_FRESH_PROCESS = """
import sys
sys.path.insert(0, {folder!r})
from conftest import streams_of
from test_economy import fingerprint
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.simulation import simulate
from hybridstake.experiments.parameter_files import load
settings = EconomySettings(stakers=40, epochs=200)
print(fingerprint(simulate(load("reference"), settings, streams_of(10))))
"""


def test_the_same_seed_gives_the_same_bytes_under_another_hash_seed(make_streams):
    settings = EconomySettings(stakers=40, epochs=200)
    here = fingerprint(simulate(load("reference"), settings, make_streams(10)))
    again = fingerprint(simulate(load("reference"), settings, make_streams(10)))
    other = fingerprint(simulate(load("reference"), settings, make_streams(11)))
    folder = str(Path(__file__).parent)
    there = subprocess.run(
        [sys.executable, "-c", RUN_IN_A_FRESH_PROCESS.format(folder=folder)],
        env={**os.environ, "PYTHONHASHSEED": "417"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert here == again == there.stdout.strip()
    assert here != other
