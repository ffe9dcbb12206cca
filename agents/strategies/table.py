"""All rules of choice by name."""

from ...models.errors import InvalidParameter
from .best import Discounted, Myopic
from .bounded import Bounded
from .imitation import Imitation
from .names import NAMES
from .reinforcement import Reinforcement
from .strategy import Strategy

STRATEGIES: dict[str, type[Strategy]] = dict(
    zip(NAMES, (Myopic, Discounted, Bounded, Imitation, Reinforcement), strict=True)
)
"""By the names of the command line."""


def strategy_named(name: str) -> Strategy:
    """A rule with its ordinary numbers.

    Raises
    ------
    InvalidParameter
        When there is no such rule.
    """
    if name not in STRATEGIES:
        raise InvalidParameter(f"strategy must be one of {', '.join(STRATEGIES)}, got {name!r}")
    return STRATEGIES[name]()
