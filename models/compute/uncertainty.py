"""Laws of numbers that nobody knows exactly, intervals of what follows, and which of them matters most.

A law says where a number may lie. `interval` draws all of them at once; `tornado` moves one after the
other and leaves the others as their sources state them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter
from ..parameters.checks import check_positive

Floats = NDArray[np.float64]
Model = Callable[..., Floats]
"""What follows from the numbers, each an argument by name; arrays in, an array out."""

NORMAL_95 = 1.959963984540054
"""Quantile of the standard normal distribution at 97.5 % [1]."""


class Law(Protocol):
    """Where a number may lie."""

    @property
    def stated(self) -> float:
        """The number as its source states it."""
        ...

    def ends(self) -> tuple[float, float]:
        """Its quantiles at 2.5 and 97.5 %."""
        ...

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Independent draws, (size,)."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """A number without any doubt."""

    value: float

    @property
    def stated(self) -> float:
        """The number."""
        return self.value

    def ends(self) -> tuple[float, float]:
        """The number twice."""
        return self.value, self.value

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """The number, (size,)."""
        return np.full(size, float(self.value))


@dataclass(frozen=True, slots=True)
class Triangular:
    """Between two ends, most likely at a point between them."""

    least: float
    likeliest: float
    most: float

    def __post_init__(self) -> None:
        if not self.least <= self.likeliest <= self.most or not self.least < self.most:
            raise InvalidParameter(
                "a triangular law must have least <= likeliest <= most and least < most, got "
                f"{self.least!r}, {self.likeliest!r}, {self.most!r}"
            )

    @property
    def stated(self) -> float:
        """The likeliest number."""
        return self.likeliest

    def ends(self) -> tuple[float, float]:
        """Its quantiles at 2.5 and 97.5 %."""
        return self.quantile(0.025), self.quantile(0.975)

    def quantile(self, part: float) -> float:
        """Value below which a part of the draws lies."""
        width = self.most - self.least
        rising = (self.likeliest - self.least) / width
        if part <= rising:
            return self.least + float(np.sqrt(part * width * (self.likeliest - self.least)))
        return self.most - float(np.sqrt((1 - part) * width * (self.most - self.likeliest)))

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Independent draws, (size,)."""
        return rng.triangular(self.least, self.likeliest, self.most, size)


@dataclass(frozen=True, slots=True)
class LogNormal:
    """Positive and skewed, of a mean and a standard deviation."""

    mean: float
    deviation: float

    def __post_init__(self) -> None:
        check_positive("mean of a lognormal law", self.mean)
        check_positive("deviation of a lognormal law", self.deviation)

    @property
    def spread(self) -> float:
        """Standard deviation of the logarithm [1]."""
        ratio = self.deviation / self.mean
        return float(np.sqrt(np.log1p(ratio * ratio)))

    @property
    def stated(self) -> float:
        """Its mean."""
        return self.mean

    @property
    def median(self) -> float:
        """Its median."""
        return self.mean * float(np.exp(-self.spread * self.spread / 2))

    def ends(self) -> tuple[float, float]:
        """Its quantiles at 2.5 and 97.5 %."""
        factor = float(np.exp(NORMAL_95 * self.spread))
        return self.median / factor, self.median * factor

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        """Independent draws, (size,)."""
        return rng.lognormal(np.log(self.median), self.spread, size)


@dataclass(frozen=True, slots=True)
class Interval:
    """What follows from uncertain numbers."""

    median: float
    low: float
    high: float
    """Quantiles at 2.5 and 97.5 %."""


def interval(
    model: Model, laws: Mapping[str, Law], draws: int, rng: np.random.Generator
) -> Interval:
    """Median and 95 % interval of what follows, all numbers drawn at once and independently.

    Parameters
    ----------
    model
        What follows from the numbers.
    laws
        Of each number, by name.
    draws
        How many [1].
    rng
        Where chance comes from.
    """
    drawn = {name: law.draw(rng, draws) for name, law in laws.items()}
    low, median, high = np.quantile(model(**drawn), (0.025, 0.5, 0.975)).tolist()
    return Interval(median, low, high)


def tornado(model: Model, laws: Mapping[str, Law]) -> dict[str, tuple[float, float]]:
    """What follows at both ends of one number's law, all others as stated; the widest first.

    Parameters
    ----------
    model
        What follows from the numbers.
    laws
        Of each number, by name.

    Returns
    -------
    dict[str, tuple[float, float]]
        By name, in the unit of the model.
    """
    stated = {name: np.array(law.stated) for name, law in laws.items()}
    found: dict[str, tuple[float, float]] = {}
    for name, law in laws.items():
        low, high = (float(model(**{**stated, name: np.array(end)})) for end in law.ends())
        found[name] = (low, high)
    return dict(sorted(found.items(), key=lambda each: -abs(each[1][1] - each[1][0])))
