"""What somebody would lose by being thrown out."""

from dataclasses import replace

import numpy as np
from hybridstake.agents.choices.rents import (
    REPUTATION_PACE,
    reputation_after,
    seat_rent,
    stake_rent,
)
from hybridstake.agents.economy.chain import found_chain
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load


def test_the_rent_of_a_staker_is_its_part_of_three_weeks_of_the_pool() -> None:
    """A quarter of 40 tokens * 172,800 blocks * 21 days."""
    run = terms(load("plan"), EconomySettings())
    rent = stake_rent(found_chain(run, 10**14), run, stake=25, signing=100)
    np.testing.assert_allclose(rent, 0.25 * 40 * 172_800 * 21 * 1e6, rtol=1e-12)


def test_the_rent_of_an_authority_lasts_as_long_as_its_exclusion_or_its_unbonding() -> None:
    """60 tokens * 172,800 blocks among 20: three weeks of unbonding, or 100 days of exclusion."""
    a_day = 60 * 172_800 / 20 * 1e6
    for exclusion, days in ((5, 21), (100, 100)):
        run = terms(load("plan"), EconomySettings(exclusion_epochs=exclusion))
        rent = seat_rent(found_chain(run, 10**14), run, serving=20, reputation=0.0)
        np.testing.assert_allclose(rent, a_day * days, rtol=1e-12)


def test_a_name_is_worth_money() -> None:
    """Half a spotless name of 1,000 tokens at launch, at half the price: 1,000 tokens."""
    run = terms(load("plan"), EconomySettings(reputation_worth=1_000.0))
    chain = replace(found_chain(run, 10**14), price=0.5)
    with_name = seat_rent(chain, run, serving=20, reputation=0.5)
    without = seat_rent(chain, run, serving=20, reputation=0.0)
    np.testing.assert_allclose(with_name - without, 1_000 * 1e6, rtol=1e-6)


def test_a_name_grows_by_a_geometric_series_while_it_serves_and_keeps_else() -> None:
    """After n epochs of service 1 - 0.99^n; it is never quite spotless."""
    name = np.zeros(2)
    for _ in range(300):
        name = reputation_after(name, np.array([True, False]), REPUTATION_PACE)
    np.testing.assert_allclose(name, [1 - (1 - REPUTATION_PACE) ** 300, 0.0], rtol=1e-12)
    assert reputation_after(0.5, True, 0.25) == 0.625
    assert reputation_after(1.0, True, 0.25) == 1.0
