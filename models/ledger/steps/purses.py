"""The one way in which money moves: from a purse to another.

A purse is any number of base units that the ledger keeps: an account, a bond, an unbonding entry, a
pool, what is burned, what may yet be issued. Every step that touches money is one move, so that the
sum of all purses never changes and none falls below zero. The two purses of a step are of different
kinds: none is ever read twice and written once.
"""

from typing import Any


def may_move(source: Any, amount: Any) -> Any:
    """Whether a purse can give an amount.

    Parameters
    ----------
    source
        In the purse [base unit].
    amount
        To move [base unit].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> may_move(source=5, amount=5), may_move(source=5, amount=6), may_move(source=5, amount=-1)
    (True, False, False)
    """
    return (amount >= 0) & (amount <= source)


def move(source: Any, target: Any, amount: Any) -> tuple[Any, Any]:
    """Two purses after a move.

    Parameters
    ----------
    source, target
        In the purses before [base unit].
    amount
        To move [base unit].

    Returns
    -------
    tuple
        Source and target after; their sum is what it was [base unit].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> move(source=5, target=1, amount=2)
    (3, 3)
    """
    return source - amount, target + amount
