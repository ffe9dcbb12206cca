"""The reference of the command line, from what each command says of itself when asked for help."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import typer

from ..commands.main import COMMANDS
from ..commands.terminal import PROCESSORS
from .markdown import page, plain, table

INTRODUCTION = """\
Every command answers `--help` with what stands here, for this page is made from it.

`PARAMS` is `plan` (the research plan read literally), `reference` (the plan with the smallest
repairs that can be proved), or a TOML file that starts from either. Where a command takes `--json`,
it prints one JSON document and nothing else. Errors are one line on the error channel: the field,
the rule, the value.

| exit code | meaning |
|---|---|
| 0 | it holds, or was done |
| 1 | something is refuted, or two answers disagree |
| 2 | the input is not usable; the line says why |
| 3 | undecided: a solver gave up, or an estimate cannot be relied on |
"""


def command_page() -> str:
    """Page of all commands.

    Returns
    -------
    str
        Markdown; a command's heading has the anchor of its words joined by hyphens.
    """
    return page("# Commands", INTRODUCTION, *(section for name in COMMANDS for section in of(name)))


def of(name: str) -> Iterator[str]:
    """Sections of one command and of those below it."""
    module = import_module(f"hybridstake.experiments.commands.{name}")
    yield from sections(typer.main.get_command(module.app), ("hybridstake", name), None)


def sections(command: Any, words: tuple[str, ...], parent: Any) -> Iterator[str]:
    """The section of a command, then those of the commands below it.

    Parameters
    ----------
    command
        As Typer builds it.
    words
        Of the command line, up to the command.
    parent
        Context of the command above; none: it stands at the top.
    """
    context = command.context_class(
        command, info_name=" ".join(words) if parent is None else words[-1], parent=parent
    )
    yield f"{'#' * len(words)} {' '.join(words)} {{ #{'-'.join(words[1:])} }}"
    yield plain(command.help or "")
    yield f"```text\n{command.get_usage(context).removeprefix('Usage: ')}\n```"
    below = command.list_commands(context) if hasattr(command, "list_commands") else []
    parameters = [each for each in command.get_params(context) if each.name != "help"]
    if parameters and not below:
        yield table(("", "meaning"), [row_of(each, context) for each in parameters])
    for name in below:
        yield from sections(command.get_command(context, name), (*words, name), context)


def row_of(parameter: Any, context: Any) -> tuple[str, str]:
    """An argument or option, and what help says of it."""
    names, meaning = parameter.get_help_record(context)
    if parameter.name == "workers" and parameter.default == PROCESSORS:
        meaning = meaning.replace(f"[default: {PROCESSORS}", "[default: the machine's processors")
    return f"`{names}`", plain(meaning)
