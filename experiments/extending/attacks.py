"""Attacks that are added, in the group `hybridstake.attacks`.

An addition is a function of options

    def attack(share: Annotated[float, typer.Option(help="…")]) -> Question

whose signature Typer reads, whose docstring is the help, and whose answer is a
`models.attacks.question.Question`. The options of every answer (`--method`, `--seed`, …) come of
themselves, and so do sampling, witnesses and printing.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, get_origin

from ...models.attacks.question import Question
from .plugin import Plugin, shown


def question_function_of(plugin: Plugin) -> Callable[..., Question]:
    """The function that a package adds, watched for what it gives."""
    function = plugin.load()
    if not inspect.isfunction(function) or not function.__doc__:
        raise plugin.broken("be a function with a docstring", shown(function))
    for each in inspect.signature(function, eval_str=True).parameters.values():
        if get_origin(each.annotation) is not Annotated:
            rule = f"have every option Annotated with a typer.Option, {each.name} too"
            raise plugin.broken(rule, "none")

    @wraps(function)
    def asked(**given: Any) -> Question:
        found = function(**given)
        if not isinstance(found, Question):
            raise plugin.broken("give a Question", shown(found))
        return found

    return asked
