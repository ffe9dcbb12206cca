"""What an authority can do, and what each choice is worth."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.choices.picking import best_response
from hybridstake.agents.choices.positions import Position, StakeOffer, options
from hybridstake.agents.choices.seats import (
    Seat,
    SeatOffer,
    gain_of_leaving,
    seat_feasible,
    seat_worths,
)
from hybridstake.agents.economy.chain import found_chain
from hybridstake.agents.economy.conservation import Totals
from hybridstake.agents.economy.payroll import pay
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hypothesis import given
from hypothesis import strategies as st

OFFER = SeatOffer(
    pool=300.0, serving=2, free=1, bond=1_000, price=1.0, silence_loss=0.1, exit_share=0.5
)


def choice(offer: SeatOffer, seat: Seat, cost: float, rate: float, **state: Any) -> Seat:
    """What an authority with such a cost and outside offer picks."""
    worths = seat_worths(offer, seat, cost, rate)
    liquid, is_free = state.get("liquid", 1_000), state.get("is_free", True)
    return Seat(best_response(worths, seat_feasible(offer, seat, liquid, is_free), seat))


def test_a_seat_is_kept_down_to_its_cost_and_the_yield_forgone_on_its_bond() -> None:
    """300 / 2 = 150 = 125 + 1,000 * 0.05 * 1/2, the way out counted, and not one base unit less."""
    assert choice(OFFER, Seat.SERVE, 125.0, 0.05) is Seat.SERVE
    assert choice(OFFER, Seat.SERVE, 125.1, 0.05) is Seat.OUT


def test_a_seat_is_taken_only_where_a_share_with_one_more_pays() -> None:
    """300 / 3 = 100 > 49 + 1,000 * 0.05: nothing of it is on its way out."""
    assert choice(OFFER, Seat.OUT, 49.9, 0.05) is Seat.SERVE
    assert choice(OFFER, Seat.OUT, 50.0, 0.05) is Seat.OUT


@pytest.mark.parametrize("state", [{"liquid": 999}, {"is_free": False}, {"free": 0}])
def test_a_seat_needs_its_bond_a_clean_record_and_to_be_free(state: dict[str, Any]) -> None:
    offer = replace(OFFER, free=state.pop("free", 1))
    assert choice(offer, Seat.OUT, 0.0, 0.0, **state) is Seat.OUT
    assert choice(OFFER, Seat.OUT, 0.0, 0.0) is Seat.SERVE


def test_costs_are_money_and_pay_is_tokens() -> None:
    """At half the price a cost is twice as many tokens."""
    assert choice(replace(OFFER, price=0.5), Seat.SERVE, 62.5, 0.05) is Seat.SERVE
    assert choice(replace(OFFER, price=0.5), Seat.SERVE, 62.6, 0.05) is Seat.OUT


def test_nobody_who_is_rational_keeps_a_seat_in_silence() -> None:
    """Silence costs or is free, and leaving brings something or nothing: over a grid of everything."""
    for pool, loss, rate, wait, seat in product(
        (0.0, 300.0), (0.0, 0.1), (0.0, 0.05), (0.0, 1.0), Seat
    ):
        offer = replace(OFFER, pool=pool, silence_loss=loss, exit_share=wait)
        picked = choice(offer, seat, 100.0, rate)
        if picked is Seat.OFFLINE:
            assert seat is Seat.OFFLINE
            assert (loss, rate * (1 - wait)) == (0.0, 0.0)


@given(
    cost=st.floats(0, 1e12),
    rate=st.floats(0, 10),
    wait=st.floats(0, 1),
    loss=st.floats(0, 1),
    pool=st.floats(0, 1e12),
    price=st.floats(1e-6, 1e6),
)
def test_leaving_beats_silence_by_what_the_bond_brings_elsewhere_and_what_silence_costs(
    cost: float, rate: float, wait: float, loss: float, pool: float, price: float
) -> None:
    """Whatever operating costs, and whatever it pays: it is in neither. The same for people at stake."""
    offer = replace(OFFER, pool=pool, silence_loss=loss, exit_share=wait, price=price)
    worths = seat_worths(offer, Seat.SERVE, cost, rate)
    gain = gain_of_leaving(offer.bond, rate, wait, loss)
    assert worths[Seat.OUT] - worths[Seat.OFFLINE] == gain
    assert gain >= 0
    np.testing.assert_allclose(gain, 1_000 * (rate * (1 - wait) + loss), rtol=1e-12)
    stakes = StakeOffer(
        pool=pool, validating=5_000, delegated=0, griefing=0, minimum=1, commission=0.1,
        cost=cost / price, silence_loss=loss, griefing_loss=0.1, griefing_factor=1.0, exit_share=wait,
    )  # fmt: skip
    of_people = options(stakes, 1_000, 1_000, Position.OFFLINE, rate, 0.0)
    assert of_people.worths[Position.IDLE] - of_people.worths[Position.OFFLINE] == gain
    assert of_people.feasible[Position.IDLE]


def test_the_worth_of_serving_is_a_payroll_s_pay_less_its_cost() -> None:
    """By paying an epoch: with one authority gone, and with it there."""
    plan = load("plan")
    run = terms(plan, EconomySettings())
    for serving in (1, 7, 20):
        chain = found_chain(run, 10**14)
        people = _totals(serving + 1, run.bond)
        paid = pay(chain, run, people).authorities / (serving + 1) / run.epoch_years
        offer = replace(OFFER, pool=float(chain.offered_authorities / run.epoch_years))
        for seat, others in ((Seat.OUT, serving), (Seat.SERVE, serving + 1)):
            worth = seat_worths(replace(offer, serving=others), seat, 5.0, 0.0)[Seat.SERVE]
            np.testing.assert_allclose(worth, paid - 5.0, rtol=1e-9)


def _totals(serving: int, bond: int) -> Totals:
    """Authorities alone."""
    return Totals(0, 0, 0, 0, 0, 0, 0, 0, serving * bond, 0, serving, serving)


def test_authorities_leave_when_their_seat_does_not_pay_and_return_when_it_does(
    make_streams: Any, make_engine: Any
) -> None:
    """The plan's 21 days of unbonding pass before anybody has a bond again."""
    plan = load("plan")
    poor = replace(plan, population=replace(plan.population, authority_cost=1e15))
    settings = EconomySettings(
        stakers=10, candidates=0, review_probability=1.0, mean_gain=0.0, epochs=60
    )
    streams = [make_streams(6)]
    engine = make_engine(poor, settings, streams)
    engine.step(draw_epoch(streams, settings, 21))
    assert engine.totals[0].serving == 0
    engine.population.authorities.cost[:] = 0.0
    serving = []
    for _ in range(22):
        engine.step(draw_epoch(streams, settings, 21))
        serving.append(engine.totals[0].serving)
    assert serving == [0] * 20 + [21] * 2


def test_a_waiting_authority_takes_the_seat_of_one_that_leaves(
    make_streams: Any, make_engine: Any
) -> None:
    """In the epoch after, when the seat is seen to be empty; only as many as there are seats."""
    settings = EconomySettings(
        stakers=10, candidates=3, review_probability=1.0, mean_gain=0.0, epochs=60
    )
    streams = [make_streams(6)]
    engine = make_engine(load("plan"), settings, streams)
    authorities = engine.population.authorities
    authorities.cost[0, :2] = 1e30
    engine.step(draw_epoch(streams, settings, 24))
    assert authorities.seat[0].tolist() == [Seat.OUT] * 2 + [Seat.SERVE] * 19 + [Seat.OUT] * 3
    engine.step(draw_epoch(streams, settings, 24))
    assert authorities.seat[0].tolist() == [Seat.OUT] * 2 + [Seat.SERVE] * 21 + [Seat.OUT]
