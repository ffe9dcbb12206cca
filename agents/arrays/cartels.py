"""The cartel of one run at the end of an epoch: it may be found out, loses members, and wins others."""

import numpy as np
from numpy.typing import NDArray

from ..cartels.acting import count_punished
from ..cartels.cartel import (
    Cartel,
    Parting,
    cartel_of,
    deposit_of,
    forfeit,
    members_needed,
    parting,
    patience,
    size_with_another,
    would_join,
)
from ..choices.opportunity import cut
from ..choices.seats import Seat
from ..economy.chain import Chain, lose
from ..economy.terms import Terms
from ..population.people import Authorities
from .offences import expel_authorities


def members_serving(authorities: Authorities) -> list[int]:
    """(runs,) Members of the cartel of each run that hold a seat and sign [1]."""
    return (authorities.member & (authorities.seat == Seat.SERVE)).sum(axis=1).tolist()


def collude(
    authorities: Authorities,
    run: int,
    chain: Chain,
    terms: Terms,
    reviews: NDArray[np.float64],
    noticed: float,
) -> None:
    """One epoch of the cartel.

    Parameters
    ----------
    authorities, run
        Of all runs, and which one.
    chain, terms
        State of the protocol, which moves on, and the run.
    reviews, noticed
        (m,) and one uniform draw: who reconsiders, and whether a cartel that acts is found out [1].
    """
    kind = terms.settings.cartel.kind
    if kind is None:
        return
    serves = authorities.seat[run] == Seat.SERVE
    authorities.member[run] &= serves
    member = authorities.member[run]
    serving, size = int(serves.sum()), int(member.sum())
    chain.cartel_epochs += chain.cartel_acts
    if chain.cartel_acts and size and noticed < terms.settings.cartel.detection:
        chain.cartels_found += 1
        punish(authorities, run, cartel_of(chain, terms, serving, size), chain, terms)
        end(authorities, run, chain, terms)
        return
    needed = members_needed(terms, chain, kind)
    if serving < needed:
        disband(authorities, run, chain)
        return
    reconsiders = reviews < chain.review_probability
    cartel, deposit = cartel_of(chain, terms, serving, max(size, needed)), deposit_of(chain, terms)
    for row in np.flatnonzero(member & reconsiders).tolist():
        discount = patience(authorities.outside_rate[run, row], terms)
        found = parting(cartel, discount, deposit, size >= needed)
        if found is Parting.STAY:
            continue
        member[row] = False
        if found is not Parting.LEAVE:
            if found is Parting.DENOUNCE:
                denounce(authorities, run, row, cartel, chain, terms)
            else:
                cheat(authorities, run, row, deposit, chain)
            end(authorities, run, chain, terms)
            return
        chain.cartel_leavers += 1
        size -= 1
        cartel = cartel_of(chain, terms, serving, max(size, needed))
    chain.cartel_members = size
    if chain.epoch < chain.cartel_until:
        return
    cartel = cartel_of(chain, terms, serving, size_with_another(size, needed, serving))
    for row in np.flatnonzero(serves & ~member & reconsiders).tolist():
        if would_join(cartel, patience(authorities.outside_rate[run, row], terms), deposit):
            authorities.member[run, row] = True
            size += 1
            cartel = cartel_of(chain, terms, serving, size_with_another(size, needed, serving))
    chain.cartel_members = size


def punish(authorities: Authorities, run: int, cartel: Cartel, chain: Chain, terms: Terms) -> int:
    """All members slashed and out; what they lost [base unit]."""
    members = np.flatnonzero(authorities.member[run])
    count_punished(chain, terms, len(members))
    return expel_authorities(authorities, run, members, cartel.fraction, chain, terms)


def denounce(
    authorities: Authorities, run: int, row: int, cartel: Cartel, chain: Chain, terms: Terms
) -> None:
    """All others punished, and a bounty out of what is slashed: so much less is burned."""
    chain.cartels_denounced += 1
    slashed = punish(authorities, run, cartel, chain, terms)
    bounty = cut(slashed, terms.settings.cartel.bounty_rate)
    lose(chain, -bounty)
    authorities.liquid[run, row] += bounty


def cheat(authorities: Authorities, run: int, row: int, deposit: float, chain: Chain) -> None:
    """The deposit of one who cheats, to the members that are left."""
    chain.cartels_broken += 1
    others, liquid = authorities.member[run], authorities.liquid[run]
    each = forfeit(deposit, int(liquid[row]), int(others.sum()))
    liquid[others] += each
    liquid[row] -= each * int(others.sum())


def end(authorities: Authorities, run: int, chain: Chain, terms: Terms) -> None:
    """Nobody trusts anybody for a while."""
    chain.cartel_until = chain.epoch + terms.settings.cartel.punishment_epochs
    disband(authorities, run, chain)


def disband(authorities: Authorities, run: int, chain: Chain) -> None:
    """No members."""
    authorities.member[run] = False
    chain.cartel_members = 0
