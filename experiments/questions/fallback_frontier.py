"""How many authorities must oversee a fallback beside Fast, and when does it help?"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.parameters.parameters import Parameters
from ...models.protocol.fallback import (
    least_oversight,
    most_crashed,
    most_crashed_in_fast,
)
from ...models.protocol.oversight import OversightForm, oversight_forms
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "assumptions",
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
    exact = parameters.assumptions.byzantine_authorities
    own = point(parameters.fast.authority_threshold, exact)
    return [
        *({"kind": "frontier", **point(each, float(exact)), **NO_FORM} for each in thresholds()),
        {
            "kind": "own",
            **own,
            "oversight": float(parameters.secure.oversight_threshold),
            **NO_FORM,
        },
        *(
            {"kind": "form", **own, "oversight": float(form.part), **in_words(form)}
            for form in oversight_forms(parameters)
        ),
    ]


def thresholds() -> list[float]:
    """Thresholds of Fast at which the frontier is drawn [1]."""
    return np.linspace(0.5, 1.0, THRESHOLDS).tolist()


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


def in_words(form: OversightForm) -> dict[str, str]:
    """One row of the table of forms, as the paper prints it."""
    told = {True: "yes", False: "no"}
    return {name: told.get(value, value) for name, value in asdict(form).items() if name in FORMS}


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """The least oversight beside each protocol's Fast, what it asks for, and how many may crash."""
    found: dict[str, Any] = {}
    for protocol, rows in table.groupby("protocol"):
        own = rows[rows["kind"] == "own"].iloc[0]
        found[f"{protocol}_oversight"] = float(own["oversight"])
        found[f"{protocol}_least_oversight"] = float(own["least_oversight"])
        found[f"{protocol}_most_crashed"] = float(own["most_crashed"])
        found[f"{protocol}_most_crashed_in_fast"] = float(own["most_crashed_in_fast"])
    return found


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Forms of oversight under the reference's Fast threshold."""
    forms = table[(table["protocol"] == "reference") & (table["kind"] == "form")]
    return {"oversight_forms": forms[list(FORMS)].rename(columns=FORMS)}
