"""Theorems about what a network allows: of every protocol, and of one with its parameters."""

from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from .delays import (
    largest_delay_is_exact,
    paced_chains,
    silent_proposer,
    two_delays_cost_faults,
)
from .migration import migration
from .promises import mode_claims
from .silence import too_many_silent


def network_claims() -> list[Claim]:
    """Claims about every protocol."""
    return [
        largest_delay_is_exact(),
        two_delays_cost_faults(),
        paced_chains(),
        silent_proposer(),
        too_many_silent(),
    ]


def network_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Claims that the parameters decide.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Its modes, network, thresholds and assumptions.
    """
    return [*mode_claims(protocol, parameters), migration(protocol, parameters)]
