"""What others have published of networks' energy, beside what our formulas make of their inputs.

Where an input of ours was solved from the very table that it is held to, the row is fitted and no more
than a consistency check. Where a source does not tell its inputs, the row is left unanswered.
"""

from ..execution.comparison import Comparison, Role, exactly, unanswered
from .carbon import emissions
from .comparators import COMPARATORS
from .energy import energy_each, mean_power, site_power, watt_hours
from .equipment import DRAWS, Hardware
from .grid_intensities import GRIDS
from .proof_of_work import reduction

MERGE, POS_2022, CAMBRIDGE_ETHEREUM, CAMBRIDGE_BITCOIN, PLATT = (
    "CCRI, The Merge (2022)",
    "CCRI, PoS Protocols (2022)",
    "CCAF, CBNSI (2023)",
    "Cambridge, Digital Mining (2025)",
    "Platt et al. (2021), Table VI",
)
TOLERANCE = 0.15
"""Part by which ours may differ where others' grids or machines are guessed [1]."""
ROUNDING = 0.02
"""The same where both start from the same rounded numbers [1]."""
PERCENT = 1e-5
"""The same for a part printed as a percentage with three digits behind the point [1]."""

MERGED_MWH, MERGED_TONNES = 2_601.0, 870.0
"""Of Ethereum in a year after the Merge [MWh/year], [t CO2e/year]. Source: CCRI 2022."""
ETHEREUM_NODES, ETHEREUM_GWH, ETHEREUM_KILOTONNES = 14_072, 7.50, 2.8
"""Of Ethereum at the end of 2023 [1], [GWh/year], [kt CO2e/year]. Source: CCAF 2023."""
SOLANA_KWH, SOLANA_WH, SOLANA_TRANSACTIONS = 1_967_930.0, 0.166, 11.8e9
"""Of a year [kWh/year], of a transaction [Wh], and how many there were [1/year]. Source: CCRI 2022."""
AVALANCHE_KWH = 489_311.0
"""[kWh/year] Source: CCRI 2022."""
BITCOIN_OF_CCRI_TWH = 89.78
"""[TWh/year] Source: CCRI 2022."""
OTHERS_KWH = {"Polkadot": 70_237.0, "Tezos": 94_120.0, "Algorand": 512_671.0, "Cardano": 598_755.0}
"""[kWh/year] Source: CCRI 2022."""
VISA_WH = 1.49
"""Of a payment [Wh]. Source: CCRI 2022, after Visa."""
MINERS = {"USA": 0.754, "CAN": 0.071, "WLD": 0.175}
"""Part of Bitcoin's hash rate by country, the rest as the world [1]. Source: Cambridge 2025."""

SMALL_BOARD_WATTS, RACK_WATTS = 5.5, 168.1
"""Of the least and the largest machine of Platt et al., not told by our copy of the table [W]."""
PLATT_NODES = {"Algorand": 1_126, "Cardano": 2_958, "Polkadot": 297, "Tezos": 399}
"""Solved from the table itself, since our copy of it does not tell them [1]."""
PLATT_KILOWATTS = {
    "Algorand": (6.2, 189.3),
    "Cardano": (16.3, 497.2),
    "Polkadot": (1.6, 49.9),
    "Tezos": (2.2, 67.1),
}
"""Least and largest power of the network [kW]."""
PLATT_WATT_HOURS = {"Algorand": (4.427, 11.88), "Polkadot": (115.6, 0.12)}
"""Of a transaction at the largest power [Wh], and the throughput solved from it [1/s]."""
PLATT_BITCOIN_KILOWATTS = (3.37e6, 34.8e6)
"""Least and largest power of Bitcoin [kW]."""


def merge_rows() -> list[Comparison]:
    """How much Ethereum saved when it stopped mining."""
    before = COMPARATORS["ethereum-pow"]
    assert before.megatonnes is not None
    rounded = "of rounded inputs; the source seems to cut off and not to round"
    return [
        exactly(MERGE, "electricity saved [%]", 99.988,
                100 * reduction(MERGED_MWH, before.terawatt_hours * 1e6), PERCENT, reason=rounded),
        exactly(MERGE, "emissions saved [%]", 99.992,
                100 * reduction(MERGED_TONNES, before.megatonnes * 1e6), PERCENT),
        exactly(CAMBRIDGE_ETHEREUM, "emissions saved by the end of 2023 [%]", 99.97,
                100 * reduction(ETHEREUM_KILOTONNES * 1e3, before.megatonnes * 1e6), 10 * PERCENT),
        unanswered(MERGE, "electricity after it [MWh/year]",
                   "how many nodes of which kind it counts is in no text that we have", MERGED_MWH),
    ]  # fmt: skip


def ethereum_rows() -> list[Comparison]:
    """Ethereum's nodes at the end of 2023, with the classes of machines that we use."""
    least, most = (
        site_power(ETHEREUM_NODES, DRAWS[each].watts, 1) for each in (Hardware.HOME, Hardware.CLOUD)
    )
    published = mean_power(ETHEREUM_GWH * 1e6)
    ours = emissions(ETHEREUM_GWH * 1e6, GRIDS["WLD"].intensity) / 1e9
    cleaner = (
        "on the world's mean grid: its nodes stand on cleaner ones, which our copy does not list"
    )
    return [
        Comparison(
            system=CAMBRIDGE_ETHEREUM, what="power of all nodes [kW]", measured=published / 1e3,
            least=least / 1e3, most=most / 1e3, tolerance=0.0,
            reason="from all at home to all in the cloud",
        ),
        exactly(CAMBRIDGE_ETHEREUM, "emissions [kt/year]", ETHEREUM_KILOTONNES, ours, TOLERANCE,
                reason=cleaner),
    ]  # fmt: skip


def pos_rows() -> list[Comparison]:
    """Networks measured in 2022, and what follows from two of their numbers at a time."""
    ethereum = COMPARATORS["ethereum-pow-2021"].terawatt_hours * 1e9
    shares = {"Bitcoin": (0.0005, BITCOIN_OF_CCRI_TWH * 1e9), "Ethereum": (0.0028, ethereum)}
    untold = "which nodes it measured and counted is in no text that we have"
    return [
        exactly(POS_2022, "Solana, electricity [MWh/year]", SOLANA_KWH / 1e3,
                SOLANA_WH * SOLANA_TRANSACTIONS / 1e6, ROUNDING),
        *(
            exactly(POS_2022, f"Avalanche's part of {name}'s [%]", part,
                    100 * (1 - reduction(AVALANCHE_KWH, whole)), TOLERANCE,
                    reason="printed with one digit" if name == "Bitcoin" else "")
            for name, (part, whole) in shares.items()
        ),
        *(
            unanswered(POS_2022, f"{name}, electricity [MWh/year]", untold, kwh / 1e3)
            for name, kwh in OTHERS_KWH.items()
        ),
        unanswered(POS_2022, "Visa, of a payment [Wh]",
                   "of a company with all its offices: no model of ours is about it", VISA_WH),
    ]  # fmt: skip


def platt_rows() -> list[Comparison]:
    """A model of nodes times watts, whose counts and watts fit its own table."""
    found: list[Comparison] = []
    solved = "the count of nodes is solved from the table"
    for name, (least, most) in PLATT_KILOWATTS.items():
        ends = ((SMALL_BOARD_WATTS, least, "least"), (RACK_WATTS, most, "largest"))
        found += [
            exactly(PLATT, f"{name}, {end} power [kW]", published,
                    site_power(PLATT_NODES[name], watts, 1) / 1e3, 2 * ROUNDING, Role.FITTED, solved)
            for watts, published, end in ends
        ]  # fmt: skip
        found.append(
            exactly(PLATT, f"{name}, largest over least power", most / least,
                    RACK_WATTS / SMALL_BOARD_WATTS, 2 * ROUNDING, reason="no count is in it")
        )  # fmt: skip
    for name, (published, throughput) in PLATT_WATT_HOURS.items():
        power = site_power(PLATT_NODES[name], RACK_WATTS, 1)
        found.append(
            exactly(PLATT, f"{name}, of a transaction [Wh]", published,
                    watt_hours(energy_each(power, throughput)), ROUNDING, Role.FITTED,
                    "count and throughput are solved from the table")
        )  # fmt: skip
    return found


def bitcoin_rows() -> list[Comparison]:
    """Bitcoin by Cambridge, within another estimate and on the grids of its miners."""
    bitcoin = COMPARATORS["bitcoin"]
    assert bitcoin.megatonnes is not None
    least, most = PLATT_BITCOIN_KILOWATTS
    grid = sum(part * GRIDS[code].intensity for code, part in MINERS.items())
    return [
        Comparison(
            system=CAMBRIDGE_BITCOIN, what="power [GW]", measured=bitcoin.watts / 1e9,
            least=least / 1e6, most=most / 1e6, tolerance=0.0,
            reason="between the ends of Platt et al.",
        ),
        exactly(CAMBRIDGE_BITCOIN, "emissions [Mt/year]", bitcoin.megatonnes,
                emissions(bitcoin.terawatt_hours * 1e9, grid) / 1e12, TOLERANCE,
                reason="on the grids of their countries: miners say that half of theirs is cleaner"),
    ]  # fmt: skip


def energy_comparisons() -> list[Comparison]:
    """All of them."""
    return [*merge_rows(), *ethereum_rows(), *pos_rows(), *platt_rows(), *bitcoin_rows()]
