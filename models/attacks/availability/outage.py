"""Outage: so many are down at once that a mode cannot certify."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode, mode_parameters
from ...protocol.quorums import least_count, quorum
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from ..weights.draws import LARGEST_BLOCK, QUICK_DRAWS, numbers_failed
from ..weights.groups import FailedWeight, failed_weight, log_odds, log_of_odds, tilted
from ..weights.logarithms import log_sum
from ..weights.tails import log_bound
from .outage_regions import (
    Regions,
    dealt,
    log_binomial_tail,
    log_either_by_states,
    log_either_on_lattice,
)

LARGEST_MEMBERS = 1_000_000
"""Most members of one resource [1]."""

LARGEST_GROUPS = 10_000
"""Most regions [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outage(Question):
    """How likely it is that a mode's certificate is out of reach, in one resource or the other.

    Authorities and stakers of equal stake live in regions, dealt out evenly, and a region that is
    down takes all of its members with it. The adversary's members are silent besides.

    Examples
    --------
    Seven of twenty-one authorities down is one too many where fifteen must sign:

    >>> from fractions import Fraction
    >>> question = Outage(
    ...     authorities=21, authority_threshold=Fraction(2, 3), strict=True, failure_rate=0.01
    ... )
    >>> f"{question.exact().probability:.3e}"
    '1.028e-09'
    """

    kind: ClassVar[str] = "outage"

    authorities: int = 0
    """Authorities in all [1]."""
    stakers: int = 0
    """Stakers in all, each with the same stake [1]."""
    authority_threshold: Fraction | None = None
    """Part of the authorities that must sign; none where they are not asked [1]."""
    stake_threshold: Fraction | None = None
    """Part of the stake that must sign; none where it is not asked [1]."""
    strict: bool
    """More than the thresholds must sign, or at least."""
    failure_rate: float
    """Chance that a member is down on its own [1]."""
    groups: int = 1
    """Regions [1]."""
    group_failure: float = 0.0
    """Chance that a region is down as a whole [1]."""
    silent: float = 0.0
    """Part of the members of each resource that are the adversary's, and silent; rounded down [1]."""

    def __post_init__(self) -> None:
        for name in ("failure_rate", "group_failure", "silent"):
            if not 0 <= getattr(self, name) <= 1:
                raise InvalidParameter(f"{name} must lie in [0, 1], got {getattr(self, name)!r}")
        if not 1 <= self.groups <= LARGEST_GROUPS:
            raise InvalidParameter(f"groups must lie in [1, {LARGEST_GROUPS}], got {self.groups}")
        if self.authority_threshold is None and self.stake_threshold is None:
            raise InvalidParameter("authority_threshold or stake_threshold must be given, got none")
        for name, members, threshold in (
            ("authorities", self.authorities, self.authority_threshold),
            ("stakers", self.stakers, self.stake_threshold),
        ):
            least = 0 if threshold is None else 1
            if not least <= members <= LARGEST_MEMBERS:
                raise InvalidParameter(
                    f"{name} must lie in [{least}, {LARGEST_MEMBERS}], got {members}"
                )

    @property
    def online_at_most(self) -> tuple[int, int]:
        """Authorities and stakers that are not the adversary's [1]."""
        silent = as_written(self.silent)
        return (
            self.authorities - math.floor(silent * self.authorities),
            self.stakers - math.floor(silent * self.stakers),
        )

    @property
    def needed(self) -> tuple[int, int]:
        """Authorities and stakers that a certificate needs; zero of what is not asked [1]."""
        asked = (self.authority_threshold, self.authorities), (self.stake_threshold, self.stakers)
        authorities, stakers = (
            0 if threshold is None else least_count(threshold, members, self.strict)
            for threshold, members in asked
        )
        return authorities, stakers

    @property
    def failures_enough(self) -> tuple[int, int]:
        """Failures of the others that put a certificate out of reach [1]."""
        authorities, stakers = (
            most - need + 1 for most, need in zip(self.online_at_most, self.needed, strict=True)
        )
        return authorities, stakers

    @property
    def regions(self) -> Regions:
        """Where the members are that may fail."""
        authorities, stakers = self.online_at_most
        return Regions(
            authorities=dealt(authorities, self.groups),
            stakers=dealt(stakers, self.groups),
            failure_rate=self.failure_rate,
            region_failure=self.group_failure,
        )

    @property
    def resources(self) -> list[tuple[int, FailedWeight, int]]:
        """Place, law of failures, and failures that are enough, of each resource that can fail."""
        regions = self.regions
        both = zip(
            (0, 1), (regions.authorities, regions.stakers), self.failures_enough, strict=True
        )
        return [
            (
                place,
                failed_weight(
                    [[1] * size for size in sizes],
                    alone=log_odds(self.failure_rate),
                    together=log_odds(self.group_failure),
                ),
                enough,
            )
            for place, sizes, enough in both
            if enough <= sum(sizes) and sum(sizes) > 0
        ]

    @property
    def is_settled(self) -> bool:
        """Whether the adversary's silence alone is enough."""
        return min(self.failures_enough) <= 0

    def exact(self) -> Estimate | None:
        """Mixture over the regions that are down, to about 1e-12 of itself [1]."""
        if self.is_settled:
            return exact_estimate("exact", 1.0, 0.0)
        by_states = _estimate("exact", log_either_by_states(self.regions, *self.failures_enough))
        return by_states or self._on_lattice("exact")

    def second_exact(self) -> Estimate | None:
        """Lattice of both counts, region by region; none where it takes too long or is the first [1]."""
        if log_either_by_states(self.regions, *self.failures_enough) is None:
            return None
        return self._on_lattice("lattice")

    def _on_lattice(self, method: str) -> Estimate | None:
        """The answer from the lattice of both counts [1]."""
        return _estimate(method, log_either_on_lattice(self.regions, *self.failures_enough))

    def bound(self) -> Estimate:
        """Sum of the resources' Chernoff bounds [1]."""
        upper = 0.0
        if not self.is_settled:
            bounds = [log_bound(weight, enough) for _, weight, enough in self.resources]
            upper = min(0.0, log_sum(bounds) + 1e-12)
        return bound_estimate("bound", math.exp(upper), upper / math.log(10))

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Whether a trial takes few random numbers."""
        return 3 * min(self.groups, self.authorities + self.stakers) <= QUICK_DRAWS

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of trials in which a certificate is out of reach [1]."""
        return int(np.count_nonzero(self.is_out(self.draw(trials, (0.0, 0.0), rng))))

    def is_out(self, failed: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether so many failures are enough, by trial, (trials,) [1]."""
        authorities, stakers = self.failures_enough
        return (failed[0] >= authorities) | (failed[1] >= stakers)

    def draw(
        self, trials: int, tilts: tuple[float, float], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Authorities and stakers that fail, tilted per failure of each, (2, trials) [1]."""
        failed = np.zeros((2, trials), dtype=np.int64)
        for kind, copies in self.regions.kinds:
            if 1.0 in (self.failure_rate, self.group_failure):
                failed += copies * np.array(kind)[:, None]
                continue
            law = tilted(log_odds(self.failure_rate), log_odds(self.group_failure), kind, tilts)
            step = max(1, LARGEST_BLOCK // copies)
            for start in range(0, trials, step):
                block = failed[:, start : start + step]
                shape = (block.shape[1], copies)
                down = rng.random(shape) < math.exp(log_of_odds(law.together))
                for place, (size, odds) in enumerate(zip(kind, law.alone, strict=True)):
                    if size > 0:
                        singly = numbers_failed(size, odds, shape, rng)
                        block[place] += np.where(down, size, singly).sum(axis=1)
        return failed

    @property
    def is_sampled_rarely(self) -> bool:
        """Whether there is something rare to draw."""
        resources = self.resources
        return len(resources) > 0 and all(weight.is_rare(most) for _, weight, most in resources)

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Importance of trials drawn under the tilt of one resource or of the other, (trials,) [1].

        Each resource is tilted until its failures are enough on average, in a part of the trials as
        large as its bound; a trial weighs the inverse of the mixture of both densities.
        """
        bounds = [log_bound(weight, enough) for _, weight, enough in self.resources]
        total = log_sum(bounds)
        parts = [math.exp(bound - total) for bound in bounds]
        drawn: list[NDArray[np.int64]] = []
        densities: list[tuple[float, float, int]] = []
        for count, part, (place, weight, enough) in zip(
            rng.multinomial(trials, parts), parts, self.resources, strict=True
        ):
            tilt = weight.tilt_towards(enough)
            tilts = (tilt, 0.0) if place == 0 else (0.0, tilt)
            drawn.append(self.draw(int(count), tilts, rng))
            if part > 0:
                densities.append((math.log(part) - weight.log_moment(tilt), tilt, place))
        failed = np.concatenate(drawn, axis=1)
        mixture = np.logaddexp.reduce(
            [start + tilt * failed[place] for start, tilt, place in densities], axis=0
        )
        return np.where(self.is_out(failed), -mixture, -math.inf)

    @property
    def largest_log_weight(self) -> float:
        """Sum of the resources' Chernoff bounds, in parts as large as these [1]."""
        return log_sum([log_bound(weight, enough) for _, weight, enough in self.resources])

    def details(self) -> dict[str, Any]:
        """Members, what a certificate needs, and how each resource fares by itself."""
        either = 1 - (1 - self.failure_rate) * (1 - self.group_failure)
        together = self.group_failure * (1 - self.failure_rate)
        needed = self.needed
        return {
            "authorities": self.authorities,
            "authorities_needed": needed[0],
            "stakers": self.stakers,
            "stakers_needed": needed[1],
            "member_failure": either,
            "correlation": together / either if either > 0 else 0.0,
            "failure_without_groups": {
                ("authorities", "stake")[place]: math.exp(
                    log_binomial_tail(self.online_at_most[place], either, enough)
                )
                for place, _, enough in self.resources
            },
        }


def outage_of(parameters: Parameters, mode: Mode, **failing: Any) -> Outage:
    """The outage of a mode, its validator set full and all stakes equal.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Whose certificate is to be out of reach.
    failing
        Fields of `Outage` that say how members fail.

    Notes
    -----
    Source: ours. Fast's validators are the authorities of every mode; a mode's own are its stakers.
    """
    required = quorum(parameters, mode)
    return Outage(
        authorities=parameters.fast.validators if required.authorities is not None else 0,
        stakers=mode_parameters(parameters, mode).validators if required.stake is not None else 0,
        authority_threshold=required.authorities,
        stake_threshold=required.stake,
        strict=required.strict,
        **failing,
    )


def split_by_correlation(failure_rate: float, correlation: float) -> tuple[float, float]:
    """Chances to fail alone and together that make a member fail so often, and so much in step.

    Parameters
    ----------
    failure_rate
        Chance that a member is down, for whatever reason [1].
    correlation
        Of two members of one region, in [0, 1] [1].

    Returns
    -------
    tuple[float, float]
        Chance to fail while the region is up, and chance that it is down [1].

    Raises
    ------
    InvalidParameter
        Where one of them is no probability.

    Notes
    -----
    Source: ours. With q = r + (1 - r) p the correlation is r (1 - p) / q, which solves to
    p = (1 - correlation) q.

    Examples
    --------
    >>> split_by_correlation(0.1, 0.0), split_by_correlation(0.1, 1.0)
    ((0.1, 0.0), (0.0, 0.1))
    """
    for name, value in (("failure_rate", failure_rate), ("correlation", correlation)):
        if not 0 <= value <= 1:
            raise InvalidParameter(f"{name} must lie in [0, 1], got {value!r}")
    alone = (1 - correlation) * failure_rate
    if alone == 1:
        return 1.0, 0.0
    return alone, correlation * failure_rate / (1 - alone)


def _estimate(method: str, logarithm: float | None) -> Estimate | None:
    """An exact answer from its natural logarithm."""
    if logarithm is None:
        return None
    return exact_estimate(method, math.exp(logarithm), logarithm / math.log(10))
