"""Stake pools that share a reward: what a pool earns, its margin, and when splitting it pays."""

from typing import Any

from ...extremes import smaller


def saturation(pools: Any) -> Any:
    """Stake beyond which a pool earns nothing more.

    Parameters
    ----------
    pools
        Pools that the scheme wants, k, positive [1].

    Returns
    -------
    float
        z, as a part of all stake [1].

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P), β = 1/k.

    Examples
    --------
    >>> saturation(10)
    0.1
    """
    return 1 / pools


def pool_reward(stake: Any, pledge: Any, limit: Any, influence: Any, rewards: Any) -> Any:
    """What a pool is paid for all of its stake and its operator's part of it.

    Parameters
    ----------
    stake, pledge
        Of the pool, σ, and its operator's own in it, λ, as parts of all stake [1].
    limit
        Stake at saturation, z, positive [1].
    influence
        Weight of the pledge, a0, not negative [1].
    rewards
        Paid to all pools together if all are saturated with pledges alone, R [token].

    Returns
    -------
    float
        R / (1 + a0) · (σ' + λ' a0 (σ' − λ' (1 − σ'/z)) / z), where σ' and λ' end at z [token].

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P); Cardano's ledger specification.

    Examples
    --------
    >>> pool_reward(stake=0.5, pledge=0.25, limit=0.5, influence=1.0, rewards=8.0)
    3.0
    """
    paid, own = smaller(stake, limit), smaller(pledge, limit)
    return (
        rewards
        / (1 + influence)
        * (paid + own * influence * (paid - own * (1 - paid / limit)) / limit)
    )


def potential_profit(pledge: Any, cost: Any, limit: Any, influence: Any, rewards: Any) -> Any:
    """What a saturated pool earns beyond its cost.

    Parameters
    ----------
    pledge
        The operator's own stake in the pool, as a part of all stake [1].
    cost
        Of operating the pool [token].
    limit, influence, rewards
        As for `pool_reward`.

    Returns
    -------
    float
        P, negative where the cost is not covered [token].

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P).

    Examples
    --------
    >>> potential_profit(pledge=0.25, cost=1.0, limit=0.5, influence=1.0, rewards=8.0)
    2.0
    """
    return pool_reward(limit, pledge, limit, influence, rewards) - cost


def desirability(margin: Any, profit: Any) -> Any:
    """What a saturated pool leaves to all who hold its stake.

    Parameters
    ----------
    margin
        Part of the profit that the operator takes before it is shared [1].
    profit
        The pool's potential profit [token].

    Returns
    -------
    float
        D, by which pools are ranked [token].

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P).

    Examples
    --------
    >>> desirability(margin=0.25, profit=4.0)
    3.0
    """
    return (1 - margin) * profit


def margin_for(wanted: Any, profit: Any) -> Any:
    """Margin at which a pool has a desirability; in equilibrium, that of the best pool left out.

    Parameters
    ----------
    wanted
        The desirability; for the margin in equilibrium, 1 − P_{k+1}/P_j, the potential profit of the
        best pool left out [token].
    profit
        The pool's potential profit, not zero [token].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: `desirability` solved for the margin.

    Examples
    --------
    >>> margin_for(wanted=3.0, profit=4.0)
    0.25
    """
    return 1 - wanted / profit


def delegator_reward(delegated: Any, offered: Any, limit: Any) -> Any:
    """What a saturated pool pays to stake that is delegated to it, or pledged in it.

    Parameters
    ----------
    delegated
        The stake, as a part of all stake [1].
    offered
        The pool's desirability [token].
    limit
        Stake at saturation, positive [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P).

    Examples
    --------
    >>> delegator_reward(delegated=0.25, offered=3.0, limit=0.5)
    1.5
    """
    return offered * delegated / limit


def operator_reward(profit: Any, offered: Any, pledge: Any, limit: Any) -> Any:
    """What a saturated pool leaves to its operator: the margin, and the pledge's part of the rest.

    Parameters
    ----------
    profit, offered
        Its potential profit and its desirability [token].
    pledge
        The operator's own stake in it, at most `limit` [1].
    limit
        Stake at saturation, positive [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P): P (m + (1 − m) λ/z), with the margin
    m written as a desirability.

    Examples
    --------
    >>> operator_reward(profit=4.0, offered=3.0, pledge=0.25, limit=0.5)
    2.5
    """
    return profit - offered * (1 - pledge / limit)


def cost_of_each(cost: Any, pools: Any, further: Any) -> Any:
    """Mean cost of the pools of one operator.

    Parameters
    ----------
    cost
        Of the first pool [token].
    pools
        How many the operator runs, positive [1].
    further
        Cost of each further pool as a part of the first one's, φ [1].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: Ovezik and Kiayias 2022 (ICAIF).

    Examples
    --------
    >>> cost_of_each(cost=3.0, pools=2, further=0.5)
    2.25
    """
    return cost * (1 + (pools - 1) * further) / pools


def gain_from_splitting(
    cost: Any, further: Any, cost_left_out: Any, pledge_left_out: Any, influence: Any, rewards: Any
) -> Any:
    """What one pool more brings to an operator who outranks the best pool left out.

    Parameters
    ----------
    cost
        Of the operator's first pool, whose pledge is below saturation [token].
    further
        Cost of each further pool as a part of the first one's, φ [1].
    cost_left_out, pledge_left_out
        Of the best pool left out: what it costs [token], and its pledge, below saturation [1].
    influence, rewards
        As for `pool_reward`.

    Returns
    -------
    float
        Positive where splitting the pledge over one pool more pays [token].

    Notes
    -----
    Source: ours. The pledges of an operator's pools earn a0 R / (1 + a0) of their sum however they are
    split, so that one pool more brings R z / (1 + a0) − φ c, and costs what it must leave to others.

    Examples
    --------
    >>> gain_from_splitting(4.0, 0.5, 5.0, pledge_left_out=0.25, influence=1.0, rewards=8.0)
    2.0
    """
    return cost_left_out - further * cost - rewards * influence * pledge_left_out / (1 + influence)


def influence_against_splitting(
    cost: Any, further: Any, cost_left_out: Any, pledge_left_out: Any, rewards: Any
) -> Any:
    """Pledge influence at which one pool more brings an operator nothing.

    Parameters
    ----------
    cost, further, cost_left_out, pledge_left_out, rewards
        As for `gain_from_splitting`; the pledge earns more than the costs differ.

    Returns
    -------
    float
        a0 above which splitting does not pay; not positive where it never does [1].

    Notes
    -----
    Source: ours, `gain_from_splitting` solved for the influence.

    Examples
    --------
    >>> influence_against_splitting(4.0, 0.5, cost_left_out=5.0, pledge_left_out=0.5, rewards=8.0)
    3.0
    """
    saved = cost_left_out - further * cost
    return saved / (rewards * pledge_left_out - saved)
