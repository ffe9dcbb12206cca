"""Who still gets through a door of limited width, run by run and in turn."""

import numpy as np
import pytest
from hybridstake.agents.arrays.stakes import admitted


@pytest.mark.parametrize(
    ("limit", "passes"),
    [
        (0, [False, False, False]),
        (1, [True, False, False]),
        (30, [True, False, False]),
        (31, [True, True, False]),
        (60, [True, True, False]),
        (61, [True, True, True]),
    ],
)
def test_the_wish_that_reaches_the_limit_still_fits(limit: int, passes: list[bool]) -> None:
    """Three of thirty each, one after another."""
    through = [0]
    wishes, run = np.ones(3, dtype=np.bool_), np.zeros(3, dtype=np.int64)
    found = admitted(wishes, np.full(3, 30), run, through, limit)
    assert found.tolist() == passes
    assert through == [30 * sum(passes)]


def test_the_next_group_finds_what_the_last_one_has_left_of_the_door() -> None:
    through = [40]
    found = admitted(np.array([True, True]), np.array([15, 1]), np.zeros(2, dtype=int), through, 50)
    assert found.tolist() == [True, False]
    assert through == [55]


def test_every_run_has_a_door_of_its_own() -> None:
    """Against one run at a time, over random wishes."""
    rng = np.random.default_rng(1)
    for _ in range(50):
        run = np.sort(rng.integers(0, 3, 30))
        wishes, amounts = rng.random(30) < 0.6, rng.integers(0, 20, 30)
        together = [0, 0, 0]
        found = admitted(wishes, amounts, run, together, 60)
        for number in range(3):
            own, alone = run == number, [0]
            expected = admitted(wishes[own], amounts[own], np.zeros(own.sum(), int), alone, 60)
            assert found[own].tolist() == expected.tolist()
            assert together[number] == alone[0]
