"""Shocks as they reach an economy: each changes the chain's state once, or shuts authorities out."""

import math
from dataclasses import dataclass

from ...models.parameters.exact import as_written
from ..limits import LARGEST_PRICE
from .chain import Chain
from .shocks import ShockKind
from .terms import LONGEST_WAIT, Terms


@dataclass(frozen=True, slots=True)
class Removal:
    """Authorities that are to be shut out."""

    part: float
    """Of those that hold a seat [1]."""
    until: int
    """First epoch in which they may come back [epoch]."""

    def count(self, holding: int) -> int:
        """How many, rounded up [1].

        Examples
        --------
        >>> Removal(1 / 3, until=9).count(21), Removal(0.07, until=9).count(100)
        (7, 7)
        """
        return math.ceil(as_written(self.part) * holding)


def apply_shocks(chain: Chain, terms: Terms) -> list[Removal]:
    """What happens at the start of the next epoch.

    Parameters
    ----------
    chain, terms
        State of the protocol, which moves on, and the run.

    Returns
    -------
    list
        Whom the epoch shuts out, in the order of the shocks.
    """
    removals, epoch = [], chain.epoch + 1
    for shock in terms.settings.shocks:
        if shock.epoch != epoch:
            continue
        match shock.kind:
            case ShockKind.DEMAND:
                chain.demand *= shock.size
            case ShockKind.LOAD:
                chain.load_mean = shock.size
            case ShockKind.REVIEW:
                chain.review_probability = shock.size
            case ShockKind.HURDLE:
                chain.taste = min(chain.taste * shock.size, LARGEST_PRICE)
            case ShockKind.BUDGET:
                chain.budget += shock.size * terms.units
            case ShockKind.REMOVAL:
                removals.append(Removal(shock.size, epoch + terms.settings.exclusion_epochs))
            case ShockKind.SILENCE:
                removals.append(Removal(shock.size, LONGEST_WAIT))
    return removals
