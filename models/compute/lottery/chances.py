"""Chances of a lottery over tickets: fair, and with a seed that one of the holders can choose."""

from typing import Any


def ticket_share(tickets: Any, all_tickets: Any) -> Any:
    """Chance to win a fair draw.

    Parameters
    ----------
    tickets, all_tickets
        Of a holder, and of everybody [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours. It is additive, so whoever splits a holding gains and loses nothing.

    Examples
    --------
    >>> ticket_share(3, 12)
    0.25
    """
    return tickets / all_tickets


def choosing_share(share: Any, seeds: Any) -> Any:
    """Chance to win for who sees so many seeds and picks the one that suits it.

    Parameters
    ----------
    share
        Of all tickets [1].
    seeds
        Independent ones, such as 2^k for k reveals that may be withheld [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: the last-revealer attack, Choi, Manoj & Bonneau 2023, doi:10.1109/SP46215.2023.10179419.

    Examples
    --------
    >>> round(choosing_share(0.1, 4), 4)
    0.3439
    """
    return 1 - (1 - share) ** seeds


def seeds_by_withholding(reveals: Any) -> Any:
    """Seeds among which somebody chooses who may withhold so many reveals at the end.

    Parameters
    ----------
    reveals
        Its own, when all others are known [1].

    Returns
    -------
    int
        [1]

    Notes
    -----
    Source: ours: each is shown or not.

    Examples
    --------
    >>> seeds_by_withholding(3)
    8
    """
    return 2**reveals


def withholding_pays(share: Any, prize: Any, deposit: Any) -> Any:
    """Whether a last reveal that does not win is better withheld.

    Parameters
    ----------
    share
        Of all tickets [1].
    prize
        Of the draw [token].
    deposit
        Forfeited with the reveal [token].

    Returns
    -------
    bool
        Whether another draw is worth more than the deposit.

    Notes
    -----
    Source: ours, the expected prize of one more seed.

    Examples
    --------
    >>> withholding_pays(0.1, prize=100.0, deposit=9.0), withholding_pays(0.1, 100.0, 10.0)
    (True, False)
    """
    return share * prize > deposit
