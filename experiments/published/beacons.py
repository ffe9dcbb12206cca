"""Beacons: what an adversary gains who withholds reveals."""

from functools import partial

from ...models.attacks.beacons.last_slot import last_slot_share
from ...models.attacks.beacons.randao import Randao
from .value import Published

EDGINGTON = "Edgington, Upgrading Ethereum, block proposals boost"
SLOTS = 32


def best_percentage(share: float) -> float:
    """Slots of the best manipulation [%]."""
    return 100 * Randao(share=share, slots=SLOTS).exact().probability


PUBLISHED = (
    *(
        Published(
            source="Alpturer & Weinberg 2024, abstract",
            what=f"slots that a share of {share} can have [%]",
            printed=printed,
            ours=partial(best_percentage, share),
        )
        for share, printed in ((0.05, "5.048"), (0.1, "10.19"), (0.2, "20.68"))
    ),
    Published(
        source=EDGINGTON,
        what="slots of an epoch for a quarter, by the last slot alone",
        printed="8.24",
        ours=lambda: SLOTS * last_slot_share(0.25, SLOTS),
    ),
    Published(
        source=EDGINGTON,
        what="gain of a quarter, by the last slot alone [%]",
        printed="2.99",
        ours=lambda: 100 * (last_slot_share(0.25, SLOTS) / 0.25 - 1),
    ),
)
"""Published values, each with the manipulation that answers it."""
