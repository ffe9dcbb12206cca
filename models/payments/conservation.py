"""Why commitments that cancel are amounts that agree: numbers too small to wrap around the order."""

from typing import Any


def excess_amount(made: Any, fee: Any, taken: Any, issued: Any) -> Any:
    """What a payment's commitments add up to, before it is read modulo the order.

    Parameters
    ----------
    made, taken
        Sum of all outputs and of all inputs [base unit].
    fee, issued
        Paid, and made from nothing, in the open [base unit].

    Returns
    -------
    scalar
        Nothing if no money is made or lost [base unit].

    Notes
    -----
    Source: ours, models/payments/payment_statement.py.

    Examples
    --------
    >>> excess_amount(7, 1, 5, 3)
    0
    """
    return made + fee - taken - issued


def cannot_wrap(numbers: Any, bound: Any, order: Any) -> Any:
    """Whether a sum of so many amounts stays below the order.

    Parameters
    ----------
    numbers
        Amounts that are added [1].
    bound
        One more than the largest amount [base unit].
    order
        Of the group [1].

    Returns
    -------
    bool or its like

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> cannot_wrap(3, 4, 13), cannot_wrap(3, 4, 12)
    (True, False)
    """
    return numbers * bound < order


def surplus_amount(collateral: Any, debt: Any, numerator: Any, denominator: Any) -> Any:
    """What is left of collateral over a debt, times the ratio's denominator.

    Parameters
    ----------
    collateral, debt
        [base unit]
    numerator, denominator
        Of the ratio that is asked for [1].

    Returns
    -------
    scalar
        Not negative exactly if the debt is covered [base unit].

    Notes
    -----
    Source: ours, models/payments/lending.py.

    Examples
    --------
    >>> surplus_amount(160, 100, 3, 2)
    20
    """
    return collateral * denominator - debt * numerator
