"""A strategy: take what is worth most, but leave what one has only for a good deal more.

hybridstake simulate plan --strategy loyal
hybridstake simulate plan --set strategy.name=loyal --set strategy.loyalty=0.5
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from hybridstake.agents.choices.picking import best_response, select, taken
from hybridstake.agents.strategies.strategy import OUTSIDE, Seen, Strategy


@dataclass(frozen=True, kw_only=True, slots=True)
class Loyal(Strategy):
    """Whoever holds nothing takes the best; whoever holds something asks for more."""

    name: ClassVar[str] = "loyal"

    loyalty: float = 0.2
    """Gain below which nobody leaves, as a part of what the present position brings [1]."""

    def choose(self, seen: Seen) -> Any:
        """The choice worth most, or the present one where it is not worth that much more."""
        best = best_response(seen.options.worths, seen.options.feasible, seen.position)
        now = taken(seen.options.worths, seen.position)
        gain = taken(seen.options.worths, best) - now
        leaves = (seen.position == OUTSIDE) | (gain > self.loyalty * abs(now))
        return select(leaves, best, seen.position)
