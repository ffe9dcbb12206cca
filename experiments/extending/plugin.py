"""Additions of other packages, found by their entry points; none is imported before it is asked for.

A package names what it adds in its `pyproject.toml`, each under the group of its kind:

    [project.entry-points."hybridstake.strategies"]
    patient = "my_package.patience:Patient"

The groups are `hybridstake.strategies`, `.invariants`, `.attacks`, `.experiments` and `.deployments`;
the module of this folder that bears the kind's name says what stands behind such a name.
"""

import re
import sys
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from ...models.errors import InvalidParameter

NAME = re.compile(r"[a-z][a-z0-9_-]*")
"""What can be typed as an option's value, and be the name of a file."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One addition: a name, and where the package that adds it keeps what it stands for."""

    entry: EntryPoint

    @property
    def package(self) -> str:
        """The package that adds it, with its version."""
        found = self.entry.dist
        return "an unnamed package" if found is None else f"{found.name} {found.version}"

    def load(self) -> Any:
        """What the name stands for.

        Raises
        ------
        InvalidParameter
            In one line, if it cannot be imported.
        """
        try:
            return self.entry.load()
        except (Exception, SystemExit) as error:
            raise self.broken("be importable", told(error)) from error

    def broken(self, rule: str, got: str) -> InvalidParameter:
        """The refusal of what keeps a rule of its group not.

        Parameters
        ----------
        rule
            What it must do or be.
        got
            What there is instead.
        """
        return InvalidParameter(
            f"{self.entry.group}: {self.entry.name} of {self.package} must {rule}, got {got}"
        )


def plugins(kind: str, ours: Collection[str] = ()) -> dict[str, Plugin]:
    """Additions of one kind by name, in the order of their names.

    Parameters
    ----------
    kind
        Such as `strategies`.
    ours
        Names that are taken.

    Raises
    ------
    InvalidParameter
        In one line, if a name is taken or cannot be one.
    """
    found: dict[str, Plugin] = {}
    for entry in _entries(f"hybridstake.{kind}", tuple(sys.path)):
        plugin, name = Plugin(entry), entry.name
        if not NAME.fullmatch(name):
            raise plugin.broken("be named in lower-case letters, digits, - and _", repr(name))
        if name in ours or name in found:
            holder = "hybridstake" if name in ours else found[name].package
            raise plugin.broken("have a name of its own", f"that of {holder}")
        found[name] = plugin
    return found


def names_with_added(kind: str, ours: Collection[str]) -> list[str]:
    """Our names of a kind, then those that are added; nothing of these is imported.

    Parameters
    ----------
    kind
        Such as `strategies`.
    ours
        Names of our own, in their order.
    """
    return [*ours, *plugins(kind, ours)]


def told(error: BaseException) -> str:
    """An error in a line.

    Examples
    --------
    >>> told(ImportError("no such module"))
    'ImportError: no such module'
    """
    return f"{type(error).__name__}: {error}"


def shown(thing: object) -> str:
    """Text as it is written, and of anything else what it is.

    Examples
    --------
    >>> shown("loyal"), shown(None), shown(len)
    ("'loyal'", 'none', 'builtin_function_or_method')
    """
    if thing is None:
        return "none"
    return repr(thing) if isinstance(thing, str) else type(thing).__name__


@cache
def _entries(group: str, path: tuple[str, ...]) -> list[EntryPoint]:
    """Entry points of a group by name; read again only where modules are looked for elsewhere."""
    return sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value))
