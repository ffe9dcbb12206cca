"""Schedules that pay the same total in as many blocks, and how far shares spread under each."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...attacks.incentives.shares import constant_reward_variance, proportional_reward_variance


def constant_rewards(total: float, blocks: int) -> NDArray[np.float64]:
    """Equal rewards.

    Parameters
    ----------
    total
        Paid by all blocks together [token].
    blocks
        At least 1 [block].

    Returns
    -------
    NDArray[np.float64]
        (blocks,) [token]

    Notes
    -----
    Source: Fanti et al. 2019, Financial Cryptography (arXiv 1809.07468), section 2.

    Examples
    --------
    >>> constant_rewards(1.0, 4).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    return np.full(blocks, total / blocks)


def growth_per_block(total: float, blocks: int, stake: float = 1.0) -> float:
    """Part of all stake before it that each geometric reward is.

    Parameters
    ----------
    total
        Paid by all blocks together, not negative [token].
    blocks
        At least 1 [block].
    stake
        All stake at the beginning, positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Fanti et al. 2019 (arXiv 1809.07468), theorem 1: (1 + R)^(1/T) - 1 at a stake of one.

    Examples
    --------
    >>> round(growth_per_block(3.0, 2), 12)
    1.0
    """
    return math.expm1(math.log1p(total / stake) / blocks)


def geometric_rewards(total: float, blocks: int, stake: float = 1.0) -> NDArray[np.float64]:
    """Rewards that are one part of all stake before them.

    Parameters
    ----------
    total
        Paid by all blocks together, not negative [token].
    blocks
        At least 1 [block].
    stake
        All stake at the beginning, positive [token].

    Returns
    -------
    NDArray[np.float64]
        (blocks,) [token]

    Notes
    -----
    Source: Fanti et al. 2019 (arXiv 1809.07468), theorem 1.

    Examples
    --------
    >>> geometric_rewards(3.0, 2).round(12).tolist()
    [1.0, 2.0]
    """
    growth = growth_per_block(total, blocks, stake)
    return stake * growth * (1 + growth) ** np.arange(blocks, dtype=np.float64)


def decreasing_rewards(total: float, blocks: int, decay: float) -> NDArray[np.float64]:
    """Rewards each of which is one part of the one before, as in schedules with halvings.

    Parameters
    ----------
    total
        Paid by all blocks together [token].
    blocks
        At least 1 [block].
    decay
        A reward over the one before, in (0, 1) [1].

    Returns
    -------
    NDArray[np.float64]
        (blocks,) [token]

    Notes
    -----
    Source: ours, the smooth form of halvings.

    Examples
    --------
    >>> decreasing_rewards(7.0, 3, 0.5).tolist()
    [4.0, 2.0, 1.0]
    """
    weights = decay ** np.arange(blocks, dtype=np.float64)
    return np.asarray(total * weights / weights.sum(), dtype=np.float64)


def constant_schedule_variance(share: Any, total: Any, blocks: Any, stake: Any = 1.0) -> Any:
    """Variance of a share after equal rewards.

    Parameters
    ----------
    share
        Of the holder at the beginning [1].
    total
        Paid by all blocks together [token].
    blocks
        [block]
    stake
        All stake at the beginning, positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Fanti et al. 2019 (arXiv 1809.07468); `constant_reward_variance`.

    Examples
    --------
    >>> f"{constant_schedule_variance(0.3, total=10.0, blocks=1_000):.3e}"
    '1.890e-03'
    """
    return constant_reward_variance(share, stake, total / blocks, blocks)


def geometric_schedule_variance(
    share: float, total: float, blocks: int, stake: float = 1.0
) -> float:
    """Variance of a share after geometric rewards: the least of all schedules of that total.

    Parameters
    ----------
    share
        Of the holder at the beginning [1].
    total
        Paid by all blocks together, not negative [token].
    blocks
        At least 1 [block].
    stake
        All stake at the beginning, positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Fanti et al. 2019 (arXiv 1809.07468), theorem 1, `proportional_reward_variance`. The product
    of 1 - f f is largest, at a given product of 1 - f, where all f are equal.

    Examples
    --------
    >>> f"{geometric_schedule_variance(0.3, total=10.0, blocks=1_000):.3e}"
    '1.201e-03'
    """
    return proportional_reward_variance(share, growth_per_block(total, blocks, stake), blocks)


def variance_ratio(total: float, blocks: int, stake: float = 1.0) -> float:
    """Variance under equal rewards over that under geometric ones; the share drops out.

    Parameters
    ----------
    total
        Paid by all blocks together, positive [token].
    blocks
        At least 1 [block].
    stake
        All stake at the beginning, positive [token].

    Returns
    -------
    float
        At least 1 [1].

    Notes
    -----
    Source: Fanti et al. 2019 (arXiv 1809.07468): the gain in equitability.

    Examples
    --------
    >>> round(variance_ratio(1.0, 1_000), 2), round(variance_ratio(10.0, 1_000), 2)
    (1.04, 1.57)
    """
    equal = constant_schedule_variance(0.5, total, blocks, stake)
    return float(equal / geometric_schedule_variance(0.5, total, blocks, stake))


def constant_variance_approximation(share: Any, total: Any, blocks: Any, stake: Any = 1.0) -> Any:
    """Variance under equal rewards where there are many blocks.

    Parameters
    ----------
    share
        Of the holder at the beginning [1].
    total
        Paid by all blocks together [token].
    blocks
        [block]
    stake
        All stake at the beginning, positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: first term in 1 / blocks of `constant_schedule_variance`: s (1 - s) R R / ((1 + R) T).

    Examples
    --------
    >>> constant_variance_approximation(0.5, total=1.0, blocks=1_000)
    0.000125
    """
    paid = total / stake
    return share * (1 - share) * paid * paid / ((1 + paid) * blocks)


def geometric_variance_approximation(
    share: float, total: float, blocks: int, stake: float = 1.0
) -> float:
    """Variance under geometric rewards where there are many blocks.

    Parameters
    ----------
    share
        Of the holder at the beginning [1].
    total
        Paid by all blocks together, not negative [token].
    blocks
        At least 1 [block].
    stake
        All stake at the beginning, positive [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: first term in 1 / blocks of `geometric_schedule_variance`: s (1 - s) ln(1 + R)^2 / T.

    Examples
    --------
    >>> round(geometric_variance_approximation(0.5, total=math.e - 1, blocks=1_000), 12)
    0.00025
    """
    grown = math.log1p(total / stake)
    return share * (1 - share) * grown * grown / blocks


def blocks_to_centralise(growth: float, undecided: float) -> float:
    """Blocks of geometric rewards until one holder, chosen by chance, has nearly everything.

    Parameters
    ----------
    growth
        Part of all stake before it that each reward is, positive [1].
    undecided
        What is left by then of the mean of share times complement, in (0, 1) [1].

    Returns
    -------
    float
        [block]

    Notes
    -----
    Source: Tang 2022 (arXiv 2206.02227), "chaotic centralisation": paid for ever, the schedule that is
    the most equitable over a given horizon leaves one random owner. The mean shrinks by 1 - f f.

    Examples
    --------
    At 1 % a block: a hundredth is left after 46 975 blocks.

    >>> round(blocks_to_centralise(0.01, 0.01))
    46975
    """
    after = growth / (1 + growth)
    return math.log(undecided) / math.log1p(-after * after)
