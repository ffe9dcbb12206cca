"""Theorems about the length of rounds: of every protocol, and of one with its parameters."""

from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from .entries import entries_together
from .first_waits import first_wait_is_long_enough
from .locks import locks_arrive
from .rotation import rotation, silent_rounds, waits_outgrow_delays
from .waits import good_round_times


def timing_claims() -> list[Claim]:
    """Claims about every protocol."""
    return [
        entries_together(),
        good_round_times(),
        locks_arrive(),
        waits_outgrow_delays(),
        rotation(),
        silent_rounds(),
    ]


def timing_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Claims that the parameters decide.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Its network.
    """
    return [first_wait_is_long_enough(protocol, parameters)]
