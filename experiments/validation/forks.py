"""Forks under proof of stake: who prolongs one loses on its own tokens, and asks for a reward."""

import numpy as np

from ...models.economics.networks.fork_propensity import fork_propensity, least_tempting_reward
from .target import Target, Witness, computed, told

SALEH = "Saleh 2021, Review of Financial Studies 34"
LEAST, LOSS, EXPONENT = 10_000.0, 0.01, 1.5
REWARD = 200.0
HOLDERS = 1_000_000


def holders() -> np.ndarray:
    """Stakes of many holders at evenly spread places of the Pareto law, (holders,) [token]."""
    places = (np.arange(HOLDERS) + 0.5) / HOLDERS
    return LEAST * (1 - places) ** (-1 / EXPONENT)


def stake_that_forks(stakes: np.ndarray, reward: float) -> float:
    """Stake of all who gain by prolonging a fork [token]."""
    return float(stakes[reward - LOSS * stakes > 0].sum())


def counted_rise(_rng: np.random.Generator, _runs: int) -> Witness:
    """What doubling the reward multiplies the stake by that prolongs forks, holder by holder [1]."""
    stakes = holders()
    rise = stake_that_forks(stakes, 2 * REWARD) / stake_that_forks(stakes, REWARD)
    return computed(rise, 1e-4)


def searched_reward(_rng: np.random.Generator, _runs: int) -> Witness:
    """Largest reward at which nobody gains by prolonging a fork, halving [token]."""
    stakes, low, high = holders(), 0.0, REWARD
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if stake_that_forks(stakes, middle) > 0 else (middle, high)
    return computed(low, 1e-5)


TARGETS = (
    Target(
        source=SALEH,
        what="how much more often forks are prolonged for twice the reward",
        printed=told("more often", lambda ours: ours > 1),
        theory=lambda: (
            fork_propensity(2 * REWARD, LEAST, LOSS, EXPONENT)
            / fork_propensity(REWARD, LEAST, LOSS, EXPONENT)
        ),
        way="holder by holder",
        witness=counted_rise,
        decimals=3,
        reading="Pareto's law of stakes; a block of disagreement costs a hundredth of a token's worth",
    ),
    Target(
        source=SALEH,
        what="largest reward for which nobody prolongs a fork [token]",
        printed=told("above 0", lambda ours: ours > 0),
        theory=lambda: least_tempting_reward(LEAST, LOSS),
        way="searched",
        witness=searched_reward,
        decimals=2,
        reading="it grows with the least stake that may add blocks",
    ),
)
"""Published results, each with its witness."""
