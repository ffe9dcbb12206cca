"""Bounded rationality: one alternative at a time, a gain that is worth the trouble, and mistakes."""

from dataclasses import dataclass
from typing import Any, ClassVar

from ...models.parameters.checks import check_not_negative, check_share
from ..choices.picking import one_of, select, taken
from ..limits import LARGEST_FACTOR, check_at_most
from .strategy import Seen, Strategy


def candidate(pick: Any, choices: int) -> Any:
    """An alternative at random: what came to mind.

    Parameters
    ----------
    pick
        Uniform on [0, 1) [1].
    choices
        Among how many [1].

    Examples
    --------
    >>> candidate(0.5, choices=6)
    3
    """
    return one_of(pick, choices)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounded(Strategy):
    """Limited information, inertia and noise."""

    name: ClassVar[str] = "bounded"
    trembles: ClassVar[bool] = True

    inertia: float = 0.05
    """Least gain that is worth a change, as a part of what the present position brings [1]."""
    noise: float = 0.01
    """Probability of taking the alternative whatever it is worth [1]."""

    def __post_init__(self) -> None:
        check_not_negative("strategy.inertia", self.inertia)
        check_at_most("strategy.inertia", self.inertia, LARGEST_FACTOR)
        check_share("strategy.noise", self.noise)

    def choose(self, seen: Seen) -> Any:
        """The alternative that came to mind, if it is open, and worth the trouble or a mistake."""
        other = candidate(seen.pick, seen.choices)
        now = taken(seen.options.worths, seen.position)
        pays = taken(seen.options.worths, other) > now + self.inertia * abs(now)
        moves = taken(seen.options.feasible, other) & (pays | (seen.tremble < self.noise))
        return select(moves, other, seen.position)
