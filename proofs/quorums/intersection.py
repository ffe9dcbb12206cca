"""Any two certificates share an honest validator, for each pair of modes: what safety rests on.

Whoever finds two certificates for different blocks then finds an honest validator who signed both,
which none does. The predicate is `Quorum.is_met` itself, applied to unknown weights.
"""

from fractions import Fraction
from itertools import combinations_with_replacement

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .premises import (
    FIRST,
    SECOND,
    SHARED_HONEST,
    SIGNED_TWICE,
    Resource,
    at_most_byzantine,
    certificate,
    fault_bounds,
    fewer_byzantine,
)
from .setting import Regions

PAIRS = tuple(combinations_with_replacement(Mode, 2))
TWIN_MARGIN = Fraction(1, 10)
"""How far beyond its limit a twin goes where the limit itself is still safe [1]."""


def intersection_claims(protocol: str, parameters: Parameters) -> list[Claim]:
    """One claim for every unordered pair of modes, and one for all pairs together."""
    bounds = bounds_in_words(parameters)
    claims = [
        Claim(
            name=f"{protocol}.{first.label}-{second.label}.intersection",
            statement=f"{pair_in_words(first, second)} share an honest validator, if {bounds}.",
            protocol=protocol,
            conditions=(intersection(protocol, parameters, first, second),),
            twins=(intersection_twin(protocol, parameters, first, second),),
        )
        for first, second in PAIRS
    ]
    together = Claim(
        name=f"{protocol}.all-modes.intersection",
        statement=f"Any two certificates of whatever modes share an honest validator, if {bounds}.",
        protocol=protocol,
        conditions=tuple(claim.conditions[0] for claim in claims),
        twins=tuple(claim.twins[0] for claim in claims),
    )
    return [*claims, together]


def intersection(protocol: str, parameters: Parameters, first: Mode, second: Mode) -> Condition:
    """Certificates of two modes share an honest validator under the protocol's fault bounds."""
    return shared_honest(
        f"{protocol}.{first.label}-{second.label}",
        parameters,
        first,
        second,
        *fault_bounds(parameters),
    )


def intersection_twin(
    protocol: str, parameters: Parameters, first: Mode, second: Mode
) -> Condition:
    """The same with as many Byzantine as the overlap of the smallest certificates: too many."""
    bounds = [
        fewer_byzantine(resource, limit + TWIN_MARGIN)
        if parameters.quorums.strict
        else at_most_byzantine(resource, limit)
        for resource in Resource
        for limit in [least_overlap(parameters, first, second, resource)]
    ]
    name = f"{protocol}.{first.label}-{second.label} at its limit"
    return shared_honest(name, parameters, first, second, *bounds)


def shared_honest(
    name: str, parameters: Parameters, first: Mode, second: Mode, *bounds: Premise
) -> Condition:
    """Certificates of two modes share an honest validator under some bounds."""
    return Condition(
        name=name,
        premises=(
            certificate(FIRST, parameters, first),
            certificate(SECOND, parameters, second),
            *bounds,
        ),
        conclusion=SHARED_HONEST,
        setting=Regions(SIGNED_TWICE),
    )


def least_overlap(
    parameters: Parameters, first: Mode, second: Mode, resource: Resource
) -> Fraction:
    """Part of a resource that certificates of two modes hold in common at the least [1]."""
    thresholds = [getattr(quorum(parameters, mode), resource.value) for mode in (first, second)]
    return max(Fraction(0), sum((each or Fraction(0) for each in thresholds), Fraction(-1)))


def pair_in_words(first: Mode, second: Mode) -> str:
    """Two certificates, as the subject of a sentence."""
    if first is second:
        return f"Any two {first.label.capitalize()} certificates"
    return f"Every {first.label.capitalize()} and every {second.label.capitalize()} certificate"


def bounds_in_words(parameters: Parameters) -> str:
    """The fault bounds, as a clause."""
    assumed = parameters.assumptions
    return (
        f"fewer than {assumed.byzantine_authorities} of the authorities and "
        f"less than {assumed.byzantine_stake} of the stake are Byzantine"
    )
