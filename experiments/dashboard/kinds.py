"""The kinds of attack as forms: what can be set is read off the commands themselves."""

import inspect
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args

import typer

from ...models.attacks.question import Question
from ...models.errors import InvalidParameter
from ..commands.attack import KINDS
from ..commands.attacks.answering import Answering
from ..parameter_files import PRESETS, convert

COMMITTEE = "committee"
"""The kind that has sliders and a curve."""

EXAMPLES: dict[str, dict[str, str]] = {
    "vote": {"probabilities": "0.6", "voters": "101", "threshold": "51"},
    "sortition": {"expected_size": "2000", "threshold": "0.685", "honest": "0.8"},
    "quorum": {"authority_corruption": "0.1", "stake_corruption": "0.1"},
    "double-spend": {"share": "0.2", "confirmations": "6"},
    "settlement": {"share": "0.3", "slots": "100"},
    "run": {"share": "0.33", "length": "10", "slots": "1000"},
    "censorship": {"share": "0.3", "slots": "10"},
    "randao": {"share": "0.2", "slots": "8"},
    "selfish": {"share": "0.3", "strategy": "sm1"},
    "long-range": {},
    "bribery": {},
    "outage": {},
}
"""Kinds that answer while one waits, each with what a first question needs beyond the defaults."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One option of a kind."""

    name: str
    """Of the option, with underscores."""
    explanation: str
    """What the command's help says of it."""
    choices: tuple[str, ...]
    """Values that may be chosen; none where any text may be typed."""
    is_switch: bool
    """Whether it is on or off."""
    default: Any
    """Value without it; `inspect.Parameter.empty` where it must be given."""
    start: str
    """What the form shows at first."""


def forms() -> tuple[str, ...]:
    """Kinds that have a form: ours, and all that other packages add."""
    return *EXAMPLES, *KINDS.added()


def fields_of(kind: str) -> list[Field]:
    """What can be set of a kind, in the order of its command.

    Parameters
    ----------
    kind
        One of `forms()`.

    Examples
    --------
    >>> [(field.name, field.start) for field in fields_of("run")]
    [('share', '0.33'), ('length', '10'), ('slots', '1000')]
    """
    example = EXAMPLES.get(kind, {})
    found = [_field(parameter, example) for parameter in _parameters(kind)]
    return [field for field in found if field is not None]


def title(kind: str) -> str:
    """What the attack is, in the words of its command."""
    return (inspect.getdoc(KINDS[kind]) or kind).rstrip(".")


def question_of(kind: str, typed: dict[str, Any]) -> Question:
    """The question that a form asks.

    Parameters
    ----------
    kind
        One of `forms()`.
    typed
        Texts, choices and switches, by the names of `fields_of`.

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.
    """
    given: dict[str, Any] = {}
    parameters = {parameter.name: parameter for parameter in _parameters(kind)}
    for field in fields_of(kind):
        value = typed[field.name]
        if isinstance(value, str) and not value.strip():
            if field.default is inspect.Parameter.empty:
                raise InvalidParameter(f"{field.name} must be given, got nothing")
            value = field.default
        given[field.name] = _parsed(parameters[field.name], value)
    return inspect.unwrap(KINDS[kind])(**given)


def _parameters(kind: str) -> list[inspect.Parameter]:
    """Options that are the kind's own."""
    own = inspect.signature(KINDS[kind]).parameters.values()
    return [parameter for parameter in own if parameter.name not in Answering.__slots__]


def _field(parameter: inspect.Parameter, example: dict[str, str]) -> Field | None:
    """An option as a field; none where it names a file of the user's, or goes with one."""
    kind, option = get_args(parameter.annotation)
    is_preset = isinstance(option, typer.models.ArgumentInfo)
    if "FILE" in f"{option.metavar} {option.help}":
        return None
    choices = tuple(PRESETS) if is_preset else tuple(_choices(kind))
    has_default = parameter.default not in (inspect.Parameter.empty, None)
    return Field(
        name=parameter.name,
        explanation=option.help or "",
        choices=choices,
        is_switch=kind is bool,
        default=parameter.default,
        start=example.get(parameter.name, str(parameter.default) if has_default else ""),
    )


def _choices(kind: Any) -> list[str]:
    """Values of an option that is one of some, with nothing where it may be left out."""
    found = [each for each in (kind, *get_args(kind)) if isinstance(each, type)]
    named = [str(value) for each in found if issubclass(each, StrEnum) for value in each]
    return ["", *named] if named and type(None) in found else named


def _parsed(parameter: inspect.Parameter, value: Any) -> Any:
    """A typed value as the command would read it."""
    kind, option = get_args(parameter.annotation)
    for each in (kind, *get_args(kind)):
        if isinstance(each, type) and issubclass(each, StrEnum) and isinstance(value, str):
            return each(value)
    parser = getattr(option, "parser", None)
    if value is None:
        return value
    if parser is None:
        return convert(parameter.name, _number(value), kind) if kind in (int, float) else value
    try:
        return parser(value)
    except typer.TyperException as error:
        raise InvalidParameter(str(error)) from error


def _number(text: Any) -> Any:
    """A number as it is typed; what is none stays text."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text
