"""Ethereum's issuance: in whole gwei as its specification says, and as the curve that it follows."""

import math
from fractions import Fraction
from typing import Any

from ...errors import InvalidParameter
from .roots import square_root
from .staked_yield import staked_yield

GWEI_PER_ETHER = 10**9
"""[gwei/ether]"""

BASE_REWARD_FACTOR = 64
"""BASE_REWARD_FACTOR of the specification [1]."""

EPOCHS_PER_YEAR = Fraction(31_557_600, 32 * 12)
"""Epochs of 32 slots of 12 seconds in a year of 365.25 days [epoch/year]."""

ISSUANCE_COEFFICIENT = float(EPOCHS_PER_YEAR) / math.sqrt(GWEI_PER_ETHER)
"""What turns the base reward factor into yearly issuance over the root of the stake, 2.5988."""

PEAK_STAKE = 2**25
"""Stake at which tempered issuance is half of today's, 33.6 million [ether]."""


def base_reward_per_increment(staked: float, base_reward_factor: int = BASE_REWARD_FACTOR) -> int:
    """What one staked ether earns in an epoch in which everybody does all duties.

    Parameters
    ----------
    staked
        Total active balance, at least 1, whole or not [ether].
    base_reward_factor
        [1]

    Returns
    -------
    int
        [gwei/epoch]

    Raises
    ------
    InvalidParameter
        Where not a single gwei is staked.

    Notes
    -----
    Source: Ethereum consensus specification, Altair, `get_base_reward_per_increment`: the increment of
    one ether in gwei times the factor, over the integer root of the balance in gwei.

    Examples
    --------
    >>> [base_reward_per_increment(millions * 10**6) for millions in (10, 30, 100)]
    [640, 369, 202]
    """
    balance = round(staked * GWEI_PER_ETHER)
    if not balance > 0:
        raise InvalidParameter(f"staked must be positive, got {staked!r}")
    return GWEI_PER_ETHER * base_reward_factor // math.isqrt(balance)


def yearly_issuance(staked: float, base_reward_factor: int = BASE_REWARD_FACTOR) -> float:
    """New ether in a year in which everybody does all duties.

    Parameters
    ----------
    staked
        Total active balance, at least 1, whole or not [ether].
    base_reward_factor
        [1]

    Returns
    -------
    float
        [ether/year]

    Notes
    -----
    Source: Ethereum consensus specification, Altair: an optimal validator earns one base reward per
    epoch on average. Rounding within duties takes less than 1e-4 more off.

    Examples
    --------
    >>> yearly_issuance(10_000_000)
    525960.0
    """
    reward = base_reward_per_increment(staked, base_reward_factor)
    return float(reward * staked * EPOCHS_PER_YEAR / GWEI_PER_ETHER)


def issuance_yield(staked: float, base_reward_factor: int = BASE_REWARD_FACTOR) -> float:
    """Yearly issuance per staked ether, in whole gwei.

    Parameters
    ----------
    staked
        Total active balance, at least 1, whole or not [ether].
    base_reward_factor
        [1]

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
    Source: `yearly_issuance`.

    Examples
    --------
    >>> round(issuance_yield(30_000_000), 5)
    0.03032
    """
    return staked_yield(yearly_issuance(staked, base_reward_factor), staked, "staked")


def continuous_issuance(
    staked: Any,
    base_reward_factor: Any = BASE_REWARD_FACTOR,
    coefficient: Any = ISSUANCE_COEFFICIENT,
) -> Any:
    """Yearly issuance without rounding: c F times the root of the stake.

    Parameters
    ----------
    staked
        Not negative [ether].
    base_reward_factor
        F [1].
    coefficient
        c; the literature prints 2.6.

    Returns
    -------
    float
        [ether/year]

    Notes
    -----
    Source: Elowsson, Circulating supply equilibrium for Ethereum, 2021 (ethresear.ch 10954).

    Examples
    --------
    >>> round(continuous_issuance(30_000_000))
    910989
    """
    return coefficient * base_reward_factor * square_root(staked)


def continuous_yield(
    staked: Any,
    base_reward_factor: Any = BASE_REWARD_FACTOR,
    coefficient: Any = ISSUANCE_COEFFICIENT,
) -> Any:
    """Yearly issuance per staked ether without rounding: c F over the root of the stake.

    Parameters
    ----------
    staked
        Positive [ether].
    base_reward_factor
        F [1].
    coefficient
        c; the literature prints 2.6.

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
    Source: Elowsson, Circulating supply equilibrium for Ethereum, 2021 (ethresear.ch 10954).

    Examples
    --------
    >>> round(continuous_yield(30_000_000), 5)
    0.03037
    """
    paid = continuous_issuance(staked, base_reward_factor, coefficient)
    return staked_yield(paid, staked, "staked")


def tempered_yield(
    staked: Any,
    base_reward_factor: Any = BASE_REWARD_FACTOR,
    coefficient: Any = ISSUANCE_COEFFICIENT,
    peak_stake: Any = PEAK_STAKE,
) -> Any:
    """Yield of a reward curve whose issuance falls again beyond a stake.

    Parameters
    ----------
    staked
        Positive [ether].
    base_reward_factor
        F [1].
    coefficient
        c; the literature prints 2.6.
    peak_stake
        Where issuance is largest, and half of what it is today, positive [ether].

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
    Source: Elowsson, Reward curve with tempered issuance, 2024 (ethresear.ch 19171): today's curve over
    1 + D / k.

    Examples
    --------
    >>> tempered_yield(PEAK_STAKE) / continuous_yield(PEAK_STAKE)
    0.5
    """
    untempered = continuous_yield(staked, base_reward_factor, coefficient)
    return untempered / (1 + staked / peak_stake)
