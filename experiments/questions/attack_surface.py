"""How much random corruption of authorities and of stake does the safety of each mode bear?

Every authority is corrupted with one chance and every staker with another, independently; a mode
fails where two certificates of it can conflict. Over the whole surface one exact way answers; at some
points a second one looks again.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from ...models.attacks.assess import Method, assess
from ...models.attacks.stopping import Precision as Stopping
from ...models.attacks.votes.attack_surface import attack_surface
from ...models.attacks.votes.hybrid_quorum import HybridQuorum
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.validators", "fast.authority_threshold", "balanced.validators",
    "balanced.authority_threshold", "balanced.stake_threshold", "secure.validators",
    "secure.stake_threshold", "secure.oversight_threshold", "quorums",
)  # fmt: skip

SMALL_CHANCE = 1e-9
"""Failures below it are the contour of the figure [1]."""

LEAST_LOG10 = -1_000.0
"""Logarithms below, and that of the impossible, are told as this, so that results are finite [1]."""

STEPS = 10_000
"""Equal corruptions of both classes are searched in steps of one over so many [1]."""

THIRD = 1 / 3
GRIDS = {
    Precision.TINY: (0.02, 0.1, 0.25, 0.5),
    Precision.DEFAULT: (0.001, 0.0025, 0.005, *(step / 100 for step in range(1, 51))),
    Precision.FULL: (0.001, *(step / 400 for step in range(1, 201))),
}
"""Corruption chances of either class that the surface is drawn from, closer where they are small [1]."""

POINTS = {
    Precision.TINY: (0.1, THIRD),
    Precision.DEFAULT: (0.02, 0.1, 0.2, THIRD, 0.5),
    Precision.FULL: (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, THIRD, 0.4, 0.5),
}
"""Corruption chances of either class at which a second way looks again [1]."""

NO_WITNESS = {"witness": "", "witness_log10_probability": 0.0, "agrees": False}
"""Of rows that no second way has looked at, so that the results have no gaps."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mode of one protocol."""

    mode: Mode
    parameters: Parameters
    grid: tuple[float, ...]
    points: tuple[float, ...]


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every mode."""
    return [Case(mode, parameters, GRIDS[precision], POINTS[precision]) for mode in Mode]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The surface, the points of both ways, and the largest equal corruption that is borne."""
    asked = HybridQuorum(
        parameters=case.parameters, mode=case.mode, authority_corruption=0.0, stake_corruption=0.0
    )
    rows = [*surface(asked, case.grid), *points(asked, case.points, generators), border(asked)]
    return [{"mode": case.mode.label, **needs(asked)} | row for row in rows]


def needs(asked: HybridQuorum) -> dict[str, Any]:
    """Which classes sign, and how many corrupted members of each are enough; 0 of one that does not."""
    needed = {name: each.needed for name, each in asked.classes.items()}
    return {
        "asks_for": " and ".join(needed),
        "authorities_needed": needed.get("authorities", 0),
        "stakers_needed": needed.get("stakers", 0),
    }


def surface(asked: HybridQuorum, grid: Sequence[float]) -> list[dict[str, Any]]:
    """A row for every pair of corruptions."""
    found = attack_surface(asked, grid, grid)
    return [
        {"kind": "surface", **at(authorities, stake, float(found[row, column])), **NO_WITNESS}
        for row, authorities in enumerate(grid)
        for column, stake in enumerate(grid)
    ]


def at(authorities: float, stake: float, log10_probability: float) -> dict[str, float]:
    """One pair of corruptions and what it comes to."""
    return {
        "authority_corruption": authorities,
        "stake_corruption": stake,
        "log10_probability": max(log10_probability, LEAST_LOG10),
    }


def points(
    asked: HybridQuorum, chances: Sequence[float], generators: Generators
) -> list[dict[str, Any]]:
    """A row for every pair of corruptions, or every one of the only class; each with its witness."""
    alone = len(asked.classes) == 1
    found: list[dict[str, Any]] = []
    for authorities in chances:
        for stake in (authorities,) if alone else chances:
            question = replace(asked, authority_corruption=authorities, stake_corruption=stake)
            sampler = partial(generators, Stream.SAMPLING)
            assessed = assess(question, Method.EXACT, sampler, Stopping())
            second = assessed.agreement[0]
            log10_probability = assessed.estimate.log10_probability
            found.append(
                {
                    "kind": "point",
                    **at(authorities, stake, log10_probability),
                    "witness": second.method,
                    "witness_log10_probability": max(second.log10_probability, LEAST_LOG10),
                    "agrees": assessed.agrees,
                }
            )
    return found


def border(asked: HybridQuorum) -> dict[str, Any]:
    """The largest equal corruption of both classes below the small chance; 0 where there is none."""

    def fails(step: int) -> bool:
        """Whether so many steps of corruption are too many."""
        chance = step / STEPS
        return both(asked, chance).exact().probability >= SMALL_CHANCE

    most = max(bisect_left(range(STEPS + 1), True, key=fails) - 1, 0) / STEPS
    exact = both(asked, most).exact()
    return {"kind": "border", **at(most, most, exact.log10_probability), **NO_WITNESS}


def both(asked: HybridQuorum, chance: float) -> HybridQuorum:
    """The same corruption of both classes."""
    return replace(asked, authority_corruption=chance, stake_corruption=chance)


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Chances at a tenth and at a third, what is borne, what is needed, and how many points agree."""
    points = table[table["kind"] == "point"]
    found: dict[str, Any] = {}
    for word, chance in (("tenth", 0.1), ("third", THIRD)):
        equal = (points["authority_corruption"] == chance) & (points["stake_corruption"] == chance)
        for row in points[equal].itertuples():
            found[f"{row.protocol}_{row.mode}_{word}"] = 10.0 ** float(str(row.log10_probability))
    for row in table[table["kind"] == "border"].itertuples():
        found[f"{row.protocol}_{row.mode}_borne"] = row.authority_corruption
        found[f"{row.protocol}_{row.mode}_authorities_needed"] = row.authorities_needed
        found[f"{row.protocol}_{row.mode}_stakers_needed"] = row.stakers_needed
    return found | {
        "small_chance": SMALL_CHANCE,
        "points": len(points),
        "agreeing": int(points["agrees"].sum()),
    }
