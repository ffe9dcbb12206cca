"""The theorems applied to a protocol: which of its modes, and mixtures of modes, agree and are live.

A theorem asks one thing of a protocol, and arithmetic settles it for the thresholds at hand. So a claim
here is the arithmetic of `proofs/quorums/` resting on a theorem, and it is refuted where the arithmetic
is: the two certificates of its counterexample, signed in two rounds of a height, are the disagreement.
"""

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..quorums.availability import availability_claims
from ..quorums.intersection import PAIRS, bounds_in_words, intersection, intersection_twin
from ..solving.claim import Claim
from .theorems import agreement, liveness


def agreement_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Agreement in each mode by itself, and in rounds of all modes.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Its thresholds and fault bounds.
    """
    mixtures = [(f"{mode.label}.agreement", {mode}) for mode in Mode]
    mixtures.append(("agreement", set(Mode)))
    return [
        agreement_in(f"{protocol}.{name}", protocol, parameters, modes) for name, modes in mixtures
    ]


def agreement_in(name: str, protocol: str, parameters: Parameters, modes: set[Mode]) -> Claim:
    """Agreement at one height whose rounds are in some modes."""
    pairs = [pair for pair in PAIRS if set(pair) <= modes]
    rounds = "rounds of any modes" if len(modes) > 1 else f"{min(modes).label.capitalize()} rounds"
    return Claim(
        name=name,
        statement=(
            f"No two honest validators finalise different blocks at one height in {rounds}, if "
            f"{bounds_in_words(parameters)}."
        ),
        protocol=protocol,
        conditions=tuple(intersection(protocol, parameters, *pair) for pair in pairs),
        twins=tuple(intersection_twin(protocol, parameters, *pair) for pair in pairs),
        rests_on=(agreement(),),
    )


def liveness_claims_of(
    protocol: str, parameters: Parameters, modes: tuple[Mode, ...]
) -> list[Claim]:
    """A good round decides in some modes.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Its thresholds and fault bounds.
    modes
        Those in which the protocol claims to be live.
    """
    available = {claim.name: claim for claim in availability_claims(protocol, parameters, modes)}
    return [
        Claim(
            name=f"{protocol}.{mode.label}.liveness",
            statement=(
                f"After stabilisation a {mode.label.capitalize()} round with an honest proposer "
                f"decides within three message delays, if {bounds_in_words(parameters)}."
            ),
            protocol=protocol,
            conditions=available[f"{protocol}.{mode.label}.availability"].conditions,
            twins=available[f"{protocol}.{mode.label}.availability"].twins,
            rests_on=(liveness(),),
        )
        for mode in modes
    ]
