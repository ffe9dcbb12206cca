"""The least part of each resource that is guilty of a conflict, for each pair of modes.

Accountability names two certificates for different blocks of which every common signer is guilty. They
may be of any two modes, so the part that is sure to be guilty is the least over all pairs.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..agreement.theorems import accountability
from ..quorums.intersection import PAIRS, pair_in_words
from ..quorums.premises import FIRST, SECOND, Resource, certificate
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .changing_sets import common_parts, exceeds

THIRD = Fraction(1, 3)
MARGIN = Fraction(1, 100)
"""How far above the least part a twin goes where that part itself is exceeded [1]."""


def guilt_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """The least guilty part for every pair of modes that has one, and a third whatever the modes."""
    pairs = [pair for pair in PAIRS if common_parts(parameters, *pair)]
    return [
        *(least_guilty(protocol, parameters, *pair) for pair in pairs),
        third_guilty(protocol, parameters),
    ]


def least_guilty(protocol: str, parameters: Parameters, first: Mode, second: Mode) -> Claim:
    """The exact part of each resource that signed certificates of two modes."""
    name = f"{protocol}.{first.label}-{second.label}.least-guilty"
    parts, strict = common_parts(parameters, first, second), parameters.quorums.strict
    more = "more than" if strict else "at least"
    words = " and ".join(f"{more} {part} of the {resource}" for resource, part in parts.items())
    return Claim(
        name=name,
        statement=(
            f"{pair_in_words(first, second)} for different blocks, each with an honest signer, have "
            f"guilty common signers who hold {words}, and need hold no more."
        ),
        protocol=protocol,
        conditions=tuple(
            hold_any(f"{name}: {resource}", parameters, (first, second), {resource: part}, strict)
            for resource, part in parts.items()
        ),
        twins=tuple(
            hold_any(
                f"{name}: more {resource}",
                parameters,
                (first, second),
                {resource: part + MARGIN if strict else part},
                strict=True,
            )
            for resource, part in parts.items()
        ),
        rests_on=(accountability(),),
    )


def third_guilty(protocol: str, parameters: Parameters) -> Claim:
    """A third of one resource at least, whatever the modes of the two certificates."""
    name = f"{protocol}.all-modes.third-guilty"
    thirds = dict.fromkeys(Resource, THIRD)
    return Claim(
        name=name,
        statement=(
            "Any two certificates for different blocks, of whatever modes, each with an honest signer, "
            "have guilty common signers who hold at least a third of the authorities or at least a "
            "third of the stake."
        ),
        protocol=protocol,
        conditions=tuple(
            hold_any(f"{name}: {pair_of(*pair)}", parameters, pair, thirds, strict=False)
            for pair in PAIRS
        ),
        twins=tuple(
            hold_any(
                f"{name}: {pair_of(*pair)}, more",
                parameters,
                pair,
                dict.fromkeys(
                    Resource, max(common_parts(parameters, *pair).values(), default=0) + MARGIN
                ),
                strict=False,
            )
            for pair in PAIRS
        ),
        rests_on=(accountability(),),
    )


def pair_of(first: Mode, second: Mode) -> str:
    """Two modes in the name of a condition."""
    return f"{first.label}-{second.label}"


def hold_any(
    name: str,
    parameters: Parameters,
    modes: tuple[Mode, Mode],
    parts: Mapping[Resource, Fraction],
    strict: bool,
) -> Condition:
    """Signers of two certificates hold a part of some resource, or more than that."""
    more = "more than" if strict else "at least"
    words = " or ".join(f"{more} {part} of the {resource}" for resource, part in parts.items())

    def reaches(each: Population, resource: Resource, part: Fraction) -> Any:
        both = resource.held(each, FIRST, SECOND)
        return exceeds(both * part.denominator, resource.held(each) * part.numerator, strict)

    def holds(each: Population) -> Any:
        first, *others = [reaches(each, resource, part) for resource, part in parts.items()]
        for other in others:
            first = first | other
        return first

    return Condition(
        name,
        (certificate(FIRST, parameters, modes[0]), certificate(SECOND, parameters, modes[1])),
        Premise(f"signers of both hold {words}", holds),
        Regions((FIRST, SECOND)),
    )
