"""Committee capture by stake: an adversary gets enough seats that are drawn by stake."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown, and the array library is an argument.

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..choices import Sampling
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import LARGEST_CHUNK, LARGEST_WEIGHTED_CHUNK, Question
from ..stopping import chunk_of
from .alias_draws import AliasDraws, draws_needed
from .arrivals import Arrivals, arrivals_of
from .bounds import binomial_bound
from .compression import compressed, rounded
from .counts import require_at_most, require_count
from .key_draws import KeyDraws
from .race import Integral, Race, race_won
from .race_bound import log_race_bound
from .seat_counts import BinomialSeats
from .second_race import race_won_by_contours, race_won_by_other_contours
from .second_tails import second_tail
from .stakes import require_stakes
from .tails import Tail, upper_tail
from .weighted_races import LARGEST_DRAW, WeightedRaces, sets_in_trial

LARGEST_RECURRENCE = 10_000_000
"""Validators times counts up to which recurrences are gone through [1]: two seconds. Ours."""

_LARGEST_LOOP = 10_000
_LARGEST_SAMPLED = 50_000
_LARGEST_QUICK = 250
_LARGEST_QUICK_POPULATION = 1_000_000
_FEWEST_WEIGHTED = 64
_TRUSTED_CHANGE = 1e-10


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StakeCommittee(Question):
    """How likely an adversary is to get at least `seats` of the `committee`, drawn by stake.

    Examples
    --------
    Stakes of 3, 2 and 1, the first the adversary's, two seats: it has none with chance
    2/6 1/4 + 1/6 2/5 = 3/20.

    >>> question = StakeCommittee(
    ...     stakes=np.array([3.0, 2.0, 1.0]),
    ...     adversaries=np.array([True, False, False]),
    ...     committee=2,
    ...     seats=1,
    ... )
    >>> round(question.exact().probability, 12)
    0.85
    """

    kind: ClassVar[str] = "stake-committee"

    stakes: NDArray[np.float64]
    """Of every validator, (N,) [token]; one without stake counts as a validator and never sits."""
    adversaries: NDArray[np.bool_]
    """Which validators are the adversary's, (N,)."""
    committee: int
    """Seats drawn, n [seat]."""
    seats: int
    """Seats that capture the committee, m [seat]."""
    sampling: Sampling = Sampling.WITHOUT_REPLACEMENT
    """Whether one validator may sit twice.

    Without replacement the seats are drawn one after the other, each among those who do not sit yet,
    in proportion to their stakes.
    """

    def __post_init__(self) -> None:
        if not isinstance(self.sampling, Sampling):  # pyright: ignore[reportUnnecessaryIsInstance] - callers may be untyped
            raise InvalidParameter(f"sampling must be a Sampling, got {self.sampling!r}")
        if self.stakes.dtype != np.float64 or self.stakes.ndim != 1:
            raise InvalidParameter(
                f"stakes must be one row of floats, got {self.stakes.dtype} {self.stakes.shape}"
            )
        require_stakes(self.stakes)
        if self.adversaries.dtype != np.bool_ or self.adversaries.shape != self.stakes.shape:
            raise InvalidParameter(
                f"adversaries must be a bool for each of {self.stakes.size} stakes, "
                f"got {self.adversaries.dtype} {self.adversaries.shape}"
            )
        require_count("committee", self.committee, 1)
        require_count("seats", self.seats, 0)
        if self.sampling is Sampling.WITHOUT_REPLACEMENT:
            staked = int(np.count_nonzero(self.stakes))
            require_at_most("committee", self.committee, "validators with stake", staked)
        require_at_most("seats", self.seats, "committee", self.committee)

    @property
    def adversary_share(self) -> float:
        """Part of all stake that is the adversary's [1]."""
        adversary, honest = _held(self)
        return adversary / (adversary + honest)

    def details(self) -> dict[str, Any]:
        """The adversary's validators, its share, all validators, and the seats."""
        return {
            "adversaries": int(np.count_nonzero(self.adversaries)),
            "adversary_share": self.adversary_share,
            "population": self.stakes.size,
            "committee": self.committee,
            "seats": self.seats,
        }

    def exact(self) -> Estimate | None:
        """Exact probability, to about 1e-12 of itself [1]; None where no sum converges."""
        if self.sampling is Sampling.WITH_REPLACEMENT:
            return _estimate("exact", upper_tail(self._seat_count, self.seats))
        if self._certainty is not None:
            return self._certainty
        race = self._race()
        return _trusted("exact", race_won(race) if _is_short(race) else _by_contours(self))

    def second_exact(self) -> Estimate | None:
        """Exact probability by contour integrals or integers; None where too long or certain [1]."""
        if self.sampling is Sampling.WITH_REPLACEMENT:
            second = second_tail(self._seat_count, self.seats)
            return None if second is None else _estimate(*second)
        if self._certainty is not None:
            return None
        if _is_short(self._race()):
            return _trusted("contours", _by_contours(self))
        return _trusted("other-contours", _by_other_contours(self))

    def bound(self) -> Estimate:
        """Chernoff's bound, with replacement; without, the sum over cells of time [1]."""
        if self.sampling is Sampling.WITH_REPLACEMENT:
            count = self._seat_count
            tail = binomial_bound(count.population, count.adversaries, count.committee, self.seats)
            return bound_estimate("bound", tail.probability, tail.log10_probability)
        if self._certainty is not None:
            sure = self._certainty
            return bound_estimate("bound", sure.probability, sure.log10_probability)
        race = self._race()
        safe = _race_of(rounded(race.adversary, up=True), rounded(race.honest, up=False), self)
        tail = _tail(log_race_bound(safe))
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    @property
    def is_sampled(self) -> bool:
        """Whether a chunk of trials takes at most about a minute."""
        return self.sampling is Sampling.WITH_REPLACEMENT or _draws(self) <= _LARGEST_SAMPLED

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether few numbers are drawn for a committee, from tables that are not large."""
        if self.sampling is Sampling.WITH_REPLACEMENT:
            return True
        is_small = self.stakes.size <= _LARGEST_QUICK_POPULATION
        return is_small and _draws(self) <= _LARGEST_QUICK

    @property
    def trials_at_once(self) -> int:
        """As many as draw some thirty million numbers [1]."""
        return LARGEST_CHUNK if self.is_quickly_sampled else chunk_of(_draws(self))

    def successes(self, trials: int, rng: np.random.Generator, xp: Any = np) -> int:
        """Number of committees, of `trials` drawn, that are captured [1].

        Parameters
        ----------
        trials
            Committees drawn [1].
        rng
            Draws them; the same committees for any array library.
        xp
            Array library in which they are seated, of the array-API kind.
        """
        return int(xp.count_nonzero(self._draw(trials, rng, xp) >= self.seats))

    def _draw(self, trials: int, rng: np.random.Generator, xp: Any) -> Any:
        """Adversary's seats in every trial, (trials,) [seat]."""
        if self.sampling is Sampling.WITH_REPLACEMENT:
            return xp.asarray(rng.binomial(self.committee, self.adversary_share, trials))
        return _drawing(self, xp).seats(trials, rng)

    @property
    def is_sampled_rarely(self) -> bool:
        """Whether a weighted trial draws few enough numbers."""
        if self.sampling is Sampling.WITH_REPLACEMENT or self._certainty is not None:
            return False
        race = self._race()
        return sets_in_trial(race) * race.honest.validators <= LARGEST_DRAW

    @property
    def weighted_trials_at_once(self) -> int:
        """As many as draw some thirty million numbers, of which a few still make an answer [1]."""
        race = self._race()
        numbers = sets_in_trial(race) * math.ceil(race.honest.validators)
        return chunk_of(numbers, LARGEST_WEIGHTED_CHUNK, _FEWEST_WEIGHTED)

    def log_weights(
        self, trials: int, rng: np.random.Generator, xp: Any = np
    ) -> NDArray[np.float64]:
        """Logarithm of every trial's importance, (trials,) [1]; parameters as for `successes`."""
        return _weighted_races(self).log_weights(trials, rng, xp)

    @property
    def largest_log_weight(self) -> float:
        """Of trials that are seen as often as some sets of a trial, or as some time [1]."""
        return _weighted_races(self).largest_log_weight

    def _race(self) -> Race:
        """The adversary's arrivals against the others'."""
        return _race_of(*_sides(self), self)

    @property
    def _certainty(self) -> Estimate | None:
        """The answer where nothing is left to chance."""
        staked = self.stakes > 0
        most = int(np.count_nonzero(self.adversaries & staked))
        others = int(np.count_nonzero(~self.adversaries & staked))
        if self.seats <= max(0, self.committee - others):
            return exact_estimate("exact", 1.0, 0.0)
        if self.seats > most:
            return exact_estimate("exact", 0.0, -math.inf)
        return None

    @property
    def _seat_count(self) -> BinomialSeats:
        """Distribution of the adversary's seats with replacement, the share as whole numbers."""
        adversary, honest = (Fraction(held) for held in _held(self))
        unit = max(adversary.denominator, honest.denominator)
        return BinomialSeats(
            population=int((adversary + honest) * unit),
            adversaries=int(adversary * unit),
            committee=self.committee,
        )


def _held(question: StakeCommittee) -> tuple[float, float]:
    """Stake of the adversary and of the others, each rounded once, over the largest stake."""
    parts = question.stakes / question.stakes.max()
    return math.fsum(parts[question.adversaries]), math.fsum(parts[~question.adversaries])


@lru_cache(maxsize=2)
def _sides(question: StakeCommittee) -> tuple[Arrivals, Arrivals]:
    """Arrivals of the adversary and of the others who have stake, at rates that sum to 1."""
    rates = question.stakes / question.stakes.max()
    rates /= rates.sum()
    staked = rates > 0
    return (
        arrivals_of(rates[question.adversaries & staked]),
        arrivals_of(rates[~question.adversaries & staked]),
    )


@lru_cache(maxsize=2)
def _few(question: StakeCommittee) -> tuple[Arrivals, Arrivals]:
    """The same arrivals at few rates."""
    adversary, honest = _sides(question)
    return compressed(adversary), compressed(honest)


@lru_cache(maxsize=2)
def _draws(question: StakeCommittee) -> int:
    """Numbers that are drawn for one trial [1]."""
    adversary, honest = _few(question)
    everyone = Arrivals(
        rates=np.concatenate([adversary.rates, honest.rates]),
        counts=np.concatenate([adversary.counts, honest.counts]),
    )
    needed = draws_needed(everyone, question.committee)
    return math.ceil(min(needed, np.count_nonzero(question.stakes)))


@lru_cache(maxsize=1)
def _drawing(question: StakeCommittee, xp: Any) -> AliasDraws | KeyDraws:
    """Tables and buffers, made once for all chunks that a process draws."""
    staked = question.stakes > 0
    stakes = question.stakes[staked] / question.stakes.max()
    adversaries = question.adversaries[staked]
    draws = _draws(question)
    if draws < stakes.size:
        return AliasDraws(stakes, adversaries, question.committee, draws, xp)
    return KeyDraws(stakes, adversaries, question.committee, xp)


def _weighted_races(question: StakeCommittee) -> WeightedRaces:
    """Made once for all chunks of a process, which may each come with a copy of the question."""
    sides = question.stakes.tobytes(), question.adversaries.tobytes()
    return _weighted_races_of(*sides, question.committee, question.seats)


@lru_cache(maxsize=2)
def _weighted_races_of(
    stakes: bytes, adversaries: bytes, committee: int, seats: int
) -> WeightedRaces:
    """The same from what is alike in all copies."""
    question = StakeCommittee(
        stakes=np.frombuffer(stakes, dtype=np.float64),
        adversaries=np.frombuffer(adversaries, dtype=np.bool_),
        committee=committee,
        seats=seats,
    )
    return WeightedRaces(question._race())  # pyright: ignore[reportPrivateUsage]


def _race_of(adversary: Arrivals, honest: Arrivals, question: StakeCommittee) -> Race:
    """Race for the seats of a question."""
    denials = question.committee - question.seats + 1
    return Race(adversary=adversary, honest=honest, seats=question.seats, denials=denials)


def _is_short(race: Race) -> bool:
    """Whether the recurrences are affordable."""
    adversaries, others = race.adversary.validators, race.honest.validators
    work = adversaries * race.seats + 2 * others * race.denials
    return adversaries + others <= _LARGEST_LOOP and work <= LARGEST_RECURRENCE


def _by_contours(question: StakeCommittee) -> Integral:
    """The race by contour integrals, over few rates."""
    return race_won_by_contours(_race_of(*_few(question), question))


def _by_other_contours(question: StakeCommittee) -> Integral:
    """The same over other few rates, through the arrivals of the others."""
    adversary, honest = (compressed(side, kept=1_536, degree=20) for side in _sides(question))
    return race_won_by_other_contours(_race_of(adversary, honest, question))


def _trusted(method: str, integral: Integral) -> Estimate | None:
    """The integral as an answer, unless more nodes would still change it."""
    if not integral.relative_error <= _TRUSTED_CHANGE:
        return None
    return _estimate(method, _tail(integral.log_value))


def _tail(log_probability: float) -> Tail:
    """A natural logarithm as a tail."""
    return Tail(
        probability=math.exp(log_probability), log10_probability=log_probability / math.log(10)
    )


def _estimate(method: str, tail: Tail) -> Estimate:
    """A tail as an exact answer."""
    return exact_estimate(method, tail.probability, tail.log10_probability)
