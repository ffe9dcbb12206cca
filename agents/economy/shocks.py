"""What happens to an economy from outside, and when."""

from dataclasses import dataclass
from enum import StrEnum

from ...models.errors import InvalidParameter
from ...models.parameters.checks import (
    check_count,
    check_not_negative,
    check_positive,
    check_share,
)
from ..limits import LARGEST_FACTOR, LARGEST_MONEY, check_at_most


class ShockKind(StrEnum):
    """What is shocked, and how `size` is read."""

    DEMAND = "demand"
    """The value of all payments is multiplied by the size, once and for good; not by zero, at which a
    token would have no price. The price follows within the limits of `limits.LARGEST_PRICE`."""
    LOAD = "load"
    """The mean of the load becomes the size."""
    REMOVAL = "removal"
    """That part of the authorities that hold a seat, lowest rows first, is shut out for the time of
    exclusion, their bonds on the way back to them. Of several in one epoch each takes its part of those
    that the others before it have left."""
    SILENCE = "silence"
    """That part of the authorities that hold a seat, lowest rows first, is shut out for good."""
    REVIEW = "review"
    """The probability of reconsidering becomes the size."""
    HURDLE = "hurdle"
    """Everybody's hurdle rate is multiplied by the size."""
    BUDGET = "budget"
    """The attacker's budget grows by the size [token]."""


SHARES = (ShockKind.LOAD, ShockKind.REMOVAL, ShockKind.SILENCE, ShockKind.REVIEW)
"""Kinds whose size is a part of a whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shock:
    """One event, at the start of an epoch."""

    epoch: int
    """The first epoch that feels it; the first of a run is 1 [epoch]."""
    kind: ShockKind
    """What is shocked."""
    size: float
    """As the kind reads it."""

    def __post_init__(self) -> None:
        check_count("shock.epoch", self.epoch, least=1)
        if self.kind not in tuple(ShockKind):
            raise InvalidParameter(
                f"shock.kind must be one of {', '.join(ShockKind)}, got {self.kind!r}"
            )
        if self.kind in SHARES:
            check_share("shock.size", self.size)
        elif self.kind == ShockKind.BUDGET:
            check_not_negative("shock.size", self.size)
            check_at_most("shock.size", self.size, LARGEST_MONEY)
        else:
            if self.kind == ShockKind.DEMAND:
                check_positive("shock.size", self.size)
            check_not_negative("shock.size", self.size)
            check_at_most("shock.size", self.size, LARGEST_FACTOR)
