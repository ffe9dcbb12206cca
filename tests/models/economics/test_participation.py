"""Staking ratios: SymPy's solution, SciPy's root, and a crowd that enters one by one."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sympy
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.entry import (
    entry_excess,
)
from hybridstake.models.economics.participation import (
    eligible_wealth,
    launch_staking_ratio,
    pareto_wealth_above,
    paying_authorities,
    staking_ratio,
    uniform_staking_ratio,
)
from hybridstake.models.economics.rewards import (
    load_multiplier,
)
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hypothesis import given
from hypothesis import strategies as st

rates = st.floats(0.001, 1.0)
A_FLOAT = 1e-12
"""A few operations on floats."""


def preset(name: str, **changes: dict[str, Any]) -> Parameters:
    """A preset with some values of some tables replaced."""
    base = load(name)
    return replace(
        base, **{table: replace(getattr(base, table), **new) for table, new in changes.items()}
    )


def test_the_fixed_point_of_uniform_hurdles_is_that_of_sympy() -> None:
    """Of the two roots of the quadratic equation only one is not negative."""
    ratio = sympy.Symbol("r")
    rate, low, spread = sympy.symbols("p l d", positive=True)
    roots = sympy.solve(entry_excess(ratio, rate, low, low + spread), ratio)
    assert len(roots) == 2
    numbers = {rate: 0.035, low: 0.02, spread: 0.1}
    values = sorted(float(root.subs(numbers)) for root in roots)
    assert values[0] < 0
    assert uniform_staking_ratio(0.035, 0.02, 0.12) == pytest.approx(values[1], rel=A_FLOAT)


@given(pool_rate=st.floats(0.0, 2.0), low=rates, spread=st.floats(0.0, 1.0))
def test_the_closed_form_meets_its_condition_and_scipys_root(
    pool_rate: float, low: float, spread: float
) -> None:
    high = low + spread
    ratio = uniform_staking_ratio(pool_rate, low, high)
    assert 0 <= ratio <= 1
    excess = entry_excess(ratio, pool_rate, low, high)
    if ratio < 1:
        assert excess == pytest.approx(0, abs=1e-12 * max(pool_rate, 1))
    else:
        assert excess <= 1e-12
    if spread > 1e-6:
        found = staking_ratio(pool_rate, lambda rate: min(max((rate - low) / spread, 0.0), 1.0))
        assert found == pytest.approx(ratio, rel=1e-6, abs=1e-9)


def test_a_crowd_that_enters_one_by_one_stops_at_the_closed_form() -> None:
    """10,001 equal people with evenly spread hurdle rates enter, the most patient first, while the
    yield after entering is enough: best responses, and no formula."""
    hurdles = np.linspace(0.02, 0.12, 10_001)
    pool_rate = 0.035
    ratios = np.arange(1, hurdles.size + 1) / hurdles.size
    entered = int((pool_rate / ratios >= hurdles).sum())
    found = uniform_staking_ratio(pool_rate, 0.02, 0.12)
    assert entered / hurdles.size == pytest.approx(found, abs=1 / hurdles.size)


def test_other_laws_of_hurdle_rates_are_solved_too() -> None:
    """An exponential law, against the fixed point r = 1 - exp(-p / (r m)) by iteration."""
    ratio = 0.5
    for _ in range(500):
        ratio = 0.5 * ratio + 0.5 * (1 - float(np.exp(-0.03 / ratio / 0.08)))
    found = staking_ratio(0.03, lambda rate: 1 - float(np.exp(-rate / 0.08)))
    assert found == pytest.approx(ratio, rel=1e-9)
    assert staking_ratio(0.0, lambda rate: 1.0) == 0.0
    assert staking_ratio(2.0, lambda rate: min(rate, 1.0)) == 1.0


def test_wealth_above_a_minimum_is_that_of_a_large_sample() -> None:
    """Exponent 3, mean 1,000: a share of (666.7 / 2,000)² = 1/9 stands above 2,000; the sample's own
    share has a standard error near 0.001."""
    rng = np.random.default_rng(1)
    wealth = 1_000 * 2 / 3 * (1 - rng.random(400_000)) ** (-1 / 3)
    expected = pareto_wealth_above(2_000.0, mean=1_000.0, exponent=3.0)
    assert expected == pytest.approx(1 / 9, rel=A_FLOAT)
    found = eligible_wealth(wealth, 2_000.0) / wealth.sum()
    assert found == pytest.approx(expected, abs=0.005)
    assert pareto_wealth_above(100.0, mean=1_000.0, exponent=3.0) == 1.0


def test_a_law_without_a_mean_is_refused() -> None:
    with pytest.raises(InvalidParameter) as refused:
        pareto_wealth_above(1.0, mean=1.0, exponent=1.0)
    assert str(refused.value) == "exponent must be above 1, got 1.0"


def test_the_reference_stakes_what_its_ceiling_pays_for() -> None:
    """5 % of a billion tokens, of which stakers get 40 %, over the billion: 2 % a year. With hurdle
    rates from 2 to 12 %, r (0.02 + 0.1 r) = 0.02: a part of 0.358."""
    wealth = np.full(1_000, 1e6)
    found = launch_staking_ratio(preset("reference"), Mode.BALANCED, 0.5, wealth)
    by_hand = (-0.02 + np.sqrt(0.02**2 + 4 * 0.1 * 0.02)) / 0.2
    assert found == pytest.approx(by_hand, rel=1e-12)
    assert by_hand == pytest.approx(0.358, abs=5e-4)


def test_who_lacks_the_minimum_does_not_stake() -> None:
    """Secure asks for 1,000: half of the wealth is held by the poor, and the rest earns double."""
    parameters = preset("reference")
    wealth = np.concatenate([np.full(1_000_000, 500.0), np.full(500, 1e6)])
    found = launch_staking_ratio(parameters, Mode.SECURE, 0.5, wealth)
    assert found == pytest.approx(uniform_staking_ratio(0.04, 0.02, 0.12) / 2, rel=1e-12)
    assert launch_staking_ratio(parameters, Mode.BALANCED, 0.5, wealth[:10]) == 0.0
    assert launch_staking_ratio(parameters, Mode.FAST, 0.5, wealth) == 0.0


def test_the_load_moves_entry_where_no_ceiling_binds() -> None:
    """A multiplier of 1.25 at full load on a reward small enough: the same as a larger reward."""
    rewards = {"base_reward": 0.5, "load_sensitivity": 0.5}
    loaded = preset("plan", rewards=rewards)
    more = preset("plan", rewards={"base_reward": 0.5 * load_multiplier(1.0, 0.5, 0.5)})
    wealth = np.full(1_000, 1e6)
    ratios = [
        launch_staking_ratio(parameters, Mode.BALANCED, load, wealth)
        for parameters, load in ((loaded, 1.0), (more, 0.5), (loaded, 0.5))
    ]
    assert ratios[0] == pytest.approx(ratios[1], rel=A_FLOAT)
    assert ratios[0] > 1.05 * ratios[2]


def test_seats_are_filled_while_they_pay() -> None:
    """30 million a year for 21 seats of 20,200: all. At a cost of 3,000,000 - 200: ten."""
    assert paying_authorities(preset("reference"), Mode.BALANCED, 0.5) == 21
    dear = preset("reference", population={"authority_cost": 2_999_800})
    assert paying_authorities(dear, Mode.BALANCED, 0.5) == 10
