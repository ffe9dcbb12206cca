"""The Cosmos controller: its law, and where it comes to rest."""

from itertools import pairwise

import numpy as np
import pytest
import sympy
from hybridstake.models.economics.networks.cosmos import (
    GOAL_BONDED,
    LARGEST_INFLATION,
    LEAST_INFLATION,
    RATE_CHANGE,
    bonded_yield,
    controlled_path,
    inflation_change,
    next_inflation,
    settled_bonded_ratio,
    settled_inflation,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(("ratio", "points"), [(0.4, 5.24), (0.5, 3.30), (0.67, 0.0), (0.8, -2.52)])
def test_published_change_of_inflation(ratio: float, points: float) -> None:
    """Cosmos SDK, module `mint`: 13 points a year, goal 67 %; half a hundredth of a point."""
    assert 100 * inflation_change(ratio) == pytest.approx(points, abs=0.005)


def test_the_limits_of_inflation_hold() -> None:
    """7 % and 20 %, from the same source."""
    assert next_inflation(0.2, 0.1, 365) == LARGEST_INFLATION == 0.2
    assert next_inflation(0.07, 0.9, 365) == LEAST_INFLATION == 0.07
    assert next_inflation(0.1, GOAL_BONDED, 365) == pytest.approx(0.1, rel=1e-15, abs=0)


@pytest.mark.parametrize("start", [0.2, 0.5, 0.67, 0.95])
@pytest.mark.parametrize("hurdle", [0.12, 0.2, 0.28])
def test_elastic_supply_settles_at_the_goal(start: float, hurdle: float) -> None:
    """The bonded ratio comes to 0.67 from anywhere, and the yield to what holders ask for."""
    path = controlled_path(
        start, 0.13, hurdle_rate=hurdle, elasticity=3.0, years=80, steps_per_year=52
    )
    ratio, inflation = path[-1]
    assert ratio == pytest.approx(0.67, abs=1e-3)
    assert inflation == pytest.approx(settled_inflation(hurdle), abs=1e-3)
    assert bonded_yield(inflation, ratio) == pytest.approx(hurdle, abs=2e-3)
    assert settled_bonded_ratio(hurdle) == pytest.approx(0.67, rel=1e-12, abs=0)


@pytest.mark.parametrize(("hurdle", "expected"), [(0.5, 0.4), (0.08, 0.875), (0.05, 1.0)])
def test_it_settles_elsewhere_where_a_limit_binds(hurdle: float, expected: float) -> None:
    """20 % over 0.5 is 0.4; 7 % over 0.08 is 0.875; 7 % over 0.05 is more than all."""
    path = controlled_path(
        0.6, 0.13, hurdle_rate=hurdle, elasticity=3.0, years=200, steps_per_year=26
    )
    assert settled_bonded_ratio(hurdle) == pytest.approx(expected, rel=1e-12, abs=0)
    assert path[-1, 0] == pytest.approx(expected, abs=2e-3)


@given(st.floats(0.01, 1), st.floats(0, 0.3), st.floats(0.05, 0.6), st.floats(0.1, 10))
def test_a_path_stays_in_its_ranges(
    ratio: float, inflation: float, hurdle: float, elasticity: float
) -> None:
    path = controlled_path(
        ratio, inflation, hurdle_rate=hurdle, elasticity=elasticity, years=5, steps_per_year=12
    )
    assert ((path[:, 0] > 0) & (path[:, 0] <= 1)).all()
    assert ((path[1:, 1] >= LEAST_INFLATION) & (path[1:, 1] <= LARGEST_INFLATION)).all()


def test_the_rest_is_stable_for_any_elasticity() -> None:
    """Derived by SymPy: trace negative, determinant positive of the linearised system."""
    ratio, inflation, hurdle, elasticity, goal, rate = sympy.symbols("b I h e g r", positive=True)
    system = sympy.Matrix(
        [
            elasticity * (bonded_yield(inflation, ratio) - hurdle),
            inflation_change(ratio, goal, rate),
        ]
    )
    near_rest = system.jacobian([ratio, inflation]).subs({inflation: hurdle * goal, ratio: goal})
    assert sympy.simplify(near_rest.trace()).is_negative
    assert sympy.simplify(near_rest.det()).is_positive


def test_swings_about_the_goal_die_out_as_the_linear_law_says() -> None:
    """Damping of e h / (2 g) a year: successive peaks shrink by its exponential over a period."""
    elasticity, hurdle = 2.0, 0.2
    path = controlled_path(
        0.66, hurdle * GOAL_BONDED, hurdle_rate=hurdle, elasticity=elasticity, years=40,
        steps_per_year=2_000,
    )[:, 0] - GOAL_BONDED  # fmt: skip
    crossings = np.flatnonzero(np.diff(np.sign(path)))
    half_period = np.diff(crossings).mean() / 2_000
    damping = elasticity * hurdle / (2 * GOAL_BONDED)
    frequency = np.sqrt(elasticity * RATE_CHANGE / GOAL_BONDED**2 - damping**2)
    assert half_period == pytest.approx(np.pi / frequency, rel=0.02)
    peaks = [np.abs(path[one:other]).max() for one, other in pairwise(crossings) if other < 40_000]
    ratios = np.array(peaks[1:]) / np.array(peaks[:-1])
    assert ratios == pytest.approx(np.exp(-damping * np.pi / frequency), rel=0.05)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"bonded_ratio": 0.0}, "bonded_ratio must lie in (0, 1], got 0.0"),
        ({"hurdle_rate": 0.0}, "hurdle_rate must be positive and finite, got 0.0"),
        ({"elasticity": float("nan")}, "elasticity must be positive and finite, got nan"),
    ],
)
def test_values_out_of_range_are_refused(changes: dict[str, float], message: str) -> None:
    values = {"bonded_ratio": 0.5, "inflation": 0.1, "hurdle_rate": 0.2, "elasticity": 1.0}
    with pytest.raises(InvalidParameter) as caught:
        controlled_path(**(values | changes), years=1, steps_per_year=12)
    assert str(caught.value) == message
