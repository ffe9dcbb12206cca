"""One person who may stake."""

from dataclasses import dataclass, field

from ...models.ledger.steps.staking import bond, unbond, withdraw
from ..choices.entry import entry_stake, has_entry
from ..choices.news import made_to
from ..choices.opportunity import cut
from ..choices.positions import (
    DELEGATE,
    GRIEF,
    IDLE,
    OFFLINE,
    SPLIT,
    StakeOffer,
    is_validating,
    options,
)
from ..choices.rates import realised_rate
from ..economy.chain import Chain
from ..economy.conservation import Totals
from ..economy.payroll import Payroll
from ..economy.terms import Terms
from ..population.people import NEVER
from ..strategies.reinforcement import learn
from ..strategies.strategy import Seen


@dataclass(slots=True)
class StakerObject:
    """Fields as in `population.people.Stakers`."""

    liquid: int
    staked: int
    unbonding: int
    matures: int
    position: int
    seated: bool
    hurdle_rate: float
    spite: float
    cost: float
    risk_premium: float
    exit_share: float
    rate: float
    lost: int
    learnt: list[float] = field(default_factory=list)

    @property
    def validating(self) -> int:
        """Stake that signs with a seat [base unit]."""
        return self.staked * self.seated

    def signing(self, offer: StakeOffer, row: int) -> int:
        """Stake that signs with a seat, as seats are known [base unit]."""
        entry = entry_stake(offer.last_stake, offer.last_row, row)
        identities = 1 + (self.position == SPLIT)
        has_seat = is_validating(self.position) and has_entry(self.staked, identities, entry)
        return self.staked * has_seat

    @property
    def delegated(self) -> int:
        """Stake behind others [base unit]."""
        return self.staked * (self.position == DELEGATE)

    @property
    def griefing(self) -> int:
        """Stake of one who griefs with a seat [base unit]."""
        return self.staked * (self.seated and self.position == GRIEF)

    def levy(self, owed: int, idle: int) -> int:
        """Pays its part of the fees; returns it [base unit]."""
        paid = owed * self.liquid // idle if idle else 0
        self.liquid -= paid
        return paid

    def earn(self, payroll: Payroll, before: Totals) -> int:
        """Is paid for its position, straight into its bond; returns the pay [base unit]."""
        if self.position != DELEGATE and not self.seated:
            return 0
        if self.position == DELEGATE:
            pool, whole = payroll.delegating, before.delegated
        elif self.position == GRIEF:
            pool, whole = payroll.griefing, before.griefing
        else:
            pool, whole = payroll.validating, before.validating - before.griefing
        return pool * self.staked // whole

    def bank(self, paid: int, chain: Chain, terms: Terms) -> None:
        """Remembers what its money has brought, where its rule looks back, and restakes it."""
        if terms.settings.strategy.looks_back:
            self.rate = self.brought(
                paid - self.lost, self.staked + self.lost, self.position, chain, terms
            )
            self.lost = 0
            self.learn(self.position, self.rate, terms)
        _, self.staked = bond(paid, self.staked, paid)

    @property
    def held(self) -> tuple[int, int, int]:
        """Position, stake, and the same with what is on its way out [base unit]."""
        return self.position, self.staked, self.staked + self.unbonding

    def remember_loss(self, held: tuple[int, int, int], chain: Chain, terms: Terms) -> None:
        """What it has lost since: at once where the position is lost too, else with the next pay."""
        position, staked, liable = held
        loss = liable - self.staked - self.unbonding
        thrown_out = self.position != position
        self.lost = 0 if thrown_out else loss
        if thrown_out:
            self.learn(position, self.brought(-loss, staked, position, chain, terms), terms)

    def brought(self, paid: int, staked: int, position: int, chain: Chain, terms: Terms) -> float:
        """What a position has brought in an epoch [1/year]."""
        hurdle_rate, cost = self.hurdle_rate * chain.taste, self.cost / chain.price
        return realised_rate(paid, staked, position, hurdle_rate, cost, terms.epoch_years)

    def learn(self, position: int, rate: float, terms: Terms) -> None:
        """What a position is held to bring, where its rule learns."""
        strategy = terms.settings.strategy
        if strategy.learns:
            self.learnt[position] = learn(self.learnt[position], rate, strategy.weight_of_last)

    def release(self, epoch: int) -> None:
        """Gets back what has matured."""
        if self.matures <= epoch:
            self.unbonding, self.liquid = withdraw(self.unbonding, self.liquid, self.unbonding)
            self.matures = NEVER

    def want(
        self,
        offer: StakeOffer,
        row: int,
        chain: Chain,
        terms: Terms,
        tremble: float | None,
        pick: float | None,
        model: "StakerObject | None",
    ) -> int:
        """The position that its rule of choice picks."""
        wealth = self.liquid + self.staked
        hurdle_rate = self.hurdle_rate * chain.taste
        own = made_to(offer, self.cost / chain.price, self.risk_premium, self.exit_share, row)
        return terms.settings.strategy.choose(
            Seen(
                options=options(own, wealth, self.staked, self.position, hurdle_rate, self.spite),
                position=self.position,
                tremble=tremble,
                pick=pick,
                hurdle_rate=hurdle_rate,
                risk_premium=self.risk_premium,
                rate=self.rate,
                model_position=model.position if model else None,
                model_rate=model.rate if model else None,
                learnt=tuple(self.learnt),
            )
        )

    def enter(self) -> None:
        """All that is idle goes to stake."""
        self.liquid, self.staked = bond(self.liquid, self.staked, self.liquid)

    def leave(self, epoch: int, terms: Terms) -> None:
        """All that is at stake goes on its way out."""
        self.staked, self.unbonding, _, self.matures = unbond(
            self.staked, self.unbonding, self.staked, epoch, terms.unbonding_epochs
        )

    def be_noticed(self, rate: float) -> int:
        """Loses its part for silence; returns it [base unit]."""
        loss = cut(self.staked, rate) if self.position == OFFLINE else 0
        self.staked -= loss
        self.settle()
        return loss

    def be_expelled(self, loss: int, matures: int) -> None:
        """Slashed, and out."""
        self.unbonding += self.staked - loss
        self.staked, self.matures, self.position = 0, matures, IDLE

    def share_loss(self, loss: int) -> None:
        """Slashed for what its validator did."""
        self.staked -= loss
        self.settle()

    def settle(self) -> None:
        """Nobody without a stake holds a position."""
        if self.staked == 0:
            self.position = IDLE
