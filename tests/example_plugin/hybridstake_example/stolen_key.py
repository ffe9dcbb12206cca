"""An attack: a thief gets the key of at least one authority.

hybridstake attack stolen-key --theft 0.01
"""

import math
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
import typer
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.estimate import Estimate, bound_estimate, exact_estimate
from hybridstake.models.attacks.question import Question
from hybridstake.models.parameters.checks import check_share


@dataclass(frozen=True, kw_only=True, slots=True)
class StolenKey(Question):
    """How likely one of so many keys is stolen, each on its own with the same chance."""

    kind: ClassVar[str] = "stolen-key"

    keys: int
    theft: float
    """Chance that one key is stolen [1]."""

    def __post_init__(self) -> None:
        check_share("theft", self.theft)

    def exact(self) -> Estimate:
        """One less the chance that every key is safe; exact where that chance is tiny, too."""
        found = 1.0 if self.theft == 1 else -math.expm1(self.keys * math.log1p(-self.theft))
        return exact_estimate("exact", found, math.log10(found) if found else -math.inf)

    def bound(self) -> Estimate:
        """The sum of all chances."""
        found = min(1.0, self.keys * self.theft)
        return bound_estimate("bound", found, math.log10(found) if found else -math.inf)

    @property
    def is_sampled(self) -> bool:
        """Always, and quickly: `successes` says how."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Yes, so that a sample stands beside the exact answer as its witness."""
        return True

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Trials in which a key is stolen."""
        return int(np.count_nonzero(rng.binomial(self.keys, self.theft, trials)))


def stolen_key(
    theft: Annotated[float, typer.Option(help="Chance that one key is stolen.")],
    params: Annotated[str, typer.Option(help="Whose authorities hold the keys.")] = "reference",
) -> StolenKey:
    """A thief gets the key of at least one authority."""
    return StolenKey(keys=load(params).fast.validators, theft=theft)
