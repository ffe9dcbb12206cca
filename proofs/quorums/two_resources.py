"""Authorities and stake together: two certificates are safe if, and only if, one resource makes them so.

This is why the table of modes can be read resource by resource. A certificate that asks for both is
met by authorities without stake and stakers without authority, so neither resource helps the other.
"""

from typing import Any

from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction
from .overlaps import population
from .premises import Resource
from .regions import Population
from .setting import Regions
from .thresholds import NUMBERS, Names, Reading, bound_fails, is_split, ranges, split, sufficient


def two_resource_claims() -> list[Claim]:
    """The theorem for at-least and for more-than thresholds, with fewer than a part Byzantine."""
    return [two_resource_claim(Reading(strict, inclusive=False)) for strict in (False, True)]


def two_resource_claim(reading: Reading) -> Claim:
    """Either bound suffices; where both fail there is a conflict."""
    name = f"any.two-resources.{reading.label}"
    authorities, stake = names_of(Resource.AUTHORITIES), names_of(Resource.STAKE)
    return Claim(
        name=name,
        statement=(
            f"With {'more than' if reading.strict else 'at least'} the thresholds of authorities and "
            "of stake signing and fewer than the permitted parts Byzantine, two certificates always "
            f"share an honest validator exactly when {reading.bound} in one of the two resources."
        ),
        protocol="any",
        conditions=(
            sufficient(reading, Resource.AUTHORITIES, authorities),
            sufficient(reading, Resource.STAKE, stake),
            neither(name, reading, authorities, stake),
        ),
    )


def neither(name: str, reading: Reading, authorities: Names, stake: Names) -> Condition:
    """Where both bounds fail, separate authorities and stakers are a conflict."""

    def conflict(each: Population) -> Any:
        numbers = {
            Resource.AUTHORITIES: [each.number(name) for name in authorities],
            Resource.STAKE: [each.number(name) for name in stake],
        }
        made = population(*(split(reading, *parts) for parts in numbers.values()))
        return conjunction(
            [is_split(reading, made, resource, *parts) for resource, parts in numbers.items()]
        )

    return Condition(
        f"{name}: neither",
        (
            *ranges(reading, authorities),
            *ranges(reading, stake),
            bound_fails(reading, authorities),
            bound_fails(reading, stake),
        ),
        Premise("the least overlaps are all Byzantine, and permitted", conflict),
        Regions((), (*authorities, *stake)),
    )


def names_of(resource: Resource) -> Names:
    """Names of the thresholds and the Byzantine part of one resource."""
    first, second, byzantine = (f"{name}_{resource}" for name in NUMBERS)
    return first, second, byzantine
