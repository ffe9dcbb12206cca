"""What is agreed for a job: by when, for how much, and how much work at the most."""

from dataclasses import dataclass

from ...errors import InvalidParameter


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceLevel:
    """The agreement of a customer with whoever runs a copy."""

    deadline_blocks: int = 20
    """Within which a copy is committed to [block]."""
    fee: int = 100
    """Paid for a copy whose answer is accepted [base unit]."""
    penalty: int = 150
    """Taken from the bond for a copy that is late, wrong or not revealed [base unit]."""
    fuel: int = 10**9
    """Work that a copy may take; an answer that claims more is refused [fuel]."""

    def __post_init__(self) -> None:
        for name in ("deadline_blocks", "fee", "penalty", "fuel"):
            if not getattr(self, name) >= 1:
                raise InvalidParameter(f"{name} must be at least 1, got {getattr(self, name)!r}")
