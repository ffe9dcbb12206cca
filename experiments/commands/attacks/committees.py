"""Committees drawn at random: by head, and by stake."""

from typing import Annotated, Any

import typer

from ....models.attacks.choices import AdversaryOrder, Sampling, Threshold
from ....models.errors import InvalidParameter
from ...reproducing.later import later
from ..values import count_or_part, ratio, real, whole
from .answering import attack

committee_of = later(".models.attacks.committees.committee", "Committee")
stake_committee_of = later(".models.attacks.committees.stake_committee", "StakeCommittee")
adversaries_by_share = later(".models.attacks.committees.stakes", "adversaries_by_share")
adversaries_of = later(".models.attacks.committees.thresholds", "adversaries_of")
seats_needed = later(".models.attacks.committees.thresholds", "seats_needed")
smallest_committee = later(".models.attacks.committees.sizes", "smallest_committee")
stakes_of = later("stakes_files", "stakes_of")


Seats = Annotated[
    Any,
    count_or_part("seats", "Seats that the adversary needs: how many, or a part of them as 2/3."),
]
Rule = Annotated[Threshold, typer.Option(help="Whether `--seats` suffice or must be exceeded.")]
Drawn = Annotated[Sampling, typer.Option(help="How seats are drawn.")]


@attack
def committee(
    *,
    population: Annotated[int | None, whole("population", "Validators in all.")] = None,
    adversaries: Annotated[int | None, whole("adversaries", "Of them, the adversary's.")] = None,
    adversary_share: Annotated[
        Any,
        ratio(
            "adversary_share",
            "Instead of `--adversaries`, rounded down; with replacement no population is needed.",
        ),
    ] = None,
    committee: Annotated[int | None, whole("committee", "Seats that are drawn.")] = None,
    below: Annotated[
        float | None,
        real(
            "below",
            "Look for the smallest committee with less than this; a larger one may have more, since "
            "seats are whole.",
        ),
    ] = None,
    seats: Seats,
    rule: Rule = Threshold.AT_LEAST,
    sampling: Drawn = Sampling.WITHOUT_REPLACEMENT,
) -> Any:
    """An adversary gets at least so many seats of a committee drawn at random."""
    if (committee is None) == (below is None):
        given = "neither" if below is None else "both"
        raise InvalidParameter(f"one of committee and below must be given, got {given}")
    if (adversaries is None) == (adversary_share is None):
        given = "neither" if adversaries is None else "both"
        raise InvalidParameter(f"one of adversaries and adversary_share must be given, got {given}")
    by_chance = sampling is Sampling.WITH_REPLACEMENT and adversary_share is not None
    if population is None and not by_chance:
        raise InvalidParameter(
            "population must be given, or adversary_share with replacement, got neither"
        )
    if adversary_share is not None:
        population, adversaries = adversaries_of(adversary_share, population)
    if below is not None:
        return smallest_committee(population, adversaries, seats, rule, below, sampling)
    return committee_of(
        population=population,
        adversaries=adversaries,
        committee=committee,
        seats=seats_needed(seats, committee, rule),
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
    seats: Seats,
    rule: Rule = Threshold.AT_LEAST,
    adversaries: Annotated[
        AdversaryOrder,
        typer.Option(
            help="Validators are taken in this order, until the next would pass the share."
        ),
    ] = AdversaryOrder.RANDOM,
    order_seed: Annotated[
        int, whole("order_seed", "Shuffles the validators of a FILE; a law goes on by itself.", 0)
    ] = 1,
    sampling: Drawn = Sampling.WITHOUT_REPLACEMENT,
) -> Any:
    """An adversary gets at least so many seats of a committee drawn in proportion to stake."""
    held, rng = stakes_of(stakes, order_seed)
    return stake_committee_of(
        stakes=held,
        adversaries=adversaries_by_share(held, adversary_share, adversaries, rng),
        committee=committee,
        seats=seats_needed(seats, committee, rule),
        sampling=sampling,
    )
