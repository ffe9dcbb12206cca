"""All rules of choice by name."""

from collections.abc import Mapping

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


def strategy_named(name: str, rules: Mapping[str, type[Strategy]] = STRATEGIES) -> Strategy:
    """A rule with its ordinary numbers.

    Parameters
    ----------
    name
        Of the rule.
    rules
        Among which: ours, or ours with those that others add.

    Raises
    ------
    InvalidParameter
        When there is no such rule.
    """
    if name not in rules:
        raise InvalidParameter(f"strategy must be one of {', '.join(rules)}, got {name!r}")
    return rules[name]()
