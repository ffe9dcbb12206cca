"""Censorship: proposers and voters keep a transaction out of the chain for a number of slots."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

import math
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Decimal, localcontext
from typing import Any, ClassVar

import numpy as np

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from ..committees.factorials import DIGITS
from ..committees.seat_counts import HypergeometricSeats
from ..committees.second_tails import hypergeometric_fraction, normalised_tail, tail_of_fraction
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from .censorship_delays import (
    check_walk,
    delay_seconds,
    expected_slots,
    quantile_slots,
    survival,
    tail_of_log,
)
from .censorship_turns import Turns, independent_turns, turns_of
from .censorship_walk import backward_log_survival, draw_waiting, survival_fraction

LARGEST_COUNT = 2**63 - 1
"""Most slots asked for [slot]."""

LONGEST_SHOWN = 64
"""Slots of the distribution that is printed [slot]."""

EXCESSES = {"0.5": 0.5, "0.9": 0.1, "0.99": 0.01, "0.999999": 1e-6}
"""Quantiles that are printed, by the chance to wait longer [1]."""

_LARGEST_ROTATION = 20_000
_ROUNDING = 1e-14
_LONGEST_FRACTION = 150
_LARGEST_FRACTION = 60_000
_LARGEST_BACKWARD = 20_000
_LONGEST_DRAWN = 50
_NUMPY_LIMIT = 10**9


@dataclass(frozen=True, kw_only=True, slots=True)
class Censorship(Question):
    """How likely a transaction is kept out of at least so many slots in a row.

    Censoring proposers leave it out, or are silent; censoring voters deny a certificate to blocks that
    hold it, where they are enough. Without a mode, each slot's proposer is drawn and voters do not
    censor.

    Examples
    --------
    >>> round(1 / Censorship(share=0.9, slots=96).exact().probability, -3)
    25000.0
    """

    kind: ClassVar[str] = "censorship"

    share: float
    """Part of the proposers that censors; in a mode, of authorities and stake [1]."""
    slots: int
    """Slots in a row without the transaction, k [slot]."""
    parameters: Parameters | None = None
    """The protocol whose mode it is."""
    mode: Mode | None = None
    """Mode in which every height begins."""
    silent: bool = False
    """Whether censors propose nothing, so that rounds fail; else a block without the transaction."""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise InvalidParameter(f"share must lie in [0, 1], got {self.share!r}")
        if type(self.slots) is not int:
            raise InvalidParameter(f"slots must be an int, got {self.slots!r}")
        if not 1 <= self.slots <= LARGEST_COUNT:
            raise InvalidParameter(f"slots must lie in [1, 2**63 - 1], got {self.slots}")
        if self.mode is not None and self.parameters is None:
            raise InvalidParameter(f"mode must come with parameters, got {self.mode.label} alone")
        if self.silent and self.mode is None:
            raise InvalidParameter("silent must come with a mode, got True alone")
        turns = self.turns
        if not turns.stays and not turns.is_permanent:
            check_walk(turns, self.slots)

    @property
    def turns(self) -> Turns:
        """Slots as they follow one another."""
        if self.mode is None or self.parameters is None:
            return independent_turns(self.share)
        return turns_of(self.parameters, self.mode, self.share, silent=self.silent)

    def exact(self) -> Estimate:
        """Closed formula, or the chain of slots in floats [1]."""
        tail = survival(self.turns, self.slots)
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate | None:
        """Counted ways, a repeated product, or the chain backwards in fractions [1]."""
        turns = self.turns
        if turns.is_permanent:
            return exact_estimate("permanent", 1.0, 0.0)
        if not turns.stays:
            width = (turns.censors + 1) * (turns.authorities + 1)
            if width > _LARGEST_BACKWARD:
                return None
            if self.slots > _LONGEST_FRACTION or self.slots * width > _LARGEST_FRACTION:
                tail = tail_of_log(backward_log_survival(turns, self.slots))
                return exact_estimate("backwards", tail.probability, tail.log10_probability)
            tail = tail_of_fraction(*survival_fraction(turns, self.slots).as_integer_ratio())
        elif not turns.first.rotates:
            return self._power("power")
        elif self.slots > turns.censors:
            return exact_estimate("integers", 0.0, -math.inf)
        elif turns.authorities <= _LARGEST_ROTATION:
            ways = hypergeometric_fraction(turns.authorities, turns.censors, self.slots, self.slots)
            tail = tail_of_fraction(*ways)
        else:
            count = HypergeometricSeats(
                population=turns.authorities, adversaries=turns.censors, committee=self.slots
            )
            found = normalised_tail(count, self.slots)
            if found is None:
                return None
            tail = found
        return exact_estimate("integers", tail.probability, tail.log10_probability)

    def bound(self) -> Estimate | None:
        """Proposers drawn with replacement, which a rotation never exceeds [1].

        Notes
        -----
        Source: each ratio (K - j) / (n - j) is at most K / n.
        """
        if self.turns.is_permanent or not self.turns.stays:
            return None
        found = self._power("bound")
        upper = min(1.0, found.probability * (1 + _ROUNDING))
        log10 = min(0.0, found.log10_probability * (1 - _ROUNDING))
        return bound_estimate("bound", upper, log10)

    def _power(self, method: str) -> Estimate:
        """Chance that as many drawn proposers all censor, by multiplying them."""
        censoring = self.turns.first.censoring
        with localcontext(prec=DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN) as context:
            base = Decimal(censoring.numerator) / Decimal(censoring.denominator)
            product = Decimal(1)
            for bit in bin(self.slots)[2:]:
                product *= product
                product *= base if bit == "1" else 1
            if censoring > 0 and (product == 0 or product.adjusted() < context.Emin // 2):
                # Below every exponent; integers of any size have logarithms all the same.
                one = math.log10(censoring.numerator) - math.log10(censoring.denominator)
                return exact_estimate(method, 0.0, self.slots * one)
            log10 = float(product.log10()) if product > 0 else -math.inf
            return exact_estimate(method, float(product), min(0.0, log10))

    @property
    def is_sampled(self) -> bool:
        """Where NumPy draws all slots at once, or slots are few enough to be drawn one by one."""
        turns = self.turns
        if not turns.stays:
            return self.slots <= 100 * _LONGEST_DRAWN
        return turns.authorities < _NUMPY_LIMIT or not turns.first.rotates

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether slots need not be drawn one by one, or are few."""
        return self.is_sampled and (self.turns.stays or self.slots <= _LONGEST_DRAWN)

    @property
    def never_rare(self) -> str:
        """That a tilt to the one course of events that counts is no sample any more."""
        if self.turns.stays:
            return "every slot must censor, and trials tilted to that are the exact product"
        return "its slots are a chain, which exact sums however rare"

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of transactions that wait for at least so many slots [1]."""
        turns = self.turns
        if not turns.stays or turns.is_permanent:
            return trials if turns.is_permanent else draw_waiting(turns, self.slots, trials, rng)
        if turns.first.rotates:
            if self.slots > turns.censors:
                return 0
            honest = turns.authorities - turns.censors
            censored = rng.hypergeometric(turns.censors, honest, self.slots, trials)
        else:
            censored = rng.binomial(self.slots, float(turns.first.censoring), trials)
        return int(np.count_nonzero(censored == self.slots))

    def details(self) -> dict[str, Any]:
        """Mean and quantiles of the delay, its distribution, and whether it ever ends."""
        turns = self.turns
        found = {level: quantile_slots(turns, excess) for level, excess in EXCESSES.items()}
        details: dict[str, Any] = {
            "mode": None if self.mode is None else self.mode.label,
            "permanent": turns.is_permanent,
            "expected_delay_slots": expected_slots(turns),
            "delay_slots": found,
        }
        if self.mode is not None and self.parameters is not None:
            of = (self.parameters, self.mode, turns)
            details["delay_seconds"] = {
                level: None if slots is None else delay_seconds(*of, slots)
                for level, slots in found.items()
            }
            details["blocked"] = turns.first.blocked
            details["fallback"] = len(turns.walk) > 1
        details["distribution"] = self._distribution(turns)
        return details

    def _distribution(self, turns: Turns) -> list[float]:
        """Chances of a delay above 0, 1, 2, … slots, until there is none [1]."""
        chances: list[float] = []
        for slots in range(1, LONGEST_SHOWN + 1):
            chances.append(survival(turns, slots).probability)
            if chances[-1] == 0:
                break
        return chances
