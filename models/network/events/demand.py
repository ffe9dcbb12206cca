"""Transactions that come in over time, and how many of them wait."""

from dataclasses import dataclass
from math import inf, isfinite

from ...errors import InvalidParameter
from ...parameters.checks import check_not_negative

LARGEST_RATE = 1e12
"""Of a load that ends [1/s]."""
LATEST_MS = 1e12
"""Beginning of a rate [ms]."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A trace of load: from each time on, so many transactions a second; the last rate stays."""

    from_ms: tuple[float, ...]
    """The first at zero, in increasing order [ms]."""
    rates: tuple[float, ...]
    """One for each time; infinite where blocks are always full [1/s]."""

    def __post_init__(self) -> None:
        if not self.from_ms or len(self.from_ms) != len(self.rates):
            raise InvalidParameter(
                "a trace of load must have a rate for each time, got "
                f"{len(self.from_ms)} times and {len(self.rates)} rates"
            )
        pairs = zip(self.from_ms, self.from_ms[1:], strict=False)
        if self.from_ms[0] != 0 or any(not first < second for first, second in pairs):
            raise InvalidParameter(
                "times of load must begin at 0 and increase, got "
                f"{', '.join(f'{each / 1_000:g}' for each in self.from_ms)} s"
            )
        if self.from_ms[-1] > LATEST_MS:
            raise InvalidParameter(
                f"times of load must be at most {LATEST_MS / 1_000:g} s, "
                f"got {self.from_ms[-1] / 1_000:g}"
            )
        for rate in self.rates:
            if rate != inf:
                check_not_negative("rate of load", rate)
                if rate > LARGEST_RATE:
                    raise InvalidParameter(
                        f"rate of load must be at most {LARGEST_RATE:g} a second, got {rate:g}"
                    )

    @property
    def is_endless(self) -> bool:
        """Whether blocks are always full."""
        return not all(isfinite(rate) for rate in self.rates)

    def arrived(self, now_ms: float) -> float:
        """Transactions so far, as a quantity that flows [1].

        Examples
        --------
        >>> Demand((0.0, 1000.0), (10.0, 100.0)).arrived(1500.0)
        60.0
        """
        total = 0.0
        ends = (*self.from_ms[1:], inf)
        for begins, end, rate in zip(self.from_ms, ends, self.rates, strict=True):
            if now_ms > begins:
                total += rate * (min(now_ms, end) - begins) / 1_000
        return total

    def came(self, count: float) -> float:
        """When the transaction of this number came in [ms].

        Examples
        --------
        >>> Demand((0.0, 1000.0), (10.0, 100.0)).came(60.0)
        1500.0
        """
        ends = (*self.from_ms[1:], inf)
        for begins, end, rate in zip(self.from_ms, ends, self.rates, strict=True):
            within = rate * (end - begins) / 1_000 if rate else 0.0
            if count <= within:
                return begins + 1_000 * count / rate if count else begins
            count -= within
        return inf


ENDLESS = Demand((0.0,), (inf,))
"""More than any block takes."""
