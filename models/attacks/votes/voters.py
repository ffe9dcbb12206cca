"""Voters whose sum is compared exactly: weights as whole numbers, and nobody whose vote is certain."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...parameters.exact import as_written


@dataclass(frozen=True, kw_only=True, slots=True)
class Voters:
    """Independent votes of whole weights, against a whole number of them."""

    log_yes: NDArray[np.float64]
    """Natural logarithm of every chance of a yes, (n_voters,) [1]."""
    log_no: NDArray[np.float64]
    """The same of a no, (n_voters,) [1]."""
    weights: tuple[int, ...]
    """Positive, the least first, in a unit of their own."""
    needed: int
    """Sum of yes-votes that is asked for, in the same unit; any sign."""

    @property
    def total(self) -> int:
        """Weight of all."""
        return sum(self.weights)

    @property
    def shares(self) -> NDArray[np.float64]:
        """Weights over the largest, (n_voters,) [1]."""
        return np.array([weight / self.weights[-1] for weight in self.weights])

    def mirror(self) -> "Voters":
        """The event that fails to happen, as one of no-votes: their sum is too large."""
        return Voters(
            log_yes=self.log_no,
            log_no=self.log_yes,
            weights=self.weights,
            needed=self.total - self.needed + 1,
        )


def voters_of(probabilities: Sequence[float], weights: Sequence[float], threshold: float) -> Voters:
    """Voters in a common unit, without those who make no difference.

    Parameters
    ----------
    probabilities
        Chance of every voter's yes, in [0, 1], (n_voters,) [1].
    weights
        Finite and not negative, (n_voters,), in any unit.
    threshold
        Least sum of yes-votes that is asked for, in the same unit.

    Returns
    -------
    Voters
        Sorted by weight. Who has no weight or votes no for certain is left out; who votes yes for
        certain is taken off the threshold.

    Notes
    -----
    Source: ours. Weights and threshold are the decimals as written, brought to a common
    denominator, so that "at least" is decided without rounding.

    Examples
    --------
    >>> voters = voters_of((0.5, 0.5, 1.0), (0.1, 0.2, 0.4), 0.7)
    >>> voters.weights, voters.needed
    ((1, 2), 3)
    """
    level = as_written(threshold)
    exact = [as_written(weight) for weight in weights]
    denominator = math.lcm(level.denominator, *(weight.denominator for weight in exact))
    given = [
        (weight.numerator * (denominator // weight.denominator), chance)
        for weight, chance in zip(exact, probabilities, strict=True)
    ]
    certain = sum(weight for weight, chance in given if chance == 1)
    open_votes = sorted((weight, chance) for weight, chance in given if weight and 0 < chance < 1)
    whole = [weight for weight, _ in open_votes]
    unit = math.gcd(*whole) or 1
    chances = np.array([chance for _, chance in open_votes], dtype=np.float64)
    return Voters(
        log_yes=np.log(chances),
        log_no=np.log1p(-chances),
        weights=tuple(weight // unit for weight in whole),
        needed=-((certain - int(level * denominator)) // unit),
    )
