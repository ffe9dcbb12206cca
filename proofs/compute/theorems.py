"""Theorems about jobs that others run, and what the plan's third document says of them."""

from ..solving.claim import Claim
from .bisection import blame, rounds
from .jackpots import sybil_proof
from .redundancy import posterior_by_lead, results_valid, too_few_colluders
from .verification import deterred, rest


def compute_claims() -> list[Claim]:
    """Claims about any provider, any job and any numbers."""
    return [
        posterior_by_lead(),
        too_few_colluders(),
        deterred(),
        rest(),
        rounds(),
        blame(),
        sybil_proof(),
    ]


def compute_variants() -> list[Claim]:
    """What the plan's document says beside its own rules."""
    return [results_valid()]
