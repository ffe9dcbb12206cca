"""What others have measured of parallel execution, as they printed it.

Times are those of whole blocks. What is only claimed, without a public table, stands apart.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A measured block: on one worker, and in parallel."""

    name: str
    transactions: int
    latency: float
    """Of an access to storage [µs]."""
    sequential: float
    """[ms]"""
    parallel: float
    """[ms]"""

    @property
    def speedup(self) -> float:
        """[1]"""
        return self.sequential / self.parallel


PEVM = (
    Block("raw transfers", 47_620, 0, 159.08, 56.425),
    Block("ERC-20", 37_123, 0, 246.43, 60.817),
    Block("Uniswap", 6_413, 0, 413.42, 18.707),
)
"""Block-STM for the EVM on 32 virtual cores, nothing in conflict: risechain/pevm, benches/README.md."""

PEVM_BY_GREVM = (
    Block("raw transfers", 47_620, 0, 156.47, 55.488),
    Block("raw transfers", 47_620, 100, 7_484.1, 259.18),
    Block("ERC-20", 33_628, 0, 278.24, 65.127),
    Block("ERC-20", 33_628, 100, 10_628, 683.13),
    Block("Uniswap", 6_413, 0, 665.96, 33.787),
)
"""The same program measured by others on 32 virtual cores: Galxe/grevm, docs/v1/README.md, table 2."""

CHAINS_OF_BLOCK_STM = (
    Block("ERC-20", 33_628, 0, 292.45, 423.45),
    Block("Uniswap", 6_414, 0, 488.12, 687.13),
)
"""Each transaction reads from the last, pevm: Galxe/grevm, docs/v2/grevm2.md, table 5."""

CHAINS_OF_GREVM = (
    Block("ERC-20", 33_628, 0, 350.32, 369.96),
    Block("Uniswap", 6_414, 0, 550.19, 567.32),
)
"""Each transaction reads from the last: Galxe/grevm, docs/v2/grevm2.md, table 4."""

GREVM_2 = (
    Block("raw transfers", 47_620, 0, 185.74, 123.01),
    Block("raw transfers", 47_620, 20, 3_703.5, 125.59),
    Block("raw transfers", 47_620, 40, 4_654.0, 127.13),
    Block("raw transfers", 47_620, 60, 5_612.0, 131.50),
    Block("raw transfers", 47_620, 80, 6_560.6, 136.92),
    Block("raw transfers", 47_620, 100, 7_511.1, 152.96),
    Block("ERC-20", 33_628, 0, 329.55, 105.51),
    Block("ERC-20", 33_628, 20, 5_297.6, 119.59),
    Block("ERC-20", 33_628, 40, 6_643.3, 140.24),
    Block("ERC-20", 33_628, 60, 7_992.8, 161.59),
    Block("ERC-20", 33_628, 80, 9_335.1, 182.84),
    Block("ERC-20", 33_628, 100, 10_681, 205.30),
    Block("Uniswap", 6_413, 0, 771.83, 60.36),
    Block("Uniswap", 6_413, 20, 12_188, 203.70),
    Block("Uniswap", 6_413, 40, 15_261, 249.38),
    Block("Uniswap", 6_413, 60, 18_378, 299.91),
    Block("Uniswap", 6_413, 80, 21_433, 351.29),
    Block("Uniswap", 6_413, 100, 24_530, 403.18),
)
"""Nothing in conflict, 32 virtual cores: Galxe/grevm, docs/v2/grevm2.md, table 1."""

GREVM_2_HOT_CHANCE = 0.3
GREVM_2_HOT = (
    Block("raw transfers", 47_620, 0, 228.03, 130.17),
    Block("raw transfers", 47_620, 100, 8_933.0, 199.62),
    Block("ERC-20", 33_628, 0, 366.76, 110.10),
    Block("ERC-20", 33_628, 100, 11_526, 224.69),
)
"""Ends of payments are hot with this chance: Galxe/grevm, docs/v2/grevm2.md, table 3."""

GREVM_1_BY_HOT_CHANCE = {
    0.0: (
        Block("raw transfers", 47_620, 0, 207.25, 77.05),
        Block("raw transfers", 47_620, 100, 9_610.52, 217.2),
        Block("ERC-20", 33_628, 0, 316.57, 92.63),
        Block("ERC-20", 33_628, 100, 12_233.27, 263.9),
    ),
    0.1: (
        Block("raw transfers", 47_620, 0, 208.05, 77.86),
        Block("raw transfers", 47_620, 100, 9_632.2, 217.31),
        Block("ERC-20", 33_628, 0, 313.59, 94.28),
        Block("ERC-20", 33_628, 100, 12_289.76, 270.19),
    ),
    0.3: (
        Block("raw transfers", 47_620, 0, 194.95, 171.65),
        Block("raw transfers", 47_620, 100, 8_879.44, 4_328.08),
        Block("ERC-20", 33_628, 0, 313.48, 92.07),
        Block("ERC-20", 33_628, 100, 11_434.4, 438.03),
    ),
}
"""Ends of payments are hot with this chance: Galxe/grevm, docs/v1/README.md, tables 5 to 7."""

HYBRID_OF_GREVM_2 = 29.0
"""Speed-up of their mix at 100 µs, hot with 30 %; docs/v2/grevm2.md, table 3 [1]."""
HYBRID_OF_GREVM_1 = {0.0: 7.73, 0.1: 7.85, 0.3: 5.19}
"""Speed-up of their mix of payments and swaps at 100 µs, by the hot chance; the same tables [1]."""

ACCOUNTS_OF_GREVM, HOT_OF_GREVM = 100_000, 10_000
"""Accounts of these blocks, and how many of them are hot [1]."""

BLOCK_STM = {"Diem": 20.0, "Aptos": 17.0}
"""Best speed-up on 32 threads: Gelashvili et al., PPoPP 2023, abstract [1]."""
BLOCK_STM_CONTENDED = {"Diem": 20.0 * 50 / 110, "Aptos": 17.0 * 80 / 170}
"""The same on their contended workload, whose accounts the abstract does not count [1]."""
BLOCK_STM_WORST = 1 / 1.3
"""What a fully sequential workload keeps at least, as the paper has it: an overhead of 30 % [1]."""

APTOS_HOT_MODULES = {
    "modify-global-resource": (2_273.4, 33_327.8),
    "vector-picture30k": (102.5, 1_855.3),
    "smart-table-picture30-k-with200-change": (16.1, 209.5),
    "token-v1ft-mint-and-transfer": (1_162.9, 18_257.0),
    "token-v1nft-mint-and-transfer-sequential": (735.7, 12_888.4),
    "liquidity-pool-swap": (814.2, 11_378.2),
    "liquidity-pool-swap-stable": (781.5, 11_056.6),
    "no-op-fee-payer": (2_049.5, 32_284.2),
}
"""With 1 and with 100 copies of the contract: aptos-labs/aptos-core, testsuite,
single_node_performance_values.tsv at 019d8c69 [1/s]."""
APTOS_AGGREGATOR = (34_327.5, 33_327.8)
"""One counter that is summed up later, and 100 plain ones; the same file [1/s]."""
APTOS_EIGHT_THREADS = (4_150.0, 13_000.0)
"""With 1 and with 10 counters on 8 threads: single_node_performance.py at 00658176 [1/s]."""

MAINNET_MEAN = 2.156
"""Mean speed-up of pevm over 70 blocks of mainnet with 50 transactions or more, on 12 threads [1]."""
INDEPENDENT_OF_MAINNET = (0.6, 0.8)
"""Part of Ethereum's transactions that depend on no other in a block: ethresear.ch 22150, 2025 [1]."""
TWO_PHASES_OF_ETHEREUM = {"2016": 8.0, "end of 2017": 2.0}
"""Speed-up of two phases, all in parallel and then what conflicted: Saraph and Herlihy 2019 [1]."""

CLAIMS = {
    "Sealevel": "runs transactions in parallel that declare disjoint accounts; no public table",
    "Monad": "10,000 transactions a second by optimistic execution; no public table of speed-ups",
}
"""What vendors claim without data that one could hold a model to."""
