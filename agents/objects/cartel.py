"""The cartel of authorities at the end of an epoch, member by member."""

from collections.abc import Sequence

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
from .authority import AuthorityObject


def collude(
    authorities: Sequence[AuthorityObject],
    chain: Chain,
    terms: Terms,
    reviews: Sequence[float],
    noticed: float,
) -> None:
    """A cartel that has acted may be found out; it loses members, and wins others."""
    kind = terms.settings.cartel.kind
    if kind is None:
        return
    for each in authorities:
        each.member = each.member and each.seat == Seat.SERVE
    serving = [each for each in authorities if each.seat == Seat.SERVE]
    members = [each for each in serving if each.member]
    size = len(members)
    chain.cartel_epochs += chain.cartel_acts
    if chain.cartel_acts and size and noticed < terms.settings.cartel.detection:
        chain.cartels_found += 1
        cartel = cartel_of(chain, terms, len(serving), size)
        expel(members, cartel.fraction, chain, terms)
        end(authorities, chain, terms)
        return
    needed = members_needed(terms, chain, kind)
    if len(serving) < needed:
        disband(authorities, chain)
        return
    probability = chain.review_probability
    asked = [
        each for each, review in zip(authorities, reviews, strict=True) if review < probability
    ]
    cartel = cartel_of(chain, terms, len(serving), max(size, needed))
    deposit = deposit_of(chain, terms)
    for each in asked:
        if not each.member:
            continue
        found = parting(cartel, patience(each.outside_rate, terms), deposit, size >= needed)
        if found is Parting.STAY:
            continue
        each.member = False
        if found is not Parting.LEAVE:
            others = [other for other in members if other.member]
            if found is Parting.DENOUNCE:
                denounce(each, others, cartel, chain, terms)
            else:
                cheat(each, others, deposit, chain)
            end(authorities, chain, terms)
            return
        chain.cartel_leavers += 1
        size -= 1
        cartel = cartel_of(chain, terms, len(serving), max(size, needed))
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


def denounce(
    member: AuthorityObject,
    others: Sequence[AuthorityObject],
    cartel: Cartel,
    chain: Chain,
    terms: Terms,
) -> None:
    """The others punished, and a bounty out of what they lose."""
    chain.cartels_denounced += 1
    slashed = expel(others, cartel.fraction, chain, terms)
    bounty = cut(slashed, terms.settings.cartel.bounty_rate)
    lose(chain, -bounty)
    member.liquid += bounty


def cheat(
    member: AuthorityObject, others: Sequence[AuthorityObject], deposit: float, chain: Chain
) -> None:
    """The deposit of one who cheats, to the members that are left."""
    chain.cartels_broken += 1
    each = forfeit(deposit, member.liquid, len(others))
    for other in others:
        other.liquid += each
    member.liquid -= each * len(others)


def expel(members: Sequence[AuthorityObject], fraction: float, chain: Chain, terms: Terms) -> int:
    """Members slashed and out; what they lost [base unit]."""
    count_punished(chain, terms, len(members))
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
    chain.cartel_members = 0
