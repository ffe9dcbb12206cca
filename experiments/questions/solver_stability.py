"""Does any proof hang on the solver's luck: on its seed, or on the order of its assertions?"""

from itertools import product
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.registry import PLAN
from ...proofs.solving.claim import ANY
from ...proofs.solving.solver import RESOURCES
from ...proofs.solving.stability import spread, trial
from ...proofs.solving.stated import stated
from ..proving.asking import Case, claims, the_claim, theorems
from ..proving.topics import ASKED_BY
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "quorums", "assumptions",
    "network.delay_seconds", "network.timeout_seconds",
)  # fmt: skip

SEEDS = {Precision.TINY: 1, Precision.DEFAULT: 5, Precision.FULL: 20}
"""Seeds of the solver under which each condition is tried; `make exhaust` tries twenty [1]."""
FEWEST = {Precision.TINY: 3, Precision.DEFAULT: None, Precision.FULL: None}
"""Claims of each protocol that are tried; none: all."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[tuple[Case, int]]:
    """Claims about certificates and agreement, and with the plan every theorem; each with its seeds."""
    topics = ASKED_BY["quorum_intersection"]
    found = [
        Case(protocol, parameters, topics, claim.name)
        for claim in claims(protocol, parameters, topics)
        if not claim.rests_on and claim.protocol == protocol
    ]
    if protocol == PLAN:
        found += [Case(ANY, parameters, topics, name) for name in theorems()]
    return list(product(found[: FEWEST[precision]], [SEEDS[precision]]))


def answer(case: tuple[Case, int], generators: Generators) -> list[dict[str, Any]]:
    """Every condition of one claim: whether all seeds agree, and the work they took."""
    asked, seeds = case
    claim = the_claim(asked)
    rows: list[dict[str, Any]] = []
    for position, condition in enumerate(claim.conditions):
        written = stated(condition)
        found = spread(
            [
                trial(claim, written, seed, generators(Stream.ORDER, position, seed))
                for seed in range(seeds)
            ]
        )
        rows.append(
            {
                "claim": claim.name,
                "condition": condition.name,
                "seeds": seeds,
                "undecided": found.undecided,
                "stable": found.is_stable,
                "work_least": found.least,
                "work_median": found.median,
                "work_most": found.most,
            }
        )
    return rows


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many trials there were, how many gave no answer or another, and what work they took."""
    conditions = table.drop_duplicates("condition")
    spread_of = conditions["work_most"] / conditions["work_least"].clip(lower=1)
    return {
        "conditions": len(conditions),
        "seeds": int(conditions["seeds"].max()),
        "trials": int(conditions["seeds"].sum()),
        "undecided": int(conditions["undecided"].sum()),
        "unstable": int((~conditions["stable"]).sum()),
        "most_work": float(conditions["work_most"].max() / RESOURCES),
        "median_spread": float(spread_of.median()),
        "widest_spread": float(spread_of.max()),
    }
