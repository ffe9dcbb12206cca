"""How many copies of a job does each redundancy scheme run for a reliability, and what does that buy?

Every closed form stands beside jobs that were sampled, which are judged by the rule that also judges
executed ones. All wrong results agree, the worst case, but where they are said to scatter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.compute.redundancy.answers import cost_if_none_agree, error_and_cost
from ...models.compute.redundancy.assessment import assess
from ...models.compute.redundancy.closed_forms import cost, error, lead_error
from ...models.compute.redundancy.rules import Kind, Scheme, progressive
from ...models.compute.redundancy.sizing import least_scheme, scheme_for_error
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

PUBLISHED = 0.7
"""Reliability of single results in the published example [1]. Source: Brun et al. 2011."""
PUBLISHED_LEAD, PUBLISHED_COPIES = 4, 19
"""Sizes of the schemes that are as reliable as asked for there [1]."""
PUBLISHED_COST = 9.4
"""Copies of the iterative scheme in it [1]."""
TARGETS = (0.97, 0.999, 0.999999)
"""Reliability to be reached [1]."""
LADDER, TARGET, MATCH = "ladder", "target", "match"
"""Rows: one scheme of every size, the least that reaches a target, or what a lead reaches exactly."""
MATCHED_LEADS = (2, 3, 4)
"""Whose reliability is asked of every scheme [1]."""
MANY_ANSWERS = 20
"""Wrong answers among which wrong results scatter, where they do [1]."""
BELOW_HALF = 0.4
"""Reliability of single results where liars have the majority [1]."""

SINGLES = {
    Precision.TINY: (0.6, PUBLISHED, 0.9, 0.99),
    Precision.DEFAULT: (0.55, 0.6, 0.65, PUBLISHED, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999),
    Precision.FULL: (*(round(0.52 + 0.01 * each, 2) for each in range(48)), 0.995, 0.999, 0.9999),
}
LARGEST_LEAD = {Precision.TINY: 5, Precision.DEFAULT: 10, Precision.FULL: 14}
JOBS = {Precision.TINY: 2_000, Precision.DEFAULT: 20_000, Precision.FULL: 200_000}


@dataclass(frozen=True, slots=True)
class Case:
    """A scheme of every size, or the least one for every target."""

    kind: Kind
    single: float
    sizes: tuple[int, ...]
    """None where targets are asked for [1]."""
    jobs: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Ladders at the published reliability, and targets at every reliability."""
    jobs, lead = JOBS[precision], LARGEST_LEAD[precision]
    steps = {kind: tuple(range(1, 6 * lead, 2)) for kind in Kind}
    steps[Kind.ITERATIVE] = tuple(range(1, lead + 1))
    ladders = [Case(kind, PUBLISHED, steps[kind], jobs) for kind in Kind]
    return ladders + [
        Case(kind, single, (), jobs) for kind in Kind for single in SINGLES[precision]
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for each size, or for each target."""
    rows: list[dict[str, Any]] = []
    for number, (asked, target, scheme) in enumerate(schemes_of(case)):
        rng = generators(Stream.SAMPLING, number)
        found = assess(scheme, case.single, case.jobs, rng)
        assert found.sampled is not None
        (low, high), (fewest, most) = found.sampled.reliability, found.sampled.cost
        rows.append(
            {
                "scheme": str(case.kind),
                "asked": asked,
                "single": case.single,
                "target": target,
                "size": scheme.size,
                "error": found.error,
                "copies": found.cost,
                "sampled_error_low": 1 - high,
                "sampled_error_high": 1 - low,
                "sampled_copies_low": fewest,
                "sampled_copies_high": most,
            }
        )
    return rows


def schemes_of(case: Case) -> Iterator[tuple[str, float, Scheme]]:
    """Kind of row, reliability asked for, and scheme."""
    for size in case.sizes:
        yield LADDER, 0.0, Scheme(case.kind, size)
    if case.sizes:
        return
    for target in TARGETS:
        yield TARGET, target, least_scheme(case.kind, case.single, target)
    for lead in MATCHED_LEADS:
        allowed = float(lead_error(case.single, lead))
        yield MATCH, 1 - allowed, scheme_for_error(case.kind, case.single, allowed)


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """The published example, the range of costs, and what wrong results that scatter change."""
    ladder = table[table["asked"] == LADDER]
    lead = row_of(ladder, Kind.ITERATIVE, PUBLISHED_LEAD)
    votes = row_of(ladder, Kind.PROGRESSIVE, PUBLISHED_COPIES)
    iterative = least(table, TARGET, Kind.ITERATIVE)
    scattered, _ = error_and_cost(progressive(7), PUBLISHED, MANY_ANSWERS)
    dearest = least(table, TARGET, Kind.TRADITIONAL)["copies"] / iterative["copies"]
    exceptions = cheaper(table, TARGET)
    return {
        "published_single": PUBLISHED,
        "published_lead": PUBLISHED_LEAD,
        "published_copies": PUBLISHED_COST,
        "our_copies": lead["copies"],
        "our_reliability": 1 - lead["error"],
        "progressive_copies": votes["copies"],
        "over_progressive": votes["copies"] / lead["copies"],
        "over_traditional": PUBLISHED_COPIES / lead["copies"],
        "least_copies": float(iterative["copies"].min()),
        "most_copies": float(iterative["copies"].max()),
        "copies_at_60": float(at(iterative, 0.6, 0.999)["copies"]),
        "copies_at_90": float(at(iterative, 0.9, 0.999)["copies"]),
        "copies_at_99": float(at(iterative, 0.99, 0.999)["copies"]),
        "traditional_over_iterative": float(dearest.max()),
        "pairs": len(iterative),
        "matched_pairs": len(least(table, MATCH, Kind.ITERATIVE)),
        "matched_exceptions": len(cheaper(table, MATCH)),
        "exceptions": len(exceptions),
        "largest_exception": float(exceptions.max()) if len(exceptions) else 0.0,
        "inside": int(is_inside(table).sum()),
        "rows": len(table),
        "agreeing_error": float(error(progressive(7), PUBLISHED)),
        "scattered_error": scattered,
        "scattered_answers": MANY_ANSWERS,
        "none_agree_copies": cost_if_none_agree(PUBLISHED, PUBLISHED_LEAD),
        "below_half": BELOW_HALF,
        "below_half_error": float(error(Scheme(Kind.ITERATIVE, PUBLISHED_LEAD), BELOW_HALF)),
        "even_copies": float(cost(Scheme(Kind.ITERATIVE, PUBLISHED_LEAD), 0.5)),
    }


def is_inside(table: pd.DataFrame) -> pd.Series:
    """Whether both closed forms lie in the sampled intervals."""
    rounding = 1e-12
    errors = table["error"].between(table["sampled_error_low"], table["sampled_error_high"])
    copies = table["copies"].between(
        table["sampled_copies_low"] * (1 - rounding), table["sampled_copies_high"] * (1 + rounding)
    )
    return errors & copies


def row_of(ladder: pd.DataFrame, kind: Kind, size: int) -> dict[str, Any]:
    """One scheme of the ladder."""
    (row,) = ladder[(ladder["scheme"] == kind) & (ladder["size"] == size)].to_dict("records")
    return {str(name): value for name, value in row.items()}


def least(table: pd.DataFrame, asked: str, kind: Kind) -> pd.DataFrame:
    """The least schemes of a kind, by reliability of single results and target."""
    rows = table[(table["asked"] == asked) & (table["scheme"] == kind)]
    return rows.set_index(["single", "target"]).sort_index()


def at(rows: pd.DataFrame, single: float, target: float) -> Any:
    """The row of a reliability and a target."""
    return rows.loc[(single, target)]


def cheaper(table: pd.DataFrame, asked: str) -> pd.Series:
    """By how much another scheme is cheaper, where one is, as a part of the iterative cost."""
    iterative = least(table, asked, Kind.ITERATIVE)["copies"]
    others = [least(table, asked, kind)["copies"] for kind in (Kind.PROGRESSIVE, Kind.TRADITIONAL)]
    saved = 1 - np.minimum(*others) / iterative
    return saved[saved > 0]


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether iterative redundancy is the cheapest, and whether it prevents fraud."""
    return {"C86": cheapest(table), "C87": prevents_fraud(table)}


def cheapest(table: pd.DataFrame) -> Finding:
    """Whether no other scheme needs fewer copies."""
    matched, exceptions = cheaper(table, MATCH), cheaper(table, TARGET)
    pairs = len(least(table, TARGET, Kind.ITERATIVE))
    if len(matched):
        words = f"another is cheaper by {matched.max():.0%} for what a lead reaches exactly"
        return Finding(Verdict.REFUTED, words, "redundancy_cost")
    if not len(exceptions):
        words = f"in each of {pairs} pairs of a reliability and a target"
        return Finding(Verdict.MEASURED, words, "redundancy_cost")
    condition = (
        "the target is what some lead reaches exactly; a whole lead overshoots any other, and in "
        f"{len(exceptions)} of {pairs} pairs of a reliability and a target another scheme is cheaper "
        f"then, by {exceptions.max():.0%} at the most"
    )
    return Finding(Verdict.HOLDS_IF, condition, "redundancy_cost")


def prevents_fraud(table: pd.DataFrame) -> Finding:
    """Whether liars lose against a lead, and what is left to them."""
    lead = row_of(table[table["asked"] == LADDER], Kind.ITERATIVE, PUBLISHED_LEAD)
    below = float(error(Scheme(Kind.ITERATIVE, PUBLISHED_LEAD), BELOW_HALF))
    condition = (
        "more than half of the results are honest, and an error is allowed that no lead removes: with "
        f"{PUBLISHED:.0%} honest results a lead of {PUBLISHED_LEAD} accepts {lead['error']:.1%} wrong "
        f"ones; with {BELOW_HALF:.0%} it accepts {below:.0%}, and more the longer it is"
    )
    return Finding(Verdict.HOLDS_IF, condition, "redundancy_cost")
