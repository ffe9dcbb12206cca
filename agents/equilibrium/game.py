"""A game among many: what somebody gets depends on what it is, what it does, and sums over all.

Every member of a type is alike. A strategy is one of an explicit set, the same for all types; a table
says who may play what. What anybody does reaches the others only through a few aggregates, such as the
stake at stake or the members of a cartel: sums of what every player contributes. So a change by one
player, by three, or by a class is a change of those sums, and nobody has to be simulated again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ...models.errors import InvalidParameter

Payoffs = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]], NDArray[np.float64]]
"""What players get: of types (n,), their own strategies (n,), and the aggregates (n, aggregates) *with*
what each of them contributes itself; answers (n,) in any one unit."""


class Game(Protocol):
    """What a certificate asks of a game; `TypeGame` is one, and any class with these will do."""

    @property
    def members(self) -> NDArray[np.int64]:
        """Players of each type, (types,) [1]."""
        ...

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Whether a type may play a strategy, (types, strategies)."""
        ...

    @property
    def contributions(self) -> NDArray[np.float64]:
        """What one player adds to the aggregates, (types, strategies, aggregates)."""
        ...

    def payoffs(
        self,
        types: NDArray[np.int64],
        strategies: NDArray[np.int64],
        aggregates: NDArray[np.float64],
        /,
    ) -> NDArray[np.float64]:
        """What players get, (n,); see `Payoffs`."""
        ...


@dataclass(frozen=True, slots=True)
class TypeGame:
    """A game of arrays and one function.

    Examples
    --------
    Three may drive or walk; each driver delays every driver by a minute.

    >>> traffic = TypeGame(
    ...     members=np.array([3]),
    ...     allowed=np.ones((1, 2), dtype=bool),
    ...     contributions=np.array([[[1.0], [0.0]]]),
    ...     payoffs=lambda types, strategies, sums: np.where(strategies == 0, -sums[:, 0], -2.5),
    ... )
    >>> traffic.payoffs(np.array([0, 0]), np.array([0, 1]), np.array([[2.0], [2.0]])).tolist()
    [-2.0, -2.5]
    """

    members: NDArray[np.int64]
    """Players of each type, (types,) [1]."""
    allowed: NDArray[np.bool_]
    """Whether a type may play a strategy, (types, strategies)."""
    contributions: NDArray[np.float64]
    """What one player adds to the aggregates, (types, strategies, aggregates)."""
    payoffs: Payoffs
    """What players get."""


def counting(members: NDArray[np.int64], strategies: int, payoffs: Payoffs) -> TypeGame:
    """A game whose aggregates are how many of every type play every strategy.

    Parameters
    ----------
    members
        Players of each type, (types,) [1].
    strategies
        All may play all of them [1].
    payoffs
        As above; aggregate `type * strategies + strategy` counts the players of that type and strategy.
    """
    cells = len(members) * strategies
    return TypeGame(
        members=members,
        allowed=np.ones((len(members), strategies), dtype=np.bool_),
        contributions=np.eye(cells).reshape(len(members), strategies, cells),
        payoffs=payoffs,
    )


def aggregates_of(game: Game, profile: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sums over all players.

    Parameters
    ----------
    game
        Any.
    profile
        How many of a type play a strategy, (types, strategies) [1].

    Returns
    -------
    ndarray
        (aggregates,)
    """
    return np.tensordot(profile.astype(np.float64), game.contributions, axes=2)


def check_profile(game: Game, profile: NDArray[np.int64]) -> None:
    """Refuse a profile that the players of a game cannot play.

    Raises
    ------
    InvalidParameter
        For another shape, negative counts, a wrong number of players, or what is not allowed.
    """
    if profile.shape != game.allowed.shape:
        raise InvalidParameter(
            f"profile must be of shape {game.allowed.shape}, got {profile.shape}"
        )
    if (profile < 0).any():
        raise InvalidParameter(f"profile must not be negative, got {int(profile.min())}")
    wrong = np.flatnonzero(profile.sum(axis=1) != game.members)
    if wrong.size:
        kind = int(wrong[0])
        raise InvalidParameter(
            f"profile of type {kind} must count {int(game.members[kind])} players, "
            f"got {int(profile[kind].sum())}"
        )
    forbidden = np.argwhere((profile > 0) & ~game.allowed)
    if forbidden.size:
        kind, strategy = (int(index) for index in forbidden[0])
        raise InvalidParameter(
            f"profile of type {kind} must play what is allowed, got strategy {strategy}"
        )
