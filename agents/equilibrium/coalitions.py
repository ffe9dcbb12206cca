"""Coalitions of two and three: every set of moves, by types, not by heads."""

from collections.abc import Iterator
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from ...models.errors import InvalidParameter
from .deviation import Deviation, Kind, best
from .game import Game

MOST_MOVES = 120
"""Up to here there are 300,000 sets of three moves: about a second [1]."""

LARGEST = 3
"""Members of the largest coalition [1]."""

CHUNK = 65_536
"""Sets of moves that are weighed at once [1]."""


def coalition_deviation(
    game: Game,
    profile: NDArray[np.int64],
    sums: NDArray[np.float64],
    types: NDArray[np.int64],
    strategies: NDArray[np.int64],
    now: NDArray[np.float64],
    *,
    size: int,
    most_moves: int,
) -> tuple[Deviation | None, bool]:
    """The best change of two or three, and whether all were tried.

    Parameters
    ----------
    game, profile, sums
        The game, who plays what, and the sums over all players.
    types, strategies, now
        Of every kind of player that there is, (kinds,), and what it gets.
    size
        Most members, from 1 to 3 [1].
    most_moves
        Moves up to which all sets of them are tried; of more, evenly spread types for every pair of
        strategies, so that neighbours should be alike [1].

    Returns
    -------
    tuple
        A coalition whose worst-off member gains most, every member changing: one who does not change
        could be left out, and the others would gain no less. None where no coalition gains.

    Raises
    ------
    InvalidParameter
        For another size.

    Notes
    -----
    Source: ours.
    """
    if not 1 <= size <= LARGEST:
        raise InvalidParameter(f"coalition_size must lie in [1, {LARGEST}], got {size!r}")
    kinds, targets = np.nonzero(
        game.allowed[types] & (strategies[:, None] != np.arange(game.allowed.shape[1]))
    )
    everything = len(kinds)
    if everything > most_moves:
        kept = spread(strategies[kinds], targets, most_moves)
        kinds, targets = kinds[kept], targets[kept]
    count = profile[types, strategies]
    before = game.contributions[types[kinds], strategies[kinds]]
    change = game.contributions[types[kinds], targets] - before
    found: Deviation | None = None
    for members in range(2, size + 1):
        for chosen in chunks(len(kinds), members):
            possible = chosen[fits(kinds[chosen], count)]
            if not len(possible):
                continue
            after = sums + change[possible].sum(axis=1)
            gains = np.min(
                [
                    game.payoffs(types[kinds[move]], targets[move].astype(np.int64), after)
                    - now[kinds[move]]
                    for move in possible.T
                ],
                axis=0,
            )
            top = int(gains.argmax())
            moves = tuple(
                (int(types[kinds[move]]), int(strategies[kinds[move]]), int(targets[move]))
                for move in possible[top]
            )
            found = best(found, Deviation(Kind.COALITION, float(gains[top]), moves))
    return found, everything <= most_moves or size == 1


def spread(old: NDArray[np.int64], new: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Rows of some moves, as many of every pair of strategies, evenly over the types.

    Parameters
    ----------
    old, new
        Strategies from which and to which, (moves,).
    most
        Rows that are wanted at most, or one for every pair [1].

    Examples
    --------
    >>> spread(np.zeros(10, dtype=int), np.ones(10, dtype=int), 3).tolist()
    [0, 4, 9]
    """
    pairs, which = np.unique(np.stack([old, new]), axis=1, return_inverse=True)
    each = max(most // pairs.shape[1], 1)
    kept: list[NDArray[np.int64]] = []
    for pair in range(pairs.shape[1]):
        rows = np.flatnonzero(which.ravel() == pair)
        places = np.linspace(0, len(rows) - 1, min(each, len(rows))).astype(np.int64)
        kept.append(rows[places])
    return np.sort(np.concatenate(kept))


def chunks(moves: int, members: int) -> Iterator[NDArray[np.int64]]:
    """All sets of moves, with repetition and without order, a few thousand rows at a time."""
    rows: list[tuple[int, ...]] = []
    for row in combinations_with_replacement(range(moves), members):
        rows.append(row)
        if len(rows) == CHUNK:
            yield np.array(rows)
            rows = []
    if rows:
        yield np.array(rows)


def fits(kinds: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether there are as many players of a kind as a coalition takes.

    Parameters
    ----------
    kinds
        Of the members of each coalition, (coalitions, members).
    count
        Players of every kind, (kinds,) [1].
    """
    taken = (kinds[:, :, None] == kinds[:, None, :]).sum(axis=2)
    return (taken <= count[kinds]).all(axis=1)
