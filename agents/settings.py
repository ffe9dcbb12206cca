"""How a run is set up: its length, its size, and the assumptions about behaviour."""

from dataclasses import dataclass

from ..models.errors import InvalidParameter
from ..models.parameters.checks import check_count, check_not_negative, check_positive, check_share

MOST_STAKERS = 1_000_000
"""Up to here the ranks of `metrics.gini` times its parts stay below 2^63."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EconomySettings:
    """One run of the economy; what the protocol fixes is in `Parameters`."""

    epochs: int = 3_650
    """Length of the run [epoch]. Source: ten years of days."""
    stakers: int = 1_000
    """People who may stake; the authorities come on top, one per seat [1]. Source: assumption."""
    epoch_seconds: float = 86_400
    """Time between two decisions, and the least time that the model resolves [s]. Source: assumption."""
    review_probability: float = 1 / 30
    """Probability that a person reconsiders in one epoch: about once a month, so that not everybody
    answers the same news at once [1]. Source: assumption."""
    expectation_memory: float = 0.95
    """Part of yesterday's expectation of a pool that is kept; zero is myopic, the pool of the last epoch
    alone. The default looks back 20 epochs, about as long as unbonding binds a decision [1].
    Source: assumption."""
    mean_gain: float = 10_000
    """Mean of the exponential law of what one offence would bring, in money from outside the economy:
    as much as one authority's bond [token]. Source: assumption."""

    def __post_init__(self) -> None:
        check_count("epochs", self.epochs, least=1)
        check_count("stakers", self.stakers, least=1)
        if self.stakers > MOST_STAKERS:
            raise InvalidParameter(
                f"stakers must be at most {MOST_STAKERS:,}, got {self.stakers!r}"
            )
        check_positive("epoch_seconds", self.epoch_seconds)
        check_share("review_probability", self.review_probability)
        check_share("expectation_memory", self.expectation_memory)
        check_not_negative("mean_gain", self.mean_gain)
