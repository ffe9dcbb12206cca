"""What a run shows: time to finality, throughput, time in each mode and recovery, with intervals."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass
from math import inf, isfinite, sqrt
from typing import cast

import numpy as np
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    stdtrit,  # pyright: ignore[reportUnknownVariableType]
)

from ...protocol.modes import Mode
from ..links import Floats
from .ledger import Ledger, Proposed
from .simulation import Trial, patience_ms

BATCHES = 10
"""Into which the blocks of a run are parted, in order: neighbours depend on each other [1]."""
CONFIDENCE = 0.95
FEWEST = 2
"""Final blocks of which a throughput can be told [1]."""
QUARTERS = (0.125, 0.375, 0.625, 0.875)
"""Where in a block the transactions are looked at, for the time that they waited [1]."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and between which ends it lies with `CONFIDENCE`; nothing where blocks are too few."""

    mean: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """One run, from its start to its last final block."""

    finality_ms: Floats
    """(blocks, validators) from when each block was due; not a number where the validator was Byzantine,
    did not have it when the run ended, or was away when others had it already [ms]."""
    modes: tuple[Mode, ...]
    """Of each final block, as it was proposed."""
    finality: Interval
    """[ms]"""
    throughput: Interval
    """[1/s]"""
    carried: float
    """Throughput of the same blocks, had all been full [1/s]."""
    offered: float | None
    """Throughput if all that came had been taken; none where load is endless [1/s]."""
    wait_ms: float | None
    """Mean time of a transaction from its arrival to finality; none where load is endless [ms]."""
    backlog: float | None
    """Most transactions that waited at a proposal; none where load is endless [1]."""
    mode_shares: dict[Mode, float]
    """Part of the time in rounds of each mode [1]."""
    failed_rounds: int
    recovery_ms: tuple[float | None, ...]
    """For each partition that heals: until everybody who is there holds a block that was proposed after
    that final; none where the run ended before [ms]."""
    halted: bool
    """Whether the run was stopped before all its blocks were final, because for `waits` nothing was; one
    that is merely slow, and might have gone on later, is stopped too."""
    waits: float
    """First waits without anything final after which it would have been stopped [1]."""
    seconds: float
    """Simulated [s]."""


def measure(trial: Trial, ledger: Ledger) -> Measured:
    """What a run shows.

    Parameters
    ----------
    trial
        What was run.
    ledger
        What happened.
    """
    conditions = trial.conditions
    final = np.array(ledger.final_ms).reshape(len(ledger.chain), ledger.validators)
    first: Floats = np.fmin.reduce(final, axis=1) if len(final) else np.empty(0)
    due = np.array(ledger.due_ms[: len(final)])
    finality = final - due[:, None]
    # What somebody misses while others have it says nothing of the protocol; what all wait for does.
    for outage in conditions.outages:
        missed = (first < outage.ends_ms) & (final[:, outage.validator] > outage.begins_ms)
        finality[missed, outage.validator] = np.nan
    told = np.isfinite(finality)
    means = np.where(told, finality, 0.0).sum(axis=1) / np.maximum(told.sum(axis=1), 1)
    there = [
        each
        for each in range(ledger.validators)
        if each not in conditions.offline | conditions.equivocating
    ]
    return Measured(
        finality_ms=finality,
        modes=tuple(ledger.blocks[block].mode for block in ledger.chain),
        finality=interval(batches(means[told.any(axis=1)])),
        throughput=throughput(ledger, first),
        carried=rate(ledger, first, sum(each.room for each in final_blocks(ledger)[1:])),
        offered=offered(trial, ledger, first),
        wait_ms=waiting(trial, ledger, first),
        backlog=backlog(trial, ledger),
        mode_shares=shares(ledger, float(first[-1]) if len(first) else 0.0),
        failed_rounds=ledger.failed_rounds,
        recovery_ms=tuple(
            recovery(ledger, final[:, there], each.ends_ms)
            for each in conditions.partitions
            if isfinite(each.ends_ms)
        ),
        halted=len(ledger.chain) < trial.heights,
        waits=patience_ms(trial) / (1_000 * trial.parameters.network.timeout_seconds),
        seconds=float(first[-1]) / 1_000 if len(first) else 0.0,
    )


def batches(values: Floats) -> Floats:
    """Means of so many batches of neighbours, as even as can be; the values where they are fewer."""
    return np.array([part.mean() for part in np.array_split(values, BATCHES) if len(part)])


def interval(means: Floats) -> Interval:
    """Mean of the means of batches, and Student's interval around it.

    Parameters
    ----------
    means
        (batches,) taken to be independent and normal.

    Notes
    -----
    Source: the method of batch means, Law & Kelton, "Simulation Modeling and Analysis".
    """
    if not len(means):
        return Interval(float("nan"), None, None)
    mean, size = float(means.mean()), len(means)
    if size < BATCHES:
        return Interval(mean, None, None)
    quantile = cast(float, stdtrit(size - 1, (1 + CONFIDENCE) / 2))
    half = float(quantile) * float(means.std(ddof=1)) / sqrt(size)
    return Interval(mean, mean - half, mean + half)


def throughput(ledger: Ledger, first: Floats) -> Interval:
    """Final transactions a second, from the first final block on, batch by batch of blocks.

    Parameters
    ----------
    ledger
        What happened.
    first
        (blocks,) when each was final somewhere [ms].
    """
    blocks = final_blocks(ledger)
    if len(blocks) < FEWEST:
        return Interval(0.0, None, None)
    through = np.array([block.through for block in blocks])
    mean = rate(ledger, first, through[-1] - through[0])
    size = len(first) - 1
    ends = np.linspace(0, size, min(BATCHES, size) + 1).round().astype(int)
    spans = np.diff(first[ends])
    # Chained blocks may become final at one instant, where a round between them was given up.
    if not spans.all():
        return Interval(mean, None, None)
    found = interval(1_000 * np.diff(through[ends]) / spans)
    if found.lower is None or found.upper is None:
        return Interval(mean, None, None)
    half = (found.upper - found.lower) / 2
    return Interval(mean, max(0.0, mean - half), mean + half)


def final_blocks(ledger: Ledger) -> list[Proposed]:
    """Blocks of the chain by height."""
    return [ledger.blocks[block] for block in ledger.chain]


def rate(ledger: Ledger, first: Floats, count: float) -> float:
    """Transactions a second from the first final block on to the last.

    Blocks that were held up and then final together came no faster than they were proposed: the longer
    of both times counts.

    Parameters
    ----------
    ledger
        What happened.
    first
        (blocks,) when each was final somewhere [ms].
    count
        Transactions of all blocks but the first [1].
    """
    blocks = final_blocks(ledger)
    if len(blocks) < FEWEST:
        return 0.0
    span = max(float(first[-1] - first[0]), blocks[-1].at_ms - blocks[0].at_ms)
    return 1_000 * float(count) / span if span > 0 else 0.0


def offered(trial: Trial, ledger: Ledger, first: Floats) -> float | None:
    """Transactions a second that waited or came in until the last proposal [1/s]."""
    if trial.demand.is_endless:
        return None
    blocks = final_blocks(ledger)
    if not blocks:
        return 0.0
    return rate(ledger, first, trial.demand.arrived(blocks[-1].at_ms) - blocks[0].through)


def waiting(trial: Trial, ledger: Ledger, first: Floats) -> float | None:
    """Mean time from a transaction's arrival until its block is final somewhere [ms]."""
    if trial.demand.is_endless:
        return None
    total = weight = 0.0
    for number, at in zip(ledger.chain, first.tolist(), strict=True):
        block = ledger.blocks[number]
        count = block.through - block.before
        for part in QUARTERS:
            came = trial.demand.came(block.before + part * count)
            total += count * (at - came) / len(QUARTERS) if count > 0 else 0.0
        weight += count
    return total / weight if weight else None


def backlog(trial: Trial, ledger: Ledger) -> float | None:
    """Most transactions that waited when a final block was proposed [1]."""
    if trial.demand.is_endless:
        return None
    blocks = [ledger.blocks[number] for number in ledger.chain]
    return max((trial.demand.arrived(each.at_ms) - each.before for each in blocks), default=0.0)


def shares(ledger: Ledger, until: float) -> dict[Mode, float]:
    """Part of the time that the furthest validator spent in rounds of each mode [1]."""
    spent = dict.fromkeys(Mode, 0.0)
    ends = [at for at, _ in ledger.entries[1:]] + [until]
    for (begins, mode), end in zip(ledger.entries, ends, strict=True):
        spent[mode] += max(0.0, min(end, until) - begins)
    total = sum(spent.values())
    return {mode: time / total if total else 0.0 for mode, time in spent.items()}


def recovery(ledger: Ledger, final: Floats, healed: float) -> float | None:
    """Time from the end of a partition until everybody holds a block of after that final [ms]."""
    for height, block in enumerate(ledger.chain):
        if ledger.blocks[block].at_ms >= healed:
            last = float(final[height].max()) if final.shape[1] else inf
            return last - healed if isfinite(last) else None
    return None
