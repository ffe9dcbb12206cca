"""Ethereum's issuance: whole gwei, the continuous curve, and the tempered one."""

import math

import pytest
import sympy
from hybridstake.models.economics.networks.ethereum import (
    EPOCHS_PER_YEAR,
    ISSUANCE_COEFFICIENT,
    PEAK_STAKE,
    base_reward_per_increment,
    continuous_issuance,
    continuous_yield,
    issuance_yield,
    tempered_yield,
    yearly_issuance,
)
from hybridstake.models.economics.networks.ethereum_duties import (
    COMMITTEE,
    issued_to_attesters,
    issued_to_proposers,
    issued_to_sync_committee,
    yearly_issuance_by_duties,
)

MILLION = 10**6


@pytest.mark.parametrize(
    ("millions", "reward", "issued", "percentage"),
    [(10, 640, 525_960, 5.260), (30, 369, 909_746, 3.033)],
)
def test_published_issuance_in_whole_gwei(
    millions: int, reward: int, issued: int, percentage: float
) -> None:
    """Consensus specification, Altair; 64e9 over the integer root of the balance in gwei.

    10 million: the root is exactly 100,000,000, and 640 gwei times 82,181.25 epochs times ten million
    is 525,960 ether. To the last printed digit; 3.0325 % is printed as 3.033 %.
    """
    staked = millions * MILLION
    assert base_reward_per_increment(staked) == reward
    assert yearly_issuance(staked) == pytest.approx(issued, abs=0.5)
    assert 100 * issuance_yield(staked) == pytest.approx(percentage, abs=5.2e-4)


def test_the_constant_of_the_curve() -> None:
    """82,181.25 over the root of 1e9 is 2.5988, printed as 2.6; times 64 it is 166.32."""
    assert float(EPOCHS_PER_YEAR) == 82_181.25
    assert pytest.approx(2.5988, abs=5e-5) == ISSUANCE_COEFFICIENT
    assert pytest.approx(166.32, abs=5e-3) == 64 * ISSUANCE_COEFFICIENT
    assert 100 * continuous_yield(30 * MILLION) == pytest.approx(3.037, abs=5e-4)


def test_published_issuance_of_a_day() -> None:
    """ethereum.org: about 1,700 ether a day at 14 million staked; within half a per cent."""
    assert yearly_issuance(14 * MILLION) / 365.25 == pytest.approx(1_700, rel=5e-3)
    assert continuous_issuance(14 * MILLION) / 365.25 == pytest.approx(1_704, abs=0.5)


@pytest.mark.parametrize("staked", [MILLION, 14 * MILLION, 33_554_432, 100 * MILLION])
def test_whole_gwei_lie_below_the_curve_by_less_than_one_gwei(staked: int) -> None:
    """The base reward is rounded down once, the root before it: one part in `base_reward` at most."""
    reward = base_reward_per_increment(staked)
    smooth = continuous_issuance(staked)
    assert smooth / (1 + 1.01 / reward) < yearly_issuance(staked) <= smooth * (1 + 1e-7)


@pytest.mark.parametrize("validators", [312_512, 1_000_000])
def test_the_sum_of_all_duties_is_the_base_reward(validators: int) -> None:
    """The second witness: attesters, proposers and sync committees, each rounded down as specified."""
    assert yearly_issuance_by_duties(validators) == pytest.approx(
        yearly_issuance(32 * validators), rel=1e-4, abs=0
    )


def test_each_duty_has_its_part_of_the_base_reward() -> None:
    """54 of 64 to attesters and 2 to the sync committee; proposers add a seventh to both."""
    validators, per_increment = 2**20, 64 * 7
    base, increments = 32 * per_increment, 32 * validators
    whole = validators * base
    assert issued_to_attesters(validators, base, increments) * 64 == whole * 54
    assert issued_to_proposers(validators, base) * 7 * 64 == pytest.approx(whole * 54, rel=1e-9)
    sync = issued_to_sync_committee(per_increment, increments)
    assert sync * 7 * 32 == pytest.approx(whole * 8, rel=1e-5)
    assert sync % (32 * COMMITTEE) == 0


def test_the_factor_scales_issuance() -> None:
    """To rounding of a gwei in 320."""
    halved = yearly_issuance(10 * MILLION, 32)
    assert halved == yearly_issuance(10 * MILLION) / 2
    assert continuous_issuance(10.0, 32) * 2 == continuous_issuance(10.0, 64)


def test_tempered_issuance_is_halved_where_it_peaks() -> None:
    """Elowsson 2024: at 2^25, 33.6 million ether. The peak is derived by SymPy."""
    assert pytest.approx(33.6e6, abs=0.05e6) == PEAK_STAKE
    staked, factor, constant, peak = sympy.symbols("staked factor constant peak", positive=True)
    issued = staked * tempered_yield(staked, factor, constant, peak)
    assert sympy.solve(sympy.diff(issued, staked), staked) == [peak]
    assert sympy.simplify(issued / continuous_issuance(staked, factor, constant)).subs(
        staked, peak
    ) == sympy.Rational(1, 2)
    near = [s * tempered_yield(s) for s in (0.9 * PEAK_STAKE, PEAK_STAKE, 1.1 * PEAK_STAKE)]
    assert max(near) == near[1]


def test_a_little_stake_is_hardly_tempered() -> None:
    assert tempered_yield(1.0) == pytest.approx(continuous_yield(1.0), rel=1e-7, abs=0)
    assert math.isclose(tempered_yield(4 * PEAK_STAKE) * 5, continuous_yield(4 * PEAK_STAKE))
