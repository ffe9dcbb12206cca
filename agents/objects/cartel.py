"""The cartel of authorities in an epoch, member by member."""

from collections.abc import Sequence

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
from .authority import AuthorityObject


def collude(
    authorities: Sequence[AuthorityObject],
    chain: Chain,
    terms: Terms,
    reviews: Sequence[float],
    noticed: float,
) -> None:
    """One epoch: it acts and may be found out, loses members, and wins others."""
    kind = terms.settings.cartel.kind
    if kind is None:
        return
    chain.cartel_keeps_out = False
    for each in authorities:
        each.member = each.member and each.seat == Seat.SERVE
    serving = [each for each in authorities if each.seat == Seat.SERVE]
    needed = members_needed(terms, chain, kind)
    if len(serving) < needed:
        disband(authorities, chain)
        return
    members = [each for each in serving if each.member]
    size = len(members)
    if size >= needed:
        cartel = cartel_of(chain, terms, len(serving), size)
        chain.cartel_epochs += 1
        chain.cartel_gain += size * (cartel.stage.member - cartel.stage.honest)
        chain.cartel_keeps_out = kind is CartelKind.STEALING
        if noticed < cartel.detection:
            chain.cartels_found += 1
            expel(members, cartel.fraction, chain, terms)
            end(authorities, chain, terms)
            return
    probability = chain.review_probability
    asked = [
        each for each, review in zip(authorities, reviews, strict=True) if review < probability
    ]
    cartel = cartel_of(chain, terms, len(serving), max(size, needed))
    deposit = deposit_of(chain, terms)
    for each in asked:
        if each.member and not would_stay(cartel, patience(each.outside_rate, terms), deposit):
            leave(authorities, each, cartel, deposit, size >= needed, chain, terms)
            return
    chain.cartel_members = size
    if chain.epoch < chain.cartel_until:
        return
    cartel = cartel_of(chain, terms, len(serving), size_with_another(size, needed, len(serving)))
    for each in asked:
        if each.seat != Seat.SERVE or each.member:
            continue
        if would_join(cartel, patience(each.outside_rate, terms), deposit):
            each.member = True
            size += 1
            larger = size_with_another(size, needed, len(serving))
            cartel = cartel_of(chain, terms, len(serving), larger)
    chain.cartel_members = size


def leave(
    authorities: Sequence[AuthorityObject],
    member: AuthorityObject,
    cartel: Cartel,
    deposit: float,
    acts: bool,
    chain: Chain,
    terms: Terms,
) -> None:
    """A member cheats, or denounces the others where that brings more; either ends the cartel."""
    if acts and would_denounce(cartel, deposit):
        chain.cartels_denounced += 1
        member.member = False
        others = [each for each in authorities if each.member]
        slashed = expel(others, cartel.fraction, chain, terms)
        reward = cut(slashed, terms.settings.cartel.bounty_rate)
        lose(chain, -reward)
        member.liquid += reward
    else:
        chain.cartels_broken += 1
    end(authorities, chain, terms)


def expel(members: Sequence[AuthorityObject], fraction: float, chain: Chain, terms: Terms) -> int:
    """Members slashed and out; what they lost [base unit]."""
    lost = 0
    for each in members:
        loss = cut(each.bonded, fraction)
        each.be_expelled(loss, chain.epoch, terms)
        lost += loss
    lose(chain, lost)
    return lost


def end(authorities: Sequence[AuthorityObject], chain: Chain, terms: Terms) -> None:
    """Nobody trusts anybody for a while."""
    chain.cartel_until = chain.epoch + terms.settings.cartel.punishment_epochs
    disband(authorities, chain)


def disband(authorities: Sequence[AuthorityObject], chain: Chain) -> None:
    """No members."""
    for each in authorities:
        each.member = False
    chain.cartel_members, chain.cartel_keeps_out = 0, False
