"""Claims settled and audited in other processes: conditions hold functions, so they go by address."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from .audit import Row, questions, rows_about
from .claim import Claim, Proof, Settled
from .condition import Condition
from .processes import LIMITS, Limits, Lost, carry_out
from .settling import proofs_by, settle_condition
from .solver import RESOURCES

Source = Callable[[], Sequence[Claim]]
"""A function of a module: every process calls it once, and finds the same claims by name."""
Progress = Callable[[int, int], None]
"""Told how many questions are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where any process finds a condition: by the name of its claim, and its number there."""

    source: Source
    claim: str
    position: int
    """Among the claim's conditions, and after them its twins."""

    def found(self) -> tuple[Claim, Condition]:
        """The claim and the condition."""
        claim = claims_by_name(self.source)[self.claim]
        return claim, (*claim.conditions, *claim.twins)[self.position]


@cache
def claims_by_name(source: Source) -> dict[str, Claim]:
    """Claims of a source, and the theorems that they rest on."""
    return {claim.name: claim for claim in with_theorems(source())}


def with_theorems(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims, each after the theorems that it rests on."""
    for claim in claims:
        yield from with_theorems(claim.rests_on)
        yield claim


def addresses(source: Source, claims: Iterable[Claim]) -> list[Address]:
    """Every condition of some claims, once, and of the theorems that they rest on."""
    named = {claim.name: claim for claim in with_theorems(claims)}
    return [
        Address(source, name, position)
        for name, claim in named.items()
        for position in range(len(claim.conditions))
    ]


def settle_apart(
    source: Source,
    claims: Sequence[Claim],
    workers: int,
    progress: Progress | None = None,
    resources: int = RESOURCES,
    *,
    second_solver: bool = True,
    limits: Limits = LIMITS,
) -> list[Proof]:
    """Proofs of claims, in their order, made in other processes: those that `settle` makes here.

    Parameters
    ----------
    source
        Where every process finds the claims.
    claims
        What to settle, all of that source.
    workers
        Processes at the most [1].
    progress
        Told after every condition.
    resources
        Work after which Z3 gives up on one condition [1].
    second_solver
        Whether cvc5 is asked as well, where it is installed.
    limits
        What one condition may use; one whose process ends early is undecided.
    """
    asked = addresses(source, claims)
    jobs = [partial(settle_at, each, resources, second_solver) for each in asked]
    found: dict[str, list[Settled]] = {}
    for address, result in zip(asked, carry_out(jobs, workers, progress, limits), strict=True):
        settled = unsettled(address, result) if isinstance(result, Lost) else result
        found.setdefault(address.claim, []).append(settled)
    return proofs_by(lambda claim: found.get(claim.name, []), claims)


def settle_at(address: Address, resources: int, second_solver: bool) -> Settled:
    """What the solvers say about the condition at an address."""
    return settle_condition(address.found()[1], resources, second_solver=second_solver)


def unsettled(address: Address, lost: Lost) -> Settled:
    """A condition whose process ended early."""
    name = address.found()[1].name
    return Settled(name, "undecided", [], "undecided", None, f"{name}: {lost.reason}")


def audit_apart(
    source: Source,
    claims: Sequence[Claim],
    workers: int,
    progress: Progress | None = None,
    resources: int = RESOURCES,
    *,
    limits: Limits = LIMITS,
) -> list[Row]:
    """Rows of the audit of some claims, made in other processes: those that `audit` makes here."""
    asked = [Address(source, claim.name, position) for claim, position in questions(claims)]
    jobs = [partial(rows_at, each, resources) for each in asked]
    rows: list[Row] = []
    for address, result in zip(asked, carry_out(jobs, workers, progress, limits), strict=True):
        rows += [unaudited(address, result)] if isinstance(result, Lost) else result
    return rows


def rows_at(address: Address, resources: int) -> list[Row]:
    """What the audit finds at an address."""
    return list(rows_about(address.found()[0], address.position, resources))


def unaudited(address: Address, lost: Lost) -> Row:
    """A question of the audit whose process ended early."""
    claim, condition = address.found()
    return Row(claim.name, condition.name, lost.reason, "undecided", True, None)
