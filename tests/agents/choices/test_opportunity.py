"""An opportunity weighed to the end: what is offered, what it would cost, and what follows."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.choices.opportunity import (
    Offence,
    answer,
    cut,
    equivocates,
    recipient,
    tempt,
)
from hybridstake.agents.choices.positions import Position
from hybridstake.agents.choices.seats import Seat
from hybridstake.agents.economy.chain import Chain, found_chain
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.settings import AttackerSettings, EconomySettings, MarketSettings
from hybridstake.agents.simulation import simulate
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.deterrence import deters_when_kept
from hypothesis import example, given
from hypothesis import strategies as st


def run_of(settings: EconomySettings, **slashing: float) -> Terms:
    """The plan in whole tokens."""
    plan = load("plan")
    token = replace(plan.token, base_units_per_token=1)
    return terms(replace(plan, token=token, slashing=replace(plan.slashing, **slashing)), settings)


def state(run: Terms) -> Chain:
    return found_chain(run, 10**8)


def test_an_offence_pays_from_just_above_the_expected_loss() -> None:
    """0.5 * (1,000 + 500) = 750."""
    assert not equivocates(0.5, 1_000, 500, 750)
    assert equivocates(0.5, 1_000, 500, 751)


@given(
    detection=st.floats(0, 1),
    loss=st.floats(0, 1e12),
    rent=st.floats(0, 1e12),
    gain=st.floats(0, 1e12),
)
def test_an_offence_pays_just_where_deterrence_fails(
    detection: float, loss: float, rent: float, gain: float
) -> None:
    assert equivocates(detection, loss, rent, gain) != deters_when_kept(detection, loss, rent, gain)


@pytest.mark.parametrize(("draw", "chosen"), [(0.0, 0), (0.24, 0), (0.25, 1), (0.99, 3)])
def test_an_opportunity_comes_to_each_with_equal_probability(draw: float, chosen: int) -> None:
    assert recipient(draw, candidates=4) == chosen


@pytest.mark.parametrize(
    ("gain", "detection", "offence"),
    [
        (0.087, 0.0, Offence(committed=False, fraction=0.0, punished=False)),
        (0.088, 0.4, Offence(committed=True, fraction=0.175, punished=True)),
        (0.088, 0.5, Offence(committed=True, fraction=0.0, punished=False)),
    ],
)
def test_an_opportunity_is_weighed_with_the_correlated_penalty(
    gain: float, detection: float, offence: Offence
) -> None:
    """Own 1,000 and as much behind, an eighth each of all stake: 0.1 + 3 * 0.25 / 10 = 0.175 of 1,000
    is 175; with no rent and p = 1/2 an offence pays above 87.5, which is 0.0875 means of 1,000.
    """
    run = run_of(
        EconomySettings(mean_gain=1_000.0),
        rate=0.1,
        correlation_factor=0.3,
        detection_probability=0.5,
    )
    chain = state(run)
    found = answer(chain, run, tempt(chain, run, gain, detection), 1_000, 1_000, 8_000, rent=0.0)
    assert (found.committed, found.punished) == (offence.committed, offence.punished)
    np.testing.assert_allclose(found.fraction, offence.fraction, rtol=1e-12)
    assert (chain.offences, chain.punished) == (offence.committed, offence.punished)


def test_a_gain_is_money_and_a_loss_is_tokens() -> None:
    """At a tenth of the price 20 of money are 200 tokens, and the offence pays."""
    run = run_of(EconomySettings(mean_gain=1_000.0), rate=0.1, detection_probability=1.0)
    dear = state(run)
    cheap = replace(dear, price=0.1)
    offers = [tempt(chain, run, 0.02, 0.0) for chain in (dear, cheap)]
    found = [
        answer(chain, run, offer, 1_000, 0, 10**9, rent=0.0).committed
        for chain, offer in zip((dear, cheap), offers, strict=True)
    ]
    assert found == [False, True]


def test_a_bribe_is_paid_when_it_is_the_better_offer_and_there_is_money_left() -> None:
    """Three of 1,000 with a budget of 2,500: 1,000, 1,000, and the last 500; then nothing."""
    settings = EconomySettings(
        mean_gain=0.0, attacker=AttackerSettings(budget=2_500.0, bribe=1_000.0)
    )
    run = run_of(settings, rate=0.0, detection_probability=0.0)
    chain = state(run)
    paid = []
    for _ in range(4):
        temptation = tempt(chain, run, 1.0, 0.0)
        answer(chain, run, temptation, 1_000, 0, 8_000, rent=0.0)
        paid.append((chain.bribed, chain.budget))
    assert paid == [(1_000.0, 1_500.0), (2_000.0, 500.0), (2_500.0, 0.0), (2_500.0, 0.0)]
    assert chain.offences == 3


def test_who_is_deterred_is_paid_no_bribe() -> None:
    settings = EconomySettings(mean_gain=0.0, attacker=AttackerSettings(budget=2_500.0, bribe=50.0))
    run = run_of(settings, rate=0.1, detection_probability=1.0)
    chain = state(run)
    offence = answer(chain, run, tempt(chain, run, 1.0, 0.0), 1_000, 0, 8_000, rent=0.0)
    assert (offence.committed, chain.bribed, chain.budget) == (False, 0.0, 2_500.0)


def test_a_gain_of_the_world_costs_the_attacker_nothing() -> None:
    settings = EconomySettings(
        mean_gain=5_000.0, attacker=AttackerSettings(budget=2_500.0, bribe=1_000.0)
    )
    run = run_of(settings, rate=0.0)
    chain = state(run)
    offence = answer(chain, run, tempt(chain, run, 1.0, 1.0), 1_000, 0, 8_000, rent=0.0)
    assert (offence.committed, chain.bribed) == (True, 0.0)


@given(amount=st.integers(0, 2**62), fraction=st.floats(0, 1))
def test_a_penalty_is_never_more_than_there_is(amount: int, fraction: float) -> None:
    loss = cut(amount, fraction)
    assert 0 <= loss <= amount
    assert cut(amount, 1.0) == amount or amount > 2**53
    assert abs(loss - amount * fraction) <= 1 + amount * 2**-52


@given(amounts=st.lists(st.integers(0, 2**62), max_size=9), fraction=st.floats(0, 1))
@example(amounts=[], fraction=1.0)
def test_penalties_of_several_are_those_of_each(amounts: list[int], fraction: float) -> None:
    """To the last base unit, where a float would be rounded above the amount too."""
    amounts = [*amounts, 2**62 - 1]
    found = cut(np.array(amounts, dtype=np.int64), fraction)
    assert found.dtype == np.int64
    assert (found <= amounts).all()
    assert found.tolist() == [cut(amount, fraction) for amount in amounts]


def test_misbehaviour_pays_without_penalty_and_is_found_as_often_as_detection_says(
    make_streams: Any, make_steady: Any
) -> None:
    """Gains beyond all rewards and no slashed part: every opportunity is taken, three in ten found."""
    parameters = make_steady(0.05, 0.5)
    slashing = replace(parameters.slashing, rate=0.0, detection_probability=0.3)
    epochs = 1_000
    settings = EconomySettings(
        epochs=epochs, stakers=3, candidates=0, mean_gain=1e15, exclusion_epochs=0
    )
    (run,) = simulate(replace(parameters, slashing=slashing), settings, [make_streams(4)])
    assert run.chain.offences == epochs
    assert abs(run.chain.punished / epochs - 0.3) < 4 * np.sqrt(0.3 * 0.7 / epochs)
    assert run.chain.burned == 0


def test_an_authority_found_out_is_slashed_shut_out_and_loses_its_name(
    make_streams: Any, make_engine: Any
) -> None:
    """A gain beyond any penalty and certain detection: 10 % of the bond is gone, for 21 days."""
    plan = load("plan")
    plan = replace(plan, slashing=replace(plan.slashing, detection_probability=1.0))
    settings = EconomySettings(
        epochs=5,
        stakers=3,
        candidates=0,
        review_probability=0.0,
        mean_gain=1e15,
        exclusion_epochs=9,
    )
    streams = [make_streams(5)]
    engine = make_engine(plan, settings, streams)
    authorities = engine.population.authorities
    engine.step(draw_epoch(streams, settings, 21))
    (row,) = np.flatnonzero(authorities.bonded[0] == 0)
    chain = engine.chains[0]
    assert authorities.unbonding[0, row] == 9_000 * 10**6
    assert authorities.matures[0, row] == chain.epoch + 21
    assert authorities.excluded_until[0, row] == chain.epoch + 9
    assert authorities.seat[0, row] == Seat.OUT
    assert authorities.reputation[0, row] == 0.0
    assert (authorities.reputation[0] > 0).sum() == 20
    assert (chain.burned, chain.punished) == (1_000 * 10**6, 1)
    assert chain.supply == 10**15 + chain.minted - chain.burned


def test_those_behind_an_offender_answer_for_it_and_those_behind_others_in_proportion(
    make_streams: Any, make_engine: Any
) -> None:
    """One of two validators with 1/4 of the validating stake: a quarter of all delegated stake stood
    behind it, and a fifth of that is lost, by all delegators in proportion.
    """
    plan = load("plan")
    slashing = replace(plan.slashing, detection_probability=1.0, rate=0.2, correlation_factor=0.0)
    plan = replace(plan, slashing=slashing, rewards=replace(plan.rewards, base_reward=0.0))
    settings = EconomySettings(
        stakers=4,
        candidates=0,
        review_probability=0.0,
        mean_gain=1e15,
        market=MarketSettings(fee_rate=0.0),
    )
    streams = [make_streams(5)]
    engine = make_engine(plan, settings, streams)
    people, seats = engine.population.stakers, engine.population.authorities
    seats.seat[:] = Seat.OFFLINE
    people.liquid[0] = [0, 0, 0, 10**15 - 210_000 * 10**6 - 11 * 10**9]
    people.staked[0] = [10**9, 3 * 10**9, 7 * 10**9, 0]
    people.position[0] = [Position.VALIDATE, Position.VALIDATE, Position.DELEGATE, Position.IDLE]
    engine = type(engine)(engine.terms, engine.population)
    draws = draw_epoch(streams, settings, 21)
    engine.step(replace(draws, opportunity=[0.0], silence=[1.0]))
    assert people.staked[0].tolist() == [0, 3 * 10**9, 7 * 10**9 * 19 // 20, 0]
    assert people.unbonding[0].tolist() == [8 * 10**8, 0, 0, 0]
    assert engine.chains[0].burned == 2 * 10**8 + 7 * 10**9 // 20
