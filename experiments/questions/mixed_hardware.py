"""How often are honest providers accused because their machines round otherwise, and what helps?

A network in single precision is really computed in six orders of addition that machines use. Votes on
hashes, votes with a tolerance, classes of like machines and the deterministic machine are compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from ...models.attacks.intervals import normal_quantile
from ...models.compute.hardware.accusations import accused_share, cheaters_in_class, drawn_votes
from ...models.compute.hardware.layers import (
    Network,
    distance,
    drawn_network,
    in_half_precision,
    outputs,
)
from ...models.compute.hardware.orders import HARDWARE, Singles
from ...models.compute.hardware.tolerance import (
    accused_at,
    cheating_distance,
    honest_distances,
    turned_share,
)
from ...models.compute.machine.catalogue import JOBS, Order
from ...models.compute.machine.execution import run
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

COPIES = (3, 5, 9)
"""Of a job [1]."""
QUOTED_COPIES = 3
QUOTED_SHARE = 0.8
"""Of the commoner of two kinds of machine [1]."""
CHEATERS = 0.1
"""Of all providers, who gather in one class [1]."""
WIDTH, LAYERS = 128, 3
"""Of the networks [1]."""
MACHINE_COPIES = 5
"""Of a floating-point sum in the deterministic machine [1]."""
MACHINE_STEPS = 10_000
CONFIDENCE = 0.999

SHARES = {
    Precision.TINY: (0.5, QUOTED_SHARE),
    Precision.DEFAULT: (0.5, 0.6, 0.7, QUOTED_SHARE, 0.9, 0.95, 0.99),
    Precision.FULL: tuple(round(0.5 + each / 40, 3) for each in range(20)),
}
JOBS_DRAWN = {Precision.TINY: 2_000, Precision.DEFAULT: 100_000, Precision.FULL: 1_000_000}
NETWORKS = {Precision.TINY: 2, Precision.DEFAULT: 6, Precision.FULL: 40}
SAMPLES = {Precision.TINY: 32, Precision.DEFAULT: 64, Precision.FULL: 64}
"""Inputs of each network [1]."""
TOLERANCES = {
    Precision.TINY: (1e-8, 1e-5, 1e-2),
    Precision.DEFAULT: tuple(10 ** (each / 4) for each in range(-32, -1)),
    Precision.FULL: tuple(10 ** (each / 10) for each in range(-80, -3)),
}

VOTES, TOLERANCE, KINDS, MACHINE = "votes", "tolerance", "kinds", "machine"


@dataclass(frozen=True, slots=True)
class Case:
    """A mix of machines, or one network on all of them, or the deterministic machine."""

    part: str
    copies: int = QUOTED_COPIES
    share: float = 0.0
    jobs: int = 0
    samples: int = 0
    tolerances: tuple[float, ...] = ()


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Votes by mix and copies, networks by number, and one job of the machine."""
    votes = [
        Case(VOTES, copies, share, JOBS_DRAWN[precision])
        for copies in COPIES
        for share in SHARES[precision]
    ]
    network = Case(TOLERANCE, samples=SAMPLES[precision], tolerances=TOLERANCES[precision])
    return [*votes, *[network] * NETWORKS[precision], Case(MACHINE)]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Rows of a case: what is expected, what was found, and its interval."""
    rng = generators(Stream.SAMPLING)
    if case.part == VOTES:
        return [of_votes(case, rng)]
    if case.part == MACHINE:
        return [of_machine()]
    network = drawn_network(case.samples, WIDTH, LAYERS, rng)
    answers = {name: outputs(network, kind) for name, kind in HARDWARE.items()}
    return [*of_kinds(answers), *of_tolerances(case, network, list(answers.values()))]


def row(part: str, name: str, **values: float) -> dict[str, Any]:
    """A row with nothing left empty."""
    empty = {
        "copies": 0, "share": 0.0, "tolerance": 0.0, "due": 0.0, "found": 0.0, "low": 0.0,
        "high": 0.0, "unseen": 0.0, "turned": 0.0,
    }  # fmt: skip
    return {"part": part, "name": name, **empty, **values}


def of_votes(case: Case, rng: np.random.Generator) -> dict[str, Any]:
    """Honest copies accused by votes on hashes: the formula, and draws."""
    shares = [case.share, 1 - case.share]
    accused, _ = drawn_votes(shares, case.copies, case.jobs, rng)
    mean = float(accused.mean()) / case.copies
    half = normal_quantile(CONFIDENCE) * float(accused.std()) / case.copies / sqrt(case.jobs)
    return row(
        VOTES,
        "two kinds",
        copies=case.copies,
        share=case.share,
        due=accused_share(shares, case.copies),
        found=mean,
        low=mean - half,
        high=mean + half,
    )


def of_machine() -> dict[str, Any]:
    """Different results of copies of a floating-point job in the deterministic machine."""
    order = Order(job=JOBS["float-sum"], seed=1, steps=MACHINE_STEPS)
    results = {run(order).digest for _ in range(MACHINE_COPIES)}
    return row(MACHINE, "float-sum", copies=MACHINE_COPIES, due=1.0, found=float(len(results)))


def of_kinds(answers: Mapping[str, Singles]) -> list[dict[str, Any]]:
    """How far each kind of machine is from the plain loop, and whether any other has its bytes."""
    hashes = [sha256(each.tobytes()).digest() for each in answers.values()]
    first = next(iter(answers.values()))
    return [
        row(
            KINDS,
            name,
            due=1.0,
            found=float(hashes.count(sha256(each.tobytes()).digest())),
            tolerance=distance(first, each),
        )
        for name, each in answers.items()
    ]


def of_tolerances(case: Case, network: Network, answers: list[Singles]) -> list[dict[str, Any]]:
    """What each tolerance accuses, lets pass and leaves open, all kinds of machine alike often."""
    distances, chances = honest_distances(answers, [1 / len(answers)] * len(answers))
    cheat = cheating_distance(answers, in_half_precision(network))
    return [
        row(
            TOLERANCE,
            "all kinds",
            copies=QUOTED_COPIES,
            tolerance=tolerance,
            found=accused_at(tolerance, distances, chances),
            unseen=float(cheat <= tolerance),
            turned=turned_share(answers[0], tolerance),
            low=float(distances.max()),
            high=cheat,
        )
        for tolerance in case.tolerances
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Accusations at the quoted mix, and the window between rounding and cheating."""
    votes = table[table["part"] == VOTES]
    quoted = votes[(votes["copies"] == QUOTED_COPIES) & (votes["share"] == QUOTED_SHARE)].iloc[0]
    kinds, tolerance = table[table["part"] == KINDS], table[table["part"] == TOLERANCE]
    spread, cheat = float(tolerance["low"].max()), float(tolerance["high"].min())
    inside = tolerance[(tolerance["tolerance"] >= spread) & (tolerance["tolerance"] < cheat)]
    nothing = tolerance[tolerance["tolerance"] == tolerance["tolerance"].min()]
    return {
        "kinds": kinds["name"].nunique(),
        "kinds_alike": int((kinds["found"] > 1).sum()),
        "copies": QUOTED_COPIES,
        "common_percent": 100 * QUOTED_SHARE,
        "accused_percent": 100 * float(quoted["due"]),
        "accused_by_nine_percent": 100 * accused_share([QUOTED_SHARE, 1 - QUOTED_SHARE], 9),
        "outside": int(((votes["due"] < votes["low"]) | (votes["due"] > votes["high"])).sum()),
        "compared": len(votes),
        "all_kinds_accused_percent": 100 * float(nothing["found"].mean()),
        "spread": spread,
        "half_precision": cheat,
        "window": cheat / spread,
        "turned_in_window_percent": 100 * float(inside["turned"].max()),
        "turned_at_a_hundredth_percent": 100
        * float(tolerance[tolerance["tolerance"] >= 0.01]["turned"].min()),
        "machine_results": int(table[table["part"] == MACHINE]["found"].iloc[0]),
        "machine_copies": MACHINE_COPIES,
        "cheaters_percent": 100 * CHEATERS,
        "in_class_percent": 100 * cheaters_in_class(CHEATERS, 1 - QUOTED_SHARE),
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether results of honest copies can be compared."""
    found = numbers(table)
    if found["machine_results"] != 1:
        return {"C92": Finding(Verdict.REFUTED, "the machine's copies differ", "mixed_hardware")}
    words = (
        "jobs run in a deterministic machine, or in classes of like machines: in floating point, with "
        f"{found['common_percent']:.0f} % of the providers on one of two kinds, a vote of "
        f"{QUOTED_COPIES} on hashes accuses {found['accused_percent']:.0f} % of the honest copies"
    )
    return {"C92": Finding(Verdict.HOLDS_IF, words, "mixed_hardware")}
