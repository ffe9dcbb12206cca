"""What each position brings in a year, one formula each; `positions.options` puts them side by side."""

from typing import Any

from ...models.economics.rewards import staker_reward
from ...models.extremes import larger, smaller


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
