"""What the protocols say about who must collude: the plan's "51 % Attacks" and modes."""

from fractions import Fraction

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..solving.claim import Claim
from .conflict_cost import beyond_cost
from .intersection import shared_honest
from .premises import Resource, at_most_byzantine, either, fault_bounds

TWO_THIRDS = Fraction(2, 3)
TWO_THIRDS_OF = {resource: at_most_byzantine(resource, TWO_THIRDS) for resource in Resource}


def collusion_claims(protocol: str, parameters: Parameters) -> list[Claim]:
    """The research plan's own sentences."""
    return [
        oversight_protects_secure(protocol, parameters),
        two_thirds_needed(protocol, parameters, Mode.FAST, Resource.AUTHORITIES),
        two_thirds_needed(protocol, parameters, Mode.SECURE, Resource.STAKE),
        both_two_thirds_needed(protocol, parameters),
        stake_protects_fast(protocol, parameters),
    ]


def two_thirds_needed(
    protocol: str, parameters: Parameters, mode: Mode, resource: Resource
) -> Claim:
    """An attack needs more than 2/3 of the mode's resource."""
    name = f"{protocol}.{mode.label}.two-thirds-needed"
    return Claim(
        name=name,
        statement=(
            f"Two {mode.label.capitalize()} certificates without a common honest validator need "
            f"more than 2/3 of the {resource} to be Byzantine."
        ),
        protocol=protocol,
        conditions=(shared_honest(name, parameters, mode, mode, TWO_THIRDS_OF[resource]),),
        twins=(beyond_cost(name, parameters, mode, resource),),
    )


def both_two_thirds_needed(protocol: str, parameters: Parameters) -> Claim:
    """The plan's "Hybrid Protection: Both conditions must be met", in every mode."""
    name = f"{protocol}.all-modes.two-thirds-of-both-needed"
    bound = either(*TWO_THIRDS_OF.values())
    return Claim(
        name=name,
        statement=(
            "In every mode, two certificates without a common honest validator need more than 2/3 of "
            "the authorities and more than 2/3 of the stake to be Byzantine."
        ),
        protocol=protocol,
        conditions=tuple(
            shared_honest(f"{name}: {mode.label}", parameters, mode, mode, bound) for mode in Mode
        ),
    )


def stake_protects_fast(protocol: str, parameters: Parameters) -> Claim:
    """Authorities that have nothing at stake cannot break Fast."""
    name = f"{protocol}.fast.stake-protects"
    bound = at_most_byzantine(Resource.STAKE, Fraction(0))
    return Claim(
        name=name,
        statement=(
            "Any two Fast certificates share an honest validator, if no stake is Byzantine, "
            "however many authorities are."
        ),
        protocol=protocol,
        conditions=(shared_honest(name, parameters, Mode.FAST, Mode.FAST, bound),),
        twins=(beyond_cost(name, parameters, Mode.FAST, Resource.STAKE),),
    )


def oversight_protects_secure(protocol: str, parameters: Parameters) -> Claim:
    """Oversight by honest authorities alone keeps Secure safe."""
    name = f"{protocol}.secure.oversight-protects"
    bound = at_most_byzantine(Resource.AUTHORITIES, Fraction(0))
    return Claim(
        name=name,
        statement=(
            "Any two Secure certificates share an honest validator, if all authorities are honest, "
            "however much stake is Byzantine."
        ),
        protocol=protocol,
        conditions=(shared_honest(name, parameters, Mode.SECURE, Mode.SECURE, bound),),
        twins=(beyond_cost(name, parameters, Mode.SECURE, Resource.AUTHORITIES),),
    )


def safe_if_either(protocol: str, parameters: Parameters) -> Claim:
    """Balanced is safe where one resource is honest enough, whatever the other."""
    name = f"{protocol}.balanced.safe-if-either"
    assumed = parameters.assumptions
    return Claim(
        name=name,
        statement=(
            "Any two Balanced certificates share an honest validator, if fewer than "
            f"{assumed.byzantine_authorities} of the authorities or less than "
            f"{assumed.byzantine_stake} of the stake are Byzantine."
        ),
        protocol=protocol,
        conditions=tuple(
            shared_honest(f"{name}: {each} alone", parameters, Mode.BALANCED, Mode.BALANCED, bound)
            for each, bound in zip(Resource, fault_bounds(parameters), strict=True)
        ),
        twins=tuple(beyond_cost(name, parameters, Mode.BALANCED, each) for each in Resource),
    )
