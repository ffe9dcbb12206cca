"""Theorems about the contracts: of any ledger, and of one with a protocol's parameters."""

from collections.abc import Sequence

from ...models.ledger.steps.step import Step
from ...models.ledger.steps.table import STEPS
from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from .escape import no_escape, no_escape_of
from .governance import governance_claims, safe_at_launch
from .money import money_claims
from .punishment import punishment_claims
from .rewards import reward_claims
from .safe_thresholds import safe_thresholds


def ledger_claims(steps: Sequence[Step] = STEPS) -> list[Claim]:
    """Claims about every ledger, whatever its rules.

    Parameters
    ----------
    steps
        By which a ledger changes; another table shows that a claim depends on it.
    """
    return [
        *money_claims(steps),
        *punishment_claims(steps),
        no_escape(steps),
        *governance_claims(steps),
        safe_thresholds(),
        *reward_claims(steps),
    ]


def ledger_claims_of(
    protocol: str, parameters: Parameters, steps: Sequence[Step] = STEPS
) -> list[Claim]:
    """Claims that the parameters decide.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Whose times and thresholds are asked.
    steps
        By which a ledger changes.
    """
    return [no_escape_of(protocol, parameters, steps), safe_at_launch(protocol, parameters)]
