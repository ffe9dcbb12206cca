"""Runs, streams and random protocols for the tests of the economy."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.cartels.settings import CartelKind, CartelSettings
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.population.founding import found_population
from hybridstake.agents.settings import (
    AttackerSettings,
    EconomySettings,
    MarketSettings,
    WealthLaw,
)
from hybridstake.agents.strategies.table import STRATEGIES
from hybridstake.agents.streams import Streams
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.issuance import SECONDS_PER_YEAR
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.protocol import SwitchingRule

STREAM_NAMES = ("stakes", "choices", "load", "misbehaviour", "order")


def streams_of(seed: int) -> Streams:
    """Five independent generators."""
    return Streams(
        **{
            name: np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
            for number, name in enumerate(STREAM_NAMES)
        }
    )


def random_protocol(seed: int) -> tuple[Parameters, EconomySettings]:
    """A preset and settings with everything that the economy reads drawn anew, edges included."""
    rng = np.random.default_rng(seed)
    base = load(("plan", "reference")[seed % 2])

    def edge(low: float, high: float) -> float:
        return float(rng.choice([low, high, rng.uniform(low, high), rng.uniform(low, high)]))

    supply = int(10 ** rng.uniform(3, 11.7))
    units = int(rng.choice([1, 1_000, 1_000_000]))
    seats = int(rng.integers(1, 7))
    block_seconds = float(10 ** rng.uniform(-1, 1))
    low, high = sorted(rng.uniform(0.001, 0.4, 2))
    yearly = supply * float(10 ** rng.uniform(-3, 0.3))
    parameters = replace(
        base,
        token=replace(base.token, supply=supply, base_units_per_token=units),
        fast=replace(base.fast, validators=seats, block_seconds=block_seconds / 5),
        balanced=replace(
            base.balanced,
            block_seconds=block_seconds,
            minimum_stake=supply * float(10 ** rng.uniform(-6, -1)),
        ),
        secure=replace(
            base.secure,
            block_seconds=block_seconds * 4,
            minimum_stake=supply * float(10 ** rng.uniform(-6, -1)),
        ),
        rewards=replace(
            base.rewards,
            base_reward=yearly * block_seconds / SECONDS_PER_YEAR,
            authority_share=edge(0, 1),
            load_sensitivity=edge(0, 1),
            target_load=edge(0, 1),
            empty_class_to_other=bool(rng.integers(2)),
        ),
        issuance=replace(base.issuance, yearly_cap=None if rng.integers(2) else edge(0, 0.5)),
        slashing=replace(
            base.slashing,
            rate=edge(0, 1),
            correlation_factor=edge(0, 3),
            detection_probability=edge(0, 1),
            unavailability_rate=edge(0, 1),
        ),
        staking=replace(
            base.staking,
            authority_minimum=supply * float(10 ** rng.uniform(-4, -1)),
            unbonding_seconds=edge(0, 8 * 86_400),
        ),
        switching=replace(
            base.switching,
            rule=SwitchingRule(str(rng.choice([str(rule) for rule in SwitchingRule]))),
            fast_min_availability=edge(0, 0.95),
            fast_max_load=edge(0, 0.6),
            secure_min_load=edge(0.4, 1),
            secure_min_participation=edge(0, 1),
            adjacent_only=bool(rng.integers(2)),
            dwell_seconds=edge(0, 3 * 86_400),
        ),
        population=replace(
            base.population,
            pareto_exponent=float(10 ** rng.uniform(-1, 1.5)),
            hurdle_rate_low=float(low),
            hurdle_rate_high=float(high),
            authority_cost=yearly * float(10 ** rng.uniform(-3, 0.5)),
            load_mean=edge(0, 1),
            load_persistence=edge(0, 1),
            load_noise=edge(0, 0.4),
        ),
    )
    stakers = int(rng.integers(1, 25))
    law = WealthLaw(str(rng.choice([str(law) for law in WealthLaw])))
    given = rng.uniform(0.1, 9, stakers).tolist() if law is WealthLaw.GIVEN else ()
    settings = EconomySettings(
        epochs=20,
        stakers=stakers,
        candidates=int(rng.integers(0, 5)),
        epoch_seconds=float(rng.choice([3_600, 86_400, 100_000, 604_800])),
        strategy=list(STRATEGIES.values())[seed % len(STRATEGIES)](),
        order_blocks=int(rng.choice([1, 1, 2, 5, 50])),
        review_probability=edge(0.05, 1),
        expectation_memory=edge(0, 1),
        horizon_years=float(10 ** rng.uniform(-2, 1)),
        wealth_law=law,
        given_stakes=tuple(given),
        wealth_deviation=edge(0, 3),
        validator_cost=yearly / 25 * edge(0, 1),
        commission=edge(0, 1),
        griefing_loss=edge(0, 1),
        griefing_factor=edge(0, 4),
        churn_limit=None if rng.integers(2) else edge(0, 0.3),
        reputation_worth=supply * edge(0, 0.1),
        exclusion_epochs=int(rng.integers(0, 12)),
        mean_gain=supply * float(10 ** rng.uniform(-5, 1)),
        market=random_market(edge),
        attacker=AttackerSettings(
            budget=supply * edge(0, 1),
            bribe=supply * edge(0, 0.1),
            spiteful_share=edge(0, 1),
            spite=edge(0, 5),
        ),
        shocks=tuple(
            Shock(epoch=int(rng.integers(1, 21)), kind=kind, size=1.0 - float(rng.random()))
            for kind in rng.permutation([str(each) for each in ShockKind])[:3].tolist()
        ),
        cartel=random_cartel(rng, edge, supply),
        horizon_spread=edge(0, 0.99),
        validator_cost_spread=edge(0, 1),
        risk_aversion=edge(0, 0.5),
    )
    return with_scarce_seats(rng, parameters, stakers), settings


def with_scarce_seats(rng: np.random.Generator, base: Parameters, people: int) -> Parameters:
    """In two of three protocols a mode has fewer seats than there are people, down to a single one."""
    if not rng.integers(3):
        return base
    balanced, secure = rng.integers(1, people + 2, 2).tolist()
    return seats_of(base, balanced, secure)


def random_cartel(
    rng: np.random.Generator, edge: Callable[[float, float], float], supply: int
) -> CartelSettings:
    """In two of three protocols a cartel of some kind is thought of, most often of the rarest one."""
    kinds = [None] * 3 + list(CartelKind) + [CartelKind.STEALING] * 2
    return CartelSettings(
        kind=kinds[int(rng.integers(len(kinds)))],
        prize=supply * float(10 ** rng.uniform(-6, -1)),
        fees=supply * float(10 ** rng.uniform(-8, -2)),
        tip=edge(0, 1),
        waiting=edge(0, 1),
        detection=edge(0, 0.2),
        bounty_rate=edge(0, 1),
        deposit=supply * edge(0, 0.01),
        punishment_epochs=int(rng.integers(0, 6)),
    )


def random_market(edge: Callable[[float, float], float]) -> MarketSettings:
    """What the token is used for, drawn anew."""
    treasury_share = edge(0, 1)
    return MarketSettings(
        turnover=edge(1, 30),
        demand_growth=edge(-1, 1),
        fee_rate=edge(0, 0.1),
        treasury_share=treasury_share,
        burned_share=(1 - treasury_share) * edge(0, 1),
    )


def engine_of(
    parameters: Parameters, settings: EconomySettings, streams: Sequence[Streams]
) -> ArrayEngine:
    """Runs at launch, side by side."""
    run = terms(parameters, settings)
    return ArrayEngine(run, found_population(run, [each.stakes for each in streams]))


def steady_protocol(hurdle_rate: float, target_ratio: float) -> Parameters:
    """Balanced for ever, equal people with one hurdle rate, and a reward at which that part stakes."""
    plan = load("plan")
    supply = plan.token.supply
    to_stakers = hurdle_rate * target_ratio * supply
    reward = to_stakers / 0.4 * plan.balanced.block_seconds / SECONDS_PER_YEAR
    return replace(
        plan,
        rewards=replace(plan.rewards, base_reward=reward, authority_share=0.6),
        balanced=replace(plan.balanced, minimum_stake=1.0),
        staking=replace(plan.staking, unbonding_seconds=86_400.0),
        switching=replace(
            plan.switching, fast_max_load=0.0, secure_min_load=1.0, secure_min_participation=1.0
        ),
        population=replace(
            plan.population,
            pareto_exponent=50.0,
            hurdle_rate_low=hurdle_rate,
            hurdle_rate_high=hurdle_rate,
            authority_cost=0.0,
            load_noise=0.0,
        ),
    )


@pytest.fixture
def make_streams() -> Callable[[int], Streams]:
    return streams_of


@pytest.fixture
def make_engine() -> Callable[[Parameters, EconomySettings, Sequence[Streams]], ArrayEngine]:
    return engine_of


@pytest.fixture
def make_protocol() -> Callable[[int], tuple[Parameters, EconomySettings]]:
    return random_protocol


def seats_of(base: Parameters, balanced: int, secure: int) -> Parameters:
    """Other numbers of seats for validators of stakers."""
    return replace(
        base,
        balanced=replace(base.balanced, validators=balanced),
        secure=replace(base.secure, validators=secure),
    )


@pytest.fixture
def with_seats() -> Callable[[Parameters, int, int], Parameters]:
    return seats_of


@pytest.fixture
def make_steady() -> Callable[[float, float], Parameters]:
    return steady_protocol
