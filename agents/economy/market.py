"""What the token is worth and what payments pay: demand meets the tokens that are idle."""

from typing import Any

from ...models.extremes import larger, smaller

SCARCEST = 1_000
"""Supply over the fewest idle tokens that still make the price rise [1]."""


def token_price(demand: Any, turnover: Any, idle: Any, supply: Any) -> Any:
    """Price of a token, in tokens at launch.

    Parameters
    ----------
    demand
        Value of all payments in a year, at launch prices [token/year].
    turnover
        How often an idle token changes hands [1/year].
    idle, supply
        Idle tokens, and all [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: the equation of exchange, Fisher 1911, with the velocity of idle tokens given; at least a
    thousandth of the supply is taken to circulate.

    Examples
    --------
    >>> token_price(1_200.0, turnover=12.0, idle=50.0, supply=100.0)
    2.0
    """
    return demand / (turnover * larger(idle, supply / SCARCEST))


def velocity(turnover: Any, idle: Any, supply: Any) -> Any:
    """How often a token changes hands in a year, those at stake included.

    Parameters
    ----------
    turnover
        Of an idle token [1/year].
    idle, supply
        Idle tokens, and all [token].

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: the equation of exchange, Fisher 1911.

    Examples
    --------
    >>> velocity(12.0, idle=50.0, supply=100.0)
    6.0
    """
    return turnover * idle / supply


def fees(fee_rate: Any, turnover: Any, idle: Any, years: Any) -> Any:
    """Fees of an epoch.

    Parameters
    ----------
    fee_rate
        Part of every payment [1].
    turnover
        Of an idle token [1/year].
    idle
        Idle tokens [base unit].
    years
        Length of the epoch [year].

    Returns
    -------
    float
        [base unit]

    Notes
    -----
    Source: ours: a token pays its fee at every change of hands, and at most itself.

    Examples
    --------
    >>> fees(0.5, turnover=12.0, idle=100, years=0.125)
    75.0
    """
    return smaller(fee_rate * turnover * years, 1) * idle
