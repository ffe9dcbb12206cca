"""What an epoch mints and for whom."""

from dataclasses import replace

import numpy as np
import pytest
from hybridstake.agents.chain import (
    Pools,
    epoch_issuance,
    expect,
    found_chain,
    next_load,
    offered_pools,
    open_epoch,
)
from hybridstake.agents.conservation import SupplyOverflow, Totals, check_supply
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.terms import terms
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode

EVERYBODY = Totals(
    liquid=0,
    staked=10**14,
    bonded=21 * 10**10,
    unbonding=0,
    authority_wealth=0,
    staking=9,
    online=21,
)
NO_STAKE = replace(EVERYBODY, staked=0, staking=0)
NO_AUTHORITY = replace(EVERYBODY, bonded=0, online=0)


def run_of(name, **changes):
    parameters = load(name)
    return terms(replace(parameters, **changes), EconomySettings())


@pytest.mark.parametrize(
    ("mode", "tokens"),
    [(Mode.FAST, 86_400_000), (Mode.BALANCED, 17_280_000), (Mode.SECURE, 4_320_000)],
)
def test_the_plan_issues_a_hundred_tokens_a_block(mode, tokens):
    """86,400 s / block time, times 100 tokens: 864,000, 172,800 and 43,200 blocks a day."""
    assert epoch_issuance(run_of("plan"), mode, 0.4, 10**15) == tokens * 10**6


def test_the_reference_issues_a_five_hundredth_of_ten_per_cent_a_day():
    """0.05 * 10^9 tokens / 365 = 136,986.301369 tokens, rounded down to a base unit."""
    assert epoch_issuance(run_of("reference"), Mode.BALANCED, 0.4, 10**15) == 136_986_301_369


def test_load_moves_the_issuance_by_its_sensitivity():
    """Sensitivity 1, load 0.4, target 0.5: nine tenths of 17,280,000 tokens."""
    rewards = replace(load("plan").rewards, load_sensitivity=1.0)
    run = run_of("plan", rewards=rewards)
    assert epoch_issuance(run, Mode.BALANCED, 0.4, 10**15) == 15_552_000 * 10**6


@pytest.mark.parametrize(
    ("name", "mode", "staked", "online", "stakers", "authorities"),
    [
        ("plan", Mode.BALANCED, 1, 1, 40, 60),
        ("plan", Mode.SECURE, 1, 1, 40, 60),
        ("plan", Mode.FAST, 1, 1, 0, 60),
        ("plan", Mode.BALANCED, 0, 1, 40, 60),
        ("plan", Mode.BALANCED, 1, 0, 40, 60),
        ("reference", Mode.BALANCED, 1, 1, 40, 60),
        ("reference", Mode.FAST, 1, 1, 0, 100),
        ("reference", Mode.BALANCED, 0, 1, 40, 100),
        ("reference", Mode.BALANCED, 1, 0, 100, 60),
        ("reference", Mode.FAST, 1, 0, 0, 100),
    ],
)
def test_an_empty_class_loses_its_share_or_leaves_it_to_the_other(
    name, mode, staked, online, stakers, authorities
):
    offered = offered_pools(run_of(name), 100, mode, staked, online)
    assert offered == Pools(stakers=stakers, authorities=authorities)


def opened(name, totals, load_now):
    """One epoch at a fixed load."""
    parameters = load(name)
    run = run_of(
        name, population=replace(parameters.population, load_mean=load_now, load_noise=0.0)
    )
    chain = found_chain(run)
    return chain, open_epoch(chain, run, 0.0, totals)


def test_the_plan_in_fast_mode_mints_nothing_for_stakers():
    chain, pools = opened("plan", EVERYBODY, 0.1)
    assert chain.mode is Mode.FAST
    assert pools == Pools(stakers=0, authorities=51_840_000 * 10**6)
    assert (chain.minted, chain.unpaid) == (51_840_000 * 10**6, 34_560_000 * 10**6)
    assert chain.staker_yield == 0.0
    np.testing.assert_allclose(chain.issuance_rate, 0.05184 * 365, rtol=1e-12)
    np.testing.assert_allclose(chain.authority_yield, 51_840_000 * 365 / 210_000, rtol=1e-12)


def test_the_yield_of_stakers_is_their_pool_over_their_stake():
    """Balanced: 6,912,000 tokens a day for a stake of 100,000,000 tokens."""
    chain, _ = opened("plan", EVERYBODY, 0.5)
    np.testing.assert_allclose(chain.staker_yield, 0.06912 * 365, rtol=1e-12)


@pytest.mark.parametrize("load_now", [0.1, 0.5])
@pytest.mark.parametrize("totals", [EVERYBODY, NO_STAKE, NO_AUTHORITY])
def test_the_reference_pays_all_that_it_issues(load_now, totals):
    chain, pools = opened("reference", totals, load_now)
    assert chain.unpaid == 0
    assert pools.stakers + pools.authorities == chain.minted == 136_986_301_369


@pytest.mark.parametrize("name", ["plan", "reference"])
def test_with_nobody_at_all_nothing_is_minted(name):
    nobody = replace(NO_AUTHORITY, staked=0, staking=0)
    chain, pools = opened(name, nobody, 0.5)
    assert pools == Pools(stakers=0, authorities=0)
    assert chain.minted == 0
    assert chain.unpaid > 0


def test_dust_waits_for_somebody_to_be_paid():
    run = run_of("plan")
    chain = found_chain(run)
    chain.staker_dust = 7
    assert open_epoch(chain, run, 0.0, NO_STAKE).stakers == 0
    assert chain.staker_dust == 7
    assert open_epoch(chain, run, 0.0, EVERYBODY).stakers == 6_912_000 * 10**6 + 7
    assert chain.staker_dust == 0


def test_a_supply_beyond_64_bits_is_refused():
    token = replace(load("plan").token, supply=4_611_686_018_427)
    run = run_of("plan", token=token)
    with pytest.raises(SupplyOverflow) as refusal:
        epoch_issuance(run, Mode.FAST, 0.4, run.initial)
    assert str(refusal.value) == (
        "token.supply must stay below 2^62 base units, "
        "got 4611686018427000000 and 8.64e+13 more in one epoch"
    )


def test_the_largest_supply_is_reached_exactly():
    """2^62 - 201 and 200 more are 2^62 - 1, the most; their sum in floats is 2^62."""
    check_supply(2**62 - 201, 200.0)
    check_supply(2**62 - 201, 200.9)
    with pytest.raises(SupplyOverflow):
        check_supply(2**62 - 201, 201.0)


def test_an_infinite_issuance_is_refused():
    """Blocks of an epoch beyond all clocks."""
    run = terms(load("plan"), EconomySettings(epoch_seconds=1e308))
    with pytest.raises(SupplyOverflow) as refusal:
        epoch_issuance(run, Mode.BALANCED, 0.4, run.initial)
    assert str(refusal.value) == (
        "token.supply must stay below 2^62 base units, got 1000000000000000 and inf more in one epoch"
    )


def test_expectations_move_by_the_part_that_is_not_remembered():
    """Memory 3/4: three quarters of 1,000 and a quarter of 200."""
    chain = found_chain(run_of("plan"))
    chain.expected_stakers = chain.expected_authorities = 1_000.0
    expect(chain, Pools(stakers=200, authorities=2_000), memory=0.75)
    assert (chain.expected_stakers, chain.expected_authorities) == (800.0, 1_250.0)


@pytest.mark.parametrize(
    ("load_before", "shock", "load_after"),
    [(0.75, 0.0, 0.625), (0.75, 1.0, 0.875), (0.75, 9.0, 1.0), (0.25, -9.0, 0.0)],
)
def test_load_goes_part_of_the_way_back_and_stays_within_the_network(
    load_before, shock, load_after
):
    """Mean 1/2, half of the deviation is left, a shock of 1/4."""
    population = replace(
        load("plan").population, load_mean=0.5, load_persistence=0.5, load_noise=0.25
    )
    assert next_load(run_of("plan", population=population), load_before, shock) == load_after


def test_a_mode_lasts_its_dwell_time():
    """At least two days each: Balanced while the load asks for Fast, Fast while it no longer does."""
    plan = load("plan")
    switching = replace(plan.switching, dwell_seconds=2 * 86_400.0)
    population = replace(plan.population, load_mean=0.1, load_persistence=1.0, load_noise=0.5)
    run = run_of("plan", switching=switching, population=population)
    chain = found_chain(run)
    modes = []
    for shock in (0.0, 0.0, 1.0, 0.0):
        open_epoch(chain, run, shock, EVERYBODY)
        modes.append(chain.mode)
    assert modes == [Mode.BALANCED, Mode.FAST, Mode.FAST, Mode.BALANCED]
