"""`hybridstake attack KIND`: the probability of one attack."""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ...models.errors import InvalidParameter
from ..extending.plugin import Plugin, told
from ..extending.registry import Registry
from ..parameter_files import shorten
from ..reproducing.later import later
from .attacks import beacons, censorship, chains, committees, incentives, outage, votes
from .attacks.answering import attack

question_function_of = later("extending.attacks", "question_function_of")

OURS = {
    "committee": committees.committee,
    "stake-committee": committees.stake_committee,
    "vote": votes.vote,
    "sortition": votes.sortition,
    "quorum": votes.quorum,
    "double-spend": chains.double_spend,
    "settlement": chains.settlement,
    "run": chains.run,
    "censorship": censorship.censorship,
    "randao": beacons.randao,
    "selfish": chains.selfish,
    "long-range": incentives.long_range,
    "bribery": incentives.bribery,
    "outage": outage.outage,
    "concentration": incentives.concentration,
}
"""Command of every kind of ours, in the order in which help lists them."""


def kind_of(plugin: Plugin) -> Callable[..., None]:
    """The command of a kind that a package adds."""
    try:
        question_of = question_function_of(plugin)
        command = attack(question_of)
        alone(plugin.entry.name, command)
    except InvalidParameter:
        raise
    except Exception as error:
        raise plugin.broken("have options that Typer can read", told(error)) from error
    return command


def alone(kind: str, command: Callable[..., None]) -> Any:
    """One kind as a command of its own."""
    found = typer.Typer(add_completion=False)
    found.command(kind)(command)
    return typer.main.get_command(found)


KINDS = Registry("attacks", OURS, kind_of)
"""Command of every kind, those that packages add at the end."""


class AddedKind(TyperCommand):
    """A kind that a package adds, standing in until it is asked for."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> Any:
        """Context of the real command, loaded now."""
        name = str(self.name)
        return alone(name, KINDS[name]).make_context(info_name, args, *rest, **extra)


class Kinds(TyperGroup):
    """The kinds of attack, each a command."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Kinds in the order of the table."""
        return list(KINDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Command of a kind; another name is refused in our own words."""
        added = KINDS.added()
        if cmd_name in added:
            return AddedKind(cmd_name, help=f"Added by {added[cmd_name].package}.")
        found = super().get_command(ctx, cmd_name)
        if found is None:
            kinds = ", ".join(self.list_commands(ctx))
            raise InvalidParameter(f"KIND must be {kinds}, got {shorten(cmd_name)}")
        return found


app = typer.Typer(cls=Kinds, no_args_is_help=True, add_completion=False)


@app.callback()
def kinds() -> None:
    """Attack probabilities: exact first, sampled fast, always with a second witness."""


for kind, command in OURS.items():
    app.command(kind)(command)
