"""What does each lever of engineering take off a node, and do block intervals survive a surge of load?

Every lever is one quantity in one model, without it and with it, at a mode's promised throughput. Fee
and block size answer a surge together: block by block, and in closed form near where they settle.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.execution.families import FAMILIES, WORK
from ...models.execution.optimistic import run_optimistically
from ...models.execution.speedup_predictions import COSTS
from ...models.execution.workloads import Workload
from ...models.extremes import larger, smaller
from ...models.network.bounds import Load, checking_seconds, sending_seconds
from ...models.network.capacity_control import (
    DENOMINATOR,
    LARGEST_BLOCK,
    block_interval,
    block_room,
    control_eigenvalue,
    elasticity_limit,
    kept_between,
)
from ...models.network.capacity_response import Control, respond, settling_blocks
from ...models.network.dissemination import bytes_of_block, push_seconds
from ...models.network.latency import CHAINED_DELAYS, finality_floor, largest_delay
from ...models.network.levers import (
    ACCOUNT_BYTES,
    PACKED,
    SIGNATURE_BYTES,
    VOTE_BYTES,
    all_to_all_bytes,
    certificate_bytes,
    collected_bytes,
    history_bytes,
    packed_bytes,
    pruned_bytes,
    unseen_signatures,
)
from ...models.network.throughput import Capacity
from ...models.network.verification import TRANSACTION_SECONDS
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.validators", "fast.throughput_tps", "fast.block_seconds",
    "balanced.validators", "balanced.throughput_tps", "balanced.block_seconds",
    "secure.validators", "secure.throughput_tps", "secure.block_seconds",
    "network.delay_seconds", "staking.evidence_window_seconds",
)  # fmt: skip

WORKERS = 32
"""That validate a block in parallel [1]."""
SEEN = 0.95
"""Part of a block's transactions that a node has checked before [1]."""
ACCOUNTS = 1e8
"""Whose last version everybody keeps [1]."""
WRITES = 2
"""Accounts that a transaction changes [1]."""
YEAR_SECONDS = 365.25 * 86_400
NANOSECONDS = 1e9
"""In a second."""
TERABYTE = 1e12
"""[B]"""
FREE, CROWDED = "uniform", "zipf"
"""Blocks that are executed: payments between strangers, and such of which few accounts take most."""

SURGE = 4.0
"""Times its promised throughput that a mode is asked for [1]."""
STEP = 2.0
"""By which the load grows at once where fee and size answer [1]."""
GAIN = 1 / (2 * DENOMINATOR)
"""Of the block's target, half as fast as the fee [1]."""
CONTROL = Control(gain=GAIN, bound=SURGE)
ELASTICITIES = (0.175, 1.11, 12.0, 20.0)
"""Of demand: two that others measured, one at which fee and size swing, one at which they go on [1].

Source: 0.175 of Ethereum, "Empirical Analysis of Price Elasticities for Ethereum State and Burst
Resources", ethresear.ch 2026; 1.11 of Arbitrum, Pantera Research Lab, "Demand Elasticity on Arbitrum",
2024; ours.
"""
NAMES = ("ethereum", "arbitrum", "swinging", "unstable")
"""Of the elasticities."""
LEFT = 0.05
"""Of a deviation, where it counts as settled [1]."""

SIZES = {Precision.TINY: 60, Precision.DEFAULT: 320, Precision.FULL: 2_000}
"""Transactions of an executed block [1]."""
BLOCKS = {Precision.TINY: 60, Precision.DEFAULT: 120, Precision.FULL: 120}
"""After the step [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """The levers of one mode, or one answer of fee and size."""

    parameters: Parameters
    size: int
    """Transactions of the executed block, or blocks after the step [1]."""
    mode: Mode | None = None
    elasticity: float = 0.0


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every mode, and every elasticity."""
    return [
        *(Case(parameters, SIZES[precision], mode=mode) for mode in Mode),
        *(Case(parameters, BLOCKS[precision], elasticity=each) for each in ELASTICITIES),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for each lever, or for each block after the step."""
    if case.mode is None:
        after = respond(CONTROL, case.elasticity, STEP, case.size)
        return [
            row("", "response", "", case.elasticity, block, each.fee, each.target)
            for block, each in enumerate(after)
        ]
    rng = generators(Stream.SAMPLING)
    speedup, crowded = (executed(FAMILIES[each](case.size, rng)) for each in (FREE, CROWDED))
    label = case.mode.label
    return [
        *(
            row(label, "lever", name, 0.0, 0, before, after)
            for name, (before, after) in levers(case, speedup, crowded).items()
        ),
        row(label, "delay", "", 0.0, 0, *longest_delays(case, speedup)),
    ]


def row(
    mode: str, part: str, lever: str, elasticity: float, block: int, before: float, after: float
) -> dict[str, Any]:
    """Without a lever and with it; fee and target after the step; delays of full and of empty blocks."""
    return {
        "mode": mode, "part": part, "lever": lever, "elasticity": elasticity, "block": block,
        "before": float(before), "after": float(after),
    }  # fmt: skip


def executed(workload: Workload) -> float:
    """Speed-up of one block that is executed in parallel [1]."""
    return run_optimistically(workload, WORKERS, COSTS).speedup(workload.work)


def levers(case: Case, speedup: float, crowded: float) -> dict[str, tuple[float, float]]:
    """What a node spends without each lever and with it.

    Parameters
    ----------
    case
        Of a mode.
    speedup, crowded
        Of blocks of strangers' payments, and of those with popular accounts [1].

    Returns
    -------
    dict[str, tuple[float, float]]
        A block's votes of a phase and signatures checked, its copies sent, its transactions checked
        and executed, and the time to the next in a surge [s]; votes of a phase on all lines [B];
        what is stored after a year [B]
    """
    assert case.mode is not None
    mode, capacity = mode_parameters(case.parameters, case.mode), Capacity()
    validators, rate = mode.validators, float(mode.throughput_tps)
    seconds = float(mode.block_seconds)
    transactions = rate * seconds
    copies = capacity.copies(validators)
    each = capacity.transaction_bytes
    pushes = [
        push_seconds(bytes_of_block(rate, seconds, size), capacity.bandwidth, copies)
        for size in (each, packed_bytes(each, PACKED))
    ]
    alone = transactions * TRANSACTION_SECONDS / capacity.cores
    certificate = certificate_bytes(validators, VOTE_BYTES)
    return {
        "aggregation": (
            checking_seconds(validators, aggregated=False),
            checking_seconds(validators, aggregated=True),
        ),
        "caching": (alone, unseen_signatures(alone, SEEN)),
        "messages": (
            all_to_all_bytes(validators, VOTE_BYTES),
            collected_bytes(validators, VOTE_BYTES, certificate),
        ),
        "compression": (pushes[0], pushes[1]),
        **{
            name: (
                transactions * validation_seconds(1, 1.0),
                transactions * validation_seconds(WORKERS, each_of),
            )
            for name, each_of in (("parallel", speedup), ("crowded", crowded))
        },
        "pruning": stored(case, rate, each),
        "control": intervals(case, speedup),
    }


def validation_seconds(workers: int, speedup: float) -> float:
    """Time to check the signature of a transaction and to execute it, among the others' [s]."""
    return TRANSACTION_SECONDS / workers + WORK / NANOSECONDS / speedup


def stored(case: Case, rate: float, each: float) -> tuple[float, float]:
    """After a year, with all versions of all accounts, and as far back as evidence counts [B]."""
    written = each + WRITES * ACCOUNT_BYTES
    window = float(case.parameters.staking.evidence_window_seconds)
    everything = history_bytes(rate, written, YEAR_SECONDS)
    recent = history_bytes(rate, written, smaller(window, YEAR_SECONDS))
    current = pruned_bytes(0.0, ACCOUNTS, ACCOUNT_BYTES)
    return everything + current, recent + current


def busy_seconds(case: Case, speedup: float) -> tuple[float, float]:
    """What each transaction of a block takes, and what the votes on it do [s]."""
    assert case.mode is not None
    mode, capacity = mode_parameters(case.parameters, case.mode), Capacity()
    rate, seconds = float(mode.throughput_tps), float(mode.block_seconds)
    load = Load(validators=mode.validators, throughput=rate, block_seconds=seconds)
    sending = sending_seconds(capacity, load) / (rate * seconds)
    return (
        sending + validation_seconds(WORKERS, speedup),
        checking_seconds(mode.validators, aggregated=True),
    )


def intervals(case: Case, speedup: float) -> tuple[float, float]:
    """From block to block in a surge, with all that is asked for, and with no more than fits [s]."""
    assert case.mode is not None
    mode = mode_parameters(case.parameters, case.mode)
    seconds = float(mode.block_seconds)
    each, votes = busy_seconds(case, speedup)
    delay = float(case.parameters.network.delay_seconds)
    waiting = finality_floor(CHAINED_DELAYS, delay) + votes
    asked = SURGE * float(mode.throughput_tps) * seconds
    room = larger(block_room(seconds, waiting, each), 0.0)
    kept = kept_between(asked, 0.0, room)
    return (
        block_interval(seconds, waiting, asked, each),
        block_interval(seconds, waiting, kept, each),
    )


def longest_delays(case: Case, speedup: float) -> tuple[float, float]:
    """Messages may take so long, with blocks of twice the promise and with empty ones [s]."""
    assert case.mode is not None
    mode = mode_parameters(case.parameters, case.mode)
    seconds = float(mode.block_seconds)
    each, votes = busy_seconds(case, speedup)
    full = LARGEST_BLOCK * float(mode.throughput_tps) * seconds * each
    return (
        largest_delay(seconds, full + votes, CHAINED_DELAYS),
        largest_delay(seconds, votes, CHAINED_DELAYS),
    )


def of_plan(table: pd.DataFrame, part: str) -> pd.DataFrame:
    """Rows of one part of the plan's results."""
    return table[(table["protocol"] == "plan") & (table["part"] == part)]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Each lever of the plan in each mode, and how fee and size answer."""
    found: dict[str, Any] = {
        "workers": WORKERS,
        "seen_percent": 100 * SEEN,
        "packed_percent": 100 * PACKED,
        "surge": SURGE,
        "step": STEP,
        "denominator": DENOMINATOR,
        "signature_bytes": SIGNATURE_BYTES,
        "elasticity_limit": elasticity_limit(DENOMINATOR, GAIN),
        "fee_alone_elasticity_limit": elasticity_limit(DENOMINATOR, 0),
    }
    for each in of_plan(table, "lever").to_dict("records"):
        name = f"{each['mode']}_{each['lever']}"
        found[f"{name}_before"], found[f"{name}_after"] = each["before"], each["after"]
        found[f"{name}_saved_percent"] = (
            100 * (1 - each["after"] / each["before"]) if each["before"] else None
        )
        if each["lever"] == "pruning":
            found[f"{name}_before_tb"] = each["before"] / TERABYTE
            found[f"{name}_after_tb"] = each["after"] / TERABYTE
    for each in of_plan(table, "delay").to_dict("records"):
        found[f"{each['mode']}_full_delay_ms"] = 1e3 * each["before"]
        found[f"{each['mode']}_empty_delay_ms"] = 1e3 * each["after"]
    for name, elasticity in zip(NAMES, ELASTICITIES, strict=True):
        found |= {f"{name}_{label}": value for label, value in answered(table, elasticity).items()}
    return found


def answered(table: pd.DataFrame, elasticity: float) -> dict[str, Any]:
    """Where fee and size end after the step, how far the fee overshoots, and how soon they settle."""
    rows = of_plan(table, "response")
    rows = rows[rows["elasticity"] == elasticity].sort_values("block")
    fees = rows["before"]
    blocks = settling_blocks(elasticity, DENOMINATOR, GAIN, LEFT)
    settled = {"settling_blocks": blocks} if math.isfinite(blocks) else {}
    return {
        **settled,
        "elasticity": elasticity,
        "eigenvalue": control_eigenvalue(elasticity, DENOMINATOR, GAIN),
        "fee": float(fees.iloc[-1]),
        "size": float(rows["after"].iloc[-1]),
        "overshoot_percent": 100 * (float(fees.max()) / float(fees.iloc[-1]) - 1),
        "last_swing_percent": 100 * (float(fees.iloc[-10:].max() / fees.iloc[-10:].min()) - 1),
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether intervals stay when the load changes, under the plan."""
    return {"C10": steady(table, float(parameters["plan"].network.delay_seconds))}


def steady(table: pd.DataFrame, bound: float) -> Finding:
    """Refuted where even an empty block is late if messages take no time, else the conditions."""
    full = of_plan(table, "delay").set_index("mode")["before"]
    empty = of_plan(table, "delay").set_index("mode")["after"]
    late = [mode.label.capitalize() for mode in Mode if empty[mode.label] <= 0]
    if late:
        words = f"in {' and '.join(late)} votes alone take longer to check than a block is to last"
        return Finding(Verdict.REFUTED, words, "engineering_levers")
    most = ", ".join(
        f"{1e3 * full[mode.label]:,.1f} ms in {mode.label.capitalize()}"
        if full[mode.label] > 0
        else f"{1e3 * empty[mode.label]:,.1f} ms in {mode.label.capitalize()} if its blocks are smaller"
        for mode in Mode
    )
    words = (
        f"no block holds more than {LARGEST_BLOCK} times the promised load, of payments between "
        f"strangers; messages take at most {most} (the plan's bound is {1e3 * bound:,.0f} ms); and "
        f"demand falls by less than {elasticity_limit(DENOMINATOR, GAIN):g} % for each per cent "
        "that the fee rises"
    )
    return Finding(Verdict.HOLDS_IF, words, "engineering_levers")
