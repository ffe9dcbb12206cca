"""Fees taken, pools divided, and what has matured set free."""

from collections.abc import Sequence

import numpy as np

from ...models.ledger.steps.staking import bond, withdraw
from ..choices.positions import DELEGATE, GRIEF, SPLIT, VALIDATE
from ..choices.seats import Seat
from ..economy.chain import Chain, take_fees
from ..economy.conservation import Totals
from ..economy.payroll import Payroll
from ..economy.terms import Terms
from ..population.people import NEVER, Authorities, Stakers
from .memory import remember_seats, remember_stakes
from .shapes import column, divided


def levy(
    stakers: Stakers,
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
    owed: Sequence[int],
) -> None:
    """Fees of the epoch, by idle money; what rounding leaves is not collected."""
    taken = divided(stakers.liquid, owed, [totals.liquid for totals in before])
    stakers.liquid -= taken
    for chain, paid in zip(chains, taken.sum(axis=1).tolist(), strict=True):
        take_fees(chain, terms, paid)


def pay_stakers(
    stakers: Stakers,
    chains: Sequence[Chain],
    terms: Terms,
    before: Sequence[Totals],
    payrolls: Sequence[Payroll],
) -> None:
    """Every position's pool to those who hold it, straight into their bonds."""
    position, staked = stakers.position, stakers.staked
    paid = np.zeros_like(staked)
    for pools, wholes, holds in (
        (
            [each.delegating for each in payrolls],
            [totals.delegated for totals in before],
            position == DELEGATE,
        ),
        (
            [each.validating for each in payrolls],
            [totals.validating - totals.griefing for totals in before],
            (position == VALIDATE) | (position == SPLIT),
        ),
        (
            [each.griefing for each in payrolls],
            [totals.griefing for totals in before],
            position == GRIEF,
        ),
    ):
        if any(pools):
            paid += divided(staked * holds, pools, wholes)
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
    payrolls: Sequence[Payroll],
) -> None:
    """The authorities' pool in equal parts to all that serve, or to the cartel that keeps others out."""
    keeps_out = column([chain.cartel_keeps_out for chain in chains])
    is_paid = (authorities.seat == Seat.SERVE) & (authorities.member | ~keeps_out)
    heads = is_paid.sum(axis=1).tolist()
    of_one = [
        payroll.authorities // max(count, 1) for payroll, count in zip(payrolls, heads, strict=True)
    ]
    paid = is_paid * column(of_one)
    authorities.liquid += paid
    for chain, payroll, count, each in zip(chains, payrolls, heads, of_one, strict=True):
        chain.dust += payroll.authorities - each * count
    if terms.settings.strategy.looks_back:
        remember_seats(authorities, chains, terms, paid)


def release(people: Stakers | Authorities, epoch: int) -> None:
    """Everything whose time is up, idle again."""
    due = people.matures <= epoch
    if due.any():
        left, idle = withdraw(people.unbonding[due], people.liquid[due], people.unbonding[due])
        people.unbonding[due], people.liquid[due] = left, idle
        people.matures[due] = NEVER
