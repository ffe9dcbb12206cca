"""The limit of inequality under equal rewards, against integrals and against simulation elsewhere."""

import numpy as np
import pytest
import sympy
from hybridstake.models.economics.networks.share_inequality import limiting_gini


@pytest.mark.parametrize("concentration", [1, 2, 5])
@pytest.mark.parametrize("holders", [2, 3, 10])
def test_the_limit_is_half_the_mean_distance_of_two_shares(
    concentration: int, holders: int
) -> None:
    """Integrated exactly by SymPy: two of n shares are Beta(2a, (n - 2) a) times (u, 1 - u)."""
    part = sympy.Symbol("part")
    density = (part * (1 - part)) ** (concentration - 1)
    # Beta(a, a) is symmetric: the mean distance is twice the integral over the upper half.
    whole = sympy.integrate(density, (part, 0, 1))
    distance = (
        2 * sympy.integrate((2 * part - 1) * density, (part, sympy.Rational(1, 2), 1)) / whole
    )
    # The mean distance of two shares is 2 / n times it; Gini is (n - 1) / 2 of that.
    expected = (holders - 1) * distance / holders
    assert limiting_gini(concentration, holders) == pytest.approx(float(expected), rel=1e-12, abs=0)


def test_the_limit_is_that_of_shares_drawn_from_dirichlets_law() -> None:
    """Twenty thousand draws: within four standard errors."""
    shares = np.sort(np.random.default_rng(1).dirichlet(np.full(20, 3.0), 20_000), axis=1)
    ranks = np.arange(1, 21)
    ginis = (2 * (ranks * shares).sum(axis=1) - 21) / 20
    error = ginis.std(ddof=1) / np.sqrt(len(ginis))
    assert abs(ginis.mean() - limiting_gini(3.0, 20)) < 4 * error


def test_small_rewards_leave_equals_equal_and_large_ones_never_leave_one_owner() -> None:
    """The limit falls with the first stake over a reward; beneath all it is (n - 1) / n."""
    limits = limiting_gini(np.array([1e-6, 0.1, 1.0, 100.0, 1e6]), 50)
    assert (np.diff(limits) < 0).all()
    assert limits[0] == pytest.approx(49 / 50, rel=1e-5)
    assert limits[-1] < 1e-3
