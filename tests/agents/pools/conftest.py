"""Games of stake pools."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.agents.pools.holders import Holders, found_holders
from hybridstake.agents.pools.play import Played, PlaySettings, play_game
from hybridstake.agents.pools.prospects import Prospects, found_prospects
from hybridstake.agents.pools.scheme import PoolScheme


def published_holders(seed: int, count: int) -> Holders:
    """The population of the public engine: stakes and costs from two generators of one seed."""
    stakes = np.random.default_rng(seed).pareto(2.0, count) + 1
    return found_holders(stakes, np.random.default_rng(seed).uniform(1e-5, 1e-4, count))


def any_game(seed: int) -> tuple[PoolScheme, Holders]:
    """A small game of any kind: whales, costs that matter, with and without pledge influence; in every
    fifth all holders are alike, so that all ties are settled by their rows."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(5, 25))
    scheme = PoolScheme(
        pools=int(rng.integers(1, min(count, 8))),
        pledge_influence=float(rng.choice([0.0, 0.01, 0.3, 1.0])),
    )
    stakes = rng.pareto(rng.choice([0.5, 1.0, 2.0]), count) + 1
    if seed % 5 == 4:
        return scheme, found_holders(np.ones(count), np.full(count, 1e-4))
    return scheme, found_holders(stakes, rng.uniform(1e-5, rng.choice([1e-4, 1e-2]), count))


@pytest.fixture(scope="session")
def small_game() -> Callable[[int], tuple[PoolScheme, Holders]]:
    return any_game


@pytest.fixture(scope="session")
def game_of() -> Callable[..., Prospects]:
    """A game of the public engine's population."""

    def found(
        seed: int, holders: int = 1_000, pools: int = 10, influence: float = 0.3
    ) -> Prospects:
        scheme = PoolScheme(pools=pools, pledge_influence=influence)
        return found_prospects(scheme, published_holders(seed, holders))

    return found


@pytest.fixture(scope="session")
def played() -> Callable[..., Played]:
    """A game played to its end, or for some rounds."""

    def ends(game: Prospects, seed: int = 1, **settings: object) -> Played:
        return play_game(game, PlaySettings(**settings), np.random.default_rng(seed))  # pyright: ignore[reportArgumentType]

    return ends
