"""The certificate of an equilibrium: the largest gain that is left to one, to a few, or to a class."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .coalitions import MOST_MOVES, coalition_deviation
from .deviation import Deviation, Kind, best
from .game import Game, aggregates_of, check_profile


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a profile leaves to gain by any strategy of the set; zero where nobody can gain."""

    epsilon: float
    """Largest gain of one player who alone changes [unit of the pay-offs]."""
    coalition_epsilon: float
    """Largest gain of the worst-off member of a coalition of up to three who all change [the same].
    Nobody pays anybody: a coalition that needs side payments is one of another game."""
    class_epsilon: float
    """Largest gain of the worst-off member of a class that goes over to one strategy [the same]."""
    deviator: Deviation | None
    """Who gains most by what; none in an exact equilibrium."""
    exhaustive: bool
    """Whether all coalitions were tried, or some of many moves as `coalitions` chooses them; then
    `coalition_epsilon` may be too small."""

    def as_dict(self, types: Sequence[str], strategies: Sequence[str]) -> dict[str, Any]:
        """The certificate as JSON.

        Parameters
        ----------
        types, strategies
            What they are called.
        """
        deviator = self.deviator
        return {
            "epsilon": self.epsilon,
            "coalition_epsilon": self.coalition_epsilon,
            "class_epsilon": self.class_epsilon,
            "deviator": None if deviator is None else deviator.described(types, strategies),
        }


def certify(
    game: Game,
    profile: NDArray[np.int64],
    classes: Sequence[int] | None = None,
    *,
    coalition_size: int = 3,
    most_moves: int = MOST_MOVES,
) -> Certificate:
    """Try every change of one player, of coalitions, and of classes.

    Parameters
    ----------
    game
        Of many; a population of unlike people is one with a type for each.
    profile
        How many of a type play a strategy, (types, strategies) [1].
    classes
        Number of the class of each type, (types,); none: every type is one.
    coalition_size
        Most players of a coalition, from 1 to 3 [1].
    most_moves
        Moves (who from where to where) up to which all coalitions are tried [1].

    Returns
    -------
    Certificate
        Single players in O(types · strategies) evaluations of the pay-offs, classes in as many for each
        class, coalitions in O(moves³ / 6).

    Raises
    ------
    InvalidParameter
        If the players cannot play the profile.

    Notes
    -----
    Source: ours, paper section "The economy of agents"; epsilon-equilibrium as of Radner 1980, J. Econ.
    Theory 22, doi:10.1016/0022-0531(80)90037-X; that no coalition gains as a whole is Aumann's strong
    equilibrium, 1959.

    Examples
    --------
    Two prisoners, who confess (1): alone nobody gains, together both would.

    >>> from .game import counting
    >>> def years(types, strategies, counts):
    ...     silent = counts[:, 0]
    ...     return np.where(strategies == 0, 3.0 * (silent == 2), 1.0 + 4.0 * (silent == 1))
    >>> found = certify(counting(np.array([2]), 2, years), np.array([[0, 2]]))
    >>> found.epsilon, found.coalition_epsilon, found.class_epsilon
    (0.0, 2.0, 2.0)
    """
    check_profile(game, profile)
    sums = aggregates_of(game, profile)
    types, strategies = (part.astype(np.int64) for part in np.nonzero(profile))
    now = game.payoffs(types, strategies, np.broadcast_to(sums, (len(types), len(sums))))
    alone = single_deviation(game, sums, types, strategies, now)
    together, exhaustive = coalition_deviation(
        game, profile, sums, types, strategies, now, size=coalition_size, most_moves=most_moves
    )
    groups = np.arange(len(profile)) if classes is None else np.asarray(classes)
    as_class = class_deviation(game, profile, sums, groups, types, strategies, now)
    together = best(together, alone)
    return Certificate(
        epsilon=_gain(alone),
        coalition_epsilon=_gain(together),
        class_epsilon=_gain(as_class),
        deviator=best(alone, together, as_class),
        exhaustive=exhaustive,
    )


def _gain(deviation: Deviation | None) -> float:
    """What a deviation brings, or nothing where nobody gains."""
    return 0.0 if deviation is None else deviation.gain


def single_deviation(
    game: Game,
    sums: NDArray[np.float64],
    types: NDArray[np.int64],
    strategies: NDArray[np.int64],
    now: NDArray[np.float64],
) -> Deviation | None:
    """The best change of one player; all that play alike are asked at once.

    Parameters
    ----------
    game, sums
        The game, and the sums over all players, (aggregates,).
    types, strategies, now
        Of every kind of player that there is, (kinds,), and what it gets.
    """
    found: Deviation | None = None
    own = game.contributions[types, strategies]
    for target in range(game.allowed.shape[1]):
        movers = np.flatnonzero(game.allowed[types, target] & (strategies != target))
        if not movers.size:
            continue
        after = sums - own[movers] + game.contributions[types[movers], target]
        wanted = np.full(movers.size, target, dtype=np.int64)
        gains = game.payoffs(types[movers], wanted, after) - now[movers]
        top = int(gains.argmax())
        kind = int(movers[top])
        move = (int(types[kind]), int(strategies[kind]), target)
        found = best(found, Deviation(Kind.AGENT, float(gains[top]), (move,)))
    return found


def class_deviation(
    game: Game,
    profile: NDArray[np.int64],
    sums: NDArray[np.float64],
    groups: NDArray[np.int64],
    types: NDArray[np.int64],
    strategies: NDArray[np.int64],
    now: NDArray[np.float64],
) -> Deviation | None:
    """The best change of a class: all who may play a strategy go over to it.

    Parameters
    ----------
    game, profile, sums
        The game, who plays what, and the sums over all players.
    groups
        Class of each type, (types,).
    types, strategies, now
        Of every kind of player that there is, (kinds,), and what it gets.
    """
    found: Deviation | None = None
    count = profile[types, strategies].astype(np.float64)
    own = game.contributions[types, strategies]
    order = np.argsort(groups[types], kind="stable")
    numbered, starts = np.unique(groups[types][order], return_index=True)
    for group, members in zip(numbered, np.split(order, starts[1:]), strict=True):
        for target in range(game.allowed.shape[1]):
            chosen = members[game.allowed[types[members], target]]
            if not (strategies[chosen] != target).any():
                continue
            change = game.contributions[types[chosen], target] - own[chosen]
            after = sums + count[chosen] @ change
            wanted = np.full(chosen.size, target, dtype=np.int64)
            spread = np.broadcast_to(after, (chosen.size, after.size))
            gains = game.payoffs(types[chosen], wanted, spread) - now[chosen]
            worst = int(chosen[gains.argmin()])
            move = (int(types[worst]), int(strategies[worst]), target)
            found = best(found, Deviation(Kind.CLASS, float(gains.min()), (move,), int(group)))
    return found
