"""Committees drawn at random: by head, and by stake."""

from typing import Annotated, Any

import typer

from ....models.attacks.choices import AdversaryOrder, Sampling
from ...reproducing.later import later
from .answering import attack
from .values import real, whole

committee_of = later(".models.attacks.committees.committee", "Committee")
stake_committee_of = later(".models.attacks.committees.stake_committee", "StakeCommittee")
adversaries_by_share = later(".models.attacks.committees.stakes", "adversaries_by_share")
stakes_of = later("stakes_files", "stakes_of")


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


@attack
def stake_committee(
    stakes: Annotated[
        str,
        typer.Option(
            metavar="FILE|pareto:ALPHA:N:SEED",
            help="CSV or Parquet with a column `stake` or `stake_<unit>`, or draws of a Pareto law.",
        ),
    ],
    adversary_share: Annotated[float, real("adversary_share", "Of all stake, at most.")],
    committee: Annotated[int, whole("committee", "Seats that are drawn.")],
    seats: Annotated[int, whole("seats", "Seats that the adversary needs.")],
    adversaries: Annotated[
        AdversaryOrder,
        typer.Option(
            help="Validators are taken in this order, until the next would pass the share."
        ),
    ] = AdversaryOrder.RANDOM,
    order_seed: Annotated[
        int, whole("order_seed", "Shuffles the validators of a FILE; a law goes on by itself.", 0)
    ] = 1,
    sampling: Annotated[
        Sampling, typer.Option(help="How seats are drawn.")
    ] = Sampling.WITHOUT_REPLACEMENT,
) -> Any:
    """An adversary gets at least so many seats of a committee drawn in proportion to stake."""
    held, rng = stakes_of(stakes, order_seed)
    return stake_committee_of(
        stakes=held,
        adversaries=adversaries_by_share(held, adversary_share, adversaries, rng),
        committee=committee,
        seats=seats,
        sampling=sampling,
    )
