"""Every invariant of a parameter file: what `hybridstake check` answers, in its order."""

from collections.abc import Iterator

from ...models.parameters.parameters import Parameters
from .certificates import quorum_invariants
from .invariant import Invariant
from .participation import participation_invariants
from .payments import payment_invariants
from .periods import period_invariants
from .switching import switching_invariants


def invariants_of(parameters: Parameters) -> list[Invariant]:
    """Every invariant of a parameter file.

    Parameters
    ----------
    parameters
        The parameter file's contents.
    """
    return [*solved_invariants(parameters), *plain_invariants(parameters)]


def solved_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Invariants that the solver settles; only modes, quorums, assumptions and switching are read.

    Parameters
    ----------
    parameters
        The parameter file's contents.
    """
    yield from quorum_invariants(parameters)
    yield from switching_invariants(parameters)


def plain_invariants(parameters: Parameters) -> Iterator[Invariant]:
    """Invariants that are one comparison or one rule.

    Parameters
    ----------
    parameters
        The parameter file's contents.
    """
    yield from period_invariants(parameters)
    yield from payment_invariants(parameters)
    yield from participation_invariants(parameters)
