"""The hybrid quorum of a mode: authorities and stakers corrupted at random, certificates broken."""

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
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode, mode_parameters
from ...protocol.quorums import quorum
from ..committees.tails import Tail
from ..estimate import Estimate, bound_estimate, exact_estimate
from ..question import Question
from .choices import Failure
from .combined import log_combined, log_sum_bound
from .corrupted import CorruptedClass
from .least_byzantine import authorities_met, least_byzantine, stake_met
from .urn import Urn
from .urn_witness import second_tail
from .vote_tails import tail_of_log

LARGEST_CLASS = 100_000
"""Most members of a class [1]: about half a second of work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HybridQuorum(Question):
    """How likely random corruption breaks the certificates of a mode.

    Authorities have one voice each, and so have stakers, of equal stake; the two classes are
    corrupted independently, the members of each with a correlation. Safety fails where the
    Byzantine fill the least overlap of two certificates in every resource that the mode asks for,
    liveness where the honest fall short in any.
    """

    kind: ClassVar[str] = "quorum"

    parameters: Parameters
    """The protocol."""
    mode: Mode
    """Whose certificates are attacked."""
    failure: Failure = Failure.SAFETY
    """What goes wrong."""
    authority_corruption: float | None = None
    """Chance that an authority is corrupted; asked for by modes with authorities [1]."""
    stake_corruption: float | None = None
    """Chance that a staker is corrupted; asked for by modes with stake [1]."""
    authorities: int | None = None
    """Authorities; as many as validators of Fast mode where not given [1]."""
    stakers: int | None = None
    """Stakers; as many as validators of the mode where not given [1]."""
    correlation: float = 0.0
    """Correlation of two members of a class, from 0 (independent) to 1 (all or none) [1]."""

    def __post_init__(self) -> None:
        asked = quorum(self.parameters, self.mode)
        require_chance(
            "authority_corruption", self.authority_corruption, asked.authorities, self.mode
        )
        require_chance("stake_corruption", self.stake_corruption, asked.stake, self.mode)
        require_members("authorities", self.all_authorities)
        require_members("stakers", self.all_stakers)
        if not 0 <= self.correlation <= 1:
            raise InvalidParameter(f"correlation must lie in [0, 1], got {self.correlation!r}")

    @property
    def all_authorities(self) -> int:
        """Authorities [1]."""
        return self.parameters.fast.validators if self.authorities is None else self.authorities

    @property
    def all_stakers(self) -> int:
        """Stakers [1]."""
        validators = mode_parameters(self.parameters, self.mode).validators
        return validators if self.stakers is None else self.stakers

    @property
    def classes(self) -> dict[str, CorruptedClass]:
        """The classes that the mode asks for, by name."""
        asked = quorum(self.parameters, self.mode)
        found: dict[str, CorruptedClass] = {}
        for name, is_met, members, chance in (
            (
                "authorities",
                authorities_met(asked),
                self.all_authorities,
                self.authority_corruption,
            ),
            ("stakers", stake_met(asked), self.all_stakers, self.stake_corruption),
        ):
            if is_met is not None and chance is not None:
                urn = Urn(members=members, corruption=chance, correlation=self.correlation)
                needed = least_byzantine(is_met, members, self.failure)
                found[name] = CorruptedClass(urn=urn, needed=needed)
        return found

    @property
    def log_tails(self) -> list[float]:
        """Natural logarithm of the chance that each class fails, in the order of `classes` [1]."""
        return [_log(each.urn.tail(each.needed)) for each in self.classes.values()]

    def exact(self) -> Estimate:
        """Exact probability, to about 1e-12 of itself [1]."""
        tail = self._together(log_combined, self.log_tails)
        return exact_estimate("exact", tail.probability, tail.log10_probability)

    def second_exact(self) -> Estimate:
        """Exact probability from integers, or from ratios where a class is large [1]."""
        found = [second_tail(each.urn, each.needed) for each in self.classes.values()]
        tail = self._together(log_combined, [_log(tail) for _, tail in found])
        method = " and ".join(dict.fromkeys(method for method, _ in found))
        return exact_estimate(method, tail.probability, tail.log10_probability)

    def bound(self) -> Estimate:
        """Factorial-moment bounds of the classes, multiplied or added [1]."""
        logs = [_log(each.urn.bound(each.needed)) for each in self.classes.values()]
        tail = self._together(log_sum_bound, logs)
        return bound_estimate("bound", tail.probability, tail.log10_probability)

    def _together(self, combine: Callable[..., Any], logs: list[float]) -> Tail:
        """A tail of the whole from logarithms of those of its classes."""
        return tail_of_log(float(combine(self.failure, *logs)) if len(logs) > 1 else logs[0])

    @property
    def is_sampled(self) -> bool:
        """Always."""
        return True

    @property
    def is_quickly_sampled(self) -> bool:
        """Always: one or two numbers a class."""
        return True

    def successes(self, trials: int, rng: np.random.Generator) -> int:
        """Number of corruptions, of `trials`, that break certificates [1]."""
        failures = [each.failures(trials, rng) for each in self.classes.values()]
        return int(np.count_nonzero(self._fails(failures)))

    def _fails(self, failures: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """Whether the mode fails where its classes fail so, (trials,)."""
        every = np.logical_and if self.failure is Failure.SAFETY else np.logical_or
        return every.reduce(failures)

    @property
    def is_sampled_rarely(self) -> bool:
        """Where the failure is unusual, and the members of a class are not all one."""
        return self.correlation < 1 and not self._is_usual

    @property
    def _is_usual(self) -> bool:
        """Whether as many are expected to be corrupted as are needed."""
        usual = [each.is_usual for each in self.classes.values()]
        return any(usual) if self.failure is Failure.LIVENESS else all(usual)

    @property
    def never_rare(self) -> str:
        """That the failure is expected, or that a class is but one draw."""
        if self._is_usual:
            return "as many are expected to be corrupted as are needed"
        return "with a correlation of 1 a class is one draw, and its failure no rarer than that"

    @property
    def _open_classes(self) -> list[CorruptedClass]:
        """Classes whose failure is a matter of chance."""
        return [each for each in self.classes.values() if each.urn.settled(each.needed) is None]

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Weights of corruptions drawn from tilted laws, (trials,) [1].

        Every class is tilted where all must fail. Where any may, each trial tilts one of them, and
        weighs its true chance over that under all these laws together.
        """
        settled = [each.urn.settled(each.needed) for each in self.classes.values()]
        decided = self.failure is Failure.LIVENESS
        if decided in settled or not self._open_classes:
            fails = self._fails([np.array([bool(each)]) for each in settled])[0]
            return np.full(trials, 0.0 if fails else -math.inf)
        count = len(self._open_classes)
        turn = rng.integers(count, size=trials)
        failures: list[NDArray[np.bool_]] = []
        ratios: list[NDArray[np.float64]] = []
        for place, each in enumerate(self._open_classes):
            is_tilted = (turn == place) | (self.failure is Failure.SAFETY)
            fails, log_ratio = each.tilted_draw(is_tilted, rng)
            failures.append(fails)
            ratios.append(log_ratio)
        if self.failure is Failure.SAFETY:
            log_weights = -np.sum(ratios, axis=0)
        else:
            log_weights = math.log(count) - np.logaddexp.reduce(ratios)
        return np.where(self._fails(failures), log_weights, -np.inf)

    @property
    def largest_log_weight(self) -> float:
        """That of the fewest members who are enough: of all classes, or of one in its turn [1]."""
        logs = [-each.least_log_ratio for each in self._open_classes]
        if self.failure is Failure.SAFETY or not logs:
            return math.fsum(logs)
        return math.log(len(logs)) + max(logs)

    def details(self) -> dict[str, Any]:
        """What each class comes to: members, how many of them are enough, and how likely."""
        said: dict[str, Any] = {"mode": self.mode.label, "failure": str(self.failure)}
        for name, each in self.classes.items():
            members = each.urn.members
            said[name] = members
            said[f"byzantine_{name}_needed"] = each.needed if each.needed <= members else None
            said[f"{name}_failure"] = each.urn.tail(each.needed).probability
        return said


def _log(tail: Tail) -> float:
    """Natural logarithm of a tail [1]."""
    return tail.log10_probability * math.log(10)


def require_chance(name: str, value: float | None, threshold: Fraction | None, mode: Mode) -> None:
    """Refuse what is no probability, and nothing at all where the mode needs one."""
    if value is None:
        if threshold is not None:
            raise InvalidParameter(f"{name} must be given in {mode.label} mode, got none")
    elif not 0 <= value <= 1:
        raise InvalidParameter(f"{name} must lie in [0, 1], got {value!r}")


def require_members(name: str, value: int) -> None:
    """Refuse all but counts that can be summed over."""
    if type(value) is not int or not 1 <= value <= LARGEST_CLASS:
        raise InvalidParameter(f"{name} must be an int from 1 to {LARGEST_CLASS}, got {value!r}")
