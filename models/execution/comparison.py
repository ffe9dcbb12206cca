"""A measured number beside ours: fitted to it, predicted, or out of reach."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a measured number is to us."""

    FITTED = "fitted"
    """A cost of ours comes from it, so that it says nothing about the model."""
    PREDICTED = "predicted"
    """Nothing of ours comes from it."""
    NOT_MODELLED = "not modelled"
    """The source does not tell what it ran; ours is 0."""
    CLAIMED = "claimed"
    """Said by a vendor, without data that one could hold a model to; measured and ours are 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """One measured number, and what we find."""

    system: str
    what: str
    measured: float
    """Speed-up [1] or time of a block [ms], as `what` says."""
    least: float
    """Least that we find; in the same unit."""
    most: float
    """Most that we find: above the least only where the source leaves something open."""
    tolerance: float
    """Part by which ours may differ [1]."""
    role: Role = Role.PREDICTED
    reason: str = ""
    """Why it is not found again, as far as we see, or why ours is a range."""

    @property
    def agrees(self) -> bool:
        """Whether the measured number lies in our range, widened by the tolerance."""
        return self.role in (Role.FITTED, Role.PREDICTED) and (
            self.least / (1 + self.tolerance) <= self.measured <= self.most * (1 + self.tolerance)
        )


def exactly(
    system: str,
    what: str,
    measured: float,
    ours: float,
    tolerance: float,
    role: Role = Role.PREDICTED,
    reason: str = "",
) -> Comparison:
    """A comparison with one number of ours."""
    return Comparison(
        system=system, what=what, measured=measured, least=ours, most=ours, tolerance=tolerance,
        role=role, reason=reason,
    )  # fmt: skip


def unanswered(
    system: str, what: str, reason: str, measured: float = 0.0, role: Role = Role.NOT_MODELLED
) -> Comparison:
    """A published number, or a claim, that nothing of ours is beside."""
    return exactly(system, what, measured, 0.0, 0.0, role, reason)
