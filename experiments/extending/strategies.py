"""Rules of choice, ours and added, in the group `hybridstake.strategies`.

An addition is a class derived from `agents.strategies.strategy.Strategy`: a frozen dataclass whose
`name` is that of its entry point, whose fields are numbers with defaults, and with

    def choose(self, seen: Seen) -> Any

which picks a position, or a seat, from what one who reconsiders sees. `seen` holds single numbers or
arrays of one value per person: `agents/choices/picking.py` has what reads both alike. Its fields are set
as ours are: `--set strategy.name=patient --set strategy.patience=0.1`.
"""

from dataclasses import is_dataclass

from ...agents.strategies import table
from ...agents.strategies.strategy import Strategy
from .plugin import Plugin, shown, told
from .registry import Registry


def rule_of(plugin: Plugin) -> type[Strategy]:
    """The rule of choice that a package adds."""
    found = plugin.load()
    if not (isinstance(found, type) and issubclass(found, Strategy) and is_dataclass(found)):
        raise plugin.broken("be a dataclass derived from Strategy", shown(found))
    if found.choose is Strategy.choose:
        raise plugin.broken("have a method choose(self, seen)", "none")
    named = getattr(found, "name", None)
    if named != plugin.entry.name:
        raise plugin.broken("have the name of its entry point", shown(named))
    try:
        found()
    except Exception as error:
        raise plugin.broken("have defaults for all its numbers", told(error)) from error
    return found


RULES: Registry[type[Strategy]] = Registry("strategies", table.STRATEGIES, rule_of)
"""By the names of the command line."""


def strategy_named(name: str) -> Strategy:
    """A rule with its ordinary numbers.

    Raises
    ------
    InvalidParameter
        When there is no such rule.
    """
    return table.strategy_named(name, RULES)
