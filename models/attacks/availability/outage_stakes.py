"""Outage of stakes as they are: who shares a data centre, a country or an operator fails together."""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from ...protocol.quorums import least_count, quorum
from ..weights.groups import failed_weight, log_odds
from ..weights.merged import merged_wholes, whole_array
from ..weights.merged_law import MergedLaw
from ..weights.resources import OfResources, Resource
from ..weights.wholes import LARGEST_STAKERS, whole_stakes
from .outage_regions import dealt


@dataclass(frozen=True, kw_only=True)
class Shortage(Resource):
    """One resource of a certificate: how much of it fails, and how much is too much."""

    resource: str
    """`authorities` or `stake`."""
    unit: Fraction = Fraction(1)
    """What one unit of the weight is worth [1] or [token]."""
    silent: int = 0
    """Weight of the adversary, which is silent and not among what may fail [`unit`]."""
    total: int
    """All weight, the silent and the other [`unit`]."""
    grouped: int
    """Groups of those who may fail [1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StakeOutage(OfResources):
    """How likely it is that one of several independent resources falls short.

    Examples
    --------
    Three stakers in two countries, either of which is down half the time:

    >>> import math
    >>> weight = failed_weight([[3], [1, 2]], alone=-math.inf, together=log_odds(0.5))
    >>> short = Shortage(resource="stake", weight=weight, enough=3, total=6, grouped=2)
    >>> round(StakeOutage(shortages=(short,)).exact().probability, 12)
    0.75
    """

    kind: ClassVar[str] = "outage"

    shortages: tuple[Shortage, ...]
    """Resources that a certificate needs, at least one."""

    def __post_init__(self) -> None:
        if not self.shortages:
            raise InvalidParameter("shortages must be at least 1, got 0")

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What a certificate needs, each with the failures that put it out of reach."""
        return self.shortages

    @property
    def needs_all(self) -> bool:
        """One shortage is enough."""
        return False

    def details(self) -> dict[str, Any]:
        """Size of every resource, what is too much, and the groups that fail together."""
        return {
            short.resource: {
                "total": _plain(short.total * short.unit),
                "silent": _plain(short.silent * short.unit),
                "failures_enough": _plain(short.enough * short.unit),
                "groups": short.grouped,
            }
            for short in self.shortages
        }


def outage_of_stakes(
    parameters: Parameters,
    mode: Mode,
    stakes: Sequence[float] | NDArray[np.float64],
    together: Sequence[Hashable] | None,
    *,
    failure_rate: float,
    group_failure: float,
    groups: int = 1,
    silent: float = 0.0,
    silent_stakers: Sequence[bool] | NDArray[np.bool_] | None = None,
) -> StakeOutage:
    """The outage of a mode whose stakers hold given stakes in given places.

    Parameters
    ----------
    parameters
        Of one protocol.
    mode
        Whose certificate is to be out of reach; it asks for stake.
    stakes
        Of every staker, as written, (stakers,) [token].
    together
        Names of what fails together, (stakers,); everybody fails alone where not given.
    failure_rate, group_failure
        Chance that a member fails on its own, and that its group does as a whole [1].
    groups
        Groups of the authorities, which fail independently of the stakers [1].
    silent
        Part of the authorities that is the adversary's, and silent; rounded down [1].
    silent_stakers
        Which stakers are, (stakers,); nobody where not given.

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
    rates = {"failure_rate": failure_rate, "group_failure": group_failure, "silent": silent}
    for name, value in rates.items():
        if not 0 <= value <= 1:
            raise InvalidParameter(f"{name} must lie in [0, 1], got {value!r}")
    authorities = parameters.fast.validators
    if not 1 <= groups <= authorities:
        raise InvalidParameter(
            f"groups must lie in [1, authorities ({authorities})] beside stakes, got {groups}"
        )
    alone, down = log_odds(failure_rate), log_odds(group_failure)

    def enough(threshold: Fraction, total: int, silent: int) -> int:
        """Failures that leave too little of one resource."""
        return total - silent - least_count(threshold, total, required.strict) + 1

    def shortage(
        resource: str, total: int, threshold: Fraction, groups_of: Sequence[Sequence[int]]
    ) -> Shortage:
        """What is missing of one resource, whose groups of those who may fail these are."""
        online = sum(sum(group) for group in groups_of)
        return Shortage(
            resource=resource,
            # Where nobody is left, nobody more need fail, whatever the law.
            weight=failed_weight(groups_of if online else [[1]], alone=alone, together=down),
            enough=enough(threshold, total, total - online),
            silent=total - online,
            total=total,
            grouped=sum(map(any, groups_of)),
        )

    if len(stakes) > LARGEST_STAKERS:
        if together is not None:
            raise InvalidParameter(
                f"together must not be given beside more than {LARGEST_STAKERS} stakes, "
                f"got {len(stakes)}"
            )
        either = group_failure + (1 - group_failure) * failure_rate
        staked = _shortage_of_many(np.asarray(stakes), silent_stakers, log_odds(either))
        shortages = [replace(staked, enough=enough(required.stake, staked.total, staked.silent))]
    else:
        held, unit = whole_stakes([float(stake) for stake in stakes])
        names = range(len(held)) if together is None else together
        is_silent = [False] * len(held) if silent_stakers is None else silent_stakers
        places: dict[Hashable, list[int]] = defaultdict(list)
        for stake, place, is_mute in zip(held, names, is_silent, strict=True):
            places[place] += [] if is_mute else [stake]
        staked = shortage("stake", sum(held), required.stake, list(places.values()))
        shortages = [replace(staked, unit=unit)]
    if required.authorities is not None:
        online = authorities - math.floor(as_written(silent) * authorities)
        seats = [[1] * size for size in dealt(online, groups)]
        shortages.append(shortage("authorities", authorities, required.authorities, seats))
    return StakeOutage(shortages=tuple(shortages))


def _shortage_of_many(
    stakes: NDArray[np.float64], silent: Sequence[bool] | NDArray[np.bool_] | None, odds: float
) -> Shortage:
    """Stake of stakers beyond number who fail alone; how much is enough is left open."""
    held, unit = whole_array(stakes)
    total = int(held.sum())
    online = held if silent is None else held[~np.asarray(silent)]
    merged = merged_wholes(online if online.any() else held[:1] * 0 + 1, unit)
    law = MergedLaw(stakes=merged, alone=odds)
    return Shortage(
        resource="stake",
        weight=law.weight,
        enough=0,
        many=law,
        unit=merged.unit,
        silent=(total - int(online.sum())) * merged.finer,
        total=total * merged.finer,
        grouped=int(np.count_nonzero(online)),
    )


def _plain(amount: Fraction) -> int | float:
    """An amount as a whole number where it is one."""
    return int(amount) if amount.denominator == 1 else float(amount)
