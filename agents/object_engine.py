"""The same epoch with one object per person and Python's own numbers: the oracle of the array engine."""

from dataclasses import dataclass

import numpy as np

from ..models.economics.deterrence import authority_rent, staker_rent
from .chain import Chain, burn, close_epoch, found_chain, open_epoch
from .conservation import Totals
from .decisions import seat_pays, wants_to_join, wants_to_leave
from .metrics import measure
from .opportunity import answer, recipient
from .population import NEVER, Authorities, Population, Stakers
from .streams import EpochDraws
from .terms import Terms


@dataclass(frozen=True, slots=True)
class News:
    """What everybody knows when an epoch is paid and decided."""

    terms: Terms
    chain: Chain
    before: Totals
    """Sums on which the pools are paid."""
    staker_pool: int
    """To divide now [base unit]."""
    authority_pool: int
    """To divide now [base unit]."""


@dataclass(slots=True)
class StakerObject:
    """One person who may stake; fields as in `population.Stakers`."""

    liquid: int
    staked: int
    unbonding: int
    matures: int
    hurdle_rate: float

    @property
    def slashable(self) -> int:
        """At stake or on the way out [base unit]."""
        return self.staked + self.unbonding

    def step(self, news: News, review: float) -> int:
        """Is paid, gets back what has matured, decides; returns the pay [base unit]."""
        before = news.before
        paid = news.staker_pool * self.staked // before.staked if before.staked else 0
        self.staked += paid
        if self.matures <= news.chain.epoch:
            self.liquid, self.unbonding, self.matures = self.liquid + self.unbonding, 0, NEVER
        if review < news.terms.settings.review_probability:
            self.reconsider(news)
        return paid

    def reconsider(self, news: News) -> None:
        """All in, or all out."""
        terms, chain, before = news.terms, news.chain, news.before
        pool = chain.expected_stakers / terms.epoch_years
        minimum = terms.minimum_stakes[chain.mode]
        if self.staked > 0:
            if wants_to_leave(pool, before.staked, self.hurdle_rate):
                self.withdraw(chain.epoch + terms.unbonding_epochs)
        elif self.liquid > 0 and wants_to_join(
            pool, before.staked, self.liquid, self.hurdle_rate, minimum
        ):
            self.staked, self.liquid = self.liquid, 0

    def withdraw(self, matures: int) -> None:
        """Everything at stake on its way out."""
        self.unbonding, self.staked, self.matures = self.staked, 0, matures

    def rent(self, terms: Terms, chain: Chain, all_stake: int) -> float:
        """Rewards lost while out [base unit]."""
        if not self.staked:
            return 0.0
        pool = chain.expected_stakers / terms.epoch_years
        return staker_rent(pool, self.staked, all_stake, terms.unbonding_years)

    def lose(self, loss: int, matures: int) -> None:
        """Slashed, and out."""
        if self.staked:
            self.withdraw(matures)
        self.unbonding -= loss


@dataclass(slots=True)
class AuthorityObject:
    """One seat; fields as in `population.Authorities`."""

    liquid: int
    bonded: int
    unbonding: int
    matures: int

    @property
    def slashable(self) -> int:
        """Bonded or on the way out [base unit]."""
        return self.bonded + self.unbonding

    def step(self, news: News, review: float) -> int:
        """Is paid, gets back what has matured, decides; returns the pay [base unit]."""
        paid = news.authority_pool // news.before.online if self.bonded else 0
        self.liquid += paid
        if self.matures <= news.chain.epoch:
            self.liquid, self.unbonding, self.matures = self.liquid + self.unbonding, 0, NEVER
        if review < news.terms.settings.review_probability:
            self.reconsider(news)
        return paid

    def reconsider(self, news: News) -> None:
        """Keeps, leaves or takes the seat."""
        terms, chain = news.terms, news.chain
        taste = terms.parameters.population
        pays = seat_pays(
            chain.expected_authorities / terms.epoch_years,
            news.before.online if self.bonded else news.before.online + 1,
            taste.authority_cost * terms.units,
            terms.bond,
            taste.hurdle_rate_low,
        )
        if self.bonded:
            if not pays:
                self.withdraw(chain.epoch + terms.unbonding_epochs)
        elif pays and self.matures == NEVER and self.liquid >= terms.bond:
            self.liquid, self.bonded = self.liquid - terms.bond, terms.bond

    def withdraw(self, matures: int) -> None:
        """The bond on its way out."""
        self.unbonding, self.bonded, self.matures = self.bonded, 0, matures

    def rent(self, terms: Terms, chain: Chain, online: int) -> float:
        """Rewards lost while out [base unit]."""
        if not self.bonded:
            return 0.0
        pool = chain.expected_authorities / terms.epoch_years
        return authority_rent(pool, online, terms.unbonding_years)

    def lose(self, loss: int, matures: int) -> None:
        """Slashed, and out."""
        if self.bonded:
            self.withdraw(matures)
        self.unbonding -= loss


class ObjectEngine:
    """The economy as objects."""

    def __init__(self, terms: Terms, population: Population) -> None:
        stakers, authorities = population.stakers, population.authorities
        self.terms = terms
        self.chain = found_chain(terms)
        self.stakers = [
            StakerObject(*row)
            for row in zip(
                stakers.liquid.tolist(),
                stakers.staked.tolist(),
                stakers.unbonding.tolist(),
                stakers.matures.tolist(),
                stakers.hurdle_rate.tolist(),
                strict=True,
            )
        ]
        self.authorities = [
            AuthorityObject(*row)
            for row in zip(
                authorities.liquid.tolist(),
                authorities.bonded.tolist(),
                authorities.unbonding.tolist(),
                authorities.matures.tolist(),
                strict=True,
            )
        ]
        self.totals = self.total()

    def step(self, draws: EpochDraws) -> None:
        """One epoch, person by person."""
        chain, terms, before = self.chain, self.terms, self.totals
        pools = open_epoch(chain, terms, draws.load_shock, before)
        news = News(terms, chain, before, pools.stakers, pools.authorities)
        paid = 0
        for staker, review in zip(self.stakers, draws.staker_reviews.tolist(), strict=True):
            paid += staker.step(news, review)
        chain.staker_dust += pools.stakers - paid
        paid = 0
        for authority, review in zip(
            self.authorities, draws.authority_reviews.tolist(), strict=True
        ):
            paid += authority.step(news, review)
        chain.authority_dust += pools.authorities - paid
        self.tempt(draws)
        self.totals = self.total()
        close_epoch(chain, terms, self.totals)

    def tempt(self, draws: EpochDraws) -> None:
        """The opportunity of the epoch, to one of those who have something to lose."""
        everyone = [*self.stakers, *self.authorities]
        candidates = [person for person in everyone if person.slashable]
        if not candidates:
            return
        person = candidates[recipient(draws.opportunity, len(candidates))]
        if isinstance(person, StakerObject):
            all_stake = sum(staker.staked for staker in self.stakers)
            rent = person.rent(self.terms, self.chain, all_stake)
        else:
            online = sum(1 for authority in self.authorities if authority.bonded)
            rent = person.rent(self.terms, self.chain, online)
        all_slashable = sum(candidate.slashable for candidate in candidates)
        offence = answer(self.terms, draws, person.slashable, all_slashable, rent)
        self.chain.offences += offence.committed
        if offence.punished:
            burn(self.chain, offence.loss)
            person.lose(offence.loss, self.chain.epoch + self.terms.unbonding_epochs)

    def total(self) -> Totals:
        """Sums over all people."""
        stakers, authorities = self.stakers, self.authorities
        bonded = sum(authority.bonded for authority in authorities)
        idle = sum(authority.liquid for authority in authorities)
        unbonding = sum(authority.unbonding for authority in authorities)
        return Totals(
            liquid=sum(staker.liquid for staker in stakers) + idle,
            staked=sum(staker.staked for staker in stakers),
            bonded=bonded,
            unbonding=sum(staker.unbonding for staker in stakers) + unbonding,
            authority_wealth=bonded + idle + unbonding,
            staking=sum(1 for staker in stakers if staker.staked),
            online=sum(1 for authority in authorities if authority.bonded),
        )

    def metrics(self) -> dict[str, float]:
        """What an economist reads off this epoch; see `metrics.measure`."""
        staked = np.array([staker.staked for staker in self.stakers], dtype=np.int64)
        return measure(self.terms, self.chain, self.totals, staked)

    @property
    def population(self) -> Population:
        """The same state as arrays, copied."""
        stakers, authorities = self.stakers, self.authorities
        return Population(
            stakers=Stakers(
                liquid=np.array([staker.liquid for staker in stakers]),
                staked=np.array([staker.staked for staker in stakers]),
                unbonding=np.array([staker.unbonding for staker in stakers]),
                matures=np.array([staker.matures for staker in stakers]),
                hurdle_rate=np.array([staker.hurdle_rate for staker in stakers]),
            ),
            authorities=Authorities(
                liquid=np.array([authority.liquid for authority in authorities]),
                bonded=np.array([authority.bonded for authority in authorities]),
                unbonding=np.array([authority.unbonding for authority in authorities]),
                matures=np.array([authority.matures for authority in authorities]),
            ),
        )
