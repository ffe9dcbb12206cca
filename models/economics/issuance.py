"""New tokens per year, and the yield they are to those who stake."""

from typing import Any

from ..extremes import smaller

SECONDS_PER_YEAR = 31_536_000
"""365 days [s/year]."""


def blocks_per_year(block_seconds: Any) -> Any:
    """Blocks in a year of 365 days.

    Parameters
    ----------
    block_seconds
        Time between blocks, positive [s].

    Returns
    -------
    float
        [block/year]

    Notes
    -----
    Source: arithmetic.

    Examples
    --------
    >>> blocks_per_year(0.5)
    63072000.0
    """
    return SECONDS_PER_YEAR / block_seconds


def yearly_issuance(reward: Any, block_seconds: Any) -> Any:
    """New tokens in a year at a constant reward per block.

    Parameters
    ----------
    reward
        [token/block]
    block_seconds
        Time between blocks, positive [s].

    Returns
    -------
    float
        [token/year]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> yearly_issuance(1.0, 0.5)
    63072000.0
    """
    return reward * blocks_per_year(block_seconds)


def capped_issuance(issuance: Any, supply: Any, yearly_cap: Any) -> Any:
    """Yearly issuance under a ceiling on the growth of the supply.

    Parameters
    ----------
    issuance
        What the blocks alone would issue [token/year].
    supply
        Tokens in existence [token].
    yearly_cap
        Most new tokens in a year as a part of the supply [1/year].

    Returns
    -------
    float
        [token/year]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> capped_issuance(6.0e9, supply=1.0e9, yearly_cap=0.05)
    50000000.0
    """
    return smaller(issuance, yearly_cap * supply)


def annual_yield(to_class: Any, staked: Any) -> Any:
    """Yearly reward per staked token.

    Parameters
    ----------
    to_class
        Paid to a whole class in a year [token/year].
    staked
        All tokens of that class at stake, positive [token].

    Returns
    -------
    float
        Simple yield, not compounded [1/year].

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> annual_yield(40_000.0, staked=400_000.0)
    0.1
    """
    return to_class / staked


def staked_at_hurdle(to_class: Any, hurdle_rate: Any) -> Any:
    """Stake at which the yield has fallen to what stakers ask for: free entry.

    Parameters
    ----------
    to_class
        Paid to a whole class in a year [token/year].
    hurdle_rate
        Yield below which nobody stakes, positive [1/year].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas": `annual_yield` solved for the stake.

    Examples
    --------
    >>> staked_at_hurdle(40_000.0, hurdle_rate=0.1)
    400000.0
    """
    return to_class / hurdle_rate
