"""Committees drawn at random."""

from typing import Annotated, Any

import typer

from ....models.attacks.choices import Sampling
from ...reproducing.later import later
from .answering import attack
from .values import whole

committee_of = later(".models.attacks.committees.committee", "Committee")


@attack
def committee(
    population: Annotated[int, whole("population", "Validators in all.")],
    adversaries: Annotated[int, whole("adversaries", "Of them, the adversary's.")],
    committee: Annotated[int, whole("committee", "Seats that are drawn.")],
    seats: Annotated[int, whole("seats", "Seats that the adversary needs.")],
    sampling: Annotated[
        Sampling, typer.Option(help="How seats are drawn.")
    ] = Sampling.WITHOUT_REPLACEMENT,
) -> Any:
    """An adversary gets at least so many seats of a committee drawn at random."""
    return committee_of(
        population=population,
        adversaries=adversaries,
        committee=committee,
        seats=seats,
        sampling=sampling,
    )
