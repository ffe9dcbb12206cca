"""How many operators run the stake pools, and when is that an equilibrium?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...agents.pools.certificate import certify, certify_pairs
from ...agents.pools.delegation import fill_pools, operators_for_majority
from ...agents.pools.holders import LEAST_COST, MOST_COST, Holders, found_holders
from ...agents.pools.play import PlaySettings, play_game
from ...agents.pools.prospects import found_prospects
from ...agents.pools.scheme import PoolScheme
from ...agents.pools.theory import least_influence, one_pool_each
from ...models.attacks.committees.stakes import pareto_stakes
from ...models.parameters.parameters import Parameters
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

HOLDERS = {Precision.TINY: 200, Precision.DEFAULT: 1_000, Precision.FULL: 1_000}
POPULATIONS = {Precision.TINY: 2, Precision.DEFAULT: 4, Precision.FULL: 100}
PARETO_EXPONENT = 2.0
"""Of the holders' stakes [1]. Source: Ovezik and Kiayias 2022 (ICAIF)."""
SCHEME = PoolScheme(pools=10)
INFLUENCES = (0.0, 0.001, 0.002, 0.003, 0.004, 0.005, 0.007, 0.01, 0.03, 0.1, 0.3, 1.0)
"""Weights of the pledge at which ten pools are wanted; Cardano's is 0.3 [1]."""
MANY = 100
"""Pools that are wanted in one game more, at Cardano's weight of the pledge [1]."""
SETTINGS = PlaySettings(most_rounds=12)
ALMOST_FULL = 1 - 1e-9
"""A pool counts as saturated from here on, since stakes are floats [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One population, which plays all games."""

    holders: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Populations that differ in their random numbers alone."""
    return [Case(HOLDERS[precision])] * POPULATIONS[precision]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row for each game of the population."""
    rng = generators(Stream.STAKES)
    stakes = pareto_stakes(PARETO_EXPONENT, case.holders, rng)
    holders = found_holders(stakes, rng.uniform(LEAST_COST, MOST_COST, case.holders))
    least = least_influence(SCHEME, holders)
    return [
        row_of(scheme, holders, generators(Stream.ORDER, number))
        | {"least_pledge_influence": least}
        for number, scheme in enumerate(schemes(case))
    ]


def schemes(case: Case) -> Iterator[PoolScheme]:
    """The games: the pledge counts more and more; and then many pools."""
    for influence in INFLUENCES:
        yield replace(SCHEME, pledge_influence=influence)
    if case.holders > MANY:
        yield replace(SCHEME, pools=MANY)


def row_of(scheme: PoolScheme, holders: Holders, rng: np.random.Generator) -> dict[str, Any]:
    """How one game ends, beside what theory says of it."""
    game = found_prospects(scheme, holders)
    played = play_game(game, SETTINGS, rng)
    filled = fill_pools(game, played.profile)
    expected = one_pool_each(game)
    operators = played.profile.pools > 0
    left_out = np.sort(game.profit[:, 0])[-1 - scheme.pools]
    return {
        "holders": len(holders.stakes),
        "wanted_pools": scheme.pools,
        "pledge_influence": scheme.pledge_influence,
        "pools": int(played.profile.pools.sum()),
        "operators": int(operators.sum()),
        "operators_for_majority": operators_for_majority(filled),
        "best_operators": int((operators & (expected.pools > 0)).sum()),
        "saturated_pools": int((filled.stakes >= ALMOST_FULL * scheme.limit).sum()),
        "desirability_ratio": float(filled.offered.mean() / left_out),
        "rounds": played.rounds,
        "is_equilibrium": played.is_equilibrium,
        "gain_token": played.certificate.epsilon,
        "gain_pools": played.certificate.pools or 0,
        "gain_of_pairs_token": certify_pairs(game, played.profile).epsilon,
        "gain_from_one_pool_each_token": certify(game, expected).epsilon,
        "profit_left_out_token": float(left_out),
        "mean_cost_token": float(holders.costs.mean()),
    }


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """What the games come to without, with Cardano's, and with just enough pledge influence."""
    wanted = table["wanted_pools"] == SCHEME.pools
    few, many = table[wanted], table[table["wanted_pools"] == MANY]
    none = few[few["pledge_influence"] == 0]
    usual = few[few["pledge_influence"] == SCHEME.pledge_influence]
    enough = few["pledge_influence"] >= few["least_pledge_influence"]
    found: dict[str, Any] = {
        "populations": int(table["run"].nunique()),
        "holders": int(table["holders"].iloc[0]),
        "wanted_pools": SCHEME.pools,
        "many_wanted_pools": MANY,
        "usual_influence": SCHEME.pledge_influence,
        "least_influence_lowest": float(few["least_pledge_influence"].min()),
        "least_influence_highest": float(few["least_pledge_influence"].max()),
        "games_with_enough": int(enough.sum()),
        "games_with_enough_in_equilibrium": int(few[enough]["is_equilibrium"].sum()),
        "games_without_enough": int((~enough).sum()),
        "games_without_enough_in_equilibrium": int(few[~enough]["is_equilibrium"].sum()),
        "usual_best_operators_fewest": int(usual["best_operators"].min()),
        "usual_desirability_ratio_lowest": float(usual["desirability_ratio"].min()),
        "usual_desirability_ratio_highest": float(usual["desirability_ratio"].max()),
        "usual_pair_gain_percent": 100
        * float((usual["gain_of_pairs_token"] / usual["profit_left_out_token"]).max()),
    }
    for label, rows in (("none", none), ("usual", usual), ("many", many)):
        found[f"{label}_equilibria"] = int(rows["is_equilibrium"].sum())
        for name in ("pools", "operators", "operators_for_majority", "saturated_pools"):
            empty = rows.empty
            found[f"{label}_{name}_fewest"] = None if empty else int(rows[name].min())
            found[f"{label}_{name}_most"] = None if empty else int(rows[name].max())
        relative = 100 * rows["gain_token"] / rows["mean_cost_token"]
        found[f"{label}_gain_percent"] = None if rows.empty else float(relative.max())
    return found
