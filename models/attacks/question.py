"""What every kind of attack answers: the one interface that the methods are written against."""

import math
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .estimate import Estimate

LARGEST_CHUNK = 131_072
"""Most trials that are drawn from one generator [1]."""

LARGEST_WEIGHTED_CHUNK = 8_192
"""Most of those, if each has a weight of its own [1]."""


class Question:
    """An attack whose probability is asked for: frozen data, one class per kind of attack.

    A kind overrides what it can do and leaves out what it cannot: it needs `exact` or a way to be
    sampled. Sampling, stopping, witnesses and the command line then work for it as they stand.
    """

    __slots__ = ()

    kind: ClassVar[str]
    """Name of the kind of attack, as the command line spells it."""
    quantity: ClassVar[str] = "probability"
    """What is answered: `probability`, or `share` where it is a long-run fraction."""

    def exact(self) -> Estimate | None:
        """Exact probability [1]; None where it would take too long."""
        return None

    def second_exact(self) -> Estimate | None:
        """Exact probability by another way [1]; None where there is none or it would take too long."""
        return None

    def bound(self) -> Estimate | None:
        """Proved upper bound on the probability [1]; None where there is none."""
        return None

    @property
    def is_sampled(self) -> bool:
        """Whether `successes` can be drawn."""
        return False

    @property
    def is_worth_sampling(self) -> bool:
        """Whether a sample may answer where nobody asked for one: not for ever, as far as is known."""
        return self.is_sampled

    @property
    def is_briefly_witnessed(self) -> bool:
        """Whether some seconds of slow trials are to stand beside an exact answer that is likely."""
        return False

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether a million trials take about a second, so that a sample may be a witness."""
        return False

    @property
    def trials_at_once(self) -> int:
        """Trials drawn from one generator: a second's worth or so, since no budget cuts them short [1].

        Trials that take long are to be fewer; the number may depend on nothing but the question.
        """
        return LARGEST_CHUNK

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of independent trials in which the attack succeeds [1].

        Raises
        ------
        NotImplementedError
            Where `is_sampled` is false: this kind has no trials to draw.
        """
        raise NotImplementedError(f"{self.kind} has no trials to draw: see is_sampled")

    @property
    def is_sampled_in_cycles(self) -> bool:
        """Whether a trial is a cycle of a long run, drawn by `cycles` in the place of `successes`."""
        return False

    def cycles(self, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """What counts and all there is, in independent cycles of a long run, (trials, 2) [1].

        The share asked for is the mean of the first over the mean of the second, which is at least one
        in every cycle.

        Raises
        ------
        NotImplementedError
            Where `is_sampled_in_cycles` is false: this kind has no cycles.
        """
        raise NotImplementedError(f"{self.kind} has no cycles to draw: see is_sampled_in_cycles")

    @property
    def is_sampled_rarely(self) -> bool:
        """Whether `log_weights` can be drawn."""
        return False

    @property
    def never_rare(self) -> str:
        """Why a question without weighted trials has none; empty where there is nothing to add."""
        return "a long-run share is no rare event" if self.quantity == "share" else ""

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Natural logarithm of every trial's importance, (trials,) [1].

        Trials are drawn from a law under which the attack often succeeds; a success weighs its
        probability under the true law over that under this one, a failure nothing: minus infinity.
        The mean of the weights is the probability asked for.

        Raises
        ------
        NotImplementedError
            Where `is_sampled_rarely` is false: this kind has no weighted trials.
        """
        raise NotImplementedError(f"{self.kind} has no weighted trials: see is_sampled_rarely")

    @property
    def weighted_trials_at_once(self) -> int:
        """The same as `trials_at_once`, of weighted trials [1]."""
        return LARGEST_WEIGHTED_CHUNK

    @property
    def largest_log_weight(self) -> float:
        """Natural logarithm of the most that one trial can weigh; infinite where that is not known [1].

        Trials that are seen with a chance of q add at most q times as much to the answer, which is all
        that is known of those that were never seen; any number that keeps this promise will do. No
        weighted sample answers without one.
        """
        return math.inf

    def details(self) -> dict[str, Any]:
        """What else is to be printed about the answer, by name, ready for JSON."""
        return {}
