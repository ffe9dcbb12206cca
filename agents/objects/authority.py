"""One who holds a seat, or waits for one."""

from dataclasses import dataclass

from ...models.ledger.steps.staking import bond, unbond, withdraw
from ..choices.opportunity import cut
from ..choices.picking import best_response
from ..choices.seats import Seat, SeatOffer, seat_feasible, seat_worths
from ..economy.terms import Terms
from ..population.people import NEVER


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

    @property
    def at_risk(self) -> int:
        """Bond that stands behind signatures [base unit]."""
        return self.bonded * (self.seat == Seat.SERVE)

    def release(self, epoch: int) -> None:
        """Gets back what has matured."""
        if self.matures <= epoch:
            self.unbonding, self.liquid = withdraw(self.unbonding, self.liquid, self.unbonding)
            self.matures = NEVER

    def want(self, offer: SeatOffer, epoch: int) -> int:
        """The choice worth most."""
        is_free = self.matures == NEVER and self.excluded_until <= epoch
        return best_response(
            seat_worths(offer, self.seat, self.cost, self.outside_rate),
            seat_feasible(offer, self.seat, self.liquid, is_free),
            self.seat,
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
