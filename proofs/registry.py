"""Every claim by name: those of a protocol under its parameters, and those about all protocols."""

from ..models.parameters.parameters import Parameters
from ..models.protocol.modes import Mode
from .availability import availability_claims
from .claim import Claim
from .collusion import oversight_protects_secure, plan_collusion_claims, safe_if_either
from .conflict_cost import cost_claims
from .fallback import fallback_claims
from .quorum_intersection import intersection_claims
from .thresholds import threshold_claims
from .two_resources import two_resource_claims

PLAN, REFERENCE = "plan", "reference"


def claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Claims that a protocol makes.

    Parameters
    ----------
    protocol
        `plan`, `reference`, or any other name for a user's parameters: these claim what every
        protocol of the family must, and neither the plan's promises nor the reference's.
    parameters
        Its parameters.
    """
    live = tuple(Mode) if protocol == PLAN else (Mode.BALANCED, Mode.SECURE)
    claims = [
        *intersection_claims(protocol, parameters),
        safe_if_either(protocol, parameters),
        *availability_claims(protocol, parameters, live),
        *cost_claims(protocol, parameters),
    ]
    if protocol in (PLAN, REFERENCE):
        claims.append(oversight_protects_secure(protocol, parameters))
    if protocol == PLAN:
        claims += plan_collusion_claims(protocol, parameters)
    return claims


def general_claims() -> list[Claim]:
    """Theorems about all protocols of the family, with symbolic thresholds."""
    return [*threshold_claims(), *two_resource_claims(), *fallback_claims()]
