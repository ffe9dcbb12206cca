"""Races: double spends by Nakamoto's sum, by the negative binomial, and where blocks are late."""

from functools import partial

from ...models.attacks.chains.choices import Race
from ...models.attacks.chains.delayed_spend import DelayedSpend
from ...models.attacks.chains.double_spend import DoubleSpend, least_confirmations
from .value import Published, Unanswered

NAKAMOTO = "Nakamoto 2008, section 11"
ROSENFELD = "Rosenfeld 2014, table 1"
SHARES = (0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45)

NAKAMOTO_TABLES = {
    0.1: (1, "1.0000000 0.2045873 0.0509779 0.0131722 0.0034552 0.0009137 0.0002428 0.0000647 "
             "0.0000173 0.0000046 0.0000012"),
    0.3: (5, "1.0000000 0.1773523 0.0416605 0.0101008 0.0024804 0.0006132 0.0001522 0.0000379 "
             "0.0000095 0.0000024 0.0000006"),
}  # fmt: skip
"""By the attacker's share: confirmations from one cell to the next, and the row from none on."""

ROSENFELD_ROWS = {
    0.1: "20 5.600 1.712 0.546 0.178 0.059 0.020 0.007 0.002 0.001",
    0.2: "40 20.800 11.584 6.669 3.916 2.331 1.401 0.848 0.516 0.316",
    0.3: "60 43.200 32.616 25.207 19.762 15.645 12.475 10.003 8.055 6.511",
    0.4: "80 70.400 63.488 57.958 53.314 49.300 45.769 42.621 39.787 37.218",
}
"""By the attacker's share: percentages for one confirmation, two, and so on up to ten."""

WAITS = {
    Race.NAKAMOTO: (NAKAMOTO, "5 8 11 15 24 41 89 340"),
    Race.ROSENFELD: (
        "Grunspan & Pérez-Marco 2017, quoted second-hand",
        "6 9 13 20 32 58 133 539",
    ),
}
"""Confirmations that leave less than a thousandth, a row of `SHARES`."""


def undone(share: float, confirmations: int, model: Race) -> float:
    """Chance that a payment is undone [1]."""
    question = DoubleSpend(share=share, confirmations=confirmations, model=model)
    return question.exact().probability


def undone_percentage(share: float, confirmations: int) -> float:
    """The same by the negative binomial [%]."""
    return 100 * undone(share, confirmations, Race.ROSENFELD)


def wait(share: float, model: Race) -> float:
    """Least confirmations for less than a thousandth [block]."""
    return least_confirmations(share, 0.001, model).confirmations


def delayed_percentage(end: str) -> float:
    """An end of the chance that a tenth undoes 6 confirmations, blocks 10 s late [%]."""
    found = DelayedSpend(share=0.1, confirmations=6, delay=10.0, interval=600.0).exact()
    return 100 * {"lower": found.lower, "upper": found.upper}[end]


PUBLISHED = (
    *(
        Published(
            source=NAKAMOTO,
            what=f"an attacker of {share} undoes {step * place} confirmations",
            printed=printed,
            ours=partial(undone, share, step * place, Race.NAKAMOTO),
            table=f"an attacker of {share} undoes 0 to {10 * step} confirmations",
        )
        for share, (step, row) in NAKAMOTO_TABLES.items()
        for place, printed in enumerate(row.split())
    ),
    *(
        Published(
            source=source,
            what=f"confirmations against a share of {share} for less than 0.1 %",
            printed=printed,
            ours=partial(wait, share, model),
            table="confirmations for less than 0.1 %, at shares from 0.10 to 0.45",
        )
        for model, (source, row) in WAITS.items()
        for share, printed in zip(SHARES, row.split(), strict=True)
    ),
    *(
        Published(
            source=ROSENFELD,
            what=f"an attacker of {share} undoes {confirmations} confirmations [%]",
            printed=printed,
            ours=partial(undone_percentage, share, confirmations),
            reading="these rows only, quoted from memory",
            table="attackers of 0.1 to 0.4 undo 1 to 10 confirmations",
        )
        for share, row in ROSENFELD_ROWS.items()
        for confirmations, printed in enumerate(row.split(), start=1)
    ),
    *(
        Published(
            source="Guo & Ren 2022, abstract",
            what=f"{end} end: a tenth undoes 6 confirmations, blocks 10 s late [%]",
            printed=printed,
            ours=partial(delayed_percentage, end),
        )
        for end, printed in (("lower", "0.11"), ("upper", "0.35"))
    ),
)
"""Published values, each with the double spend that answers it."""

REVISED = (
    "settlement with network delay by a program of 2023, whose authors now count an adversarial "
    "block twice towards 2K"
)
"""Source: the history of the program of Gaži, Ren & Russell 2023, Practical Settlement Bounds."""

UNANSWERED = (
    Unanswered(
        source="CIP-0161, section 2.1",
        what="confirmations for 2^-60, 30 % adversarial, blocks 5 s late",
        printed="527",
        reason=f"{REVISED}; a line through its bounds for 1 to 100 blocks",
    ),
    *(
        Unanswered(
            source="CIP-0161, section 2.1",
            what=f"not settled after {blocks}, 30 % adversarial, 5 s late: at most",
            printed=printed,
            reason=REVISED,
        )
        for blocks, printed in (("1 block", "8.677e-01"), ("100 blocks", "3.161e-04"))
    ),
)
"""Values of slots whose blocks arrive late, which our settlement does not model."""
