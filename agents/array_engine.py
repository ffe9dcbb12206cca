"""One epoch of the whole population at once, on arrays."""

import numpy as np
from numpy.typing import NDArray

from ..models.economics.deterrence import authority_rent, staker_rent
from ..models.economics.distribution import pro_rata
from .chain import burn, close_epoch, found_chain, open_epoch
from .conservation import Totals
from .decisions import seat_pays, wants_to_join, wants_to_leave
from .metrics import measure
from .opportunity import answer, recipient
from .population import NEVER, Authorities, Population, Stakers
from .streams import EpochDraws
from .terms import Terms


class ArrayEngine:
    """The economy as a struct of arrays; `ObjectEngine` is the same, one object per person."""

    def __init__(self, terms: Terms, population: Population) -> None:
        self.terms = terms
        self.population = population
        self.chain = found_chain(terms)
        self.totals = total(population)

    def step(self, draws: EpochDraws) -> None:
        """One epoch: pay, free what has matured, decide, be tempted, check the books.

        Parameters
        ----------
        draws
            Every random number of the epoch.

        Notes
        -----
        All decisions of an epoch answer the same totals, those on which its pools were paid.
        """
        stakers, authorities = self.population.stakers, self.population.authorities
        before = self.totals
        pools = open_epoch(self.chain, self.terms, draws.load_shock, before)
        if pools.stakers:
            shares, self.chain.staker_dust = pro_rata(pools.stakers, stakers.staked)
            stakers.staked += shares
        if pools.authorities:
            online = (authorities.bonded > 0).astype(np.int64)
            shares, self.chain.authority_dust = pro_rata(pools.authorities, online)
            authorities.liquid += shares
        release(stakers, self.chain.epoch)
        release(authorities, self.chain.epoch)
        self.review_stakes(draws.staker_reviews, before)
        self.review_seats(draws.authority_reviews, before)
        self.tempt(draws)
        self.totals = total(self.population)
        close_epoch(self.chain, self.terms, self.totals)

    def review_stakes(self, reviews: NDArray[np.float64], before: Totals) -> None:
        """Stakers who reconsider join with all they have, or withdraw it all."""
        stakers, terms = self.population.stakers, self.terms
        rows = np.flatnonzero(reviews < terms.settings.review_probability)
        pool = self.chain.expected_stakers / terms.epoch_years
        idle = rows[stakers.liquid[rows] > 0]
        wealth = stakers.liquid[idle]
        minimum = terms.minimum_stakes[self.chain.mode]
        joins = wants_to_join(pool, before.staked, wealth, stakers.hurdle_rate[idle], minimum)
        staking = rows[stakers.staked[rows] > 0]
        if staking.size:
            leaves = wants_to_leave(pool, before.staked, stakers.hurdle_rate[staking])
            leaving = staking[leaves]
            stakers.unbonding[leaving] = stakers.staked[leaving]
            stakers.staked[leaving] = 0
            stakers.matures[leaving] = self.chain.epoch + terms.unbonding_epochs
        joining = idle[joins]
        stakers.staked[joining] = stakers.liquid[joining]
        stakers.liquid[joining] = 0

    def review_seats(self, reviews: NDArray[np.float64], before: Totals) -> None:
        """Authorities who reconsider take their seat again, or leave it."""
        authorities, terms = self.population.authorities, self.terms
        reconsiders = reviews < terms.settings.review_probability
        online = authorities.bonded > 0
        seats = np.where(online, before.online, before.online + 1)
        cost = terms.parameters.population.authority_cost * terms.units
        lowest = terms.parameters.population.hurdle_rate_low
        pool = self.chain.expected_authorities / terms.epoch_years
        pays = seat_pays(pool, np.maximum(seats, 1), cost, terms.bond, lowest)
        leaving = reconsiders & online & ~pays
        able = (authorities.liquid >= terms.bond) & (authorities.matures == NEVER)
        joining = reconsiders & ~online & pays & able
        authorities.unbonding[leaving] = authorities.bonded[leaving]
        authorities.bonded[leaving] = 0
        authorities.matures[leaving] = self.chain.epoch + terms.unbonding_epochs
        authorities.liquid[joining] -= terms.bond
        authorities.bonded[joining] = terms.bond

    def tempt(self, draws: EpochDraws) -> None:
        """The opportunity of the epoch, to one of those who have something to lose."""
        stakers, authorities = self.population.stakers, self.population.authorities
        slashable = np.concatenate(
            (stakers.staked + stakers.unbonding, authorities.bonded + authorities.unbonding)
        )
        candidates = np.flatnonzero(slashable)
        if not candidates.size:
            return
        row = int(candidates[recipient(draws.opportunity, candidates.size)])
        at_risk = int(slashable[row])
        offence = answer(self.terms, draws, at_risk, int(slashable.sum()), self.rent(row))
        self.chain.offences += offence.committed
        if not offence.punished:
            return
        burn(self.chain, offence.loss)
        seat = row - stakers.staked.size
        self.expel(row if seat < 0 else seat, seat >= 0, at_risk - offence.loss)

    def rent(self, row: int) -> float:
        """Rewards that the person of this row would lose while out; nothing for those on the way out."""
        stakers, authorities = self.population.stakers, self.population.authorities
        terms, people = self.terms, stakers.staked.size
        if row < people:
            stake, all_stake = int(stakers.staked[row]), int(stakers.staked.sum())
            pool = self.chain.expected_stakers / terms.epoch_years
            return staker_rent(pool, stake, all_stake, terms.unbonding_years) if stake else 0.0
        if not authorities.bonded[row - people]:
            return 0.0
        online = int(np.count_nonzero(authorities.bonded))
        pool = self.chain.expected_authorities / terms.epoch_years
        return authority_rent(pool, online, terms.unbonding_years)

    def expel(self, row: int, is_authority: bool, rest: int) -> None:
        """The offender out, with what the penalty left on its way to him."""
        stakers, authorities = self.population.stakers, self.population.authorities
        at_work = authorities.bonded if is_authority else stakers.staked
        people = authorities if is_authority else stakers
        if at_work[row]:
            people.matures[row] = self.chain.epoch + self.terms.unbonding_epochs
        at_work[row] = 0
        people.unbonding[row] = rest

    def metrics(self) -> dict[str, float]:
        """What an economist reads off this epoch; see `metrics.measure`."""
        return measure(self.terms, self.chain, self.totals, self.population.stakers.staked)


def release(people: Stakers | Authorities, epoch: int) -> None:
    """Everything whose time is up, liquid again."""
    rows = np.flatnonzero(people.matures <= epoch)
    if rows.size:
        people.liquid[rows] += people.unbonding[rows]
        people.unbonding[rows] = 0
        people.matures[rows] = NEVER


def total(population: Population) -> Totals:
    """Sums over all rows; exact, because they are whole."""
    stakers, authorities = population.stakers, population.authorities
    bonded, idle = int(authorities.bonded.sum()), int(authorities.liquid.sum())
    unbonding = int(authorities.unbonding.sum())
    return Totals(
        liquid=int(stakers.liquid.sum()) + idle,
        staked=int(stakers.staked.sum()),
        bonded=bonded,
        unbonding=int(stakers.unbonding.sum()) + unbonding,
        authority_wealth=bonded + idle + unbonding,
        staking=int(np.count_nonzero(stakers.staked)),
        online=int(np.count_nonzero(authorities.bonded)),
    )
