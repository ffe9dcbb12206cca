"""How many authorities must oversee a fallback beside Fast, and when does it help?"""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...models.protocol.fallback import (
    least_oversight,
    least_oversight_count,
    most_byzantine,
    most_crashed,
    most_crashed_in_fast,
)
from ...models.protocol.oversight import OversightForm, oversight_forms
from ...models.protocol.quorums import least_count
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "assumptions", "fast.validators",
    "quorums",
)  # fmt: skip

THRESHOLDS = 101
"""Fast thresholds from a half to all at which the frontier is drawn [1]."""
FORMS = {
    "form": "Oversight",
    "safe_beside_fast": "Safe beside Fast",
    "safe_if_in_time": "if objections arrive in time",
    "safe_beside_balanced": "Safe beside Balanced",
    "live": "Live",
    "confirms_alone": "Confirms without authorities",
}
"""Columns of the table of forms, and their titles."""
COUNTS = (
    "authorities", "fast_count", "most_byzantine", "oversight_count", "least_oversight_count",
)  # fmt: skip
"""Columns in whole authorities."""
NO_FORM = dict.fromkeys(FORMS, "")
"""Of the rows that are no form, so that the results have no gaps."""


@dataclass(frozen=True, slots=True)
class Case:
    """One protocol's fault bound and its own thresholds."""

    parameters: Parameters


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """One frontier."""
    return [Case(parameters)]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The frontier over Fast's threshold, then the protocol's own point, then the forms of oversight."""
    parameters = case.parameters
    byzantine = parameters.assumptions.byzantine_authorities
    fast, oversight = parameters.fast.authority_threshold, parameters.secure.oversight_threshold
    own = point(fast, byzantine) | counts(parameters, fast, oversight)
    frontier = [
        point(each, byzantine) | counts(parameters, each, least_oversight(each, byzantine))
        for each in thresholds()
    ]
    return [
        *({"kind": "frontier", **each, **NO_FORM} for each in frontier),
        {"kind": "own", **own, "oversight": float(oversight), **NO_FORM},
        *(
            {"kind": "form", **own, "oversight": float(form.part), **in_words(form)}
            for form in oversight_forms(parameters)
        ),
    ]


def thresholds() -> list[Fraction]:
    """Thresholds of Fast at which the frontier is drawn [1]."""
    return [(1 + Fraction(step, THRESHOLDS - 1)) / 2 for step in range(THRESHOLDS)]


def point(fast: Any, byzantine: Any) -> dict[str, float]:
    """One threshold of Fast, with the least oversight beside it and how many may crash in either."""
    least = float(least_oversight(fast, byzantine))
    return {
        "fast": float(fast),
        "oversight": least,
        "least_oversight": least,
        "most_crashed_in_fast": float(most_crashed_in_fast(fast, byzantine)),
        "most_crashed": float(most_crashed(fast, byzantine)),
    }


def counts(parameters: Parameters, fast: Fraction, oversight: Fraction) -> dict[str, int]:
    """The same for the protocol's number of authorities, and what its oversight comes to."""
    authorities, strict = parameters.fast.validators, parameters.quorums.strict
    byzantine = parameters.assumptions.byzantine_authorities
    signers = least_count(fast, authorities, strict)
    faulty = most_byzantine(byzantine, authorities, inclusive=False)
    return {
        "authorities": authorities,
        "fast_count": signers,
        "most_byzantine": faulty,
        "oversight_count": least_count(oversight, authorities, strict),
        "least_oversight_count": least_oversight_count(signers, faulty, authorities),
    }


def in_words(form: OversightForm) -> dict[str, str]:
    """One row of the table of forms, as the paper prints it."""
    told = {True: "yes", False: "no"}
    return {name: told.get(value, value) for name, value in asdict(form).items() if name in FORMS}


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """The least oversight beside each protocol's Fast, in parts and in authorities, and its own."""
    found: dict[str, Any] = {}
    for protocol, rows in table.groupby("protocol"):
        own = rows[rows["kind"] == "own"].iloc[0]
        found[f"{protocol}_oversight"] = float(own["oversight"])
        found[f"{protocol}_least_oversight"] = float(own["least_oversight"])
        found[f"{protocol}_most_crashed"] = float(own["most_crashed"])
        found[f"{protocol}_most_crashed_in_fast"] = float(own["most_crashed_in_fast"])
        found |= {f"{protocol}_{name}": int(own[name]) for name in COUNTS}
        found[f"{protocol}_oversight_for_count"] = str(to_exceed(own))
    return found


def to_exceed(row: Any) -> Fraction:
    """Part that an oversight must exceed, or reach if it is itself exceeded, for the least count [1]."""
    return Fraction(int(row["least_oversight_count"]) - 1, int(row["authorities"]))


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Forms of oversight under the reference's Fast threshold."""
    forms = table[(table["protocol"] == "reference") & (table["kind"] == "form")]
    return {"oversight_forms": forms[list(FORMS)].rename(columns=FORMS)}
