"""Fees taken, pools divided, and what has matured set free."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...models.ledger.steps.staking import bond, withdraw
from ..cartels.acting import Dues, count_stolen, divide_tips, keeps_out
from ..choices.positions import DELEGATE, GRIEF
from ..choices.seats import Seat
from ..economy.chain import Chain, take_fees
from ..economy.conservation import Totals
from ..economy.payroll import Payroll
from ..economy.terms import Terms
from ..population.people import NEVER, Authorities, Stakers
from .memory import remember_seats, remember_stakes
from .shapes import column, divided, pay_among


def levy(
    stakers: Stakers,
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
    owed: Sequence[Dues],
) -> None:
    """Fees and tips of the epoch, by idle money; what rounding leaves is not collected."""
    taken = divided(
        stakers.liquid, [each.whole for each in owed], [totals.liquid for totals in before]
    )
    stakers.liquid -= taken
    for chain, dues, paid in zip(chains, owed, taken.sum(axis=1).tolist(), strict=True):
        chain.tips = dues.tips_in(paid)
        take_fees(chain, terms, paid - chain.tips)


def pay_stakers(
    stakers: Stakers,
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
    payrolls: Sequence[Payroll],
) -> None:
    """Every position's pool to those who hold it, straight into their bonds."""
    position, staked, seated = stakers.position, stakers.staked, stakers.seated
    is_behind, griefs = position == DELEGATE, position == GRIEF
    paid = divided(
        staked * is_behind,
        [each.delegating for each in payrolls],
        [totals.delegated for totals in before],
    )
    pay_among(
        paid,
        seated & ~griefs,
        staked,
        [each.validating for each in payrolls],
        [totals.validating - totals.griefing for totals in before],
    )
    pay_among(
        paid,
        seated & griefs,
        staked,
        [each.griefing for each in payrolls],
        [totals.griefing for totals in before],
    )
    given = paid.sum(axis=1).tolist()
    for chain, payroll, spent in zip(chains, payrolls, given, strict=True):
        chain.dust += payroll.whole - payroll.authorities - spent
    if terms.settings.strategy.looks_back:
        remember_stakes(stakers, chains, terms, paid)
    _, stakers.staked = bond(paid, staked, paid)


def pay_authorities(
    authorities: Authorities,
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
    payrolls: Sequence[Payroll],
) -> None:
    """The authorities' pool in equal parts to all that serve, or to the cartel that keeps others out."""
    serves = authorities.seat == Seat.SERVE
    is_paid = serves & (authorities.member | ~column([keeps_out(chain, terms) for chain in chains]))
    heads = is_paid.sum(axis=1).tolist()
    of_one = [
        payroll.authorities // max(count, 1) for payroll, count in zip(payrolls, heads, strict=True)
    ]
    paid = is_paid * column(of_one)
    for chain, payroll, count, each, totals in zip(
        chains, payrolls, heads, of_one, before, strict=True
    ):
        chain.dust += payroll.authorities - each * count
        count_stolen(chain, terms, payroll.authorities, totals.serving, count)
    if terms.settings.cartel.kind is not None:
        paid += tipped(authorities.member & serves, serves, chains, terms, before)
    authorities.liquid += paid
    if terms.settings.strategy.looks_back:
        remember_seats(authorities, chains, terms, paid)


def tipped(
    members: NDArray[np.bool_],
    serves: NDArray[np.bool_],
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
) -> NDArray[np.int64]:
    """Tips of the epoch, (runs, authorities): to members, and to others who serve [base unit]."""
    shares = [
        divide_tips(chain, terms, totals.serving, count, totals.bonded)
        for chain, totals, count in zip(chains, before, members.sum(axis=1).tolist(), strict=True)
    ]
    inside, outside = (column(each) for each in zip(*shares, strict=True))
    return np.where(members, inside, np.where(serves, outside, 0))


def release(people: Stakers | Authorities, epoch: int) -> None:
    """Everything whose time is up, idle again."""
    due = people.matures <= epoch
    if due.any():
        left, idle = withdraw(people.unbonding[due], people.liquid[due], people.unbonding[due])
        people.unbonding[due], people.liquid[due] = left, idle
        people.matures[due] = NEVER
