"""What those who reconsider know about their class: of one run, or of runs side by side."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices.positions import StakeOffer
from ..choices.seats import SeatOffer
from ..economy.chain import Chain
from ..economy.conservation import Totals
from ..economy.terms import Terms
from .entry import NOBODY, entry_stake
from .picking import taken


@dataclass(frozen=True, slots=True)
class StakeChange:
    """What the decisions of one group have changed for the next [base unit]."""

    validating: Any
    delegated: Any
    griefing: Any


def stake_offer_of(
    chain: Chain,
    terms: Terms,
    *,
    pool: Any,
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
        minimum=taken(terms.minimum_stakes, chain.mode),
        last_stake=chain.last_stake,
        last_row=chain.last_row,
        commission=settings.commission,
        cost=terms.validator_cost / chain.price,
        silence_loss=terms.silence_loss,
        griefing_loss=settings.griefing_loss,
        griefing_factor=settings.griefing_factor,
        exit_share=exit_share,
    )


def stake_offer(chain: Chain, terms: Terms, totals: Totals) -> StakeOffer:
    """What stakers know before anybody decides: the sums on which they were paid."""
    ahead = terms.settings.strategy.looks_ahead
    return stake_offer_of(
        chain,
        terms,
        pool=chain.expected_stakers if ahead else 1.0 * chain.offered_stakers,
        validating=totals.validating,
        delegated=totals.delegated,
        griefing=totals.griefing,
        exit_share=terms.exit_share if ahead else 0.0,
    )


def made_to(
    offer: StakeOffer, cost: Any, risk_premium: Any, exit_share: Any, row: Any = None
) -> StakeOffer:
    """An offer as it looks to one person, or to each of several.

    Parameters
    ----------
    offer
        What is known of the class; the offer to several holds scalars, or one value per person.
    cost, risk_premium, exit_share
        Of the person, as in the offer.
    row
        Of the person; none: as in the offer [1].
    """
    entry = offer.entry
    if row is not None and offer.is_scarce:
        entry = entry_stake(offer.last_stake, offer.last_row, row)
    return replace(offer, cost=cost, risk_premium=risk_premium, exit_share=exit_share, entry=entry)


def after(offer: StakeOffer, change: StakeChange) -> StakeOffer:
    """What the next group knows."""
    return replace(
        offer,
        validating=offer.validating + change.validating,
        delegated=offer.delegated + change.delegated,
        griefing=offer.griefing + change.griefing,
    )


def of_each(offer: StakeOffer, run: NDArray[np.int64]) -> StakeOffer:
    """What each person knows.

    Parameters
    ----------
    offer
        To runs side by side, of arrays (runs,).
    run
        (k,) Run of each person [1].

    Returns
    -------
    StakeOffer
        Of arrays (k,); where there is one run, (1,), which is the same to all.
    """
    if len(offer.pool) == 1:
        return offer
    is_scarce = offer.is_scarce
    return replace(
        offer,
        pool=offer.pool[run],
        validating=offer.validating[run],
        delegated=offer.delegated[run],
        griefing=offer.griefing[run],
        minimum=offer.minimum[run],
        cost=offer.cost[run],
        last_stake=offer.last_stake[run] if is_scarce else 0,
        last_row=offer.last_row[run] if is_scarce else NOBODY,
    )


def seat_offer_of(
    chain: Chain, terms: Terms, *, pool: Any, serving: Any, free: Any, exit_share: float
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
    """What authorities know when they decide."""
    ahead = terms.settings.strategy.looks_ahead
    return seat_offer_of(
        chain,
        terms,
        pool=chain.expected_authorities if ahead else 1.0 * chain.offered_authorities,
        serving=totals.serving,
        free=terms.parameters.fast.validators - totals.holding,
        exit_share=terms.exit_share if ahead else 0.0,
    )


def of_every_seat(offer: SeatOffer) -> SeatOffer:
    """What every authority of runs side by side knows: a column of runs, (runs, 1)."""
    return replace(
        offer,
        pool=offer.pool[:, np.newaxis],
        serving=offer.serving[:, np.newaxis],
        free=offer.free[:, np.newaxis],
        price=offer.price[:, np.newaxis],
    )
