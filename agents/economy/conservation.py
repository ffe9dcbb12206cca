"""Where every base unit is, and the two alarms that stop a run."""

import math
from typing import NamedTuple

from ...models.parameters.exact import LARGEST_SUPPLY


class ConservationError(RuntimeError):
    """Base units have appeared or vanished: a fault of the engine, never of the input."""


class SupplyOverflow(OverflowError):
    """Issuance has outgrown what 64-bit base units can hold."""


class Totals(NamedTuple):
    """Sums over the population of one run after an epoch."""

    liquid: int
    """Idle, of people [base unit]."""
    staked: int
    """At stake, of everybody [base unit]."""
    validating: int
    """Of these, by those who sign with a seat [base unit]."""
    delegated: int
    """Of these, behind others [base unit]."""
    griefing: int
    """Of those that validate, by those who grief [base unit]."""
    unbonding: int
    """On the way out, of people [base unit]."""
    staking: int
    """People with stake [1]."""
    authority_liquid: int
    """Idle, of authorities [base unit]."""
    bonded: int
    """Bonds of authorities that hold a seat [base unit]."""
    authority_unbonding: int
    """On the way out, of authorities [base unit]."""
    holding: int
    """Authorities that hold a seat [1]."""
    serving: int
    """Of these, those that sign [1]."""

    @property
    def signing(self) -> int:
        """Stake behind signatures: a delegator's only where somebody validates [base unit]."""
        return self.validating + self.delegated if self.validating else 0

    @property
    def idle(self) -> int:
        """Tokens that change hands, of both classes [base unit]."""
        return self.liquid + self.authority_liquid

    @property
    def authority_wealth(self) -> int:
        """Everything that authorities own [base unit]."""
        return self.authority_liquid + self.bonded + self.authority_unbonding

    @property
    def held(self) -> int:
        """All that people and authorities own [base unit]."""
        return self.liquid + self.staked + self.unbonding + self.authority_wealth


def check_conservation(
    epoch: int, held: int, pools: int, initial: int, minted: int, burned: int
) -> None:
    """Refusal of an epoch after which the books do not balance.

    Parameters
    ----------
    epoch
        Epochs done [epoch].
    held, pools
        Owned by people; and the treasury's, with what is not yet divided [base unit].
    initial, minted, burned
        Supply at launch, issued since, and slashed or burned since [base unit].

    Raises
    ------
    ConservationError
        Unless held + pools + burned = initial + minted, exactly.
    """
    if held + pools + burned != initial + minted:
        raise ConservationError(
            f"held, pools and burned must add up to {initial + minted} base units "
            f"after epoch {epoch}, got {held} + {pools} + {burned}"
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
