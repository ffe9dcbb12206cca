"""Polkadot's inflation: it peaks at the staking ratio that the protocol wants."""

from typing import Any

from ...extremes import smaller
from .staked_yield import staked_yield

LEAST_INFLATION = 0.025
"""Paid to stakers even where nobody stakes, `min_inflation` [1/year]."""

IDEAL_YIELD = 0.2
"""Yield at the ideal staking ratio: `max_inflation` of 10 % over `ideal_stake` [1/year]."""

IDEAL_RATIO = 0.5
"""Staking ratio that is wanted, `ideal_stake` [1]."""

FALLOFF = 0.05
"""Staking ratio beyond it over which the incentive halves, `falloff` [1]."""


def rising_inflation(
    staking_ratio: Any,
    ideal_ratio: Any = IDEAL_RATIO,
    ideal_yield: Any = IDEAL_YIELD,
    least_inflation: Any = LEAST_INFLATION,
) -> Any:
    """Inflation up to the ideal staking ratio.

    Parameters
    ----------
    staking_ratio
        Tokens at stake over all tokens [1].
    ideal_ratio
        Positive [1].
    ideal_yield
        At the ideal ratio [1/year].
    least_inflation
        Where nobody stakes [1/year].

    Returns
    -------
    float
        I0 + x (i - I0 / x*) [1/year].

    Notes
    -----
    Source: Web3 Foundation, Token economics of Polkadot; `compute_inflation` of
    `pallet-staking-reward-fn`, scaled between the least and the largest inflation.

    Examples
    --------
    >>> round(rising_inflation(0.25), 12)
    0.0625
    """
    return least_inflation + staking_ratio * (ideal_yield - least_inflation / ideal_ratio)


def falling_inflation(
    staking_ratio: Any,
    ideal_ratio: Any = IDEAL_RATIO,
    ideal_yield: Any = IDEAL_YIELD,
    least_inflation: Any = LEAST_INFLATION,
    falloff: Any = FALLOFF,
) -> Any:
    """Inflation from the ideal staking ratio on.

    Parameters
    ----------
    staking_ratio
        Tokens at stake over all tokens [1].
    ideal_ratio
        Positive [1].
    ideal_yield
        At the ideal ratio [1/year].
    least_inflation
        What it tends to [1/year].
    falloff
        Over which the rest halves, positive [1].

    Returns
    -------
    float
        I0 + (i x* - I0) 2^((x* - x) / d) [1/year].

    Notes
    -----
    Source: as `rising_inflation`.

    Examples
    --------
    >>> round(falling_inflation(0.6), 12)
    0.04375
    """
    incentive = ideal_yield * ideal_ratio - least_inflation
    return least_inflation + incentive * 2 ** ((ideal_ratio - staking_ratio) / falloff)


def inflation_rate(
    staking_ratio: Any,
    ideal_ratio: Any = IDEAL_RATIO,
    ideal_yield: Any = IDEAL_YIELD,
    least_inflation: Any = LEAST_INFLATION,
    falloff: Any = FALLOFF,
) -> Any:
    """Yearly payout to stakers over all tokens.

    Parameters
    ----------
    staking_ratio
        Tokens at stake over all tokens [1].
    ideal_ratio, ideal_yield, least_inflation, falloff
        As in `falling_inflation`; the ideal inflation exceeds the least.

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: as `rising_inflation`. One branch rises through the ideal ratio and the other falls, so that
    the smaller one is the curve.

    Examples
    --------
    >>> [round(100 * inflation_rate(ratio), 3) for ratio in (0.25, 0.5, 0.6, 0.75)]
    [6.25, 10.0, 4.375, 2.734]
    """
    rising = rising_inflation(staking_ratio, ideal_ratio, ideal_yield, least_inflation)
    falling = falling_inflation(staking_ratio, ideal_ratio, ideal_yield, least_inflation, falloff)
    return smaller(rising, falling)


def staker_yield(
    staking_ratio: Any,
    ideal_ratio: Any = IDEAL_RATIO,
    ideal_yield: Any = IDEAL_YIELD,
    least_inflation: Any = LEAST_INFLATION,
    falloff: Any = FALLOFF,
) -> Any:
    """Yearly payout per staked token.

    Parameters
    ----------
    staking_ratio
        Tokens at stake over all tokens, positive [1].
    ideal_ratio, ideal_yield, least_inflation, falloff
        As in `inflation_rate`.

    Returns
    -------
    float
        Simple yield, not compounded [1/year].

    Raises
    ------
    InvalidParameter
        Where nothing is staked.

    Notes
    -----
    Source: as `rising_inflation`.

    Examples
    --------
    >>> [round(100 * staker_yield(ratio), 2) for ratio in (0.25, 0.5, 0.6, 0.75)]
    [25.0, 20.0, 7.29, 3.65]
    """
    paid = inflation_rate(staking_ratio, ideal_ratio, ideal_yield, least_inflation, falloff)
    return staked_yield(paid, staking_ratio, "staking_ratio")
