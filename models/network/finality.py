"""Finality of a mode on a deployment, sampled over proposers and jitter, beside its floor."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .floors import floors_of_all_to_all, floors_of_chained, mean_steps
from .groups import Groups
from .links import Delays, Floats, Links, Times
from .rounds import (
    LONGEST_ALL_TO_ALL,
    UNPACED,
    Pace,
    all_to_all,
    certificates,
    chained,
    check_delays,
    vote_phases,
)
from .votes import Electorate, Integers

LARGEST_CHUNK = 120_000
"""Delays drawn at once: few enough for the processor's own memory [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Placement:
    """Who is where: a deployment of validators."""

    links: Links
    places: Integers
    """(n,) region of each validator, by number."""
    electorate: Electorate
    online: NDArray[np.bool_]
    """(n,) who answers at all."""

    def grouped(self) -> tuple[Groups, Integers]:
        """Validators that cannot be told apart, and the regions in which they count their places."""
        regions, places = np.unique(self.places, return_inverse=True)
        return Groups.found(places.reshape(-1), self.electorate, self.online), regions


def floor_times(placement: Placement, message_delays: int, pace: Pace = UNPACED) -> Floats:
    """Finality at every validator for every proposer, with the median delay on every link.

    Parameters
    ----------
    placement
        Who is where.
    message_delays
        Of a round [1].
    pace
        What else takes time in a chain; of other rounds nothing but messages is in a floor.

    Returns
    -------
    ndarray
        (online, online), proposer by validator; where rounds are chained, in the mean over those who
        propose next, drawn by lot; infinite where nothing is decided [ms]
    """
    check_delays(message_delays)
    groups, regions = placement.grouped()
    delays = placement.links.median_ms[np.ix_(regions, regions)]
    online = np.flatnonzero(placement.online)
    if message_delays <= LONGEST_ALL_TO_ALL:
        return floors_of_all_to_all(groups, delays, online, message_delays)
    return floors_of_chained(groups, delays, online, message_delays, pace)


def mean_interval(placement: Placement, message_delays: int, pace: Pace) -> float:
    """Time from one proposal to the next, with the median delay on every link.

    Parameters
    ----------
    placement
        Who is where.
    message_delays
        Of a round [1].
    pace
        What else takes time.

    Returns
    -------
    float
        In the mean over who proposes, and who next; infinite where nothing is decided [ms]
    """
    if message_delays <= LONGEST_ALL_TO_ALL:
        checking = vote_phases(message_delays) * pace.checking_ms
        decided = floor_times(placement, message_delays) + checking
        return float(np.maximum(decided, pace.interval_ms).mean())
    groups, regions = placement.grouped()
    delays = placement.links.median_ms[np.ix_(regions, regions)]
    online = np.flatnonzero(placement.online)
    steps, _ = mean_steps(groups, delays, online, pace)
    present, row = np.unique(groups.of[online], return_inverse=True)
    assert len(present) == len(steps)
    return float(steps[row].mean())


def sampled_times(
    placement: Placement,
    message_delays: int,
    rounds: int,
    rng: np.random.Generator,
    pace: Pace = UNPACED,
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
    pace
        What else takes time.

    Returns
    -------
    ndarray
        (rounds, online) [ms]
    """
    check_delays(message_delays)
    candidates = np.flatnonzero(placement.online)
    found = np.empty((rounds, len(candidates)))
    chunk = max(1, LARGEST_CHUNK // placement.electorate.size**2)
    for first in range(0, rounds, chunk):
        size = min(chunk, rounds - first)
        proposers = rng.choice(candidates, (size, certificates(message_delays) + 1))
        delays = heard(placement.links.drawn(placement.places, size, rng), placement.online)
        times = rounds_of(delays, proposers, placement.electorate, message_delays, pace)
        found[first : first + size] = times[:, placement.online]
    return found


def rounds_of(
    delays: Delays,
    proposers: Integers,
    electorate: Electorate,
    message_delays: int,
    pace: Pace = UNPACED,
) -> Delays:
    """Times of rounds in the form that has this many message delays."""
    check_delays(message_delays)
    if message_delays <= LONGEST_ALL_TO_ALL:
        times = all_to_all(delays, proposers[:, 0], electorate, message_delays)
        return times + pace.checking_ms * vote_phases(message_delays)
    return chained(delays, proposers, electorate, message_delays, pace)


def heard(delays: Times, online: NDArray[np.bool_]) -> Times:
    """The same delays where those who are offline say nothing."""
    delays[..., ~online, :] = np.inf
    return delays
