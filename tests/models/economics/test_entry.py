"""Free entry: published and plan numbers, and what SymPy derives from the rewards."""

import pytest
import sympy
from hybridstake.models.economics.entry import (
    contest_stake,
    free_entry_authorities,
    free_entry_stake,
    quadratic_cost_stake,
)
from hybridstake.models.economics.issuance import annual_yield, blocks_per_year
from hybridstake.models.economics.rewards import (
    authority_reward,
    staker_pool,
    staker_reward,
)


@pytest.mark.parametrize(
    ("block_seconds", "rate", "staked"),
    [(1.0, 0.05, 2.52e10), (1.0, 0.10, 1.26e10), (1.0, 0.15, 8.4e9),
     (0.5, 0.05, 5.05e10), (0.5, 0.10, 2.52e10), (0.5, 0.15, 1.68e10)],
)  # fmt: skip
def test_the_plans_promised_yields_need_more_stake_than_there_are_tokens(
    block_seconds: float, rate: float, staked: float
) -> None:
    """40 of 100 tokens a block: 1.26e9 a year at 1 s, twice that at 0.5 s; to three digits."""
    found = free_entry_stake(blocks_per_year(block_seconds), 100.0, 0.6, rate)
    assert found == pytest.approx(staked, rel=5e-3)


def test_the_yield_at_free_entry_is_the_hurdle_rate_for_all_symbols() -> None:
    blocks, reward, share, hurdle = sympy.symbols("B R alpha h", positive=True)
    stake = sympy.Symbol("S", positive=True)
    paid = annual_yield(staker_pool(blocks * reward, share), stake)
    (solved,) = sympy.solve(sympy.Eq(paid, hurdle), stake)
    assert sympy.simplify(solved - free_entry_stake(blocks, reward, share, hurdle)) == 0


def test_the_contest_is_a_best_response_for_all_symbols_and_its_limit_is_free_entry() -> None:
    """A staker's profit P s / (s + others) - h s peaks where its derivative is zero, all being alike."""
    pool, hurdle, own, others = sympy.symbols("P h s o", positive=True)
    stakers = sympy.Symbol("n", positive=True)
    stake = contest_stake(pool, stakers, hurdle)
    slope = sympy.diff(staker_reward(pool, own, own + others) - hurdle * own, own)
    assert sympy.simplify(slope.subs({others: (stakers - 1) * stake, own: stake})) == 0
    assert sympy.simplify(sympy.diff(slope, own)).is_negative
    everybody = sympy.limit(stakers * stake, stakers, sympy.oo)
    assert sympy.simplify(everybody - free_entry_stake(1, pool, 0, hurdle)) == 0


def test_a_seat_among_those_of_free_entry_pays_just_its_cost_for_all_symbols() -> None:
    pool, cost, bond, hurdle, seats = sympy.symbols("P c b h n", positive=True)
    (solved,) = sympy.solve(sympy.Eq(authority_reward(pool, seats), cost + bond * hurdle), seats)
    assert sympy.simplify(solved - free_entry_authorities(pool, cost, bond, hurdle)) == 0


def test_the_share_of_quadratic_costs_is_the_published_optimum_for_all_symbols() -> None:
    """The Staking Game: U = R s - (a + b + γ) s²; concave, with its peak where U' = 0."""
    reward, operation, risk, aversion, share = sympy.symbols("R a b gamma s", positive=True)
    utility = reward * share - (operation + risk + aversion) * share**2
    (peak,) = sympy.solve(sympy.diff(utility, share), share)
    assert sympy.simplify(peak - quadratic_cost_stake(reward, operation, risk, aversion)) == 0
    assert sympy.diff(utility, share, 2).is_negative
