"""The least that must be Byzantine for two conflicting certificates of a mode, exactly."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.settling import settle_claim
from ..solving.solver import ProofUndecided
from ..solving.truth import conjunction
from .intersection import TWIN_MARGIN, shared_honest
from .overlaps import excess, least_overlap_of, population
from .premises import BYZANTINE, FIRST, SECOND, Resource, at_most_byzantine, fewer_byzantine
from .regions import Population
from .setting import Regions


@dataclass(frozen=True, slots=True)
class Cost:
    """Part of one resource that must be Byzantine for a conflict."""

    part: Fraction
    """[1]"""
    enough: bool
    """Whether this part is enough; otherwise anything more than it is."""

    def __str__(self) -> str:
        return f"{'at least' if self.enough else 'more than'} {self.part}"


def conflict_cost(parameters: Parameters, mode: Mode, resource: Resource) -> Cost:
    """Cost of a conflict in one resource, by formula: what two certificates have in common.

    Notes
    -----
    Source: ours, paper section "What breaks each mode"; `cost_claim` settles it.
    """
    threshold = getattr(quorum(parameters, mode), resource.value) or Fraction(0)
    enough = 2 * threshold < 1 or not parameters.quorums.strict
    return Cost(max(Fraction(0), 2 * threshold - 1), enough)


def proved_conflict_cost(parameters: Parameters, mode: Mode) -> dict[Resource, Cost]:
    """Cost of a conflict in both resources, which must be paid in both, after proving it.

    Raises
    ------
    ProofUndecided
        When the cost is not proved.
    """
    claim = cost_claim("any", parameters, mode)
    proof = settle_claim(claim)
    if proof.verdict != "proved":
        raise ProofUndecided(f"{claim.name} is {proof.verdict}: {proof.reason or claim.statement}")
    return {resource: conflict_cost(parameters, mode, resource) for resource in Resource}


def cost_claims(protocol: str, parameters: Parameters) -> list[Claim]:
    """The exact cost of a conflict in every mode."""
    return [cost_claim(protocol, parameters, mode) for mode in Mode]


def cost_claim(protocol: str, parameters: Parameters, mode: Mode) -> Claim:
    """Two certificates of a mode conflict only at this cost, and can at this cost."""
    name = f"{protocol}.{mode.label}.conflict-cost"
    costs = {resource: conflict_cost(parameters, mode, resource) for resource in Resource}
    asked = {resource: cost for resource, cost in costs.items() if cost != Cost(Fraction(0), True)}
    words = " and ".join(f"{cost} of the {resource}" for resource, cost in asked.items())
    return Claim(
        name=name,
        statement=(
            f"Two {mode.label.capitalize()} certificates without a common honest validator need "
            f"{words or 'nothing'} to be Byzantine, and no more is needed."
        ),
        protocol=protocol,
        conditions=(
            *(needed(name, parameters, mode, each, cost) for each, cost in asked.items()),
            suffices(name, parameters, mode, costs),
        ),
        twins=tuple(beyond_cost(name, parameters, mode, each) for each in asked),
    )


def needed(
    name: str, parameters: Parameters, mode: Mode, resource: Resource, cost: Cost
) -> Condition:
    """With less of one resource Byzantine, whatever the other, there is no conflict."""
    below = (fewer_byzantine if cost.enough else at_most_byzantine)(resource, cost.part)
    return shared_honest(f"{name}: {resource} needed", parameters, mode, mode, below)


def beyond_cost(name: str, parameters: Parameters, mode: Mode, resource: Resource) -> Condition:
    """Safety with a little more of one resource Byzantine than its cost, which must fail."""
    cost = conflict_cost(parameters, mode, resource)
    above = fewer_byzantine(resource, cost.part + TWIN_MARGIN)
    return shared_honest(f"{name}: {resource} beyond its cost", parameters, mode, mode, above)


def suffices(
    name: str, parameters: Parameters, mode: Mode, costs: dict[Resource, Cost]
) -> Condition:
    """Whatever the Byzantine parts, once they pay the cost: there is a conflict."""
    paid = tuple(
        Premise(f"Byzantine {resource} pay {cost} of 1", paying(resource, cost))
        for resource, cost in costs.items()
    )
    conflict = Premise(
        "these weights are a conflict",
        lambda each: conflicts(each, parameters, mode),
    )
    return Condition(f"{name}: no more is needed", paid, conflict, Regions((), tuple(Resource)))


def paying(resource: Resource, cost: Cost) -> Any:
    """Predicate: the Byzantine part of a resource reaches its cost, or exceeds it.

    Without an upper end: a cost above everything must be refuted, not hold for want of a payer.
    """

    def pays(each: Population) -> Any:
        part = each.number(resource)
        return part >= cost.part if cost.enough else part > cost.part

    return pays


def conflicts(each: Population, parameters: Parameters, mode: Mode) -> Any:
    """Whether the least overlap of two certificates is a conflict with these Byzantine parts."""
    required = quorum(parameters, mode)
    shares = []
    for resource in Resource:
        threshold = getattr(required, resource.value)
        byzantine = each.number(resource)
        passed = (threshold or Fraction(0)) + byzantine * 0
        if threshold is not None and required.strict:
            passed = passed + excess(threshold, threshold, byzantine)
        shares.append(least_overlap_of(passed, passed))
    made = population(*shares)
    certificates = [
        required.is_met(
            made.authorities(signers), made.authorities(), made.stake(signers), made.stake()
        )
        for signers in (FIRST, SECOND)
    ]
    within = [resource.held(made, BYZANTINE) <= each.number(resource) for resource in Resource]
    honest = made.validators(FIRST, SECOND, outside=(BYZANTINE,))
    return conjunction(
        [
            *made.rules(),
            made.authorities() == 1,
            made.stake() == 1,
            *certificates,
            *within,
            honest == 0,
        ]
    )
