"""The honest validators alone can form a certificate: without that, silence stops the chain."""

from fractions import Fraction

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .intersection import TWIN_MARGIN, bounds_in_words
from .premises import (
    BYZANTINE,
    Resource,
    at_most_byzantine,
    both,
    fault_bounds,
    fewer_byzantine,
    honest_certificate,
)
from .setting import Regions


def availability_claims(
    protocol: str, parameters: Parameters, modes: tuple[Mode, ...]
) -> list[Claim]:
    """One claim for each mode that the protocol says can always make progress, and Balanced's price."""
    claims = [
        Claim(
            name=f"{protocol}.{mode.label}.availability",
            statement=(
                f"The honest validators alone form a {mode.label.capitalize()} certificate, "
                f"if {bounds_in_words(parameters)}."
            ),
            protocol=protocol,
            conditions=(
                honest_suffice(
                    f"{protocol}.{mode.label}.availability",
                    parameters,
                    mode,
                    *fault_bounds(parameters),
                ),
            ),
            twins=(availability_twin(protocol, parameters, mode),),
        )
        for mode in modes
    ]
    return [*claims, live_only_if_both(protocol, parameters)]


def availability_twin(protocol: str, parameters: Parameters, mode: Mode) -> Condition:
    """The same with as many Byzantine as leave just too little."""
    bounds = [
        at_most_byzantine(resource, spare)
        if parameters.quorums.strict
        else fewer_byzantine(resource, spare + TWIN_MARGIN)
        for resource in Resource
        for spare in [1 - threshold(parameters, mode, resource)]
    ]
    name = f"{protocol}.{mode.label}.availability at its limit"
    return honest_suffice(name, parameters, mode, *bounds)


def live_only_if_both(protocol: str, parameters: Parameters) -> Claim:
    """Balanced, safe where either resource is honest enough, stops unless both are."""
    name = f"{protocol}.balanced.live-only-if-both"
    strict = parameters.quorums.strict
    authorities, stake = (
        1 - threshold(parameters, Mode.BALANCED, resource) for resource in Resource
    )
    bound = fewer_byzantine if strict else at_most_byzantine
    enough = both(bound(Resource.AUTHORITIES, authorities), bound(Resource.STAKE, stake))
    most = "less than" if strict else "at most"
    return Claim(
        name=name,
        statement=(
            f"The honest validators form a Balanced certificate only if {most} {authorities} of the "
            f"authorities and {most} {stake} of the stake are Byzantine."
        ),
        protocol=protocol,
        conditions=(
            Condition(
                name,
                (honest_certificate(parameters, Mode.BALANCED),),
                enough,
                Regions((BYZANTINE,)),
            ),
        ),
    )


def honest_suffice(name: str, parameters: Parameters, mode: Mode, *bounds: Premise) -> Condition:
    """The honest validators form a certificate under some bounds."""
    return Condition(name, bounds, honest_certificate(parameters, mode), Regions((BYZANTINE,)))


def threshold(parameters: Parameters, mode: Mode, resource: Resource) -> Fraction:
    """Part of a resource that a mode's certificate needs; zero where it asks for none [1]."""
    return getattr(quorum(parameters, mode), resource.value) or Fraction(0)
