"""Settlement: a proof-of-stake slot with many honest leaders, and a table with a row that is wrong."""

from functools import cache, partial

from ...models.attacks.chains.settlement import Settlement
from ...models.attacks.chains.settlement_chances import Unsettled, unsettled_chance
from ..running.precision import Precision
from .value import Published

SOURCE = "Kiayias, Quader & Russell 2020, multihonest-code"
SHARES = (0.01, 0.1, 0.2, 0.3, 0.4, 0.49)
SHORT = 500

TABLE = {
    100: {
        0.01: "3.77E-01 4.91E-01 6.38E-01 7.95E-01 9.31E-01 9.97E-01",
        0.25: "1.22E-12 3.13E-08 8.94E-05 1.65E-02 3.17E-01 9.48E-01",
        0.5: "4.80E-28 6.53E-14 6.21E-07 2.80E-03 1.99E-01 9.26E-01",
        0.8: "6.16E-48 4.13E-17 5.10E-08 1.11E-03 1.53E-01 9.11E-01",
        0.9: "9.75E-52 1.24E-17 3.24E-08 9.27E-04 1.44E-01 9.08E-01",
        1.0: "5.70E-54 5.10E-18 2.28E-08 8.00E-04 1.37E-01 9.05E-01",
    },
    200: {
        0.01: "1.42E-01 2.41E-01 4.08E-01 6.34E-01 8.72E-01 9.95E-01",
        0.25: "1.51E-24 1.06E-15 9.36E-09 3.36E-04 1.25E-01 9.27E-01",
        0.5: "2.46E-55 6.31E-27 6.40E-13 1.31E-05 5.86E-02 8.98E-01",
        0.8: "7.58E-95 4.61E-33 6.58E-15 2.73E-06 3.91E-02 8.81E-01",
        0.9: "3.04E-102 4.95E-34 2.96E-15 2.03E-06 3.60E-02 8.77E-01",
        1.0: "1.64E-106 9.82E-35 1.61E-15 1.60E-06 3.36E-02 8.73E-01",
    },
    300: {
        0.01: "5.37E-02 1.18E-01 2.61E-01 5.06E-01 8.17E-01 9.94E-01",
        0.25: "1.86E-36 3.62E-23 9.80E-13 6.86E-06 4.94E-02 9.10E-01",
        0.5: "1.26E-82 6.10E-40 6.60E-19 6.19E-08 1.76E-02 8.77E-01",
        0.8: "9.32E-142 5.14E-49 8.48E-22 6.78E-09 1.04E-02 8.57E-01",
        0.9: "9.46E-153 1.98E-50 2.71E-22 4.50E-09 9.30E-03 8.53E-01",
        1.0: "4.70E-159 1.89E-51 1.14E-22 3.25E-09 8.52E-03 8.50E-01",
    },
    400: {
        0.01: "2.03E-02 5.81E-02 1.67E-01 4.04E-01 7.66E-01 9.92E-01",
        0.25: "2.30E-48 1.23E-30 1.03E-16 1.40E-07 1.96E-02 8.96E-01",
        0.5: "6.46E-110 5.90E-53 6.81E-25 2.92E-10 5.33E-03 8.59E-01",
        0.8: "1.15E-188 5.74E-65 1.09E-28 1.68E-11 2.77E-03 8.38E-01",
        0.9: "2.95E-203 7.91E-67 2.48E-29 9.96E-12 2.43E-03 8.33E-01",
        1.0: "1.35E-211 3.64E-68 8.02E-30 6.59E-12 2.18E-03 8.29E-01",
    },
    500: {
        0.01: "7.89E-05 3.23E-03 2.71E-02 1.40E-01 4.83E-01 9.54E-01",
        0.25: "5.06E-62 7.72E-39 4.06E-21 1.66E-09 6.20E-03 8.65E-01",
        0.5: "1.28E-138 1.75E-66 3.65E-31 9.61E-13 1.39E-03 8.31E-01",
        0.8: "1.94E-236 3.02E-81 9.16E-36 3.28E-14 6.70E-04 8.12E-01",
        0.9: "1.83E-254 1.63E-83 1.54E-36 1.78E-14 5.80E-04 8.08E-01",
        1.0: "1.02E-264 3.90E-85 4.00E-37 1.10E-14 5.16E-04 8.05E-01",
    },
}
"""By slots, by the unique part: a row of `SHARES`."""


@cache
def found(share: float, unique: float) -> Unsettled:
    """The chance after 500 slots, and the part of it that the file leaves out."""
    return unsettled_chance(share, unique, SHORT)


def unsettled(share: float, unique: float, slots: int) -> float:
    """Chance that a slot is not settled [1]."""
    if slots == SHORT:
        return found(share, unique).total.probability
    return Settlement(share=share, unique=unique, slots=slots).exact().probability


def short_by_a_state(share: float, unique: float) -> float:
    """The chance after 500 slots, less that of the state with reach and margin zero [1]."""
    chances = found(share, unique)
    return chances.total.probability - chances.level.probability


def cells(slots: int) -> tuple[Published, ...]:
    """One row of blocks of the table, as the model says."""
    return tuple(
        Published(
            source=SOURCE,
            what=f"share {share}, unique part {unique}: not settled after {slots} slots",
            printed=printed,
            ours=partial(unsettled, share, unique, slots),
            reading=WRONG if slots == SHORT else "",
            table=f"not settled after {SHORT} slots" if slots == SHORT else RIGHT,
            precision=Precision.TINY if slots == min(TABLE) else Precision.DEFAULT,
        )
        for unique, row in TABLE[slots].items()
        for share, printed in zip(SHARES, row.split(), strict=True)
    )


RIGHT = "not settled after 100 to 400 slots"
WRONG = "the file leaves out the state with reach and margin zero"

PUBLISHED = (
    *(cell for slots in TABLE for cell in cells(slots)),
    *(
        Published(
            source=SOURCE,
            what=f"share {share}, unique part {unique}: {SHORT} slots, less one state",
            printed=printed,
            ours=partial(short_by_a_state, share, unique),
            reading="ours without that state",
            table=f"the same {SHORT} slots, less one state",
            precision=Precision.DEFAULT,
        )
        for unique, row in TABLE[SHORT].items()
        for share, printed in zip(SHARES, row.split(), strict=True)
    ),
)
"""Published values, each with the settlement that answers it."""
