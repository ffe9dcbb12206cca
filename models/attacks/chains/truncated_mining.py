"""Selfish mining with branches that are cut off, as its publications compute it."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from ...errors import InvalidParameter
from ..estimate import Estimate, bound_estimate, bracket_estimate, exact_estimate
from ..question import Question
from .choices import TieBreaking
from .eyal2014 import profit_threshold
from .optimal_mining import cut_share
from .requirements import require_count, require_share
from .withholding import Mining
from .withholding_grid import share_on_square

LARGEST_TRUNCATION = 120
"""Longest branches that are cut off [block]: some ten seconds of work."""

_STEADY = 1e-8
_ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class TruncatedSelfish(Question):
    """What the best rule earns of those whose branches stay shorter than so many blocks.

    A branch that is one block short of it is given up or published: the miner adopts, or overrides.
    This is what a publication prints that cuts its decision process so; the best rule of all earns
    more.

    Examples
    --------
    >>> f"{TruncatedSelfish(share=0.4, gamma=0.0, truncation=30).exact().probability:.5f}"
    '0.48759'
    """

    kind: ClassVar[str] = "selfish"
    quantity: ClassVar[str] = "share"

    share: float
    """Part of the mining power that withholds, below one half [1]."""
    gamma: float = 0.0
    """Part of the honest power that mines on the withheld branch of two equal ones [1]."""
    truncation: int
    """Blocks that no branch reaches [block]."""
    tie_breaking: TieBreaking = TieBreaking.FIRST_SEEN
    """Which of two equal branches honest miners extend; if it is drawn, gamma is one half."""

    def __post_init__(self) -> None:
        require_share("share", self.share)
        if not 0 < self.share < 0.5:
            raise InvalidParameter(
                f"share must lie between 0 and 0.5 beside truncation, got {self.share!r}"
            )
        require_share("gamma", self.gamma)
        if self.any_time and self.gamma != 0.5:
            raise InvalidParameter(
                f"gamma must be 0.5 where ties are broken uniformly, got {self.gamma!r}"
            )
        require_count("truncation", self.truncation, 3, LARGEST_TRUNCATION)

    @property
    def any_time(self) -> bool:
        """Whether a branch that is published late competes too."""
        return self.tie_breaking is TieBreaking.UNIFORM

    @property
    def _side(self) -> int:
        """Blocks of the longest branch."""
        return self.truncation - 1

    def exact(self) -> Estimate:
        """Share of the best rule on the square of both branches' lengths [1]."""
        share = share_on_square(self.share, self.gamma, self._side, any_time=self.any_time)
        return exact_estimate("exact", share, math.log10(share))

    def second_exact(self) -> Estimate:
        """Between the best rules of fewer branches and of more: their sum is cut off instead [1]."""
        side = self._side
        lower, upper = (
            cut_share(
                Mining(
                    share=self.share,
                    tie=self.gamma,
                    longest=longest,
                    ahead=min(side, longest),
                    behind=min(side, longest),
                    any_time=self.any_time,
                )
            )
            for longest in (side, 2 * side)
        )
        # Rules are improved until they earn the same to 1e-9; honest mining earns the power itself.
        least = max(self.share * (1 - _ROUNDING), lower - _STEADY)
        most = min(self.share / (1 - self.share), upper + _STEADY)
        return bracket_estimate("diagonals", least, min(1.0, most * (1 + _ROUNDING)))

    def bound(self) -> Estimate:
        """Every withheld block costs the others one at the most: p / (1 - p) [1]."""
        most = self.share / (1 - self.share)
        return bound_estimate("bound", most, math.log10(most))

    def details(self) -> dict[str, Any]:
        """How it was cut, and from which power on Eyal and Sirer's rule pays."""
        return {
            "strategy": "optimal",
            "tie_breaking": str(self.tie_breaking),
            "truncation": self.truncation,
            "threshold": profit_threshold(self.gamma),
        }
