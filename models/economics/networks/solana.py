"""Solana's issuance: the schedule in force, and the proposal that ties it to the staking ratio."""

import math
from typing import Any

from ...extremes import larger
from .roots import square_root
from .staked_yield import staked_yield

INFLATION = 0.045
"""The schedule's rate when the proposal was written [1/year]."""

EMPHASIS = math.pi
"""Weight of the additional issuance below half staked, in the proposal's last form [1]."""


def scheduled_inflation(
    years: Any, initial: Any = 0.08, disinflation: Any = 0.15, terminal: Any = 0.015
) -> Any:
    """Issuance rate of the fixed schedule.

    Parameters
    ----------
    years
        Since its beginning [year].
    initial
        At the beginning [1/year].
    disinflation
        Part that is taken off every year [1/year].
    terminal
        Below which it does not fall [1/year].

    Returns
    -------
    float
        [1/year]

    Notes
    -----
    Source: Solana documentation, Inflation schedule: 8 %, less 15 % a year, at least 1.5 %.

    Examples
    --------
    >>> scheduled_inflation(1.0), scheduled_inflation(20.0)
    (0.068, 0.015)
    """
    return larger(initial * (1 - disinflation) ** years, terminal)


def issuance_rate(staking_ratio: Any, inflation: Any = INFLATION, weight: Any = 1) -> Any:
    """Issuance rate of the proposal.

    Parameters
    ----------
    staking_ratio
        Tokens at stake over all tokens [1].
    inflation
        Rate of the schedule, r [1/year].
    weight
        Of the root: 1, or as far as a gradual change has come [1].

    Returns
    -------
    float
        r (1 - w sqrt(s)) [1/year].

    Notes
    -----
    Source: SIMD-0228, Market-Based Emission Mechanism, text under review of February 2025.

    Examples
    --------
    >>> issuance_rate(0.25)
    0.0225
    """
    return inflation * (1 - weight * square_root(staking_ratio))


def validator_yield(staking_ratio: Any, inflation: Any = INFLATION, weight: Any = 1) -> Any:
    """Issuance per staked token under the proposal.

    Parameters
    ----------
    staking_ratio
        Tokens at stake over all tokens, positive [1].
    inflation, weight
        As in `issuance_rate` [1/year], [1].

    Returns
    -------
    float
        Simple yield, without extracted value [1/year].

    Raises
    ------
    InvalidParameter
        Where nothing is staked.

    Notes
    -----
    Source: SIMD-0228, text under review of February 2025. Its text says 6.25 % at 30 % staked, where its
    formula gives 6.78 %.

    Examples
    --------
    >>> [round(100 * validator_yield(ratio), 2) for ratio in (0.30, 0.33, 0.5, 0.65)]
    [6.78, 5.8, 2.64, 1.34]
    """
    paid = issuance_rate(staking_ratio, inflation, weight)
    return staked_yield(paid, staking_ratio, "staking_ratio")


def revised_issuance_rate(
    staking_ratio: Any, inflation: Any = INFLATION, emphasis: Any = EMPHASIS
) -> Any:
    """Issuance rate of the proposal in its last form, steeper where less than half is staked.

    Parameters
    ----------
    staking_ratio
        Tokens at stake over all tokens [1].
    inflation
        Rate of the schedule, r [1/year].
    emphasis
        Of the term below half staked [1].

    Returns
    -------
    float
        r (1 - sqrt(s) + c max(1 - sqrt(2 s), 0)) [1/year].

    Notes
    -----
    Source: SIMD-0228, last form, quoted from memory; the proposal's announcement agrees with it: as
    much as today at about 33 % staked, and 2.7 % at 42 %.

    Examples
    --------
    >>> round(revised_issuance_rate(0.42), 3)
    0.028
    """
    shortfall = larger(1 - square_root(2 * staking_ratio), 0)
    return issuance_rate(staking_ratio, inflation) + inflation * emphasis * shortfall


def neutral_staking_ratio(emphasis: Any = EMPHASIS) -> Any:
    """Staking ratio at which the proposal's last form issues what the schedule does.

    Parameters
    ----------
    emphasis
        Of the term below half staked, not negative [1].

    Returns
    -------
    float
        (c / (1 + c sqrt(2)))^2 [1].

    Notes
    -----
    Source: `revised_issuance_rate` at r, solved below half staked.

    Examples
    --------
    >>> round(neutral_staking_ratio(), 3)
    0.333
    """
    root = emphasis / (1 + emphasis * square_root(2))
    return root * root
