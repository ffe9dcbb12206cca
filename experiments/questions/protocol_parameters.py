"""What are the parameters of the plan, and where does the reference protocol differ?"""

from dataclasses import fields
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ..parameter_files import table_types
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "token", "fast", "balanced", "secure", "quorums", "assumptions", "selection", "rewards",
    "issuance", "slashing", "staking", "checkpoints", "network", "switching", "population",
)  # fmt: skip


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Parameters]:
    """The protocol itself."""
    return [parameters]


def answer(case: Parameters, generators: Generators) -> list[dict[str, Any]]:
    """One row per parameter: its text, and its number where it is one."""
    found = [
        (table, field.name, getattr(getattr(case, table), field.name))
        for table in READS
        for field in fields(table_types()[table])
    ]
    return [
        {
            "table": table,
            "field": field,
            "is_number": is_number(value),
            "number": float(value) if is_number(value) else 0.0,
            "text": text(value),
        }
        for table, field, value in found
    ]


def is_number(value: Any) -> bool:
    """Whether a value is a plain number; exact fractions are text, to be printed as they are."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def text(value: Any) -> str:
    """A value as a parameter file has it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Every parameter by protocol, table and field."""
    return {
        f"{row.protocol}_{row.table}_{row.field}": row.number if row.is_number else row.text
        for row in table.itertuples()
    }


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Plan beside reference; a blank where the reference keeps the plan's value."""
    named = table.assign(name=table["table"] + "." + table["field"])
    plan, reference = (
        named[named["protocol"] == protocol].set_index("name")["text"]
        for protocol in ("plan", "reference")
    )
    changed = reference.where(reference != plan, "")
    return {
        "parameters": pd.DataFrame(
            {"Parameter": list(plan.index), "Plan": list(plan), "Reference": list(changed)}
        )
    }
