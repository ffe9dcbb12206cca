"""What those who reconsider know about their class, run by run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices.positions import StakeOffer
from ..choices.seats import SeatOffer
from ..economy.chain import Chain
from ..economy.conservation import Totals
from ..economy.terms import Terms


@dataclass(frozen=True, slots=True)
class StakeChange:
    """What the decisions of one group have changed for the next [base unit]."""

    validating: int
    delegated: int
    griefing: int


def stake_offer_of(
    chain: Chain,
    terms: Terms,
    *,
    pool: float,
    validating: Any,
    delegated: Any,
    griefing: Any,
    exit_share: float,
) -> StakeOffer:
    """What stakers know of given sums.

    Parameters
    ----------
    chain, terms
        State of the protocol, and the run.
    pool
        Expected pay of all stakers in an epoch [base unit].
    validating, delegated, griefing, exit_share
        As in the offer.
    """
    settings = terms.settings
    return StakeOffer(
        pool=pool / terms.epoch_years,
        validating=validating,
        delegated=delegated,
        griefing=griefing,
        minimum=terms.minimum_stakes[chain.mode],
        commission=settings.commission,
        cost=terms.validator_cost / chain.price,
        silence_loss=terms.silence_loss,
        griefing_loss=settings.griefing_loss,
        griefing_factor=settings.griefing_factor,
        exit_share=exit_share,
    )


def stake_offer(chain: Chain, terms: Terms, totals: Totals) -> StakeOffer:
    """What the stakers of one run know before anybody decides: the sums on which they were paid."""
    ahead = terms.settings.strategy.looks_ahead
    return stake_offer_of(
        chain,
        terms,
        pool=chain.expected_stakers if ahead else float(chain.offered_stakers),
        validating=totals.validating,
        delegated=totals.delegated,
        griefing=totals.griefing,
        exit_share=terms.exit_share if ahead else 0.0,
    )


def made_to(offer: StakeOffer, cost: Any, risk_premium: Any, exit_share: Any) -> StakeOffer:
    """An offer as it looks to one person, or to each of several.

    Parameters
    ----------
    offer
        What is known of the class; the offer to several holds scalars, or one value per person.
    cost, risk_premium, exit_share
        Of the person, as in the offer.
    """
    return replace(offer, cost=cost, risk_premium=risk_premium, exit_share=exit_share)


def after(offer: StakeOffer, change: StakeChange) -> StakeOffer:
    """What the next group of one run knows."""
    return replace(
        offer,
        validating=offer.validating + change.validating,
        delegated=offer.delegated + change.delegated,
        griefing=offer.griefing + change.griefing,
    )


def of_each(offers: Sequence[StakeOffer], run: NDArray[np.int64]) -> StakeOffer:
    """What each person knows.

    Parameters
    ----------
    offers
        One per run.
    run
        (k,) Run of each person [1].

    Returns
    -------
    StakeOffer
        Of arrays, (k,) each; where there is one run, of its scalars.
    """
    if len(offers) == 1:
        return offers[0]
    return replace(
        offers[0],
        pool=np.array([each.pool for each in offers])[run],
        validating=np.array([each.validating for each in offers])[run],
        delegated=np.array([each.delegated for each in offers])[run],
        griefing=np.array([each.griefing for each in offers])[run],
        minimum=np.array([each.minimum for each in offers])[run],
        cost=np.array([each.cost for each in offers])[run],
    )


def seat_offer_of(
    chain: Chain, terms: Terms, *, pool: float, serving: Any, free: int, exit_share: float
) -> SeatOffer:
    """What authorities know of given sums.

    Parameters
    ----------
    chain, terms
        State of the protocol, and the run.
    pool
        Expected pay of all authorities in an epoch [base unit].
    serving, free, exit_share
        As in the offer.
    """
    return SeatOffer(
        pool=pool / terms.epoch_years,
        serving=serving,
        free=free,
        bond=terms.bond,
        price=chain.price,
        silence_loss=terms.silence_loss,
        exit_share=exit_share,
    )


def seat_offer(chain: Chain, terms: Terms, totals: Totals) -> SeatOffer:
    """What the authorities of one run know when they decide."""
    ahead = terms.settings.strategy.looks_ahead
    return seat_offer_of(
        chain,
        terms,
        pool=chain.expected_authorities if ahead else float(chain.offered_authorities),
        serving=totals.serving,
        free=terms.parameters.fast.validators - totals.holding,
        exit_share=terms.exit_share if ahead else 0.0,
    )


def of_every_seat(offers: Sequence[SeatOffer]) -> SeatOffer:
    """What every authority of every run knows: a column of runs."""
    first = offers[0]
    return replace(
        first,
        pool=np.array([[each.pool] for each in offers]),
        serving=np.array([[each.serving] for each in offers]),
        free=np.array([[each.free] for each in offers]),
        price=np.array([[each.price] for each in offers]),
    )
