"""The verification game against a solver of small games, its limits, and the prizes of forced errors."""

import nashpy
import numpy as np
import pytest
from hybridstake.models.compute.verification.game import (
    chance_of_choosing,
    cheating_at_rest,
    checked_at_rest,
    logit_rest,
    provider_gain,
    pull,
    verifier_gain,
)
from hybridstake.models.compute.verification.jackpot import (
    halved,
    least_jackpot,
    paid,
    prize_of_each,
)
from hybridstake.models.economics.deterrence import deters_when_forfeited
from hypothesis import given
from hypothesis import strategies as st

AMOUNTS = st.integers(1, 50)


@given(AMOUNTS, st.integers(0, 50), AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_rest_is_the_only_equilibrium_of_the_game(
    penalty: int, rent: int, gain: int, extra: int, cost: int
) -> None:
    """Rows: cheat or work; columns: verify or look away; every support is enumerated."""
    bounty = cost + extra
    provider = np.array([[provider_gain(1, penalty, rent, gain), gain], [0, 0]], dtype=float)
    verifier = np.array([[verifier_gain(1, bounty, cost), 0], [-cost, 0]], dtype=float)
    (found,) = np.array(list(nashpy.Game(provider, verifier).support_enumeration()))
    assert found[0][0] == pytest.approx(cheating_at_rest(bounty, cost), rel=1e-9, abs=0)
    assert found[1][0] == pytest.approx(checked_at_rest(penalty, rent, gain), rel=1e-9, abs=0)


def test_a_worked_game() -> None:
    """S = 4, g = 1: a fifth is checked; B = 2.5, v = 1: two fifths cheat."""
    assert checked_at_rest(4, 0, 1) == 0.2
    assert cheating_at_rest(2.5, 1) == 0.4
    assert provider_gain(0.2, 4, 0, 1) == pytest.approx(0, abs=1e-15)
    assert verifier_gain(0.4, 2.5, 1) == 0
    assert deters_when_forfeited(0.2, 4, 0, 1)
    assert not deters_when_forfeited(0.19, 4, 0, 1)


@given(st.floats(0.001, 0.5))
def test_the_logit_rest_answers_itself_and_nears_the_equilibrium(noise: float) -> None:
    checked, cheating = logit_rest(4, 0, 1, 2.5, 1, noise)
    assert chance_of_choosing(provider_gain(checked, 4, 0, 1), noise) == pytest.approx(
        cheating, rel=1e-9, abs=0
    )
    assert chance_of_choosing(verifier_gain(cheating, 2.5, 1), noise) == pytest.approx(
        checked, rel=1e-6, abs=0
    )
    assert abs(checked - 0.2) < noise
    assert abs(cheating - 0.4) < noise


def test_imitation_stands_still_where_nothing_is_gained_and_at_the_ends() -> None:
    assert [pull(part, gain) for part, gain in ((0.5, 0.0), (0.0, 3.0), (1.0, -3.0))] == [0, 0, 0]
    assert pull(0.25, 2.0) > 0 > pull(0.25, -2.0)


def test_names_together_are_never_paid_more_than_one() -> None:
    """By hand: k / 2^(k-1) is 1, 1, 0.75, 0.5 of the jackpot."""
    together = [paid(prize_of_each(1.0, names), names) for names in range(1, 40)]
    assert together[:4] == [1.0, 1.0, 0.75, 0.5]
    assert together == sorted(together, reverse=True)
    assert halved(3) == 1.5


@given(st.floats(0.01, 100), st.integers(1, 20), st.floats(0.001, 1))
def test_the_least_jackpot_pays_for_verifying_exactly(
    cost: float, verifiers: int, forced: float
) -> None:
    jackpot = least_jackpot(cost, verifiers, forced)
    assert forced * prize_of_each(jackpot, verifiers) == pytest.approx(cost, rel=1e-9, abs=0)
