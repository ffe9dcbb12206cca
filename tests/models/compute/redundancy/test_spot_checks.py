"""Spot-checks: published errors and bounds, and cheats who do their worst."""

import math

import numpy as np
import pytest
from hybridstake.models.compute.redundancy.closed_forms import majority_error
from hybridstake.models.compute.redundancy.spot_checks import (
    chance_unnoticed,
    credibility,
    error_bound,
    error_of_survivors,
    worst_sabotage,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


def test_voting_until_so_many_agree_errs_as_published() -> None:
    """Watanabe and Fukushi, eq. (7), with one result in ten wrong: 2.8e-2, 8.56e-3 and 2.73e-3."""
    found = [float(majority_error(0.9, 2 * needed - 1)) for needed in (2, 3, 4)]
    assert found == pytest.approx([2.8e-2, 8.56e-3, 2.73e-3], rel=2e-3, abs=0)


def test_the_worst_that_cheats_can_do_stays_below_the_bound() -> None:
    """f = 0.2, q = 0.1, n = 100: 0.00841 at the worst, and 0.00920 as the bound."""
    sabotage, error = worst_sabotage(0.2, 0.1, 100)
    assert error == pytest.approx(0.00841, abs=5e-6)
    assert error_bound(0.2, 10) == pytest.approx(0.00920, abs=5e-6)
    assert sabotage == pytest.approx(1 / (0.1 * 100), rel=0.2, abs=0)


@given(st.floats(0.01, 0.9), st.floats(0.01, 1.0), st.integers(1, 500), st.floats(0, 1))
def test_no_cheat_does_better_than_the_worst_nor_the_worst_than_the_bound(
    cheats: float, checked: float, jobs: int, sabotage: float
) -> None:
    error = error_of_survivors(sabotage, cheats, chance_unnoticed(sabotage, checked, jobs))
    _, worst = worst_sabotage(cheats, checked, jobs)
    assert error <= worst * (1 + 1e-9)
    assert worst <= error_bound(cheats, checked * jobs)


def test_sampled_cheats_err_as_said() -> None:
    """One provider in five cheats on a tenth of its jobs, until a spot-check meets one of these."""
    rng = np.random.default_rng(1)
    providers, jobs = 20_000, 100
    cheats = np.arange(providers) < providers // 5
    caught = (rng.random((providers, jobs)) < 0.1 * 0.1).any(axis=1) & cheats
    wrong = rng.binomial(jobs, 0.1, providers) * (cheats & ~caught)
    found = wrong.sum() / (jobs * (~caught).sum())
    exact = error_of_survivors(0.1, 0.2, chance_unnoticed(0.1, 0.1, jobs))
    assert found == pytest.approx(exact, rel=0.05, abs=0)


def test_credibility_grows_with_what_was_survived_and_needs_exclusion() -> None:
    """By hand: 1 - 0.2 / (0.8 * 100 e), 1 - 0.2 / 100, and nothing known."""
    assert credibility(0.2, 100) == pytest.approx(1 - 0.2 / (80 * math.e), rel=1e-12, abs=0)
    assert credibility(0.2, 100, excluded=False) == pytest.approx(0.998, rel=1e-12, abs=0)
    assert credibility(0.2, 0) == credibility(0.2, 0, excluded=False) == 0.8
    assert credibility(0.9, 1) == pytest.approx(0.1, rel=1e-12, abs=0)


def test_who_is_always_checked_never_cheats_twice() -> None:
    assert chance_unnoticed(1.0, 1.0, 0) == 1.0
    assert chance_unnoticed(1.0, 1.0, 5) == 0.0


@pytest.mark.parametrize(
    ("cheats", "checked", "message"),
    [
        (1.0, 0.1, "cheats must lie in [0, 1), got 1.0"),
        (0.2, 1.5, "checked must lie in [0, 1], got 1.5"),
    ],
)
def test_a_part_outside_its_range_is_refused(cheats: float, checked: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        worst_sabotage(cheats, checked, 10)
    assert str(caught.value) == message
