"""What those who reconsider know, run by run and group by group."""

from dataclasses import fields, replace

import numpy as np
from hybridstake.agents.arrays.shapes import side_by_side
from hybridstake.agents.choices.news import (
    StakeChange,
    after,
    made_to,
    of_each,
    of_every_seat,
    seat_offer,
    stake_offer,
)
from hybridstake.agents.choices.positions import StakeOffer
from hybridstake.agents.choices.seats import SeatOffer
from hybridstake.agents.economy.chain import found_chain
from hybridstake.agents.economy.conservation import Totals
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode

RUN = terms(load("plan"), EconomySettings())
TOTALS = Totals(0, 60, 40, 15, 5, 0, 3, 0, 0, 0, 20, 18)


def test_a_staker_knows_the_sums_on_which_everybody_was_paid() -> None:
    """Costs are money: at half the price twice as many tokens; Secure asks for its own least stake."""
    chain = replace(found_chain(RUN, 10**14), price=0.5, mode=Mode.SECURE)
    offer = stake_offer(chain, RUN, TOTALS)
    assert (offer.validating, offer.delegated, offer.griefing) == (40, 15, 5)
    assert offer.minimum == RUN.minimum_stakes[Mode.SECURE]
    assert offer.cost == 2 * RUN.validator_cost


def test_an_offer_is_the_same_to_all_but_for_what_is_their_own() -> None:
    offer = stake_offer(found_chain(RUN, 10**14), RUN, TOTALS)
    own = made_to(offer, cost=3.0, risk_premium=0.5, exit_share=0.25)
    assert (own.cost, own.risk_premium, own.exit_share) == (3.0, 0.5, 0.25)
    mean = {"cost": offer.cost, "risk_premium": 0.0, "exit_share": offer.exit_share}
    assert made_to(own, **mean) == offer


def test_an_authority_knows_how_many_seats_are_free() -> None:
    """Of 21, twenty are held and eighteen sign."""
    offer = seat_offer(found_chain(RUN, 10**14), RUN, TOTALS)
    assert (offer.free, offer.serving) == (1, 18)


def test_the_next_group_knows_what_the_last_one_did() -> None:
    offer = stake_offer(found_chain(RUN, 10**14), RUN, TOTALS)
    later = after(offer, StakeChange(validating=-3, delegated=10, griefing=-5))
    assert (later.validating, later.delegated, later.griefing) == (37, 25, 0)
    assert replace(later, validating=40, delegated=15, griefing=5) == offer


def test_everybody_knows_its_own_run_and_nothing_of_the_others() -> None:
    """Every field that differs between runs comes out by person."""
    chains = [
        replace(
            found_chain(RUN, 10**14), price=price, mode=mode, expected_stakers=pool,
            expected_authorities=pool,
        )
        for price, mode, pool in ((0.5, Mode.SECURE, 7.0), (2.0, Mode.BALANCED, 9.0))
    ]  # fmt: skip
    sums = [TOTALS, TOTALS._replace(validating=50, delegated=5, griefing=1, serving=3, holding=4)]
    stakes = [stake_offer(chain, RUN, each) for chain, each in zip(chains, sums, strict=True)]
    seats = [seat_offer(chain, RUN, each) for chain, each in zip(chains, sums, strict=True)]
    together = side_by_side(chains), RUN, side_by_side(sums)
    people, run = of_each(stake_offer(*together), np.array([1, 0, 1])), (1, 0, 1)
    for each in fields(StakeOffer):
        found = np.broadcast_to(getattr(people, each.name), 3)
        assert found.tolist() == [getattr(stakes[number], each.name) for number in run]
    columns = of_every_seat(seat_offer(*together))
    for each in fields(SeatOffer):
        found = np.broadcast_to(getattr(columns, each.name), (2, 1))
        assert found[:, 0].tolist() == [getattr(offer, each.name) for offer in seats]
