"""When a message arrives, if it does: anything goes until the network stabilises."""

from dataclasses import dataclass

import numpy as np

from ...parameters.checks import check_not_negative, check_share


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """Partial synchrony, with crashes.

    Notes
    -----
    Source: Dwork, Lynch and Stockmeyer 1988.
    """

    stabilises_seconds: float = 0.0
    """From here on every message arrives within the protocol's delay [s]."""
    loss: float = 0.0
    """Part of the earlier messages that never arrive [1]."""
    slowest_seconds: float = 0.0
    """Longest delay of the earlier messages that do [s]."""
    crash: float = 0.0
    """Probability that an honest validator is down for some time before the network stabilises [1]."""

    def __post_init__(self) -> None:
        check_not_negative("stabilises_seconds", self.stabilises_seconds)
        check_share("loss", self.loss)
        check_not_negative("slowest_seconds", self.slowest_seconds)
        check_share("crash", self.crash)

    def remoteness(self, rng: np.random.Generator) -> float:
        """How far one validator is from another until the network stabilises [1].

        Most are near and a few very far, so that some hear of a certificate long before others.
        """
        return rng.random() ** 4

    def arrival(
        self, sent: float, delay_seconds: float, remoteness: float, rng: np.random.Generator
    ) -> float | None:
        """Time at which a message arrives; none if it is lost [s]."""
        if sent >= self.stabilises_seconds:
            return sent + delay_seconds
        if rng.random() < self.loss:
            return None
        return min(
            sent + self.slowest_seconds * remoteness * rng.random(),
            self.stabilises_seconds + delay_seconds,
        )

    def patience(self, now: float, wait_seconds: float, rng: np.random.Generator) -> float:
        """Length of a wait: until the network stabilises, clocks may run fast too [s]."""
        return wait_seconds if now >= self.stabilises_seconds else wait_seconds * rng.random()
