"""Regions that hold authorities and stakers alike: which are down decides over both resources."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..committees.seat_counts import BinomialSeats
from ..committees.tails import upper_tail
from ..weights.groups import log_odds, log_of_odds
from ..weights.logarithms import either, log_sum
from ..weights.tails import binomial_masses

LARGEST_STATES = 1_000_000
"""Combinations of regions that are down, alike ones counted once, that are summed [1]."""

LARGEST_TAILS = 2_000
"""Binomial tails that are computed for them [1]: about a second of work."""

LARGEST_LATTICE_WORK = 1_000_000_000
"""Products that the lattice may sum [1]: about a second of work."""

_LEAST_ON_LATTICE = 1e-250
_CACHED = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Regions:
    """Authorities and stakers of every region, and how they fail.

    Examples
    --------
    One region of one authority, down half the time:

    >>> alone = Regions(authorities=(1,), stakers=(0,), failure_rate=0.0, region_failure=0.5)
    >>> round(math.exp(log_either_by_states(alone, 1, 1)), 12)
    0.5
    """

    authorities: tuple[int, ...]
    """Authorities in each region [1]."""
    stakers: tuple[int, ...]
    """Stakers in each region [1]."""
    failure_rate: float
    """Chance that a member fails while its region is up [1]."""
    region_failure: float
    """Chance that a region fails as a whole [1]."""

    @property
    def kinds(self) -> tuple[tuple[tuple[int, int], int], ...]:
        """Authorities and stakers of a region, and how many regions are so; none that is empty."""
        found = Counter(zip(self.authorities, self.stakers, strict=True))
        del found[0, 0]
        return tuple((kind, found[kind]) for kind in sorted(found))


def dealt(members: int, regions: int) -> tuple[int, ...]:
    """Members of each region when they are dealt out evenly, (regions,) [1].

    Parameters
    ----------
    members, regions
        How many there are [1].

    Notes
    -----
    Source: ours. The first regions have one more where it does not divide.

    Examples
    --------
    >>> dealt(5, 3)
    (2, 2, 1)
    """
    each, rest = divmod(members, regions)
    return tuple(each + (region < rest) for region in range(regions))


@lru_cache(maxsize=_CACHED)
def log_either_by_states(
    regions: Regions, failed_authorities: int, failed_stakers: int
) -> float | None:
    """Natural logarithm of the chance that enough authorities fail, or enough stakers.

    Parameters
    ----------
    regions
        Where the members are.
    failed_authorities, failed_stakers
        Failures that are enough; more than there are where the resource does not count [1].

    Returns
    -------
    float or None
        To about 1e-13; none where there are too many states [1].

    Notes
    -----
    Source: ours. Given the regions that are down, both counts are binomial and independent: either
    is enough with probability a + (1 - a) b. Regions that are alike are counted, not told apart.
    """
    copies = [count for _, count in regions.kinds]
    states = math.prod(count + 1 for count in copies)
    if states > LARGEST_STATES:
        return None
    down = np.indices([count + 1 for count in copies]).reshape(len(copies), states)
    chances = np.zeros(states)
    for kind, count in enumerate(copies):
        chances += _log_binomial(count, log_odds(regions.region_failure))[down[kind]]
    possible = chances > -math.inf
    down, chances = down[:, possible], chances[possible]
    tails: list[NDArray[np.float64]] = []
    for resource, enough in enumerate((failed_authorities, failed_stakers)):
        sizes = np.array([kind[resource] for kind, _ in regions.kinds])
        total = int(sizes @ np.array(copies))
        silenced, places = np.unique(sizes @ down, return_inverse=True)
        if len(silenced) > LARGEST_TAILS:
            return None
        found = [
            log_binomial_tail(total - int(lost), regions.failure_rate, enough - int(lost))
            for lost in silenced
        ]
        tails.append(np.array(found)[places])
    return min(0.0, log_sum(chances + either(*tails)))


def log_either_on_lattice(
    regions: Regions, failed_authorities: int, failed_stakers: int
) -> float | None:
    """The same, region by region on the lattice of both counts.

    Parameters
    ----------
    regions
        Where the members are.
    failed_authorities, failed_stakers
        Failures that are enough; more than there are where the resource does not count [1].

    Returns
    -------
    float or None
        To about 1e-12; none where that takes too long or the answer is below 1e-250 [1].

    Notes
    -----
    Source: ours. Every region adds an independent pair of counts: both binomial if it is up, all of
    them if it is down; sums of positive terms.
    """
    everybody = sum(regions.authorities), sum(regions.stakers)
    per_region = sum(max(kind) * count for kind, count in regions.kinds)
    if (everybody[0] + 1) * (everybody[1] + 1) * per_region > LARGEST_LATTICE_WORK:
        return None
    masses = np.zeros((everybody[0] + 1, everybody[1] + 1))
    masses[0, 0] = 1.0
    for (authorities, stakers), count in regions.kinds:
        for _ in range(count):
            up = _spread(masses, authorities, regions.failure_rate)
            up = _spread(up.T, stakers, regions.failure_rate).T
            masses = (1 - regions.region_failure) * up + regions.region_failure * np.roll(
                masses, (authorities, stakers), axis=(0, 1)
            )
    enough = np.arange(everybody[0] + 1)[:, None] >= failed_authorities
    enough = enough | (np.arange(everybody[1] + 1) >= failed_stakers)
    total = float(masses[enough].sum())
    if 0 < total < _LEAST_ON_LATTICE or (total == 0 and enough.any()):
        return None
    return min(0.0, math.log(total)) if total > 0 else -math.inf


def log_binomial_tail(members: int, failure_rate: float, enough: int) -> float:
    """Natural logarithm of the chance that enough of some members fail, each on its own.

    Parameters
    ----------
    members, enough
        How many there are, and how many must fail [1].
    failure_rate
        Chance that one fails [1].

    Notes
    -----
    Source: `committees.tails.upper_tail`: a float is a fraction of whole numbers.

    Examples
    --------
    >>> round(math.exp(log_binomial_tail(2, 0.5, 2)), 12)
    0.25
    """
    if enough <= 0:
        return 0.0
    if enough > members:
        return -math.inf
    failing, of = failure_rate.as_integer_ratio()
    seats = BinomialSeats(population=of, adversaries=failing, committee=members)
    return upper_tail(seats, enough).log10_probability * math.log(10)


def _log_binomial(count: int, odds: float) -> NDArray[np.float64]:
    """Logarithm of the chance of every number of regions that are down, (count + 1,) [1]."""
    failed, up = log_of_odds(odds), log_of_odds(-odds)
    return np.array(
        [
            math.log(math.comb(count, down))
            + (down * failed if down else 0.0)
            + ((count - down) * up if down < count else 0.0)
            for down in range(count + 1)
        ]
    )


def _spread(masses: NDArray[np.float64], members: int, failure_rate: float) -> NDArray[np.float64]:
    """Law after some more members may have failed, along the first axis, which has room for them."""
    if members == 0:
        return masses
    spread = np.zeros_like(masses)
    rest = len(masses) - members
    for failed, chance in enumerate(binomial_masses(members, log_odds(failure_rate))):
        spread[failed : failed + rest] += chance * masses[:rest]
    return spread
