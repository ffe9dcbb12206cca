"""Outage of stakes as they are: who shares a data centre, a country or an operator fails together."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from ...errors import InvalidParameter
from ...parameters.parameters import Parameters
from ...protocol.modes import Mode
from ...protocol.quorums import least_count, quorum
from ..weights.groups import failed_weight, log_odds
from ..weights.resources import OfResources, Resource
from ..weights.wholes import whole_stakes
from .outage_regions import dealt


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage(Resource):
    """One resource of a certificate: how much of it fails, and how much is too much."""

    resource: str
    """`authorities` or `stake`."""
    unit: Fraction = Fraction(1)
    """What one unit of the weight is worth [1] or [token]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StakeOutage(OfResources):
    """How likely it is that one of several independent resources falls short.

    Examples
    --------
    Three stakers in two countries, either of which is down half the time:

    >>> import math
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
                "total": _plain(short.weight.total * short.unit),
                "failures_enough": _plain(short.enough * short.unit),
                "groups": sum(copies for _, copies in short.weight.groups),
            }
            for short in self.shortages
        }


def outage_of_stakes(
    parameters: Parameters,
    mode: Mode,
    stakes: Sequence[float],
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
        Of every staker, as written, (stakers,) [token].
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
    held, unit = whole_stakes(stakes)
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
    for stake, place in zip(held, together, strict=True):
        places[place].append(stake)
    weight = failed_weight(places.values(), alone=alone, together=whole)
    needed = least_count(required.stake, weight.total, required.strict)
    shortages = [
        Shortage(resource="stake", weight=weight, enough=weight.total - needed + 1, unit=unit)
    ]
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


def _plain(amount: Fraction) -> int | float:
    """An amount as a whole number where it is one."""
    return int(amount) if amount.denominator == 1 else float(amount)
