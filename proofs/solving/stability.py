"""Whether an answer hangs on chance: the same condition under other seeds, its assertions shuffled."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low
from typing import Any

import numpy as np
import z3

from .claim import Claim
from .solver import RESOURCES, Outcome, decide
from .stated import Stated


@dataclass(frozen=True, slots=True)
class Trial:
    """One condition under one seed."""

    claim: str
    condition: str
    seed: int
    outcome: Outcome
    work: int
    """What Z3 counted while it answered: the same on every machine, unlike seconds [1]."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One condition under all seeds."""

    claim: str
    condition: str
    outcomes: tuple[Outcome, ...]
    """Each that occurred, once; a stable condition has one, and it is not `undecided`."""
    undecided: int
    """Seeds under which Z3 gave up [1]."""
    least: int
    """Work under the luckiest seed [1]."""
    median: int
    """Work under the middle seed, the lower of two [1]."""
    most: int
    """Work under the unluckiest seed [1]."""

    @property
    def is_stable(self) -> bool:
        """Whether every seed gave the same answer."""
        return len(self.outcomes) == 1 and not self.undecided

    def as_dict(self) -> dict[str, Any]:
        """The spread as JSON."""
        return {
            "claim": self.claim,
            "condition": self.condition,
            "outcomes": list(self.outcomes),
            "undecided": self.undecided,
            "work_least": self.least,
            "work_median": self.median,
            "work_most": self.most,
        }


def trial(
    claim: Claim,
    asked: Stated,
    seed: int,
    rng: np.random.Generator,
    resources: int = RESOURCES,
) -> Trial:
    """One condition of a claim under one seed.

    Parameters
    ----------
    claim
        Whose name the row bears.
    asked
        One of its conditions.
    seed
        Of the choices that Z3 makes at random.
    rng
        Draws the order of the assertions.
    resources
        Work after which Z3 gives up [1].

    Notes
    -----
    Source: Zhou et al., "Mariposa: Measuring SMT Instability in Automated Program Verification",
    FMCAD 2023, two of whose mutations these are.
    """
    context = z3.Context()  # in one and the same, the work would depend on the trials before
    assertions: list[Any] = [each.translate(context) for each in asked.assertions()]
    shuffled = [assertions[place] for place in rng.permutation(len(assertions))]
    answer = decide(shuffled, resources, seed)
    return Trial(claim.name, asked.condition.name, seed, answer.outcome, answer.work)


def spreads(trials: Iterable[Trial]) -> list[Spread]:
    """Trials gathered by condition, in the order of their first."""
    gathered: dict[tuple[str, str], list[Trial]] = {}
    for each in trials:
        gathered.setdefault((each.claim, each.condition), []).append(each)
    return [spread(rows) for rows in gathered.values()]


def spread(trials: list[Trial]) -> Spread:
    """All trials of one condition as one row; at least one."""
    outcomes: list[Outcome] = [each.outcome for each in trials]
    work = [each.work for each in trials]
    return Spread(
        claim=trials[0].claim,
        condition=trials[0].condition,
        outcomes=tuple(dict.fromkeys(outcomes)),
        undecided=outcomes.count("undecided"),
        least=min(work),
        median=median_low(work),
        most=max(work),
    )
