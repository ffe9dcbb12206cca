"""Committee capture: an adversary gets enough seats of a committee drawn at random."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..choices import Sampling
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import LARGEST_CHUNK, Question
from ..stopping import chunk_of
from .bounds import binomial_bound, hypergeometric_bound
from .counts import LARGEST_COUNT, LARGEST_DENOMINATOR, require_at_most, require_count
from .seat_counts import BinomialSeats, HypergeometricSeats
from .second_tails import second_tail
from .tails import upper_tail
from .tilted_seats import LARGEST_DEVIATION, log_weight_at, log_weights_of

_NUMPY_LIMIT = 10**9
_LARGEST_SEAT_BY_SEAT = 10_000
_QUICK_SEAT_BY_SEAT = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Committee(Question):
    """How likely an adversary is to get at least `seats` of the `committee`.

    Examples
    --------
    Ethereum's committee of 128, a third adversarial, more than two thirds captured:

    >>> question = Committee(
    ...     population=3, adversaries=1, committee=128, seats=86, sampling=Sampling.WITH_REPLACEMENT
    ... )
    >>> f"{question.exact().probability:.12e}"
    '5.551560731792e-15'
    """

    kind: ClassVar[str] = "committee"

    population: int
    """All validators, N; with replacement only the adversary's part of them counts [1]."""
    adversaries: int
    """Validators of the adversary, K [1]."""
    committee: int
    """Seats drawn, n [seat]."""
    seats: int
    """Seats that capture the committee, m [seat]."""
    sampling: Sampling = Sampling.WITHOUT_REPLACEMENT
    """Whether one validator may sit twice."""

    def __post_init__(self) -> None:
        if not isinstance(self.sampling, Sampling):  # pyright: ignore[reportUnnecessaryIsInstance] - callers may be untyped
            raise InvalidParameter(f"sampling must be a Sampling, got {self.sampling!r}")
        most = LARGEST_COUNT
        if self.sampling is Sampling.WITH_REPLACEMENT:
            most = LARGEST_DENOMINATOR
        require_count("population", self.population, 1, most)
        require_count("adversaries", self.adversaries, 0, most)
        require_count("committee", self.committee, 1)
        require_count("seats", self.seats, 0)
        require_at_most("adversaries", self.adversaries, "population", self.population)
        if self.sampling is Sampling.WITHOUT_REPLACEMENT:
            require_at_most("committee", self.committee, "population", self.population)
        require_at_most("seats", self.seats, "committee", self.committee)

    def details(self) -> dict[str, Any]:
        """The counts that the answer is about, which may have been given as parts."""
        seats = {"committee": self.committee, "seats": self.seats}
        if self.population > LARGEST_COUNT:  # it stands for a share, and is no number to be read
            return {"adversary_share": self.adversaries / self.population, **seats}
        return {"population": self.population, "adversaries": self.adversaries, **seats}

    @property
    def seat_count(self) -> HypergeometricSeats | BinomialSeats:
        """Distribution of the adversary's seats."""
        if self.sampling is Sampling.WITHOUT_REPLACEMENT:
            return HypergeometricSeats(
                population=self.population, adversaries=self.adversaries, committee=self.committee
            )
        return BinomialSeats(
            population=self.population, adversaries=self.adversaries, committee=self.committee
        )

    def exact(self) -> Estimate:
        """Exact probability, to about 1e-13 of itself [1]."""
        tail = upper_tail(self.seat_count, self.seats)
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate | None:
        """Exact probability from integers or else from ratios; None where both take too long [1]."""
        second = second_tail(self.seat_count, self.seats)
        if second is None:
            return None
        method, tail = second
        return exact_estimate(method, tail.probability, tail.log10_probability)

    def bound(self) -> Estimate:
        """Chernoff–Hoeffding bound [1]."""
        bound = (
            hypergeometric_bound
            if self.sampling is Sampling.WITHOUT_REPLACEMENT
            else binomial_bound
        )
        tail = bound(self.population, self.adversaries, self.committee, self.seats)
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    @property
    def is_sampled(self) -> bool:
        """Always; the largest populations are refused when it comes to it."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether NumPy draws whole committees at once, or seats one by one that are few."""
        with_replacement = self.sampling is Sampling.WITH_REPLACEMENT
        seats = min(self.committee, self.adversaries)
        return with_replacement or self._fits_numpy or seats <= _QUICK_SEAT_BY_SEAT

    @property
    def _fits_numpy(self) -> bool:
        """Whether NumPy's hypergeometric generator takes these counts."""
        return max(self.adversaries, self.population - self.adversaries) < _NUMPY_LIMIT

    @property
    def trials_at_once(self) -> int:
        """As many as draw some thirty million numbers [1]."""
        if self.is_quickly_sampled:
            return LARGEST_CHUNK
        return chunk_of(min(self.committee, self.adversaries))

    def successes(self, trials: int, rng: np.random.Generator, xp: Any = np) -> int:
        """Number of committees, of `trials` drawn, that are captured [1].

        Parameters
        ----------
        trials
            Committees drawn [1].
        rng
            Draws them.
        xp
            Array library in which they are counted, of the array-API kind.
        """
        return int(xp.count_nonzero(xp.asarray(self._draw(trials, rng)) >= self.seats))

    @property
    def is_sampled_rarely(self) -> bool:
        """Where capture is a matter of chance, and NumPy draws from a law that makes it usual."""
        tilted = self._tilted
        return (
            tilted is not None
            and tilted.is_quickly_sampled
            and tilted.seat_count.standard_deviation <= LARGEST_DEVIATION
        )

    @property
    def never_rare(self) -> str:
        """That nothing is left to chance, or that too much is."""
        if self._tilted is None:
            return "whether so many seats are had is no matter of chance"
        return "no law that makes so many seats usual is drawn from among so many validators"

    @property
    def _tilted(self) -> "Committee | None":
        """The draw with so many adversaries that capture is usual; none where none is in doubt."""
        if not self.seat_count.least < self.seats <= self.seat_count.most:
            return None
        if self.seats * self.population <= self.adversaries * self.committee:
            return self
        if self.sampling is Sampling.WITHOUT_REPLACEMENT:
            return replace(self, adversaries=-(-self.seats * self.population // self.committee))
        # One more than the committee, lest all seats be the adversary's for sure.
        return replace(self, population=self.committee + 1, adversaries=self.seats)

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Natural logarithms of the weights of committees drawn with more adversaries, (trials,) [1]."""
        tilted = self._tilted
        assert tilted is not None, "asked only where is_sampled_rarely"
        drawn = tilted._draw(trials, rng)
        return log_weights_of(drawn, self.seat_count, tilted.seat_count, self.seats)

    @property
    def largest_log_weight(self) -> float:
        """That of the fewest seats that capture [1]."""
        tilted = self._tilted
        assert tilted is not None, "asked only where is_sampled_rarely"
        return log_weight_at(self.seat_count, tilted.seat_count, self.seats)

    def _draw(self, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Adversary's seats in every trial, (trials,) [seat]."""
        honest = self.population - self.adversaries
        if self.sampling is Sampling.WITH_REPLACEMENT:
            return rng.binomial(self.committee, self.adversaries / self.population, trials)
        if self._fits_numpy:
            return rng.hypergeometric(self.adversaries, honest, self.committee, trials)
        return self._draw_seat_by_seat(trials, rng)

    def _draw_seat_by_seat(self, trials: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """As `_draw`, for populations that NumPy's hypergeometric generator refuses."""
        # Drawing n from K marked or K from n marked gives the same overlap: take the shorter way.
        draws = min(self.committee, self.adversaries)
        marked = max(self.committee, self.adversaries)
        if not draws <= _LARGEST_SEAT_BY_SEAT:
            raise InvalidParameter(
                f"population must be below {_NUMPY_LIMIT} to sample {draws} seats without "
                f"replacement, got {self.population}"
            )
        taken = np.zeros(trials, dtype=np.int64)
        for drawn in range(draws):
            taken += rng.integers(self.population - drawn, size=trials) < marked - taken
        return taken
