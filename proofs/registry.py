"""Every claim by name: those of a protocol under its parameters, and those about all protocols."""

from ..models.parameters.parameters import Parameters
from ..models.protocol.modes import Mode
from .agreement.protocols import agreement_claims_of, liveness_claims_of
from .agreement.theorems import agreement_claims
from .quorums.availability import availability_claims
from .quorums.collusion import collusion_claims, safe_if_either
from .quorums.conflict_cost import cost_claims
from .quorums.fallback import fallback_claims
from .quorums.intersection import intersection_claims
from .quorums.thresholds import threshold_claims
from .quorums.two_resources import two_resource_claims
from .solving.claim import Claim

PLAN, REFERENCE = "plan", "reference"

GIVEN_UP = (
    "fast.availability",
    "secure.two-thirds-needed",
    "all-modes.two-thirds-of-both-needed",
    "fast.stake-protects",
    "fast.liveness",
)
"""Promises of the plan that the reference does not make: asked of its parameters, each is refuted."""

OPTIONAL = ("secure.oversight-protects", "fast.two-thirds-needed")
"""Promises of both protocols that a user's parameters need not keep to be safe and live."""


def promises(protocol: str, parameters: Parameters) -> list[Claim]:
    """The plan's promises, asked of a protocol's parameters whether or not it makes them.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        What they are asked of: where a promise names a fault bound or a cost, it is theirs.
    """
    return [
        *intersection_claims(protocol, parameters),
        safe_if_either(protocol, parameters),
        *availability_claims(protocol, parameters, tuple(Mode)),
        *cost_claims(protocol, parameters),
        *collusion_claims(protocol, parameters),
        *agreement_claims_of(protocol, parameters),
        *liveness_claims_of(protocol, parameters, tuple(Mode)),
    ]


def promise(claim: Claim) -> str:
    """Name of a claim without its protocol, such as `fast.availability`."""
    return claim.name.removeprefix(f"{claim.protocol}.")


def not_claimed(protocol: str) -> tuple[str, ...]:
    """Promises of the plan that a protocol does not make, each without its protocol.

    Parameters
    ----------
    protocol
        `plan`, `reference`, or any other name for a user's parameters: these claim what every
        protocol of the family must, and neither the plan's promises nor the reference's.
    """
    if protocol == PLAN:
        return ()
    return GIVEN_UP if protocol == REFERENCE else (*GIVEN_UP, *OPTIONAL)


def claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Claims that a protocol makes: the plan's promises less those in `not_claimed`."""
    missing = not_claimed(protocol)
    return [claim for claim in promises(protocol, parameters) if promise(claim) not in missing]


def general_claims() -> list[Claim]:
    """Theorems about all protocols of the family."""
    return [
        *threshold_claims(),
        *two_resource_claims(),
        *fallback_claims(),
        *agreement_claims(),
    ]
