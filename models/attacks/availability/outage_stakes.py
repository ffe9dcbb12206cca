"""Outage of stakes as they are: who shares a data centre, a country or an operator fails together."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from ...protocol.quorums import least_count, quorum
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from .outage_draws import QUICK_DRAWS, draws_of, failures
from .outage_groups import FailedWeight, failed_weight, log_odds
from .outage_regions import dealt, either, log_sum
from .outage_tails import log_bound, log_upper_tail, log_upper_tail_by_fourier

LARGEST_STAKERS = 1_000_000
"""Most stakes that are read [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """One resource: how much of it fails, and how much is too much."""

    resource: str
    """`authorities` or `stake`."""
    weight: FailedWeight
    """Law of what fails."""
    enough: int
    """Least failed weight with which a certificate is out of reach [1] or [token]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StakeOutage(Question):
    """How likely it is that one of several independent resources falls short.

    Examples
    --------
    Three stakers in two countries, either of which is down half the time:

    >>> weight = failed_weight([[3], [1, 2]], alone=-math.inf, together=log_odds(0.5))
    >>> short = Shortage(resource="stake", weight=weight, enough=3)
    >>> round(StakeOutage(shortages=(short,)).exact().probability, 12)
    0.75
    """

    kind: ClassVar[str] = "outage"

    shortages: tuple[Shortage, ...]
    """Resources that a certificate needs, at least one."""

    def __post_init__(self) -> None:
        if not self.shortages:
            raise InvalidParameter("shortages must be at least 1, got 0")

    def exact(self) -> Estimate | None:
        """Convolution over the groups; none where stakes are too finely divided [1]."""
        return self._found("exact", log_upper_tail)

    def second_exact(self) -> Estimate | None:
        """Fourier's way; none where stakes are too finely divided [1]."""
        return self._found("fourier", log_upper_tail_by_fourier)

    def _found(
        self, method: str, tail: Callable[[FailedWeight, int], float | None]
    ) -> Estimate | None:
        """One shortage or the other, from the tail of each."""
        logarithm = -math.inf
        for short in self.shortages:
            found = tail(short.weight, short.enough)
            if found is None:
                return None
            logarithm = float(either(np.array(logarithm), np.array(found)))
        logarithm = min(0.0, logarithm)
        return exact_estimate(method, math.exp(logarithm), logarithm / math.log(10))

    def bound(self) -> Estimate:
        """Sum of the resources' Chernoff bounds [1]."""
        upper = min(0.0, log_sum(self._log_bounds) + 1e-12)
        return bound_estimate("bound", math.exp(upper), upper / math.log(10))

    @property
    def _log_bounds(self) -> list[float]:
        """Logarithm of the bound on every shortage [1]."""
        return [log_bound(short.weight, short.enough) for short in self.shortages]

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether a trial takes few random numbers."""
        return sum(draws_of(short.weight) for short in self.shortages) <= QUICK_DRAWS

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of trials in which some resource falls short [1]."""
        failed = self._draw((0.0,) * len(self.shortages), trials, rng)
        return int(np.count_nonzero(self._is_short(failed)))

    def _draw(
        self, tilts: Sequence[float], trials: int, rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Weight that fails of every resource, (resources, trials) [1] or [token]."""
        return np.array(
            [
                failures(short.weight, tilt, trials, rng)
                for short, tilt in zip(self.shortages, tilts, strict=True)
            ]
        )

    def _is_short(self, failed: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether some resource falls short, (trials,) [1]."""
        enough = np.array([short.enough for short in self.shortages])
        return np.logical_or.reduce(failed >= enough[:, None], axis=0)

    @property
    def is_sampled_rarely(self) -> bool:
        """Whether there is something rare to draw."""
        return any(short.weight.is_rare(short.enough) for short in self.shortages) and all(
            short.weight.is_rare(short.enough) or short.enough > short.weight.total
            for short in self.shortages
        )

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Importance of trials drawn under the tilt of one resource or of another, (trials,) [1]."""
        bounds = self._log_bounds
        total = log_sum(bounds)
        parts = [math.exp(bound - total) for bound in bounds]
        counts = rng.multinomial(trials, parts)
        drawn: list[NDArray[np.int64]] = []
        densities: list[tuple[float, float, int]] = []
        for place, (short, part, count) in enumerate(
            zip(self.shortages, parts, counts, strict=True)
        ):
            if part > 0:
                tilt = short.weight.tilt_towards(short.enough)
                tilts = [tilt if each == place else 0.0 for each in range(len(parts))]
                drawn.append(self._draw(tilts, int(count), rng))
                start = math.log(part) - short.weight.log_moment(tilt) + tilt * short.enough
                densities.append((start, tilt, place))
        failed = np.concatenate(drawn, axis=1)
        # Counted from what is enough, so that the logarithms stay small beside large stakes.
        mixture = np.logaddexp.reduce(
            [
                start + tilt * (failed[place] - self.shortages[place].enough)
                for start, tilt, place in densities
            ],
            axis=0,
        )
        return np.where(self._is_short(failed), -mixture, -math.inf)

    def details(self) -> dict[str, Any]:
        """Size of every resource, what is too much, and the groups that fail together."""
        return {
            short.resource: {
                "total": short.weight.total,
                "failures_enough": short.enough,
                "groups": sum(copies for _, copies in short.weight.groups),
            }
            for short in self.shortages
        }


def outage_of_stakes(
    parameters: Parameters,
    mode: Mode,
    stakes: Sequence[int],
    together: Sequence[Hashable],
    *,
    failure_rate: float,
    group_failure: float,
    groups: int = 1,
) -> StakeOutage:
    """The outage of a mode whose stakers hold given stakes in given places.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Whose certificate is to be out of reach; it asks for stake.
    stakes
        Of every staker, (stakers,) [token].
    together
        Names of what fails together, (stakers,).
    failure_rate, group_failure
        Chance that a member fails on its own, and that its group does as a whole [1].
    groups
        Groups of the authorities, which fail independently of the stakers [1].

    Raises
    ------
    InvalidParameter
        Where the mode asks for no stake, or a value is out of range.

    Notes
    -----
    Source: ours.
    """
    required = quorum(parameters, mode)
    if required.stake is None:
        raise InvalidParameter(f"mode must ask for stake where stakes are given, got {mode.label}")
    if not 1 <= len(stakes) <= LARGEST_STAKERS:
        raise InvalidParameter(f"stakes must be 1 to {LARGEST_STAKERS}, got {len(stakes)}")
    for name, value in (("failure_rate", failure_rate), ("group_failure", group_failure)):
        if not 0 <= value <= 1:
            raise InvalidParameter(f"{name} must lie in [0, 1], got {value!r}")
    authorities = parameters.fast.validators
    if not 1 <= groups <= authorities:
        raise InvalidParameter(
            f"groups must lie in [1, authorities ({authorities})] beside stakes, got {groups}"
        )
    alone, whole = log_odds(failure_rate), log_odds(group_failure)
    places: dict[Hashable, list[int]] = defaultdict(list)
    for stake, place in zip(stakes, together, strict=True):
        places[place].append(stake)
    weight = failed_weight(places.values(), alone=alone, together=whole)
    needed = least_count(required.stake, weight.total, required.strict)
    shortages = [Shortage(resource="stake", weight=weight, enough=weight.total - needed + 1)]
    if required.authorities is not None:
        seats = [[1] * size for size in dealt(authorities, groups)]
        needed = least_count(required.authorities, authorities, required.strict)
        shortages.append(
            Shortage(
                resource="authorities",
                weight=failed_weight(seats, alone=alone, together=whole),
                enough=authorities - needed + 1,
            )
        )
    return StakeOutage(shortages=tuple(shortages))
