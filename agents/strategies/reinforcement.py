"""Reinforcement: what has brought much is done again, and now and then something else is tried."""

from dataclasses import dataclass
from typing import Any, ClassVar

from ...models.parameters.checks import check_share
from ..choices.picking import best_response, select, taken
from ..choices.worths import worth_at_risk
from .bounded import candidate
from .strategy import Seen, Strategy


@dataclass(frozen=True, kw_only=True, slots=True)
class Reinforcement(Strategy):
    """Values of choices learnt by an exponential mean of what they brought; greedy but for trials."""

    name: ClassVar[str] = "reinforcement"
    trembles: ClassVar[bool] = True
    learns: ClassVar[bool] = True

    learning_rate: float = 0.1
    """Weight of the last epoch [1]."""
    exploration: float = 0.05
    """Probability of a trial when reconsidering [1]."""

    def __post_init__(self) -> None:
        check_share("strategy.learning_rate", self.learning_rate)
        check_share("strategy.exploration", self.exploration)

    @property
    def weight_of_last(self) -> float:
        """The learning rate [1]."""
        return self.learning_rate

    def choose(self, seen: Seen) -> Any:
        """What has brought most, the risk counted, or now and then anything."""
        other = candidate(seen.pick, seen.choices)
        tries = (seen.tremble < self.exploration) & taken(seen.options.feasible, other)
        outside, *inside = seen.learnt
        worths = (outside, *(worth_at_risk(each, 1, seen.risk_premium) for each in inside))
        known = best_response(worths, seen.options.feasible, seen.position)
        return select(tries, other, known)


def learn(learnt: Any, rate: Any, weight: Any) -> Any:
    """What a choice is held to bring, after another epoch of it.

    Parameters
    ----------
    learnt, rate
        Before, and in this epoch [1/year].
    weight
        Of this epoch [1].

    Notes
    -----
    Source: Sutton and Barto 2018, section 2.5, constant step size.

    Examples
    --------
    >>> learn(0.0, 1.0, weight=0.25)
    0.25
    """
    return learnt + weight * (rate - learnt)
