"""How likely does an adversary hold a certificate of a validator set that is drawn at random?

The set of each mode is drawn from ten times as many candidates, of whom a share is the adversary's.
The exact tail is the answer; a sample, a second exact computation or a bound is its witness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from ...models.attacks.assess import Method, assess
from ...models.attacks.committees.committee import Committee
from ...models.attacks.stopping import Precision as Stopping
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.quorums import least_count, quorum
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.validators", "fast.authority_threshold", "balanced.validators", "balanced.stake_threshold",
    "secure.validators", "secure.stake_threshold", "quorums",
)  # fmt: skip

CANDIDATES_PER_SEAT = 10
"""Size of the pool that a set is drawn from; an assumption, the plan names none."""

SMALL_CHANCE = 1e-6
"""What the ledger calls a chance that one may live with."""

SHARES = {
    Precision.TINY: (0.3, 0.5),
    Precision.DEFAULT: tuple(step / 40 for step in range(8, 29)),
    Precision.FULL: tuple(step / 200 for step in range(20, 141)),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One set of validators and one adversary."""

    mode: Mode
    committee: Committee
    just_under_a_third: bool
    """Whether the adversary is the largest coalition of less than a third."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every mode with a range of adversaries, and the largest below a third."""
    found: list[Case] = []
    for mode in Mode:
        seats = mode_parameters(parameters, mode).validators
        population = seats * CANDIDATES_PER_SEAT
        needed = seats_needed(parameters, mode)
        coalitions = [round(share * population) for share in SHARES[precision]]
        ask = partial(Committee, population=population, committee=seats, seats=needed)
        found += [Case(mode, ask(adversaries=held), False) for held in coalitions]
        found.append(Case(mode, ask(adversaries=(population - 1) // 3), True))
    return found


def seats_needed(parameters: Parameters, mode: Mode) -> int:
    """Seats that make a certificate: of authorities in Fast, of equal stakers elsewhere."""
    needed = quorum(parameters, mode)
    threshold = needed.authorities if needed.stake is None else needed.stake
    assert threshold is not None
    validators = mode_parameters(parameters, mode).validators
    return least_count(threshold, validators, needed.strict)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The exact probability and its witnesses."""
    found = assess(case.committee, Method.AUTO, partial(generators, Stream.SAMPLING), Stopping())
    witness = found.agreement[0]
    return [
        {
            "mode": case.mode.label,
            "just_under_a_third": case.just_under_a_third,
            "population": case.committee.population,
            "adversaries": case.committee.adversaries,
            "adversary_share": case.committee.adversaries / case.committee.population,
            "committee": case.committee.committee,
            "seats": case.committee.seats,
            "probability": found.estimate.probability,
            "witness": witness.method,
            "witness_probability": witness.probability,
            "witness_lower": witness.lower,
            "witness_upper": witness.upper,
            "witness_trials": witness.trials,
            "bound": found.agreement[-1].probability,
            "agrees": found.agrees,
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Chances of the largest coalition below a third, and how often the witnesses agree."""
    below = table[table["just_under_a_third"]]
    found: dict[str, Any] = {
        f"{row.protocol}_{row.mode}_below_third": row.probability for row in below.itertuples()
    }
    return found | {
        "cases": len(table),
        "agreeing": int(table["agrees"].sum()),
        "sampled": int((table["witness_trials"] > 0).sum()),
        "trials": int(table["witness_trials"].sum()),
        "candidates_per_seat": CANDIDATES_PER_SEAT,
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether a coalition below a third is kept out, for each size of set."""
    plan = table[(table["protocol"] == "plan") & table["just_under_a_third"]].set_index("mode")
    claims = {"C07": Mode.FAST, "C08": Mode.BALANCED, "C09": Mode.SECURE}
    return {claim: finding(plan.loc[mode.label]) for claim, mode in claims.items()}


def finding(row: Any) -> Finding:
    """The exact chance against the small one."""
    holds = "holds" if row["probability"] < SMALL_CHANCE else "does not hold"
    return Finding(
        Verdict.MEASURED,
        f"{holds}: {row['probability']:.2e} (exact) for {row['adversaries']:,} of "
        f"{row['population']:,} candidates, {row['seats']:,} of {row['committee']:,} seats needed",
        "committee_capture",
    )
