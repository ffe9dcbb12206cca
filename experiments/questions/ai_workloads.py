"""What do jobs of artificial intelligence ask of the chain: data that stays available, and capacity?

A large model is a root on the chain, and cells of it are sampled. Jobs are computed off the chain in as
many copies as their results need, so that redundancy is load: it divides capacity, raises the price, and
moves a protocol that chooses its mode by load.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from ...models.compute.data_availability import (
    CELL_BYTES,
    CELLS,
    blobs_of,
    chance_all_miss,
    chance_missed,
    least_samples,
    least_withheld,
    sampled_bytes,
)
from ...models.compute.footprint import most_nodes
from ...models.compute.job_load import (
    effective_capacity,
    load_with_copies,
    mean_wait,
    simulated_waits,
)
from ...models.compute.merkle_tree import HASH_BYTES
from ...models.compute.redundancy.closed_forms import cost
from ...models.compute.redundancy.rules import Kind, traditional
from ...models.compute.redundancy.sizing import least_scheme
from ...models.network.capacity_control import DENOMINATOR, fee_exponent
from ...models.network.capacity_response import Control, respond
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.switching import wanted_mode
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.validators", "balanced.validators", "secure.validators", "fast.throughput_tps",
    "balanced.throughput_tps", "secure.throughput_tps", "balanced.authority_threshold", "quorums",
    "switching.rule", "switching.fast_max_load", "switching.fast_min_availability",
    "switching.secure_min_load", "switching.secure_min_participation",
)  # fmt: skip

MODEL_BYTES = 14_000_000_000
"""Of seven billion weights of two bytes [B]."""
SAMPLES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024)
"""That a node asks for [1]."""
TOLD = 32
"""Of them, those that the text tells [1]."""
MISSED = 1e-9
"""Chance with which withholding may go unnoticed by a node [1]. Source: ours."""

TARGET = 0.999
"""Wanted reliability of an accepted result [1]. Source: ours."""
RELIABILITIES = (0.99, 0.95, 0.9, 0.8)
"""Of a single result [1]."""
SHOWN = 0.9
"""Of them, that which the text tells [1]."""
ONCE = "once"
"""The scheme of those who trust their provider."""
JOB_LOAD = 0.15
"""Part of the capacity that jobs would ask for if each were computed once [1]. Source: ours."""
ELASTICITY = 1.0
"""Per cent by which demand falls for each per cent of the price [1]. Source: ours."""
UNBOUND = Control(bound=1_000.0)
"""The price answers without a bound of resources nearby."""
FEE_BLOCKS = 400
"""After which the price has settled [1]."""
PARTICIPATION = 0.5
"""Part of the supply at stake [1]. Source: ours."""
LOADS = (0.05, 0.1, 0.15, 0.3, 0.5, 0.7, 0.9)
"""Of jobs computed once [1]."""
VARIATIONS = (1.0, 3.0)
"""Of the jobs' sizes: as of exponential ones, and with a heavy tail [1]. Source: ours."""
QUEUED = {Precision.TINY: 20_000, Precision.DEFAULT: 100_000, Precision.FULL: 10_000_000}
"""Jobs that wait as a witness [1]."""


class Part(StrEnum):
    """What a row is about."""

    SAMPLING = "sampling"
    CAPACITY = "capacity"
    WAITING = "waiting"


class Code(StrEnum):
    """Over what the data is extended."""

    NONE = "none"
    EACH_BLOB = "each blob"
    WHOLE_MODEL = "whole model"


@dataclass(frozen=True, slots=True)
class Case:
    """One part of the question."""

    parameters: Parameters
    part: Part
    queued: int = 0


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every part."""
    return [Case(parameters, part, QUEUED[precision]) for part in Part]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Rows of one part."""
    match case.part:
        case Part.SAMPLING:
            return list(sampling_rows(most_nodes(case.parameters)))
        case Part.CAPACITY:
            return capacity_rows(case.parameters)
        case Part.WAITING:
            return waiting_rows(case.queued, generators(Stream.SAMPLING))


def row(part: Part, name: str, at: float, value: float, **more: Any) -> dict[str, Any]:
    """One number at a place, and what is beside it."""
    return {
        "part": part.value, "name": name, "at": float(at), "value": float(value), "copies": 1.0,
        "witness": 0.0, "load": 0.0, "mode": "", "promised_tps": 0.0, **more,
    }  # fmt: skip


def cells_of(code: Code) -> tuple[int, int]:
    """Cells of the model, and how few of them suffice to keep some of it from everybody [1]."""
    blobs, half = blobs_of(MODEL_BYTES), CELLS // 2
    match code:
        case Code.NONE:
            return blobs * half, least_withheld(blobs * half, blobs * half)
        case Code.EACH_BLOB:
            return blobs * CELLS, least_withheld(CELLS, half)
        case Code.WHOLE_MODEL:
            return blobs * CELLS, least_withheld(blobs * CELLS, blobs * half)


def sampling_rows(nodes: int) -> list[dict[str, Any]]:
    """Chance that one node notices nothing, and as `witness` that no node does."""
    found: list[dict[str, Any]] = []
    for code in Code:
        cells, withheld = cells_of(code)
        for samples in SAMPLES:
            missed = chance_missed(cells, withheld, samples)
            everybody = chance_all_miss(missed, nodes)
            found.append(row(Part.SAMPLING, code.value, samples, missed, witness=everybody))
    return found


def capacity_rows(parameters: Parameters) -> list[dict[str, Any]]:
    """Capacity that each scheme leaves, the price of a job, and the mode that its load asks for."""
    found: list[dict[str, Any]] = []
    for reliability in RELIABILITIES:
        schemes = {kind.value: least_scheme(kind, reliability, TARGET) for kind in Kind}
        for name, scheme in {ONCE: traditional(1), **schemes}.items():
            copies = float(cost(scheme, reliability))
            load = min(load_with_copies(JOB_LOAD, copies), 1.0)
            mode = mode_under(parameters, load)
            settled = respond(UNBOUND, ELASTICITY, copies, FEE_BLOCKS)[-1].fee
            price = copies ** fee_exponent(ELASTICITY, DENOMINATOR, 0)
            found.append(
                row(
                    Part.CAPACITY, name, reliability, effective_capacity(1, copies),
                    copies=copies, witness=settled / price, load=load, mode=mode.label,
                    promised_tps=float(mode_parameters(parameters, mode).throughput_tps),
                )
            )  # fmt: skip
    return found


def mode_under(parameters: Parameters, load: float) -> Mode:
    """Mode that a load asks for, with all authorities online and half of the supply at stake."""
    authorities = parameters.fast.validators
    return wanted_mode(parameters, load, authorities, authorities, PARTICIPATION)


def waiting_rows(queued: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Mean waits of jobs computed once and with copies; zero where the queue grows for ever."""
    copies = float(cost(least_scheme(Kind.ITERATIVE, SHOWN, TARGET), SHOWN))
    found: list[dict[str, Any]] = []
    for variation in VARIATIONS:
        for each in (1.0, copies):
            for load in LOADS:
                asked = load_with_copies(load, each)
                stays = asked < 1
                wait = each * mean_wait(asked, variation) if stays else 0.0
                drawn = (
                    each * simulated_waits(asked, variation, queued, rng).mean() if stays else 0.0
                )
                found.append(
                    row(
                        Part.WAITING, f"variation {variation:g}", load, wait,
                        copies=each, witness=drawn, load=asked,
                    )
                )  # fmt: skip
    return found


def chosen(table: pd.DataFrame, part: Part, name: str, at: float) -> Any:
    """The plan's row of one part at a place."""
    rows = table[(table["protocol"] == "plan") & (table["part"] == part.value)]
    (found,) = rows[(rows["name"] == name) & (rows["at"] == at)].itertuples()
    return found


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Bytes and chances of sampling, and what copies leave of the capacity."""
    cells, withheld = cells_of(Code.WHOLE_MODEL)
    samples = least_samples(cells, withheld, MISSED)
    path = HASH_BYTES * (cells - 1).bit_length()
    found: dict[str, Any] = {
        "model_gb": MODEL_BYTES / 1e9,
        "blobs": blobs_of(MODEL_BYTES),
        "samples": samples,
        "told_samples": TOLD,
        "sampled_kb": sampled_bytes(samples, CELL_BYTES, path) / 1e3,
        "missed_exponent": round(float(np.log10(MISSED))),
        "blob_8": chance_missed(CELLS, least_withheld(CELLS, CELLS // 2), 8),
        "job_load": JOB_LOAD,
        "reliability": SHOWN,
        "best_reliability": RELIABILITIES[0],
        "target": TARGET,
        "elasticity": ELASTICITY,
        "variation": VARIATIONS[-1],
    }
    for code in Code:
        rows = chosen(table, Part.SAMPLING, code.value, TOLD)
        name = code.value.replace(" ", "_")
        found |= {f"{name}_missed": rows.value, f"{name}_missed_by_all": rows.witness}
    for kind in Kind:
        for reliability in (RELIABILITIES[0], SHOWN):
            rows = chosen(table, Part.CAPACITY, kind.value, reliability)
            name = f"{kind}_{round(100 * reliability)}"
            found |= {f"{name}_capacity": rows.value, f"{name}_load": rows.load}
    for protocol in ("plan", "reference"):
        own = table[(table["protocol"] == protocol) & (table["part"] == Part.CAPACITY.value)]
        by_copies = own[own["name"].isin([ONCE, Kind.ITERATIVE.value])].sort_values("copies")
        once, most = by_copies.iloc[0], by_copies.iloc[-1]
        found |= {
            f"{protocol}_once_fast": int(once["mode"] == Mode.FAST.label),
            f"{protocol}_most_copies_secure": int(most["mode"] == Mode.SECURE.label),
            f"{protocol}_most_copies": float(most["copies"]),
        }
    settled = table[table["part"] == Part.CAPACITY.value]["witness"]
    return found | {
        "price_off": float((settled - 1).abs().max()),
        "largest_load": chosen(table, Part.CAPACITY, Kind.ITERATIVE.value, SHOWN).value,
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Data that all can rely on, and capacity that all can use."""
    cells, withheld = cells_of(Code.WHOLE_MODEL)
    samples = least_samples(cells, withheld, MISSED)
    blobwise = chosen(table, Part.SAMPLING, Code.EACH_BLOB.value, TOLD)
    available = (
        f"its {cells:,} cells are coded over the whole model, the coding is right or somebody who has "
        f"the cells checks it, and each node samples {samples} of them, for a miss of at most one in "
        f"{1 / MISSED:,.0f}; coded blob by blob, {TOLD} samples by each of "
        f"{most_nodes(parameters['plan']):,} nodes all miss a withheld blob "
        f"in {blobwise.witness:.0%} of cases"
    )
    left = [chosen(table, Part.CAPACITY, kind.value, SHOWN).value for kind in Kind]
    divided = (
        f"copies leave {max(left):.0%} of it where results are right {SHOWN:.0%} of the time and are "
        f"to be right {TARGET:.1%} of the time"
    )
    return {
        "C101": Finding(Verdict.HOLDS_IF, available, "ai_workloads"),
        "C102": Finding(Verdict.REFUTED, divided, "ai_workloads"),
    }
