"""Is an offender's stake still locked when the evidence against it arrives?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.checkpoints import (
    checkpoint_age,
    checkpoint_is_in_time,
    evidence_counts,
    evidence_is_accepted,
    evidence_is_in_time,
    receipt_seconds,
)
from ..claims.finding import Finding, Verdict
from ..claims.wording import DAY_SECONDS, duration
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "staking.unbonding_seconds", "staking.evidence_window_seconds", "checkpoints",
    "fast.finality_seconds", "balanced.finality_seconds", "secure.finality_seconds",
    "network.delay_seconds",
)  # fmt: skip


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Parameters]:
    """The protocol itself."""
    return [parameters]


def answer(case: Parameters, generators: Generators) -> list[dict[str, Any]]:
    """The windows, and what they let happen, compared as they are written."""
    staking, checkpoints = case.staking, case.checkpoints
    windows = {
        "unbonding_seconds": staking.unbonding_seconds,
        "evidence_window_seconds": staking.evidence_window_seconds,
        "period_seconds": checkpoints.period_seconds,
        "evidence_delay_seconds": checkpoints.evidence_delay_seconds,
    }
    unbonding, window, period, delay = (as_written(seconds) for seconds in windows.values())
    receipt = receipt_seconds(case)
    age = checkpoint_age(period, receipt)
    return [
        windows
        | {
            "receipt_seconds": float(receipt),
            "checkpoint_in_time": checkpoint_is_in_time(age, delay, unbonding)
            and evidence_counts(age, delay, window),
            "all_that_counts_in_time": evidence_is_in_time(window, unbonding),
            "evidence_in_time": evidence_is_accepted(delay, window)
            and evidence_is_in_time(delay, unbonding),
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Windows in days."""
    return {
        f"{row.protocol}_{name}_days": getattr(row, f"{name}_seconds") / DAY_SECONDS
        for row in table.itertuples()
        for name in ("unbonding", "evidence_window", "period", "receipt", "evidence_delay")
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Both claims depend on when evidence arrives, for which nobody vouches.

    So each holds if evidence is quick enough, and is refuted where what is assumed of it is not.
    """
    rows = table.set_index("protocol")
    plan, reference = rows.loc["plan"], rows.loc["reference"]
    return {
        "C58": Finding(
            Verdict.HOLDS_IF if plan["checkpoint_in_time"] else Verdict.REFUTED,
            of_checkpoints(plan),
            "checkpoint_window",
            f"checkpoints every {duration(reference['period_seconds'])}"
            if reference["checkpoint_in_time"] and not plan["checkpoint_in_time"]
            else "",
        ),
        "C60": Finding(
            Verdict.HOLDS_IF if plan["evidence_in_time"] else Verdict.REFUTED,
            of_evidence(plan),
            "checkpoint_window",
            windows_of(reference) if is_sound(reference) and not is_sound(plan) else "",
        ),
    }


def of_checkpoints(row: Any) -> str:
    """How soon evidence must come after a checkpoint, or how much too late it comes."""
    period, delay = duration(row["period_seconds"]), duration(row["evidence_delay_seconds"])
    receipt, unbonding = duration(row["receipt_seconds"]), duration(row["unbonding_seconds"])
    window = duration(row["evidence_window_seconds"])
    if not row["checkpoint_in_time"]:
        return (
            f"checkpoints come every {period} and reach everybody in {receipt}, evidence takes {delay} "
            f"and counts for {window}, and stake is released after {unbonding}"
        )
    age = row["period_seconds"] + row["receipt_seconds"]
    binds = row["evidence_window_seconds"] < row["unbonding_seconds"]
    left = row["evidence_window_seconds" if binds else "unbonding_seconds"] - age
    by = "within" if binds else "in less than"
    return (
        f"evidence is on the chain {by} {left:,.12g} s: checkpoints come every {period} and reach "
        f"everybody in {receipt}, evidence counts for {window}, and stake is released after "
        f"{unbonding}; {delay} assumed"
    )


def of_evidence(row: Any) -> str:
    """How soon evidence must come to count and to find the stake, or why it does not."""
    unbonding, window = duration(row["unbonding_seconds"]), duration(row["evidence_window_seconds"])
    assumed = f"{duration(row['evidence_delay_seconds'])} assumed"
    if not row["evidence_in_time"]:
        return windows_of(row)
    if row["all_that_counts_in_time"]:
        return f"evidence is on the chain within {window}, while it counts; {assumed}"
    return (
        f"evidence is on the chain in less than {unbonding}, when stake is released, though it "
        f"counts for {window}; {assumed}"
    )


def windows_of(row: Any) -> str:
    """When evidence comes, how long it counts, and when the stake goes."""
    return (
        f"evidence takes {duration(row['evidence_delay_seconds'])}, "
        f"counts for {duration(row['evidence_window_seconds'])}, "
        f"and stake is released after {duration(row['unbonding_seconds'])}"
    )


def is_sound(row: Any) -> bool:
    """Whether the evidence assumed comes in time, and so does all other that counts."""
    return bool(row["evidence_in_time"] and row["all_that_counts_in_time"])
