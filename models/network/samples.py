"""Finality sampled with validators that cannot be told apart taken together."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass

import numpy as np

from .finality import Placement
from .groups import Groups
from .links import Floats
from .rounds import (
    UNPACED,
    Pace,
    certificates,
    check_delays,
)
from .votes import Integers

LARGEST_CHUNK = 4_000
"""Rounds at once [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Sample:
    """Times to finality, each with how many validators it is the time of."""

    times: Floats
    """(rounds, g + 1) infinite where nothing is decided [ms]."""
    heads: Integers
    """(rounds, g + 1) validators online [1]."""

    @property
    def size(self) -> int:
        """Times, counted validator by validator [1]."""
        return int(self.heads.sum())

    @property
    def mean(self) -> float:
        """Over rounds and validators [ms]."""
        there = self.heads > 0
        return float((self.times[there] * self.heads[there]).sum() / self.size)

    def within(self, target: float) -> float:
        """Part of the rounds and validators that are no later than this [1].

        Parameters
        ----------
        target
            [ms]
        """
        return float(self.heads[self.times <= target].sum() / self.size)

    def quantiles(self, parts: Floats) -> Floats:
        """Quantiles over rounds and validators, between two times in proportion, as NumPy has them.

        Parameters
        ----------
        parts
            (parts,) each from zero to one [1].

        Returns
        -------
        ndarray
            (parts,) [ms]
        """
        order = np.argsort(self.times, axis=None)
        times = self.times.reshape(-1)[order]
        upto = np.cumsum(self.heads.reshape(-1)[order])
        where = parts * (self.size - 1)
        below = np.floor(where)
        low, high = (
            times[np.searchsorted(upto, place, side="right")] for place in (below, np.ceil(where))
        )
        # Two infinities have no difference, and what is between equal times is that time.
        step = np.subtract(high, low, out=np.zeros_like(low), where=high > low)
        return low + np.multiply(step, where - below, out=np.zeros_like(low), where=high > low)


def sampled_by_region(
    placement: Placement,
    message_delays: int,
    rounds: int,
    rng: np.random.Generator,
    *,
    jitter: bool,
    pace: Pace = UNPACED,
) -> Sample:
    """Finality in so many rounds, where messages of a round between two regions take equally long.

    Parameters
    ----------
    placement
        Who is where.
    message_delays
        Of a round [1].
    rounds
        How many [1].
    rng
        Where chance comes from: the proposers, drawn by lot from those online, and the jitter.
    jitter
        Delays are drawn, once a round for each ordered pair of regions; or they are the medians.
    pace
        What else takes time.

    Returns
    -------
    Sample
        As exact as validator by validator, in a time that does not grow with the validators.
    """
    check_delays(message_delays)
    groups, regions = placement.grouped()
    medians = placement.links.median_ms[np.ix_(regions, regions)]
    candidates = np.flatnonzero(placement.online)
    turns = certificates(message_delays) + 1
    times = np.empty((rounds, groups.size + 1))
    heads = np.empty((rounds, groups.size + 1), dtype=np.int64)
    for first in range(0, rounds, LARGEST_CHUNK):
        size = min(LARGEST_CHUNK, rounds - first)
        proposers = rng.choice(candidates, (size, turns))
        chunk = slice(first, first + size)
        if jitter:
            delays = placement.links.drawn_between(regions, size, rng)
            times[chunk], heads[chunk] = groups.finality(delays, proposers, message_delays, pace)
        else:
            one, again = np.unique(
                kinds_of(groups, proposers), axis=0, return_index=True, return_inverse=True
            )[1:]
            found = groups.finality(medians[None], proposers[one], message_delays, pace)
            times[chunk], heads[chunk] = (each[again.reshape(-1)] for each in found)
    return Sample(times, heads)


def kinds_of(groups: Groups, proposers: Integers) -> Integers:
    """(rounds, …) equal where rounds without jitter take equally long: groups in turn, and who stays."""
    stays = proposers[:, 1:] == proposers[:, :-1]
    return np.concatenate([groups.of[proposers], stays.astype(np.int64)], axis=1)
