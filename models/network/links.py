"""How long messages take from one region to another."""

from dataclasses import dataclass
from math import isfinite
from statistics import NormalDist
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter

Floats = NDArray[np.float64]
Delays = NDArray[np.floating[Any]]
"""Times of either precision."""

Times = TypeVar("Times", NDArray[np.float64], NDArray[np.float32])

NINETIETH = NormalDist().inv_cdf(0.9)
"""Standard deviations from the median to the 90th percentile of a normal law [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Links:
    """One-way delays between regions, half of measured round trips.

    The delay of a message is log-normal, through the two quantiles that are measured: never negative,
    and with the long tail to the right that round trips have.
    """

    regions: tuple[str, ...]
    median_ms: Floats
    """(regions, regions), from the row's region to the column's [ms]."""
    ninetieth_ms: Floats
    """(regions, regions), at least the median; equal to it where nothing is known of jitter [ms]."""

    def __post_init__(self) -> None:
        shape = (len(self.regions), len(self.regions))
        for name, values in (("median_ms", self.median_ms), ("ninetieth_ms", self.ninetieth_ms)):
            if values.shape != shape:
                raise InvalidParameter(f"{name} must have shape {shape}, got {values.shape}")
            for (row, column), value in np.ndenumerate(values):
                if not isfinite(value) or value < 0:
                    raise InvalidParameter(
                        f"{name} from {self.regions[row]} to {self.regions[column]} must be at least "
                        f"0, got {float(value)!r}"
                    )
        if (self.ninetieth_ms < self.median_ms).any():
            raise InvalidParameter("ninetieth_ms must be at least median_ms on every link")

    def place(self, region: str) -> int:
        """Number of a region by name.

        Raises
        ------
        InvalidParameter
            If there is none of that name.
        """
        if region not in self.regions:
            raise InvalidParameter(
                f"regions must be among {', '.join(sorted(self.regions))}, got {region!r}"
            )
        return self.regions.index(region)

    def between(self, places: NDArray[np.int64]) -> Floats:
        """Median delay between validators that sit in these regions; none from one to itself.

        Parameters
        ----------
        places
            (n,) numbers of regions.

        Returns
        -------
        ndarray
            (n, n) [ms]
        """
        return apart(self.median_ms[np.ix_(places, places)])

    def mean_between(self, places: NDArray[np.int64]) -> float:
        """Mean of the median delays between two validators that sit in these regions [ms].

        Parameters
        ----------
        places
            (n,) numbers of regions.

        Returns
        -------
        float
            Nothing where there is only one validator [ms].

        Examples
        --------
        >>> links = Links(("a", "b"), np.array([[1.0, 5], [9, 3]]), np.array([[1.0, 5], [9, 3]]))
        >>> links.mean_between(np.array([0, 1])), links.mean_between(np.array([0]))
        (7.0, 0.0)
        """
        pairs = len(places) * (len(places) - 1)
        return float(self.between(places).sum()) / pairs if pairs else 0.0

    def drawn(
        self, places: NDArray[np.int64], rounds: int, rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """Delays of the messages of some rounds, each drawn by itself.

        Parameters
        ----------
        places
            (n,) numbers of regions.
        rounds
            How many [1].
        rng
            Where chance comes from.

        Returns
        -------
        ndarray
            (rounds, n, n) in single precision, seven digits of what is drawn by chance anyway [ms]
        """
        normal = rng.standard_normal((rounds, len(places), len(places)), dtype=np.float32)
        return apart(self._log_normal(places, normal))

    def drawn_between(
        self, places: NDArray[np.int64], rounds: int, rng: np.random.Generator
    ) -> Floats:
        """Delays from place to place in some rounds, from a place to itself as to another in it.

        Parameters
        ----------
        places
            (p,) numbers of regions.
        rounds
            How many [1].
        rng
            Where chance comes from.

        Returns
        -------
        ndarray
            (rounds, p, p) [ms]
        """
        return self._log_normal(places, rng.standard_normal((rounds, len(places), len(places))))

    def _log_normal(self, places: NDArray[np.int64], normal: Times) -> Times:
        """Delays from numbers of the standard normal law, in their place."""
        pairs = np.ix_(places, places)
        normal *= log_spread(self.median_ms, self.ninetieth_ms)[pairs].astype(normal.dtype)
        np.exp(normal, out=normal)
        normal *= self.median_ms[pairs].astype(normal.dtype)
        return normal


def log_spread(median: Floats, ninetieth: Floats) -> Floats:
    """Standard deviation of the logarithm of a log-normal law with these quantiles.

    Parameters
    ----------
    median, ninetieth
        Of the same shape; zero is allowed where both are [ms].

    Returns
    -------
    ndarray
        [1]

    Notes
    -----
    Source: ours, from the quantile function of the log-normal law.
    """
    ratio = np.divide(ninetieth, median, out=np.ones_like(median), where=median > 0)
    return np.log(ratio) / NINETIETH


def apart(delays: Times) -> Times:
    """The same delays with none from a validator to itself."""
    validators = delays.shape[-1]
    delays[..., range(validators), range(validators)] = 0
    return delays
