"""Markets for stake: yields at which supply and demand meet, the supply itself, and panels of both."""

from collections.abc import Callable
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from ...models.economics.networks.circulating_supply import (
    equilibrium_supply,
    equilibrium_supply_at_ratio,
    next_supply,
)
from ...models.economics.networks.panel_signs import (
    correlation_across_tokens,
    correlation_over_time,
)
from ...models.economics.networks.staking_demand import (
    OBSERVED,
    equilibrium_stake,
    equilibrium_stake_by_roots,
    offered_yield,
    recouped,
    supply_slope,
)
from ...models.economics.networks.staking_panel import equilibrium_panel
from .target import Target, Witness, computed, near, told

LEVEL = "Elowsson 2024, Properties of issuance level"
SUPPLY = "Elowsson 2021, Circulating supply equilibrium"
PANEL = "Cong, He & Tang 2025, NBER 33640"
ROOTS = "roots of a polynomial"
TODAY, HALVED = 64, 32
FACTORS = (16, 32, 64, 96, 128, 192)
TIMES = 8
SWING = 0.2
YEARS = 3_000
STAKED, RATIO, BURNT, UNBURNT = 30e6, 0.5, 0.02, 0.5

Solver = Callable[..., float]
Panel = tuple[NDArray[np.float64], NDArray[np.float64]]
Correlation = Callable[[NDArray[np.float64], NDArray[np.float64]], float]


def yields(solve: Solver) -> tuple[float, float, float]:
    """Yield before issuance is halved, at once, and when stake has left [%]."""
    before, after = solve(TODAY), solve(HALVED)
    return (
        100 * float(offered_yield(before, TODAY)),
        100 * float(offered_yield(before, HALVED)),
        100 * float(offered_yield(after, HALVED)),
    )


def yield_by_roots(place: int, _rng: np.random.Generator, _runs: int) -> Witness:
    """One of these yields, from the roots of a polynomial [%]."""
    return computed(yields(equilibrium_stake_by_roots)[place], 1e-6)


def recouped_by_roots(_rng: np.random.Generator, _runs: int) -> Witness:
    """Part of the cut that stakers get back, from the roots of a polynomial [%]."""
    return computed(100 * recouped(*yields(equilibrium_stake_by_roots)), 1e-5)


@cache
def panel(solve: Solver) -> Panel:
    """Six tokens that pay differently, at eight times at which their holders ask for more or less."""
    factors = np.tile(np.array(FACTORS, dtype=np.float64)[:, None], (1, TIMES))
    phases = 2 * np.pi / TIMES * (np.arange(TIMES)[None, :] + np.arange(len(FACTORS))[:, None])
    slopes = float(supply_slope(*OBSERVED)) * (1 + SWING * np.sin(phases))
    return equilibrium_panel(factors, slopes, solve)


def correlation_by_roots(
    correlation: Correlation, _rng: np.random.Generator, _runs: int
) -> Witness:
    """A correlation of the panel whose cells are roots of polynomials [1]."""
    return computed(correlation(*panel(equilibrium_stake_by_roots)), 1e-6)


def year_by_year(ratio: float | None, _rng: np.random.Generator, _runs: int) -> Witness:
    """Supply after three thousand years from twice the equilibrium's order [million ether].

    The stake is given, or a ratio of the supply.
    """
    supply = 200e6
    for _ in range(YEARS):
        staked = STAKED if ratio is None else ratio * supply
        supply = next_supply(supply, staked, BURNT, UNBURNT)
    return computed(supply / 1e6, 1e-6)


TARGETS = (
    *(
        Target(
            source=LEVEL,
            what=f"yield {when} [%]",
            printed=near(printed, 0.01),
            theory=lambda place=place: yields(equilibrium_stake)[place],
            way=ROOTS,
            witness=partial(yield_by_roots, place),
            decimals=3,
            reading=reading,
        )
        for place, (when, printed, reading) in enumerate(
            (
                (
                    "at today's issuance",
                    "2.95",
                    "the curve goes through a point printed to a digit",
                ),
                ("just after issuance is halved", "1.77", ""),
                ("when stakers have left", "2.34", ""),
            )
        )
    ),
    Target(
        source=LEVEL,
        what="part of the cut that stakers get back [%]",
        printed=near("50", 5),
        theory=lambda: 100 * recouped(*yields(equilibrium_stake)),
        way=ROOTS,
        witness=recouped_by_roots,
        decimals=1,
        reading='"around half"',
    ),
    Target(
        source=SUPPLY,
        what="supply that burning 2 % a year leaves, 30 million staked [million ether]",
        theory=lambda: equilibrium_supply(STAKED, BURNT, UNBURNT) / 1e6,
        way="year by year",
        witness=partial(year_by_year, None),
        decimals=2,
    ),
    Target(
        source=SUPPLY,
        what="the same, half of all staked [million ether]",
        theory=lambda: equilibrium_supply_at_ratio(RATIO, BURNT, UNBURNT) / 1e6,
        way="year by year",
        witness=partial(year_by_year, RATIO),
        decimals=2,
    ),
    *(
        Target(
            source=PANEL,
            what=f"correlation of staking ratio and reward rate {where}",
            printed=told(sign, holds),
            theory=lambda correlation=correlation: correlation(*panel(equilibrium_stake)),
            way=ROOTS,
            witness=partial(correlation_by_roots, correlation),
            decimals=3,
            reading=reading,
        )
        for where, sign, holds, correlation, reading in (
            (
                "across tokens",
                "positive",
                lambda ours: ours > 0,
                correlation_across_tokens,
                "tokens that pay differently lie along the supply curve",
            ),
            (
                "over time",
                "negative",
                lambda ours: ours < 0,
                correlation_over_time,
                "holders who ask for more or less move along the demand curve",
            ),
        )
    ),
)
"""Published results, each with its witness."""
