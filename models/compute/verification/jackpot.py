"""Forced errors: a network that cheats on purpose, at random, and pays a jackpot for finding it."""

from typing import Any


def halved(prize: Any) -> Any:
    """Prize of each finder where one more finds the same forced error.

    Parameters
    ----------
    prize
        Of each before [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: Teutsch & Reitwiessner 2019, arXiv:1908.04756: J / 2^(k-1) for each of k finders.

    Examples
    --------
    >>> halved(100.0)
    50.0
    """
    return prize / 2


def paid(prize: Any, finders: Any) -> Any:
    """What all finders are paid together.

    Parameters
    ----------
    prize
        Of each [token].
    finders
        How many names claim it [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours. Never more than with one name fewer, so nobody gains by claiming under two names:
    proved as `any.jackpot.sybil-proof`.

    Examples
    --------
    >>> paid(50.0, finders=2)
    100.0
    """
    return prize * finders


def prize_of_each(jackpot: Any, finders: int) -> Any:
    """Prize of each of so many finders.

    Parameters
    ----------
    jackpot
        Of a single finder [token].
    finders
        At least 1 [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: `halved`, for every finder beyond the first.

    Examples
    --------
    >>> [prize_of_each(96, finders) for finders in (1, 2, 3)]
    [96, 48.0, 24.0]
    """
    for _ in range(finders - 1):
        jackpot = halved(jackpot)
    return jackpot


def least_jackpot(cost: float, verifiers: int, forced: float) -> float:
    """Least jackpot for which verifying pays, though all verifiers find every error.

    Parameters
    ----------
    cost
        Of a verification [token].
    verifiers
        How many verify, at least 1 [1].
    forced
        Part of the jobs with a forced error, in (0, 1] [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, from `prize_of_each`: v 2^(k-1) / e.

    Examples
    --------
    >>> least_jackpot(cost=1.0, verifiers=3, forced=0.01)
    400.0
    """
    return cost / forced / prize_of_each(1, verifiers)
