"""What an authority can do for an epoch, and what each would bring in a year."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from ...models.economics.rewards import authority_reward
from ...models.extremes import larger
from .worths import worth_of_idleness, worth_of_silence


class Seat(IntEnum):
    """What an authority does."""

    OUT = 0
    SERVE = 1
    OFFLINE = 2
    """Holds a seat and never signs. Whoever weighs it leaves instead, or serves: silence brings nothing
    or a loss, and leaving brings something or nothing (`gain_of_leaving`). Only those who slip, try or
    copy are found in it."""

    @property
    def label(self) -> str:
        """Lower-case name."""
        return self.name.lower()


SEATS = len(Seat)
"""Number of choices [1]."""

# Members of an enumeration are slow to look up, and wider than a seat is on an array.
OUT, SERVE, OFFLINE = map(int, Seat)


@dataclass(frozen=True, slots=True)
class SeatOffer:
    """What an authority that reconsiders knows: scalars, or one value per authority asked."""

    pool: Any
    """Expected pay of all authorities together, a float [base unit/year]."""
    serving: Any
    """Authorities that serve [1]."""
    free: Any
    """Seats that nobody holds [1]."""
    bond: int
    """[base unit]"""
    price: Any
    """Of a token, in tokens at launch: costs and outside offers are money, not tokens [1]."""
    silence_loss: float
    """Part of its bond that an authority loses in a year in which it never signs [1/year]."""
    exit_share: float
    """Part of the horizon in which a bond on its way out earns nothing [1]."""


def seat_worths(offer: SeatOffer, seat: Any, cost: Any, outside_rate: Any) -> tuple[Any, Any, Any]:
    """What each choice would bring, in the order of `Seat` [base unit/year].

    Parameters
    ----------
    offer
        What the authority knows.
    seat
        What it does now.
    cost
        Of operating, at launch prices [base unit/year].
    outside_rate
        What the bond would earn elsewhere [1/year].

    Notes
    -----
    Source: ours, paper section "The economy of agents": an authority counts itself among those who
    would share the pool.
    """
    serving = larger(offer.serving - (seat == SERVE) + 1, 1)
    return (
        worth_of_idleness(offer.bond, outside_rate, offer.exit_share * (seat != OUT)),
        authority_reward(offer.pool, serving) - cost / offer.price,
        worth_of_silence(offer.bond, offer.silence_loss),
    )


def gain_of_leaving(bond: Any, outside_rate: Any, wait: Any, silence_loss: Any) -> Any:
    """What leaving brings beyond keeping a seat in silence: never less than nothing [base unit/year].

    Parameters
    ----------
    bond
        [base unit]
    outside_rate
        What it would earn elsewhere [1/year].
    wait
        Part of the horizon in which it is on its way out, in [0, 1] [1].
    silence_loss
        Part of it that silence costs in a year [1/year].

    Notes
    -----
    Source: ours, from `worth_of_idleness` and `worth_of_silence`. It stands for authorities and for
    people alike: operating costs are in neither, so that no cost makes silence the best choice.

    Examples
    --------
    >>> gain_of_leaving(100, 0.25, wait=0.5, silence_loss=0.125)
    25.0
    """
    return worth_of_idleness(bond, outside_rate, wait) - worth_of_silence(bond, silence_loss)


def seat_feasible(offer: SeatOffer, seat: Any, liquid: Any, is_free: Any) -> tuple[Any, Any, Any]:
    """Whether each choice is open, in the order of `Seat`.

    Parameters
    ----------
    offer, seat
        As for `seat_worths`.
    liquid
        Idle money [base unit].
    is_free
        Whether its last bond is back, and it is not excluded.

    Notes
    -----
    Source: ours: whoever is out needs an empty seat, the bond, and a clean record.
    """
    holds = seat != OUT
    enters = is_free & (liquid >= offer.bond) & (offer.free > 0)
    return (liquid >= 0, holds | enters, holds)
