"""Scenarios: TOML in, settings of a run out; those of the plan ship with the package."""

from dataclasses import dataclass, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from ...agents.cartels.settings import CartelKind, CartelSettings
from ...agents.economy.shocks import Shock, ShockKind
from ...agents.settings import EconomySettings
from ...models.errors import InvalidParameter
from ..parameter_files import read_toml, shorten

PLAIN = {
    "epochs": "epochs",
    "people": "stakers",
    "candidates": "candidates",
    "review_probability": "review_probability",
    "churn_limit": "churn_limit",
    "exclusion_epochs": "exclusion_epochs",
    "validator_cost": "validator_cost",
    "commission": "commission",
    "mean_gain": "mean_gain",
}
"""Keys of a scenario, and the settings that they are."""

MARKET = ("turnover", "demand_growth", "fee_rate", "treasury_share", "burned_share")
ATTACKER = ("budget", "bribe", "spiteful_share", "spite")
CARTEL = tuple(each.name for each in fields(CartelSettings) if each.name != "kind")
COUNTS = ("epochs", "people", "candidates", "exclusion_epochs", "punishment_epochs")
KEYS = ("title", *PLAIN, *MARKET, *ATTACKER, "cartel", "shock")


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
        As TOML gives it.
    base
        Settings that it changes.
    """
    for key in document:
        if key not in KEYS:
            raise InvalidParameter(f"scenario.{shorten(key)} must be one of {', '.join(KEYS)}")
    numbers = {
        key: _number(key, value)
        for key, value in document.items()
        if key not in ("title", "cartel", "shock")
    }
    settings = replace(
        base,
        **{PLAIN[key]: value for key, value in numbers.items() if key in PLAIN},
        market=replace(base.market, **{key: numbers[key] for key in MARKET if key in numbers}),
        attacker=replace(
            base.attacker, **{key: numbers[key] for key in ATTACKER if key in numbers}
        ),
        cartel=_cartel(document["cartel"]) if "cartel" in document else base.cartel,
        shocks=(*base.shocks, *_shocks(document.get("shock", []))),
    )
    title = document.get("title", "")
    if not isinstance(title, str):
        raise InvalidParameter(f"scenario.title must be text, got {shorten(title)}")
    return Scenario(title, settings)


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


def _cartel(table: Any) -> CartelSettings:
    """The cartel of a file: its kind, and what it is to differ in."""
    if not isinstance(table, dict) or "kind" not in table:
        raise InvalidParameter("scenario.cartel must be a table with a kind")
    kinds = [str(kind) for kind in CartelKind]
    if table["kind"] not in kinds:
        raise InvalidParameter(
            f"cartel.kind must be one of {', '.join(kinds)}, got {shorten(table['kind'])}"
        )
    for key in table:
        if key not in ("kind", *CARTEL):
            raise InvalidParameter(
                f"cartel.{shorten(key)} must be one of kind, {', '.join(CARTEL)}"
            )
    numbers = {key: _number(key, value) for key, value in table.items() if key != "kind"}
    return CartelSettings(kind=CartelKind(table["kind"]), **numbers)


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
        epoch = table["epoch"]
        if isinstance(epoch, bool) or not isinstance(epoch, int):
            raise InvalidParameter(
                f"scenario.shock.epoch must be a whole number, got {shorten(epoch)}"
            )
        shocks.append(
            Shock(epoch=epoch, kind=_kind(table["kind"]), size=_number("shock.size", table["size"]))
        )
    return shocks


def _kind(value: Any) -> ShockKind:
    """A kind of shock by its name."""
    if value not in [str(kind) for kind in ShockKind]:
        raise InvalidParameter(
            f"shock.kind must be one of {', '.join(ShockKind)}, got {shorten(value)}"
        )
    return ShockKind(value)


def _number(key: str, value: Any) -> Any:
    """A number of a file, whole where it counts something."""
    whole = key in COUNTS
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        rule = "a whole number" if whole else "a number"
        raise InvalidParameter(f"scenario.{key} must be {rule}, got {shorten(value)}")
    return value if whole else float(value)


def _folder() -> Path:
    """Where the scenarios of the package are."""
    return Path(str(resources.files("hybridstake.experiments").joinpath("scenarios")))
