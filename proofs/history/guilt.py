"""The least part of each resource that is guilty of a conflict, for each pair of modes.

Accountability names two certificates for different blocks of which every common signer is guilty. Not
any two will do: whoever had a reason to change its mind between them has signed both and is innocent.
The two may be of any modes, so the part that is sure to be guilty is the least over all pairs.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..agreement.theorems import accountability
from ..quorums.conflict_cost import Cost, common_part, suffices
from ..quorums.intersection import PAIRS
from ..quorums.premises import FIRST, SECOND, Resource, certificate
from ..quorums.regions import Population
from ..quorums.setting import Regions
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .changing_sets import exceeds

THIRD = Fraction(1, 3)
MARGIN = Fraction(1, 100)
"""How far above the least part a twin goes where that part itself is exceeded [1]."""


def guilt_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """The least guilty part for every pair of modes that has one, and a third whatever the modes."""
    claims = [
        least_guilty(protocol, parameters, *pair)
        for pair in PAIRS
        if not all(cost.is_free for cost in least_common(parameters, *pair).values())
    ]
    return [*claims, third_guilty(protocol, parameters)]


def least_common(parameters: Parameters, first: Mode, second: Mode) -> dict[Resource, Cost]:
    """What certificates of two modes have in common at the least, in each resource."""
    return {resource: common_part(parameters, first, second, resource) for resource in Resource}


def least_guilty(protocol: str, parameters: Parameters, first: Mode, second: Mode) -> Claim:
    """The exact part of each resource that is guilty if accountability names these two modes."""
    name = f"{protocol}.{first.label}-{second.label}.least-guilty"
    costs = least_common(parameters, first, second)
    asked = {resource: cost for resource, cost in costs.items() if not cost.is_free}
    words = " and ".join(f"{cost} of the {resource}" for resource, cost in asked.items())
    modes = first, second
    return Claim(
        name=name,
        statement=(
            f"If the two certificates that accountability names are {both_in_words(*modes)}, their "
            f"common signers, all of them guilty, hold {words}; two certificates of these modes need "
            "share no more."
        ),
        protocol=protocol,
        conditions=(
            *(
                hold_any(
                    f"{name}: {resource}",
                    parameters,
                    modes,
                    {resource: cost.part},
                    strict=not cost.enough,
                )
                for resource, cost in asked.items()
            ),
            suffices(f"{name}: no more is shared", parameters, first, second, costs),
        ),
        twins=tuple(
            hold_any(
                f"{name}: more {resource}",
                parameters,
                modes,
                {resource: cost.part if cost.enough else cost.part + MARGIN},
                strict=True,
            )
            for resource, cost in asked.items()
        ),
        rests_on=(accountability(),),
    )


def third_guilty(protocol: str, parameters: Parameters) -> Claim:
    """A third of one resource at least, whatever the two modes that accountability names."""
    name = f"{protocol}.all-modes.third-guilty"
    thirds = dict.fromkeys(Resource, THIRD)
    return Claim(
        name=name,
        statement=(
            "Where two blocks of one height are certified, in rounds of whatever modes, each with an "
            "honest signer, guilty validators hold at least a third of the authorities or at least a "
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
                dict.fromkeys(Resource, most + MARGIN),
                strict=False,
            )
            for pair in PAIRS
            for most in [max(cost.part for cost in least_common(parameters, *pair).values())]
        ),
        rests_on=(accountability(),),
    )


def both_in_words(first: Mode, second: Mode) -> str:
    """Two modes, as what two certificates are."""
    if first is second:
        return f"both {first.label.capitalize()}"
    return f"a {first.label.capitalize()} and a {second.label.capitalize()} one"


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
