"""What modules of one chain carry together, where some transactions touch several of them."""

from typing import Any


def modular_speedup(module_count: Any, cross_share: Any, participants: Any, cross_work: Any) -> Any:
    """Transactions that modules carry, over those of one that has all accounts.

    Parameters
    ----------
    module_count
        Equally loaded, each with one worker [1].
    cross_share
        Part of transactions that touch several modules, in [0, 1] [1].
    participants
        Modules that such a transaction touches [1].
    cross_work
        Work of each of them on it, preparing and committing, over that of a transaction within one
        module [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours; waiting for locks and for loads that differ comes on top.

    Examples
    --------
    >>> modular_speedup(8, 0.25, 2, 1.5)
    5.333333333333333
    """
    return module_count / (1 - cross_share + cross_share * participants * cross_work)


def largest_cross_share(module_count: Any, participants: Any, cross_work: Any, speedup: Any) -> Any:
    """Part of transactions across modules up to which a speed-up is reached.

    Parameters
    ----------
    module_count
        Equally loaded [1].
    participants
        Modules that such a transaction touches [1].
    cross_work
        As in `modular_speedup`; times the participants above 1 [1].
    speedup
        Wanted, positive [1].

    Returns
    -------
    float
        Above 1 where no part is too large, below 0 where none is small enough [1].

    Notes
    -----
    Source: ours, from `modular_speedup`.

    Examples
    --------
    >>> largest_cross_share(8, 2, 1.5, 4.0)
    0.5
    """
    return (module_count - speedup) / (speedup * (participants * cross_work - 1))


def random_cross_share(module_count: Any) -> Any:
    """Part of payments that touch two modules, where accounts are dealt out blindly.

    Parameters
    ----------
    module_count
        With equally many accounts [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours; payer and payee are drawn from many accounts, independently.

    Examples
    --------
    >>> random_cross_share(4)
    0.75
    """
    return (module_count - 1) / module_count
