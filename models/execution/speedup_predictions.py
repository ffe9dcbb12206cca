"""Published speed-ups beside those of our schedulers, whose costs come from three other rows."""

import numpy as np

from .bounds import (
    amdahl_speedup,
    chained_speedup,
    conflict_for_speedup,
    speculative_speedup,
)
from .comparison import Comparison, Role, exactly, unanswered
from .costs import Costs
from .dependency import dependencies
from .graph_scheduling import run_by_graph
from .measured import (
    APTOS_AGGREGATOR,
    APTOS_EIGHT_THREADS,
    APTOS_HOT_MODULES,
    BLOCK_STM,
    BLOCK_STM_CONTENDED,
    BLOCK_STM_WORST,
    CHAINS_OF_BLOCK_STM,
    CHAINS_OF_GREVM,
    CLAIMS,
    INDEPENDENT_OF_MAINNET,
    MAINNET_MEAN,
    PEVM,
    PEVM_BY_GREVM,
    TWO_PHASES_OF_ETHEREUM,
    Block,
)
from .optimistic import run_optimistically
from .payments import chained_payments, independent_payments
from .sectors import counters
from .sequential import run_in_order
from .workloads import Workload

TOLERANCE = 0.15
"""Part by which a speed-up of ours may differ [1]."""
THREADS = 32
"""Of the measured machines [1]."""
MAINNET_THREADS = 12
POSSIBLE_THREADS = (16, 32)
"""Of the machine that measured Aptos' counters, which its file does not tell [1]."""
NANOSECONDS = 1_000_000
"""In a millisecond."""
MOVE_WORK = 100_000
"""Of a transaction of Aptos on one worker: its 10,000 a second [ns]."""

FITTED_CHAIN, FITTED_FREE, FITTED_COMMIT = CHAINS_OF_BLOCK_STM[1], PEVM[2], PEVM[0]
INSTRUMENTATION = FITTED_CHAIN.parallel / FITTED_CHAIN.sequential - 1
"""Fitted to a chain of swaps, which runs at the pace of its executions [1]."""
VALIDATION = THREADS / FITTED_FREE.speedup - 1 - INSTRUMENTATION
"""Fitted to independent swaps, where validations are all that is added [1]."""
COMMIT = FITTED_COMMIT.parallel * NANOSECONDS / FITTED_COMMIT.transactions
"""Fitted to raw transfers, which are so short that nothing else counts [ns]."""
COSTS = Costs(
    instrumentation=INSTRUMENTATION, validation=VALIDATION, suspension=VALIDATION, commit=COMMIT
)
"""Of Block-STM; giving up at an estimate is taken to cost what a validation does."""

GRAPH_COSTS = Costs(instrumentation=CHAINS_OF_GREVM[0].parallel / CHAINS_OF_GREVM[0].sequential - 1)
"""Of a scheduler that knows the dependencies, fitted to a chain of ERC-20 payments by Grevm 2.0."""


def work_of(block: Block) -> float:
    """Mean time of a plain execution [ns]."""
    return block.sequential * NANOSECONDS / block.transactions


def optimistic_speedup(workload: Workload, workers: int, *, commutative: bool = False) -> float:
    """Speed-up of a block with the fitted costs [1]."""
    found = run_optimistically(workload, workers, COSTS, commutative=commutative)
    return found.speedup(workload.work)


def chains(transactions: int, rng: np.random.Generator) -> list[Comparison]:
    """Blocks in which each transaction reads from the last."""
    found = [
        exactly(
            "pevm",
            f"chain of {each.name}, speed-up",
            each.speedup,
            optimistic_speedup(chained_payments(transactions, work_of(each), rng), THREADS),
            TOLERANCE,
            Role.FITTED if each is FITTED_CHAIN else Role.PREDICTED,
        )
        for each in CHAINS_OF_BLOCK_STM
    ]
    found.append(
        exactly(
            "Block-STM",
            "sequential workload, least speed-up",
            BLOCK_STM_WORST,
            chained_speedup(INSTRUMENTATION),
            TOLERANCE,
        )
    )
    for each in CHAINS_OF_GREVM:
        workload = chained_payments(transactions, work_of(each), rng)
        graph = dependencies(run_in_order(workload))
        ours = run_by_graph(workload, graph, THREADS, GRAPH_COSTS).speedup(workload.work)
        role = Role.FITTED if each is CHAINS_OF_GREVM[0] else Role.PREDICTED
        found.append(
            exactly(
                "Grevm 2.0", f"chain of {each.name}, speed-up", each.speedup, ours, TOLERANCE, role
            )
        )
    return found


def without_conflicts(transactions: int, rng: np.random.Generator) -> list[Comparison]:
    """Blocks in which nobody touches what another does."""
    rows = [("pevm", each) for each in PEVM]
    rows += [("pevm, by Grevm", each) for each in PEVM_BY_GREVM if not each.latency]
    late = "a commit costs more than that of a raw transfer, whose time was fitted"
    found = [
        exactly(
            system,
            f"independent {each.name}, speed-up",
            each.speedup,
            optimistic_speedup(independent_payments(transactions, work_of(each), rng), THREADS),
            TOLERANCE,
            Role.FITTED if each in (FITTED_FREE, FITTED_COMMIT) else Role.PREDICTED,
            late if each.name == "ERC-20" else "",
        )
        for system, each in rows
    ]
    ours = speculative_speedup(THREADS, INSTRUMENTATION, VALIDATION)
    slower = "its memory of versions costs more than pevm's, by which it was fitted"
    return found + [
        exactly(
            "Block-STM",
            f"best of {name}, speed-up",
            measured,
            ours,
            TOLERANCE,
            reason=slower if name == "Aptos" else "",
        )
        for name, measured in BLOCK_STM.items()
    ]


def hot_counters(transactions: int, rng: np.random.Generator) -> list[Comparison]:
    """One counter against a hundred, as throughputs of one over the other."""
    one = optimistic_speedup(counters(transactions, 1, MOVE_WORK, rng), max(POSSIBLE_THREADS))
    few, many = (
        optimistic_speedup(counters(transactions, 100, MOVE_WORK, rng), workers) / one
        for workers in POSSIBLE_THREADS
    )
    found = [
        Comparison(
            system="Aptos",
            what=f"{name}: 100 copies over 1",
            measured=after / before,
            least=few,
            most=many,
            tolerance=TOLERANCE,
        )
        for name, (before, after) in APTOS_HOT_MODULES.items()
    ]
    summed, plain = (
        optimistic_speedup(
            counters(transactions, count, MOVE_WORK, rng), 32, commutative=commutative
        )
        for count, commutative in ((1, True), (100, False))
    )
    eight = counters(transactions, 10, MOVE_WORK, rng)
    return [
        *found,
        exactly(
            "Aptos",
            "one aggregator over 100 plain counters",
            APTOS_AGGREGATOR[0] / APTOS_AGGREGATOR[1],
            summed / plain,
            TOLERANCE,
            reason="throughput ends at that of a transaction that does nothing, in either case",
        ),
        exactly(
            "Aptos",
            "10 copies over 1 on 8 threads",
            APTOS_EIGHT_THREADS[1] / APTOS_EIGHT_THREADS[0],
            optimistic_speedup(eight, 8) / one,
            TOLERANCE,
            reason="a node does more than execute: 25,300 a second of what does nothing",
        ),
    ]


def mainnet() -> Comparison:
    """Blocks of mainnet, if all that depend on others stand in one line."""
    most, least = (
        amdahl_speedup(1 - independent, MAINNET_THREADS) / (1 + INSTRUMENTATION + VALIDATION)
        for independent in sorted(INDEPENDENT_OF_MAINNET, reverse=True)
    )
    return Comparison(
        system="pevm",
        what="blocks of mainnet, mean speed-up",
        measured=MAINNET_MEAN,
        least=least,
        most=most,
        tolerance=0.0,
    )


def open_ones() -> list[Comparison]:
    """Published speed-ups of blocks that nobody describes, and claims without any."""
    contended = "how many accounts their contended workload has is not told in the abstract"
    return [
        *(
            unanswered("Block-STM", f"contended workload of {name}, speed-up", contended, measured)
            for name, measured in BLOCK_STM_CONTENDED.items()
        ),
        *(
            unanswered(
                "two phases",
                f"Ethereum in {period}, speed-up",
                f"needs {conflict_for_speedup(speedup, THREADS):.0%} of the work in conflict on "
                f"{THREADS} workers, which is not told",
                speedup,
            )
            for period, speedup in TWO_PHASES_OF_ETHEREUM.items()
        ),
        *(
            unanswered(name, said, "no public table", role=Role.CLAIMED)
            for name, said in CLAIMS.items()
        ),
    ]


def speedup_comparisons(transactions: int, rng: np.random.Generator) -> list[Comparison]:
    """All of them.

    Parameters
    ----------
    transactions
        Of each block that is run; speed-ups hardly depend on it [1].
    rng
        Draws the blocks.
    """
    return [
        *chains(transactions, rng),
        *without_conflicts(transactions, rng),
        *hot_counters(transactions, rng),
        mainnet(),
        *open_ones(),
    ]
