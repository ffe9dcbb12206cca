"""Votes against a threshold: weighted ones, those of a committee by sortition, those of a mode."""

from typing import Annotated, Any

import typer

from ....models.attacks.votes.choices import MOST_VOTERS, Failure
from ....models.errors import InvalidParameter
from ...parameter_files import shorten
from ...reproducing.later import later
from ..terminal import Params
from ..values import real, reals, whole
from .answering import attack
from .modes import ModeName, chosen
from .stakes import Stakes

vote_of = later(".models.attacks.votes.vote", "Vote")
equal_vote_of = later(".models.attacks.votes.equal_vote", "EqualVote")
sortition_of = later(".models.attacks.votes.sortition", "Sortition")
quorum_of = later(".models.attacks.votes.hybrid_quorum", "HybridQuorum")
stake_quorum_of = later(".models.attacks.votes.stake_quorum", "StakeQuorum")
load = later("parameter_files", "load")
stakes_of = later("stakes_files", "stakes_of")


@attack
def vote(
    probabilities: Annotated[
        Any, reals("probabilities", "Chance of every voter's yes, commas between them.")
    ],
    threshold: Annotated[float, real("threshold", "Least weight of yes-votes that is asked for.")],
    weights: Annotated[
        Any,
        reals(
            "weights",
            "Weight of every voter, read as written, or one of all `--voters`; 1 each without it.",
        ),
    ] = None,
    voters: Annotated[
        int | None,
        whole("voters", "So many voters alike, of the one probability that is given.", 1),
    ] = None,
) -> Any:
    """Yes-votes of independent voters weigh at least so much."""
    if voters is not None:
        if len(probabilities) > 1:
            raise InvalidParameter(
                f"probabilities must be one number beside voters, got {len(probabilities)}"
            )
        if weights is None or len(weights) == 1:
            return equal_vote_of(
                voters=voters,
                probability=probabilities[0],
                weight=1.0 if weights is None else weights[0],
                threshold=threshold,
            )
        if voters > MOST_VOTERS:
            raise InvalidParameter(
                f"voters must be at most {MOST_VOTERS} where weights differ, got {shorten(voters)}"
            )
        probabilities *= voters
    return vote_of(probabilities=probabilities, weights=weights, threshold=threshold)


@attack
def sortition(
    expected_size: Annotated[float, real("expected_size", "Votes expected of the committee.")],
    threshold: Annotated[
        float, real("threshold", "Part of the expected size that votes must exceed.")
    ],
    honest: Annotated[float, real("honest", "Honest part of the stake.")],
    failure: Annotated[
        Failure | None, typer.Option(help="What goes wrong; without it, either.")
    ] = None,
) -> Any:
    """A committee by cryptographic sortition is unsafe, or cannot decide."""
    return sortition_of(
        expected_size=expected_size, threshold=threshold, honest=honest, failure=failure
    )


@attack
def quorum(
    params: Params = "reference",
    mode: Annotated[ModeName, typer.Option(help="Mode of PARAMS.")] = ModeName.BALANCED,
    authority_corruption: Annotated[
        float | None, real("authority_corruption", "Chance that an authority is corrupted.")
    ] = None,
    stake_corruption: Annotated[
        float | None, real("stake_corruption", "Chance that a staker is corrupted.")
    ] = None,
    failure: Annotated[Failure, typer.Option(help="What goes wrong.")] = Failure.SAFETY,
    authorities: Annotated[
        int | None, whole("authorities", "Authorities; without it, validators of Fast mode.")
    ] = None,
    stakers: Annotated[
        int | None, whole("stakers", "Stakers, of equal stake; without it, validators of MODE.")
    ] = None,
    correlation: Annotated[
        float,
        real("correlation", "Of any two members of a class: 0 independent, 1 all or none."),
    ] = 0.0,
    stakes: Stakes = None,
) -> Any:
    """Authorities and stakers corrupted at random break the certificates of a mode."""
    if stakes is not None:
        if stakers is not None:
            raise InvalidParameter(f"stakers must not be given beside stakes, got {stakers}")
        return stake_quorum_of(
            parameters=load(params),
            mode=chosen(mode),
            failure=failure,
            authority_corruption=authority_corruption,
            stake_corruption=stake_corruption,
            authorities=authorities,
            correlation=correlation,
            stakes=stakes_of(stakes, 0)[0],
        )
    return quorum_of(
        parameters=load(params),
        mode=chosen(mode),
        failure=failure,
        authority_corruption=authority_corruption,
        stake_corruption=stake_corruption,
        authorities=authorities,
        stakers=stakers,
        correlation=correlation,
    )
