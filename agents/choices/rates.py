"""What money has brought in an epoch, slashes taken off, for rules of choice that look back at it."""

from typing import Any

from .picking import select
from .positions import GRIEF, IDLE, SPLIT, VALIDATE, Choices
from .seats import OUT, SERVE


def identities(position: Choices) -> Any:
    """Validators whose cost a position bears: two where stake is split, none where nothing signs [1].

    Examples
    --------
    >>> identities(SPLIT), identities(GRIEF), identities(IDLE)
    (2, 1, 0)
    """
    validates = (position == VALIDATE) | (position == GRIEF)
    return 1 * validates + 2 * (position == SPLIT)


def return_on_stake(paid: Any, staked: Any, cost: Any, validators: Any, years: Any) -> Any:
    """Pay of an epoch on what was at stake, costs taken off [1/year].

    Parameters
    ----------
    paid, staked
        In the epoch, and on which it was paid, positive [base unit].
    cost
        Of one validator [base unit/year].
    validators
        That were run [1].
    years
        Length of the epoch, positive [year].

    Notes
    -----
    Source: textbook.

    Examples
    --------
    >>> return_on_stake(10, 100, cost=2.0, validators=1, years=0.5)
    0.18
    """
    return (paid / years - cost * validators) / staked


def realised_rate(
    paid: Any, staked: Any, position: Choices, hurdle_rate: Any, cost: Any, years: Any
) -> Any:
    """Return of an epoch on what was at stake, costs taken off; idle money earns the hurdle rate.

    Parameters
    ----------
    paid
        In the epoch, less what was slashed [base unit].
    staked
        On which it was paid, what was slashed included [base unit].
    position
        In the epoch.
    hurdle_rate
        Yield that the person asks for [1/year].
    cost
        Of one validator [base unit/year].
    years
        Length of the epoch [year].

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: ours, paper section "The economy of agents".

    Examples
    --------
    >>> realised_rate(10, 100, VALIDATE, 0.05, cost=2.0, years=0.5)
    0.18
    """
    at_stake = staked + 1 * (staked == 0)
    net = return_on_stake(paid, at_stake, cost, identities(position), years)
    return select(position == IDLE, hurdle_rate, net)


def realised_seat_rate(
    paid: Any, bonded: Any, seat: Choices, outside_rate: Any, cost: Any, years: Any
) -> Any:
    """Return of an epoch on a bond, costs taken off; whoever is out earns what is offered outside.

    Parameters
    ----------
    paid
        In the epoch, less what was slashed [base unit].
    bonded
        Bond, what was slashed included [base unit].
    seat
        In the epoch, one of `Seat`.
    outside_rate
        What the bond would earn elsewhere [1/year].
    cost
        Of operating [base unit/year].
    years
        Length of the epoch [year].

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: ours, paper section "The economy of agents".

    Examples
    --------
    >>> realised_seat_rate(-5, 100, SERVE, 0.05, cost=2.0, years=0.5)
    -0.12
    """
    at_stake = bonded + 1 * (bonded == 0)
    net = return_on_stake(paid, at_stake, cost, 1 * (seat == SERVE), years)
    return select(seat == OUT, outside_rate, net)
