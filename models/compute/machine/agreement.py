"""The service level of a job: what customer and provider agree on, and how it can be broken."""

from dataclasses import dataclass
from enum import StrEnum

from ...errors import InvalidParameter

MEBIBYTE = 1 << 20


class Breach(StrEnum):
    """How a job can break what was agreed about it."""

    FUEL = "fuel"
    """It needed more work than was paid for."""
    MEMORY = "memory"
    """It asked for more memory than was agreed."""
    FAULT = "fault"
    """It did what no machine permits, such as a division by zero."""


class AgreementBroken(RuntimeError):
    """A job was stopped by the machine: the agreement about its limits is broken, and where."""

    def __init__(self, breach: Breach, fuel: int) -> None:
        super().__init__(f"job must keep to its limits, broke that of {breach} after {fuel} fuel")
        self.breach = breach
        """What was broken."""
        self.fuel = fuel
        """Burnt until then [fuel]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What customer and provider agree on: the service level of a job."""

    fuel: int = 10**12
    """Most work [fuel]."""
    memory: int = 16 * MEBIBYTE
    """Most memory [byte]."""

    def __post_init__(self) -> None:
        if not 1 <= self.fuel < 2**63:
            raise InvalidParameter(f"fuel must lie in [1, 2^63), got {self.fuel!r}")
        if not 1 <= self.memory < 2**32:
            raise InvalidParameter(f"memory must lie in [1, 2^32), got {self.memory!r}")
