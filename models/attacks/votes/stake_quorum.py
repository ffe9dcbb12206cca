"""The hybrid quorum of a mode whose stakers hold unequal stakes."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from ...protocol.quorums import quorum
from ..weights.groups import failed_weight, log_odds
from ..weights.merged import MOST_CLASSES, Merged, merged_stakes
from ..weights.resources import OfResources, Resource, equal_members, merged_members
from ..weights.wholes import LARGEST_STAKERS, whole_stakes
from .beta_law import LEAST_CORRELATION
from .choices import Failure
from .correlated import correlated
from .hybrid_quorum import require_chance, require_members
from .least_byzantine import authorities_met, least_byzantine, stake_met


@dataclass(frozen=True, kw_only=True)
class StakeQuorum(OfResources):
    """How likely random corruption breaks the certificates of a mode, stakers weighing what they hold.

    Authorities have one voice each; the two classes are corrupted independently, the members of each
    with a correlation. Safety fails where the
    Byzantine fill the least overlap of two certificates in every resource that the mode asks for: the
    honest stake is taken to part in two at will, unit by unit, so that this errs towards failure.
    Liveness fails where the honest fall short in any.
    """

    kind: ClassVar[str] = "quorum"

    parameters: Parameters
    """The protocol."""
    mode: Mode
    """Whose certificates are attacked; it asks for stake."""
    failure: Failure = Failure.SAFETY
    """What goes wrong."""
    authority_corruption: float | None = None
    """Chance that an authority is corrupted; asked for by modes with authorities [1]."""
    stake_corruption: float | None = None
    """Chance that a staker is corrupted [1]."""
    authorities: int | None = None
    """Authorities; as many as validators of Fast mode where not given [1]."""
    correlation: float = 0.0
    """Correlation of two members of a class, 0 or from 1e-9 to 1 (all or none) [1]."""
    stakes: tuple[float, ...] | NDArray[np.float64]
    """Of every staker, as written, (stakers,) [token]."""

    def __post_init__(self) -> None:
        asked = quorum(self.parameters, self.mode)
        if asked.stake is None:
            raise InvalidParameter(
                f"mode must ask for stake where stakes are given, got {self.mode.label}"
            )
        require_chance(
            "authority_corruption", self.authority_corruption, asked.authorities, self.mode
        )
        require_chance("stake_corruption", self.stake_corruption, asked.stake, self.mode)
        require_members("authorities", self.all_authorities)
        if self.correlation != 0 and not LEAST_CORRELATION <= self.correlation <= 1:
            raise InvalidParameter(
                f"correlation must be 0 or lie in [{LEAST_CORRELATION}, 1] beside stakes, "
                f"got {self.correlation!r}"
            )
        # What are no stakes is refused here.
        if self.many is None:
            _ = self.held
        elif 0 < self.correlation < 1 and not self.many.is_exact:
            raise InvalidParameter(
                f"correlation must be 0 or 1 beside more than {MOST_CLASSES} different stakes of more "
                f"than {LARGEST_STAKERS}, got {self.correlation!r}"
            )

    @cached_property
    def many(self) -> Merged | None:
        """Stakes in classes where they are too many to be told apart."""
        if len(self.stakes) <= LARGEST_STAKERS:
            return None
        return merged_stakes(np.asarray(self.stakes))

    @cached_property
    def held(self) -> tuple[tuple[int, ...], Fraction]:
        """Stakes in whole units, and what a unit is worth [token]."""
        return whole_stakes([float(stake) for stake in self.stakes])

    @property
    def unit(self) -> Fraction:
        """What a unit of the stakes is worth [token]."""
        return self.held[1] if self.many is None else self.many.unit

    @property
    def all_authorities(self) -> int:
        """Authorities [1]."""
        return self.parameters.fast.validators if self.authorities is None else self.authorities

    @cached_property
    def by_name(self) -> dict[str, Resource]:
        """What the mode asks for, by name, and how much of it corrupted is a failure."""
        asked = quorum(self.parameters, self.mode)
        found: dict[str, Resource] = {}
        seats, staked = authorities_met(asked), stake_met(asked)
        if seats is not None and self.authority_corruption is not None:
            members = self.all_authorities
            alone = Resource(
                weight=equal_members(members, log_odds(self.authority_corruption)),
                enough=least_byzantine(seats, members, self.failure),
            )
            found["authorities"] = correlated(alone, self.authority_corruption, self.correlation)
        if staked is not None and self.stake_corruption is not None:
            chance = self.stake_corruption
            alone = self._staked(log_odds(chance), staked)
            found["stake"] = correlated(alone, chance, self.correlation)
        return found

    def _staked(self, odds: float, is_met: Callable[[int, int], bool]) -> Resource:
        """Stake, of which so much corrupted is a failure."""
        if self.many is not None:
            finer = self.many.finer
            enough = finer * least_byzantine(is_met, self.many.total // finer, self.failure)
            return merged_members(self.many, odds, enough)
        weight = failed_weight([self.held[0]], alone=odds, together=-math.inf)
        return Resource(weight=weight, enough=least_byzantine(is_met, weight.total, self.failure))

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What the mode asks for."""
        return tuple(self.by_name.values())

    @property
    def needs_all(self) -> bool:
        """Safety needs all resources, liveness any."""
        return self.failure is Failure.SAFETY

    def details(self) -> dict[str, Any]:
        """What each resource comes to: how much there is, and what part of it is enough."""
        said: dict[str, Any] = {"mode": self.mode.label, "failure": str(self.failure)}
        for name, each in self.by_name.items():
            worth = float(self.unit) if name == "stake" else 1
            reached = each.enough <= each.in_all
            said[name] = each.in_all * worth
            said[f"byzantine_{name}_needed"] = each.enough * worth if reached else None
        return {**said, "stakers": len(self.stakes)}
