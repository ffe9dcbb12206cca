"""What a block pays, and to whom."""

from typing import Any


def load_multiplier(load: Any, target_load: Any, sensitivity: Any) -> Any:
    """Factor on the base reward at a network load.

    Parameters
    ----------
    load, target_load
        Load now, and the load at which the base reward is paid [1].
    sensitivity
        Relative change of the reward per unit of load, in [0, 1] [1].

    Returns
    -------
    float
        One at the target; for loads in [0, 1] it stays in [1 - sensitivity, 1 + sensitivity] [1].

    Notes
    -----
    Source: ours, paper, "Formulas": the plan names a multiplier and does not define it.

    Examples
    --------
    >>> load_multiplier(1.0, target_load=0.5, sensitivity=0.5)
    1.25
    """
    return 1 + sensitivity * (load - target_load)


def block_reward(base_reward: Any, multiplier: Any) -> Any:
    """Reward of one block.

    Parameters
    ----------
    base_reward
        Reward at the target load [token/block].
    multiplier
        Load multiplier [1].

    Returns
    -------
    float
        [token/block]

    Notes
    -----
    Source: research plan, "Economic Model"; paper, "Formulas".

    Examples
    --------
    >>> block_reward(100.0, 1.25)
    125.0
    """
    return base_reward * multiplier


def authority_pool(reward: Any, authority_share: Any) -> Any:
    """Part of a reward that goes to all authorities together.

    Parameters
    ----------
    reward
        [token]
    authority_share
        [1]

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: research plan, "Economic Model"; paper, "Formulas".

    Examples
    --------
    >>> authority_pool(100.0, 0.6)
    60.0
    """
    return reward * authority_share


def staker_pool(reward: Any, authority_share: Any) -> Any:
    """Part of a reward that goes to all stakers together: the rest, so that nothing is lost between.

    Parameters
    ----------
    reward
        [token]
    authority_share
        Part that goes to authorities [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: research plan, "Economic Model"; paper, "Formulas".

    Examples
    --------
    >>> staker_pool(100.0, 0.6)
    40.0
    """
    return reward - authority_pool(reward, authority_share)


def authority_reward(pool: Any, authorities: Any) -> Any:
    """Reward of one authority: equal parts.

    Parameters
    ----------
    pool
        Paid to all authorities together [token].
    authorities
        Authorities that took part, positive [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: research plan, "Economic Model"; paper, "Formulas".

    Examples
    --------
    >>> authority_reward(60.0, 20)
    3.0
    """
    return pool / authorities


def staker_reward(pool: Any, stake: Any, total_stake: Any) -> Any:
    """Reward of one staker: in proportion to stake.

    Parameters
    ----------
    pool
        Paid to all stakers together [token].
    stake, total_stake
        Stake of the staker, and of all that took part, positive [token].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: research plan, "Economic Model"; paper, "Formulas".

    Examples
    --------
    >>> staker_reward(40.0, 1_000.0, 10_000.0)
    4.0
    """
    return pool * stake / total_stake
