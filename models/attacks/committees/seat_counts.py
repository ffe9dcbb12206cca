"""How many seats of a committee an adversary gets: two distributions behind one interface."""

import math
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .factorials import DIGITS, log_choose


class SeatCount(Protocol):
    """A distribution of a count of seats whose masses rise to a mode and then fall."""

    @property
    def committee(self) -> int:
        """All seats, of the adversary and of the others [seat]."""
        ...

    @property
    def least(self) -> int:
        """Smallest possible count [seat]."""
        ...

    @property
    def most(self) -> int:
        """Largest possible count [seat]."""
        ...

    @property
    def mode(self) -> int:
        """Likeliest count, the larger of two equally likely ones [seat]."""
        ...

    @property
    def standard_deviation(self) -> float:
        """Standard deviation of the count [seat]."""
        ...

    def log_mass(self, seats: int) -> Decimal:
        """Natural logarithm of the probability of exactly `seats`, a possible count [1]."""
        ...

    def ratios(self, seats: NDArray[np.int64]) -> NDArray[np.float64]:
        """Mass of one seat more over the mass of `seats`, each below `most` [1]."""
        ...

    def mirror(self) -> "SeatCount":
        """Distribution of the seats that the adversary does not get."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class HypergeometricSeats:
    """Seats drawn without replacement: no validator sits twice.

    Notes
    -----
    Source: Johnson, Kemp & Kotz, Univariate Discrete Distributions, chapter 6.

    Examples
    --------
    One of two validators is the adversary's, and one seat is drawn:

    >>> HypergeometricSeats(population=2, adversaries=1, committee=1).ratios(np.array([0]))
    array([1.])
    """

    population: int
    """All validators [1]."""
    adversaries: int
    """Those of the adversary [1]."""
    committee: int
    """Validators drawn [seat]."""

    @property
    def least(self) -> int:
        """Smallest possible count [seat]."""
        return max(0, self.committee - (self.population - self.adversaries))

    @property
    def most(self) -> int:
        """Largest possible count [seat]."""
        return min(self.committee, self.adversaries)

    @property
    def mode(self) -> int:
        """Likeliest count, the larger of two equally likely ones [seat]."""
        return (self.committee + 1) * (self.adversaries + 1) // (self.population + 2)

    @property
    def standard_deviation(self) -> float:
        """Standard deviation of the count [seat]."""
        if self.population == 1:
            return 0.0
        share = self.adversaries / self.population
        left = (self.population - self.committee) / (self.population - 1)
        return math.sqrt(self.committee * share * (1 - share) * left)

    def log_mass(self, seats: int) -> Decimal:
        """Natural logarithm of the probability of exactly `seats`, a possible count [1]."""
        with localcontext(prec=DIGITS):
            return (
                log_choose(self.adversaries, seats)
                + log_choose(self.population - self.adversaries, self.committee - seats)
                - log_choose(self.population, self.committee)
            )

    def ratios(self, seats: NDArray[np.int64]) -> NDArray[np.float64]:
        """Mass of one seat more over the mass of `seats`, each below `most` [1]."""
        honest_left = self.population - self.adversaries - self.committee + 1
        # Each factor is an exact 64-bit integer before it becomes a float.
        return ((self.adversaries - seats) / (seats + 1)) * (
            (self.committee - seats) / (seats + honest_left)
        )

    def mirror(self) -> "HypergeometricSeats":
        """Distribution of the seats that the adversary does not get."""
        return HypergeometricSeats(
            population=self.population,
            adversaries=self.population - self.adversaries,
            committee=self.committee,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class BinomialSeats:
    """Seats drawn with replacement: each is the adversary's with the same chance, on its own.

    Notes
    -----
    Source: Johnson, Kemp & Kotz, Univariate Discrete Distributions, chapter 3.

    Examples
    --------
    >>> BinomialSeats(population=2, adversaries=1, committee=3).ratios(np.array([0, 1]))
    array([3., 1.])
    """

    population: int
    """All validators [1]."""
    adversaries: int
    """Those of the adversary [1]."""
    committee: int
    """Draws made [seat]."""

    @property
    def least(self) -> int:
        """Smallest possible count [seat]."""
        return self.committee if self.adversaries == self.population else 0

    @property
    def most(self) -> int:
        """Largest possible count [seat]."""
        return 0 if self.adversaries == 0 else self.committee

    @property
    def mode(self) -> int:
        """Likeliest count, the larger of two equally likely ones [seat]."""
        return min((self.committee + 1) * self.adversaries // self.population, self.committee)

    @property
    def standard_deviation(self) -> float:
        """Standard deviation of the count [seat]."""
        share = self.adversaries / self.population
        return math.sqrt(self.committee * share * (1 - share))

    def log_mass(self, seats: int) -> Decimal:
        """Natural logarithm of the probability of exactly `seats`, a possible count [1]."""
        with localcontext(prec=DIGITS):
            total = log_choose(self.committee, seats)
            if seats > 0:
                total += seats * (Decimal(self.adversaries) / self.population).ln()
            honest = self.population - self.adversaries
            if seats < self.committee:
                total += (self.committee - seats) * (Decimal(honest) / self.population).ln()
            return total

    def ratios(self, seats: NDArray[np.int64]) -> NDArray[np.float64]:
        """Mass of one seat more over the mass of `seats`, each below `most` [1]."""
        odds = self.adversaries / (self.population - self.adversaries)
        return ((self.committee - seats) / (seats + 1)) * odds

    def mirror(self) -> "BinomialSeats":
        """Distribution of the seats that the adversary does not get."""
        return BinomialSeats(
            population=self.population,
            adversaries=self.population - self.adversaries,
            committee=self.committee,
        )
