"""Theorems about the economy: of every protocol, and of one with its parameters."""

from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from .deterrence import deterrence_claims
from .load import load_claims, load_claims_of
from .offences import deterrence_claims_of
from .proposers import proposer_claims
from .reused_draw import reused_draw_claims
from .rewards import reward_claims, reward_claims_of
from .rounding import rounding_claims
from .selection import selection_claims
from .slashing import slashing_claims, slashing_claims_of


def economics_claims() -> list[Claim]:
    """Claims about every protocol of the family."""
    return [
        *selection_claims(),
        *reused_draw_claims(),
        *reward_claims(),
        *rounding_claims(),
        *load_claims(),
        *slashing_claims(),
        *deterrence_claims(),
    ]


def economics_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Promises that the parameters decide.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Whose selection, rewards and slashing are asked.
    """
    return [
        *proposer_claims(protocol, parameters),
        *reward_claims_of(protocol, parameters),
        *load_claims_of(protocol, parameters),
        *slashing_claims_of(protocol, parameters),
        *deterrence_claims_of(protocol, parameters),
    ]
