"""Finality of a mode on a deployment, sampled over proposers and jitter, beside its floor."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .links import Floats, Links
from .rounds import all_to_all, certificates, chained, check_delays
from .votes import Electorate, Integers

LARGEST_CHUNK = 4_000_000
"""Delays drawn at once [1]."""
LONGEST_ALL_TO_ALL = 3
"""Message delays above which rounds are chained [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Placement:
    """Who is where: a deployment of validators."""

    links: Links
    places: Integers
    """(n,) region of each validator, by number."""
    electorate: Electorate
    online: NDArray[np.bool_]
    """(n,) who answers at all."""


def floor_times(placement: Placement, message_delays: int) -> Floats:
    """Finality at every validator for every proposer, with the median delay on every link.

    Parameters
    ----------
    placement
        Who is where.
    message_delays
        Of a round [1].

    Returns
    -------
    ndarray
        (n, n), proposer by validator; infinite where nothing is decided [ms]
    """
    proposers = np.flatnonzero(placement.online)
    delays = heard(placement.links.between(placement.places), placement.online)
    return rounds_of(
        np.broadcast_to(delays, (len(proposers), *delays.shape)),
        in_turn(proposers, message_delays),
        placement.electorate,
        message_delays,
    )[:, placement.online]


def sampled_times(
    placement: Placement, message_delays: int, rounds: int, rng: np.random.Generator
) -> Floats:
    """Finality at every validator in so many rounds, proposers drawn by lot from those online.

    Parameters
    ----------
    placement
        Who is where.
    message_delays
        Of a round [1].
    rounds
        How many [1].
    rng
        Where chance comes from.

    Returns
    -------
    ndarray
        (rounds, online) [ms]
    """
    check_delays(message_delays)
    candidates = np.flatnonzero(placement.online)
    found: list[Floats] = []
    chunk = max(1, LARGEST_CHUNK // placement.electorate.size**2)
    for first in range(0, rounds, chunk):
        size = min(chunk, rounds - first)
        proposers = rng.choice(candidates, (size, certificates(message_delays) + 1))
        delays = heard(placement.links.drawn(placement.places, size, rng), placement.online)
        times = rounds_of(delays, proposers, placement.electorate, message_delays)
        found.append(times[:, placement.online])
    return np.concatenate(found)


def rounds_of(
    delays: Floats, proposers: Integers, electorate: Electorate, message_delays: int
) -> Floats:
    """Times of rounds in the form that has this many message delays."""
    check_delays(message_delays)
    if message_delays <= LONGEST_ALL_TO_ALL:
        return all_to_all(delays, proposers[:, 0], electorate, message_delays)
    return chained(delays, proposers, electorate, message_delays)


def in_turn(validators: Integers, message_delays: int) -> Integers:
    """Every validator as proposer once, followed by the next ones in order.

    Examples
    --------
    >>> in_turn(np.array([4, 7]), 5).tolist()
    [[4, 7, 4], [7, 4, 7]]
    """
    turns = certificates(message_delays) + 1
    return np.stack([np.roll(validators, -turn) for turn in range(turns)], axis=1)


def heard(delays: Floats, online: NDArray[np.bool_]) -> Floats:
    """Delays where those who are offline say nothing."""
    return np.where(online[:, None], delays, np.inf)
