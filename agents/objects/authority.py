"""One who holds a seat, or waits for one."""

from dataclasses import dataclass, field

from ...models.ledger.steps.staking import bond, unbond, withdraw
from ..choices.opportunity import cut
from ..choices.positions import Options
from ..choices.rates import realised_seat_rate
from ..choices.seats import Seat, SeatOffer, seat_feasible, seat_worths
from ..economy.chain import Chain
from ..economy.terms import Terms
from ..population.people import NEVER
from ..strategies.reinforcement import learn
from ..strategies.strategy import Seen


@dataclass(slots=True)
class AuthorityObject:
    """Fields as in `population.people.Authorities`."""

    liquid: int
    bonded: int
    unbonding: int
    matures: int
    seat: int
    excluded_until: int
    cost: float
    outside_rate: float
    member: bool
    reputation: float
    rate: float
    lost: int
    learnt: list[float] = field(default_factory=list)

    @property
    def at_risk(self) -> int:
        """Bond that stands behind signatures [base unit]."""
        return self.bonded * (self.seat == Seat.SERVE)

    @property
    def held(self) -> tuple[int, int, int]:
        """Seat, bond, and the same with what is on its way out [base unit]."""
        return self.seat, self.bonded, self.bonded + self.unbonding

    def remember(self, paid: int, chain: Chain, terms: Terms) -> None:
        """What its bond has brought in an epoch, where its rule looks back."""
        if not terms.settings.strategy.looks_back:
            return
        self.rate = self.brought(paid - self.lost, self.bonded + self.lost, self.seat, chain, terms)
        self.lost = 0
        self.learn(self.seat, self.rate, terms)

    def remember_loss(self, held: tuple[int, int, int], chain: Chain, terms: Terms) -> None:
        """What it has lost since: at once where the seat is lost too, else with the next pay."""
        seat, bonded, liable = held
        loss = liable - self.bonded - self.unbonding
        thrown_out = self.seat != seat
        self.lost = 0 if thrown_out else loss
        if thrown_out:
            self.learn(seat, self.brought(-loss, bonded, seat, chain, terms), terms)

    def brought(self, paid: int, bonded: int, seat: int, chain: Chain, terms: Terms) -> float:
        """What a seat has brought in an epoch [1/year]."""
        cost = self.cost / chain.price
        return realised_seat_rate(paid, bonded, seat, self.outside_rate, cost, terms.epoch_years)

    def learn(self, seat: int, rate: float, terms: Terms) -> None:
        """What a seat is held to bring, where its rule learns."""
        strategy = terms.settings.strategy
        if strategy.learns:
            self.learnt[seat] = learn(self.learnt[seat], rate, strategy.weight_of_last)

    def release(self, epoch: int) -> None:
        """Gets back what has matured."""
        if self.matures <= epoch:
            self.unbonding, self.liquid = withdraw(self.unbonding, self.liquid, self.unbonding)
            self.matures = NEVER

    def want(
        self,
        offer: SeatOffer,
        epoch: int,
        terms: Terms,
        tremble: float | None,
        pick: float | None,
        model: "AuthorityObject | None",
    ) -> int:
        """The seat that its rule of choice picks."""
        is_free = self.matures == NEVER and self.excluded_until <= epoch
        return terms.settings.strategy.choose(
            Seen(
                options=Options(
                    seat_worths(offer, self.seat, self.cost, self.outside_rate),
                    seat_feasible(offer, self.seat, self.liquid, is_free),
                ),
                position=self.seat,
                tremble=tremble,
                pick=pick,
                hurdle_rate=self.outside_rate,
                rate=self.rate,
                model_position=model.seat if model else None,
                model_rate=model.rate if model else None,
                learnt=tuple(self.learnt),
            )
        )

    def enter(self, terms: Terms) -> None:
        """The bond paid in."""
        self.liquid, self.bonded = bond(self.liquid, self.bonded, terms.bond)

    def leave(self, epoch: int, terms: Terms) -> None:
        """The bond on its way out, and the seat empty."""
        self.bonded, self.unbonding, _, self.matures = unbond(
            self.bonded, self.unbonding, self.bonded, epoch, terms.unbonding_epochs
        )
        self.seat = Seat.OUT

    def be_noticed(self, rate: float) -> int:
        """Loses its part for silence; returns it [base unit]."""
        loss = cut(self.bonded, rate) if self.seat == Seat.OFFLINE else 0
        self.bonded -= loss
        if self.bonded == 0:
            self.seat = Seat.OUT
        return loss

    def be_expelled(self, loss: int, epoch: int, terms: Terms) -> None:
        """Slashed, out, and without a name."""
        self.unbonding += self.bonded - loss
        self.bonded, self.seat, self.reputation, self.member = 0, Seat.OUT, 0.0, False
        self.matures = epoch + terms.unbonding_epochs
        self.excluded_until = epoch + terms.settings.exclusion_epochs
