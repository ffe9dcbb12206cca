"""Stake shares: their martingale, how schedules of rewards spread them, and how unequal they become."""

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...agents.shares import drawn_stakes, final_shares, ginis, in_base_units
from ...models.economics.networks.reward_schedules import (
    constant_rewards,
    geometric_rewards,
    variance_ratio,
)
from ...models.economics.networks.share_inequality import limiting_gini
from ...models.economics.networks.share_martingale import (
    expected_share,
    limiting_share_variance,
    share_variance,
)
from .target import Target, Witness, computed, deviation_of, mean_of, told

ROSU = "Roşu & Saleh 2021, Management Science 67"
FANTI = "Fanti et al. 2019, Financial Cryptography"
UNITS = 10**9
TOTAL, BLOCKS, SHARE = 10.0, 1_000, 0.3
HOLDERS, FIRST = 50, 4


def rosu_rewards() -> NDArray[np.float64]:
    """A thousand rewards of a tenth of the first stake, (rewards,) [token]."""
    return np.full(BLOCKS, 0.1)


def drawn(rewards: NDArray[np.float64], runs: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """A share that begins at 0.3 of one token, after rewards drawn by stake, (runs,) [1]."""
    stakes = np.array([round(SHARE * UNITS), UNITS - round(SHARE * UNITS)])
    return final_shares(stakes, in_base_units(rewards, UNITS), runs, rng)[:, 0]


def drawn_deviation(rewards: NDArray[np.float64], rng: np.random.Generator, runs: int) -> Witness:
    """Standard deviation of that share [%]."""
    return deviation_of(drawn(rewards, runs, rng), SHARE, 100)


def one_of_21(rng: np.random.Generator, runs: int) -> Witness:
    """Standard deviation of the share of one of 21 holders after 20,000 rewards [%]."""
    shares = final_shares(np.array([10_000, 200_000]), np.full(20_000, 100), runs, rng)
    return deviation_of(shares[:, 0], 1 / 21, 100)


def dirichlet_deviation(rng: np.random.Generator, runs: int) -> Witness:
    """Standard deviation of the limit itself, drawn from Dirichlet's law [%]."""
    return deviation_of(rng.beta(3.0, 7.0, runs), SHARE, 100)


def drawn_ratio(rng: np.random.Generator, runs: int) -> Witness:
    """Variance under constant over that under geometric rewards, by the delta method [1]."""
    squares = [
        mean_of((drawn(rewards, runs, rng) - SHARE) ** 2)
        for rewards in (constant_rewards(TOTAL, BLOCKS), geometric_rewards(TOTAL, BLOCKS))
    ]
    ratio = squares[0].value / squares[1].value
    error = math.hypot(*((each.upper - each.value) / each.value for each in squares))
    return computed(ratio, error)


def late_ginis(rng: np.random.Generator, runs: int) -> Witness:
    """Gini coefficient of fifty equal holders after 10,000 rewards, a fourth of their stakes each.

    What the finite horizon takes off lies within three thousandths.
    """
    stakes = np.full((runs, HOLDERS), FIRST)
    held = drawn_stakes(stakes, np.full(10_000, 1), rng)
    found = mean_of(ginis(held))
    return Witness(value=found.value, lower=found.lower - 3e-3, upper=found.upper + 3e-3)


def deviation(rewards: NDArray[np.float64]) -> float:
    """Exact standard deviation of a share of 0.3 of one token [%]."""
    return 100 * math.sqrt(share_variance(SHARE, 1.0, rewards))


TARGETS = (
    Target(
        source=ROSU,
        what="mean share after 1,000 equal rewards, from 30 % [%]",
        printed=told("the same", lambda ours: abs(ours - 30) < 1e-9),
        theory=lambda: 100 * expected_share(SHARE, 1.0, 0.1),
        way="drawn",
        witness=lambda rng, runs: mean_of(100 * drawn(rosu_rewards(), runs, rng)),
        runs=4_000,
        decimals=2,
    ),
    Target(
        source=ROSU,
        what="standard deviation of that share [%]",
        theory=lambda: deviation(rosu_rewards()),
        way="drawn",
        witness=lambda rng, runs: drawn_deviation(rosu_rewards(), rng, runs),
        runs=4_000,
        decimals=3,
    ),
    Target(
        source=ROSU,
        what="the same of one of 21 holders after 20,000 rewards [%]",
        theory=lambda: 100 * math.sqrt(share_variance(1 / 21, 210_000.0, np.full(20_000, 100.0))),
        way="drawn",
        witness=one_of_21,
        runs=1_000,
        decimals=4,
    ),
    Target(
        source=ROSU,
        what="standard deviation in the limit, first stakes of 3 and 7 rewards [%]",
        theory=lambda: 100 * math.sqrt(limiting_share_variance(SHARE, 10.0, 1.0)),
        way="Dirichlet's law, drawn",
        witness=dirichlet_deviation,
        runs=100_000,
        decimals=3,
    ),
    *(
        Target(
            source=FANTI,
            what=f"standard deviation under {name} rewards, ten times the stake [%]",
            theory=partial(deviation, rewards),
            way="drawn",
            witness=partial(drawn_deviation, rewards),
            runs=4_000,
            decimals=3,
        )
        for name, rewards in (
            ("constant", constant_rewards(TOTAL, BLOCKS)),
            ("geometric", geometric_rewards(TOTAL, BLOCKS)),
        )
    ),
    Target(
        source=FANTI,
        what="variance under constant over geometric rewards",
        printed=told("above 1", lambda ours: ours > 1),
        theory=lambda: variance_ratio(TOTAL, BLOCKS),
        way="drawn",
        witness=drawn_ratio,
        runs=8_000,
        decimals=3,
        reading="most equitable for a horizon; paid for ever it leaves one owner (Tang 2022)",
    ),
    Target(
        source="Proof of Stake Simulator (Bicocca)",
        what="Gini coefficient of 50 equal holders under constant rewards, in the end",
        printed=told("tends to 1", lambda ours: ours > 0.95),
        theory=lambda: float(limiting_gini(float(FIRST), HOLDERS)),
        way="drawn",
        witness=late_ginis,
        runs=100,
        decimals=3,
        reading="without entry and exit shares tend to Dirichlet's law, far from one owner",
    ),
)
"""Published results, each with its witness."""
