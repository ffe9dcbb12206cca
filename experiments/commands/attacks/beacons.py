"""Randomness that an adversary biases."""

from typing import Annotated, Any

import typer

from ....models.attacks.beacons.choices import Beacon
from ...reproducing.later import later
from ..values import real, whole
from .answering import attack

randao_of = later(".models.attacks.beacons.randao", "Randao")


@attack
def randao(
    share: Annotated[float, real("share", "Chance that a slot is the adversary's.")],
    slots: Annotated[int, whole("slots", "Slots of an epoch.")] = 32,
    beacon: Annotated[Beacon, typer.Option(help="How seeds are made.")] = Beacon.RANDAO,
    threshold: Annotated[
        float, real("threshold", "Part of the keys that signs, of a threshold beacon.")
    ] = 0.5,
    forfeit: Annotated[int, whole("forfeit", "Slots lost with every reveal withheld.")] = 1,
) -> Any:
    """Part of all slots that an adversary proposes by biasing the beacon at its best."""
    return randao_of(share=share, slots=slots, beacon=beacon, threshold=threshold, forfeit=forfeit)
