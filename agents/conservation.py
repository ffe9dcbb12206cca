"""Where every base unit is, and the two alarms that stop a run."""

import math
from dataclasses import dataclass

from ..models.parameters.exact import LARGEST_SUPPLY


class ConservationError(RuntimeError):
    """Base units have appeared or vanished: a fault of the engine, never of the input."""


class SupplyOverflow(OverflowError):
    """Issuance has outgrown what 64-bit base units can hold."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the population after an epoch."""

    liquid: int
    """Idle, of both classes [base unit]."""
    staked: int
    """At stake [base unit]."""
    bonded: int
    """Bonds of authorities online [base unit]."""
    unbonding: int
    """On the way out, of both classes [base unit]."""
    authority_wealth: int
    """Everything that authorities own [base unit]."""
    staking: int
    """People with stake [1]."""
    online: int
    """Authorities online [1]."""

    @property
    def held(self) -> int:
        """All that people own [base unit]."""
        return self.liquid + self.staked + self.bonded + self.unbonding


def check_conservation(
    epoch: int, held: int, dust: int, initial: int, minted: int, burned: int
) -> None:
    """Refusal of an epoch after which the books do not balance.

    Parameters
    ----------
    epoch
        Epochs done [epoch].
    held, dust
        Owned by people, and not yet divided [base unit].
    initial, minted, burned
        Supply at launch, issued since, and slashed since [base unit].

    Raises
    ------
    ConservationError
        Unless held + dust + burned = initial + minted, exactly.
    """
    if held + dust + burned != initial + minted:
        raise ConservationError(
            f"held, dust and burned must add up to {initial + minted} base units "
            f"after epoch {epoch}, got {held} + {dust} + {burned}"
        )


def check_supply(supply: int, issued: float) -> None:
    """Refusal of a supply that whole 64-bit base units cannot hold.

    Parameters
    ----------
    supply
        Tokens in existence [base unit].
    issued
        By the next epoch, perhaps infinite [base unit].

    Raises
    ------
    SupplyOverflow
        From 2^62 base units on.
    """
    # Whole base units, as they are minted: a sum of floats is wrong by hundreds of them up here.
    if not (issued < math.inf and supply + int(issued) <= LARGEST_SUPPLY):
        raise SupplyOverflow(
            f"token.supply must stay below 2^62 base units, "
            f"got {supply} and {issued:.6g} more in one epoch"
        )
