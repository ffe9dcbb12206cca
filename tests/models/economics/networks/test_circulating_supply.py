"""The supply at which issuance and burning are equal: a fixed point, and an attracting one."""

import pytest
import sympy
from hybridstake.models.economics.networks.circulating_supply import (
    burnt,
    equilibrium_supply,
    equilibrium_supply_at_ratio,
    next_supply,
)
from hybridstake.models.economics.networks.ethereum import continuous_issuance


def test_at_the_equilibrium_as_much_is_burnt_as_issued() -> None:
    """Elowsson 2021: b'(S - a D) = c F sqrt(D), solved by SymPy."""
    supply, staked, rate, part, factor, constant = sympy.symbols("S D b a F c", positive=True)
    balance = burnt(supply, staked, rate, part) - continuous_issuance(staked, factor, constant)
    assert sympy.solve(balance, supply) == [
        sympy.expand(equilibrium_supply(staked, rate, part, factor, constant))
    ]


def test_both_forms_of_the_equilibrium_agree() -> None:
    """S = d (c F / b)^2 with b = b'(1 - a d): the published relation b' = b / (1 - a d)."""
    supply = equilibrium_supply_at_ratio(0.5, burn_rate=0.02, unburnt=0.5)
    assert equilibrium_supply(0.5 * supply, burn_rate=0.02, unburnt=0.5) == pytest.approx(
        supply, rel=1e-12, abs=0
    )
    assert supply == pytest.approx(0.5 * (166.323 / 0.015) ** 2, rel=1e-5, abs=0)


@pytest.mark.parametrize("start", [0.2, 1.0, 5.0])
def test_the_supply_tends_to_the_equilibrium_from_either_side(start: float) -> None:
    """At a given stake the distance shrinks by b' a year: to 1e-9 in 2,100 years at one per cent."""
    staked, rate, part = 30e6, 0.01, 0.5
    rest = equilibrium_supply(staked, rate, part)
    supply = start * rest
    once = next_supply(supply, staked, rate, part)
    assert once - rest == pytest.approx((1 - rate) * (supply - rest), rel=1e-9, abs=1e-3)
    for _ in range(2_100):
        supply = next_supply(supply, staked, rate, part)
    assert supply == pytest.approx(rest, rel=1e-8, abs=0)


@pytest.mark.parametrize("start", [0.2, 5.0])
def test_the_supply_tends_to_the_equilibrium_where_the_stake_follows_it(start: float) -> None:
    ratio, rate, part = 0.5, 0.02, 0.5
    rest = equilibrium_supply_at_ratio(ratio, rate, part)
    supply = start * rest
    for _ in range(3_000):
        supply = next_supply(supply, ratio * supply, rate, part)
    assert supply == pytest.approx(rest, rel=1e-8, abs=0)
