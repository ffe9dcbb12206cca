"""The four kinds of cartels as one stage game each: what a member, a cheat and an outsider get."""

from dataclasses import dataclass

from ..rewards import authority_reward
from .payoffs import (
    censoring_deviator,
    cheap_proposer,
    dear_proposer,
    sharing_member,
    stealing_deviator,
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Pay of one epoch, before what is lost by being found out."""

    member: float
    """Who keeps to the cartel, while all do [token]."""
    deviator: float
    """Who cheats on it while all others keep to it, for one epoch and unseen by the protocol [token]."""
    outsider: float
    """Who is not in it; of no meaning where nobody is outside [token]."""
    honest: float
    """Anybody without a cartel: what cheating leads to [token]."""


def stealing(pool: float, seats: int, members: int, tip: float) -> Stage:
    """Members leave the votes of outsiders out, and divide the rewards of all.

    Parameters
    ----------
    pool
        Of the class in an epoch [token].
    seats, members
        Of the class, and of the cartel, which must certify by itself [1].
    tip
        Part of what inclusion brings to an outsider that it would pay a cheat [1].

    Notes
    -----
    Source: ours; equal parts to those who took part, as `authority_reward` pays.
    """
    return Stage(
        member=authority_reward(pool, members),
        deviator=stealing_deviator(pool, seats, members, tip),
        outsider=0.0,
        honest=authority_reward(pool, seats),
    )


def censoring(pool: float, seats: int, members: int, bribe: float, fees: float) -> Stage:
    """Members keep some transactions out for a bribe.

    Parameters
    ----------
    pool
        Of the class in an epoch [token].
    seats, members
        Of the class, and of the cartel, without which no block is certified [1].
    bribe, fees
        Paid to the cartel in an epoch, and offered by what it keeps out [token].

    Notes
    -----
    Source: ours. Outsiders include nothing else, or their blocks get no certificate.
    """
    honest = authority_reward(pool, seats)
    return Stage(
        member=sharing_member(honest, bribe, members),
        deviator=censoring_deviator(honest, fees),
        outsider=honest,
        honest=honest,
    )


def equivocating(pool: float, seats: int, members: int, prize: float) -> Stage:
    """Members sign two conflicting blocks in every epoch.

    Parameters
    ----------
    pool
        Of the class in an epoch [token].
    seats, members
        Of the class, and of the cartel, which must be in two certificates [1].
    prize
        What two final blocks bring in an epoch [token].

    Notes
    -----
    Source: ours. Who cheats signs one block alone and has been paid: it is not found out, no more.
    """
    honest = authority_reward(pool, seats)
    member = sharing_member(honest, prize, members)
    return Stage(member=member, deviator=member, outsider=honest, honest=honest)


def fee_fixing(
    pool: float, seats: int, members: int, fees: float, competitive_fees: float, waiting: float
) -> Stage:
    """Members ask for a fee above the competitive one.

    Parameters
    ----------
    pool
        Of the class in an epoch [token].
    seats, members
        Of the class, which takes turns, and of the cartel [1].
    fees, competitive_fees
        Of all transactions of an epoch at the agreed fee, and without a cartel [token].
    waiting
        Part of the transactions that waits for a cheaper proposer where there is one [1].

    Notes
    -----
    Source: ours; with everybody inside, nothing but fees and all waiting, Bertrand's competition.
    """
    reward = authority_reward(pool, seats)
    outsiders = seats - members
    lost = waiting if outsiders else 0.0
    return Stage(
        member=reward + dear_proposer(fees, lost, seats),
        deviator=reward + cheap_proposer(fees, waiting, seats, outsiders + 1),
        outsider=reward + cheap_proposer(fees, waiting, seats, max(outsiders, 1)),
        honest=reward + dear_proposer(competitive_fees, 0.0, seats),
    )
