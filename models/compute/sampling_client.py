"""A keeper of extended data that may withhold cells, and clients who ask it for a few under a root."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .erasure_code import Symbols, cell_bytes, extended
from .merkle_tree import Path, belongs, levels, path_of


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

    def answer(self, place: int) -> tuple[bytes, Path] | None:
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
    """
    places = rng.choice(len(keeper.cells), samples, replace=False)
    answers = [(int(place), keeper.answer(int(place))) for place in places]
    return all(
        found is not None
        and found[1].place == place
        and found[1].pieces == len(keeper.cells)
        and belongs(root, *found)
        for place, found in answers
    )
