"""What a person can do with its money for an epoch, and what each would bring in a year.

A person's tokens are all idle or all at stake. At stake it stands behind the validators of others, or
runs a validator itself: honestly, as two identities, without ever signing, or against the others. All
worths are in base units a year, so that they can be compared with what the money would earn elsewhere.

What is not modelled, here or in the engines. Delegators pick no validator: each stands behind all of
them in proportion to their stakes, and so earns their common pay less their common commission, and loses
its part when one of them is slashed. How pools compete for delegators is asked in `agents.pools` alone.
Going over from one position at stake to another needs no unbonding, and the bond stays bonded: as stake
is redelegated in Cosmos, where it may not go on for a while, and in Cardano, where it is never locked.
And of the sizes that modes set for their validators (21, 100 and 1,000 in the plan) the first alone
binds: authorities wait for a free seat. Of people a mode asks its least stake, however many validate.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.economics.rewards import staker_reward
from ...models.extremes import larger, smaller


class Position(IntEnum):
    """What a person does with its money."""

    IDLE = 0
    DELEGATE = 1
    VALIDATE = 2
    SPLIT = 3
    OFFLINE = 4
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


def stake_after(others: Any, wealth: Any) -> Any:
    """Stake that is paid once this person has all its money there, at least one [base unit].

    Parameters
    ----------
    others
        Of everybody else, by those who are paid alike [base unit].
    wealth
        All that this person can stake [base unit].

    Notes
    -----
    Source: ours, paper section "The economy of agents": best response to the stake of the others.

    Examples
    --------
    >>> stake_after(300, 100), stake_after(0, 0)
    (400, 1)
    """
    return larger(others + wealth, 1)


def worth_of_idleness(wealth: Any, hurdle_rate: Any, wait: Any) -> Any:
    """What the money earns elsewhere, once it is out [base unit/year].

    Parameters
    ----------
    wealth
        [base unit]
    hurdle_rate
        Yield that the person asks for [1/year].
    wait
        Part of the time in which it is still on its way out [1].

    Notes
    -----
    Source: textbook, opportunity cost.

    Examples
    --------
    >>> worth_of_idleness(100, 0.25, wait=0.0), worth_of_idleness(100, 0.25, wait=0.5)
    (25.0, 12.5)
    """
    return hurdle_rate * wealth * (1 - wait)


def worth_of_delegation(pay: Any, commission: Any) -> Any:
    """Pay of stake behind others, their commission taken off [base unit/year].

    Parameters
    ----------
    pay
        Of that much stake [base unit/year].
    commission
        Part that the validator keeps [1].

    Notes
    -----
    Source: textbook.

    Examples
    --------
    >>> worth_of_delegation(100.0, 0.25)
    75.0
    """
    return pay * (1 - commission)


def commission_income(pay_of_delegators: Any, commission: Any, wealth: Any, validating: Any) -> Any:
    """What a validator earns from those behind it, who spread themselves by stake [base unit/year].

    Parameters
    ----------
    pay_of_delegators
        Before commission, of all of them [base unit/year].
    commission
        Part that validators keep [1].
    wealth, validating
        Stake of this validator, and of all validators, positive [base unit].

    Notes
    -----
    Source: ours, paper section "The economy of agents".

    Examples
    --------
    >>> commission_income(100.0, 0.5, wealth=1, validating=4)
    12.5
    """
    return staker_reward(pay_of_delegators * commission, wealth, validating)


def worth_of_validation(income: Any, cost: Any, identities: Any) -> Any:
    """Pay and commissions of one who runs validators, their cost taken off [base unit/year].

    Parameters
    ----------
    income
        For its own stake and from those behind it [base unit/year].
    cost
        Of one validator [base unit/year].
    identities
        Validators that it runs [1].

    Notes
    -----
    Source: ours: pay goes by stake, so that a second identity brings nothing and costs once more.

    Examples
    --------
    >>> worth_of_validation(110.0, cost=20.0, identities=2)
    70.0
    """
    return income - cost * identities


def worth_of_silence(wealth: Any, loss: Any) -> Any:
    """What a validator has that never signs: a loss and no cost [base unit/year].

    Parameters
    ----------
    wealth
        At stake [base unit].
    loss
        Part of it that is taken in a year [1/year].

    Notes
    -----
    Source: ours, from `slashing.unavailability_rate` and the chance of being noticed.

    Examples
    --------
    >>> worth_of_silence(100, 0.5)
    -50.0
    """
    return -loss * wealth


def kept_by_griefers(griefing: Any, honest: Any, loss: Any, factor: Any) -> Any:
    """Part of an honest validator's pay that those who grief keep from it, at most all of it [1].

    Parameters
    ----------
    griefing, honest
        Stake of validators that grief, and of those that do not, positive [base unit].
    loss
        Part of its own pay that a griefer forgoes [1].
    factor
        What the others lose for what a griefer forgoes [1].

    Notes
    -----
    Source: ours; the griefing factor of Buterin 2018, "Discouragement Attacks": pay goes by stake, and
    so does the loss.

    Examples
    --------
    >>> kept_by_griefers(griefing=50, honest=100, loss=0.25, factor=2.0)
    0.25
    """
    return smaller(griefing * loss * factor / honest, 1)


def worth_of_griefing(honest: Any, pay: Any, loss: Any, factor: Any, spite: Any) -> Any:
    """What it is worth to forgo some pay so that others lose more [base unit/year].

    Parameters
    ----------
    honest
        Worth of honest validation, were nobody to grief [base unit/year].
    pay
        For its own stake and from those behind it [base unit/year].
    loss
        Part of the pay that is forgone [1].
    factor
        Loss of the others over the own loss [1].
    spite
        What the person would give for a token that the others lose; nothing for most [1].

    Notes
    -----
    Source: ours; the griefing factor of Buterin 2018, "Discouragement Attacks".

    Examples
    --------
    >>> worth_of_griefing(90.0, 100.0, loss=0.1, factor=2.0, spite=0.0)
    80.0
    """
    return honest + (spite * factor - 1) * (loss * pay)


def worth_at_risk(worth: Any, amount: Any, premium: Any) -> Any:
    """What a position is worth to one who dislikes risk: its certainty equivalent [base unit/year].

    Parameters
    ----------
    worth
        To one who does not mind [base unit/year].
    amount
        That can be slashed [base unit].
    premium
        What the person asks for that [1/year].

    Notes
    -----
    Source: textbook, risk premium; that it goes by stake, and is the same for all positions at stake, is
    ours: those who stand behind an offender answer for the same part.

    Examples
    --------
    >>> worth_at_risk(10.0, 100, premium=0.0625)
    3.75
    """
    return worth - premium * amount


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
    identity; a delegator needs somebody else who validates.
    """
    amount = 1.0 * wealth
    others_validating = offer.validating - staked * is_validating(position)
    others_delegated = offer.delegated - staked * (position == DELEGATE)
    total = 1.0 * stake_after(others_validating + others_delegated, wealth)
    validating = 1.0 * stake_after(others_validating, wealth)
    pay = staker_reward(offer.pool, amount, total)
    pay_of_delegators = staker_reward(offer.pool, others_delegated, total)
    income = commission_income(pay_of_delegators, offer.commission, amount, validating)
    loss, factor = offer.griefing_loss, offer.griefing_factor
    left = gross = pay + income
    # Mostly nobody griefs, and the same numbers are had for half the time.
    if np.any(offer.griefing):
        others_griefing = offer.griefing - staked * (position == GRIEF)
        honest = 1.0 * stake_after(others_validating - others_griefing, wealth)
        left = gross * (1 - kept_by_griefers(others_griefing, honest, loss, factor))
    unharmed = worth_of_validation(gross, offer.cost, 1)
    at_stake = (
        worth_of_delegation(pay, offer.commission),
        worth_of_validation(left, offer.cost, 1),
        worth_of_validation(left, offer.cost, 2),
        worth_of_silence(amount, offer.silence_loss),
        worth_of_griefing(unharmed, gross, loss, factor, spite),
    )
    # Mostly nobody minds, and nothing is taken off.
    if np.any(offer.risk_premium):
        at_stake = tuple(worth_at_risk(each, amount, offer.risk_premium) for each in at_stake)
    owns = wealth > 0
    one = owns & (wealth >= offer.minimum)
    wait = offer.exit_share * (staked > 0)
    return Options(
        worths=(worth_of_idleness(amount, hurdle_rate, wait), *at_stake),
        feasible=(
            wealth >= 0,
            owns & (others_validating > 0),
            one,
            owns & (wealth >= 2 * offer.minimum),
            one,
            one,
        ),
    )


def is_validating(position: Choices) -> Any:
    """Whether a position signs blocks."""
    return (position == VALIDATE) | (position == SPLIT) | (position == GRIEF)
