"""Authorities reconsider, all at once, and bonds move."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...models.ledger.steps.staking import bond, unbond
from ..choices.news import of_every_seat, seat_offer
from ..choices.positions import Options
from ..choices.rents import REPUTATION_PACE, reputation_after
from ..choices.seats import Seat, seat_feasible, seat_worths
from ..economy.chain import Chain
from ..economy.conservation import Totals
from ..economy.events import Removal
from ..economy.terms import Terms
from ..population.people import NEVER, Authorities
from ..strategies.imitation import model_of
from ..strategies.strategy import Seen
from ..streams import EpochDraws
from .shapes import column, side_by_side


def decide_seats(
    authorities: Authorities,
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
    draws: EpochDraws,
) -> None:
    """All who reconsider in an epoch; free seats go to the lowest columns."""
    epoch, seat, strategy = chains[0].epoch, authorities.seat, terms.settings.strategy
    chain = side_by_side(chains)
    offer = of_every_seat(seat_offer(chain, terms, side_by_side(before)))
    is_free = (authorities.matures == NEVER) & (authorities.excluded_until <= epoch)
    model = None
    if strategy.imitates:
        model = model_of(draws.seat_pick, seat.shape[1])
    wanted = strategy.choose(
        Seen(
            options=Options(
                seat_worths(offer, seat, authorities.cost, authorities.outside_rate),
                seat_feasible(offer, seat, authorities.liquid, is_free),
            ),
            position=seat,
            tremble=draws.seat_tremble,
            pick=draws.seat_pick,
            hurdle_rate=authorities.outside_rate,
            rate=authorities.rate,
            model_position=None if model is None else np.take_along_axis(seat, model, axis=1),
            model_rate=None if model is None else np.take_along_axis(authorities.rate, model, 1),
            learnt=tuple(authorities.learnt),
        )
    )
    reviews = draws.authority_reviews < column(chain.review_probability)
    wanted = np.where(reviews, wanted, seat)
    enters = (seat == Seat.OUT) & (wanted != Seat.OUT)
    fits = np.cumsum(enters, axis=1) <= offer.free
    authorities.seat = np.where(enters & ~fits, seat, wanted)
    authorities.liquid, authorities.bonded = bond(
        authorities.liquid, authorities.bonded, terms.bond * (enters & fits)
    )
    leave(authorities, (seat != Seat.OUT) & (wanted == Seat.OUT), epoch, terms)
    authorities.reputation = reputation_after(
        authorities.reputation, authorities.seat == Seat.SERVE, REPUTATION_PACE
    )


def leave(authorities: Authorities, leaves: NDArray[np.bool_], epoch: int, terms: Terms) -> None:
    """Bonds of those who leave on their way out."""
    authorities.bonded, authorities.unbonding, _, matures = unbond(
        authorities.bonded,
        authorities.unbonding,
        authorities.bonded * leaves,
        epoch,
        terms.unbonding_epochs,
    )
    authorities.matures[leaves] = matures
    authorities.seat[leaves] = Seat.OUT


def remove(authorities: Authorities, run: int, removal: Removal, epoch: int, terms: Terms) -> bool:
    """Authorities of one run shut out by an event, lowest columns first; whether there were any."""
    holders = np.flatnonzero(authorities.seat[run] != Seat.OUT)
    rows = holders[: removal.count(holders.size)]
    leaves = np.zeros(authorities.seat.shape, dtype=np.bool_)
    leaves[run, rows] = True
    leave(authorities, leaves, epoch, terms)
    authorities.excluded_until[run, rows] = removal.until
    return bool(rows.size)
