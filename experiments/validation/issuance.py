"""Issuance of Ethereum, Polkadot, Cosmos and Solana: each curve, and the same in another form."""

import math
from functools import partial

import numpy as np

from ...models.economics.networks.cosmos import (
    LARGEST_INFLATION,
    controlled_path,
    inflation_change,
    next_inflation,
    settled_bonded_ratio,
)
from ...models.economics.networks.ethereum import (
    PEAK_STAKE,
    tempered_yield,
    yearly_issuance,
)
from ...models.economics.networks.ethereum_duties import yearly_issuance_by_duties
from ...models.economics.networks.polkadot import inflation_rate, staker_yield
from ...models.economics.networks.solana import (
    INFLATION,
    neutral_staking_ratio,
    revised_issuance_rate,
    validator_yield,
)
from .target import Target, Witness, computed, exactly, near

SIMD = "Solana, SIMD-0228, Market-Based Emission"
SPECIFICATION = "Ethereum, consensus specification, Altair"
PALLET = "Polkadot, pallet-staking-reward-fn"
MODULE = "Cosmos SDK, module mint"
MILLION = 10**6
LAMPORTS = 6 * 10**17
PARTS = 10**9
STEPS = 10_000
ROUNDED = 1e-6


def percent(part: float) -> str:
    """A part as the prose prints it."""
    return f"{round(100 * part)} %"


def duties(millions: int, _rng: np.random.Generator, _runs: int) -> Witness:
    """Issuance to so many million ether, duty by duty [ether/year]."""
    staked = millions * MILLION
    whole = yearly_issuance_by_duties(staked // 32)
    return computed(whole * staked / (staked // 32 * 32), 1e-4)


def daily_duties(rng: np.random.Generator, runs: int) -> Witness:
    """Issuance to 14 million ether in a day, duty by duty [ether/day]."""
    found = duties(14, rng, runs)
    return computed(found.value / 365.25, 1e-4)


def searched_peak(_rng: np.random.Generator, _runs: int) -> Witness:
    """Stake at which tempered issuance is largest, among ten thousand [million ether]."""
    stakes = np.linspace(0.5, 2, 10_001) * PEAK_STAKE
    return computed(float(stakes[np.argmax(stakes * tempered_yield(stakes))]) / MILLION, 2e-4)


def in_parts(ratio: float) -> float:
    """Polkadot's inflation as its pallet computes it, in parts per billion [1]."""
    staked, ideal, falloff = round(ratio * PARTS), PARTS // 2, PARTS // 20
    if staked <= ideal:
        shape = staked * PARTS // ideal
    else:
        shape = int(PARTS / 2 ** ((staked - ideal) / falloff))
    return (25 * PARTS // 1_000 + (100 - 25) * shape // 1_000) / PARTS


def pallet(ratio: float, _rng: np.random.Generator, _runs: int) -> Witness:
    """Polkadot's yield to stakers, as its pallet computes it [%]."""
    return computed(100 * in_parts(ratio) / ratio, ROUNDED)


def in_blocks(ratio: float, _rng: np.random.Generator, _runs: int) -> Witness:
    """Change of Cosmos's inflation in a year, step by step at one bonded ratio [points]."""
    inflation = start = 0.13
    for _ in range(STEPS):
        inflation = next_inflation(inflation, ratio, STEPS)
    return Witness(
        value=100 * (inflation - start),
        lower=100 * (inflation - start) - ROUNDED,
        upper=100 * (inflation - start) + ROUNDED,
    )


def settled(hurdle: float, _rng: np.random.Generator, _runs: int) -> Witness:
    """Bonded ratio after eighty years of holders who follow the yield, from 30 % [%]."""
    path = controlled_path(
        0.3, 0.13, hurdle_rate=hurdle, elasticity=3.0, years=80, steps_per_year=52
    )
    return computed(100 * float(path[-1, 0]), 2e-3)


def in_lamports(ratio: float, _rng: np.random.Generator, _runs: int) -> Witness:
    """Solana's proposed yield from whole lamports: the root of stake times supply, cut off [%]."""
    staked = round(ratio * LAMPORTS)
    issued = INFLATION * (LAMPORTS - math.isqrt(staked * LAMPORTS))
    return computed(100 * issued / staked, ROUNDED)


def crossing(_rng: np.random.Generator, _runs: int) -> Witness:
    """Staking ratio at which the proposal's last form issues what the schedule does, halving [%]."""
    low, high = 0.01, 0.5
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if revised_issuance_rate(middle) > INFLATION else (low, middle)
    return computed(100 * low, ROUNDED)


def revised_in_lamports(ratio: float, _rng: np.random.Generator, _runs: int) -> Witness:
    """Issuance of the proposal's last form, from whole lamports [%]."""
    staked = round(ratio * LAMPORTS)
    shortfall = max(0, LAMPORTS - math.isqrt(2 * staked * LAMPORTS))
    issued = LAMPORTS - math.isqrt(staked * LAMPORTS) + math.pi * shortfall
    return computed(100 * INFLATION * issued / LAMPORTS, ROUNDED)


TARGETS = (
    *(
        Target(
            source=SPECIFICATION,
            what=f"ether issued in a year to {millions} million staked",
            theory=partial(yearly_issuance, millions * MILLION),
            way="duty by duty",
            witness=partial(duties, millions),
            decimals=0,
        )
        for millions in (10, 30, 100)
    ),
    Target(
        source="ethereum.org",
        what="ether issued in a day to 14 million staked",
        printed=near("1700", 50),
        theory=lambda: yearly_issuance(14 * MILLION) / 365.25,
        way="duty by duty",
        witness=daily_duties,
        decimals=0,
    ),
    Target(
        source="Elowsson 2024, Tempered issuance",
        what="stake at which tempered issuance peaks [million ether]",
        printed=near("33.6", 0.05),
        theory=lambda: PEAK_STAKE / MILLION,
        way="searched",
        witness=searched_peak,
        decimals=2,
    ),
    *(
        Target(
            source=PALLET,
            what=f"yield where {percent(ratio)} is staked [%]",
            printed=exactly("20") if ratio == 0.5 else None,
            theory=lambda ratio=ratio: 100 * staker_yield(ratio),
            way="in parts per billion",
            witness=partial(pallet, ratio),
            decimals=3,
        )
        for ratio in (0.25, 0.5, 0.6, 0.75)
    ),
    Target(
        source=PALLET,
        what="largest inflation [%]",
        printed=exactly("10"),
        theory=lambda: 100 * inflation_rate(0.5),
        way="in parts per billion",
        witness=lambda _rng, _runs: computed(
            100 * max(in_parts(percent / 100) for percent in range(1, 101)), ROUNDED
        ),
        decimals=2,
    ),
    *(
        Target(
            source=MODULE,
            what=f"change of inflation in a year at {percent(ratio)} bonded [points]",
            theory=lambda ratio=ratio: 100 * inflation_change(ratio),
            way="step by step",
            witness=partial(in_blocks, ratio),
            decimals=2,
        )
        for ratio in (0.4, 0.5, 0.8)
    ),
    Target(
        source=MODULE,
        what="bonded ratio that elastic holders settle at [%]",
        printed=near("67", 0.05),
        theory=lambda: 100 * settled_bonded_ratio(0.2),
        way="simulated",
        witness=partial(settled, 0.2),
        decimals=2,
    ),
    Target(
        source=MODULE,
        what="the same where they ask for 50 % a year [%]",
        theory=lambda: 100 * settled_bonded_ratio(0.5),
        way="simulated",
        witness=partial(settled, 0.5),
        decimals=2,
        reading=f"inflation stays at its limit of {percent(LARGEST_INFLATION)}",
    ),
    Target(
        source=SIMD,
        what="yield where 30 % is staked [%]",
        printed=near("6.25", 0.05),
        theory=lambda: 100 * validator_yield(0.3),
        way="in whole lamports",
        witness=partial(in_lamports, 0.3),
        decimals=2,
        reading="its formula gives another number than its text; 6.25 % is reached at 31.6 %",
    ),
    *(
        Target(
            source=SIMD,
            what=f"yield where {percent(ratio)} is staked [%]",
            theory=lambda ratio=ratio: 100 * validator_yield(ratio),
            way="in whole lamports",
            witness=partial(in_lamports, ratio),
            decimals=2,
        )
        for ratio in (0.5, 0.65)
    ),
    Target(
        source=SIMD + ", last form",
        what="staking ratio at which issuance is today's [%]",
        printed=near("33", 0.5),
        theory=lambda: 100 * neutral_staking_ratio(),
        way="searched",
        witness=crossing,
        decimals=2,
    ),
    Target(
        source=SIMD + ", last form",
        what="issuance where 42 % is staked [%]",
        printed=near("2.7", 0.1),
        theory=lambda: 100 * revised_issuance_rate(0.42),
        way="in whole lamports",
        witness=partial(revised_in_lamports, 0.42),
        decimals=2,
    ),
)
"""Published results, each with its witness."""
