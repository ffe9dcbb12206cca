"""How an epoch opens: issuance, load, mode, market."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.economy.chain import (
    begin_epoch,
    epoch_issuance,
    found_chain,
    lose,
    next_load,
    take_fees,
)
from hybridstake.agents.economy.conservation import SupplyOverflow, Totals, check_supply
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode
from hypothesis import given
from hypothesis import strategies as st

EVERYBODY = Totals(
    liquid=9 * 10**14,
    staked=10**14,
    validating=10**14,
    delegated=0,
    griefing=0,
    unbonding=0,
    staking=9,
    authority_liquid=0,
    bonded=21 * 10**10,
    authority_unbonding=0,
    holding=21,
    serving=21,
)


def run_of(name: str, settings: EconomySettings | None = None, **changes: Any) -> Terms:
    return terms(replace(load(name), **changes), settings or EconomySettings())


@pytest.mark.parametrize(
    ("mode", "tokens"),
    [(Mode.FAST, 86_400_000), (Mode.BALANCED, 17_280_000), (Mode.SECURE, 4_320_000)],
)
def test_the_plan_issues_a_hundred_tokens_a_block(mode: Mode, tokens: int) -> None:
    """86,400 s / block time, times 100 tokens: 864,000, 172,800 and 43,200 blocks a day."""
    assert epoch_issuance(run_of("plan"), mode, 0.4, 10**15) == tokens * 10**6


def test_the_reference_issues_a_five_hundredth_of_ten_per_cent_a_day() -> None:
    """0.05 * 10^9 tokens / 365 = 136,986.301369 tokens, rounded down to a base unit."""
    assert epoch_issuance(run_of("reference"), Mode.BALANCED, 0.4, 10**15) == 136_986_301_369


def test_load_moves_the_issuance_by_its_sensitivity() -> None:
    """Sensitivity 1, load 0.4, target 0.5: nine tenths of 17,280,000 tokens."""
    rewards = replace(load("plan").rewards, load_sensitivity=1.0)
    run = run_of("plan", rewards=rewards)
    assert epoch_issuance(run, Mode.BALANCED, 0.4, 10**15) == 15_552_000 * 10**6


def test_a_supply_beyond_64_bits_is_refused() -> None:
    token = replace(load("plan").token, supply=4_611_686_018_427)
    run = run_of("plan", token=token)
    with pytest.raises(SupplyOverflow) as refusal:
        epoch_issuance(run, Mode.FAST, 0.4, run.initial)
    assert str(refusal.value) == (
        "token.supply must stay below 2^62 base units, "
        "got 4611686018427000000 and 8.64e+13 more in one epoch"
    )


def test_the_largest_supply_is_reached_exactly() -> None:
    """2^62 - 201 and 200 more are 2^62 - 1, the most; their sum in floats is 2^62."""
    check_supply(2**62 - 201, 200.0)
    check_supply(2**62 - 201, 200.9)
    with pytest.raises(SupplyOverflow):
        check_supply(2**62 - 201, 201.0)


def test_an_infinite_issuance_is_refused() -> None:
    """Blocks of an epoch beyond all clocks, which no settings have."""
    run = replace(run_of("plan"), epoch_years=1e308)
    with pytest.raises(SupplyOverflow) as refusal:
        epoch_issuance(run, Mode.BALANCED, 0.4, run.initial)
    assert str(refusal.value) == (
        "token.supply must stay below 2^62 base units, got 1000000000000000 and inf more in one epoch"
    )


@pytest.mark.parametrize(
    ("load_before", "shock", "load_after"),
    [(0.75, 0.0, 0.625), (0.75, 1.0, 0.875), (0.75, 9.0, 1.0), (0.25, -9.0, 0.0)],
)
def test_load_goes_part_of_the_way_back_and_stays_within_the_network(
    load_before: float, shock: float, load_after: float
) -> None:
    """Mean 1/2, half of the deviation is left, a shock of 1/4."""
    population = replace(load("plan").population, load_persistence=0.5, load_noise=0.25)
    run = run_of("plan", population=population)
    assert next_load(run, 0.5, load_before, shock) == load_after


def test_a_mode_lasts_its_dwell_time() -> None:
    """At least two days each: Balanced while the load asks for Fast, Fast while it no longer does."""
    plan = load("plan")
    switching = replace(plan.switching, dwell_seconds=2 * 86_400.0)
    population = replace(plan.population, load_mean=0.1, load_persistence=1.0, load_noise=0.5)
    run = run_of("plan", switching=switching, population=population)
    chain = found_chain(run, EVERYBODY.idle)
    modes = []
    for shock in (0.0, 0.0, 1.0, 0.0):
        begin_epoch(chain, run, shock, EVERYBODY)
        modes.append(chain.mode)
    assert modes == [Mode.BALANCED, Mode.FAST, Mode.FAST, Mode.BALANCED]


def test_stake_that_stands_behind_nobody_does_not_count_as_participation() -> None:
    """The plan asks for Secure where less than a share of the supply signs, and Fast's load is low."""
    plan = load("plan")
    switching = replace(plan.switching, fast_max_load=0.0, secure_min_participation=0.05)
    run = run_of("plan", switching=switching)
    modes = []
    for validating in (10**14, 0):
        chain = found_chain(run, EVERYBODY.idle)
        begin_epoch(
            chain,
            run,
            0.0,
            EVERYBODY._replace(validating=validating, delegated=10**14 - validating),
        )
        modes.append(chain.mode)
    assert modes[0] is not modes[1]


def test_a_token_costs_one_at_launch_and_more_when_fewer_are_idle() -> None:
    """All payments cost the same, with half the tokens: twice the price."""
    run = run_of("plan")
    chain = found_chain(run, 10**14)
    assert chain.price == 1.0
    for idle, price in ((10**14, 1.0), (5 * 10**13, 2.0), (2 * 10**14, 0.5)):
        begin_epoch(chain, run, 0.0, EVERYBODY._replace(liquid=idle))
        np.testing.assert_allclose(chain.price, price, rtol=1e-12)


def test_demand_grows_continuously() -> None:
    """A year of days at 5 % makes exp(0.05)."""
    run = run_of("plan", EconomySettings(market=MarketSettings(demand_growth=0.05)))
    chain = found_chain(run, EVERYBODY.idle)
    for _ in range(365):
        begin_epoch(chain, run, 0.0, EVERYBODY)
    np.testing.assert_allclose(chain.price, np.exp(0.05), rtol=1e-12)


def test_fees_of_an_epoch_are_a_part_of_all_payments() -> None:
    """0.1 % of twelve turnovers of 9 * 10^14 in a year, for one day."""
    run = run_of("plan", EconomySettings(market=MarketSettings(fee_rate=0.001)))
    chain = found_chain(run, EVERYBODY.idle)
    owed = begin_epoch(chain, run, 0.0, EVERYBODY)
    assert abs(owed - 0.001 * 12 * 9e14 / 365) < 1


def test_nobody_owes_more_fees_than_is_idle() -> None:
    market = MarketSettings(fee_rate=1.0, turnover=1e6)
    run = run_of("plan", EconomySettings(market=market))
    chain = found_chain(run, EVERYBODY.idle)
    assert begin_epoch(chain, run, 0.0, EVERYBODY) == EVERYBODY.liquid


@given(
    paid=st.one_of(st.integers(0, 100), st.integers(0, 2**61)),
    treasury_share=st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1)),
    burned=st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1)),
)
def test_fees_go_to_treasury_fire_and_pay_and_nowhere_else(
    paid: int, treasury_share: float, burned: float
) -> None:
    """To the base unit, and never one below zero, where floats round upwards."""
    market = MarketSettings(
        treasury_share=treasury_share, burned_share=min(burned, 1 - treasury_share)
    )
    run = run_of("plan", EconomySettings(market=market))
    chain = found_chain(run, EVERYBODY.idle)
    take_fees(chain, run, paid)
    assert chain.treasury + chain.burned + chain.fee_pool == paid
    assert min(chain.treasury, chain.burned, chain.fee_pool) >= 0
    assert chain.supply == run.initial - chain.burned


def test_no_more_goes_to_the_treasury_than_was_paid() -> None:
    """2^53 + 3 is 2^53 + 4 as a float."""
    run = run_of("plan", EconomySettings(market=MarketSettings(treasury_share=1.0)))
    chain = found_chain(run, EVERYBODY.idle)
    take_fees(chain, run, 2**53 + 3)
    assert (chain.treasury, chain.burned, chain.fee_pool) == (2**53 + 3, 0, 0)


def test_a_penalty_leaves_the_supply() -> None:
    run = run_of("plan")
    chain = found_chain(run, EVERYBODY.idle)
    lose(chain, 5)
    assert (chain.burned, chain.slashed, chain.supply) == (5, 5, run.initial - 5)
