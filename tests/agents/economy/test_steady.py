"""What the economy does as a whole, against closed forms and laws."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.population.wealth_law import WealthLaw
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.agents.simulation import simulate
from hybridstake.agents.strategies.best import Myopic
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.issuance import staked_at_hurdle

PEOPLE = 1_000
QUIET = EconomySettings(
    epochs=500,
    stakers=PEOPLE,
    candidates=0,
    strategy=Myopic(),
    review_probability=0.02,
    expectation_memory=0.0,
    wealth_law=WealthLaw.EQUAL,
    validator_cost=0.0,
    commission=0.0,
    mean_gain=0.0,
    market=MarketSettings(fee_rate=0.0),
)
"""No costs, no fees, no offences, and nobody who counts the way out."""


@pytest.mark.parametrize("blocks", [1, 50])
@pytest.mark.parametrize(("hurdle_rate", "target_ratio"), [(0.05, 0.3), (0.1, 0.5)])
def test_stake_converges_to_free_entry_at_a_common_hurdle_rate(
    hurdle_rate: float, target_ratio: float, blocks: int, make_streams: Any, make_steady: Any
) -> None:
    """S* = pool / h, and the yield at the end is the hurdle rate. Two in a hundred reconsider in an
    epoch, so the stake dithers by those who then move the same way: a binomial number, at most its mean
    and six standard deviations; on average by half its mean. Where people decide one after another each
    sees what those before it did, and only the next one in line can be wrong: one person's stake.
    """
    parameters = make_steady(hurdle_rate, target_ratio)
    settings = replace(QUIET, order_blocks=blocks)
    (run,) = simulate(parameters, settings, [make_streams(1)])
    staked = run.metrics["staking_ratio"] * run.metrics["supply_token"]
    to_class = hurdle_rate * target_ratio * parameters.token.supply
    expected = staked_at_hurdle(to_class, hurdle_rate)
    inside, outside = PEOPLE * target_ratio, PEOPLE * (1 - target_ratio)
    bias = 0.02 * max(inside, outside) / inside / 2
    late = staked[-200:]
    np.testing.assert_allclose(late.mean(), expected, rtol=bias)
    np.testing.assert_allclose(
        run.metrics["staker_yield"][-200:].mean(), hurdle_rate, rtol=2 * bias
    )
    fewest = 1 - (0.02 * inside + 6 * np.sqrt(0.02 * inside)) / inside
    most = 1 + (0.02 * outside + 6 * np.sqrt(0.02 * outside)) / inside
    if blocks > 1:
        # A group of twenty has at most a few who reconsider at once.
        fewest, most = 1 - 6 / inside - 0.02, 1 + 6 / inside + 0.02
    assert fewest * expected <= late.min()
    assert late.max() <= most * expected


def test_the_order_of_decisions_matters_and_taking_turns_calms(
    make_streams: Any, make_steady: Any
) -> None:
    """Everybody reconsiders at once in every epoch: together they all come and all go; one after
    another they stop where it no longer pays. Fewer than a tenth of the swings remain.
    """
    parameters = make_steady(0.05, 0.3)
    swings = []
    for blocks in (1, 100):
        settings = replace(
            QUIET, epochs=60, stakers=100, review_probability=1.0, order_blocks=blocks
        )
        (run,) = simulate(parameters, settings, [make_streams(1)])
        swings.append(np.ptp(run.metrics["staking_ratio"][-30:]))
    assert swings[0] > 0.9
    assert swings[1] < 0.1 * swings[0]


def test_higher_hurdles_mean_less_stake(make_streams: Any) -> None:
    """The reference at hurdle rates times 1, 2 and 4: the mean ratio falls by a fifth or more."""
    reference = load("reference")
    ratios = []
    for factor in (1, 2, 4):
        population = replace(
            reference.population, hurdle_rate_low=0.02 * factor, hurdle_rate_high=0.12 * factor
        )
        (run,) = simulate(
            replace(reference, population=population),
            EconomySettings(epochs=500, stakers=300),
            [make_streams(2)],
        )
        ratios.append(run.metrics["staking_ratio"][-250:].mean())
    assert ratios[1] < 0.8 * ratios[0]
    assert ratios[2] < 0.8 * ratios[1]


def test_dear_validators_make_delegators_of_the_small(make_streams: Any) -> None:
    """A tenth of everything is commission: it pays to delegate below the stake at which a tenth of
    one's pay, and what comes from others, is the cost of a validator.
    """
    shares = []
    for cost in (0.0, 1e5):
        settings = EconomySettings(
            epochs=200, stakers=200, validator_cost=cost, review_probability=0.2, mean_gain=0.0
        )
        reference = load("reference")
        (run,) = simulate(reference, settings, [make_streams(3)])
        shares.append(run.metrics["delegated_share"][-50:].mean())
    assert shares[0] < 0.05
    assert shares[1] > 0.2


def test_shares_of_stake_stay_where_they_are_when_all_stake(
    make_streams: Any, make_steady: Any, make_engine: Any
) -> None:
    """Pro rata pay is a constant share, less a base unit per person and epoch of rounding down."""
    parameters = make_steady(0.05, 0.9)
    population = replace(parameters.population, hurdle_rate_low=1e-6, hurdle_rate_high=1e-6)
    settings = replace(QUIET, stakers=50, review_probability=1.0, wealth_law=WealthLaw.PARETO)
    streams = [make_streams(3)]
    engine = make_engine(replace(parameters, population=population), settings, streams)
    stakers = engine.population.stakers
    engine.step(draw_epoch(streams, settings, 21))
    assert engine.totals[0].staking == 50
    before = stakers.staked[0] / stakers.staked[0].sum()
    for _ in range(300):
        engine.step(draw_epoch(streams, settings, 21))
    after = stakers.staked[0] / stakers.staked[0].sum()
    assert engine.chains[0].minted > 10**13
    np.testing.assert_allclose(after, before, rtol=300 * 50 / float(stakers.staked.min()))


def test_at_most_a_churn_limit_enters_or_leaves_in_an_epoch(
    make_streams: Any, make_steady: Any, make_engine: Any
) -> None:
    """Equal people, a hundredth of the wealth each, a limit of 4.5 %: five enter in an epoch, the fifth
    reaching the limit; and once all hurdles are out of reach five leave.
    """
    parameters = make_steady(0.05, 0.9)
    settings = replace(QUIET, stakers=100, review_probability=1.0, churn_limit=0.045)
    streams = [make_streams(1)]
    engine = make_engine(parameters, settings, streams)
    people, inside = engine.population.stakers, []
    for epoch in range(20):
        if epoch == 10:
            people.hurdle_rate[:] = 1e9
        engine.step(draw_epoch(streams, settings, 21))
        inside.append(engine.totals[0].staking)
    assert inside == [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 45, 40, 35, 30, 25, 20, 15, 10, 5, 0]
    assert terms(parameters, settings).churn_limit == 45 * 10**12


def test_everything_that_somebody_owns_is_in_one_place(
    make_streams: Any, make_protocol: Any, make_engine: Any
) -> None:
    """At stake or not: who stakes keeps nothing idle and has nothing on its way out."""
    staking = leaving = 0
    for seed in range(20):
        parameters, settings = make_protocol(seed)
        streams = [make_streams(seed)]
        engine = make_engine(parameters, settings, streams)
        people = engine.population.stakers
        columns = engine.population.authorities.seat.shape[1]
        for _ in range(settings.epochs):
            engine.step(draw_epoch(streams, settings, columns))
            staked = people.staked > 0
            staking += int(staked.sum())
            leaving += int((people.unbonding > 0).sum())
            assert not (staked & ((people.liquid > 0) | (people.unbonding > 0))).any()
            assert ((people.position != 0) == staked).all()
    assert min(staking, leaving) > 100
