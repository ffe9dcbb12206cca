"""How often a fork is prolonged, against the reward of a block: stakes are what it costs."""

from typing import Any

from ...extremes import smaller


def least_tempting_reward(least_stake: Any, price_loss: Any) -> Any:
    """Reward of a block up to which nobody prolongs a fork.

    Parameters
    ----------
    least_stake
        Of one who may add blocks [token].
    price_loss
        Part of its worth that a token loses by another block of disagreement, positive [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, of Saleh 2021, The Review of Financial Studies 34, doi:10.1093/rfs/hhaa075: who
    prolongs a fork has a reward that it would not have had, and loses on all tokens that it holds.

    Examples
    --------
    >>> least_tempting_reward(100.0, price_loss=0.25)
    25.0
    """
    return least_stake * price_loss


def fork_propensity(reward: Any, least_stake: Any, price_loss: Any, exponent: Any) -> Any:
    """Probability that who is drawn to add a block prolongs a fork.

    Parameters
    ----------
    reward
        Of the block, positive [token].
    least_stake, price_loss
        As for `least_tempting_reward`.
    exponent
        Of the Pareto law of stakes, above 1 [1].

    Returns
    -------
    float
        Zero up to the least tempting reward, and rising from there on [1].

    Notes
    -----
    Source: ours; the comparative static is Saleh's 2021, The Review of Financial Studies 34,
    doi:10.1093/rfs/hhaa075: a modest reward precludes persistent forking, and to let only large stakes
    add blocks helps. Whoever holds less than reward / price_loss prolongs a fork; drawn by stake, a
    Pareto law with exponent a is one with a - 1.

    Examples
    --------
    >>> fork_propensity(4.0, least_stake=1.0, price_loss=1.0, exponent=1.5)
    0.5
    >>> fork_propensity(0.5, least_stake=1.0, price_loss=1.0, exponent=1.5)
    0.0
    """
    deterred = smaller(least_tempting_reward(least_stake, price_loss) / reward, 1)
    return 1 - deterred ** (exponent - 1)
