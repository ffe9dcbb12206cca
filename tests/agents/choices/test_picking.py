"""The best of several worths, against a search by hand."""

from itertools import product

import numpy as np
from hybridstake.agents.choices.picking import best_response, select, taken


def test_nothing_worth_more_is_open_and_nobody_moves_for_nothing() -> None:
    """All worths of three choices from three values, all that is open beside the present choice."""
    for worths in product((0.0, 1.0, 2.0), repeat=3):
        for feasible in product((True, False), repeat=3):
            for now in range(3):
                if not feasible[now]:
                    continue
                found = best_response(worths, feasible, now)
                inside = [worth for worth, is_open in zip(worths, feasible, strict=True) if is_open]
                assert feasible[found]
                assert worths[found] == max(inside)
                assert (found == now) == (worths[now] == max(inside))


def test_whoever_holds_what_is_closed_leaves_it() -> None:
    assert best_response((5.0, 1.0), (False, True), 0) == 1


def test_arrays_of_people_pick_as_each_of_them() -> None:
    rng = np.random.default_rng(1)
    worths = tuple(rng.integers(0, 3, (4, 300)).astype(float))
    feasible = tuple(rng.random((4, 300)) < 0.7)
    now = rng.integers(0, 4, 300)
    together = best_response(worths, feasible, now)
    for row in range(300):
        alone = best_response(
            [float(each[row]) for each in worths],
            [bool(each[row]) for each in feasible],
            int(now[row]),
        )
        assert together[row] == alone
        assert taken(worths, now)[row] == taken([each[row] for each in worths], int(now[row]))
        assert select(feasible[0], worths[0], worths[1])[row] == select(
            bool(feasible[0][row]), worths[0][row], worths[1][row]
        )
