"""A published result of staking economics, how ours finds it, and the witness that stands beside."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ...models.attacks.intervals import normal_quantile
from ...models.errors import InvalidParameter
from ..running.precision import Precision

CONFIDENCE = 0.999
"""Coverage of the intervals of what is drawn: some ten of them stand in one table."""


class Outcome(StrEnum):
    """What becomes of a published result."""

    FOUND = "found again"
    """Ours is what was published, and its witness agrees."""
    AGREED = "witness agrees"
    """Its source prints no number; two ways of ours give the same."""
    DIFFERENT = "not found again"
    """Ours is not what was published, and its witness agrees with ours."""
    CONTRADICTED = "witness differs"
    """Two ways of ours give different numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """What a source prints of a result."""

    text: str
    """As printed, with what it may be off by."""
    holds: Callable[[float], bool]
    """Whether a number of ours is what was printed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """A result found in another way."""

    value: float
    lower: float
    """Least that agrees: end of an interval, or the value less what this way may be off by."""
    upper: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A published result, and two ways of ours to find it."""

    source: str
    """Who published it, and where."""
    what: str
    """What it is, with its unit."""
    printed: Printed | None = None
    """None where the source gives a law and no number."""
    theory: Callable[[], float]
    """The closed form."""
    way: str
    """How the witness finds it."""
    witness: Callable[[np.random.Generator, int], Witness]
    """Finds it with so many runs, if it is drawn."""
    runs: int = 1
    """Runs at the default precision; one where nothing is drawn."""
    decimals: int
    """With which it is shown."""
    reading: str = ""
    """What the source leaves open or has wrong; empty where there is nothing to say."""


RUNS = {Precision.TINY: 0.1, Precision.DEFAULT: 1.0, Precision.FULL: 10.0}
"""Runs at each precision, over those at the default one."""


def runs_of(target: Target, precision: Precision) -> int:
    """Runs of a target at a precision; one where nothing is drawn [1]."""
    return 1 if target.runs == 1 else max(2, round(target.runs * RUNS[precision]))


def near(text: str, tolerance: float) -> Printed:
    """A printed number, and how far ours may lie from it.

    Parameters
    ----------
    text
        As printed.
    tolerance
        In the unit of the number, not negative.

    Raises
    ------
    InvalidParameter
        Where the text is no number, or the tolerance is negative.

    Examples
    --------
    >>> printed = near("2.95", 0.01)
    >>> printed.text, printed.holds(2.942), printed.holds(2.93)
    ('2.95 ± 0.01', True, False)
    """
    if not tolerance >= 0:
        raise InvalidParameter(f"tolerance must not be negative, got {tolerance!r}")
    try:
        number = float(text)
    except ValueError as error:
        raise InvalidParameter(f"text must be a number, got {text!r}") from error
    return Printed(
        text=f"{text} ± {tolerance:g}", holds=lambda ours: abs(ours - number) <= tolerance
    )


def exactly(text: str) -> Printed:
    """A printed number that ours is to be, but for the rounding of floats.

    Parameters
    ----------
    text
        As printed.

    Raises
    ------
    InvalidParameter
        Where the text is no number.

    Examples
    --------
    >>> printed = exactly("20")
    >>> printed.text, printed.holds(20 + 1e-12), printed.holds(20.1)
    ('20', True, False)
    """
    return Printed(text=text, holds=near(text, 1e-9).holds)


def told(text: str, holds: Callable[[float], bool]) -> Printed:
    """A result that is published in words, and what they say of a number."""
    return Printed(text=text, holds=holds)


def computed(value: float, error: float) -> Witness:
    """A witness that draws nothing, and what its way may be off by, over the value [1]."""
    slack = abs(value) * error
    return Witness(value=value, lower=value - slack, upper=value + slack)


def mean_of(values: NDArray[np.float64]) -> Witness:
    """The mean of independent draws with its normal interval, (runs,)."""
    error = float(values.std(ddof=1)) / np.sqrt(len(values)) * normal_quantile(CONFIDENCE)
    mean = float(values.mean())
    return Witness(value=mean, lower=mean - error, upper=mean + error)


def deviation_of(values: NDArray[np.float64], mean: float, unit: float = 1.0) -> Witness:
    """The standard deviation of independent draws about a known mean, (runs,), in a unit.

    The interval is the normal one of the mean square.
    """
    square = mean_of((values - mean) ** 2)
    value, lower, upper = (
        float(np.sqrt(max(0.0, end))) * unit for end in (square.value, square.lower, square.upper)
    )
    return Witness(value=value, lower=lower, upper=upper)


def outcome_of(target: Target, theory: float, witness: Witness) -> Outcome:
    """What becomes of a target.

    Parameters
    ----------
    target
        The published result.
    theory
        Ours.
    witness
        Ours in another way.

    Examples
    --------
    >>> target = Target(
    ...     source="", what="", printed=near("2", 0.1), theory=lambda: 2.0, way="",
    ...     witness=lambda rng, runs: computed(2.0, 0.0), decimals=1,
    ... )
    >>> [outcome_of(target, ours, computed(2.0, 0.3)).value for ours in (2.0, 2.5, 3.0)]
    ['found again', 'not found again', 'witness differs']
    """
    if not witness.lower <= theory <= witness.upper:
        return Outcome.CONTRADICTED
    if target.printed is None:
        return Outcome.AGREED
    return Outcome.FOUND if target.printed.holds(theory) else Outcome.DIFFERENT
