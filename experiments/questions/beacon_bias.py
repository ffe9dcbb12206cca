"""How many more slots than its due does an adversary win by biasing the beacon?

Each of four beacons is used at its best, for epochs of one length: no protocol of ours names one.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.attacks.beacons.choices import Beacon
from ...models.attacks.beacons.comparison import beacon_shares
from ...models.attacks.beacons.randao import Randao
from ...models.parameters.parameters import Parameters
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ("assumptions.byzantine_stake",)

SLOTS = 32
"""Slots of an epoch; an assumption, Ethereum's, and the keys of a threshold beacon as many [slot]."""

THRESHOLD = 0.5
"""Part of the keys of a threshold beacon that signs [1]."""

QUOTED = (0.1, 0.2, 0.3)
"""Honest shares at which the prose tells the gain [1]."""

SHARES = {
    Precision.TINY: QUOTED,
    Precision.DEFAULT: tuple(step / 40 for step in range(21)),
    Precision.FULL: tuple(step / 200 for step in range(101)),
}

ROUNDING = 1e-9
"""Relative difference that two exact computations may show [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One adversary."""

    share: float
    """Part of the slots under a seed that nobody touched [1]."""
    is_bound: bool
    """Whether it is the part that the protocol takes to be Byzantine at most."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """A range of adversaries, and the protocol's bound."""
    bound = float(parameters.assumptions.byzantine_stake)
    return [Case(bound, True), *(Case(share, False) for share in SHARES[precision])]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """What the best policy wins from each beacon, computed in two ways."""
    found = beacon_shares(case.share, SLOTS, THRESHOLD)
    return [
        {
            "beacon": str(beacon),
            "share": case.share,
            "is_bound": case.is_bound,
            "slots_won": share,
            "gain": share - case.share,
            "agrees": agrees(case.share, beacon, share),
        }
        for beacon, share in found.items()
    ]


def agrees(share: float, beacon: Beacon, slots_won: float) -> bool:
    """Whether another exact computation, or at least a proved bound, says the same."""
    asked = Randao(share=share, slots=SLOTS, beacon=beacon, threshold=THRESHOLD)
    witness = asked.second_exact()
    if witness is None:
        return slots_won <= asked.bound().probability
    return abs(witness.probability - slots_won) <= ROUNDING * slots_won


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Gains in percentage points at the quoted shares and at each protocol's bound."""
    found: dict[str, Any] = {
        "slots": SLOTS,
        "keys_percent": 100 * THRESHOLD,
        "cases": len(table),
        "agreeing": int(table["agrees"].sum()),
    }
    for row in table.to_dict("records"):
        name = str(row["beacon"]).replace("-", "_")
        if row["is_bound"]:
            found[f"{row['protocol']}_{name}_at_bound_points"] = 100 * row["gain"]
            found[f"{row['protocol']}_bound_percent"] = 100 * row["share"]
        elif row["share"] in QUOTED:
            percent = round(100 * row["share"])
            found[f"{name}_{percent}_points"] = 100 * row["gain"]
            found[f"{name}_{percent}_share_percent"] = 100 * row["slots_won"]
    return found
