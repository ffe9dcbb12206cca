"""Committees seated draw by draw: whoever is drawn again is passed over."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrivals import Arrivals, Floats

_ENTRIES_IN_CACHE = 65_536
_SPARE_DEVIATIONS = 4.0


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class AliasTable:
    """Draws one of N in constant time, whatever the stakes."""

    cuts: Floats
    """Where cell i of N is divided, from i to i + 1, (N,) [1]."""
    holders: NDArray[np.int64]
    """Who is drawn left and right of each cut, (2 N,)."""


def alias_table(stakes: Floats) -> AliasTable:
    """Table of Walker's alias method.

    Parameters
    ----------
    stakes
        Positive, (N,) [token].

    Returns
    -------
    AliasTable
        Each of N equal cells is shared by at most two validators.

    Notes
    -----
    Source: Walker 1977, ACM Trans. Math. Softw. 3, doi:10.1145/355744.355749; built by prefix sums
    after Hübschle-Schneider & Sanders 2022, ACM Trans. Math. Softw. 48, doi:10.1145/3549934. The
    cells of small stakes are filled up from the large ones in their order; a large one that has given
    away too much is filled up from the next.

    Examples
    --------
    >>> table = alias_table(np.array([1.0, 3.0]))
    >>> table.cuts, table.holders
    (array([0.5, 2. ]), array([0, 1, 1, 1]))
    """
    size = stakes.size
    parts = stakes / stakes.sum() * size
    small, large = np.flatnonzero(parts < 1), np.flatnonzero(parts >= 1)
    filled, cells = parts.copy(), np.arange(size)
    other = cells.copy()
    lack = np.cumsum(1 - parts[small])
    excess = np.cumsum(parts[large] - 1)
    if small.size and large.size:
        before = np.append(0.0, lack[:-1])
        giver = np.searchsorted(excess, before, side="left")
        other[small] = large[np.minimum(giver, large.size - 1)]
        emptied = np.searchsorted(lack, excess, side="right")
        left_over = 1 + excess - np.append(lack, np.inf)[emptied]
        filled[large] = np.where(emptied < lack.size, left_over, 1.0)
        other[large[:-1]] = large[1:]
    filled = np.clip(filled, 0, 1)
    return AliasTable(cuts=cells + filled, holders=np.stack([cells, other], axis=1).ravel())


def draws_needed(side: Arrivals, committee: int) -> float:
    """Draws after which `committee` different validators have been drawn, nearly always [1].

    Parameters
    ----------
    side
        Arrivals of all validators, at rates that sum to 1.
    committee
        Different ones that are wanted, fewer than there are [seat].

    Returns
    -------
    float
        Where the expected number of different ones is four standard deviations above; infinite where
        that is beyond all of them.

    Notes
    -----
    Source: ours, by bisection; drawing at the ticks of a unit-rate clock makes every validator
    arrive on its own.
    """
    wanted = committee + _SPARE_DEVIATIONS * math.sqrt(committee) / 2
    if wanted >= side.validators:
        return math.inf
    low, high = float(committee), 1e18
    for _ in range(100):
        middle = math.sqrt(low * high)
        different = float(-np.expm1(-middle * side.rates) @ side.counts)
        low, high = (middle, high) if different < wanted else (low, middle)
    return high


class AliasDraws:
    """Draws with replacement, of which each validator's first counts.

    Notes
    -----
    Source: ours; passing over whoever already sits leaves the others' chances in proportion to their
    stakes, which is the law without replacement. Nothing is rounded but the table. Every draw is one
    integer: who, then when, then whether the adversary's; sorted, it stands beside its repetitions.
    """

    def __init__(
        self, stakes: Floats, is_adversary: NDArray[np.bool_], committee: int, draws: int
    ) -> None:
        """Table for some stakes.

        Parameters
        ----------
        stakes
            Positive, (N,) [token].
        is_adversary
            (N,).
        committee
            Seats drawn, n, at most N [seat].
        draws
            Draws made at first for each trial, at least `committee` [1].
        """
        table = alias_table(stakes)
        self.cuts = table.cuts
        self.committee = committee
        shift = 1 + draws.bit_length()
        wide = (stakes.size - 1).bit_length() + shift > 32
        kind = np.uint64 if wide else np.uint32
        self.shift = kind(shift)
        self.late = kind(1 << shift)
        self.entries = (table.holders.astype(kind) << self.shift) | is_adversary[table.holders]
        self.turns = np.arange(draws, dtype=kind) << kind(1)

    def seats(self, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Adversary's seats in every trial, (trials,) [seat]."""
        found = np.empty(trials, dtype=np.int64)
        rows = max(1, _ENTRIES_IN_CACHE // self.turns.size)
        for start in range(0, trials, rows):
            block = found[start : start + rows]
            drawn = self._draw(block.size, rng)
            firsts = self._firsts(drawn)
            np.sum(firsts & firsts.dtype.type(1), axis=1, out=block, dtype=np.int64)
            for row in np.flatnonzero(firsts[:, -1] >= self.late):
                block[row] = self._continued(drawn[row], rng)
        return found

    def _draw(self, rows: int, rng: np.random.Generator) -> NDArray[np.unsignedinteger]:
        """Draws in their order, (rows, draws)."""
        places = rng.random((rows, self.turns.size))
        places *= self.cuts.size
        cells = places.astype(np.int64)
        right = places >= self.cuts.take(cells)
        cells <<= 1
        cells += right
        drawn = self.entries.take(cells)
        drawn += self.turns
        return drawn

    def _firsts(self, drawn: NDArray[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:
        """Turn and flag of the n validators drawn first, the last one at the end, (rows, n).

        Where fewer have been drawn, the rest are `late` or more.
        """
        ordered = np.sort(drawn, axis=1)
        again = (ordered[:, 1:] ^ ordered[:, :-1]) < self.late
        ordered &= self.late - ordered.dtype.type(1)
        ordered[:, 1:] |= again.astype(ordered.dtype) << self.shift
        ordered.partition(self.committee - 1, axis=1)
        return ordered[:, : self.committee]

    def _continued(self, drawn: NDArray[np.unsignedinteger], rng: np.random.Generator) -> int:
        """Adversary's seats of one trial in which not enough validators have been drawn yet."""
        seated = dict.fromkeys(self._who(drawn))
        while len(seated) < self.committee:
            seated |= dict.fromkeys(self._who(self._draw(1, rng)[0]))
        return sum(flag for _, flag in list(seated)[: self.committee])

    def _who(self, drawn: NDArray[np.unsignedinteger]) -> list[tuple[int, int]]:
        """Validators and flags, in the order in which they were drawn."""
        return [(entry >> int(self.shift), entry & 1) for entry in drawn.tolist()]
