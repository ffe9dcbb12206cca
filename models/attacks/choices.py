"""What is chosen when a probability is asked for: how seats are drawn, and how the answer is found."""

from enum import StrEnum


class Sampling(StrEnum):
    """Whether one validator may sit on a committee twice."""

    WITHOUT_REPLACEMENT = "without-replacement"
    """No: the adversary's seats are hypergeometric."""
    WITH_REPLACEMENT = "with-replacement"
    """Yes: every seat is drawn from all, and the adversary's seats are binomial."""


class Threshold(StrEnum):
    """Whether a threshold of seats is met by as many, or has to be exceeded."""

    AT_LEAST = "at-least"
    """As many seats suffice."""
    MORE_THAN = "more-than"
    """One more than the whole seats in it is needed."""


class AdversaryOrder(StrEnum):
    """In which order validators are the adversary's, until the next would pass its share."""

    RANDOM = "random"
    """Shuffled."""
    LARGEST = "largest"
    """By stake, from the largest: the fewest validators."""
    SMALLEST = "smallest"
    """By stake, from the smallest: the most validators."""


class Method(StrEnum):
    """How the answer is to be found; the witnesses follow from it."""

    EXACT = "exact"
    """Computed; witnesses are a second computation and the bound."""
    MONTE_CARLO = "monte-carlo"
    """Sampled; witnesses are the exact value and the bound."""
    RARE = "rare"
    """Sampled where the attack succeeds more often, and weighted; witnesses as for `MONTE_CARLO`."""
    BOUND = "bound"
    """Bounded from above; the witness is the exact value."""
    AUTO = "auto"
    """Computed where that can be; witnesses are a sample, or a second computation where that is too
    rare or too slow, and the bound."""
