"""How much of two conflicting certificates can be slashed when validators have entered and left.

Two sets grew out of one, each along its own branch. Exits and activations are read off the sets, so
that they are not assumed of them; whoever is in both sets has the same weight in both.
"""

from fractions import Fraction
from typing import Any

import z3

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import Quorum, quorum
from ...models.protocol.slashable import slashable_weight
from ..quorums.intersection import PAIRS, least_overlap, pair_in_words
from ..quorums.premises import FIRST, SECOND, Resource
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise

ANCESTOR, FIRST_SET, SECOND_SET = "ancestor", "first set", "second set"
SETS = (ANCESTOR, FIRST_SET, SECOND_SET, FIRST, SECOND)
"""The common set, the two that grew out of it, and the signers of a certificate of each."""

TERMS = ("first exits", "second exits", "first activations", "second activations")
CHEAPER = Fraction(9, 10)
"""What a twin charges for one term, as a part of what it costs [1]."""
FULL: dict[str, Fraction] = {term: Fraction(1) for term in TERMS}


def changing_set_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """The bound under a protocol's thresholds, for each pair of modes that leaves anything to slash."""
    return [
        claim for pair in PAIRS if (claim := slashable_of(protocol, parameters, *pair)) is not None
    ]


def change(each: Population, resource: Resource) -> dict[str, Any]:
    """What left and came on each branch, by term: [1] for authorities, [token] for stake."""
    return {
        "first exits": resource.held(each, ANCESTOR, outside=(FIRST_SET,)),
        "second exits": resource.held(each, ANCESTOR, outside=(SECOND_SET,)),
        "first activations": resource.held(each, FIRST_SET, outside=(ANCESTOR,)),
        "second activations": resource.held(each, SECOND_SET, outside=(ANCESTOR,)),
    }


def bound(
    each: Population, resource: Resource, first: Any, second: Any, charged: dict[str, Fraction]
) -> Any:
    """The formula's least weight of both signers, with some terms charged in part."""
    terms = change(each, resource)
    return slashable_weight(
        rational(resource.held(each, ANCESTOR)),
        first,
        second,
        *(rational(terms[name]) * charged[name] for name in TERMS),
    )


def rational(weight: Any) -> Any:
    """A weight that may be multiplied by a fraction, even where a story is sought in whole numbers."""
    whole = isinstance(weight, z3.ArithRef) and weight.is_int()
    return z3.ToReal(weight) if whole else weight


def certifies(signers: str, members: str, required: Quorum) -> Premise:
    """The signers are a certificate of the set that is in force on their branch."""
    return Premise(
        f"{signers} is a certificate of the {members}",
        lambda each: required.is_met(
            each.authorities(signers),
            each.authorities(members),
            each.stake(signers),
            each.stake(members),
        ),
    )


def slashable_of(protocol: str, parameters: Parameters, first: Mode, second: Mode) -> Claim | None:
    """The bound for certificates of two modes; nothing where no resource forces a common signer."""
    name = f"{protocol}.{first.label}-{second.label}.slashable-with-changes"
    floors = common_parts(parameters, first, second)
    if not floors:
        return None
    more = "more than" if parameters.quorums.strict else "at least"
    ends = quorum(parameters, first), quorum(parameters, second)
    words = " and ".join(f"{more} {priced(resource, *ends)}" for resource in floors)
    return Claim(
        name=name,
        statement=(
            f"{pair_in_words(first, second)}, of sets that grew out of one, have common signers who "
            f"hold {words}."
        ),
        protocol=protocol,
        conditions=tuple(
            between(f"{name}: {resource}", *ends, resource, FULL) for resource in floors
        ),
        twins=tuple(
            between(
                f"{name}: {resource}, {term} at {CHEAPER}", *ends, resource, FULL | {term: CHEAPER}
            )
            for resource in floors
            for term in TERMS
        ),
    )


def between(
    name: str, first: Quorum, second: Quorum, resource: Resource, charged: dict[str, Fraction]
) -> Condition:
    """Certificates of two sets that grew out of one have common signers who hold the bound."""
    more = "more than" if first.strict else "at least"
    return Condition(
        name,
        (
            belong(FIRST, FIRST_SET),
            belong(SECOND, SECOND_SET),
            certifies(FIRST, FIRST_SET, first),
            certifies(SECOND, SECOND_SET, second),
        ),
        Premise(
            f"{resource} that signed both are {more} the bound",
            lambda each: exceeds(
                guilty(each, resource),
                bound(each, resource, asked(first, resource), asked(second, resource), charged),
                first.strict,
            ),
        ),
        Regions(SETS),
    )


def asked(required: Quorum, resource: Resource) -> Fraction:
    """Part of a resource that a certificate asks for, zero where it does not [1]."""
    return getattr(required, resource.value) or Fraction(0)


def priced(resource: Resource, first: Quorum, second: Quorum) -> str:
    """The bound in words, with its coefficients."""
    one, other = asked(first, resource), asked(second, resource)
    kept = f"{one + other - 1} of the ancestor's {resource}"
    if one == other:
        return f"{kept}, less {one} of what left on each branch and {1 - one} of what came"
    return (
        f"{kept}, less {one} of what left on the first branch and {other} on the second, and "
        f"{1 - one} of what came on the first and {1 - other} on the second"
    )


def common_parts(parameters: Parameters, first: Mode, second: Mode) -> dict[Resource, Fraction]:
    """Part of each resource that must sign both certificates of one set, where there is such [1]."""
    parts = {resource: least_overlap(parameters, first, second, resource) for resource in Resource}
    return {resource: part for resource, part in parts.items() if part > 0}


def belong(signers: str, members: str) -> Premise:
    """Only members of the set sign."""
    return Premise(
        f"{signers} are of the {members}",
        lambda each: each.validators(signers, outside=(members,)) == 0,
    )


def guilty(each: Population, resource: Resource) -> Any:
    """What the signers of both certificates hold: [1] for authorities, [token] for stake."""
    return resource.held(each, FIRST, SECOND)


def exceeds(weight: Any, least: Any, strict: bool) -> Any:
    """Whether a weight passes a bound that thresholds give it."""
    return weight > least if strict else weight >= least
