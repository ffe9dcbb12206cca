"""An invariant: who wishes to leave has the money back within a month.

hybridstake check plan
"""

from collections.abc import Iterator

from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.invariants.invariant import Invariant, plain, seconds

MONTH_SECONDS = 30 * 86_400


def within_a_month(parameters: Parameters) -> Iterator[Invariant]:
    """Unbonding takes a month at the most."""
    unbonding = parameters.staking.unbonding_seconds
    yield plain(
        "month",
        holds=unbonding <= MONTH_SECONDS,
        field="staking.unbonding_seconds",
        rule=f"unbonding must take at most a month ({seconds(MONTH_SECONDS)})",
        got=seconds(unbonding),
    )
