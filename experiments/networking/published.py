"""Latencies that others have measured on placements that they name, and our floor beside each.

A floor is what messages alone take on the medians of our own table, without checking, queueing or load.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from ...models.network.finality import Placement, floor_times
from ...models.network.links import Links
from ...models.network.rounds import UNPACED, chained, earliest_commits
from ...models.network.votes import equals
from ...models.protocol.quorums import Quorum
from .latencies import MEASURED, load_links

TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)
CHAINS = 1_000
"""Chains of proposers by lot, whose mean stands for all [1]."""

FIVE = ("us-east-1", "eu-north-1", "ap-southeast-2", "us-west-1", "ap-northeast-1")
SIX = ("us-east-1", "us-east-2", "eu-central-1", "eu-west-2", "eu-west-3", "ap-northeast-1")
THIRTEEN = (
    *("us-west-1", "us-west-2", "ca-central-1", "eu-central-1", "eu-west-1", "eu-west-2"),
    *("eu-west-3", "eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2"),
    *("ap-northeast-1", "ap-northeast-2"),
)
FOUR = ("us-west-2", "eu-west-1", "sa-east-1", "ap-southeast-2")
TEN = (
    *("us-west-1", "us-east-1", "eu-west-1", "ap-northeast-1", "eu-north-1", "ap-south-1"),
    *("sa-east-1", "eu-central-1", "ap-northeast-2", "ap-southeast-2"),
)

SONNINO = "asonnino/hotstuff, benchmark/data at dc01ac86"
MYSTICETI = "asonnino/mysticeti, results at 885ae9f5"
DELPHI = "Delphi-BFT/tool, datasets at d4b501e"
ALTO = "P. O'Grady, Commonware, May 2025"


class Clock(StrEnum):
    """Until when a measurement runs."""

    LEADER = "leader"
    """Until the first proposer has its votes."""
    EVERYBODY = "everybody"
    """Until the median validator is done."""
    MEAN = "mean"
    """The same, the mean of all validators."""
    COLLECTOR = "collector"
    """Until the last collector of a chain has its votes."""
    CLIENT = "client"
    """Until a client has heard of the last certificate of a chain."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Latency:
    """What was measured, and where."""

    system: str
    source: str
    validators: int
    clock: Clock
    measured_ms: float
    regions: tuple[str, ...] = ()
    """Validators in turn; one place with links of `link_ms` where none are named."""
    link_ms: float = 0.0
    """Of every link where there are no regions [ms]."""
    certificates: int = 0
    """Of a chain; none where a round is a proposal and two votes [1]."""


LATENCIES = (
    Latency(
        system="BFT-SMaRt", source=DELPHI, validators=4, clock=Clock.LEADER,
        regions=FOUR, measured_ms=237.142,
    ),
    Latency(
        system="Alto (Simplex)", source=ALTO, validators=50, clock=Clock.MEAN,
        regions=TEN, measured_ms=307.0,
    ),
    *(
        Latency(
            system="Jolteon", source=SONNINO, validators=validators, clock=Clock.COLLECTOR,
            regions=FIVE, certificates=2, measured_ms=measured,
        )
        for validators, measured in ((10, 845.0), (20, 609.0), (50, 515.0))
    ),
    *(
        Latency(
            system="HotStuff", source=SONNINO, validators=validators, clock=Clock.COLLECTOR,
            regions=FIVE, certificates=3, measured_ms=measured,
        )
        for validators, measured in ((10, 704.0), (20, 548.0), (50, 902.0))
    ),
    Latency(
        system="Mysticeti, 10,000 tx/s", source=MYSTICETI, validators=49, clock=Clock.EVERYBODY,
        regions=SIX, measured_ms=365.7,
    ),
    Latency(
        system="Mysticeti, 50,000 tx/s", source=MYSTICETI, validators=49, clock=Clock.EVERYBODY,
        regions=SIX, measured_ms=396.2,
    ),
    Latency(
        system="Mysticeti, 50,000 tx/s", source=MYSTICETI, validators=50, clock=Clock.EVERYBODY,
        regions=THIRTEEN, measured_ms=459.7,
    ),
    *(
        Latency(
            system="libhotstuff", source=DELPHI, validators=validators, clock=Clock.CLIENT,
            link_ms=10.0, certificates=3, measured_ms=measured,
        )
        for validators, measured in (
            (4, 84.178), (8, 85.734), (16, 86.6358), (32, 88.4466), (64, 92.4532), (128, 106.0368),
        )
    ),
)  # fmt: skip


def floor_ms(latency: Latency) -> float:
    """Least mean latency of a published placement [ms].

    Parameters
    ----------
    latency
        Where validators were, and what was timed.
    """
    place = placed(latency)
    if not latency.certificates:
        times = floor_times(place, 3)
        if latency.clock is Clock.LEADER:
            return float(times[0, 0])
        typical = np.median(times, axis=1) if latency.clock is Clock.EVERYBODY else times
        return float(typical.mean())
    rng = np.random.default_rng(latency.validators)
    proposers = rng.integers(0, latency.validators, (CHAINS, latency.certificates + 1))
    between = place.links.between(place.places)
    delays = np.broadcast_to(between, (CHAINS, *between.shape))
    if latency.clock is Clock.COLLECTOR:
        times = earliest_commits(delays, proposers, place.electorate, latency.certificates)
        return float(times.mean())
    proposers = np.arange(latency.certificates + 1)[None]
    hops = 2 * latency.certificates + 1
    times = chained(between[None], proposers, place.electorate, hops, UNPACED)
    return float(times.max()) + latency.link_ms


def placed(latency: Latency) -> Placement:
    """Validators in turn over the regions, equal and all online."""
    if latency.regions:
        links = load_links(MEASURED)
        order = [links.place(region) for region in latency.regions]
    else:
        links, order = Links(("here",), *(2 * [np.array([[latency.link_ms]])])), [0]
    size = latency.validators
    places = np.array([order[each % len(order)] for each in range(size)])
    return Placement(links, places, equals(size, TWO_THIRDS), np.ones(size, dtype=np.bool_))
