"""Committees: seats of an adversary, drawn with and without replacement."""

import math
from functools import partial

from ...models.attacks.choices import Sampling
from ...models.attacks.committees.committee import Committee
from ...models.attacks.votes.vote import Vote
from .value import Published

EDGINGTON = "Edgington, Upgrading Ethereum, part 2"
SHARDING_FAQ = "Ethereum wiki, Sharding FAQ"
TARGET = 2.0**-40
PARTS_OF_A_MILLION = 1_000_000

SHARDING_TABLE = {
    "0.4": (2, 5, "0.0978 0.0271 0.0082 0.0009"),
    "0.33": (1, 3, "0.0108 0.0004 1.83e-5 3.98e-8"),
    "0.25": (1, 4, "0.0001 6.63e-8 4.11e-11 1.81e-17"),
    "0.2": (1, 5, "2.09e-6 2.14e-11 2.50e-16 3.96e-26"),
}
"""By the adversary's share: the share as a fraction, and a row for 50, 100, 150 and 250 seats."""

DASH = "Dash, DIP-0008, success probabilities"
DASH_SIGN = {
    (5_000, 500): "7.11e-157",
    (5_000, 1_000): "2.89e-76",
    (5_000, 1_500): "1.29e-38",
    (2_000, 400): "9.49e-94",
    (2_000, 600): "3.94e-45",
}
"""By masternodes and adversaries: 240 of 400 sign a lock."""
DASH_WITHHOLD = {
    (2_000, 200): "2.12e-87",
    (2_000, 400): "1.80e-26",
    (2_000, 600): "6.20e-7",
    (5_000, 500): "3.32e-65",
    (5_000, 1_000): "1.69e-22",
    (5_000, 1_500): "3.36e-6",
}
"""By masternodes and adversaries: 161 of 400 withhold a lock."""


def independent(population: int, adversaries: int, committee: int, seats: int) -> float:
    """Chance of at least so many seats, each drawn from all [1]."""
    return captured(population, adversaries, committee, seats, Sampling.WITH_REPLACEMENT)


def without_replacement(population: int, adversaries: int, committee: int, seats: int) -> float:
    """Chance of at least so many seats, each drawn from who is left [1]."""
    return captured(population, adversaries, committee, seats, Sampling.WITHOUT_REPLACEMENT)


def captured(
    population: int, adversaries: int, committee: int, seats: int, sampling: Sampling
) -> float:
    """Chance of at least so many seats [1]."""
    question = Committee(
        population=population,
        adversaries=adversaries,
        committee=committee,
        seats=seats,
        sampling=sampling,
    )
    return question.exact().probability


def safe_against_two_thirds(size: int) -> bool:
    """Whether a third gets two thirds of the seats with chance below 2^-40."""
    return independent(3, 1, size, -(-2 * size // 3)) < TARGET


def safe_from_here_on() -> float:
    """Least size from which all up to 300 are safe [seat]."""
    return 1 + max(size for size in range(1, 301) if not safe_against_two_thirds(size))


def safe_multiple_of_three() -> float:
    """Least safe size that divides into thirds [seat]."""
    return next(size for size in range(3, 301, 3) if safe_against_two_thirds(size))


def least_honest_percentage() -> float:
    """Honest part at which half of 1,024 seats fall with chance 2^-40 [%]."""
    safe, unsafe = 0, PARTS_OF_A_MILLION
    while unsafe - safe > 1:
        middle = (safe + unsafe) // 2
        if independent(PARTS_OF_A_MILLION, middle, 1024, 512) <= TARGET:
            safe = middle
        else:
            unsafe = middle
    return 100 * (1 - safe / PARTS_OF_A_MILLION)


def most_slots_of_the_censored() -> float:
    """Most of 688 slots that a tenth of honest proposers falls short of with chance below 1e-6."""
    return max(slots for slots in range(68) if independent(10, 9, 688, 688 - slots) < 1e-6)


def no_aggregator(size: int) -> float:
    """Committees of which one has no aggregator, if 16 are expected in each [1]."""
    return 1 / independent(size, size - 16, size, size)


def rounds_to_one_in_a_million() -> float:
    """Rounds in a row that a sample is won in, until that is as rare as 1e-6."""
    return math.log(1e-6) / math.log(without_replacement(50, 28, 5, 3))


def half_of_failing_sets() -> float:
    """Chance that half of 700 sets fail, each with chance 1/e [1]."""
    question = Vote(probabilities=(math.exp(-1),) * 700, threshold=350.0)
    found = question.exact()
    return math.nan if found is None else found.probability


def shared_shard() -> float:
    """Chance that two of 23 adversaries are among the three of one of 365 shards [%].

    One after the other: each takes a place of the 1,095, three of every shard not yet met are free.
    """
    apart = 1.0
    for placed in range(23):
        apart *= without_replacement(1095 - placed, 1095 - 3 * placed, 1, 1)
    return 100 * (1 - apart)


PUBLISHED = (
    Published(
        source="Ethereum, annotated specification, committee size",
        what="a third gets 86 of 128 seats",
        printed="5.55e-15",
        ours=partial(independent, 3, 1, 128, 86),
    ),
    Published(
        source=EDGINGTON,
        what="least committee that a third gets two thirds of with less than 2^-40",
        printed="109",
        ours=safe_from_here_on,
        reading="all larger ones are safe too; of the smaller ones only 107 is",
    ),
    Published(
        source="Buterin, quoted by Edgington",
        what="the same committee",
        printed="111",
        ours=safe_multiple_of_three,
        reading="least multiple of three; found after two other readings",
    ),
    *(
        Published(
            source=EDGINGTON,
            what=f"committees of {size}, one of which has no aggregator",
            printed=printed,
            ours=partial(no_aggregator, size),
        )
        for size, printed in ((128, "2.6e7"), (2048, "9.5e6"))
    ),
    *(
        Published(
            source=SHARDING_FAQ,
            what=f"a share of {share} gets half of {size} seats",
            printed=printed,
            ours=partial(independent, whole, part, size, size // 2),
            reading="at least half, where the text says more; 1/3 for 0.33; quoted from memory",
            table="half of 50 to 250 seats, at shares from 0.2 to 0.4",
        )
        for share, (part, whole, row) in SHARDING_TABLE.items()
        for size, printed in zip((50, 100, 150, 250), row.split(), strict=True)
    ),
    Published(
        source=SHARDING_FAQ + ", note 11",
        what="two fifths get 40 of 50 seats",
        printed="8.92e-9",
        ours=partial(independent, 5, 2, 50, 40),
    ),
    Published(
        source="Drake, ethresear.ch 2129",
        what="honest part that half of 1,024 seats needs for 2^-40 [%]",
        printed="61",
        ours=least_honest_percentage,
    ),
    Published(
        source="Censorship oracle, ethresear.ch 21721",
        what="slots of 688 that a tenth of honest proposers exceeds, but for 1e-6",
        printed="34",
        ours=most_slots_of_the_censored,
    ),
    Published(
        source="OmniLedger 2018, on Elastico",
        what="a quarter gets 34 of 100 seats [%]",
        printed="2.76",
        ours=lambda: 100 * independent(4, 1, 100, 34),
        reading="quoted from memory",
    ),
    Published(
        source="Worked example, r/Avax",
        what="28 of 50 get three of five samples [%]",
        printed="61.62",
        ours=lambda: 100 * without_replacement(50, 28, 5, 3),
    ),
    Published(
        source="Worked example, r/Avax",
        what="rounds of such samples to 1e-6",
        printed="28.5",
        ours=rounds_to_one_in_a_million,
    ),
    *(
        Published(
            source=DASH,
            what=f"{adversaries:,} of {population:,} {what}",
            printed=printed,
            ours=partial(without_replacement, population, adversaries, 400, seats),
            reading="ten of eleven are rounded upwards, the last has its digits cut off",
            table="240 of 400 sign, or 161 withhold, at shares from 0.1 to 0.3",
            rounds_up=True,
        )
        for what, seats, cells in (
            ("get 240 of 400 seats", 240, DASH_SIGN),
            ("get 161 of 400 seats", 161, DASH_WITHHOLD),
        )
        for (population, adversaries), printed in cells.items()
    ),
    Published(
        source="NEAR, NEP-509",
        what="135 of 408 mandates get 46 of 68 of any of six shards",
        printed="8.6e-10",
        ours=lambda: 6 * without_replacement(408, 135, 68, 46),
        reading="six times the chance of one shard; a third rounded down to 135",
    ),
    Published(
        source="Buterin, ethresear.ch 3250",
        what="half of 700 sets fail, each with chance 1/e",
        printed="2^-40.36",
        ours=half_of_failing_sets,
    ),
    Published(
        source="Elrond",
        what="133 of 400 get 43 of 63 seats",
        printed="5.38e-10",
        ours=partial(without_replacement, 400, 133, 63, 43),
        reading="33 % rounded up to 133; chosen among three readings",
    ),
    Published(
        source="NEAR",
        what="a third of 800 gets more than two thirds of one of four shards",
        printed="1e-29",
        ours=lambda: 4 * without_replacement(800, 266, 200, 134),
        reading="four times the chance of one shard",
    ),
    Published(
        source="ethresear.ch 4009",
        what="23 of 1,095 get two of three places in one of 365 shards [%]",
        printed="50",
        ours=shared_shard,
        reading="the birthdays of 23 people, who may all share one; a shard has three places",
    ),
)
"""Published values, each with the committee that answers it."""
