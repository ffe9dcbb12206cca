"""What a rule of choice is: what it looks at, how many draws it takes, and what it picks.

People choose positions by it and authorities seats; a rule does not ask which.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from ..choices.positions import Options

OUTSIDE = 0
"""The first of all choices: money that is idle, or a seat that is not held."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one who reconsiders goes by: scalars, or one value per person asked."""

    options: Options
    """What each choice would bring, and whether it is open."""
    position: Any
    """Held now; or the seat."""
    tremble: Any
    """Uniform on [0, 1) [1]."""
    pick: Any
    """Uniform on [0, 1), independent of the former [1]."""
    hurdle_rate: Any = None
    """Yield that the money would earn elsewhere [1/year]."""
    risk_premium: Any = 0.0
    """What is asked for beyond it on money that can be slashed [1/year]."""
    rate: Any = None
    """What the person's money brought in the last epoch [1/year]; only for rules that imitate."""
    model_position: Any = None
    """Of somebody else, drawn at random; only for rules that imitate."""
    model_rate: Any = None
    """What the other's money brought in the last epoch [1/year]; only for rules that imitate."""
    learnt: tuple[Any, ...] = ()
    """What each choice has brought so far [1/year]; only for rules that learn."""

    @property
    def choices(self) -> int:
        """Among how many is chosen [1]."""
        return len(self.options.worths)


@dataclass(frozen=True, kw_only=True, slots=True)
class Strategy:
    """A rule of choice. Rules are data: two that are equal choose alike."""

    name: ClassVar[str]
    """As the command line spells it."""
    looks_ahead: ClassVar[bool] = True
    """Whether it goes by expected pools and counts the way out, or by the last epoch alone."""
    trembles: ClassVar[bool] = False
    """Whether it draws `tremble` and `pick`."""
    imitates: ClassVar[bool] = False
    """Whether it looks at somebody else."""
    learns: ClassVar[bool] = False
    """Whether it remembers what each choice has brought."""

    @property
    def looks_back(self) -> bool:
        """Whether what money has brought must be kept."""
        return self.imitates or self.learns

    @property
    def weight_of_last(self) -> float:
        """Weight of the last epoch in what is learnt; none for rules that do not learn [1]."""
        return 0.0

    def choose(self, seen: Seen) -> Any:
        """The position from now on, or the seat.

        Raises
        ------
        NotImplementedError
            Here: every rule has its own.
        """
        raise NotImplementedError
