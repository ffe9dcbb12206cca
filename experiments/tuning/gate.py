"""What bars a candidate before it is simulated: the invariants that `hybridstake check` settles."""

from itertools import islice
from typing import Any, TypedDict

from ...models.parameters.parameters import Parameters
from ...proofs.invariants.gate import solved_invariants
from ...proofs.invariants.invariant import Invariant
from ..extending.invariants import plain_invariants
from ..running.question import declared, narrow

SOLVER_READS = (
    "quorums", "assumptions", "switching", "fast.authority_threshold", "balanced.authority_threshold",
    "balanced.stake_threshold", "secure.stake_threshold", "secure.oversight_threshold",
    "fast.block_seconds", "balanced.block_seconds", "secure.block_seconds",
)  # fmt: skip
"""All that the solver is told of a file; a claim that read another field would raise."""

_settled: dict[tuple[Any, ...], list[Invariant]] = {}
"""What was not proved, by the values of these fields, for as long as the process lasts."""


class Refusal(TypedDict):
    """One reason why a candidate is not simulated."""

    name: str
    """The invariant, or `parameter file` where it is none."""
    verdict: str
    field: str
    message: str
    others: list[str]
    """The other fields that the rule reads."""


def broken(parameters: Parameters) -> list[Invariant]:
    """Invariants that are not proved of some parameters: all cheap ones, or the first that is solved.

    Parameters
    ----------
    parameters
        Of one candidate.
    """
    cheap = failing(plain_invariants(parameters))
    return cheap or solved(parameters)


def failing(invariants: list[Invariant]) -> list[Invariant]:
    """Those that are refuted or undecided."""
    return [each for each in invariants if each.verdict != "proved"]


def solved(parameters: Parameters) -> list[Invariant]:
    """The first invariant that is not proved, asked for once for equal values of what is read."""
    key = tuple(
        getattr(getattr(parameters, table), name)
        for table, names in declared(SOLVER_READS).items()
        for name in names
    )
    if key not in _settled:
        found = solved_invariants(narrow(parameters, SOLVER_READS))
        _settled[key] = list(islice((each for each in found if each.verdict != "proved"), 1))
    return _settled[key]


def refusal_of(invariant: Invariant) -> Refusal:
    """An invariant that fails, as plain data."""
    return {
        "name": invariant.name,
        "verdict": invariant.verdict,
        "field": invariant.field,
        "message": invariant.message,
        "others": list(invariant.others),
    }


def refusal_by_rule(name: str, message: str) -> Refusal:
    """A refusal by anything but an invariant."""
    return {"name": name, "verdict": "refuted", "field": "", "message": message, "others": []}
