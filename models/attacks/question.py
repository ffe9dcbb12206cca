"""What every kind of attack answers: the one interface that the methods are written against."""

from typing import ClassVar, Protocol

import numpy as np

from .estimate import Estimate


class Question(Protocol):
    """An attack whose probability is asked for: frozen data, one class per kind of attack.

    A new kind of attack is a new class with these six members; sampling, stopping, witnesses and
    the command line then work for it as they stand.
    """

    kind: ClassVar[str]
    """Name of the kind of attack, as the command line spells it."""

    def exact(self) -> Estimate:
        """Exact probability [1]."""
        ...

    def second_exact(self) -> Estimate | None:
        """Exact probability by another way, None where that would take too long [1]."""
        ...

    def bound(self) -> Estimate:
        """Proved upper bound on the probability [1]."""
        ...

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether a million trials take about a second, so that a sample may be a witness."""
        ...

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of independent trials in which the attack succeeds [1]."""
        ...
