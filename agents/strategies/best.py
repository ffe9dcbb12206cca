"""Best response: whatever is worth most, by yesterday's pay or by what is expected over the horizon."""

from dataclasses import dataclass
from typing import Any, ClassVar

from ..choices.picking import best_response
from .strategy import Seen, Strategy


@dataclass(frozen=True, kw_only=True, slots=True)
class BestResponse(Strategy):
    """Whatever is worth most; what news it is weighed by is what the rules differ in."""

    def choose(self, seen: Seen) -> Any:
        """The choice worth most; the present one where none is worth more."""
        return best_response(seen.options.worths, seen.options.feasible, seen.position)


@dataclass(frozen=True, kw_only=True, slots=True)
class Myopic(BestResponse):
    """Yesterday's pay will be tomorrow's, and money that leaves is back at once."""

    name: ClassVar[str] = "myopic"
    looks_ahead: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Discounted(BestResponse):
    """Expected pay over the horizon, the time on the way out counted."""

    name: ClassVar[str] = "discounted"
