"""What an offender loses."""

from typing import Any

from ..extremes import smaller


def slashed_fraction(rate: Any, correlation_factor: Any, share: Any) -> Any:
    """Part of a stake that an offence costs, before the ceiling of one.

    Parameters
    ----------
    rate
        Part lost by a lone offender [1].
    correlation_factor
        Further part per unit of stake that misbehaves together [1].
    share
        Part of all stake that misbehaves together [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: the plan's flat rate is the case of a factor of zero; the proportional part follows
    Ethereum's correlation penalty; paper, "Formulas".

    Examples
    --------
    >>> slashed_fraction(0.25, correlation_factor=3, share=0.25)
    1.0
    """
    return rate + correlation_factor * share


def penalty(stake: Any, fraction: Any) -> Any:
    """Tokens lost.

    Parameters
    ----------
    stake
        Stake or bond of the offender [token].
    fraction
        Part that is lost, in [0, 1] [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: research plan, "Economic Model"; paper, "Formulas".

    Examples
    --------
    >>> penalty(10_000.0, 0.1)
    1000.0
    """
    return stake * fraction


def capped_fraction(fraction: Any) -> Any:
    """A slashed part, at most everything.

    Parameters
    ----------
    fraction
        Before the ceiling, not negative [1].

    Returns
    -------
    float
        In [0, 1] [1].

    Notes
    -----
    Source: ours, paper, "Formulas": nobody loses more than there is.

    Examples
    --------
    >>> capped_fraction(1.4)
    1.0
    """
    return smaller(fraction, 1)
