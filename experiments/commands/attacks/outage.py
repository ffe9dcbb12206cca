"""Modes that cannot certify because too many are down."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ....models.attacks.choices import AdversaryOrder
from ....models.errors import InvalidParameter
from ....models.parameters.checks import check_share
from ...parameter_files import shorten
from ...reproducing.later import later
from ..terminal import Params
from ..values import real, whole
from .answering import attack
from .modes import ModeName, chosen
from .stakes import Stakes

adversaries_by_share = later(".models.attacks.committees.stakes", "adversaries_by_share")
load = later("parameter_files", "load")
outage_of = later(".models.attacks.availability.outage", "outage_of")
outage_of_stakes = later(".models.attacks.availability.outage_stakes", "outage_of_stakes")
is_law = later("stakes_files", "is_law")
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
    adversaries: Annotated[
        AdversaryOrder,
        typer.Option(help="Silent stakers of FILE are taken in this order, up to their share."),
    ] = AdversaryOrder.RANDOM,
    order_seed: Annotated[int, whole("order_seed", "Shuffles the stakers of a FILE.", 0)] = 1,
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
        if together is not None and is_law(stakes):
            raise InvalidParameter(
                f"together must be given with stakes of a FILE, got {shorten(together)} "
                f"beside {shorten(stakes)}"
            )
        held, rng = stakes_of(stakes, order_seed)
        check_share("silent", silent)
        is_silent = adversaries_by_share(held, silent, adversaries, rng) if silent else None
        return outage_of_stakes(
            load(params),
            chosen(mode),
            held,
            None if together is None else read_labels(Path(stakes), together),
            failure_rate=failure_rate,
            group_failure=group_failure,
            groups=groups,
            silent=silent,
            silent_stakers=is_silent,
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
