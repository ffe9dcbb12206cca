"""Who proposes blocks in Balanced mode, and does everybody get a chance?

Probabilities are exact for each drawn population of stakers; slots drawn one by one by the rule itself
are the second witness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import sympy
from numpy.typing import NDArray

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.selection import (
    authority_probability,
    draw_proposers,
    independent_draw_probabilities,
    reused_draw_probabilities,
    staker_probability,
)
from ..claims.finding import Finding, Verdict, decided
from ..claims.wording import percent
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.validators", "balanced.validators", "balanced.minimum_stake", "selection",
    "population.pareto_exponent",
)  # fmt: skip

POPULATIONS = {Precision.TINY: 2, Precision.DEFAULT: 20, Precision.FULL: 200}
SLOTS = {Precision.TINY: 20_000, Precision.DEFAULT: 250_000, Precision.FULL: 10_000_000}

CLAIMED_AUTHORITY_SHARE = Fraction(7, 10)
"""Part of the blocks that the plan says authorities propose [1]."""

LARGEST_STAKE = 1e300
"""Draws of the heaviest tails are cut here, so that a float can hold their sum [token]."""

TWO_DRAWS = "independent draws for the class and the member"

FAIR_WITHIN = 1e-9
"""Relative rounding of a probability that is taken for none [1]."""


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
    least = parameters.balanced.minimum_stake
    return np.sort(least * (1 + np.minimum(draws, LARGEST_STAKE / max(least, 1))))


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


def largest_z(rows: pd.DataFrame) -> float | None:
    """Largest distance of a drawn frequency from its probability, in standard errors.

    None where every probability is zero or one, and a frequency has no error.
    """
    possible = rows[(rows["probability"] > 0) & (rows["probability"] < 1)]
    p, slots = possible["probability"], possible["slots"]
    if possible.empty:
        return None
    return float((abs(possible["drawn"] - slots * p) / np.sqrt(slots * p * (1 - p))).max())


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """The plan's draw against what the plan promises of it.

    Authorities' chances are exact fractions, and follow from the rule alone. Those of stakers follow
    from their stakes too: a drawn population can refute, but proves only where the formula does.
    """
    plan, reference = parameters["plan"], parameters["reference"]
    return {
        "C28": of_split(authority_chances(plan), authority_chances(reference)),
        "C29": of_authorities(authority_chances(plan), authority_chances(reference)),
        **of_stakers(table[table["protocol"] == "plan"], plan, draws_by_stake(reference)),
    }


def authority_chances(parameters: Parameters) -> list[Fraction]:
    """Probability of each authority, exactly, by the rule that the simulation runs; no stake enters."""
    share = as_written(parameters.selection.authority_probability)
    seats = parameters.fast.validators
    if parameters.selection.independent_draws:
        return [authority_probability(share, seats)] * seats
    exactly: Any = reused_draw_probabilities
    return list(exactly(share, Fraction(seats), np.array([Fraction(1)]))[0])


def of_split(plan: list[Fraction], reference: list[Fraction]) -> Finding:
    """The parts of both classes against the claim's own number."""
    share = sum(plan)
    kept = sum(reference) == CLAIMED_AUTHORITY_SHARE
    return decided(
        share == CLAIMED_AUTHORITY_SHARE,
        f"authorities propose {percent(float(share))} and stakers {percent(float(1 - share))}, "
        "in exact fractions and whatever the stakes",
        "proposer_selection",
        f"an authority with probability {float(CLAIMED_AUTHORITY_SHARE)}" if kept else "",
    )


def of_authorities(plan: list[Fraction], reference: list[Fraction]) -> Finding:
    """How many authorities have a chance at all."""
    able = sum(chance > 0 for chance in plan)
    return decided(
        able == len(plan),
        f"{able} of {len(plan)} authorities can ever propose",
        "proposer_selection",
        TWO_DRAWS if all(reference) else "",
    )


def of_stakers(plan: pd.DataFrame, parameters: Parameters, repaired: bool) -> dict[str, Finding]:
    """Whether stakers have a chance, and in proportion, in the drawn populations and in all."""
    stakers, populations = plan[plan["class"] == "staker"], plan["run"].nunique()
    never = int((stakers["probability"] == 0).sum())
    able = (len(stakers) - never) / populations
    entitled = stakers[stakers["fair_probability"] > 0]
    times = entitled["probability"] / entitled["fair_probability"]
    fair = able > 0 and bool((abs(times - 1) < FAIR_WITHIN).all())
    which = ": those with the top of the cumulative stake" if able and never else ""
    most = f"a staker proposes up to {times.max():.2f} times as often as the stake entitles to"
    others = ", and some never do" if never else ""
    proved = draws_by_stake(parameters)
    drawn = "" if proved else f", in each of {populations} populations"
    conditions = {
        "C30": f"on average {able:.1f} of {len(stakers) // populations} stakers can ever propose{which}",
        "C31": f"{most}{others}" if able else "no staker ever proposes",
    }
    return {
        claim: Finding(
            verdict_on_stakers(proved, holds),
            conditions[claim] + (drawn if holds else ""),
            "proposer_selection",
            TWO_DRAWS if repaired and not holds else "",
        )
        for claim, holds in (("C30", never == 0), ("C31", fair))
    }


def verdict_on_stakers(proved: bool, holds: bool) -> Verdict:
    """Proved for all stakes, or refuted by a drawn population, or merely not refuted by any."""
    if not holds:
        return Verdict.REFUTED
    return Verdict.PROVED if proved else Verdict.MEASURED


def draws_by_stake(parameters: Parameters) -> bool:
    """Whether every staker has a chance in proportion to its stake, whatever the stakes are.

    With two draws this is read off the formula of the simulation, with symbols for the stakes. One
    draw proves nothing for stakes that were not drawn.
    """
    stake, total = sympy.symbols("stake total", positive=True)
    share = sympy.Rational(as_written(parameters.selection.authority_probability))
    chance = staker_probability(share, stake, total)
    in_proportion = sympy.diff(chance / stake, stake) == 0
    positive = chance.is_positive is True
    return parameters.selection.independent_draws and in_proportion and positive
