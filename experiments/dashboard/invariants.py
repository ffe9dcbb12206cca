"""The invariants of the parameters on the page, quick enough for a moving slider.

The solver needs a second; what it reads changes far less often than what a slider moves.
"""

from threading import Lock

from ...models.parameters.parameters import Parameters
from ...proofs.invariants.gate import solved_invariants
from ...proofs.invariants.invariant import Invariant
from ..extending.invariants import plain_invariants
from ..running.question import narrow

SOLVED = ("fast", "balanced", "secure", "quorums", "assumptions", "switching")
"""All that the solver's invariants may read; anything else raises."""

remembered: dict[tuple[object, ...], list[Invariant]] = {}
solver_lock = Lock()
"""Two open pages are two threads; they need not ask the solver the same thing twice."""


def invariants(parameters: Parameters) -> list[Invariant]:
    """Every invariant, as `invariants_of` gives them, with the solver's answers remembered.

    Parameters
    ----------
    parameters
        Of one protocol.
    """
    tables = tuple(getattr(parameters, table) for table in SOLVED)
    with solver_lock:
        if tables not in remembered:
            remembered[tables] = list(solved_invariants(narrow(parameters, SOLVED)))
        solved = remembered[tables]
    return [*solved, *plain_invariants(parameters)]
