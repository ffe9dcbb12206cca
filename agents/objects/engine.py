"""One epoch after another, person by person."""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from ..cartels.acting import act, count_stolen, divide_tips, keeps_out
from ..choices.news import StakeChange, after, seat_offer, stake_offer
from ..choices.opportunity import answer, cut, recipient, tempt
from ..choices.positions import GRIEF, IDLE, StakeOffer
from ..choices.rents import REPUTATION_PACE, reputation_after, seat_rent, stake_rent
from ..choices.seats import Seat, SeatOffer
from ..economy.chain import begin_epoch, end_epoch, found_chain, lose, take_fees
from ..economy.conservation import Totals
from ..economy.events import apply_shocks
from ..economy.payroll import pay
from ..economy.terms import Terms
from ..population.people import Authorities, Population, Stakers
from ..strategies.imitation import model_of
from ..streams import EpochDraws
from .authority import AuthorityObject
from .cartel import collude
from .seating import give_seats
from .staker import StakerObject


class ObjectEngine:
    """The economy of one run as objects."""

    def __init__(self, terms: Terms, population: Population, run: int = 0) -> None:
        self.terms = terms
        self.run = run
        self.stakers = [StakerObject(*row) for row in _rows(population.stakers, run)]
        self.authorities = [AuthorityObject(*row) for row in _rows(population.authorities, run)]
        self.totals = self.total()
        self.chain = found_chain(terms, self.totals.idle)

    def step(self, draws: EpochDraws) -> None:
        """One epoch: events, fees, pay, decisions, offences, and the books."""
        chain, terms = self.chain, self.terms
        self.suffer()
        before, mode = self.totals, chain.mode
        owed = begin_epoch(chain, terms, draws.load_shock[self.run], before)
        if terms.seats[chain.mode] != terms.seats[mode]:
            give_seats(self.stakers, chain, terms)
            before = self.totals = self.total()
        serving = [each for each in self.authorities if each.seat == Seat.SERVE]
        members = sum(each.member for each in serving)
        dues = act(chain, terms, before.serving, members, owed, before.liquid)
        levied = sum(each.levy(dues.whole, before.liquid) for each in self.stakers)
        chain.tips = dues.tips_in(levied)
        take_fees(chain, terms, levied - chain.tips)
        payroll = pay(chain, terms, before)
        chain.dust += payroll.whole
        for staker in self.stakers:
            paid = staker.earn(payroll, before)
            chain.dust -= paid
            staker.bank(paid, chain, terms)
        heads = members if keeps_out(chain, terms) else len(serving)
        of_one = payroll.authorities // max(heads, 1)
        count_stolen(chain, terms, payroll.authorities, len(serving), members)
        inside, outside = divide_tips(chain, terms, len(serving), members, before.bonded)
        for authority in self.authorities:
            paid = tip = 0
            if authority.seat == Seat.SERVE:
                tip = inside if authority.member else outside
                paid = of_one if authority.member or not keeps_out(chain, terms) else 0
            chain.dust -= paid
            authority.liquid += paid + tip
            authority.remember(paid + tip, chain, terms)
        people = (*self.stakers, *self.authorities)
        for person in people:
            person.release(chain.epoch)
        self.decide_stakes(draws, before)
        self.decide_seats(draws, before)
        at_risk = [person.held for person in people]
        self.punish_silence(draws.silence[self.run])
        give_seats(self.stakers, chain, terms)
        self.tempt(draws)
        collude(
            self.authorities,
            chain,
            terms,
            draws.authority_reviews[self.run].tolist(),
            draws.cartel[self.run],
        )
        if terms.settings.strategy.looks_back:
            for person, held in zip(people, at_risk, strict=True):
                person.remember_loss(held, chain, terms)
        give_seats(self.stakers, chain, terms)
        self.totals = self.total()
        end_epoch(chain, terms, self.totals)

    def suffer(self) -> None:
        """Events at the start of the epoch."""
        for removal in apply_shocks(self.chain, self.terms):
            holders = [each for each in self.authorities if each.seat != Seat.OUT]
            for authority in holders[: removal.count(len(holders))]:
                authority.leave(self.chain.epoch + 1, self.terms)
                authority.excluded_until = removal.until
        self.totals = self.total()

    def decide_stakes(self, draws: EpochDraws, before: Totals) -> None:
        """Stakers who reconsider, one group after another."""
        chain, terms, run = self.chain, self.terms, self.run
        offer = stake_offer(chain, terms, before)
        reviews = (draws.staker_reviews[run] < chain.review_probability).tolist()
        order = range(len(self.stakers)) if draws.order is None else draws.order[run].tolist()
        entered = left = 0
        for group in np.array_split(np.array(order), terms.settings.order_blocks):
            rows = [row for row in group.tolist() if reviews[row]]
            wants = [(self.stakers[row], self.want(row, offer, draws)) for row in rows]
            sums = self.known_sums(offer)
            for staker, wanted in wants:
                was_in, is_in = staker.position != IDLE, wanted != IDLE
                if is_in and not was_in:
                    if terms.churn_limit is not None and entered >= terms.churn_limit:
                        continue
                    entered += staker.liquid
                    staker.enter()
                elif was_in and not is_in:
                    if terms.churn_limit is not None and left >= terms.churn_limit:
                        continue
                    left += staker.staked
                    staker.leave(chain.epoch, terms)
                staker.position = wanted
            offer = after(
                offer,
                StakeChange(
                    *(now - then for now, then in zip(self.known_sums(offer), sums, strict=True))
                ),
            )

    def want(self, row: int, offer: StakeOffer, draws: EpochDraws) -> int:
        """What one person picks."""
        tremble = None if draws.tremble is None else float(draws.tremble[self.run, row])
        pick = None if draws.pick is None else float(draws.pick[self.run, row])
        model = None
        if self.terms.settings.strategy.imitates:
            model = self.stakers[model_of(pick, len(self.stakers))]
        return self.stakers[row].want(offer, row, self.chain, self.terms, tremble, pick, model)

    def known_sums(self, offer: StakeOffer) -> tuple[int, int, int]:
        """Validating, delegated and griefing, by seats as an offer knows them [base unit]."""
        signing = [each.signing(offer, row) for row, each in enumerate(self.stakers)]
        griefing = zip(self.stakers, signing, strict=True)
        return (
            sum(signing),
            sum(each.delegated for each in self.stakers),
            sum(stake for each, stake in griefing if each.position == GRIEF),
        )

    def decide_seats(self, draws: EpochDraws, before: Totals) -> None:
        """Authorities who reconsider; free seats go to the first in line."""
        chain, terms = self.chain, self.terms
        offer = seat_offer(chain, terms, before)
        free = offer.free
        reviews = draws.authority_reviews[self.run].tolist()
        wants = [self.want_seat(row, offer, draws) for row in range(len(self.authorities))]
        for authority, review, wanted in zip(self.authorities, reviews, wants, strict=True):
            if review < chain.review_probability:
                if authority.seat == Seat.OUT and wanted != Seat.OUT:
                    free -= 1
                    if free >= 0:
                        authority.enter(terms)
                        authority.seat = wanted
                elif authority.seat != Seat.OUT and wanted == Seat.OUT:
                    authority.leave(chain.epoch, terms)
                else:
                    authority.seat = wanted
            authority.reputation = reputation_after(
                authority.reputation, authority.seat == Seat.SERVE, REPUTATION_PACE
            )

    def want_seat(self, row: int, offer: SeatOffer, draws: EpochDraws) -> int:
        """What one authority picks."""
        tremble = None if draws.seat_tremble is None else float(draws.seat_tremble[self.run, row])
        pick = None if draws.seat_pick is None else float(draws.seat_pick[self.run, row])
        model = None
        if self.terms.settings.strategy.imitates:
            model = self.authorities[model_of(pick, len(self.authorities))]
        epoch = self.chain.epoch
        return self.authorities[row].want(offer, epoch, self.terms, tremble, pick, model)

    def punish_silence(self, noticed: float) -> None:
        """All who hold a place and do not sign lose their part, if it is noticed in this epoch."""
        slashing = self.terms.parameters.slashing
        if noticed < slashing.detection_probability:
            for person in (*self.stakers, *self.authorities):
                lose(self.chain, person.be_noticed(slashing.unavailability_rate))

    def tempt(self, draws: EpochDraws) -> None:
        """The opportunity of the epoch, to one of those who sign."""
        chain, terms, run = self.chain, self.terms, self.run
        validators = [each for each in self.stakers if each.validating]
        servants = [each for each in self.authorities if each.at_risk]
        candidates = [*validators, *servants]
        if not candidates:
            return
        person = candidates[recipient(draws.opportunity[run], len(candidates))]
        validating = sum(each.validating for each in validators)
        delegated = sum(each.delegated for each in self.stakers)
        whole = validating + delegated + sum(each.at_risk for each in servants)
        if isinstance(person, StakerObject):
            own = person.staked
            behind = delegated * own // validating
            rent = stake_rent(chain, terms, own, validating + delegated)
        else:
            own, behind = person.bonded, 0
            rent = seat_rent(chain, terms, len(servants), person.reputation)
        temptation = tempt(chain, terms, draws.gain[run], draws.detection[run])
        offence = answer(chain, terms, temptation, own, behind, whole, rent)
        if not offence.punished:
            return
        loss = cut(own, offence.fraction)
        lose(chain, loss)
        if isinstance(person, AuthorityObject):
            person.be_expelled(loss, chain.epoch, terms)
            return
        person.be_expelled(loss, chain.epoch + terms.unbonding_epochs)
        shared = cut(behind, offence.fraction)
        for staker in self.stakers:
            loss = shared * staker.delegated // delegated if delegated else 0
            staker.share_loss(loss)
            lose(chain, loss)

    def total(self) -> Totals:
        """Sums over all people."""
        stakers, authorities = self.stakers, self.authorities
        return Totals(
            liquid=sum(each.liquid for each in stakers),
            staked=sum(each.staked for each in stakers),
            validating=sum(each.validating for each in stakers),
            delegated=sum(each.delegated for each in stakers),
            griefing=sum(each.griefing for each in stakers),
            unbonding=sum(each.unbonding for each in stakers),
            staking=sum(1 for each in stakers if each.staked),
            authority_liquid=sum(each.liquid for each in authorities),
            bonded=sum(each.bonded for each in authorities),
            authority_unbonding=sum(each.unbonding for each in authorities),
            holding=sum(1 for each in authorities if each.seat != Seat.OUT),
            serving=sum(1 for each in authorities if each.seat == Seat.SERVE),
        )

    @property
    def population(self) -> Population:
        """The same state as arrays of one run, copied."""
        return Population(
            Stakers(**_columns(self.stakers)), Authorities(**_columns(self.authorities))
        )


def _rows(people: Stakers | Authorities, run: int) -> list[list]:
    """One list per person, in the order of the fields."""
    columns = [getattr(people, each.name)[..., run, :].T.tolist() for each in fields(people)]
    return [list(row) for row in zip(*columns, strict=True)]


def _columns(people: Sequence[StakerObject] | Sequence[AuthorityObject]) -> dict[str, np.ndarray]:
    """One array per field, (1, people); what is learnt by position first."""
    first = people[0]
    return {
        each.name: np.array([[getattr(person, each.name) for person in people]]).T.swapaxes(0, -1)
        if each.name != "learnt"
        else np.array([getattr(person, each.name) for person in people]).T[:, np.newaxis]
        for each in fields(first)
    }
