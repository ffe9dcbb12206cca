"""Clients that ask for cells under a root: they are deceived as often as the formula says."""

import numpy as np
import pytest
from hybridstake.models.compute.data_availability import chance_missed
from hybridstake.models.compute.erasure_code import Symbols
from hybridstake.models.compute.merkle_tree import levels, path_of, root_of
from hybridstake.models.compute.sampling_client import (
    Answer,
    Keeper,
    accepts,
    coding_is_right,
    keeper_of,
)
from hybridstake.models.errors import InvalidParameter

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


def shown_by(keeper: Keeper, places: list[int]) -> dict[int, Answer]:
    answers = {place: keeper.answer(place) for place in places}
    return {place: found for place, found in answers.items() if found is not None}


def test_a_wrong_coding_deceives_most_samplers_and_nobody_who_checks_it(data: Symbols) -> None:
    """One cell is withheld where nine would be needed; any eight of the others give it away."""
    rng = np.random.default_rng(7)
    cells = keeper_of(data, CELLS).cells.copy()
    cells[3:] = rng.integers(0, 65_536, cells[3:].shape)
    keeper = Keeper(cells, frozenset({0}))
    deceived = np.mean([accepts(keeper.root, keeper, 6, rng) for _ in range(300)])
    assert deceived > 0.5 > 500 * chance_missed(CELLS, CELLS - NEEDED + 1, 6)
    for _ in range(20):
        places = rng.choice(np.arange(1, CELLS), NEEDED, replace=False).tolist()
        assert not coding_is_right(keeper.root, shown_by(keeper, places), NEEDED, CELLS)


def test_a_right_coding_is_found_right_by_any_cells(data: Symbols) -> None:
    rng = np.random.default_rng(8)
    keeper = keeper_of(data, CELLS, frozenset({2, 11}))
    for number in range(NEEDED, CELLS - 1):
        places = rng.permutation([at for at in range(CELLS) if at not in keeper.withheld])[:number]
        assert coding_is_right(keeper.root, shown_by(keeper, places.tolist()), NEEDED, CELLS)


@pytest.mark.parametrize("place", range(CELLS))
def test_one_cell_that_is_off_by_one_is_a_wrong_coding(data: Symbols, place: int) -> None:
    cells = keeper_of(data, CELLS).cells.copy()
    cells[place, 0] += 1
    keeper = Keeper(cells)
    for places in (list(range(NEEDED)), list(range(NEEDED, CELLS))):
        assert not coding_is_right(keeper.root, shown_by(keeper, places), NEEDED, CELLS)


def test_cells_of_several_lengths_are_a_wrong_coding() -> None:
    pieces = [bytes(3 * length) for length in (1, 2, 1, 1)]
    tree = levels(pieces)
    shown = {place: (pieces[place], path_of(tree, place)) for place in (0, 1)}
    assert not coding_is_right(tree[-1][0], shown, needed=2, cells=4)


def test_nobody_can_raise_the_alarm_with_cells_that_are_not_under_the_root(data: Symbols) -> None:
    keeper = keeper_of(data, CELLS)
    other = keeper_of((data + 1) % 65_536, CELLS)
    shown = shown_by(keeper, list(range(NEEDED)))
    with pytest.raises(InvalidParameter) as raised:
        coding_is_right(keeper.root, shown | shown_by(other, [4]), NEEDED, CELLS)
    assert str(raised.value) == "cell 4 must be proved under the root, got another"
    with pytest.raises(InvalidParameter) as raised:
        coding_is_right(keeper.root, {5: shown[4]}, NEEDED, CELLS)
    assert str(raised.value) == "cell 5 must be proved under the root, got another"
    del shown[0]
    with pytest.raises(InvalidParameter) as raised:
        coding_is_right(keeper.root, shown, NEEDED, CELLS)
    assert str(raised.value) == "received must be at least 8 cells, got 7"
