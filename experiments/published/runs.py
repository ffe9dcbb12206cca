"""Runs: slots that are the adversary's one after the other."""

from functools import partial

from ...models.attacks.chains.run import Run
from .value import Published


def in_a_row(share: float, slots: int) -> float:
    """Chance that all of so many slots are the adversary's [1]."""
    return Run(share=share, length=slots, slots=slots).exact().probability


def no_run_of_two(slots: int) -> float:
    """Chance that fair tosses have no two successes in a row [1]."""
    return 1 - Run(share=0.5, length=2, slots=slots).exact().probability


def attempts_for(share: float, slots: int) -> float:
    """Attempts for one in which all of so many slots are the adversary's [1]."""
    return 1 / in_a_row(share, slots)


PUBLISHED = (
    *(
        Published(
            source="Feller, volume I, XIII.7, table 2",
            what=f"no two successes in a row in {slots} fair tosses",
            printed=printed,
            ours=partial(no_run_of_two, slots),
            reading="quoted from memory",
            table="no two successes in a row in 2 to 5 fair tosses",
        )
        for slots, printed in ((2, "0.75"), (3, "0.625"), (4, "0.5"), (5, "0.40625"))
    ),
    Published(
        source="Edgington, Upgrading Ethereum, seed look-ahead",
        what="attempts for 96 slots in a row without a tenth of honest proposers",
        printed="2.5e4",
        ours=partial(attempts_for, 0.9, 96),
    ),
    Published(
        source="A claim about runs, its author not recorded",
        what="0.66 has 81 blocks in a row",
        printed="< 2^-128",
        ours=partial(in_a_row, 0.66, 81),
        reading="2^-128 takes 214 blocks in a row",
    ),
    Published(
        source="NEAR, on fishermen",
        what="0.66 has 100 places in a row",
        printed="6e-19",
        ours=partial(in_a_row, 0.66, 100),
        reading="0.66 to the power of 101 would be 5.9e-19",
    ),
    Published(
        source="NEAR, on fishermen",
        what="0.33 has 40 places in a row",
        printed="5e-20",
        ours=partial(in_a_row, 0.33, 40),
    ),
)
"""Published values, each with the run that answers it."""
