"""Size that a committee needs, for its capture to be rarer than a target."""

import math
from dataclasses import dataclass
from fractions import Fraction

from ...errors import InvalidParameter
from ...protocol.quorums import least_count
from ..choices import Sampling, Threshold
from .bounds import binomial_bound
from .committee import Committee
from .counts import LARGEST_COUNT, LARGEST_DENOMINATOR, require_at_most, require_count
from .seat_counts import BinomialSeats, HypergeometricSeats
from .second_tails import binomial_fraction, hypergeometric_fraction
from .tails import upper_tail
from .thresholds import seats_needed

LARGEST_SIZE = 20_000
"""Largest committee that is tried [seat]: some tenths of a second for a whole search."""

_NEAR = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitteeSize:
    """How large a committee must be, for an adversary to capture it less often than a target.

    Seats that capture are whole, so that one seat more may make a capture likelier: sizes that will
    do lie between sizes that will not.

    Notes
    -----
    Source: the search is ours. With more draws the adversary gets no fewer seats, so that one tail
    settles a whole block of sizes: the smallest size with the seats of the largest bounds all from
    below, the largest size with the seats of the smallest from above. What is beyond the last block
    is settled by Hoeffding's bound, which holds for both ways of drawing (Hoeffding 1963,
    doi:10.1080/01621459.1963.10500830, theorem 1 and section 6) and falls with the size.

    Examples
    --------
    A third of all is the adversary's, two thirds of the seats capture:

    >>> asked = CommitteeSize(
    ...     population=3, adversaries=1, threshold=Fraction(2, 3), strict=False, target=2.0**-40
    ... )
    >>> asked.first(), asked.lasting(), asked.is_enough(108)
    (107, 109, False)
    """

    population: int
    """All validators, N [1]."""
    adversaries: int
    """Validators of the adversary, K [1]."""
    threshold: Fraction
    """Part of the seats that captures the committee [1]."""
    strict: bool
    """More than the threshold, or at least."""
    target: float
    """Chance of capture that is not reached, in (0, 1) [1]."""
    sampling: Sampling = Sampling.WITH_REPLACEMENT
    """Whether one validator may sit twice."""

    def __post_init__(self) -> None:
        most = LARGEST_COUNT
        if self.sampling is Sampling.WITH_REPLACEMENT:
            most = LARGEST_DENOMINATOR
        require_count("population", self.population, 1, most)
        require_count("adversaries", self.adversaries, 0, most)
        require_at_most("adversaries", self.adversaries, "population", self.population)
        if not 0 <= self.threshold <= 1:
            raise InvalidParameter(f"threshold must lie in [0, 1], got {self.threshold}")
        if not 0 < self.target < 1:
            raise InvalidParameter(f"target must lie in (0, 1), got {self.target!r}")

    @property
    def largest(self) -> int:
        """Largest size that is tried [seat]."""
        if self.sampling is Sampling.WITH_REPLACEMENT:
            return LARGEST_SIZE
        return min(self.population, LARGEST_SIZE)

    def seats(self, size: int) -> int:
        """Seats that capture a committee of this size [seat]; more than all where none suffice."""
        return least_count(self.threshold, size, self.strict)

    def is_enough(self, size: int) -> bool:
        """Whether a committee of this size, at least 1, is captured less often than the target."""
        return self._is_rare(size, self.seats(size))

    def first(self) -> int | None:
        """Smallest size that will do, though a larger one may not; None up to `largest` [seat]."""
        return self._first_enough(1, self._end or self.largest)

    def lasting(self) -> int | None:
        """Smallest size from which on every size will do; None where `largest` cannot tell [seat]."""
        end = self._end
        if end is None:
            return None
        last = self._last_short(1, end)
        return None if last == end else last + 1

    @property
    def _end(self) -> int | None:
        """A size beyond which every one is proved to do, or all are drawn; None where unknown."""
        size = 1
        while size <= self.largest:
            # Fewer seats than the threshold weaken the bound, and leave it true of larger sizes.
            seats = size * self.threshold.numerator // self.threshold.denominator
            bound = binomial_bound(self.population, self.adversaries, size, seats)
            if bound.log10_probability < math.log10(self.target):
                return size
            size *= 2
        return self.population if self._ends_with_all else None

    @property
    def _ends_with_all(self) -> bool:
        """Whether every size that there is can be tried."""
        without = self.sampling is Sampling.WITHOUT_REPLACEMENT
        return without and self.population <= LARGEST_SIZE

    def _first_enough(self, low: int, high: int) -> int | None:
        """Smallest size from `low` to `high` that will do [seat]."""
        if not self._is_rare(low, self.seats(high)):
            return None
        if low == high:
            return low
        middle = (low + high) // 2
        found = self._first_enough(low, middle)
        return self._first_enough(middle + 1, high) if found is None else found

    def _last_short(self, low: int, high: int) -> int:
        """Largest size from `low` to `high` that will not do; 0 where all will [seat]."""
        if self._is_rare(high, self.seats(low)):
            return 0
        if low == high:
            return low
        middle = (low + high) // 2
        return self._last_short(middle + 1, high) or self._last_short(low, middle)

    def _is_rare(self, size: int, seats: int) -> bool:
        """Whether so many of these seats are had less often than the target; exact where it is close."""
        with_replacement = self.sampling is Sampling.WITH_REPLACEMENT
        count = (BinomialSeats if with_replacement else HypergeometricSeats)(
            population=self.population, adversaries=self.adversaries, committee=size
        )
        excess = upper_tail(count, seats).log10_probability - math.log10(self.target)
        if abs(excess) > _NEAR:
            return excess < 0
        fraction = binomial_fraction if with_replacement else hypergeometric_fraction
        captures = fraction(self.population, self.adversaries, size, seats)
        return Fraction(*captures) < Fraction(self.target)


def smallest_committee(
    population: int,
    adversaries: int,
    seats: int | Fraction,
    rule: Threshold,
    below: float,
    sampling: Sampling,
) -> Committee:
    """The smallest committee whose capture is less likely than a limit.

    Parameters
    ----------
    population, adversaries
        All validators, and the adversary's [1].
    seats
        Part of the committee that captures it [1].
    rule
        Whether the part itself suffices.
    below
        Limit that the probability must be below, in (0, 1) [1].
    sampling
        Whether one validator may sit twice.

    Returns
    -------
    Committee
        With the least such number of seats; a larger committee may be captured more often.

    Raises
    ------
    InvalidParameter
        Where there is no such committee up to the largest that is tried, or `seats` is no part.

    Notes
    -----
    Source: `CommitteeSize.first`.

    Examples
    --------
    >>> question = smallest_committee(
    ...     3, 1, Fraction(2, 3), Threshold.AT_LEAST, 2.0**-40, Sampling.WITH_REPLACEMENT
    ... )
    >>> question.committee, question.seats
    (107, 72)
    """
    if isinstance(seats, int):
        raise InvalidParameter(
            f"seats must be a part as 2/3 where the committee is looked for, got {seats}"
        )
    if not 0 < below < 1:
        raise InvalidParameter(f"below must lie in (0, 1), got {below!r}")
    seats_needed(seats, 1, rule)
    asked = CommitteeSize(
        population=population,
        adversaries=adversaries,
        threshold=seats,
        strict=rule is Threshold.MORE_THAN,
        target=below,
        sampling=sampling,
    )
    size = asked.first()
    if size is None:
        raise InvalidParameter(
            f"below must be reached by a committee of at most {asked.largest} seats, got {below!r}"
        )
    return Committee(
        population=population,
        adversaries=adversaries,
        committee=size,
        seats=asked.seats(size),
        sampling=sampling,
    )
