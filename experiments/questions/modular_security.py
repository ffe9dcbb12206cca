"""Is a chain that is split into modules, each kept by a part of the validators, as safe as the whole?

Validators are dealt to modules at random. A module is taken where a third of its own validators is the
adversary's, which fewer than a third of all cannot do to an undivided chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.attacks.committees.seat_counts import HypergeometricSeats
from ...models.attacks.committees.tails import upper_tail
from ...models.attacks.intervals import clopper_pearson
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

VALIDATORS = 960
"""Of the whole chain: so many are dealt evenly to any of these numbers of modules [1]."""
MODULES = (1, 2, 4, 8, 16, 32)
SHARES = (0.1, 0.2, 0.25, 0.3)
"""Of the validators that are the adversary's [1]."""
QUOTED_MODULES, QUOTED_SHARE = 8, 0.3
"""Of which the prose speaks."""
DEALS = {Precision.TINY: 200, Precision.DEFAULT: 4_000, Precision.FULL: 100_000}
"""Of validators to modules, drawn as a witness [1]."""
CONFIDENCE = 0.9999
NEGLIGIBLE = 2.0**-40
"""Chance below which a module counts as safe [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """A chain of so many modules."""

    modules: int
    deals: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every number of modules."""
    return [Case(modules, DEALS[precision]) for modules in MODULES]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """For every share, the chance that a named module is taken, and that any of them is."""
    rng = generators(Stream.SAMPLING)
    return [row(case, share, rng) for share in SHARES]


def row(case: Case, share: float, rng: np.random.Generator) -> dict[str, Any]:
    """Exact for one module, bounded for any, and drawn."""
    adversaries, size = round(share * VALIDATORS), VALIDATORS // case.modules
    needed = -(-size // 3)
    seats = HypergeometricSeats(population=VALIDATORS, adversaries=adversaries, committee=size)
    one = upper_tail(seats, needed).probability
    taken = taken_deals(case, adversaries, needed, rng)
    low, high = clopper_pearson(taken, case.deals, CONFIDENCE)
    any_module = min(1.0, case.modules * one)
    return {
        "modules": case.modules,
        "share": share,
        "seats": size,
        "needed": needed,
        "one": one,
        "any_most": any_module,
        "deals": case.deals,
        "taken": taken,
        "agrees": low <= any_module and high >= one,
    }


def taken_deals(case: Case, adversaries: int, needed: int, rng: np.random.Generator) -> int:
    """Deals in which some module is taken [1]."""
    size = VALIDATORS // case.modules
    dealt = rng.multivariate_hypergeometric([size] * case.modules, adversaries, case.deals)
    return int((dealt >= needed).any(axis=1).sum())


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """What the prose quotes of one number of modules."""
    quoted = chosen(table, QUOTED_MODULES, QUOTED_SHARE)
    return {
        "validators": VALIDATORS,
        "modules": QUOTED_MODULES,
        "share": QUOTED_SHARE,
        "seats": int(quoted["seats"]),
        "one": float(quoted["one"]),
        "any_most": float(quoted["any_most"]),
        "any_drawn": float(quoted["taken"] / quoted["deals"]),
        "whole": float(chosen(table, 1, QUOTED_SHARE)["one"]),
        "most_safe_modules": most_safe(table, SHARES[0]),
        "small_share": SHARES[0],
        "cases": len(table),
        "agreeing": int(table["agrees"].sum()),
    }


def chosen(table: pd.DataFrame, modules: int, share: float) -> dict[str, Any]:
    """The row of so many modules against a share."""
    rows = table[(table["modules"] == modules) & (table["share"] == share)]
    return dict(rows.to_dict("records")[0])


def most_safe(table: pd.DataFrame, share: float) -> int:
    """Most modules of which none is taken but with a negligible chance [1]."""
    safe = table[(table["share"] == share) & (table["any_most"] <= NEGLIGIBLE)]
    return int(safe["modules"].max())


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether modules are as safe as the whole."""
    quoted = numbers(table)
    words = (
        f"{QUOTED_SHARE:.0%} of {VALIDATORS} validators cannot take the whole, but one of "
        f"{QUOTED_MODULES} modules of {quoted['seats']} with chance {quoted['one']:.2g}, and any of "
        f"them in {quoted['any_drawn']:.0%} of the deals"
    )
    if quoted["any_most"] <= quoted["whole"]:
        return {"C108": Finding(Verdict.MEASURED, words, "modular_security")}
    repair = (
        f"against {SHARES[0]:.0%} up to {quoted['most_safe_modules']} modules are safe but for 2^-40; "
        "more need more validators each, or one certificate of all over the roots of every module"
    )
    return {"C108": Finding(Verdict.REFUTED, words, "modular_security", repair)}
