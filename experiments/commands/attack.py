"""`hybridstake attack KIND`: the probability of one attack."""

from typing import Any

import typer
from typer.core import TyperGroup

from ...models.errors import InvalidParameter
from ..parameter_files import shorten
from .attacks import beacons, censorship, chains, committees, incentives, outage, votes

KINDS = {
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
"""Command of every kind, in the order in which help lists them."""


class Kinds(TyperGroup):
    """The kinds of attack, each a command."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Kinds in the order of the table."""
        return list(KINDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Command of a kind; another name is refused in our own words."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            kinds = ", ".join(self.list_commands(ctx))
            raise InvalidParameter(f"KIND must be {kinds}, got {shorten(cmd_name)}")
        return found


app = typer.Typer(cls=Kinds, no_args_is_help=True, add_completion=False)


@app.callback()
def kinds() -> None:
    """Attack probabilities: exact first, sampled fast, always with a second witness."""


for kind, command in KINDS.items():
    app.command(kind)(command)
