"""Which thresholds are safe, derived by eliminating every validator?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.quorums.region import ONE, ThresholdRegion, derived_region, region_of_modes
from ...proofs.quorums.thresholds import READINGS, Reading
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ("quorums",)

SYMBOLS = {
    "first": "t_1",
    "second": "t_2",
    "byzantine": "b",
    "fast_authorities": "a_F",
    "balanced_authorities": "a_B",
    "oversight": "a_S",
    "balanced_stake": "s_B",
    "secure_stake": "s_S",
    "byzantine_authorities": "b_a",
    "byzantine_stake": "b_s",
}
"""What the paper writes for each number: parts of the authorities, of the stake, and the Byzantine."""

REGIONS: dict[str, Callable[[Reading], ThresholdRegion]] = {
    "one_resource": lambda reading: derived_region(reading, ONE),
    "all_modes": region_of_modes,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One region under one reading of thresholds and of the Byzantine parts."""

    region: str
    reading: str


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Both regions, as the protocol reads a threshold, where fewer than a part are Byzantine."""
    (reading,) = (
        each for each in READINGS if each.strict == parameters.quorums.strict and not each.inclusive
    )
    return [Case(region, reading.label) for region in REGIONS]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The region in words and as the paper prints it."""
    (reading,) = (each for each in READINGS if each.label == case.reading)
    region = REGIONS[case.region](reading)
    return [
        {
            "region": case.region,
            "reading": case.reading,
            "inequalities": sum(len(line) for line in region.lines),
            "words": str(region),
            "latex": region.in_latex(SYMBOLS),
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """The formulas, and whether they are the same for both protocols' readings of a threshold."""
    regions = table.groupby("region", sort=False)
    return {
        **{name: group["latex"].iloc[0] for name, group in regions},
        "readings": int(table["reading"].nunique()),
        "differ": int((regions["latex"].nunique() > 1).sum()),
        "inequalities": int(table["inequalities"].max()),
    }
