"""Theorems about modes that change: of any protocol, and of one with its own rule and thresholds."""

from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from .dwelling import adjacent, dwell, steady
from .exclusive import one_mode
from .heights import agreement_at_all_heights, heights, own_measurements
from .lag import lag
from .oversight import oversight_claims
from .reach import never_stuck, never_stuck_with_stake
from .rounds import live_height, walk


def switching_claims() -> list[Claim]:
    """Claims about every protocol of the family, whatever its parameters."""
    return [dwell(), lag(), walk(), heights(), *oversight_claims()]


def switching_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Claims that a protocol's rule and thresholds decide.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Whose rule of switching, dwell time and thresholds are asked.
    """
    return [
        agreement_at_all_heights(protocol, parameters),
        one_mode(protocol, parameters),
        adjacent(protocol, parameters),
        steady(protocol, parameters),
        never_stuck_with_stake(protocol, parameters),
        never_stuck(protocol, parameters),
        own_measurements(protocol, parameters),
        live_height(protocol, parameters),
    ]
