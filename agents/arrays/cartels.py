"""The cartel of one run in an epoch: it acts and may be found out, loses members, and wins others."""

import numpy as np
from numpy.typing import NDArray

from ..cartels.cartel import (
    Cartel,
    cartel_of,
    deposit_of,
    members_needed,
    patience,
    size_with_another,
    would_denounce,
    would_join,
    would_stay,
)
from ..cartels.settings import CartelKind
from ..choices.opportunity import cut
from ..choices.seats import Seat
from ..economy.chain import Chain, lose
from ..economy.terms import Terms
from ..population.people import Authorities
from .offences import expel_authorities


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
    chain.cartel_keeps_out = False
    serves = authorities.seat[run] == Seat.SERVE
    authorities.member[run] &= serves
    member = authorities.member[run]
    serving, needed = int(serves.sum()), members_needed(terms, chain, kind)
    if serving < needed:
        disband(authorities, run, chain)
        return
    size = int(member.sum())
    if size >= needed:
        cartel = cartel_of(chain, terms, serving, size)
        chain.cartel_epochs += 1
        chain.cartel_gain += size * (cartel.stage.member - cartel.stage.honest)
        chain.cartel_keeps_out = kind is CartelKind.STEALING
        if noticed < cartel.detection:
            chain.cartels_found += 1
            expel_authorities(
                authorities, run, np.flatnonzero(member), cartel.fraction, chain, terms
            )
            end(authorities, run, chain, terms)
            return
    reconsiders = reviews < chain.review_probability
    cartel, deposit = cartel_of(chain, terms, serving, max(size, needed)), deposit_of(chain, terms)
    for row in np.flatnonzero(member & reconsiders).tolist():
        if not would_stay(cartel, patience(authorities.outside_rate[run, row], terms), deposit):
            leave(authorities, run, row, cartel, deposit, size >= needed, chain, terms)
            return
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


def leave(
    authorities: Authorities,
    run: int,
    row: int,
    cartel: Cartel,
    deposit: float,
    acts: bool,
    chain: Chain,
    terms: Terms,
) -> None:
    """A member cheats, or denounces the others where that brings more; either ends the cartel."""
    if acts and would_denounce(cartel, deposit):
        chain.cartels_denounced += 1
        authorities.member[run, row] = False
        others = np.flatnonzero(authorities.member[run])
        slashed = expel_authorities(authorities, run, others, cartel.fraction, chain, terms)
        reward(authorities, run, row, cut(slashed, terms.settings.cartel.bounty_rate), chain)
    else:
        chain.cartels_broken += 1
    end(authorities, run, chain, terms)


def reward(authorities: Authorities, run: int, row: int, bounty: int, chain: Chain) -> None:
    """A bounty out of what was slashed: so much less is burned."""
    lose(chain, -bounty)
    authorities.liquid[run, row] += bounty


def end(authorities: Authorities, run: int, chain: Chain, terms: Terms) -> None:
    """Nobody trusts anybody for a while."""
    chain.cartel_until = chain.epoch + terms.settings.cartel.punishment_epochs
    disband(authorities, run, chain)


def disband(authorities: Authorities, run: int, chain: Chain) -> None:
    """No members."""
    authorities.member[run] = False
    chain.cartel_members, chain.cartel_keeps_out = 0, False
