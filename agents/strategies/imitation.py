"""Imitation: do what somebody else does whose money brings more, and now and then something new."""

from dataclasses import dataclass
from typing import Any, ClassVar

from ...models.parameters.checks import check_share
from ..choices.picking import one_of, select, taken
from ..choices.worths import worth_at_risk
from .bounded import candidate
from .strategy import OUTSIDE, Seen, Strategy


def model_of(pick: Any, people: int) -> Any:
    """Whom a person looks at: anybody, perhaps itself.

    Parameters
    ----------
    pick
        Uniform on [0, 1) [1].
    people
        [1]

    Examples
    --------
    >>> model_of(0.5, people=9)
    4
    """
    return one_of(pick, people)


@dataclass(frozen=True, kw_only=True, slots=True)
class Imitation(Strategy):
    """Pairwise comparison with one other person at a time, and now and then a trial.

    Without trials nobody would ever do what nobody does yet: a launch where all are idle would last.
    """

    name: ClassVar[str] = "imitation"
    trembles: ClassVar[bool] = True
    imitates: ClassVar[bool] = True

    noise: float = 0.01
    """Probability of trying anything instead of looking at somebody [1]."""

    def __post_init__(self) -> None:
        check_share("strategy.noise", self.noise)

    def choose(self, seen: Seen) -> Any:
        """What the other does, if it is open to this person and would bring more; or a trial.

        Notes
        -----
        Whoever is idle earns what *this* person would earn elsewhere, and money at stake is worth to
        it what it would be to itself: tastes are not imitated.
        """
        is_in, premium = seen.position != OUTSIDE, seen.risk_premium
        own = worth_at_risk(seen.rate, is_in, premium)
        at_stake = worth_at_risk(seen.model_rate, 1, premium)
        theirs = select(seen.model_position == OUTSIDE, seen.hurdle_rate, at_stake)
        tries = seen.tremble < self.noise
        other = select(tries, candidate(seen.pick, seen.choices), seen.model_position)
        moves = taken(seen.options.feasible, other) & (tries | (theirs > own))
        return select(moves, other, seen.position)
