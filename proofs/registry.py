"""Every claim by name: those of a protocol under its parameters, and those about all protocols."""

from collections.abc import Callable
from dataclasses import dataclass

from ..models.parameters.parameters import Parameters
from ..models.protocol.modes import Mode
from .agreement.protocols import agreement_claims_of, liveness_claims_of
from .agreement.theorems import agreement_claims
from .compute.energy import energy_claims, energy_claims_of
from .compute.theorems import compute_claims, compute_variants
from .economics.theorems import economics_claims, economics_claims_of
from .history.theorems import history_claims, history_claims_of
from .ledger.theorems import ledger_claims, ledger_claims_of
from .network.theorems import network_claims, network_claims_of
from .payments.theorems import payment_claims
from .quorums.availability import availability_claims
from .quorums.collusion import collusion_claims, safe_if_either
from .quorums.conflict_cost import cost_claims
from .quorums.fallback import fallback_claims
from .quorums.intersection import intersection_claims
from .quorums.region import region_claims
from .quorums.thresholds import threshold_claims
from .quorums.two_resources import two_resource_claims
from .quorums.variants import variant_claims
from .solving.claim import Claim
from .switching.theorems import switching_claims, switching_claims_of
from .timing.theorems import timing_claims, timing_claims_of

PLAN, REFERENCE = "plan", "reference"

GIVEN_UP = (
    "fast.availability",
    "secure.two-thirds-needed",
    "all-modes.two-thirds-of-both-needed",
    "fast.stake-protects",
    "fast.liveness",
    "switching.never-stuck",
    "switching.own-measurements",
    "deterrence.alone",
    "energy.any-comparator",
)
"""Promises of the plan that the reference does not make: asked of its parameters, each is refuted."""

OPTIONAL = (
    "secure.oversight-protects",
    "fast.two-thirds-needed",
    "all-modes.third-guilty",
    "switching.adjacent",
    "switching.steady",
    "switching.never-stuck-with-stake",
    "migration",
    "slashing.third-loses-everything",
    "deterrence.of-a-third",
    "deterrence.with-rent",
)
"""Promises of both protocols that a user's parameters need not keep to be safe and live."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Claims that belong together."""

    name: str
    promises: Callable[[str, Parameters], list[Claim]]
    """The plan's promises as questions about a protocol, named after it."""
    theorems: Callable[[], list[Claim]]
    """About every protocol of the family."""
    variants: Callable[[], list[Claim]] = list
    """Of the plan alone: what its documents say beside its own rules."""


def quorum_promises(protocol: str, parameters: Parameters) -> list[Claim]:
    """Certificates that meet, can be formed, and are dear to forge."""
    return [
        *intersection_claims(protocol, parameters),
        safe_if_either(protocol, parameters),
        *availability_claims(protocol, parameters, tuple(Mode)),
        *cost_claims(protocol, parameters),
        *collusion_claims(protocol, parameters),
    ]


def quorum_theorems() -> list[Claim]:
    """Arithmetic of thresholds, of two resources and of a fallback."""
    return [*threshold_claims(), *two_resource_claims(), *region_claims(), *fallback_claims()]


def agreement_promises(protocol: str, parameters: Parameters) -> list[Claim]:
    """Agreement and liveness, mode by mode and together."""
    return [
        *agreement_claims_of(protocol, parameters),
        *liveness_claims_of(protocol, parameters, tuple(Mode)),
    ]


def no_promises(protocol: str, parameters: Parameters) -> list[Claim]:
    """None, of a topic that a protocol's parameters do not touch."""
    return []


TOPICS = (
    Topic("quorums", quorum_promises, quorum_theorems, variant_claims),
    Topic("agreement", agreement_promises, agreement_claims),
    Topic("switching", switching_claims_of, switching_claims),
    Topic("history", history_claims_of, history_claims),
    Topic("timing", timing_claims_of, timing_claims),
    Topic("network", network_claims_of, network_claims),
    Topic("ledger", ledger_claims_of, ledger_claims),
    Topic("economics", economics_claims_of, economics_claims),
    Topic("compute", no_promises, compute_claims, compute_variants),
    Topic("energy", energy_claims_of, energy_claims),
    Topic("payments", no_promises, payment_claims),
)
"""All that is proved or refuted, in the order in which it is read."""


def promises(protocol: str, parameters: Parameters) -> list[Claim]:
    """The plan's promises, asked of a protocol's parameters whether or not it makes them.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        What they are asked of: where a promise names a fault bound or a cost, it is theirs.
    """
    return [claim for topic in TOPICS for claim in topic.promises(protocol, parameters)]


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
    """Claims that a protocol makes: the plan's promises less those in `not_claimed`.

    The plan's come with the quorums that its documents name beside its own.
    """
    missing = not_claimed(protocol)
    made = [claim for claim in promises(protocol, parameters) if promise(claim) not in missing]
    if protocol != PLAN:
        return made
    return [*made, *(claim for topic in TOPICS for claim in topic.variants())]


def general_claims() -> list[Claim]:
    """Theorems about all protocols of the family."""
    return [claim for topic in TOPICS for claim in topic.theorems()]
