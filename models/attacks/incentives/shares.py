"""How far a holder's share of all stake wanders while rewards are drawn in proportion to stake.

A reward that is the part f of all stake after it moves a share s to (1 - f) s, and by f more where
its holder wins, which happens with probability s: the share is a martingale, and what it varies by
follows from the parts alone.
"""

import math
from typing import Any


def unsettled(part: Any) -> Any:
    """Factor by which one reward shrinks the mean of share times its complement.

    Parameters
    ----------
    part
        The reward over all stake after it, in [0, 1] [1].

    Notes
    -----
    Source: E[s'(1 - s')] = s (1 - s) (1 - f f); Roşu & Saleh 2021, Management Science 67,
    doi:10.1287/mnsc.2020.3791, for the martingale.

    Examples
    --------
    >>> unsettled(0.5)
    0.75
    """
    return 1 - part * part


def constant_reward_variance(share: Any, stake: Any, reward: Any, rewards: Any) -> Any:
    """Variance of a share after equal rewards: Pólya's urn.

    Parameters
    ----------
    share
        Of the holder at the beginning [1].
    stake, reward
        All stake at the beginning, and one reward, positive [token].
    rewards
        How many are paid [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Fanti et al. 2019, Financial Cryptography (arXiv 1809.07468), for the constant reward: with
    a stake of one and R = reward x rewards in all, s (1 - s) R R / ((rewards + R) (1 + R)).

    Examples
    --------
    One reward as large as all stake: the share is 3/4 or 1/4.

    >>> constant_reward_variance(0.5, stake=1.0, reward=1.0, rewards=1)
    0.0625
    """
    paid = reward * rewards / stake
    return share * (1 - share) * paid * paid / ((rewards + paid) * (1 + paid))


def proportional_reward_variance(share: float, part: float, rewards: int) -> float:
    """Variance of a share after rewards that are a constant part of all stake before them.

    Parameters
    ----------
    share
        Of the holder at the beginning [1].
    part
        A reward over all stake before it, not negative [1].
    rewards
        How many are paid [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: `unsettled` to the power of the rewards; Fanti et al. 2019, for the geometric reward.

    Examples
    --------
    >>> round(proportional_reward_variance(0.5, part=1.0, rewards=1), 15)
    0.0625
    """
    after = part / (1 + part)
    return share * (1 - share) * -math.expm1(rewards * math.log1p(-after * after))


def log_wandering_bound(distance: float, squares: float) -> float:
    """Bound on the logarithm of the chance that a share ever rises so far.

    Parameters
    ----------
    distance
        Rise, not negative [1].
    squares
        Sum of the squares of all parts that a reward can move it by [1].

    Returns
    -------
    float
        At most 0 [1].

    Notes
    -----
    Source: Hoeffding 1963, J. Am. Stat. Assoc. 58, doi:10.1080/01621459.1963.10500830, theorem 2 and the
    remark on maxima, for martingales: exp(-2 d d / sum f f) where a step spans f.

    Examples
    --------
    >>> log_wandering_bound(0.5, 0.25)
    -2.0
    """
    if distance <= 0:
        return 0.0
    return -2 * distance * distance / squares if squares > 0 else -math.inf
