"""Invariants of a parameter file, ours and added, in the group `hybridstake.invariants`.

An addition is a function

    def invariants(parameters: Parameters) -> Iterable[Invariant]

of `models.parameters.parameters.Parameters` and `proofs.invariants.invariant.Invariant`; `plain` of the
latter module makes one from a comparison. An invariant bears the name of the entry point, or that name
with a dot and more behind it.
"""

from collections.abc import Iterator
from typing import Any

from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ...proofs.invariants import gate
from ...proofs.invariants.invariant import Invariant
from ..running import sources
from .origins import ingredients_of
from .plugin import Plugin, plugins, shown, told


def invariants_of(parameters: Parameters) -> list[Invariant]:
    """Every invariant of a parameter file, the added ones at the end.

    Parameters
    ----------
    parameters
        The parameter file's contents.

    Raises
    ------
    InvalidParameter
        In one line, if an addition gives none.
    """
    return with_added(gate.invariants_of(parameters), parameters)


def plain_invariants(parameters: Parameters) -> list[Invariant]:
    """Invariants that are not asked of the solver, the added ones at the end.

    Parameters
    ----------
    parameters
        The parameter file's contents.

    Raises
    ------
    InvalidParameter
        In one line, if an addition gives none.
    """
    return with_added(list(gate.plain_invariants(parameters)), parameters)


def ingredients() -> dict[str, Any]:
    """All that verdicts depend on beside the parameters, as JSON: our rules, and those of packages."""
    added_by: list[str] = []
    for plugin in plugins("invariants").values():
        plugin.load()  # refused here where it cannot be
        added_by.append(plugin.entry.module)
    return {"invariants_sha256": sources.digest(__name__), **ingredients_of(tuple(added_by))}


def with_added(ours: list[Invariant], parameters: Parameters) -> list[Invariant]:
    """Invariants of ours and, after them, those that packages add."""
    taken = {each.name for each in ours}
    found = list(ours)
    for plugin in plugins("invariants", taken).values():
        found += added(plugin, parameters)
    return found


def added(plugin: Plugin, parameters: Parameters) -> Iterator[Invariant]:
    """The invariants that one package adds."""
    function, name = plugin.load(), plugin.entry.name
    try:
        found = list(function(parameters))
    except InvalidParameter:
        raise
    except Exception as error:
        raise plugin.broken("answer for every parameter file", told(error)) from error
    for each in found:
        if not isinstance(each, Invariant):
            raise plugin.broken("give invariants", shown(each))
        if each.name != name and not each.name.startswith(f"{name}."):
            raise plugin.broken(f"name its invariants {name}, or {name}.MORE", repr(each.name))
        yield each
