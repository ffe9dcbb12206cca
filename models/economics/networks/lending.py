"""Staking against lending: what holders with little risk aversion do when lending pays more."""

from typing import Any

from ...extremes import larger, smaller


def staked_part(
    staking_yield: Any,
    lending_yield: Any,
    staking_risk: Any,
    lending_risk: Any,
    risk_aversion: Any,
) -> Any:
    """Part of a holder's tokens that is staked, the rest being lent.

    Parameters
    ----------
    staking_yield, lending_yield
        Mean yields [1/year].
    staking_risk, lending_risk
        Variances of the yields, independent, not both zero [1/year²].
    risk_aversion
        Positive [year].

    Returns
    -------
    float
        In [0, 1] [1].

    Notes
    -----
    Source: Markowitz 1952, doi:10.1111/j.1540-6261.1952.tb01525.x, for two assets, as the holders of
    Chitra 2021 (arXiv 2001.00919) choose; ours for a single period, without their dynamics.

    Examples
    --------
    >>> staked_part(0.06, 0.04, staking_risk=0.01, lending_risk=0.01, risk_aversion=4.0)
    0.75
    """
    least_variance = lending_risk / (staking_risk + lending_risk)
    tilt = (staking_yield - lending_yield) / (risk_aversion * (staking_risk + lending_risk))
    return larger(0, smaller(least_variance + tilt, 1))


def order_parameter(
    staking_yield: Any,
    lending_yield: Any,
    staking_risk: Any,
    lending_risk: Any,
    risk_aversion: Any,
) -> Any:
    """What is staked less what is lent, over all tokens.

    Parameters
    ----------
    staking_yield, lending_yield, staking_risk, lending_risk, risk_aversion
        As in `staked_part`.

    Returns
    -------
    float
        1 where all is staked, -1 where all is lent [1].

    Notes
    -----
    Source: ours, after the phase transition of Chitra 2021 (arXiv 2001.00919). The width of yields over
    which it turns is `transition_width`, none for holders to whom risk is nothing.

    Examples
    --------
    >>> order_parameter(0.06, 0.04, staking_risk=0.01, lending_risk=0.01, risk_aversion=4.0)
    0.5
    """
    return (
        2 * staked_part(staking_yield, lending_yield, staking_risk, lending_risk, risk_aversion) - 1
    )


def transition_width(staking_risk: Any, lending_risk: Any, risk_aversion: Any) -> Any:
    """Difference of yields over which holders turn from all lent to all staked.

    Parameters
    ----------
    staking_risk, lending_risk, risk_aversion
        As in `staked_part`.

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: ours: `staked_part` between its limits.

    Examples
    --------
    >>> transition_width(0.01, 0.01, risk_aversion=4.0)
    0.08
    """
    return risk_aversion * (staking_risk + lending_risk)
