"""What a cartel of authorities would be for, and how it is watched."""

from dataclasses import dataclass
from enum import StrEnum

from ...models.errors import InvalidParameter
from ...models.parameters.checks import check_count, check_not_negative, check_share
from ..limits import LARGEST_MONEY, check_at_most


class CartelKind(StrEnum):
    """What members do together."""

    CENSORING = "censoring"
    """Keep transactions out for a bribe."""
    STEALING = "stealing"
    """Leave the votes of others out, and share their rewards."""
    EQUIVOCATING = "equivocating"
    """Sign conflicting blocks for a prize."""
    FEE_FIXING = "fee-fixing"
    """Ask for more than the competitive fee."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CartelSettings:
    """One kind of cartel that authorities may form; none by default."""

    kind: CartelKind | None = None
    """What it would be for; none: nobody thinks of one."""
    prize: float = 0.0
    """Paid to all members in an epoch, in money: the bribe or the prize, both from outside, or all tips
    at the agreed fee, by idle people [token/epoch]. Source: assumption."""
    fees: float = 0.0
    """In an epoch, in money: fees of what is censored, which nobody gets, or all tips without a cartel,
    which idle people pay too [token/epoch]. Source: assumption."""
    tip: float = 0.5
    """Part of an outsider's reward that it pays to a cheat who includes it [1]. Source: assumption."""
    waiting: float = 0.5
    """Part of the transactions that waits for a cheaper proposer [1]. Source: assumption."""
    detection: float = 0.0
    """Probability that a cartel that acts is found out in an epoch [1]. Source: assumption."""
    bounty_rate: float = 0.0
    """Part of what the others are slashed that goes to a member who denounces them [1].
    Source: assumption."""
    deposit: float = 0.0
    """What a cheat forfeits to the others, in money, as far as it has it idle [token]. Source:
    assumption."""
    punishment_epochs: int = 90
    """Time after which authorities trust each other again [epoch]. Source: assumption."""

    def __post_init__(self) -> None:
        if self.kind is not None and self.kind not in tuple(CartelKind):
            raise InvalidParameter(
                f"cartel.kind must be one of {', '.join(CartelKind)}, got {self.kind!r}"
            )
        for name in ("prize", "fees", "deposit"):
            check_not_negative(f"cartel.{name}", getattr(self, name))
            check_at_most(f"cartel.{name}", getattr(self, name), LARGEST_MONEY)
        for name in ("tip", "waiting", "detection", "bounty_rate"):
            check_share(f"cartel.{name}", getattr(self, name))
        check_count("cartel.punishment_epochs", self.punishment_epochs)
