"""Blocks that wait for storage: measured times beside those that follow from few numbers."""

import numpy as np
from numpy.typing import NDArray

from .accesses import first_touches
from .comparison import Comparison, Role, exactly, unanswered
from .component_scheduling import dealt
from .dependency import joined
from .measured import (
    ACCOUNTS_OF_GREVM,
    GREVM_1_BY_HOT_CHANCE,
    GREVM_2,
    GREVM_2_HOT,
    GREVM_2_HOT_CHANCE,
    HOT_OF_GREVM,
    HYBRID_OF_GREVM_1,
    HYBRID_OF_GREVM_2,
    PEVM_BY_GREVM,
    Block,
)
from .payments import hot_ends
from .storage import access_wait, overlapped_time, plain_time, shared_time

SEQUENTIAL_TOLERANCE = 0.03
"""For times on one worker: one access is counted like another [1]."""
PARALLEL_TOLERANCE = 0.25
"""For times in parallel: memory and locks are not in the model [1]."""
MICROSECONDS = 1_000.0
"""In a millisecond."""
SLEEPERS = 2 * 32 + 1
"""Partitions and threads of Grevm: twice the cores and one [1]."""
THREADS = 32
"""Of pevm: as many as there are cores [1]."""

WITHOUT, WITH = GREVM_2[0], GREVM_2[1]
WAIT = access_wait(
    WITH.sequential * MICROSECONDS,
    WITHOUT.sequential * MICROSECONDS,
    WITH.transactions,
    WITH.latency,
)
"""Beyond the latency of each access: fitted to raw transfers at 20 µs, of one access each [µs]."""

SWAPS = GREVM_2[13]
SWAP_ACCESSES = round(
    (SWAPS.sequential - GREVM_2[12].sequential)
    * MICROSECONDS
    / (SWAPS.transactions * (SWAPS.latency + WAIT))
)
"""Of a swap among contracts of its own: fitted to swaps at 20 µs [1]."""
ACCESSES = {"raw transfers": 1, "ERC-20": 2, "Uniswap": SWAP_ACCESSES}
"""Of each transaction with itself: its account; its account and its balance; fitted [1]."""
FITTED = (WITH, SWAPS)
LATE = "computing and waiting take alike, and overlap only in part"


def without_latency(blocks: tuple[Block, ...], block: Block) -> Block:
    """The same block measured without latency."""
    return next(each for each in blocks if each.name == block.name and not each.latency)


def waiting(block: Block, accesses: float) -> float:
    """For storage, of all accesses one after the other [ms]."""
    return plain_time(0, 0, accesses, block.latency, WAIT) / MICROSECONDS


def on_one_worker(system: str, blocks: tuple[Block, ...]) -> list[Comparison]:
    """Times on one worker, of transactions that share nothing."""
    return [
        exactly(
            system,
            f"{each.name} at {each.latency:.0f} µs on one worker [ms]",
            each.sequential,
            without_latency(blocks, each).sequential
            + waiting(each, each.transactions * ACCESSES[each.name]),
            SEQUENTIAL_TOLERANCE,
            Role.FITTED if each in FITTED else Role.PREDICTED,
        )
        for each in blocks
        if each.latency
    ]


def overlapping() -> list[Comparison]:
    """Grevm 2.0 in parallel: computing goes on while others wait."""
    reasons = {("ERC-20", latency): LATE for latency in (40.0, 60.0, 80.0)}
    return [
        exactly(
            "Grevm 2.0",
            f"{each.name} at {each.latency:.0f} µs in parallel [ms]",
            each.parallel,
            overlapped_time(
                without_latency(GREVM_2, each).parallel,
                without_latency(GREVM_2, each).sequential
                + waiting(each, each.transactions * ACCESSES[each.name]),
                SLEEPERS,
            ),
            PARALLEL_TOLERANCE,
            reason=reasons.get((each.name, each.latency), ""),
        )
        for each in GREVM_2
        if each.latency
    ]


def overlapping_when_hot(rng: np.random.Generator) -> list[Comparison]:
    """Grevm 2.0 on payments with hot ends: their chains are too short to matter, one draw is enough."""
    found: list[Comparison] = []
    for block in GREVM_2_HOT:
        if not block.latency:
            continue
        alone = without_latency(GREVM_2_HOT, block)
        accesses, _ = drawn_accesses(block, GREVM_2_HOT_CHANCE, rng)
        label = f"{block.name}, hot with {GREVM_2_HOT_CHANCE:.0%}, at {block.latency:.0f} µs"
        sequential = alone.sequential + waiting(block, accesses)
        found += [
            exactly(
                "Grevm 2.0",
                f"{label} on one worker [ms]",
                block.sequential,
                sequential,
                SEQUENTIAL_TOLERANCE,
            ),
            exactly(
                "Grevm 2.0",
                f"{label} in parallel [ms]",
                block.parallel,
                overlapped_time(alone.parallel, sequential, SLEEPERS),
                PARALLEL_TOLERANCE,
                reason=LATE,
            ),
        ]
    return found


def sleeping_threads() -> list[Comparison]:
    """Pevm in parallel, as many threads as cores."""
    reasons = {
        "ERC-20": "its threads do not share what they read: twice our accesses would explain it",
    }
    return [
        exactly(
            "pevm",
            f"{each.name} at {each.latency:.0f} µs in parallel [ms]",
            each.parallel,
            shared_time(
                without_latency(PEVM_BY_GREVM, each).parallel,
                waiting(each, each.transactions * ACCESSES[each.name]),
                THREADS,
            ),
            PARALLEL_TOLERANCE,
            reason=reasons.get(each.name, ""),
        )
        for each in PEVM_BY_GREVM
        if each.latency
    ]


def touched(name: str, ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """(transactions, 2 or 3) what a payment touches: accounts, or one account and two balances."""
    if name == "raw transfers":
        return ends
    return np.concatenate([ends[:, :1] + ACCOUNTS_OF_GREVM, ends], axis=1)


def by_components(draws: int, rng: np.random.Generator) -> list[Comparison]:
    """Grevm 1.0 on payments with hot ends: accounts drawn as there, and each set in one partition."""
    near = "sets are about to join into one: the longest differs twofold from draw to draw"
    found: list[Comparison] = []
    for chance, blocks in GREVM_1_BY_HOT_CHANCE.items():
        for block in blocks:
            if not block.latency:
                continue
            alone = without_latency(blocks, block)
            counts = [drawn_accesses(block, chance, rng) for _ in range(draws)]
            label = f"{block.name}, hot with {chance:.0%}, at {block.latency:.0f} µs"
            for way, measured, start, place, tolerance in (
                ("on one worker", block.sequential, alone.sequential, 0, SEQUENTIAL_TOLERANCE),
                ("in parallel", block.parallel, alone.parallel, 1, PARALLEL_TOLERANCE),
            ):
                ours = [start + waiting(block, each[place]) for each in counts]
                found.append(
                    Comparison(
                        system="Grevm 1.0",
                        what=f"{label} {way} [ms]",
                        measured=measured,
                        least=min(ours),
                        most=max(ours),
                        tolerance=tolerance,
                        reason=near if (block.name, chance, place) == ("ERC-20", 0.3, 1) else "",
                    )
                )
    return found


def drawn_accesses(block: Block, chance: float, rng: np.random.Generator) -> tuple[int, int]:
    """Accesses of a drawn block: of all transactions, and of the longest partition [1]."""
    ends = hot_ends(block.transactions, ACCOUNTS_OF_GREVM, chance, HOT_OF_GREVM, rng)
    firsts = first_touches(touched(block.name, ends))
    return int(firsts.sum()), longest_partition(ends, firsts)


def longest_partition(ends: NDArray[np.int64], firsts: NDArray[np.int64]) -> int:
    """Accesses of the partition that has most, filled by numbers of transactions [1]."""
    numbers = np.repeat(np.arange(len(ends)), 2)
    sets = joined(numbers, ends.ravel(), len(ends))
    partition = dealt(np.bincount(sets), SLEEPERS)[sets]
    return int(np.bincount(partition, weights=firsts).max())


def mixed() -> list[Comparison]:
    """What we do not model."""
    rows = [("Grevm 1.0", chance, speedup) for chance, speedup in HYBRID_OF_GREVM_1.items()]
    rows.append(("Grevm 2.0", GREVM_2_HOT_CHANCE, HYBRID_OF_GREVM_2))
    return [
        unanswered(
            system,
            f"payments and swaps, hot with {chance:.0%}, at 100 µs, speed-up",
            "what a swap of the mix touches and takes is not told",
            speedup,
        )
        for system, chance, speedup in rows
    ]


def storage_comparisons(draws: int, rng: np.random.Generator) -> list[Comparison]:
    """All of them.

    Parameters
    ----------
    draws
        Of the blocks whose accounts are not listed; ours is the range of all draws [1].
    rng
        Draws them.
    """
    return [
        *on_one_worker("Grevm 2.0", GREVM_2),
        *on_one_worker("pevm", PEVM_BY_GREVM),
        *overlapping(),
        *overlapping_when_hot(rng),
        *sleeping_threads(),
        *by_components(draws, rng),
        *mixed(),
    ]
