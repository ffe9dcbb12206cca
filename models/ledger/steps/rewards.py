"""From what may yet be issued to the accounts of those who took part: issue, pay."""

from typing import Any

from ...economics.issuance import SECONDS_PER_YEAR
from .purses import may_move, move
from .shares import is_share
from .staking import has_answered
from .step import Step


def may_issue(unissued: Any, amount: Any, paid_until: Any, now: Any) -> Any:
    """Whether a reward may be issued where no yearly ceiling is set.

    Parameters
    ----------
    unissued, amount
        What the ledger can still issue, and to be issued [base unit].
    paid_until, now
        End of the time already paid, and time [s].

    Notes
    -----
    Source: research plan, "Smart Contracts".

    Examples
    --------
    >>> may_issue(unissued=100, amount=7, paid_until=3, now=4)
    True
    """
    return may_move(unissued, amount) & (now >= paid_until)


def is_below_ceiling(
    amount: Any, supply: Any, numerator: Any, denominator: Any, paid_until: Any, now: Any
) -> Any:
    """Whether a reward keeps to the yearly ceiling over the time that it pays for.

    Parameters
    ----------
    amount, supply
        To be issued, and in existence before [base unit].
    numerator, denominator
        Most new money in a year, as a part of the supply [1/year].
    paid_until, now
        End of the time already paid, and time [s].

    Notes
    -----
    Source: `issuance.capped_issuance` over a part of a year of 365 days, multiplied out.

    Examples
    --------
    >>> [is_below_ceiling(each, 1_000, 1, 20, paid_until=0, now=31_536_000) for each in (50, 51)]
    [True, False]
    """
    return amount * denominator * SECONDS_PER_YEAR <= supply * numerator * (now - paid_until)


def may_issue_below_ceiling(
    unissued: Any,
    amount: Any,
    supply: Any,
    numerator: Any,
    denominator: Any,
    paid_until: Any,
    now: Any,
) -> Any:
    """Whether a reward may be issued where a yearly ceiling is set.

    Parameters
    ----------
    unissued, amount, supply
        What the ledger can still issue, to be issued, and in existence before [base unit].
    numerator, denominator
        Most new money in a year, as a part of the supply [1/year].
    paid_until, now
        End of the time already paid, and time [s].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> may_issue_below_ceiling(100, 51, 1_000, 1, 20, paid_until=0, now=31_536_000)
    False
    """
    return may_issue(unissued, amount, paid_until, now) & is_below_ceiling(
        amount, supply, numerator, denominator, paid_until, now
    )


def issue(unissued: Any, pool: Any, amount: Any, now: Any) -> tuple[Any, Any, Any]:
    """What may yet be issued, and the reward pool, after a reward for the time until now.

    Parameters
    ----------
    unissued, pool, amount
        What the ledger can still issue, in the pool, and issued [base unit].
    now
        [s]

    Returns
    -------
    tuple
        Unissued and pool after [base unit], and the end of the time paid [s].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> issue(unissued=100, pool=1, amount=7, now=4)
    (93, 8, 4)
    """
    return *move(unissued, pool, amount), now


def serves(stake: Any, minimum: Any, answered: Any, convicted: Any) -> Any:
    """Whether a validator is in good standing, so that it and its delegators are paid.

    Parameters
    ----------
    stake, minimum
        The validator's own bond, and the least of its class [base unit].
    answered, convicted
        Convictions, of that bond and of the validator [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> serves(stake=5, minimum=5, answered=0, convicted=0)
    True
    """
    return (stake >= minimum) & has_answered(answered, convicted)


def may_pay(pool: Any, amount: Any, part: Any, weight: Any, total: Any) -> Any:
    """Whether the pool may pay a bond its share.

    Parameters
    ----------
    pool, amount
        In the pool, and to be paid [base unit].
    part
        Part of the pool that is divided among these bonds [base unit].
    weight, total
        The bond, and all bonds among which the part is divided [base unit].

    Notes
    -----
    Source: `rewards.staker_reward`, rounded down.

    Examples
    --------
    >>> [may_pay(10, amount, part=10, weight=2, total=7) for amount in (1, 2, 3)]
    [False, True, False]
    """
    return may_move(pool, amount) & is_share(amount, part, weight, total)


def pay(pool: Any, liquid: Any, amount: Any) -> tuple[Any, Any]:
    """The reward pool and an owner's account after payment.

    Parameters
    ----------
    pool, liquid, amount
        In the pool, idle, and paid [base unit].

    Returns
    -------
    tuple
        Pool and idle after [base unit].

    Notes
    -----
    Source: ours.
    """
    return move(pool, liquid, amount)


ISSUE = Step(
    "issue",
    may_issue,
    issue,
    ("unissued", "pool", "paid_until"),
    "amount must fit into what can still be issued",
    ("unissued", "pool"),
)
ISSUE_BELOW_CEILING = Step(
    "issue below ceiling",
    may_issue_below_ceiling,
    issue,
    ("unissued", "pool", "paid_until"),
    "amount must fit into what can still be issued, and under the yearly ceiling for the time since "
    "paid_until",
    ("unissued", "pool"),
)
PAY = Step(
    "pay",
    may_pay,
    pay,
    ("pool", "liquid"),
    "amount must be in the pool and be the bond's exact share",
    ("pool", "liquid"),
)
