"""The sentences of quorum proofs, each a predicate on any population."""

from enum import StrEnum
from fractions import Fraction
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..solving.condition import Premise
from .regions import Population

FIRST, SECOND, BYZANTINE = "first", "second", "Byzantine"
SIGNED_TWICE = (FIRST, SECOND, BYZANTINE)
"""The sets of every proof about two certificates: their signers, and the Byzantine."""


class Resource(StrEnum):
    """What a threshold counts."""

    AUTHORITIES = "authorities"
    STAKE = "stake"

    def held(self, population: Population, *inside: str, outside: tuple[str, ...] = ()) -> Any:
        """The resource within some sets and without others: [1] for authorities, [token] for stake."""
        return getattr(population, self.value)(*inside, outside=outside)


def certificate(signers: str, parameters: Parameters, mode: Mode) -> Premise:
    """The signers are a certificate of a mode, by the protocol's own predicate."""
    required = quorum(parameters, mode)
    return Premise(
        f"{signers} is a {mode.label.capitalize()} certificate",
        lambda population: required.is_met(
            population.authorities(signers),
            population.authorities(),
            population.stake(signers),
            population.stake(),
        ),
    )


def honest_certificate(parameters: Parameters, mode: Mode) -> Premise:
    """The honest validators alone are a certificate of a mode."""
    required = quorum(parameters, mode)
    return Premise(
        f"the honest validators form a {mode.label.capitalize()} certificate",
        lambda population: required.is_met(
            population.authorities(outside=(BYZANTINE,)),
            population.authorities(),
            population.stake(outside=(BYZANTINE,)),
            population.stake(),
        ),
    )


def fewer_byzantine(resource: Resource, part: Fraction) -> Premise:
    """Less than a part of a resource is Byzantine."""
    return Premise(
        f"Byzantine {resource} < {part}",
        lambda population: (
            resource.held(population, BYZANTINE) * part.denominator
            < resource.held(population) * part.numerator
        ),
    )


def at_most_byzantine(resource: Resource, part: Fraction) -> Premise:
    """No more than a part of a resource is Byzantine."""
    return Premise(
        f"Byzantine {resource} <= {part}",
        lambda population: (
            resource.held(population, BYZANTINE) * part.denominator
            <= resource.held(population) * part.numerator
        ),
    )


def either(first: Premise, second: Premise) -> Premise:
    """At least one of two premises."""
    return Premise(
        f"{first.name} or {second.name}",
        lambda population: first.holds(population) | second.holds(population),
    )


def both(first: Premise, second: Premise) -> Premise:
    """Two premises as one."""
    return Premise(
        f"{first.name} and {second.name}",
        lambda population: first.holds(population) & second.holds(population),
    )


def fault_bounds(parameters: Parameters) -> tuple[Premise, Premise]:
    """What the protocol assumes about the Byzantine, one premise per resource."""
    assumed = parameters.assumptions
    return (
        fewer_byzantine(Resource.AUTHORITIES, assumed.byzantine_authorities),
        fewer_byzantine(Resource.STAKE, assumed.byzantine_stake),
    )


SHARED_HONEST = Premise(
    "an honest validator signed both certificates",
    lambda population: population.validators(FIRST, SECOND, outside=(BYZANTINE,)) > 0,
)
