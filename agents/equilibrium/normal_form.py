"""Finite games of few players in normal form: every profile in one table, and every gain by search.

The table of n players is an array (players, strategies of the first, …, strategies of the last).
"""

from collections.abc import Callable, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from .game import Game, aggregates_of

Table = NDArray[np.float64]


def payoff_table(
    strategies: Sequence[int],
    payoffs: Callable[[tuple[int, ...]], Sequence[float] | NDArray[np.float64]],
) -> Table:
    """The table of a game.

    Parameters
    ----------
    strategies
        How many every player has, (players,) [1].
    payoffs
        What all players get when they play these strategies, (players,).

    Examples
    --------
    >>> payoff_table([2, 2], lambda played: [float(played[0]), float(played[1])])[1].tolist()
    [[0.0, 1.0], [0.0, 1.0]]
    """
    table = np.empty((len(strategies), *strategies))
    for played in product(*map(range, strategies)):
        table[(slice(None), *played)] = payoffs(played)
    return table


def table_of(game: Game) -> tuple[Table, NDArray[np.int64]]:
    """A game of types written out player by player; what is not allowed is worth minus infinity.

    Parameters
    ----------
    game
        Of few players: the table has strategies ** players columns.

    Returns
    -------
    tuple
        The table, and the type of each player, (players,).
    """
    types = np.repeat(np.arange(len(game.members)), game.members)
    strategies = game.allowed.shape[1]

    def payoffs(played: tuple[int, ...]) -> NDArray[np.float64]:
        """What each player gets."""
        chosen = np.array(played)
        profile = np.zeros(game.allowed.shape, dtype=np.int64)
        np.add.at(profile, (types, chosen), 1)
        sums = aggregates_of(game, profile)
        found = game.payoffs(types, chosen, np.tile(sums, (len(types), 1)))
        return np.where(game.allowed[types, chosen], found, -np.inf)

    return payoff_table([strategies] * len(types), payoffs), types


def coalition_gain(table: Table, played: Sequence[int], members: Sequence[int]) -> float:
    """Largest gain of the worst-off of some players who may all change.

    Parameters
    ----------
    table
        Of a game.
    played
        Strategy of every player, (players,).
    members
        Who may change.

    Returns
    -------
    float
        Zero where they gain nothing [unit of the table].
    """
    now = table[(slice(None), *played)]
    gain = 0.0
    for changed in product(*(range(table.shape[1 + member]) for member in members)):
        then = list(played)
        for member, strategy in zip(members, changed, strict=True):
            then[member] = strategy
        after = table[(slice(None), *then)]
        gain = max(gain, float(min(after[member] - now[member] for member in members)))
    return gain


def epsilon(table: Table, played: Sequence[int], size: int = 1) -> float:
    """Largest gain of any coalition of at most so many players.

    Parameters
    ----------
    table
        Of a game.
    played
        Strategy of every player, (players,).
    size
        One asks for a Nash equilibrium, the number of players for a strong one [1].

    Returns
    -------
    float
        [unit of the table]

    Examples
    --------
    >>> prisoners = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    >>> epsilon(prisoners, (1, 1)), epsilon(prisoners, (1, 1), size=2), epsilon(prisoners, (0, 0))
    (0.0, 2.0, 2.0)
    """
    players = range(len(played))
    sets = [members for count in range(1, size + 1) for members in combinations(players, count)]
    return max(coalition_gain(table, played, members) for members in sets)


def pure_equilibria(table: Table) -> list[tuple[int, ...]]:
    """Profiles in which nobody gains by changing alone, in order.

    Examples
    --------
    >>> pure_equilibria(np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]))
    [(1, 1)]
    """
    answers = [own == own.max(axis=player, keepdims=True) for player, own in enumerate(table)]
    found = np.argwhere(np.logical_and.reduce(answers))
    return [tuple(int(strategy) for strategy in row) for row in found]


def mixed_epsilon(table: Table, mixes: Sequence[NDArray[np.float64]]) -> float:
    """Largest gain of one player over what it gets when all draw their strategies.

    Parameters
    ----------
    table
        Of a game.
    mixes
        Probability of every strategy, for every player.

    Returns
    -------
    float
        Zero in an equilibrium [unit of the table].

    Examples
    --------
    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> mixed_epsilon(pennies, [np.array([0.5, 0.5]), np.array([0.75, 0.25])])
    0.5
    """
    gains: list[float] = []
    for player, mix in enumerate(mixes):
        answers = table[player]
        for other in reversed(range(len(mixes))):
            if other != player:
                answers = np.tensordot(answers, mixes[other], axes=(other, 0))
        gains.append(float(answers.max() - answers @ mix))
    return max(gains)
