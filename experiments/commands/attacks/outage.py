"""Modes that cannot certify because too many are down."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ....models.errors import InvalidParameter
from ...parameter_files import shorten
from ...reproducing.later import later
from ..terminal import Params
from .answering import attack
from .modes import ModeName, chosen
from .stakes import Stakes
from .values import real, whole

load = later("parameter_files", "load")
outage_of = later(".models.attacks.availability.outage", "outage_of")
outage_of_stakes = later(".models.attacks.availability.outage_stakes", "outage_of_stakes")
read_labels = later("stakes_files", "read_labels")
stakes_of = later("stakes_files", "stakes_of")
split_by_correlation = later(".models.attacks.availability.outage", "split_by_correlation")


@attack
def outage(
    params: Params = "reference",
    mode: Annotated[ModeName, typer.Option(help="Whose certificate is out of reach.")] = (
        ModeName.BALANCED
    ),
    failure_rate: Annotated[
        float,
        real(
            "failure_rate", "Chance that a member is down on its own, or with a correlation in all."
        ),
    ] = 0.01,
    groups: Annotated[
        int, whole("groups", "Regions, clients or operators that fail together.")
    ] = 5,
    group_failure: Annotated[
        float | None,
        real("group_failure", "Chance that one of them is down as a whole; else 0.001."),
    ] = None,
    correlation: Annotated[
        float | None,
        real("correlation", "Of two members of a group, instead of its chance to be down."),
    ] = None,
    silent: Annotated[
        float, real("silent", "Part of each resource that is the adversary's, and silent.")
    ] = 0.0,
    stakes: Stakes = None,
    together: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Of FILE: what fails together; else nobody does."),
    ] = None,
) -> Any:
    """So many members are down, alone or with their region, that a mode cannot certify."""
    if correlation is not None:
        if group_failure is not None:
            raise InvalidParameter(
                f"correlation must not be given beside group_failure ({group_failure}), "
                f"got {correlation}"
            )
        failure_rate, group_failure = split_by_correlation(failure_rate, correlation)
    group_failure = 0.001 if group_failure is None else group_failure
    if stakes is not None:
        if silent:
            raise InvalidParameter(f"silent must be 0 beside stakes, got {silent}")
        held, _ = stakes_of(stakes, 0)
        return outage_of_stakes(
            load(params),
            chosen(mode),
            held.tolist(),
            range(len(held)) if together is None else read_labels(Path(stakes), together),
            failure_rate=failure_rate,
            group_failure=group_failure,
            groups=groups,
        )
    if together is not None:
        raise InvalidParameter(
            f"together must not be given without stakes, got {shorten(together)}"
        )
    return outage_of(
        load(params),
        chosen(mode),
        failure_rate=failure_rate,
        groups=groups,
        group_failure=group_failure,
        silent=silent,
    )
