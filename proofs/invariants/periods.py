"""Invariants of times: finality, rounds, evidence, checkpoints. Compared as a person typed them."""

from collections.abc import Iterator

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.checkpoints import (
    checkpoint_age,
    checkpoint_is_in_time,
    evidence_counts,
    evidence_is_in_time,
    receipt_seconds,
)
from ...models.protocol.finality import finality_floor
from ...models.protocol.modes import Mode, mode_parameters
from .invariant import Invariant, plain, seconds

DELAYS = ("network.delay_seconds", "network.message_delays")
"""What the least time to finality is computed from."""


def period_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Every invariant of times.

    Parameters
    ----------
    parameters
        The parameter file's contents.
    """
    yield from message_invariants(parameters)
    yield from evidence_invariants(parameters)


def message_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """What messages need: finality in each mode, and a round before its proposer is passed over."""
    network = parameters.network
    floor = finality_floor(network.message_delays, as_written(network.delay_seconds))
    product = f"network.message_delays * network.delay_seconds ({seconds(floor)})"
    for mode in Mode:
        promised = mode_parameters(parameters, mode).finality_seconds
        yield plain(
            f"{mode.label}.finality-floor",
            as_written(promised) >= floor,
            f"{mode.label}.finality_seconds",
            f"finality must take at least {product}",
            seconds(promised),
            DELAYS,
        )
    yield plain(
        "round-in-time",
        as_written(network.timeout_seconds) >= floor,
        "network.timeout_seconds",
        f"an honest proposer must be waited for at least {product}",
        seconds(network.timeout_seconds),
        DELAYS,
    )


def evidence_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Evidence counts, and stake is still locked when it comes."""
    staking, checkpoints = parameters.staking, parameters.checkpoints
    window, unbonding = staking.evidence_window_seconds, staking.unbonding_seconds
    delay, period = checkpoints.evidence_delay_seconds, checkpoints.period_seconds
    locked = f"staking.unbonding_seconds ({seconds(unbonding)})"
    yield plain(
        "evidence-in-time",
        evidence_is_in_time(as_written(window), as_written(unbonding)),
        "staking.evidence_window_seconds",
        f"the evidence window must be shorter than {locked}",
        seconds(window),
        ("staking.unbonding_seconds",),
    )
    receipt = receipt_seconds(parameters)
    age, late = checkpoint_age(as_written(period), receipt), as_written(delay)
    yield plain(
        "checkpoint-in-time",
        checkpoint_is_in_time(age, late, as_written(unbonding))
        and evidence_counts(age, late, as_written(window)),
        "checkpoints.period_seconds",
        "the period, the slowest finality with one network.delay_seconds, and "
        f"checkpoints.evidence_delay_seconds together must be shorter than {locked}, and at most "
        f"staking.evidence_window_seconds ({seconds(window)})",
        f"{seconds(period)} + {seconds(receipt)} + {seconds(delay)}",
        (
            "checkpoints.evidence_delay_seconds",
            "staking.unbonding_seconds",
            "staking.evidence_window_seconds",
            *(f"{mode.label}.finality_seconds" for mode in Mode),
            "network.delay_seconds",
        ),
    )
