"""Workflow commands that GitHub shows beside the lines of a pull request."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...models.errors import InvalidParameter
from ..commands.terminal import printable
from ..parameter_files import read_text
from .answer import BAD_INPUT, Answer
from .places import Place, place_of, place_of_refusal

if TYPE_CHECKING:
    from ...proofs.invariants.invariant import Invariant


def annotations(answer: Answer) -> Iterator[str]:
    """One line for each invariant that fails: an error where refuted, a warning where undecided.

    A file that is refused has one line, an error.

    Parameters
    ----------
    answer
        Of one parameter file.
    """
    if answer.refusal is not None:
        place = place_of_refusal(answer.params, readable(answer.params), answer.refusal)
        yield command("error", BAD_INPUT, place, str(answer.refusal))
    if answer.failing:
        text = read_text(answer.params)
        for item in answer.failing:
            yield annotation(item, place_of(answer.params, text, [item.field, *item.others]))


def annotation(item: "Invariant", place: Place) -> str:
    """An invariant that fails, at its place."""
    message = f"{item.message} ({place.note})" if place.note else item.message
    if item.counterexample is not None:
        message += f"\n\n{item.counterexample['text']}"
    level = "warning" if item.verdict == "undecided" else "error"
    return command(level, f"{item.name} {item.verdict}", place, message)


def readable(params: str) -> str | None:
    """Text of a file, if it has any."""
    try:
        return read_text(params)
    except InvalidParameter:
        return None


def command(level: str, title: str, place: Place, message: str) -> str:
    """One workflow command.

    Parameters
    ----------
    level
        `error` or `warning`.
    title, message
        Of the annotation.
    place
        Without a file, the annotation belongs to the whole run.

    Notes
    -----
    Source: GitHub's documentation of workflow commands, and the escapes of its actions toolkit.
    """
    properties = {"title": title}
    if place.file is not None:
        properties = {
            "file": place.file,
            "line": str(place.position.line),
            "col": str(place.position.column),
            **properties,
        }
    listed = ",".join(f"{name}={property_value(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{data(message)}"


def data(text: str) -> str:
    """A message on one line, as the runner reads it back."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(text)


def property_value(text: str) -> str:
    """The same for a property, which ends at a comma or a colon."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def harmless(text: str) -> str:
    """Text in which the runner finds no command, whatever a file is called."""
    return text.replace("::", ": :").replace("##[", "## [")
