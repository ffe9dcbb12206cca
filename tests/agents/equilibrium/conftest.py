"""Equilibria by nashpy: the third witness."""

from collections.abc import Callable
from typing import Any

import nashpy
import numpy as np
import pytest
from numpy.typing import NDArray

ROUNDING = 1e-9
"""Of probabilities."""

Mixes = list[NDArray[np.float64]]


def equilibria_of(table: NDArray[np.float64]) -> list[Mixes]:
    """All equilibria of a game of two without ties, from the vertices of its best responses.

    Enumeration of supports, nashpy's other way, compares rounded pay-offs for equality, and loses
    equilibria of games that are drawn at random.
    """
    game: Any = nashpy.Game(table[0], table[1])
    return [[np.asarray(mix) for mix in mixes] for mixes in game.vertex_enumeration()]


def pure_equilibria_of(table: NDArray[np.float64]) -> list[tuple[int, ...]]:
    """Those in which nobody mixes, sorted."""
    return sorted(
        tuple(int(mix.argmax()) for mix in mixes)
        for mixes in equilibria_of(table)
        if min(mix.max() for mix in mixes) > 1 - ROUNDING
    )


@pytest.fixture(scope="session")
def by_nashpy() -> Callable[[NDArray[np.float64]], list[Mixes]]:
    return equilibria_of


@pytest.fixture(scope="session")
def pure_by_nashpy() -> Callable[[NDArray[np.float64]], list[tuple[int, ...]]]:
    return pure_equilibria_of
