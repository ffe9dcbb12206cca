"""A small comparison, made once for all tests and not to be changed, and what follows from it."""

from dataclasses import replace
from typing import Any

import pytest
from hybridstake.experiments.comparing.comparison import Comparison, compared
from hybridstake.experiments.comparing.subject import Conditions
from hybridstake.experiments.running.runner import unobserved

SMALL = Conditions(runs=3, epochs=15, people=40)


@pytest.fixture(scope="session")
def pair() -> Comparison:
    """The plan and the reference protocol."""
    files = ("plan", "reference")
    return compared(files, SMALL, workers=1, cluster=None, progress=unobserved)


@pytest.fixture(scope="session")
def same(pair: Comparison) -> Comparison:
    """The reference protocol twice."""
    return of_sides(pair, 1, 1)


@pytest.fixture(scope="session")
def alone(pair: Comparison) -> Comparison:
    """The plan by itself."""
    return of_sides(pair, 0)


def of_sides(pair: Comparison, *chosen: int) -> Comparison:
    """A comparison of what was found of some of two files."""

    def of(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(values[side] for side in chosen)

    letters = ("A", "B")
    return replace(
        pair,
        subjects=tuple(
            replace(each, letter=letter)
            for letter, each in zip(letters, of(pair.subjects), strict=False)
        ),
        fields=[replace(each, values=of(each.values)) for each in pair.fields],
        invariants=[replace(each, found=of(each.found)) for each in pair.invariants],
        risks=[replace(each, found=of(each.found)) for each in pair.risks],
        quantities=[
            replace(each, values=of(each.values), promised=of(each.promised))
            for each in pair.quantities
        ],
    )
