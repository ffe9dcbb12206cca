"""Is an offender's stake still locked when the evidence against it arrives?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...models.protocol.checkpoints import checkpoint_is_in_time, evidence_is_in_time
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ("staking", "checkpoints")

DAY_SECONDS = 86_400


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Parameters]:
    """The protocol itself."""
    return [parameters]


def answer(case: Parameters, generators: Generators) -> list[dict[str, Any]]:
    """Both conditions, with what they compare."""
    staking, checkpoints = case.staking, case.checkpoints
    return [
        {
            "unbonding_seconds": staking.unbonding_seconds,
            "evidence_window_seconds": staking.evidence_window_seconds,
            "period_seconds": checkpoints.period_seconds,
            "evidence_delay_seconds": checkpoints.evidence_delay_seconds,
            "checkpoint_in_time": checkpoint_is_in_time(
                checkpoints.period_seconds,
                checkpoints.evidence_delay_seconds,
                staking.unbonding_seconds,
            ),
            "evidence_in_time": evidence_is_in_time(
                staking.evidence_window_seconds, staking.unbonding_seconds
            ),
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Windows in days."""
    return {
        f"{row.protocol}_{name}_days": getattr(row, f"{name}_seconds") / DAY_SECONDS
        for row in table.itertuples()
        for name in ("unbonding", "evidence_window", "period", "evidence_delay")
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """The plan names none of the windows, so both claims end with a condition."""
    plan = table.set_index("protocol").loc["plan"]
    kept = {True: "kept", False: "broken"}
    return {
        "C58": Finding(
            Verdict.HOLDS_IF,
            "period + evidence delay < unbonding; "
            f"{kept[bool(plan['checkpoint_in_time'])]} with {plan['period_seconds']:,.0f} s + "
            f"{plan['evidence_delay_seconds']:,.0f} s and {plan['unbonding_seconds']:,.0f} s",
            "checkpoint_window",
        ),
        "C60": Finding(
            Verdict.HOLDS_IF,
            "evidence window < unbonding; "
            f"{kept[bool(plan['evidence_in_time'])]} with {plan['evidence_window_seconds']:,.0f} s "
            f"and {plan['unbonding_seconds']:,.0f} s",
            "checkpoint_window",
            "an evidence window shorter than unbonding",
        ),
    }
