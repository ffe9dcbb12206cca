"""Committees seated draw by draw: whoever is drawn again is passed over."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown, and the array library is an argument.

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .array_libraries import on_host, smallest
from .arrivals import Arrivals, Floats

_ENTRIES_IN_CACHE = 65_536
_SPARE_DEVIATIONS = 4.0


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class AliasTable:
    """Draws one of N in constant time, whatever the stakes."""

    cuts: Floats
    """Where cell i of N is divided, from i to i + 1, (N,) [1]."""
    holders: NDArray[np.int32]
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
    (array([0.5, 2. ]), array([0, 1, 1, 1], dtype=int32))
    """
    size = stakes.size
    filled: Floats = stakes / stakes.sum()
    filled *= size
    small, large = np.flatnonzero(filled < 1), np.flatnonzero(filled >= 1)
    other = np.arange(size, dtype=np.int32)
    if small.size and large.size:
        lack = np.cumsum(1 - filled[small])
        excess = np.cumsum(filled[large] - 1)
        emptied = np.searchsorted(lack, excess, side="right")
        left_over = 1 + excess - np.append(lack, np.inf)[emptied]
        filled[large] = np.where(emptied < lack.size, left_over, 1.0)
        other[large[:-1]] = large[1:]
        giver = np.searchsorted(excess, np.append(0.0, lack[:-1]), side="left")
        np.minimum(giver, large.size - 1, out=giver)
        other[small] = large[giver]
    np.clip(filled, 0, 1, out=filled)
    cells = np.arange(size, dtype=np.int32)
    filled += cells
    return AliasTable(cuts=filled, holders=np.stack([cells, other], axis=1).ravel())


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
        self,
        stakes: Floats,
        is_adversary: NDArray[np.bool_],
        committee: int,
        draws: int,
        xp: Any = np,
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
        xp
            Array library, of the array-API kind; only the random numbers come from NumPy.
        """
        table = alias_table(stakes)
        self.xp = xp
        self.cuts = xp.asarray(table.cuts)
        self.committee = committee
        self.draws = draws
        self.shift = 1 + draws.bit_length()
        self.late = 1 << self.shift
        wide = (stakes.size - 1).bit_length() + self.shift > 31
        self.integer = xp.int64 if wide else xp.int32
        entries = table.holders.astype(np.int64 if wide else np.int32)
        entries <<= self.shift
        entries |= is_adversary[table.holders]
        self.entries = xp.asarray(entries)
        self.turns = xp.arange(0, 2 * draws, 2, dtype=self.integer)

    def seats(self, trials: int, rng: np.random.Generator) -> Any:
        """Adversary's seats in every trial, (trials,) [seat]."""
        xp = self.xp
        found = xp.empty(trials, dtype=xp.int64)
        rows = max(1, _ENTRIES_IN_CACHE // self.draws)
        for start in range(0, trials, rows):
            stop = min(start + rows, trials)
            drawn = self._draw(stop - start, rng)
            firsts = self._firsts(drawn)
            found[start:stop] = xp.sum(firsts & 1, axis=1, dtype=xp.int64)
            for row in on_host(xp.nonzero(firsts[:, -1] >= self.late)[0], xp).tolist():
                found[start + row] = self._continued(drawn[row, ...], rng)
        return found

    def _draw(self, rows: int, rng: np.random.Generator) -> Any:
        """Draws in their order, (rows, draws)."""
        xp = self.xp
        places = xp.asarray(rng.random(rows * self.draws))
        places *= self.cuts.shape[0]
        cells = xp.asarray(places, dtype=xp.int64)
        right = places >= xp.take(self.cuts, cells, axis=0)
        cells <<= 1
        cells += xp.asarray(right, dtype=xp.int64)
        drawn = xp.reshape(xp.take(self.entries, cells, axis=0), (rows, self.draws))
        drawn += self.turns
        return drawn

    def _firsts(self, drawn: Any) -> Any:
        """Turn and flag of the n validators drawn first, the last one at the end, (rows, n).

        Where fewer have been drawn, the rest are `late` or more.
        """
        xp = self.xp
        ordered = xp.sort(drawn, axis=1)
        again = (ordered[:, 1:] ^ ordered[:, :-1]) < self.late
        ordered &= self.late - 1
        ordered[:, 1:] |= xp.asarray(again, dtype=self.integer) << self.shift
        return smallest(ordered, self.committee, xp)

    def _continued(self, drawn: Any, rng: np.random.Generator) -> int:
        """Adversary's seats of one trial in which not enough validators have been drawn yet."""
        seated = dict.fromkeys(self._who(drawn))
        while len(seated) < self.committee:
            seated |= dict.fromkeys(self._who(self._draw(1, rng)[0, ...]))
        return sum(flag for _, flag in list(seated)[: self.committee])

    def _who(self, drawn: Any) -> list[tuple[int, int]]:
        """Validators and flags, in the order in which they were drawn."""
        entries: list[int] = on_host(drawn, self.xp).tolist()
        return [(entry >> self.shift, entry & 1) for entry in entries]
