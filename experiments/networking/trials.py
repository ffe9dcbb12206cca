"""What the command line says of faults, partitions and load, as a trial of the event engine."""

from dataclasses import dataclass
from math import inf

import numpy as np

from ...models.errors import InvalidParameter
from ...models.network.events.conditions import Conditions, Outage, Partition, churn
from ...models.network.events.demand import ENDLESS, Demand
from ...models.parameters.exact import as_written
from ..parameter_files import shorten
from .deployments import Deployment

NEVER = "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Troubles:
    """What goes wrong, in the words of a deployment: regions and shares rather than numbers."""

    offline: float = 0.0
    """Part of the validators that are never there, drawn by lot [1]."""
    byzantine: float = 0.0
    """Part of the validators that equivocate, drawn by lot [1]."""
    mute: float = 0.0
    """Part of the validators that vote and never propose, drawn by lot [1]."""
    slow: float = 0.0
    """Part of the validators that send everything later, drawn by lot [1]."""
    lag_ms: float = 0.0
    """How much later [ms]."""
    loss: float = 0.0
    """Part of all messages that never arrive [1]."""
    churn: tuple[float, float] | None = None
    """Mean time that a validator is up, and down [s]."""
    neighbours: int | None = None
    """To how many others each validator talks; messages are passed on [1]."""
    partitions: tuple["Cut", ...] = ()

    def __post_init__(self) -> None:
        shares = {name: getattr(self, name) for name in ("offline", "byzantine", "mute", "slow")}
        for name, share in shares.items():
            if not 0 <= share < 1:
                raise InvalidParameter(f"{name} must be at least 0 and below 1, got {share!r}")
        if not self.offline + self.byzantine < 1:
            raise InvalidParameter(
                "offline and byzantine must be below 1 together, got "
                f"{self.offline + self.byzantine:g}"
            )
        if not 0 <= self.loss < 1:
            raise InvalidParameter(f"loss must be at least 0 and below 1, got {self.loss!r}")

    @property
    def needs_events(self) -> bool:
        """Whether anything goes wrong: one silent proposer is enough for rounds to be given up."""
        return self != Troubles()

    @property
    def is_more_than_silence(self) -> bool:
        """Whether order statistics cannot say it of any round, even of those whose proposer is there."""
        return self != Troubles(offline=self.offline)


@dataclass(frozen=True, slots=True)
class Cut:
    """Some regions and all others do not hear each other for some time."""

    begins: float
    """[s]"""
    ends: float
    """Infinite where it never heals [s]."""
    regions: tuple[str, ...]


def cut_of(text: str) -> Cut:
    """A partition as an option says it, such as `5:20:us-east-1+us-west-2`.

    Raises
    ------
    InvalidParameter
        If it says anything else.
    """
    begins, _, rest = text.partition(":")
    ends, _, regions = rest.partition(":")
    try:
        found = Cut(float(begins), inf if ends == NEVER else float(ends), tuple(regions.split("+")))
    except ValueError:
        found = None
    if found is None or not all(found.regions) or not 0 <= found.begins < found.ends:
        raise InvalidParameter(
            "partition must be FROM:UNTIL:REGION+REGION in seconds, UNTIL later or never, "
            f"got {shorten(text)}"
        )
    return found


def churn_of(text: str) -> tuple[float, float]:
    """Mean times up and down as an option says them, such as `60:5`.

    Raises
    ------
    InvalidParameter
        If it says anything else.
    """
    up, _, down = text.partition(":")
    try:
        found = float(up), float(down)
    except ValueError:
        found = (0.0, 0.0)
    if not all(0 < each < inf for each in found):
        raise InvalidParameter(f"churn must be UP:DOWN in seconds, got {shorten(text)}")
    return found


def demand_of(text: str | None) -> Demand:
    """A trace of load as an option says it, such as `0:5000,10:80000`: seconds, and from then on 1/s.

    Endless, if nothing is said.

    Raises
    ------
    InvalidParameter
        If it says anything else.
    """
    if text is None:
        return ENDLESS
    pairs = [entry.partition(":") for entry in text.split(",")]
    try:
        times = tuple(1_000 * float(time) for time, _, _ in pairs)
        rates = tuple(float(rate) for _, _, rate in pairs)
    except ValueError as error:
        raise InvalidParameter(
            f"load must be SECONDS:RATE with commas between, got {shorten(text)}"
        ) from error
    if inf in rates:
        raise InvalidParameter(f"rate of load must be finite and not negative, got {shorten(text)}")
    return Demand(times, rates)


def hit(share: float, validators: int) -> int:
    """Validators that a share is, rounded down; of the share as it is written, not of its float [1].

    Examples
    --------
    >>> int(0.29 * 100), hit(0.29, 100)
    (28, 29)
    """
    return int(as_written(share) * validators)


def drawn(validators: int, troubles: Troubles, rng: np.random.Generator) -> Conditions:
    """Who is hit by what, each validator by one trouble at most; without partitions and churn."""
    order = rng.permutation(validators).tolist()
    found: list[frozenset[int]] = []
    for share in (troubles.offline, troubles.byzantine, troubles.mute, troubles.slow):
        size = hit(share, validators)
        found.append(frozenset(order[:size]))
        order = order[size:]
    offline, byzantine, mute, slow = found
    return Conditions(
        offline=offline,
        equivocating=byzantine,
        mute=mute,
        slow=slow,
        lag_ms=troubles.lag_ms,
        loss=troubles.loss,
        fan_out=troubles.neighbours,
    )


def partitions_of(deployment: Deployment, cuts: tuple[Cut, ...]) -> tuple[Partition, ...]:
    """Partitions of validators by number.

    Raises
    ------
    InvalidParameter
        If there are no validators in a region.
    """
    regions = [region for region, count in deployment.validators.items() for _ in range(count)]
    for region in (region for cut in cuts for region in cut.regions):
        if region not in deployment.validators:
            raise InvalidParameter(
                f"partition must name regions with validators ({', '.join(deployment.validators)}), "
                f"got {shorten(region)}"
            )
    return tuple(
        Partition(
            1_000 * cut.begins,
            1_000 * cut.ends,
            frozenset(number for number, region in enumerate(regions) if region in cut.regions),
        )
        for cut in cuts
    )


def outages_of(
    validators: int,
    troubles: Troubles,
    conditions: Conditions,
    until_ms: float,
    rng: np.random.Generator,
) -> tuple[Outage, ...]:
    """Outages of validators that come and go, of those who are there at all."""
    if troubles.churn is None:
        return ()
    up, down = troubles.churn
    found = churn(validators, 1_000 * up, 1_000 * down, until_ms, rng)
    return tuple(each for each in found if each.validator not in conditions.offline)
