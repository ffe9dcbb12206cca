"""The block as its order says, one transaction after the other: what every scheduler must equal."""

from dataclasses import dataclass

from .transactions import Effects, effects
from .workloads import Workload


@dataclass(frozen=True, slots=True)
class Trace:
    """What an execution in order found."""

    state: tuple[int, ...]
    """Value of every location afterwards [base unit]."""
    reads: tuple[tuple[int, ...], ...]
    """Of each transaction: locations that it read, each once, in its own order."""
    effects: tuple[Effects, ...]
    """Of each transaction."""


def run_in_order(workload: Workload, *, commutative: bool = False) -> Trace:
    """Execution of a block in its order.

    Parameters
    ----------
    workload
        Block and state.
    commutative
        As in `effects`; the state afterwards is the same.

    Examples
    --------
    >>> from .transactions import Kind, Transaction
    >>> paid = Workload((Transaction(Kind.TRANSFER, (0, 1), 3, work=1),), (5, 0))
    >>> run_in_order(paid).state, run_in_order(paid).reads
    ((2, 3), ((0, 1),))
    """
    state = list(workload.state)
    reads: list[tuple[int, ...]] = []
    found: list[Effects] = []
    for transaction in workload.transactions:
        seen: dict[int, None] = {}

        def read(location: int, seen: dict[int, None] = seen) -> int:
            seen[location] = None
            return state[location]

        done = effects(transaction, read, commutative=commutative)
        reads.append(tuple(seen))
        found.append(done)
        apply(done, state)
    return Trace(tuple(state), tuple(reads), tuple(found))


def apply(done: Effects, state: list[int]) -> None:
    """Change a state, in place, as an execution says."""
    for location, value in done.values.items():
        state[location] = value
    for location, more in done.additions.items():
        state[location] += more
