"""The supply that issuance and burning leave alone."""

from typing import Any

from .ethereum import BASE_REWARD_FACTOR, ISSUANCE_COEFFICIENT, continuous_issuance


def burnt(supply: Any, staked: Any, burn_rate: Any, unburnt: Any) -> Any:
    """Tokens burnt in a year where staked ones take a smaller part in the economy.

    Parameters
    ----------
    supply, staked
        Tokens in existence, and those at stake [token].
    burn_rate
        b', of the tokens that take part [1/year].
    unburnt
        a, part of the stake that takes no part [1].

    Returns
    -------
    float
        [token/year]

    Notes
    -----
    Source: Elowsson, Circulating supply equilibrium for Ethereum, 2021 (ethresear.ch 10954):
    b'(S - a D).

    Examples
    --------
    >>> burnt(100.0, staked=20.0, burn_rate=0.5, unburnt=0.5)
    45.0
    """
    return burn_rate * (supply - unburnt * staked)


def equilibrium_supply(
    staked: Any,
    burn_rate: Any,
    unburnt: Any,
    base_reward_factor: Any = BASE_REWARD_FACTOR,
    coefficient: Any = ISSUANCE_COEFFICIENT,
) -> Any:
    """Supply at which as much is burnt as is issued, at a given stake.

    Parameters
    ----------
    staked
        D [token].
    burn_rate
        b', of the tokens that take part, positive [1/year].
    unburnt
        a, part of the stake that takes no part [1].
    base_reward_factor, coefficient
        F [1], and c of the issuance curve.

    Returns
    -------
    float
        S = c F sqrt(D) / b' + a D [token].

    Notes
    -----
    Source: Elowsson, Circulating supply equilibrium for Ethereum, 2021 (ethresear.ch 10954).

    Examples
    --------
    >>> round(equilibrium_supply(30_000_000, burn_rate=0.01, unburnt=0.5) / 1e6, 1)
    106.1
    """
    issued = continuous_issuance(staked, base_reward_factor, coefficient)
    return issued / burn_rate + unburnt * staked


def equilibrium_supply_at_ratio(
    staking_ratio: Any,
    burn_rate: Any,
    unburnt: Any,
    base_reward_factor: Any = BASE_REWARD_FACTOR,
    coefficient: Any = ISSUANCE_COEFFICIENT,
) -> Any:
    """The same where the staking ratio is given, and the stake grows with the supply.

    Parameters
    ----------
    staking_ratio
        d = D / S, in (0, 1] [1].
    burn_rate
        b', of the tokens that take part, positive [1/year].
    unburnt
        a, part of the stake that takes no part, below 1 / d [1].
    base_reward_factor, coefficient
        F [1], and c of the issuance curve.

    Returns
    -------
    float
        S = d (c F / b)^2 with b = b'(1 - a d) [token].

    Notes
    -----
    Source: Elowsson, Circulating supply equilibrium for Ethereum, 2021 (ethresear.ch 10954).

    Examples
    --------
    >>> round(equilibrium_supply_at_ratio(0.5, burn_rate=0.02, unburnt=0.5) / 1e6, 1)
    61.5
    """
    of_all = burn_rate * (1 - unburnt * staking_ratio)
    factor = coefficient * base_reward_factor / of_all
    return staking_ratio * factor * factor


def next_supply(
    supply: Any,
    staked: Any,
    burn_rate: Any,
    unburnt: Any,
    base_reward_factor: Any = BASE_REWARD_FACTOR,
    coefficient: Any = ISSUANCE_COEFFICIENT,
) -> Any:
    """Supply a year later.

    Parameters
    ----------
    supply, staked
        Tokens in existence, and those at stake [token].
    burn_rate, unburnt
        As in `burnt` [1/year], [1].
    base_reward_factor, coefficient
        F [1], and c of the issuance curve.

    Returns
    -------
    float
        [token]

    Notes
    -----
    Source: Elowsson, Circulating supply equilibrium for Ethereum, 2021 (ethresear.ch 10954), and the
    dynamic form in its discussion.

    Examples
    --------
    >>> supply = equilibrium_supply(30_000_000, burn_rate=0.01, unburnt=0.5)
    >>> round(next_supply(supply, 30_000_000, burn_rate=0.01, unburnt=0.5) / supply, 12)
    1.0
    """
    issued = continuous_issuance(staked, base_reward_factor, coefficient)
    return supply + issued - burnt(supply, staked, burn_rate, unburnt)
