"""What goes wrong: who is away and when, who is slow or lies, what is lost, who cannot hear whom."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass
from math import inf, isfinite

import numpy as np

from ...errors import InvalidParameter
from ...parameters.checks import check_count, check_not_negative, check_positive

FEWEST_NEIGHBOURS = 1
MOST_OUTAGES = 100_000
"""Of all validators in one run, expected [1]."""


@dataclass(frozen=True, slots=True)
class Partition:
    """For some time, some validators and all others do not hear each other: what is sent is lost."""

    begins_ms: float
    ends_ms: float
    """Infinite where it never heals [ms]."""
    apart: frozenset[int]
    """Validators on one side, by number."""

    def __post_init__(self) -> None:
        if not 0 <= self.begins_ms < self.ends_ms:
            raise InvalidParameter(
                "a partition must begin at 0 or later and end after that, got "
                f"{self.begins_ms:g} to {self.ends_ms:g} ms"
            )


@dataclass(frozen=True, slots=True)
class Outage:
    """One validator is down for some time; it keeps what it knew, and asks when it is back."""

    validator: int
    begins_ms: float
    ends_ms: float
    """Infinite where it never comes back [ms]."""

    def __post_init__(self) -> None:
        if not 0 <= self.begins_ms < self.ends_ms:
            raise InvalidParameter(
                "an outage must begin at 0 or later and end after that, got "
                f"{self.begins_ms:g} to {self.ends_ms:g} ms"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Conditions:
    """What goes wrong in a run; nothing, if not said."""

    offline: frozenset[int] = frozenset()
    """Validators that are never there."""
    outages: tuple[Outage, ...] = ()
    partitions: tuple[Partition, ...] = ()
    loss: float = 0.0
    """Part of all messages that never arrive [1]."""
    mute: frozenset[int] = frozenset()
    """Validators that vote and never propose."""
    slow: frozenset[int] = frozenset()
    """Validators that send everything later."""
    lag_ms: float = 0.0
    """How much later [ms]."""
    equivocating: frozenset[int] = frozenset()
    """Byzantine validators, each of which acts as two: one towards either half of the honest ones."""
    fan_out: int | None = None
    """Neighbours that each validator picks, to whom alone it talks and who pass on what they hear;
    nothing where all talk to all [1]."""

    def __post_init__(self) -> None:
        if not 0 <= self.loss < 1:
            raise InvalidParameter(f"loss must be at least 0 and below 1, got {self.loss!r}")
        check_not_negative("lag", self.lag_ms)
        if self.fan_out is not None:
            check_count("neighbours", self.fan_out, least=FEWEST_NEIGHBOURS)
        if self.offline & self.equivocating:
            raise InvalidParameter("offline validators must not equivocate, got some that do")

    @property
    def is_calm(self) -> bool:
        """Whether nothing goes wrong that order statistics of delays cannot say."""
        return self == Conditions()

    @property
    def last_change_ms(self) -> float:
        """When the last partition heals and the last outage ends, of those that do [ms]."""
        ends = [each.ends_ms for each in (*self.partitions, *self.outages)]
        return max((end for end in ends if isfinite(end)), default=0.0)


def churn(
    validators: int,
    up_ms: float,
    down_ms: float,
    until_ms: float,
    rng: np.random.Generator,
) -> tuple[Outage, ...]:
    """Outages of validators that come and go, each by itself.

    Parameters
    ----------
    validators
        How many [1].
    up_ms, down_ms
        Mean time up and mean time down, both exponential [ms].
    until_ms
        Outages begin before this; all begin up [ms].
    rng
        Where chance comes from.

    Raises
    ------
    InvalidParameter
        If a time is not positive, or more than `MOST_OUTAGES` are to be expected.

    Notes
    -----
    Source: ours; the alternating renewal process, down for the part down / (up + down) of the time.
    """
    check_positive("up_ms", up_ms)
    check_positive("down_ms", down_ms)
    expected = validators * until_ms / (up_ms + down_ms)
    if not expected <= MOST_OUTAGES:
        raise InvalidParameter(
            f"churn must bring at most {MOST_OUTAGES:,} outages, got about {expected:,.0f} of "
            f"{validators:,} validators in {until_ms / 1_000:,.0f} s"
        )
    found: list[Outage] = []
    for validator in range(validators):
        now = float(rng.exponential(up_ms))
        while now < until_ms:
            back = now + float(rng.exponential(down_ms))
            found.append(Outage(validator, now, back))
            now = back + float(rng.exponential(up_ms))
    return tuple(found)


def for_ever(begins_ms: float, apart: frozenset[int]) -> Partition:
    """A partition that never heals."""
    return Partition(begins_ms, inf, apart)
