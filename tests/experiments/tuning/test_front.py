from itertools import product

from hybridstake.experiments.tuning.front import (
    Costs,
    dominates,
    front,
    hypervolume,
    knee,
    scaled,
    spans,
)
from hypothesis import given
from hypothesis import strategies as st

GRID = 6
"""Costs are whole numbers below, so that a hypervolume is a count of cells."""


def points_of(objectives: int) -> st.SearchStrategy[list[Costs]]:
    cost = st.integers(min_value=0, max_value=GRID).map(float)
    return st.lists(st.tuples(*[cost] * objectives), min_size=1, max_size=8)


@given(st.integers(min_value=1, max_value=3).flatmap(points_of))
def test_a_front_is_what_nothing_dominates_each_point_once(points: list[Costs]) -> None:
    best = {point for point in points if not any(dominates(other, point) for other in points)}
    found = [points[position] for position in front(points)]
    assert found == sorted(best)


@given(st.integers(min_value=1, max_value=3).flatmap(points_of))
def test_a_hypervolume_is_the_number_of_cells_that_are_dominated(points: list[Costs]) -> None:
    objectives = len(points[0])
    cells = sum(
        any(
            all(cost <= corner for cost, corner in zip(point, cell, strict=True))
            for point in points
        )
        for cell in product(range(GRID), repeat=objectives)
    )
    assert hypervolume(points, (float(GRID),) * objectives) == cells


def test_of_one_objective_the_hypervolume_is_the_way_to_the_best() -> None:
    assert hypervolume([(0.25,), (0.75,), (2.0,)], (1.0,)) == 0.75
    assert hypervolume([(1.0,)], (1.0,)) == 0.0


def test_the_knee_gives_up_little_of_everything() -> None:
    """Scaled by spans of 10 and 1,000, the middle point is (0.2, 0.3) away from the best of both."""
    assert knee([(0.0, 1_000.0), (2.0, 300.0), (10.0, 0.0)]) == 1
    assert knee([(5.0,)]) == 0


def test_an_objective_that_is_the_same_for_all_counts_for_nothing() -> None:
    points = [(1.0, 3.0), (2.0, 3.0)]
    assert [scaled(point, spans(points)) for point in points] == [(0.0, 0.0), (1.0, 0.0)]


def test_to_dominate_is_to_be_nowhere_worse_and_somewhere_better() -> None:
    assert dominates((1.0, 2.0), (1.0, 3.0))
    assert not dominates((1.0, 2.0), (1.0, 2.0))
    assert not dominates((1.0, 2.0), (2.0, 1.0))
