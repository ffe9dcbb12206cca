"""Transactions kept out of the chain."""

from typing import Annotated, Any

import typer

from ...reproducing.later import later
from ..terminal import Params
from ..values import real, whole
from .answering import attack
from .modes import ModeName, chosen

censorship_of = later(".models.attacks.availability.censorship", "Censorship")
load = later("parameter_files", "load")


@attack
def censorship(
    share: Annotated[
        float, real("share", "Part of proposers, or authorities and stake, that censors.")
    ],
    slots: Annotated[int, whole("slots", "Slots in a row without the transaction.")],
    params: Params = "reference",
    mode: Annotated[
        ModeName | None,
        typer.Option(help="Mode of PARAMS; without it, proposers are drawn slot by slot."),
    ] = None,
    silent: Annotated[
        bool, typer.Option("--silent", help="Censors propose nothing, so that rounds fail.")
    ] = False,
) -> Any:
    """A transaction is kept out of at least so many slots in a row."""
    if mode is None:
        return censorship_of(share=share, slots=slots, silent=silent)
    return censorship_of(
        share=share,
        slots=slots,
        parameters=load(params),
        mode=chosen(mode),
        silent=silent,
    )
