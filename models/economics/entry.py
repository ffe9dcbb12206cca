"""Free entry: how many stake or take a seat until the last one earns just what it asks for."""

from typing import Any

from .issuance import staked_at_hurdle
from .rewards import staker_pool


def free_entry_stake(blocks: Any, reward: Any, authority_share: Any, hurdle_rate: Any) -> Any:
    """Stake at which stakers who all ask for the same yield stop entering.

    Parameters
    ----------
    blocks
        In a year [block/year].
    reward
        Of one block [token/block].
    authority_share
        Part of the reward that goes to authorities [1].
    hurdle_rate
        Yield below which nobody stakes, positive [1/year].

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: ours, paper, "Formulas": B · R · σ / h of the stakers' share σ.

    Examples
    --------
    >>> free_entry_stake(1_000.0, reward=10.0, authority_share=0.6, hurdle_rate=0.1)
    40000.0
    """
    return staked_at_hurdle(staker_pool(blocks * reward, authority_share), hurdle_rate)


def contest_stake(pool: Any, stakers: Any, hurdle_rate: Any) -> Any:
    """Stake of each of a few equal stakers who know that they lower the yield of all.

    Parameters
    ----------
    pool
        Of all stakers together [token/year].
    stakers
        How many, positive [1].
    hurdle_rate
        What a staked token would earn elsewhere, positive [1/year].

    Returns
    -------
    float
        Of one staker; all together stake less than under free entry, by one part in `stakers` [token].

    Notes
    -----
    Source: the symmetric equilibrium of Tullock's contest (Efficient rent seeking, 1980) with the pool
    for the prize; paper, "Formulas".

    Examples
    --------
    >>> contest_stake(100.0, stakers=2, hurdle_rate=0.125)
    200.0
    """
    return pool * (stakers - 1) / (stakers * stakers * hurdle_rate)


def free_entry_authorities(pool: Any, yearly_cost: Any, bond: Any, hurdle_rate: Any) -> Any:
    """Authorities among whom a pool just pays the cost of a seat and of its bond.

    Parameters
    ----------
    pool
        Of all authorities together [token/year].
    yearly_cost
        Of operating one seat [token/year].
    bond
        [token]
    hurdle_rate
        What the bond would earn elsewhere [1/year].

    Returns
    -------
    float
        Not rounded: so many seats as are below it pay [1].

    Notes
    -----
    Source: ours, paper, "Formulas": equal parts of the pool, solved for their number.

    Examples
    --------
    >>> free_entry_authorities(300.0, yearly_cost=100.0, bond=1_000.0, hurdle_rate=0.05)
    2.0
    """
    return pool / (yearly_cost + bond * hurdle_rate)


def quadratic_cost_stake(reward: Any, operation: Any, risk: Any, aversion: Any) -> Any:
    """Stake share at which a validator's reward grows as fast as its quadratic costs.

    Parameters
    ----------
    reward
        For all of the stake [token/year].
    operation, risk, aversion
        Coefficients of the squared share in the costs of operating, of correlated slashing, and of
        delegators' aversion to concentration; their sum is positive [token/year].

    Returns
    -------
    float
        The interior best response; the same for all validators of equal costs [1].

    Notes
    -----
    Source: "The Staking Game: A Risk-Adjusted Equilibrium of Validator Concentration in
    Proof-of-Stake Networks", eq. (1).

    Examples
    --------
    >>> quadratic_cost_stake(0.4, operation=0.5, risk=0.25, aversion=0.25)
    0.2
    """
    return reward / (2 * (operation + risk + aversion))


def entry_excess(ratio: Any, pool_rate: Any, low: Any, high: Any) -> Any:
    """By how much a staking ratio is too large to be one of free entry, hurdle rates being uniform.

    Parameters
    ----------
    ratio
        Part of the wealth that is staked, in [0, 1] [1].
    pool_rate
        Pay of all stakers in a year over the wealth that could be staked [1/year].
    low, high
        Ends of the law of hurdle rates, at least one of them positive [1/year].

    Returns
    -------
    float
        Zero at the fixed point, negative below; the ratio times the hurdle rate of the last who
        staked, less the pool [1/year].

    Notes
    -----
    Source: ours, paper, "Formulas": a part r asks for at most low + r (high - low), and earns
    pool_rate / r.

    Examples
    --------
    >>> entry_excess(0.5, pool_rate=0.25, low=0.25, high=0.75)
    0.0
    """
    return ratio * (low + ratio * (high - low)) - pool_rate
