"""Claims about histories: theorems about every protocol, and what is asked of one."""

from ...models.parameters.parameters import Parameters
from ..solving.claim import Claim
from .changing_sets import changing_set_claims_of
from .checkpoints import checkpoint_claims_of, in_time
from .churn import bearable_churn
from .exact_bound import bound_claims
from .guilt import guilt_claims_of
from .light_client import light_client_claims_of
from .trust_period import trust_period
from .trust_threshold import trust_threshold


def history_claims() -> list[Claim]:
    """What stays slashable, how long a checkpoint and a header may be trusted, and how far to skip."""
    return [*bound_claims(), bearable_churn(), in_time(), trust_period(), trust_threshold()]


def history_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """The same under a protocol's thresholds and times.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Whose thresholds and times are asked.
    """
    return [
        *guilt_claims_of(protocol, parameters),
        *changing_set_claims_of(protocol, parameters),
        *checkpoint_claims_of(protocol, parameters),
        *light_client_claims_of(protocol, parameters),
    ]
