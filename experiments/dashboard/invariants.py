"""The invariants of the parameters on the page, quick enough for a moving slider.

The solver needs a second; what it reads changes far less often than what a slider moves.
"""

from functools import lru_cache
from threading import Lock

from ...models.parameters.parameters import Parameters
from ...proofs.invariants import Invariant, plain_invariants, quorum_invariants
from ..parameter_files import load
from ..question import narrow

SOLVED = ("fast", "balanced", "secure", "quorums", "assumptions")
"""All that the solver's invariants may read; anything else raises."""

solver_lock = Lock()
"""Two open pages are two threads, and Z3 serves one at a time."""


def invariants(parameters: Parameters) -> list[Invariant]:
    """Every invariant, as `invariants_of` gives them, the solver's ones remembered."""
    tables = tuple(getattr(parameters, table) for table in SOLVED)
    with solver_lock:
        solved = solved_invariants(Narrowed(tables, parameters))
    return [*solved, *plain_invariants(parameters)]


class Narrowed:
    """Parameters that are equal when all that the solver reads is equal."""

    def __init__(self, tables: tuple[object, ...], parameters: Parameters) -> None:
        self.tables = tables
        self.parameters = narrow(parameters, SOLVED)

    def __eq__(self, other: object) -> bool:
        """Equal tables."""
        return isinstance(other, Narrowed) and self.tables == other.tables

    def __hash__(self) -> int:
        """Hash of the tables."""
        return hash(self.tables)


@lru_cache(maxsize=32)
def solved_invariants(narrowed: Narrowed) -> tuple[Invariant, ...]:
    """The invariants that need the solver."""
    return tuple(quorum_invariants(narrowed.parameters))
