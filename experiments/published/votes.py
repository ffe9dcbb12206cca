"""Votes: sums of independent voters, each with its own chance."""

import math
from functools import partial

from ...models.attacks.votes.vote import Vote
from .value import Published

HONG = (0.4163448, 0.3340270, 0.9689613)
COINS = (0.3,) * 7


def votes_of(chances: tuple[float, ...], threshold: int) -> float:
    """Chance of at least so many votes [1]."""
    found = Vote(probabilities=chances, threshold=threshold).exact()
    assert found is not None
    return found.probability


def mass(chances: tuple[float, ...], count: int) -> float:
    """Chance of exactly so many votes, as a difference of two tails [1]."""
    return votes_of(chances, count) - votes_of(chances, count + 1)


def masses(source: str, table: str, chances: tuple[float, ...], row: str) -> tuple[Published, ...]:
    """The chances of 0, 1, 2, … votes."""
    return tuple(
        Published(
            source=source,
            what=f"exactly {count} votes of {len(chances)}",
            printed=printed,
            ours=partial(mass, chances, count),
            table=table,
        )
        for count, printed in enumerate(row.split())
    )


PUBLISHED = (
    *masses(
        "Hong 2013, in tests of poibin",
        "masses of three unlike voters",
        HONG,
        "0.0120647 0.39129134 0.46189012 0.13475384",
    ),
    *masses(
        "R package PoissonBinomial, introduction",
        "masses of seven coins of 0.3",
        COINS,
        "0.0823543 0.2470629 0.3176523 0.2268945 0.0972405 0.0250047 0.0035721 0.0002187",
    ),
    *(
        Published(
            source="Buterin, ethresear.ch 3250",
            what=f"half of {voters} observers are late by {delays} mean delays",
            printed=printed,
            ours=partial(votes_of, (math.exp(-delays),) * voters, voters // 2),
            reading="a majority is at least half",
        )
        for voters, delays, printed in (
            (700, 1, "2^-40.36"),
            (68, 2, "< 2^-40"),
            (32, 3, "< 2^-40"),
        )
    ),
)
"""Published values, each with the vote that answers it."""
