"""What two certificates have in common at the least, exactly: what a conflict of them costs."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import Quorum, quorum
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.settling import settle_claim
from ..solving.solver import ProofUndecided
from ..solving.truth import conjunction
from .intersection import TWIN_MARGIN, least_overlap, shared_honest
from .overlaps import excess, least_overlap_of, population
from .premises import BYZANTINE, FIRST, SECOND, Resource, at_most_byzantine, fewer_byzantine
from .regions import Population, Universe
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

    @property
    def is_free(self) -> bool:
        """Whether nothing need be paid."""
        return self == Cost(Fraction(0), enough=True)


def common_part(parameters: Parameters, first: Mode, second: Mode, resource: Resource) -> Cost:
    """Part of a resource that certificates of two modes have in common, by formula.

    Notes
    -----
    Source: ours, paper section "What breaks each mode"; settled by `cost_claim` for one mode, and in
    `proofs/history/guilt.py` for two.
    """
    asked = [getattr(quorum(parameters, mode), resource.value) or 0 for mode in (first, second)]
    enough = sum(asked) < 1 or not parameters.quorums.strict
    return Cost(least_overlap(parameters, first, second, resource), enough)


def conflict_cost(parameters: Parameters, mode: Mode, resource: Resource) -> Cost:
    """Cost of a conflict in one resource: what two certificates of the mode have in common."""
    return common_part(parameters, mode, mode, resource)


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
    asked = {resource: cost for resource, cost in costs.items() if not cost.is_free}
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
            suffices(f"{name}: no more is needed", parameters, mode, mode, costs),
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
    name: str, parameters: Parameters, first: Mode, second: Mode, costs: dict[Resource, Cost]
) -> Condition:
    """Whatever the Byzantine parts, once they pay the cost: there is a conflict."""
    paid = tuple(
        Premise(f"Byzantine {resource} pay {cost} of 1", paying(resource, cost))
        for resource, cost in costs.items()
    )
    conflict = Premise(
        "these weights are a conflict",
        lambda each: conflicts(each, parameters, first, second),
    )
    return Condition(name, paid, conflict, Regions((), tuple(Resource)))


def paying(resource: Resource, cost: Cost) -> Any:
    """Predicate: the Byzantine part of a resource reaches its cost, or exceeds it.

    Without an upper end: a cost above everything must be refuted, not hold for want of a payer.
    """

    def pays(each: Population) -> Any:
        part = each.number(resource)
        return part >= cost.part if cost.enough else part > cost.part

    return pays


def conflicts(each: Population, parameters: Parameters, first: Mode, second: Mode) -> Any:
    """Whether the least overlap of two certificates is a conflict with these Byzantine parts."""
    ends = quorum(parameters, first), quorum(parameters, second)
    made = least_in_common(each, *ends)
    certificates = [
        required.is_met(
            made.authorities(signers), made.authorities(), made.stake(signers), made.stake()
        )
        for signers, required in zip((FIRST, SECOND), ends, strict=True)
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


def least_in_common(each: Population, first: Quorum, second: Quorum) -> Universe:
    """Weights of two certificates that just pass their thresholds and share as little as they can."""
    shares = []
    for resource in Resource:
        asked = [getattr(required, resource.value) for required in (first, second)]
        byzantine = each.number(resource)
        one, other = ((threshold or Fraction(0)) + byzantine * 0 for threshold in asked)
        more = excess(one, other, byzantine) if first.strict else byzantine * 0
        passed = [
            part if threshold is None else part + more
            for part, threshold in zip((one, other), asked, strict=True)
        ]
        shares.append(least_overlap_of(*passed))
    return population(*shares)
