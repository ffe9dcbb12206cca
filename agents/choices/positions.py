"""What a person can do with its money for an epoch, and what each would bring in a year.

A person's tokens are all idle or all at stake. At stake it stands behind the validators of others, or
runs a validator itself: honestly, as two identities, without ever signing, or against the others. All
worths are in base units a year, so that they can be compared with what the money would earn elsewhere.

What is not modelled, here or in the engines. Delegators pick no validator: each stands behind all of
them in proportion to their stakes, and so earns their common pay less their common commission, and loses
its part when one of them is slashed. How pools compete for delegators is asked in `agents.pools` alone.
Going over from one position at stake to another needs no unbonding, and the bond stays bonded: as stake
is redelegated in Cosmos, where it may not go on for a while, and in Cardano, where it is never locked.

A mode has so many seats (in the plan 21 for authorities, and for stakers 100 in Balanced and 1,000 in
Secure): the largest validators of stakers sign and are paid, of equal ones the lower row. Others who
validate wait without pay until they reconsider. Whoever decides knows the stake that gets a seat as it
was when the epoch began, also where people decide one after another.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.economics.rewards import staker_reward
from ...models.extremes import larger
from .entry import NOBODY, has_entry
from .worths import (
    commission_income,
    kept_by_griefers,
    stake_after,
    worth_at_risk,
    worth_of_delegation,
    worth_of_griefing,
    worth_of_idleness,
    worth_of_silence,
    worth_of_validation,
)


class Position(IntEnum):
    """What a person does with its money."""

    IDLE = 0
    DELEGATE = 1
    VALIDATE = 2
    SPLIT = 3
    """As two validators. Whoever weighs it stays one where seats are free: pay goes by stake, so that
    the second brings its cost and nothing else, whatever the person owns. Where they are scarce it
    takes somebody's place, and those who are left share what that one was paid."""
    OFFLINE = 4
    """At stake without ever signing. Whoever weighs it leaves instead: silence brings nothing or a loss,
    leaving something or nothing (`seats.gain_of_leaving`). Only those who slip, try or copy are found in
    either."""
    GRIEF = 5

    @property
    def label(self) -> str:
        """Lower-case name."""
        return self.name.lower()


POSITIONS = len(Position)
"""Number of positions [1]."""

# Members of an enumeration are slow to look up, and wider than a position is on an array.
IDLE, DELEGATE, VALIDATE, SPLIT, OFFLINE, GRIEF = map(int, Position)

Choices = int | NDArray[np.integer[Any]]
"""A position, or one per person."""


@dataclass(frozen=True, slots=True)
class StakeOffer:
    """What one who reconsiders goes by: scalars, or one value per person asked.

    What the class does is the same for all; cost, risk premium and exit share are each one's own, or, of
    an offer that is made to nobody in particular, those of the mean person.
    """

    pool: Any
    """Expected pay of all stakers together, a float [base unit/year]."""
    validating: Any
    """At stake, of those who run a validator that signs [base unit]."""
    delegated: Any
    """At stake behind others [base unit]."""
    griefing: Any
    """Of what validates, by those who grief [base unit]."""
    minimum: Any
    """Least stake of a validator, positive [base unit]."""
    commission: float
    """Part of a delegator's pay that its validator keeps [1]."""
    cost: Any
    """Of running one validator [base unit/year]."""
    silence_loss: float
    """Part of its stake that a validator loses in a year in which it never signs [1/year]."""
    griefing_loss: float
    """Part of its own pay that a griefer forgoes [1]."""
    griefing_factor: float
    """What the others lose for what a griefer forgoes [1]."""
    exit_share: Any
    """Part of the horizon in which money on its way out earns nothing [1]."""
    risk_premium: Any = 0.0
    """What is asked for beyond the hurdle rate on money that can be slashed [1/year]."""
    last_stake: Any = 0
    """Stake of one identity of the last validator with a seat; nothing while seats are free
    [base unit]."""
    last_row: Any = NOBODY
    """Its row, `NOBODY` while seats are free [1]."""
    entry: Any = 0
    """Stake of one identity that has a seat or would get one, as `entry.entry_stake` of the person; of
    an offer that is made to nobody in particular, none [base unit]."""

    @property
    def is_scarce(self) -> bool:
        """Whether somebody who comes in takes the place of another."""
        return bool(np.any(self.last_row != NOBODY))


@dataclass(frozen=True, slots=True)
class Options:
    """What a person can do, in the order of `Position`."""

    worths: tuple[Any, ...]
    """What each position would bring, open or not [base unit/year]."""
    feasible: tuple[Any, ...]
    """Whether each is open."""


def options(
    offer: StakeOffer, wealth: Any, staked: Any, position: Any, hurdle_rate: Any, spite: Any
) -> Options:
    """All positions of a person side by side.

    Parameters
    ----------
    offer
        What the person knows.
    wealth, staked
        All that it can stake, and what it has at stake already [base unit].
    position
        What it does now.
    hurdle_rate, spite
        Of the person [1/year], [1].

    Notes
    -----
    Source: ours, paper section "The economy of agents". A validator needs the minimum stake for every
    identity, and the stake that gets a seat; a delegator needs somebody else who validates. Whoever
    comes in where all seats are taken, or splits, counts on the stake of all but the last, whose place
    it takes; a second place is taken to be one of equal stake.
    """
    amount = 1.0 * wealth
    signs = would_sign(offer, position, staked)
    others_validating = offer.validating - staked * signs
    others_delegated = offer.delegated - staked * (position == DELEGATE)

    def paid_beside(rivals: Any) -> tuple[Any, Any]:
        """Pay of all its money beside others who validate, and all stake that is paid."""
        total = 1.0 * stake_after(rivals + others_delegated, wealth)
        return staker_reward(offer.pool, amount, total), total

    def with_commissions(rivals: Any, alone: Any, total: Any) -> Any:
        """Pay of a validator, commissions of those behind it included."""
        validating = 1.0 * stake_after(rivals, wealth)
        pay_of_delegators = staker_reward(offer.pool, others_delegated, total)
        return alone + commission_income(pay_of_delegators, offer.commission, amount, validating)

    pay, everybody = paid_beside(others_validating)
    rivals = rivals_of_two = others_validating
    least, loss, factor = offer.minimum, offer.griefing_loss, offer.griefing_factor
    if offer.is_scarce:
        held = signs * (1 + (position == SPLIT))
        rivals = others_validating - offer.last_stake * (held < 1)
        rivals_of_two = others_validating - offer.last_stake * (2 - held)
        gross = with_commissions(rivals, *paid_beside(rivals)) * has_entry(wealth, 1, offer.entry)
        of_two = with_commissions(rivals_of_two, *paid_beside(rivals_of_two))
        of_two = of_two * has_entry(wealth, 2, offer.entry)
        least = larger(least, offer.entry)
    else:
        gross = of_two = with_commissions(others_validating, pay, everybody)
    left = gross
    # Mostly nobody griefs, and the same numbers are had for half the time.
    if np.any(offer.griefing):
        others_griefing = offer.griefing - staked * (signs & (position == GRIEF))
        for_one = 1.0 * stake_after(rivals - others_griefing, wealth)
        for_two = 1.0 * stake_after(rivals_of_two - others_griefing, wealth)
        left = gross * (1 - kept_by_griefers(others_griefing, for_one, loss, factor))
        of_two = of_two * (1 - kept_by_griefers(others_griefing, for_two, loss, factor))
    unharmed = worth_of_validation(gross, offer.cost, 1)
    at_stake = (
        worth_of_delegation(pay, offer.commission),
        worth_of_validation(left, offer.cost, 1),
        worth_of_validation(of_two, offer.cost, 2),
        worth_of_silence(amount, offer.silence_loss),
        worth_of_griefing(unharmed, gross, loss, factor, spite),
    )
    # Mostly nobody minds, and nothing is taken off.
    if np.any(offer.risk_premium):
        at_stake = tuple(worth_at_risk(each, amount, offer.risk_premium) for each in at_stake)
    owns = wealth > 0
    one = owns & (wealth >= least)
    wait = offer.exit_share * (staked > 0)
    return Options(
        worths=(worth_of_idleness(amount, hurdle_rate, wait), *at_stake),
        feasible=(
            wealth >= 0,
            owns & (others_validating > 0),
            one,
            owns & (wealth >= 2 * least),
            one,
            one,
        ),
    )


def is_validating(position: Choices) -> Any:
    """Whether a position signs blocks."""
    return (position == VALIDATE) | (position == SPLIT) | (position == GRIEF)


def would_sign(offer: StakeOffer, position: Choices, staked: Any) -> Any:
    """Whether a position signs blocks with a seat, as seats are known.

    Parameters
    ----------
    offer
        What the person knows.
    position, staked
        Of the person, and its stake [base unit].
    """
    signs = is_validating(position)
    if offer.is_scarce:
        signs = signs & has_entry(staked, 1 + (position == SPLIT), offer.entry)
    return signs
