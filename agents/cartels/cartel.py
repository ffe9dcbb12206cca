"""A cartel at one moment: how many it needs, what an epoch pays, and what being found out costs."""

from dataclasses import dataclass
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
from ...models.economics.slashing import capped_fraction, slashed_fraction
from ...models.protocol.quorums import least_count, quorum
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
    required = quorum(terms.parameters, chain.mode)
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
    settings, slashing = terms.settings.cartel, terms.parameters.slashing
    pool = chain.expected_authorities
    fraction = capped_fraction(
        slashed_fraction(slashing.rate, slashing.correlation_factor, members / serving)
    )
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
    """Whether a member keeps to the cartel: neither cheating nor denouncing brings more.

    Parameters
    ----------
    cartel
        As it is.
    discount
        Of the member, for an epoch [1].
    deposit
        What a cheat forfeits to the others [base unit].
    """
    stage = cartel.stage
    cheating = fined_deviator(stage.deviator, deposit)
    loss = cartel.penalty + cartel.rent
    return all(
        holds_together(discount, stage.member, tempting, stage.honest, cartel.detection, loss)
        for tempting in (cheating, denouncing(cartel))
    )


def would_denounce(cartel: Cartel, deposit: float) -> bool:
    """Whether a member who gives up had rather denounce the others than cheat."""
    return denouncing(cartel) > fined_deviator(cartel.stage.deviator, deposit)


def denouncing(cartel: Cartel) -> float:
    """Pay of the epoch in which a member denounces the others and is pardoned [base unit]."""
    return informant_payoff(cartel.stage.member, cartel.bounty, 0.0)


def patience(outside_rate: Any, terms: Terms) -> Any:
    """Discount factor of an authority for one epoch [1]."""
    return discount_factor(outside_rate, terms.epoch_years)
