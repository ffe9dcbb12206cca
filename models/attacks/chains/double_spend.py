"""Double spend: a chain that was mined in secret overtakes the one that the merchant waited for."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ..committees.seat_counts import BinomialSeats
from ..committees.second_tails import normalised_tail, tail_of_fraction
from ..estimate import Estimate, bound_estimate, bracket_estimate, exact_estimate
from ..question import Question
from .choices import Race
from .races import (
    LARGEST_CONFIRMATIONS,
    catch_up,
    log_nakamoto_bound,
    log_rosenfeld_bound,
    nakamoto_bound,
    nakamoto_race,
    rosenfeld_bound,
    rosenfeld_race,
)
from .requirements import require_count, require_share
from .second_races import (
    beta_fraction,
    nakamoto_by_fractions,
    published_nakamoto,
    published_rosenfeld,
)

LARGEST_INTEGER_WORK = 50_000_000
"""Bits times terms up to which the published race is summed in integers [bit]."""

LARGEST_DECIMAL_WORK = 3_000_000
"""Digits times terms up to which it is summed in decimals [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubleSpend(Question):
    """How likely a payment with so many confirmations is to be undone.

    The attacker mines from the moment of the payment on and never gives up; a chain that draws level
    has won.

    Examples
    --------
    >>> question = DoubleSpend(share=0.1, confirmations=6)
    >>> f"{question.exact().probability:.10f}"
    '0.0005914122'
    """

    kind: ClassVar[str] = "double-spend"

    share: float
    """Part of all blocks that is the attacker's, q [1]."""
    confirmations: int
    """Honest blocks that the merchant waits for, z [block]."""
    model: Race = Race.ROSENFELD
    """How far the attacker is by then."""

    def __post_init__(self) -> None:
        if not isinstance(self.model, Race):  # pyright: ignore[reportUnnecessaryIsInstance] - callers may be untyped
            raise InvalidParameter(f"model must be a Race, got {self.model!r}")
        require_share("share", self.share)
        require_count("confirmations", self.confirmations, 0, LARGEST_CONFIRMATIONS)

    @property
    def is_open(self) -> bool:
        """Whether the race is neither won nor lost from the start."""
        return self.confirmations > 0 and 0 < self.share < 0.5

    @property
    def _settled(self) -> float:
        """Chance where the race is not open [1]."""
        return 1.0 if self.confirmations == 0 or self.share > 0 else 0.0

    def _settled_estimate(self, method: str) -> Estimate:
        """Answer where the race is not open."""
        return exact_estimate(method, self._settled, 0.0 if self._settled else -math.inf)

    def exact(self) -> Estimate:
        """Exact probability, to about 1e-12 of itself [1]."""
        if not self.is_open:
            return self._settled_estimate("exact")
        race = nakamoto_race if self.model is Race.NAKAMOTO else rosenfeld_race
        tail = race(Fraction(self.share), self.confirmations)
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate | None:
        """Exact probability from the published sum, or else from a continued fraction [1].

        Where the race is not open: between the chance to catch up without a block mined, and a bound.
        """
        if not self.is_open:
            return self._ruin
        if self.model is Race.NAKAMOTO:
            return self._second_nakamoto()
        return self._second_rosenfeld()

    @property
    def _ruin(self) -> Estimate:
        """Between (q / p)^z, gambler's ruin from z blocks behind, and Chernoff's (4 p q)^z [1].

        From half of the blocks on both odds are even or better: nobody stays behind for ever.
        """
        odds = 1.0 if self.share >= 0.5 else catch_up(self.share)
        even = 1.0 if self.share >= 0.5 else 4 * self.share * (1 - self.share)
        lower, upper = odds**self.confirmations, even**self.confirmations
        return bracket_estimate("gamblers-ruin", lower, upper)

    def _second_rosenfeld(self) -> Estimate | None:
        """In integers where these are short, by the beta function, or by ratios of masses."""
        share = Fraction(self.share)
        bits = 2 * self.confirmations * share.denominator.bit_length()
        if bits * self.confirmations <= LARGEST_INTEGER_WORK:
            tail = tail_of_fraction(*published_rosenfeld(share, self.confirmations))
            return exact_estimate("integers", tail.probability, tail.log10_probability)
        tail = beta_fraction(share, self.confirmations)
        if tail is not None:
            return exact_estimate("incomplete-beta", tail.probability, tail.log10_probability)
        blocks = BinomialSeats(
            population=share.denominator,
            adversaries=share.numerator,
            committee=2 * self.confirmations - 1,
        )
        half = normalised_tail(blocks, self.confirmations)
        if half is None:
            return None
        return exact_estimate(
            "ratios", 2 * half.probability, half.log10_probability + math.log10(2)
        )

    def _second_nakamoto(self) -> Estimate:
        """In decimals where these are few, else by continued fractions."""
        share = Fraction(self.share)
        cancelled = -float(log_nakamoto_bound(catch_up(share), self.confirmations)) / math.log(10)
        digits = 40 + math.ceil(cancelled)
        if digits * self.confirmations <= LARGEST_DECIMAL_WORK:
            tail = published_nakamoto(share, self.confirmations, digits)
            return exact_estimate("decimals", tail.probability, tail.log10_probability)
        tail = nakamoto_by_fractions(share, self.confirmations)
        return exact_estimate("continued-fraction", tail.probability, tail.log10_probability)

    def bound(self) -> Estimate:
        """Chernoff bound [1]."""
        if not self.is_open:
            return bound_estimate("bound", self._settled, 0.0 if self._settled else -math.inf)
        bound = nakamoto_bound if self.model is Race.NAKAMOTO else rosenfeld_bound
        tail = bound(Fraction(self.share), self.confirmations)
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Where something is left to chance: a race takes two draws."""
        return self.is_open

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of races, of `trials`, that the attacker wins [1]."""
        if not self.is_open:
            return trials if self._settled else 0
        if self.model is Race.NAKAMOTO:
            mined = rng.poisson(self.confirmations * catch_up(self.share), trials)
        else:
            mined = rng.negative_binomial(self.confirmations, 1 - self.share, trials)
        behind = np.maximum(0, self.confirmations - mined)
        return int(np.count_nonzero(rng.random(trials) < catch_up(self.share) ** behind))

    @property
    def is_sampled_rarely(self) -> bool:
        """Where the race is open."""
        return self.is_open

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Natural logarithms of the weights of races between equals, (trials,) [1].

        None is above the Chernoff bound; the chance to catch up is part of the weight, not drawn.
        """
        share = Fraction(self.share)
        log_odds = math.log(self.share) - math.log1p(-self.share)
        if self.model is Race.NAKAMOTO:
            ahead = rng.poisson(self.confirmations, trials) - self.confirmations
            log_bound = float(log_nakamoto_bound(catch_up(share), self.confirmations))
            return log_bound + log_odds * np.maximum(0, ahead)
        ahead = rng.negative_binomial(self.confirmations, 0.5, trials) - self.confirmations
        log_bound = float(log_rosenfeld_bound(share, self.confirmations))
        return log_bound + np.where(
            ahead >= 0, ahead * math.log(2 * self.share), ahead * math.log(2 - 2 * self.share)
        )

    @property
    def largest_log_weight(self) -> float:
        """That of a race that stands even: Chernoff's bound [1]."""
        return self.bound().log10_probability * math.log(10)

    def details(self) -> dict[str, Any]:
        """Confirmations, which may have been looked for, and the model."""
        return {"confirmations": self.confirmations, "model": str(self.model)}


def least_confirmations(share: float, below: float, model: Race = Race.ROSENFELD) -> DoubleSpend:
    """The double spend with the fewest confirmations that is less likely than a limit.

    Parameters
    ----------
    share
        Part of all blocks that is the attacker's, below one half [1].
    below
        Limit that the probability must be below, in (0, 1] [1].
    model
        How far the attacker is when the merchant has waited.

    Returns
    -------
    DoubleSpend
        With the least such number of confirmations.

    Raises
    ------
    InvalidParameter
        Where there is no such number, or none that is summed.

    Notes
    -----
    Source: ours. Bisected, because one confirmation more always helps: the attacker's lead changes
    by K - 1, where E r^(1 - K) is at most 1 in both models, and he wins with chance min(1, r^lag).

    Examples
    --------
    >>> least_confirmations(0.1, 0.001).confirmations
    6
    """
    require_share("share", share)
    if not share < 0.5:
        raise InvalidParameter(f"share must be below 1/2 for any wait to help, got {share!r}")

    def after(confirmations: int) -> DoubleSpend:
        return DoubleSpend(share=share, confirmations=confirmations, model=model)

    return after(fewest_confirmations(lambda z: after(z).exact(), below, share))


def fewest_confirmations(undone: Callable[[int], Estimate], below: float, share: float) -> int:
    """Least number of confirmations that leaves less than a given chance.

    Parameters
    ----------
    undone
        Chance that so many are undone, which one more never raises.
    below
        Limit that it must be below, in (0, 1] [1].
    share
        Part of all blocks that is the attacker's, which a refusal names [1].

    Returns
    -------
    int
        At least 1 [block].

    Raises
    ------
    InvalidParameter
        Where the limit is no such number, or is not reached.

    Notes
    -----
    Source: ours; by doubling and bisection.

    Examples
    --------
    >>> def halved(z):
    ...     return DoubleSpend(share=0.0 if z > 5 else 0.5, confirmations=z).exact()
    >>> fewest_confirmations(halved, 0.001, 0.1)
    6
    """
    require_share("below", below)
    if not below > 0:
        raise InvalidParameter(f"below must be above 0, got {below!r}")

    def is_enough(confirmations: int) -> bool:
        return undone(confirmations).log10_probability < math.log10(below)

    enough = 1
    while not is_enough(enough):
        if enough == LARGEST_CONFIRMATIONS:
            raise InvalidParameter(
                f"below must be reached within {LARGEST_CONFIRMATIONS} confirmations, got {below!r} "
                f"at a share of {share!r}"
            )
        enough = min(2 * enough, LARGEST_CONFIRMATIONS)
    too_few = enough // 2 if enough > 1 else 0
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        too_few, enough = (too_few, middle) if is_enough(middle) else (middle, enough)
    return enough
