"""Clients that ask for cells under a root: they are deceived as often as the formula says."""

import numpy as np
import pytest
from hybridstake.models.compute.data_availability import chance_missed
from hybridstake.models.compute.erasure_code import Symbols
from hybridstake.models.compute.merkle_tree import root_of
from hybridstake.models.compute.sampling_client import accepts, keeper_of

CELLS, NEEDED = 16, 8
CLIENTS = 1_500


@pytest.fixture
def data() -> Symbols:
    return np.random.default_rng(1).integers(0, 65_536, (NEEDED, 4))


def test_who_has_everything_convinces_everybody(data: Symbols) -> None:
    rng = np.random.default_rng(2)
    keeper = keeper_of(data, CELLS)
    assert all(accepts(keeper.root, keeper, samples, rng) for samples in range(CELLS + 1))


@pytest.mark.parametrize("forged", [False, True])
@pytest.mark.parametrize(("withheld", "samples"), [(9, 2), (9, 4), (1, 4)])
def test_withholding_goes_unnoticed_as_often_as_the_formula_says(
    data: Symbols, withheld: int, samples: int, forged: bool
) -> None:
    """Five standard errors; other data in place of what is withheld deceives nobody more."""
    rng = np.random.default_rng(3)
    places = frozenset(rng.permutation(CELLS)[:withheld].tolist())
    keeper = keeper_of(data, CELLS, places, forged=forged)
    deceived = np.mean([accepts(keeper.root, keeper, samples, rng) for _ in range(CLIENTS)])
    chance = chance_missed(CELLS, withheld, samples)
    assert deceived == pytest.approx(chance, abs=5 * np.sqrt(chance * (1 - chance) / CLIENTS))


def test_who_samples_more_than_is_left_notices_for_certain(data: Symbols) -> None:
    rng = np.random.default_rng(4)
    keeper = keeper_of(data, CELLS, frozenset(range(9)))
    assert not any(accepts(keeper.root, keeper, CELLS - 8, rng) for _ in range(50))


def test_who_samples_everything_finds_the_one_cell_that_is_missing(data: Symbols) -> None:
    """No cell is asked for twice."""
    rng = np.random.default_rng(6)
    keeper = keeper_of(data, CELLS, frozenset({5}))
    assert not any(accepts(keeper.root, keeper, CELLS, rng) for _ in range(50))


def test_another_models_cells_are_not_accepted(data: Symbols) -> None:
    keeper = keeper_of(data, CELLS)
    other = keeper_of((data + 1) % 65_536, CELLS)
    rng = np.random.default_rng(5)
    assert other.root != keeper.root != root_of([b""])
    assert not accepts(keeper.root, other, 1, rng)
