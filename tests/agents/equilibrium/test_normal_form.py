"""Small games: textbook equilibria, and those that nashpy finds by other means."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.equilibrium.normal_form import (
    coalition_gain,
    epsilon,
    mixed_epsilon,
    payoff_table,
    pure_equilibria,
)

Solve = Callable[..., list[Any]]

PRISONERS = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
HUNT = np.array([[[4.0, 0.0], [3.0, 3.0]], [[4.0, 3.0], [0.0, 3.0]]])


def test_the_hunt_has_two_equilibria_of_which_one_is_strong() -> None:
    assert pure_equilibria(HUNT) == [(0, 0), (1, 1)]
    assert [epsilon(HUNT, played, size=2) for played in ((0, 0), (1, 1))] == [0.0, 1.0]


def test_the_worst_off_member_speaks_for_a_coalition() -> None:
    """From (0, 1) to (1, 0) the first gains 5 and the second loses 5; to (1, 1) 1 and 4."""
    assert coalition_gain(PRISONERS, (0, 1), (0, 1)) == 0.0
    assert coalition_gain(PRISONERS, (0, 1), (0,)) == 1.0


def test_three_players_are_written_out_in_order() -> None:
    """The first gets the sum of the others' numbers."""
    table = payoff_table([2, 3, 2], lambda played: [played[1] + played[2], 0.0, played[0]])
    assert table.shape == (3, 2, 3, 2)
    assert table[:, 1, 2, 1].tolist() == [3.0, 0.0, 1.0]


@pytest.mark.parametrize("seed", range(12))
def test_nashpys_equilibria_leave_nothing_to_gain_and_its_pure_ones_are_ours(
    seed: int, by_nashpy: Solve, pure_by_nashpy: Solve
) -> None:
    """All equilibria of games whose numbers are drawn at random; their number is odd, as it must be."""
    table = np.random.default_rng(seed).normal(size=(2, 3, 4))
    found = by_nashpy(table)
    assert len(found) % 2 == 1
    for mixes in found:
        assert mixed_epsilon(table, mixes) == pytest.approx(0, abs=1e-9)
    assert pure_by_nashpy(table) == pure_equilibria(table)


def test_a_mix_beside_the_equilibrium_leaves_a_gain(by_nashpy: Solve) -> None:
    """Matching pennies; who faces 3/4 heads wins 1/2 on average by always calling it."""
    pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    ((first, second),) = by_nashpy(pennies)
    assert mixed_epsilon(pennies, [first, second]) == pytest.approx(0, abs=1e-12)
    assert mixed_epsilon(pennies, [first, np.array([0.75, 0.25])]) == 0.5


def test_three_who_mix_are_weighed_too() -> None:
    """Odd one out: whoever differs from both others gets one; equal coins are an equilibrium. Beside one
    who always calls heads, tails wins in half of the cases, and a coin in a quarter."""
    table = payoff_table(
        [2, 2, 2],
        lambda played: [float(sum(own == other for other in played) == 1) for own in played],
    )
    fair = [np.array([0.5, 0.5])] * 3
    assert mixed_epsilon(table, fair) == pytest.approx(0, abs=1e-12)
    assert mixed_epsilon(table, [np.array([1.0, 0.0]), *fair[1:]]) == 0.25
    assert mixed_epsilon(table, [np.array([1.0, 0.0])] * 2 + fair[:1]) == 0.5
