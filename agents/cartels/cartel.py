"""A cartel at one moment: how many it needs, what an epoch pays, and what being found out costs."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from ...models.attacks.incentives.choices import Target
from ...models.attacks.incentives.corruption import voices_needed
from ...models.economics.collusion.denouncing import bounty, fined_deviator, informant_payoff
from ...models.economics.collusion.stage import (
    Stage,
    censoring,
    equivocating,
    fee_fixing,
    stealing,
)
from ...models.economics.collusion.trigger import cartel_pays, discount_factor, holds_together
from ...models.protocol.quorums import least_count
from ..choices.opportunity import cut
from ..choices.rents import seat_rent
from ..economy.chain import Chain
from ..economy.terms import Terms
from .settings import CartelKind, CartelSettings


@dataclass(frozen=True, slots=True)
class Cartel:
    """What all authorities know of a cartel of one size."""

    stage: Stage
    """Pay of an epoch [base unit]."""
    detection: float
    """Probability of being found out in an epoch [1]."""
    fraction: float
    """Part of a member's bond that is then slashed [1]."""
    penalty: int
    """The same of a full bond [base unit]."""
    rent: float
    """Rewards of the time out [base unit]."""
    bounty: float
    """Of one who denounces all others [base unit]."""


def members_needed(terms: Terms, chain: Chain, kind: CartelKind) -> int:
    """Fewest members with which a cartel can do what it is for.

    Parameters
    ----------
    terms, chain
        The run, and the mode of the epoch.
    kind
        Of cartel.

    Returns
    -------
    int
        Stealing needs a certificate of its own, censoring what no certificate can spare, equivocation
        what two certificates share, and fixed fees two; more than there are seats where authorities
        sign nothing [1].
    """
    seats = terms.parameters.fast.validators
    required = terms.quorums[chain.mode]
    if kind is CartelKind.FEE_FIXING:
        return 2
    if required.authorities is None:
        return seats + 1
    certificate = least_count(required.authorities, seats, required.strict)
    if kind is CartelKind.STEALING:
        return certificate
    target = Target.VETO if kind is CartelKind.CENSORING else Target.SAFETY
    return max(voices_needed(target, certificate, seats), 2)


def cartel_of(chain: Chain, terms: Terms, serving: int, members: int) -> Cartel:
    """A cartel of so many members.

    Parameters
    ----------
    chain, terms
        State of the protocol, and the run.
    serving
        Authorities that serve, positive [1].
    members
        Of the cartel, at most those that serve [1].
    """
    settings, pool = terms.settings.cartel, chain.expected_authorities
    fraction = terms.slashed_part(members / serving)
    penalty = cut(terms.bond, fraction)
    return Cartel(
        stage=_stage(settings, pool, serving, members, money(1.0, chain, terms)),
        detection=settings.detection,
        fraction=fraction,
        penalty=penalty,
        rent=seat_rent(chain, terms, serving, 0.0),
        bounty=bounty(settings.bounty_rate, members - 1, penalty),
    )


def _stage(settings: CartelSettings, pool: float, seats: int, members: int, unit: float) -> Stage:
    """The stage game of a kind; money from outside is worth `unit` base units a token."""
    prize, fees = settings.prize * unit, settings.fees * unit
    match settings.kind:
        case CartelKind.CENSORING:
            return censoring(pool, seats, members, prize, fees)
        case CartelKind.STEALING:
            return stealing(pool, seats, members, settings.tip)
        case CartelKind.EQUIVOCATING:
            return equivocating(pool, seats, members, prize)
        case _:
            return fee_fixing(pool, seats, members, prize, fees, settings.waiting)


def money(tokens: float, chain: Chain, terms: Terms) -> float:
    """A sum that is fixed in money, at the price of the day [base unit].

    Parameters
    ----------
    tokens
        At launch prices [token].
    chain, terms
        State of the protocol, and the run.
    """
    return tokens * terms.units / chain.price


def deposit_of(chain: Chain, terms: Terms) -> float:
    """What a cheat forfeits to the others [base unit]."""
    return money(terms.settings.cartel.deposit, chain, terms)


def size_with_another(size: int, needed: int, serving: int) -> int:
    """Members that one who joins counts on: itself, and as many as a cartel needs at all [1].

    Examples
    --------
    >>> size_with_another(0, needed=14, serving=21), size_with_another(14, needed=14, serving=21)
    (14, 15)
    """
    return min(max(size + 1, needed), serving)


def would_join(cartel: Cartel, discount: float, deposit: float = 0.0) -> bool:
    """Whether one more joins, and is taken in: being in pays all more than honesty, and it holds.

    Parameters
    ----------
    cartel
        With the newcomer.
    discount
        Of the newcomer, for an epoch [1].
    deposit
        What a cheat forfeits to the others [base unit].

    Notes
    -----
    Source: ours. Outside a cartel that keeps others out anything is better than nothing, but a cartel
    divides one pool: it takes in no more than it can pay better than all are paid without it.
    """
    stage = cartel.stage
    return cartel_pays(
        stage.member, stage.honest, cartel.detection, cartel.penalty, cartel.rent
    ) and would_stay(cartel, discount, deposit)


def would_stay(cartel: Cartel, discount: float, deposit: float = 0.0) -> bool:
    """Whether a member keeps to the cartel: neither cheating nor denouncing brings more, nor leaving.

    Parameters
    ----------
    cartel
        As it is.
    discount
        Of the member, for an epoch [1].
    deposit
        What a cheat forfeits to the others [base unit].

    Notes
    -----
    Source: ours. Leaving openly is not asked about: who denounces has a member's pay once more before
    the honest one, so that a member who had rather leave does not stay, however dear cheating is.
    """
    stage = cartel.stage
    cheating = fined_deviator(stage.deviator, deposit)
    loss = cartel.penalty + cartel.rent
    return all(
        holds_together(discount, stage.member, tempting, stage.honest, cartel.detection, loss)
        for tempting in (cheating, denouncing(cartel))
    )


class Parting(Enum):
    """What a member does that reconsiders."""

    STAY = 0
    LEAVE = 1
    """Openly: the others go on without it."""
    CHEAT = 2
    """Ends the cartel, and forfeits the deposit."""
    DENOUNCE = 3
    """Has the others punished."""


def parting(cartel: Cartel, discount: float, deposit: float, acts: bool) -> Parting:
    """The best that a member can do.

    Parameters
    ----------
    cartel
        As it is, or would be if it were large enough.
    discount
        Of the member, for an epoch [1].
    deposit
        What a cheat forfeits to the others [base unit].
    acts
        Whether it is large enough: before, there is nothing to cheat on and nothing to tell.

    Notes
    -----
    Source: ours. Nobody talks for nothing, and nobody cheats who has to pay for it.
    """
    if would_stay(cartel, discount, deposit):
        return Parting.STAY
    if acts and cartel.bounty > 0 and would_denounce(cartel, deposit):
        return Parting.DENOUNCE
    cheating = fined_deviator(cartel.stage.deviator, deposit)
    return Parting.CHEAT if acts and cheating > cartel.stage.honest else Parting.LEAVE


def forfeit(deposit: float, liquid: int, others: int) -> int:
    """What each of the others gets of a cheat's deposit, as far as the cheat has it idle.

    Parameters
    ----------
    deposit, liquid
        Agreed on, and at hand [base unit].
    others
        Members who share it in whole units; what does not divide stays with the cheat [1].

    Examples
    --------
    >>> forfeit(100.0, liquid=80, others=3), forfeit(100.0, liquid=80, others=0)
    (26, 0)
    """
    return min(int(deposit), liquid) // others if others else 0


def would_denounce(cartel: Cartel, deposit: float) -> bool:
    """Whether a member who gives up had rather denounce the others than cheat."""
    return denouncing(cartel) > fined_deviator(cartel.stage.deviator, deposit)


def denouncing(cartel: Cartel) -> float:
    """Pay of the epoch in which a member denounces the others and is pardoned [base unit]."""
    return informant_payoff(cartel.stage.member, cartel.bounty, 0.0)


def patience(outside_rate: Any, terms: Terms) -> Any:
    """Discount factor of an authority for one epoch [1]."""
    return discount_factor(outside_rate, terms.epoch_years)
