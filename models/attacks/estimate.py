"""One answer to one question: a probability, what is known about it, and by which method."""

import math
from dataclasses import dataclass
from enum import StrEnum

from ..errors import InvalidParameter

EXACT_TOLERANCE = 1e-10
"""Rounding forgiven between two certain answers: relative, and of the logarithm if that is larger.

Ours: a hundred times the error measured of either exact method.
"""

WIDEST_BRACKET = 0.1
"""Width up to which a bracket is an answer, as a part of its lower end [1]. Ours."""


class Evidence(StrEnum):
    """What an interval rests on."""

    EXACT = "exact"
    """Computed to rounding: the interval is what rounding may have done."""
    SAMPLED = "sampled"
    """Drawn at random: the interval holds the truth with the stated confidence."""
    BOUND = "bound"
    """Proved: the interval holds the truth for certain, and may be wide."""
    BRACKET = "bracket"
    """Computed between two proved ends: the interval holds the truth, to rounding.

    The answer is the upper end, unless the truth itself was computed between them.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A probability with its interval.

    Examples
    --------
    >>> half = exact_estimate("exact", 0.5, math.log10(0.5))
    >>> half.agrees_with(bound_estimate("bound", 0.75, math.log10(0.75)))
    True
    >>> half.agrees_with(bound_estimate("bound", 0.25, math.log10(0.25)))
    False
    """

    evidence: Evidence
    """What the interval rests on."""
    method: str
    """Name of the method, for people and machines."""
    probability: float
    """The answer; of a bound, its upper end [1]."""
    lower: float
    """Lower end of the interval [1]."""
    upper: float
    """Upper end of the interval [1]."""
    confidence: float
    """Chance that such an interval holds the truth, 1 unless sampled [1]."""
    trials: int
    """Independent trials, 0 unless sampled [1]."""
    log10_probability: float
    """Logarithm of the answer to base ten, which does not underflow; minus infinity for zero [1]."""

    def __post_init__(self) -> None:
        if not 0 <= self.lower <= self.probability:
            raise InvalidParameter(
                f"lower must lie in [0, probability ({self.probability!r})], got {self.lower!r}"
            )
        if not self.probability <= self.upper <= 1:
            raise InvalidParameter(
                f"upper must lie in [probability ({self.probability!r}), 1], got {self.upper!r}"
            )
        if self.evidence is Evidence.SAMPLED:
            if not 0 < self.confidence < 1:
                raise InvalidParameter(
                    f"confidence must lie in (0, 1) where sampled, got {self.confidence!r}"
                )
            if not self.trials >= 1:
                raise InvalidParameter(
                    f"trials must be at least 1 where sampled, got {self.trials!r}"
                )
        else:
            if self.confidence != 1:
                raise InvalidParameter(
                    f"confidence must be 1 unless sampled, got {self.confidence!r}"
                )
            if self.trials != 0:
                raise InvalidParameter(f"trials must be 0 unless sampled, got {self.trials!r}")
        if not self.log10_probability <= 0:
            raise InvalidParameter(
                f"log10_probability must be at most 0, got {self.log10_probability!r}"
            )
        if self.probability > 0 and not math.isclose(
            10**self.log10_probability, self.probability, rel_tol=1e-9, abs_tol=1e-300
        ):
            raise InvalidParameter(
                f"log10_probability must be the logarithm of probability ({self.probability!r}), "
                f"got {self.log10_probability!r}"
            )

    def agrees_with(self, other: "Estimate") -> bool:
        """Whether both answers can be true.

        That is, whether their intervals share a point: two exact values are the same up to
        rounding, an exact value lies in a sampled interval or below an upper bound, a sampled
        interval begins below a bound. Compared as logarithms, so that 1e-2000 is not 1e-3000.

        Parameters
        ----------
        other
            Another answer to the same question.

        Returns
        -------
        bool
            True if the intervals meet, `EXACT_TOLERANCE` forgiven to ends that are not sampled.

        Notes
        -----
        Source: ours. A sampled interval misses the truth as often as its confidence allows: give
        it a confidence at which a miss is news.
        """
        low, high = self._log10_interval()
        other_low, other_high = other._log10_interval()
        return low <= other_high and other_low <= high

    def _log10_interval(self) -> tuple[float, float]:
        """Both ends as logarithms, with the rounding forgiven."""
        if self.evidence is Evidence.SAMPLED:
            return _log10(self.lower), _log10(self.upper)
        high = self.log10_probability
        low = high
        if self.evidence in (Evidence.BOUND, Evidence.BRACKET):
            low = _log10(self.lower)
        return _loosened(low, -EXACT_TOLERANCE), _loosened(high, EXACT_TOLERANCE)


def exact_estimate(method: str, probability: float, log10_probability: float) -> Estimate:
    """A value known to rounding.

    Parameters
    ----------
    method
        Name of the method.
    probability
        The value, 0 where it underflows [1].
    log10_probability
        Its logarithm to base ten [1].

    Returns
    -------
    Estimate
        With an interval of `EXACT_TOLERANCE` on either side, in [0, 1]: the same that is forgiven
        where answers are compared.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> half = exact_estimate("exact", 0.5, math.log10(0.5))
    >>> f"{half.lower:.12f} {half.upper:.12f}"
    '0.499999999885 0.500000000115'
    """
    factor = 1.0
    if probability > 0:
        factor = 10 ** (EXACT_TOLERANCE * max(1.0, -log10_probability))
    return Estimate(
        evidence=Evidence.EXACT,
        method=method,
        probability=probability,
        lower=probability / factor,
        upper=min(1.0, probability * factor),
        confidence=1.0,
        trials=0,
        log10_probability=log10_probability,
    )


def bound_estimate(method: str, upper: float, log10_upper: float) -> Estimate:
    """An upper bound.

    Parameters
    ----------
    method
        Name of the method.
    upper
        The bound, 0 where it underflows [1].
    log10_upper
        Its logarithm to base ten [1].

    Returns
    -------
    Estimate
        From 0 to the bound, which also stands as its probability.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> bound_estimate("bound", 0.1, -1.0).lower
    0.0
    """
    return Estimate(
        evidence=Evidence.BOUND,
        method=method,
        probability=upper,
        lower=0.0,
        upper=upper,
        confidence=1.0,
        trials=0,
        log10_probability=log10_upper,
    )


def bracket_estimate(
    method: str, lower: float, upper: float, log10_upper: float | None = None
) -> Estimate:
    """A value computed between two proved ends.

    Parameters
    ----------
    method
        Name of the method.
    lower
        Proved lower end [1].
    upper
        Proved upper end, which also stands as the answer [1].
    log10_upper
        Logarithm of the upper end to base ten; of a float above zero it need not be given [1].

    Returns
    -------
    Estimate
        With the ends as its interval.

    Raises
    ------
    InvalidParameter
        Where the ends are out of order or no probabilities.

    Notes
    -----
    Source: ours. The upper end answers, as of a bound: it is what those must reckon with who are
    attacked.

    Examples
    --------
    >>> bracket_estimate("exact", 0.2, 0.3).agrees_with(exact_estimate("b", 0.1, -1.0))
    False
    """
    return Estimate(
        evidence=Evidence.BRACKET,
        method=method,
        probability=upper,
        lower=lower,
        upper=upper,
        confidence=1.0,
        trials=0,
        log10_probability=_log10(upper) if log10_upper is None else log10_upper,
    )


def is_narrow(lower: float, upper: float) -> bool:
    """Whether two ends are so near each other that what lies between them is an answer.

    Parameters
    ----------
    lower
        Lower end [1].
    upper
        Upper end [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> is_narrow(0.25, 0.27), is_narrow(0.25, 0.3)
    (True, False)
    """
    return upper <= (1 + WIDEST_BRACKET) * lower


def _log10(value: float) -> float:
    """Logarithm to base ten, minus infinity of zero."""
    return math.log10(value) if value > 0 else -math.inf


def _loosened(log10_value: float, tolerance: float) -> float:
    """The logarithm, moved by a tolerance that grows with it: it is rounded too."""
    if log10_value == -math.inf:
        return log10_value
    return log10_value + tolerance * max(1.0, abs(log10_value))
