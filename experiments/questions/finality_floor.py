"""Can finality be as fast as each mode promises, if messages take as long as the plan allows?"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.finality import finality_after
from ...models.protocol.modes import Mode, mode_parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.finality_seconds", "balanced.finality_seconds", "secure.finality_seconds", "network",
)  # fmt: skip

CLAIMED = {
    "C14": (Mode.FAST, 0.1),
    "C45": (Mode.FAST, 0.2),
    "C46": (Mode.BALANCED, 1.0),
    "C47": (Mode.SECURE, 5.0),
    "C68": (Mode.BALANCED, 0.5),
    "C69": (Mode.SECURE, 2.0),
}
"""Mode and finality that the ledger's sentences name, whatever a preset promises [s]."""

LONGEST_RUN = 1 << 40
"""More silent proposers in a row than any file's times allow [1]."""
MOST_SILENT = 20
"""Silent proposers in a row up to which times are tabulated."""


@dataclass(frozen=True, slots=True)
class Case:
    """One promise."""

    parameters: Parameters
    mode: Mode
    target_seconds: float


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """The promise of every mode, and the numbers of the ledger's sentences."""
    promised = [(mode, mode_parameters(parameters, mode).finality_seconds) for mode in Mode]
    asked = dict.fromkeys([*promised, *CLAIMED.values()])
    return [Case(parameters, mode, float(target)) for mode, target in asked]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Time to finality after none, one, two, … silent proposers."""
    network = case.parameters.network
    target = as_written(case.target_seconds)
    times = [finality_of(silent, case.parameters) for silent in range(MOST_SILENT + 1)]
    return [
        {
            "mode": case.mode.label,
            "target_seconds": case.target_seconds,
            "message_delays": network.message_delays,
            "silent_proposers": silent,
            "finality_seconds": float(seconds),
            "kept": seconds <= target,
            "largest_delay_seconds": float(target / network.message_delays),
        }
        for silent, seconds in enumerate(times)
    ]


def finality_of(silent: int, parameters: Parameters) -> Fraction:
    """Time to finality after so many silent proposers in a row, if every message takes its delay [s]."""
    network = parameters.network
    timeout, delay = as_written(network.timeout_seconds), as_written(network.delay_seconds)
    return finality_after(silent, timeout, delay, network.message_delays)


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """The floor, and the largest delay at which a promise can be kept."""
    plan = table[(table["protocol"] == "plan") & (table["silent_proposers"] == 0)]
    found: dict[str, Any] = {
        "floor_ms": 1000 * plan["finality_seconds"].iloc[0],
        "message_delays": int(plan["message_delays"].iloc[0]),
        "delay_ms": 1000 * plan["finality_seconds"].iloc[0] / plan["message_delays"].iloc[0],
        "fast_ms": 1000 * plan["target_seconds"].iloc[0],
        "fast_path_ms": 1000 * CLAIMED["C14"][1],
        "balanced_path_ms": 1000 * CLAIMED["C68"][1],
        "balanced_path_silent": silent_within(table, "C68"),
        "fast_largest_delay_ms": 1000 * plan["largest_delay_seconds"].iloc[0],
    }
    for row in plan.itertuples():
        found[f"{row.mode}_{1000 * row.target_seconds:.0f}_largest_delay_ms"] = (
            1000 * row.largest_delay_seconds
        )
    return found


def silent_within(table: pd.DataFrame, claim: str) -> int | None:
    """Silent proposers in a row that the plan has time for, as far as tabulated; none: not even zero."""
    mode, target = CLAIMED[claim]
    chosen = (table["mode"] == mode.label) & (table["target_seconds"] == target)
    kept = table[(table["protocol"] == "plan") & chosen & table["kept"]]
    return None if kept.empty else int(kept["silent_proposers"].max())


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Promise, floor and verdict of each mode of the plan."""
    plan = table[(table["protocol"] == "plan") & (table["silent_proposers"] <= 1)]
    wide = plan.pivot_table(
        index=["mode", "target_seconds", "largest_delay_seconds"],
        columns="silent_proposers",
        values="finality_seconds",
    ).reset_index()
    milliseconds = [f"{1000 * value:.0f}" for value in wide["target_seconds"]]
    return {
        "finality_floor": pd.DataFrame(
            {
                "Mode": wide["mode"].str.capitalize(),
                "Promised [ms]": milliseconds,
                "Floor [ms]": [f"{1000 * value:.0f}" for value in wide[0]],
                "One silent [ms]": [f"{1000 * value:.0f}" for value in wide[1]],
                "Needs delay of at most [ms]": [
                    f"{1000 * value:.1f}" for value in wide["largest_delay_seconds"]
                ],
            }
        ).sort_values("Promised [ms]", key=lambda column: column.astype(int))
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Each claimed time against the floor, and what the reference promises of the same mode."""
    at_once = table[table["silent_proposers"] == 0].set_index(
        ["protocol", "mode", "target_seconds"]
    )
    found: dict[str, Finding] = {}
    for claim, (mode, target) in CLAIMED.items():
        promised = mode_parameters(parameters["reference"], mode).finality_seconds
        plan, reference = (
            at_once.loc[[(protocol, mode.label, seconds)]].iloc[0]
            for protocol, seconds in (("plan", target), ("reference", promised))
        )
        repair = f"promise {1000 * promised:,.0f} ms" if reference["kept"] else ""
        found[claim] = finding(plan, most_silent(parameters["plan"], target), repair)
    return found


def finding(row: pd.Series, silent: int, repair: str) -> Finding:
    """Refuted at the allowed delay, or kept up to so many silent proposers."""
    delay = 1000 * row["largest_delay_seconds"]
    condition = f"every message arrives within {delay:.1f} ms and no proposer is silent"
    if not row["kept"]:
        return Finding(
            Verdict.REFUTED,
            f"{row['message_delays']} message delays at the plan's bound take "
            f"{1000 * row['finality_seconds']:.0f} ms; it holds if {condition}",
            "finality_floor",
            repair,
        )
    return Finding(
        Verdict.HOLDS_IF,
        f"{spared(silent)} silent, computing takes no time, and messages keep to the plan's bound",
        "finality_floor",
    )


def spared(silent: int) -> str:
    """How many silent proposers in a row there is time for, in words that `silent` follows."""
    few = {0: "no proposer is", 1: "no two proposers in a row are"}
    return few.get(silent, f"no more than {silent:,} proposers in a row are")


def most_silent(parameters: Parameters, target_seconds: float) -> int:
    """Silent proposers in a row that a promise leaves time for, exactly; below zero: none at all."""
    target = as_written(target_seconds)
    return bisect_right(range(LONGEST_RUN), target, key=lambda k: finality_of(k, parameters)) - 1
