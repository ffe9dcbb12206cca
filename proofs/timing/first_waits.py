"""Whether a protocol's waits are long enough from the first round on, and leave time to listen."""

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.timing import listening_seconds, wait_seconds
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, equal_to
from .locks import LISTENS, locks_arrive
from .waits import LONG_ENOUGH, TOGETHER, good_round_times

SETTING = Quantities(
    reals=("delay", "skew", "wait", "listening", "timeout", "rounds"), positive=("delay", "skew")
)
"""Rounds count as real numbers here, which claims more."""
NO_LISTENING = Premise("nobody listens in the first round", lambda times: times["listening"] == 0)
LATER = Premise("there is a round before", lambda times: times["rounds"] >= 1)
GROWN = Premise(
    "the wait has grown with the round",
    lambda times: times["wait"] == wait_seconds(times["timeout"], times["rounds"]),
)
LISTENS_FOR_HALF = Premise(
    "the proposer listens for half a wait",
    lambda times: times["listening"] == listening_seconds(times["wait"]),
)


def first_wait_is_long_enough(protocol: str, parameters: Parameters) -> Claim:
    """From the first round on, if validators enter it within one delay of each other.

    Parameters
    ----------
    protocol
        What the claim is named after.
    parameters
        Its network.
    """
    name = f"{protocol}.waits"
    network = parameters.network
    timeout, delay = as_written(network.timeout_seconds), as_written(network.delay_seconds)
    of_network = (TOGETHER, equal_to("delay", delay))
    first = Premise(
        f"the first wait is {timeout} s", lambda times: times["wait"] == wait_seconds(timeout, 0)
    )
    return Claim(
        name=name,
        statement=(
            f"With waits of {network.timeout_seconds:,.15g} s and messages of at most "
            f"{network.delay_seconds:,.15g} s, no good round is given up, and its proposer knows every "
            "earlier lock, if its honest validators enter it within one delay of each other."
        ),
        protocol=protocol,
        conditions=(
            Condition(
                f"{name}: the first wait is long enough",
                (*of_network, NO_LISTENING, first),
                LONG_ENOUGH,
                SETTING,
            ),
            *(
                Condition(
                    f"{name}: from the second round on {conclusion.name}",
                    (*of_network, equal_to("timeout", timeout), LATER, LISTENS_FOR_HALF, GROWN),
                    conclusion,
                    SETTING,
                )
                for conclusion in (LONG_ENOUGH, LISTENS)
            ),
        ),
        rests_on=(good_round_times(), locks_arrive()),
    )
