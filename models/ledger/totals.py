"""Where all base units are: the sum over all purses, which no step changes."""

from dataclasses import dataclass

from ..parameters.exact import LARGEST_SUPPLY
from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all purses of a kind."""

    unissued: int
    """[base unit]"""
    liquid: int
    """Idle, of all owners [base unit]."""
    pool: int
    """Rewards issued and not yet paid [base unit]."""
    bonded: int
    """[base unit]"""
    unbonding: int
    """[base unit]"""
    slashed: int
    """Taken and not yet burned [base unit]."""
    burned: int
    """[base unit]"""

    @property
    def minted(self) -> int:
        """All that was ever made, at launch and since [base unit]."""
        return LARGEST_SUPPLY - self.unissued

    @property
    def held(self) -> int:
        """Idle, and in the reward pool [base unit]."""
        return self.liquid + self.pool

    @property
    def is_conserved(self) -> bool:
        """Whether minted = held + bonded + unbonding + slashed + burned."""
        accounted = self.held + self.bonded + self.unbonding + self.slashed + self.burned
        return self.minted == accounted


def totals(ledger: Ledger) -> Totals:
    """Sums over all purses of a ledger.

    Parameters
    ----------
    ledger
        State.

    Notes
    -----
    Source: ours.
    """
    return Totals(
        unissued=ledger.unissued,
        liquid=sum(ledger.accounts.values()),
        pool=ledger.pool,
        bonded=sum(bond.stake for bond in ledger.bonds.values()),
        unbonding=sum(entry.unbonding for entry in ledger.entries.values()),
        slashed=ledger.slashed,
        burned=ledger.burned,
    )
