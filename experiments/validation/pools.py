"""Stake pools: the equilibrium of reward sharing, in which the k best holders run a pool each."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...agents.pools.delegation import fill_pools
from ...agents.pools.holders import LEAST_COST, MOST_COST, found_holders
from ...agents.pools.play import PlaySettings, play_game
from ...agents.pools.profile import Profile
from ...agents.pools.prospects import Prospects, found_prospects
from ...agents.pools.scheme import PoolScheme
from ...models.attacks.committees.stakes import pareto_stakes
from .target import Target, Witness, exactly

BRUNJES = "Brünjes et al. 2020, EuroS&P"
HOLDERS, POOLS, INFLUENCE, EXPONENT = 1_000, 10, 0.3, 2.0
ROUNDING = 1e-9
"""Of floats, where all games end alike."""

Measure = Callable[[Prospects, Profile], float]


def nobody_fills_a_pool(rng: np.random.Generator) -> NDArray[np.float64]:
    """Pareto stakes of which none is more than a saturated pool, drawn until they are, (holders,).

    The theory assumes it: a holder of much more runs two pools.
    """
    while True:
        stakes = pareto_stakes(EXPONENT, HOLDERS, rng)
        if stakes.max() <= stakes.sum() / POOLS:
            return stakes


def operators(game: Prospects, profile: Profile) -> float:
    """Holders who run a pool [1]."""
    return float((profile.pools > 0).sum())


def desirability(game: Prospects, profile: Profile) -> float:
    """Mean desirability of the pools over the largest potential profit without one [1]."""
    left_out = np.sort(game.profit[:, 0])[-1 - POOLS]
    return float(fill_pools(game, profile).offered.mean() / left_out)


def played(measure: Measure, rng: np.random.Generator, runs: int) -> Witness:
    """What games come to from no pool on, until nobody gains by a move: the mean, and the range."""
    found: list[float] = []
    for _ in range(runs):
        stakes = nobody_fills_a_pool(rng)
        holders = found_holders(stakes, rng.uniform(LEAST_COST, MOST_COST, HOLDERS))
        game = found_prospects(PoolScheme(pools=POOLS, pledge_influence=INFLUENCE), holders)
        found.append(measure(game, play_game(game, PlaySettings(), rng).profile))
    return Witness(
        value=sum(found) / runs, lower=min(found) - ROUNDING, upper=max(found) + ROUNDING
    )


TARGETS = (
    Target(
        source=BRUNJES,
        what="holders who run the ten pools that are wanted",
        printed=exactly("10"),
        theory=lambda: float(POOLS),
        way="populations drawn, and played",
        witness=partial(played, operators),
        runs=40,
        decimals=2,
        reading="range of all populations; the theory leaves out holders of more than a saturated "
        "pool, who may run two",
    ),
    Target(
        source=BRUNJES,
        what="desirability of their pools, over the largest profit left out",
        printed=exactly("1"),
        theory=lambda: 1.0,
        way="populations drawn, and played",
        witness=partial(played, desirability),
        runs=40,
        decimals=4,
    ),
)
"""Published results, each with its witness."""
