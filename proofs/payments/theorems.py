"""Theorems about private payments: of any amounts, whatever a protocol's parameters are."""

from ..solving.claim import Claim
from .conservation import debts_are_covered, no_money_made, pieces_are_read
from .extraction import answers_are_simulated, secrets_are_extracted


def payment_claims() -> list[Claim]:
    """Claims about every payment, loan and proof."""
    return [
        no_money_made(),
        pieces_are_read(),
        debts_are_covered(),
        secrets_are_extracted(),
        answers_are_simulated(),
    ]
