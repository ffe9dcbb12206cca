"""Any cells that are as many as the data restore it, and one fewer leaves it open."""

from itertools import combinations

import numpy as np
import pytest
from hybridstake.models.compute.erasure_code import (
    FIELD,
    cell_bytes,
    extended,
    restored,
    values_at,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given, settings
from hypothesis import strategies as st

numbers = st.integers(0, FIELD - 1)


def test_a_line_by_hand() -> None:
    """5 and 8 at 0 and 1 are 5 + 3 x: 11 and 14 follow; a number of the field below zero comes round."""
    assert extended(np.array([[5], [8]]), 4).ravel().tolist() == [5, 8, 11, 14]
    assert extended(np.array([[1], [0]]), 3).ravel().tolist() == [1, 0, FIELD - 1]


def test_every_half_of_the_cells_restores_the_data() -> None:
    data = np.random.default_rng(1).integers(0, FIELD, (4, 3))
    cells = extended(data, 8)
    for places in combinations(range(8), 4):
        found = restored({place: cells[place] for place in places}, 4)
        assert (found == data).all()


@settings(max_examples=25)
@given(data=st.lists(numbers, min_size=1, max_size=12), seed=st.integers(0, 2**32 - 1))
def test_data_of_any_size_come_back_from_any_cells_that_suffice(data: list[int], seed: int) -> None:
    cells = extended(np.array(data)[:, None], 2 * len(data) + 1)
    places = np.random.default_rng(seed).permutation(len(cells))[: len(data)].tolist()
    assert restored({place: cells[place] for place in places}, len(data)).ravel().tolist() == data


def test_half_of_the_cells_less_one_do_not_tell_the_data() -> None:
    """Two models that differ everywhere agree on 63 of their 128 cells: it matters who keeps the 64th.

    The second is the first plus a polynomial of degree 63 that is zero at these points.
    """
    data = np.random.default_rng(2).integers(0, FIELD, (64, 1))
    agreed = np.arange(64, 127)
    zeros = np.zeros((63, 1), dtype=np.int64)
    known, values = np.append(agreed, 0), np.concatenate([zeros, [[1]]])
    difference = values_at(known, values, np.arange(64))
    other = (data + difference) % FIELD
    first, second = extended(data, 128), extended(other, 128)
    assert (first[agreed] == second[agreed]).all()
    assert (first != second).sum() == 65


def test_too_few_cells_are_refused() -> None:
    cells = extended(np.array([[1], [2], [3]]), 6)
    with pytest.raises(InvalidParameter) as refused:
        restored({0: cells[0], 5: cells[5]}, 3)
    assert str(refused.value) == "received must be at least 3 cells, got 2"
    with pytest.raises(InvalidParameter) as refused:
        extended(np.array([[1], [2], [3]]), 2)
    assert str(refused.value) == "cells must lie in [3, 65537), got 2"


def test_different_cells_are_different_bytes() -> None:
    assert cell_bytes(np.array([1, FIELD - 1])) == bytes([0, 0, 1, 1, 0, 0])
