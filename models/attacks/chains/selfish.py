"""Selfish mining: blocks are withheld, so that more of the others' are lost than of one's own."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..estimate import Estimate, bound_estimate, bracket_estimate, exact_estimate, is_narrow
from ..question import Question
from .choices import Strategy, TieBreaking
from .eyal2014 import profit_threshold, selfish_share, share_by_cycles, share_by_leads
from .mining_cycles import eyal_sirer_cycles, rule_cycles
from .optimal_mining import LARGEST_SHARE, Optimum, optimum
from .requirements import require_share
from .withholding_grid import share_on_square

LARGEST_SAMPLED = {Strategy.SM1: 0.49, Strategy.OPTIMAL: 0.45}
"""Most power whose cycles are drawn [1]: beyond, they are long, and the best rule is less well known."""

_SIDE = 50
_LEAST_GAP = 1e-4
"""Below it more leads would have to be summed than is quick."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Selfish(Question):
    """Which part of the chain's blocks a withholding miner ends up with.

    Examples
    --------
    >>> question = Selfish(share=0.35, gamma=0.0)
    >>> f"{question.exact().probability:.5f}"
    '0.37077'
    """

    kind: ClassVar[str] = "selfish"
    quantity: ClassVar[str] = "share"

    share: float
    """Part of the mining power that withholds [1]."""
    gamma: float = 0.0
    """Part of the honest power that mines on the withheld branch of two equal ones [1]."""
    strategy: Strategy = Strategy.OPTIMAL
    """When blocks are published."""
    tie_breaking: TieBreaking = TieBreaking.FIRST_SEEN
    """Which of two equal branches honest miners extend; if it is drawn, gamma is one half."""

    def __post_init__(self) -> None:
        if not isinstance(self.strategy, Strategy):  # pyright: ignore[reportUnnecessaryIsInstance] - callers may be untyped
            raise InvalidParameter(f"strategy must be a Strategy, got {self.strategy!r}")
        require_share("share", self.share)
        require_share("gamma", self.gamma)
        if not isinstance(self.tie_breaking, TieBreaking):  # pyright: ignore[reportUnnecessaryIsInstance] - callers may be untyped
            raise InvalidParameter(f"tie_breaking must be a TieBreaking, got {self.tie_breaking!r}")
        if self.any_time and self.gamma != 0.5:
            raise InvalidParameter(
                f"gamma must be 0.5 where ties are broken uniformly, got {self.gamma!r}"
            )

    @property
    def is_open(self) -> bool:
        """Whether there is a race: half of the power has every block in the end."""
        return 0 < self.share < 0.5

    @property
    def any_time(self) -> bool:
        """Whether a branch that is published late competes too."""
        return self.tie_breaking is TieBreaking.UNIFORM

    @property
    def sm1_share(self) -> float:
        """What Eyal and Sirer's rule earns [1]."""
        if not self.is_open:
            return 1.0 if self.share > 0 else 0.0
        return selfish_share(self.share, self.gamma)

    def exact(self) -> Estimate | None:
        """Share of Eyal and Sirer's rule, or of the best rule between two ends [1].

        None where these are more than a tenth apart.
        """
        if self.strategy is Strategy.SM1 or not self.is_open:
            return exact_estimate("exact", self.sm1_share, _log10(self.sm1_share))
        found = self._optimum
        # Near one half races are too long to be followed, and the closed form of one rule is better.
        lower = min(found.upper, max(found.lower, self.sm1_share, self.share))
        if not is_narrow(lower, found.upper):
            return None
        return bracket_estimate("bracket", lower, found.upper)

    @property
    def _optimum(self) -> Optimum:
        """The best rule, between two ends."""
        return optimum(self.share, self.gamma, any_time=self.any_time)

    def second_exact(self) -> Estimate | None:
        """The rule's chain of leads summed up, or the best rule on a square of short branches [1].

        Where there is no race: between what is earned with less power, and the bound.
        """
        if not self.is_open:
            return self._less_power
        if self.strategy is Strategy.SM1:
            if 1 - 2 * self.share < _LEAST_GAP:
                share = min(1.0, share_by_cycles(self.share, self.gamma))
                return exact_estimate("renewal", share, _log10(share))
            share = share_by_leads(self.share, self.gamma)
            return exact_estimate("markov-chain", share, _log10(share))
        least = share_on_square(self.share, self.gamma, _SIDE, any_time=self.any_time)
        upper = self.share / (1 - self.share)
        if self.share <= LARGEST_SHARE:
            most = share_on_square(
                self.share, self.gamma, _SIDE, generous=True, any_time=self.any_time
            )
            upper = max(least, min(most, upper))
        return bracket_estimate("square", least, upper)

    @property
    def _less_power(self) -> Estimate:
        """Between honest mining, or the rule of a miner with half of the power, and `bound` [1].

        A miner may leave power beyond one half unused; the closed form at one half is 1.
        """
        with_half = selfish_share(0.5, self.gamma) if self.share >= 0.5 else 0.0
        lower = max(self.share, with_half)
        return bracket_estimate("less-power", lower, self.bound().probability)

    def bound(self) -> Estimate:
        """Every withheld block costs the others one at the most: p / (1 - p) [1]."""
        most = 1.0 if self.share >= 0.5 else self.share / (1 - self.share)
        return bound_estimate("bound", most, _log10(most))

    @property
    def is_sampled(self) -> bool:
        """Where cycles end soon; where there is no race, none is needed."""
        return not self.is_open or self.share <= LARGEST_SAMPLED[self.strategy]

    @property
    def is_sampled_in_cycles(self) -> bool:
        """The same."""
        return self.is_sampled

    def cycles(self, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Own blocks and all, from one start without branches to the next, (trials, 2) [block]."""
        if not self.is_open:
            return np.tile(np.array([int(self.share > 0), 1]), (trials, 1))
        if self.strategy is Strategy.SM1:
            return eyal_sirer_cycles(self.share, self.gamma, trials, rng)
        found = self._optimum
        return rule_cycles(found.mining, found.rule, trials, rng)

    def details(self) -> dict[str, Any]:
        """What the closed form says, and from which power on it pays."""
        return {
            "strategy": str(self.strategy),
            "tie_breaking": str(self.tie_breaking),
            "sm1_share": self.sm1_share,
            "threshold": profit_threshold(self.gamma),
        }


def _log10(value: float) -> float:
    """Logarithm to base ten, minus infinity of zero."""
    return math.log10(value) if value > 0 else -math.inf
