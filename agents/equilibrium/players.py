"""Who plays the game of the economy at one moment, and what each strategy pays it in a year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..choices.entry import NOBODY, entry_stake
from ..choices.news import made_to, seat_offer_of, stake_offer_of
from ..choices.picking import taken
from ..choices.positions import DELEGATE, IDLE, options
from ..choices.rents import seat_rent, stake_rent
from ..choices.seats import OUT, SERVE, seat_worths
from ..economy.chain import Chain
from ..economy.terms import Terms
from ..population.people import NEVER, Population
from .bribes import is_bribe_on_offer, worth_of_equivocation
from .collusion import pay_of_service
from .plays import (
    BRIBED,
    BRIBED_SEATS,
    BRIBED_STAKE,
    CORRUPT,
    DELEGATED,
    EQUIVOCATE,
    GRIEFING,
    IS_OF_PEOPLE,
    POSITION_OF,
    SEAT_OF,
    SERVING,
    TAKEN,
    VALIDATING,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Players:
    """Who is free to decide in one run at one moment: people first, then authorities."""

    terms: Terms
    chain: Chain
    rows: Ints
    """(people,) Rows of those people [1]."""
    seats: Ints
    """(authorities,) Rows of those authorities [1]."""
    owned: Floats
    """(players,) What a person can stake, and an authority's bond [base unit]."""
    rates: Floats
    """(players,) What it would earn elsewhere [1/year]."""
    spite: Floats
    """(players,) What it would give for a token that others lose [1]."""
    cost: Floats
    """(players,) Of running a validator, or an authority, at launch prices [base unit/year]."""
    risk_premium: Floats
    """(players,) What people ask for beyond their rates on money that can be slashed [1/year]."""
    reputation: Floats
    """(players,) Of an authority, between a new name and a spotless one [1]."""

    @property
    def entry(self) -> Ints:
        """(people,) Stake of one identity that has a seat, or would get one [base unit]."""
        return entry_stake(self.chain.last_stake, self.chain.last_row, self.rows)

    @property
    def is_scarce(self) -> bool:
        """Whether somebody who comes in takes the place of another."""
        return self.chain.last_row != NOBODY

    @property
    def wealth(self) -> Floats:
        """(people,) What people can stake [base unit]."""
        return self.owned[: self.rows.size]

    def payoffs(self, kinds: Ints, plays: Ints, sums: Floats) -> Floats:
        """Worth of what each plays, over what it owns [1/year]; see `game.Payoffs`."""
        worths = np.empty(plays.size)
        is_person = IS_OF_PEOPLE[plays]
        sums = self.without_displaced(sums)
        for chosen, worth in ((is_person, self.of_people), (~is_person, self.of_authorities)):
            worths[chosen] = worth(kinds[chosen], plays[chosen], sums[chosen])
        return worths / self.owned[kinds]

    def without_displaced(self, sums: Floats) -> Floats:
        """(n, aggregates) Sums in which those have no seat whose places others take, the last by stake.

        Notes
        -----
        Source: ours. Everybody who is displaced is taken to have the stake of the last who is seated
        now. That is exact for one who comes in alone; where several do, of those who come in none is
        taken to displace another, so that what a coalition or a class gains is not told too small. A
        seat that is left stays empty.
        """
        if not self.is_scarce:
            return sums
        seats = self.terms.seats[self.chain.mode]
        displaced = self.chain.last_stake * np.maximum(sums[:, TAKEN] - seats, 0)
        found = sums.copy()
        found[:, VALIDATING] = np.maximum(sums[:, VALIDATING] - displaced, 0)
        return found

    def of_people(self, kinds: Ints, plays: Ints, sums: Floats) -> Floats:
        """Worth of positions, and of a bribe beside one, (n,) [base unit/year]."""
        own, position = self.owned[kinds], POSITION_OF[plays]
        chain, terms = self.chain, self.terms
        offer = stake_offer_of(
            chain,
            terms,
            pool=chain.expected_stakers,
            validating=sums[:, VALIDATING],
            delegated=sums[:, DELEGATED],
            griefing=sums[:, GRIEFING],
            exit_share=0.0,
        )
        cost, premium = self.cost[kinds] / chain.price, self.risk_premium[kinds]
        row = self.rows[kinds]
        offer = made_to(offer, cost=cost, risk_premium=premium, exit_share=0.0, row=row)
        staked = own * (position != IDLE)
        found = options(offer, own, staked, position, self.rates[kinds], self.spite[kinds])
        has_validators = (position != DELEGATE) | (sums[:, VALIDATING] > 0)
        worths = taken(found.worths, position) * has_validators
        bribed = plays == EQUIVOCATE
        if bribed.any():
            sums, own = sums[bribed], own[bribed]
            rent = stake_rent(chain, terms, own, sums[:, VALIDATING] + sums[:, DELEGATED])
            worths[bribed] += self.of_equivocation(sums, own, rent)
        return worths

    def of_authorities(self, kinds: Ints, plays: Ints, sums: Floats) -> Floats:
        """Worth of seats, and of a cartel or a bribe beside one, (n,) [base unit/year]."""
        chain, terms = self.chain, self.terms
        seat, cost, rates = SEAT_OF[plays], self.cost[kinds], self.rates[kinds]
        serving = sums[:, SERVING]
        pool = chain.expected_authorities
        offer = seat_offer_of(chain, terms, pool=pool, serving=serving, free=0, exit_share=0.0)
        worths = taken(seat_worths(offer, seat, cost, rates), seat)
        serves = seat == SERVE
        if terms.settings.cartel.kind is not None and serves.any():
            pay = pay_of_service(terms, chain, plays[serves], sums[serves], rates[serves])
            worths[serves] = pay - cost[serves] / chain.price
        bribed = plays == CORRUPT
        if bribed.any():
            rent = seat_rent(chain, terms, serving[bribed], self.reputation[kinds[bribed]])
            worths[bribed] += self.of_equivocation(sums[bribed], self.owned[kinds[bribed]], rent)
        return worths

    def of_equivocation(self, sums: Floats, own: Floats, rent: Floats) -> Floats:
        """Worth of a bribe beside honest pay, (n,) [base unit/year].

        Those who delegate to an offender misbehave with it.
        """
        signing, behind = sums[:, VALIDATING], sums[:, DELEGATED]
        bonds = sums[:, SERVING] * self.terms.bond
        offending = sums[:, BRIBED_STAKE] * (1 + behind / np.maximum(signing, 1))
        offending += sums[:, BRIBED_SEATS] * self.terms.bond
        together = offending / (signing + behind + bonds)
        return worth_of_equivocation(self.chain, self.terms, sums[:, BRIBED], own, together, rent)

    @property
    def is_bribed(self) -> bool:
        """Whether somebody pays for equivocation at this moment."""
        return is_bribe_on_offer(self.chain, self.terms)


def players_of(terms: Terms, chain: Chain, population: Population, run: int) -> Players:
    """People whose money is not on its way out, and authorities that hold a seat or could take one."""
    stakers, authorities = population.stakers, population.authorities
    wealth = stakers.liquid[run] + stakers.staked[run]
    rows = np.flatnonzero((stakers.unbonding[run] == 0) & (wealth > 0))
    ready = (authorities.matures[run] == NEVER) & (authorities.excluded_until[run] <= chain.epoch)
    ready &= authorities.liquid[run] >= terms.bond
    seats = np.flatnonzero((authorities.seat[run] != OUT) | ready)
    return Players(
        terms=terms,
        chain=chain,
        rows=rows,
        seats=seats,
        owned=np.concatenate((wealth[rows], np.full(seats.size, terms.bond))).astype(np.float64),
        rates=np.concatenate(
            (
                stakers.hurdle_rate[run][rows] * chain.taste,
                authorities.outside_rate[run][seats],
            )
        ),
        spite=np.concatenate((stakers.spite[run][rows], np.zeros(seats.size))),
        cost=np.concatenate((stakers.cost[run][rows], authorities.cost[run][seats])),
        risk_premium=np.concatenate((stakers.risk_premium[run][rows], np.zeros(seats.size))),
        reputation=np.concatenate((np.zeros(rows.size), authorities.reputation[run][seats])),
    )
