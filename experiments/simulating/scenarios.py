"""Scenarios: TOML in, settings of a run out; those of the plan ship with the package."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from ...agents.economy.shocks import Shock, ShockKind
from ...agents.settings import EconomySettings
from ...models.errors import InvalidParameter
from ..parameter_files import convert, read_toml, shorten
from .settings import read_settings


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a scenario file says."""

    title: str
    """In a few words."""
    settings: EconomySettings
    """What is not said is as ever."""


def scenario_names() -> list[str]:
    """Scenarios that ship with the package."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def load_scenario(name_or_path: str) -> Scenario:
    """A scenario of the package, or of a user's TOML file.

    Parameters
    ----------
    name_or_path
        One of `scenario_names()`, or the path of a TOML file.

    Raises
    ------
    InvalidParameter
        In one line: the key, the rule and the value.
    """
    shipped = _folder() / f"{name_or_path}.toml"
    known = scenario_names()
    path = str(shipped) if name_or_path in known else name_or_path
    try:
        document = read_toml(path)
    except InvalidParameter as error:
        if Path(path).exists():
            raise
        raise InvalidParameter(
            f"scenario must be {', '.join(known)} or a readable TOML file, got {shorten(path)}"
        ) from error
    return read_scenario(document, EconomySettings())


def read_scenario(document: dict[str, Any], base: EconomySettings) -> Scenario:
    """A scenario from the tables of its file.

    Parameters
    ----------
    document
        As TOML gives it: a title, shocks, and what `settings.read_settings` reads.
    base
        Settings that it changes.
    """
    said = {key: value for key, value in document.items() if key not in ("title", "shock")}
    settings = read_settings(said, base)
    shocks = (*base.shocks, *_shocks(document.get("shock", [])))
    check_in_run(shocks, settings.epochs)
    title = document.get("title", "")
    if not isinstance(title, str):
        raise InvalidParameter(f"scenario.title must be text, got {shorten(title)}")
    return Scenario(title, replace(settings, shocks=shocks))


def read_shock(text: str) -> Shock:
    """A shock as the command line spells it: `KIND:SIZE@EPOCH`.

    Examples
    --------
    >>> read_shock("demand:0.1@365")
    Shock(epoch=365, kind=<ShockKind.DEMAND: 'demand'>, size=0.1)
    """
    kind, _, rest = text.partition(":")
    size, _, epoch = rest.partition("@")
    try:
        number, first = float(size), int(epoch)
    except ValueError as error:
        raise InvalidParameter(
            f"shock must be KIND:SIZE@EPOCH, such as demand:0.1@365, got {shorten(text)}"
        ) from error
    return Shock(epoch=first, kind=_kind(kind), size=number)


def check_in_run(shocks: Iterable[Shock], epochs: int) -> None:
    """Refusal of an event that a run of so many epochs never sees.

    Parameters
    ----------
    shocks
        Asked for together with the length of the run: a story that is cut short may have more.
    epochs
        Of the run [epoch].

    Raises
    ------
    InvalidParameter
        For the first that comes too late.
    """
    for shock in shocks:
        if shock.epoch > epochs:
            raise InvalidParameter(
                f"shock.epoch must be at most the epochs of the run ({epochs}), got {shock.epoch}"
            )


def _shocks(tables: Any) -> list[Shock]:
    """Shocks of a file."""
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise InvalidParameter("scenario.shock must be a list of tables, [[shock]]")
    shocks: list[Shock] = []
    for table in tables:
        if set(table) != {"epoch", "kind", "size"}:
            raise InvalidParameter(
                f"scenario.shock must have epoch, kind and size, got {shorten(', '.join(table))}"
            )
        shocks.append(
            Shock(
                epoch=convert("shock.epoch", table["epoch"], int),
                kind=_kind(table["kind"]),
                size=convert("shock.size", table["size"], float),
            )
        )
    return shocks


def _kind(value: Any) -> ShockKind:
    """A kind of shock by its name."""
    if value not in [str(kind) for kind in ShockKind]:
        raise InvalidParameter(
            f"shock.kind must be one of {', '.join(ShockKind)}, got {shorten(value)}"
        )
    return ShockKind(value)


def _folder() -> Path:
    """Where the scenarios of the package are."""
    return Path(str(resources.files("hybridstake.experiments").joinpath("scenarios")))
