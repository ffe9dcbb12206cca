"""Who proposes blocks in Balanced mode, and does everybody get a chance?

Probabilities are exact for each drawn population of stakers; slots drawn one by one by the rule itself
are the second witness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...models.parameters.parameters import Parameters
from ...models.protocol.selection import (
    draw_proposers,
    independent_draw_probabilities,
    reused_draw_probabilities,
)
from ..claims.finding import Finding, decided
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ("fast", "balanced", "selection", "population")

POPULATIONS = {Precision.TINY: 2, Precision.DEFAULT: 20, Precision.FULL: 200}
SLOTS = {Precision.TINY: 20_000, Precision.DEFAULT: 250_000, Precision.FULL: 10_000_000}


@dataclass(frozen=True, slots=True)
class Case:
    """One population of stakers."""

    parameters: Parameters
    slots: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Populations that differ in their stakes alone."""
    return [Case(parameters, SLOTS[precision])] * POPULATIONS[precision]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Probability and drawn frequency of every authority and staker, stakers by increasing stake."""
    parameters, selection = case.parameters, case.parameters.selection
    authorities = parameters.fast.validators
    stakes = drawn_stakes(parameters, generators(Stream.STAKES))
    share = selection.authority_probability
    exactly = (
        independent_draw_probabilities if selection.independent_draws else reused_draw_probabilities
    )
    probabilities = np.concatenate(exactly(share, authorities, stakes))
    proposers = draw_proposers(
        share,
        authorities,
        stakes,
        case.slots,
        generators(Stream.SAMPLING),
        independent=selection.independent_draws,
    )
    counts = np.bincount(proposers, minlength=authorities + len(stakes))
    fair = np.concatenate(independent_draw_probabilities(share, authorities, stakes))
    return [
        {
            "class": "authority" if number < authorities else "staker",
            "rank": number if number < authorities else number - authorities,
            "stake_token": 0.0 if number < authorities else float(stakes[number - authorities]),
            "probability": float(probabilities[number]),
            "fair_probability": float(fair[number]),
            "drawn": int(counts[number]),
            "slots": case.slots,
        }
        for number in range(authorities + len(stakes))
    ]


def drawn_stakes(parameters: Parameters, rng: np.random.Generator) -> NDArray[np.float64]:
    """Stakes of a full Balanced set by the population's law, in increasing order [token]."""
    draws = rng.pareto(parameters.population.pareto_exponent, parameters.balanced.validators)
    return np.sort(parameters.balanced.minimum_stake * (1 + draws))


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many can never propose, and how far the drawn frequencies are from the exact ones."""
    found: dict[str, Any] = {}
    for protocol, rows in table.groupby("protocol"):
        by_class = rows.groupby("class")["probability"]
        silent = (
            rows[rows["probability"] == 0].groupby(["run", "class"]).size().unstack(fill_value=0)
        )
        populations = rows["run"].nunique()
        for kind in ("authority", "staker"):
            mean = silent[kind].sum() / populations if kind in silent else 0.0
            found[f"{protocol}_{kind}_never"] = mean
            found[f"{protocol}_{kind}_members"] = len(rows[rows["class"] == kind]) / populations
            found[f"{protocol}_{kind}_able"] = len(rows[rows["class"] == kind]) / populations - mean
            found[f"{protocol}_{kind}_percent"] = 100 * by_class.get_group(kind).sum() / populations
        stakers = rows[rows["class"] == "staker"]
        able = stakers[stakers["probability"] > 0]["stake_token"].sum()
        found[f"{protocol}_able_stake_percent"] = 100 * able / stakers["stake_token"].sum()
        found[f"{protocol}_largest_z"] = largest_z(rows)
        found[f"{protocol}_slots"] = int(rows["slots"].iloc[0])
    return found | {"populations": int(table["run"].nunique())}


def largest_z(rows: pd.DataFrame) -> float:
    """Largest distance of a drawn frequency from its probability, in standard errors."""
    possible = rows[rows["probability"] > 0]
    p, slots = possible["probability"], possible["slots"]
    return float((abs(possible["drawn"] - slots * p) / np.sqrt(slots * p * (1 - p))).max())


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """The plan's draw against what the plan promises of it."""
    plan = table[table["protocol"] == "plan"]
    known = numbers(table)
    share = parameters["plan"].selection.authority_probability
    repair = "independent draws for the class and the member"
    split = abs(known["plan_authority_percent"] / 100 - share) < 1e-9
    able = {kind: known[f"plan_{kind}_never"] == 0 for kind in ("authority", "staker")}
    stakers = plan[plan["class"] == "staker"]
    worst = (stakers["probability"] / stakers["fair_probability"]).max()
    return {
        "C28": decided(
            split,
            f"authorities propose {known['plan_authority_percent']:.1f} % and stakers "
            f"{known['plan_staker_percent']:.1f} %, for every population",
            "proposer_selection",
            repair="",
        ),
        "C29": decided(
            able["authority"],
            f"{known['plan_authority_able']:.0f} of "
            f"{parameters['plan'].fast.validators} authorities can ever propose",
            "proposer_selection",
            repair,
        ),
        "C30": decided(
            able["staker"],
            f"on average {known['plan_staker_able']:.1f} of "
            f"{parameters['plan'].balanced.validators} stakers can ever propose"
            + ("" if able["staker"] else ": those with the top of the cumulative stake"),
            "proposer_selection",
            repair,
        ),
        "C31": decided(
            bool(abs(worst - 1) < 1e-9),
            f"a staker proposes up to {worst:.2f} times as often as the stake entitles to"
            + ("" if able["staker"] else ", and some never do"),
            "proposer_selection",
            repair,
        ),
    }
