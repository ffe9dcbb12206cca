"""How much stake comes in when savers ask for one yield or another?

hybridstake reproduce stake_by_yield --out mine
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import Generators
from hybridstake.models.economics.issuance import staked_at_hurdle
from hybridstake.models.economics.payments import paid_to_classes, yearly_rewards_at_launch
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode

READS = (
    "token.supply", "rewards", "issuance", "balanced.block_seconds",
)  # fmt: skip
"""The parameters that the answer may use; the result is made anew when one of them changes."""

POINTS = {Precision.TINY: 3, Precision.DEFAULT: 20, Precision.FULL: 200}
HIGHEST = 0.2
"""Highest yield that anybody asks for [1/year]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One yield under one protocol."""

    parameters: Parameters
    asked: float


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """One case for each yield."""
    points = POINTS[precision]
    return [Case(parameters, HIGHEST * (point + 1) / points) for point in range(points)]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Stake at which the yield has fallen to what is asked; a case may have several rows."""
    issued = yearly_rewards_at_launch(case.parameters, Mode.BALANCED)
    _, to_stakers = paid_to_classes(case.parameters, Mode.BALANCED, issued)
    stake = min(staked_at_hurdle(to_stakers, case.asked), case.parameters.token.supply)
    return [{"asked_per_year": case.asked, "staked_token": stake}]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """What a text would quote."""
    return {
        f"{protocol}_most_staked_token": rows["staked_token"].max()
        for protocol, rows in table.groupby("protocol")
    }
