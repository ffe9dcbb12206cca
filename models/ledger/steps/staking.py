"""Into a bond and out of it: deposit, delegate, unbond, withdraw.

A bond is the stake of one owner behind one validator, its own or another's. It leaves only by way of
an unbonding entry, which can still be slashed until it matures. Bonds and entries count the convictions
of their validator for which they have *answered*; while one is open, no stake leaves.
"""

from typing import Any

from .purses import may_move, move
from .step import Step


def has_answered(answered: Any, convicted: Any) -> Any:
    """Whether stake has answered for every conviction of its validator.

    Parameters
    ----------
    answered
        Convictions for which this stake has been slashed or spared [1].
    convicted
        Convictions of the validator [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> has_answered(answered=1, convicted=1), has_answered(answered=1, convicted=2)
    (True, False)
    """
    return answered >= convicted


def may_deposit(
    liquid: Any, stake: Any, amount: Any, minimum: Any, answered: Any, convicted: Any
) -> Any:
    """Whether a validator may raise its own bond.

    Parameters
    ----------
    liquid, stake, amount
        Idle, already in the bond, and to be added [base unit].
    minimum
        Least bond of a validator of its class [base unit].
    answered, convicted
        Convictions, of the bond and of the validator [1].

    Notes
    -----
    Source: research plan, "Smart Contracts".

    Examples
    --------
    >>> may_deposit(liquid=9, stake=0, amount=5, minimum=5, answered=0, convicted=0)
    True
    """
    return (
        may_move(liquid, amount)
        & (amount > 0)
        & (stake + amount >= minimum)
        & has_answered(answered, convicted)
    )


def may_delegate(
    liquid: Any, amount: Any, backed: Any, minimum: Any, answered: Any, convicted: Any
) -> Any:
    """Whether stake may be bonded behind somebody else.

    Parameters
    ----------
    liquid, amount
        Idle, and to be bonded [base unit].
    backed, minimum
        The validator's own bond, and the least of its class [base unit].
    answered, convicted
        Convictions, of the delegator's bond and of the validator [1].

    Notes
    -----
    Source: ours; the plan names no delegation.

    Examples
    --------
    >>> may_delegate(liquid=9, amount=1, backed=5, minimum=5, answered=0, convicted=0)
    True
    """
    return (
        may_move(liquid, amount)
        & (amount > 0)
        & (backed >= minimum)
        & has_answered(answered, convicted)
    )


def bond(liquid: Any, stake: Any, amount: Any) -> tuple[Any, Any]:
    """An account and a bond after money has gone into the bond.

    Parameters
    ----------
    liquid, stake, amount
        Idle, in the bond, and moved [base unit].

    Returns
    -------
    tuple
        Idle and bonded after [base unit].

    Notes
    -----
    Source: ours.
    """
    return move(liquid, stake, amount)


def may_unbond(stake: Any, amount: Any, minimum: Any, answered: Any, convicted: Any) -> Any:
    """Whether stake may start on its way out.

    Parameters
    ----------
    stake, amount
        In the bond, and to leave it [base unit].
    minimum
        Least that may stay, unless all leaves; zero for a delegator [base unit].
    answered, convicted
        Convictions, of the bond and of the validator [1].

    Notes
    -----
    Source: research plan, "Smart Contracts".

    Examples
    --------
    >>> [may_unbond(9, amount, minimum=5, answered=0, convicted=0) for amount in (4, 5, 9, 10)]
    [True, False, True, False]
    """
    return (
        may_move(stake, amount)
        & (amount > 0)
        & ((stake - amount >= minimum) | (stake - amount <= 0))
        & has_answered(answered, convicted)
    )


def unbond(
    stake: Any, unbonding: Any, amount: Any, now: Any, delay: Any
) -> tuple[Any, Any, Any, Any]:
    """A bond and a new entry after stake has started on its way out.

    Parameters
    ----------
    stake, unbonding, amount
        In the bond, in the entry (none yet), and moved [base unit].
    now, delay
        Time, and the time that unbonding takes [s].

    Returns
    -------
    tuple
        Bonded and unbonding after [base unit]; when the entry started and when it matures [s].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> unbond(stake=9, unbonding=0, amount=4, now=100, delay=21)
    (5, 4, 100, 121)
    """
    return *move(stake, unbonding, amount), now, now + delay


def may_withdraw(
    unbonding: Any, amount: Any, now: Any, matures: Any, answered: Any, convicted: Any
) -> Any:
    """Whether an unbonding entry may be paid out.

    Parameters
    ----------
    unbonding, amount
        In the entry, and to be paid out [base unit].
    now, matures
        Time, and the first time of payment [s].
    answered, convicted
        Convictions, of the entry and of the validator that it stood behind [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> [may_withdraw(4, 4, now, matures=121, answered=0, convicted=0) for now in (120, 121)]
    [False, True]
    """
    return may_move(unbonding, amount) & (now >= matures) & has_answered(answered, convicted)


def withdraw(unbonding: Any, liquid: Any, amount: Any) -> tuple[Any, Any]:
    """An entry and its owner's account after payment.

    Parameters
    ----------
    unbonding, liquid, amount
        In the entry, idle, and paid out [base unit].

    Returns
    -------
    tuple
        Unbonding and idle after [base unit].

    Notes
    -----
    Source: ours.
    """
    return move(unbonding, liquid, amount)


DEPOSIT = Step(
    "deposit",
    may_deposit,
    bond,
    ("liquid", "stake"),
    "amount must be idle and positive, the bond afterwards at least minimum, and every conviction "
    "answered for",
    ("liquid", "stake"),
)
DELEGATE = Step(
    "delegate",
    may_delegate,
    bond,
    ("liquid", "stake"),
    "amount must be idle and positive, the validator's own bond at least minimum, and every "
    "conviction answered for",
    ("liquid", "stake"),
)
UNBOND = Step(
    "unbond",
    may_unbond,
    unbond,
    ("stake", "unbonding", "started", "matures"),
    "amount must be bonded and positive, what stays nothing or at least minimum, and every conviction "
    "answered for",
    ("stake", "unbonding"),
)
WITHDRAW = Step(
    "withdraw",
    may_withdraw,
    withdraw,
    ("unbonding", "liquid"),
    "the entry must hold amount, have matured, and have answered for every conviction",
    ("unbonding", "liquid"),
)
