"""What part of its wealth does a population stake, by what stakers are paid and what people ask for?"""

import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...agents.arrays.engine import ArrayEngine
from ...agents.economy.shocks import Shock, ShockKind
from ...agents.population.wealth_law import WealthLaw
from ...agents.settings import EconomySettings, MarketSettings
from ...agents.strategies.best import Myopic
from ...models.economics.entry import entry_excess
from ...models.economics.participation import uniform_staking_ratio
from ...models.economics.payments import (
    paid_to_classes,
    yearly_rewards,
    yearly_rewards_at_launch,
)
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..running.precision import Precision
from ..running.seeds import Generators
from ..simulating.economy import mean_interval
from ..simulating.watching import side_by_side, watched

READS = (
    "token", "rewards", "issuance", "switching",
    "population.pareto_exponent", "population.hurdle_rate_low", "population.hurdle_rate_high",
    "population.authority_cost", "population.load_persistence",
    "fast.validators",
    "balanced.block_seconds", "balanced.validators", "balanced.minimum_stake",
    "balanced.authority_threshold",
    "secure.block_seconds", "secure.validators", "secure.minimum_stake",
    "quorums",
    "slashing",
    "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip

REWARDS = {
    Precision.TINY: (0.01, 0.04, 0.08),
    Precision.DEFAULT: tuple(step / 100 for step in range(1, 8)),
    Precision.FULL: tuple(step / 200 for step in range(1, 15)),
}
"""Paid to stakers in a year, as a part of the supply [1/year]."""

HURDLES = {
    Precision.TINY: (0.02, 0.08, 0.14),
    Precision.DEFAULT: tuple(step / 50 for step in range(1, 8)),
    Precision.FULL: tuple(step / 100 for step in range(1, 15)),
}
"""Means of what people ask for; the law is the protocol's own, stretched [1/year]."""

RUNS = {Precision.TINY: 2, Precision.DEFAULT: 4, Precision.FULL: 16}
PEOPLE = {Precision.TINY: 50, Precision.DEFAULT: 150, Precision.FULL: 1_000}

SETTLING, STEADY = 60, 40
"""Epochs in which a tenth reconsiders every day, and in which a hundredth does and all is averaged."""

SETTINGS = EconomySettings(
    epochs=SETTLING + STEADY,
    candidates=0,
    strategy=Myopic(),
    review_probability=0.1,
    expectation_memory=0.0,
    wealth_law=WealthLaw.EQUAL,
    validator_cost=0.0,
    commission=0.0,
    mean_gain=0.0,
    market=MarketSettings(fee_rate=0.0),
    shocks=(Shock(epoch=SETTLING + 1, kind=ShockKind.REVIEW, size=0.01),),
)
"""What the closed form leaves out is left out: costs, fees, offences, and the way out; and commissions:
whoever has no seat is paid the same behind those who have one, and entry is free however few seats there
are."""

LEVELS = (20, 40, 60, 80, 100)
"""Staking ratios whose reward is told for every hurdle rate; the last is where everybody stakes [%]."""

MARGIN = 2.0
"""By how much the blocks could issue more than the ceiling, so that the ceiling alone counts [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """All hurdle rates for one reward, in runs side by side."""

    parameters: Parameters
    settings: EconomySettings
    reward: float
    hurdles: tuple[float, ...]
    runs: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """One case per reward."""
    settings = replace(SETTINGS, stakers=PEOPLE[precision])
    return [
        Case(parameters, settings, reward, HURDLES[precision], RUNS[precision])
        for reward in REWARDS[precision]
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row for each hurdle rate and run."""
    paying = steady(case.parameters, case.reward)
    cells = [hurdle for hurdle in case.hurdles for _ in range(case.runs)]
    usual = mean_hurdle(case.parameters)
    engine, staked, owned = None, np.zeros(len(cells)), 1.0
    for engine in watched(paying, case.settings, side_by_side(generators, len(cells))):
        epoch = engine.chains[0].epoch
        if epoch == 0:
            # Runs of a batch have one protocol, but each has a taste of its own.
            for chain, hurdle in zip(engine.chains, cells, strict=True):
                chain.taste = hurdle / usual
            owned = engine.totals[0].idle / engine.chains[0].supply
        if epoch > SETTLING:
            staked += staked_parts(engine) / STEADY
    assert engine is not None
    return [
        {
            "trial": cell % case.runs,
            "reward": case.reward,
            "hurdle": hurdle,
            "staked": float(staked[cell]),
            "closed_form": closed_form(paying, engine, cell),
            **rewards_for(case.parameters, hurdle / usual, owned),
            "own_reward": own_reward(case.parameters),
            "own_hurdle": usual,
        }
        for cell, hurdle in enumerate(cells)
    ]


def mean_hurdle(parameters: Parameters) -> float:
    """Mean of what the protocol's own population asks for [1/year]."""
    return (parameters.population.hurdle_rate_low + parameters.population.hurdle_rate_high) / 2


def own_reward(parameters: Parameters) -> float:
    """What the protocol itself pays stakers in Balanced, over the supply at launch [1/year]."""
    issued = yearly_rewards_at_launch(parameters, Mode.BALANCED)
    return paid_to_classes(parameters, Mode.BALANCED, issued)[1] / parameters.token.supply


def steady(parameters: Parameters, reward: float) -> Parameters:
    """A protocol that always pays stakers the same part of the supply, at a load that never moves.

    Parameters
    ----------
    parameters
        Of one protocol, of which other fields may be unreadable.
    reward
        To all stakers [1/year].
    """
    switching, population = parameters.switching, parameters.population
    load = (switching.fast_max_load + switching.secure_min_load) / 2
    to_stakers = 1 - parameters.rewards.authority_share
    issued = reward / to_stakers if to_stakers else reward
    free = with_tables(
        parameters,
        population=replace(population, load_mean=load, load_noise=0.0),
        issuance=replace(parameters.issuance, yearly_cap=None),
        rewards=replace(parameters.rewards, base_reward=1.0),
    )
    supply = parameters.token.supply
    least = min(yearly_rewards(free, mode, load, supply) for mode in (Mode.BALANCED, Mode.SECURE))
    base = MARGIN * issued * supply / least
    return with_tables(
        free,
        issuance=replace(parameters.issuance, yearly_cap=issued),
        rewards=replace(parameters.rewards, base_reward=base),
    )


def with_tables(parameters: Parameters, **tables: Any) -> Parameters:
    """The same protocol with other tables; rules across tables cannot look at unreadable fields."""
    changed = copy.copy(parameters)
    for name, table in tables.items():
        object.__setattr__(changed, name, table)
    return changed


def staked_parts(engine: ArrayEngine) -> np.ndarray:
    """(runs,) Part of the people's wealth that is at stake [1]."""
    people = engine.population.stakers
    staked = people.staked.sum(axis=1)
    return staked / (staked + people.liquid.sum(axis=1) + people.unbonding.sum(axis=1))


def closed_form(parameters: Parameters, engine: ArrayEngine, cell: int) -> float:
    """Staking ratio of free entry with the supply and the wealth of a run's end [1].

    Parameters
    ----------
    parameters
        That the run had.
    engine
        After the run.
    cell
        Number of the run.

    Notes
    -----
    Source: `models.economics.participation.uniform_staking_ratio`.
    """
    chain, people, units = engine.chains[cell], engine.population.stakers, engine.terms.units
    wealth = (people.staked + people.liquid + people.unbonding)[cell]
    enough = wealth >= engine.terms.minimum_stakes[chain.mode]
    eligible = float(wealth[enough].sum()) / units
    if not eligible:
        return 0.0
    issued = yearly_rewards(parameters, chain.mode, chain.load, chain.supply / units)
    _, to_stakers = paid_to_classes(parameters, chain.mode, issued)
    low, high = parameters.population.hurdle_rate_low, parameters.population.hurdle_rate_high
    part = uniform_staking_ratio(to_stakers / eligible, low * chain.taste, high * chain.taste)
    return part * eligible * units / float(wealth.sum())


def rewards_for(parameters: Parameters, taste: float, owned: float) -> dict[str, float]:
    """Rewards at which free entry stakes so much, by the name of their column [1/year].

    Parameters
    ----------
    parameters
        Of the protocol: its law of hurdle rates.
    taste
        By what hurdle rates are multiplied [1].
    owned
        Part of the supply that the people own [1].

    Notes
    -----
    Source: `models.economics.entry.entry_excess`: the excess over no pay at all is the pay that is due.
    """
    low, high = parameters.population.hurdle_rate_low, parameters.population.hurdle_rate_high
    return {
        f"reward_for_{level}": owned * entry_excess(level / 100, 0.0, low * taste, high * taste)
        for level in LEVELS
    }


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Simulated minus closed form: the worst cell with its interval, and the mean over the grid."""
    found: dict[str, Any] = {"runs": int(table["trial"].nunique())}
    found["cells"] = len(table[["reward", "hurdle"]].drop_duplicates())
    for protocol, rows in table.groupby("protocol"):
        difference = rows.assign(difference=100 * (rows["staked"] - rows["closed_form"]))
        cells = difference.groupby(["reward", "hurdle"])["difference"].apply(list)
        worst = max(cells.index, key=lambda cell: abs(float(np.mean(cells[cell]))))
        over_grid = difference.groupby("trial")["difference"].mean().tolist()
        for name, values in (("worst", cells[worst]), ("mean", over_grid)):
            for end, value in mean_interval(values).items():
                label = f"{protocol}_{name}_difference_points"
                found[label if end == "mean" else f"{label}_{end}"] = value
        found[f"{protocol}_worst_reward_percent"] = 100 * float(worst[0])
        found[f"{protocol}_worst_hurdle_percent"] = 100 * float(worst[1])
        found[f"{protocol}_least_staked_percent"] = 100 * float(rows["staked"].min())
        found[f"{protocol}_most_staked_percent"] = 100 * float(rows["staked"].max())
        found[f"{protocol}_own_reward_percent"] = 100 * float(rows["own_reward"].iloc[0])
        found[f"{protocol}_own_hurdle_percent"] = 100 * float(rows["own_hurdle"].iloc[0])
    return found
