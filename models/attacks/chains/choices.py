"""What is chosen when a chain is attacked: the model of a race, the strategy of a withholding miner."""

from enum import StrEnum


class Race(StrEnum):
    """How far the attacker is when the merchant has seen enough confirmations."""

    NAKAMOTO = "nakamoto"
    """Poisson, as if the honest blocks had taken their expected time."""
    ROSENFELD = "rosenfeld"
    """Negative binomial: every block is the attacker's with the same chance."""


class TieBreaking(StrEnum):
    """Which of two branches of equal length an honest miner extends."""

    FIRST_SEEN = "first-seen"
    """The one that it saw first: the withheld one of a part of them, if it follows at once."""
    UNIFORM = "uniform"
    """Either with the same chance, whenever it saw them."""


class Strategy(StrEnum):
    """What a miner does with blocks that nobody else has seen."""

    SM1 = "sm1"
    """Eyal and Sirer's rule."""
    OPTIMAL = "optimal"
    """The best of all rules."""
