"""A keeper of extended data that may withhold cells, and clients who ask it for a few under a root.

A few cells tell that cells are there, not that they are a codeword, of which any as many as the data has
restore it. Somebody who has so many checks the coding, and can show the same cells to everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import InvalidParameter
from .erasure_code import Symbols, cell_bytes, cell_numbers, extended, restored
from .merkle_tree import Path, belongs, levels, path_of, root_of

Answer = tuple[bytes, Path]
"""A cell with its proof."""


@dataclass(frozen=True, eq=False)
class Keeper:
    """Who holds the data, and answers for what it does not withhold."""

    cells: Symbols
    """(cells, positions) with the further ones [1]."""
    withheld: frozenset[int] = frozenset()
    """Numbers of the cells that it keeps to itself."""
    forged: bool = False
    """Whether it answers for these with other data, rather than with nothing."""

    @cached_property
    def tree(self) -> list[list[bytes]]:
        """Hashes of all levels."""
        return levels([cell_bytes(cell) for cell in self.cells])

    @property
    def root(self) -> bytes:
        """What the chain has."""
        return self.tree[-1][0]

    def answer(self, place: int) -> Answer | None:
        """A cell with its proof; nothing if it is withheld."""
        cell, path = cell_bytes(self.cells[place]), path_of(self.tree, place)
        if place not in self.withheld:
            return cell, path
        return (cell[::-1] + b"\x00", path) if self.forged else None


def keeper_of(
    data: Symbols, cells: int, withheld: frozenset[int] = frozenset(), *, forged: bool = False
) -> Keeper:
    """A keeper of data that is extended to so many cells.

    Parameters
    ----------
    data
        (needed, positions) [1].
    cells
        With the further ones [1].
    withheld
        Numbers of those that it keeps to itself.
    forged
        Whether it answers for these with other data.
    """
    return Keeper(extended(data, cells), withheld, forged)


def accepts(root: bytes, keeper: Keeper, samples: int, rng: np.random.Generator) -> bool:
    """Whether a client that knows the root alone takes the data to be available.

    Parameters
    ----------
    root
        From the chain.
    keeper
        Who is asked.
    samples
        Different cells that are asked for [1].
    rng
        Draws them.

    Returns
    -------
    bool
        Of data that is withheld, as seldom true as `chance_missed` says, if the coding is right.
    """
    places = rng.choice(len(keeper.cells), samples, replace=False)
    answers = [(int(place), keeper.answer(int(place))) for place in places]
    return all(
        found is not None and is_proved(root, place, len(keeper.cells), found)
        for place, found in answers
    )


def is_proved(root: bytes, place: int, cells: int, answer: Answer) -> bool:
    """Whether a cell is the one at its place under a root of so many."""
    path = answer[1]
    return path.place == place and path.pieces == cells and belongs(root, *answer)


def coding_is_right(root: bytes, shown: Mapping[int, Answer], needed: int, cells: int) -> bool:
    """Whether all cells under a root are a codeword, by as many of them as the data has.

    Parameters
    ----------
    root
        From the chain.
    shown
        Cells with their proofs, by their numbers; where the coding is wrong they prove it to everybody.
    needed
        Cells of the data [1].
    cells
        With the further ones [1].

    Raises
    ------
    InvalidParameter
        Where fewer cells are shown, or one that is not under the root.

    Notes
    -----
    Source: ours: what the cells restore is extended again and has the same root. Al-Bassam et al. 2018
    (arXiv:1809.09044) make such proofs short by coding rows and columns.

    Examples
    --------
    >>> keeper = keeper_of(np.array([[1], [2]]), 4)
    >>> shown = {at: (cell_bytes(keeper.cells[at]), path_of(keeper.tree, at)) for at in (1, 3)}
    >>> coding_is_right(keeper.root, shown, needed=2, cells=4)
    True
    """
    for place, answer in shown.items():
        if not is_proved(root, place, cells, answer):
            raise InvalidParameter(f"cell {place} must be proved under the root, got another")
    received = {place: cell_numbers(cell) for place, (cell, _) in shown.items()}
    if len({len(numbers) for numbers in received.values()}) > 1:
        return False
    data = restored(received, needed)
    return root_of([cell_bytes(cell) for cell in extended(data, cells)]) == root
