"""An answer beside its witnesses, as a table."""

import pandas as pd
import streamlit as st

from ...models.attacks.assess import Assessment
from ...models.attacks.estimate import Estimate, Evidence
from .formats import probability


def show_witnesses(found: Assessment) -> None:
    """The answer beside its witnesses, and whether they agree."""
    st.table(witnesses(found))
    if found.agrees:
        st.success("The methods agree.")
    else:
        st.error("The methods DISAGREE.")


def witnesses(found: Assessment) -> dict[str, list[str]]:
    """Table of the answer and its witnesses; intervals and trials where something was sampled."""
    estimates = (found.estimate, *found.agreement)
    table = {
        "Method": [estimate.method for estimate in estimates],
        "Probability": [answer(estimate) for estimate in estimates],
        "Interval": [interval(estimate) for estimate in estimates],
        "Trials": [f"{estimate.trials:,}" if estimate.trials else "" for estimate in estimates],
    }
    return {heading: cells for heading, cells in table.items() if any(cells)}


def answer(estimate: Estimate) -> str:
    """A probability, or the end that it stays below."""
    shown = probability(estimate.probability, estimate.log10_probability)
    return f"at most {shown}" if estimate.evidence is Evidence.BOUND else shown


def interval(estimate: Estimate) -> str:
    """The interval of a sample with its confidence, or between proved ends; else nothing."""
    if estimate.evidence not in (Evidence.SAMPLED, Evidence.BRACKET):
        return ""
    said = f"{estimate.lower:.4g} to {estimate.upper:.4g}"
    is_sampled = estimate.evidence is Evidence.SAMPLED
    return f"{said} ({100 * estimate.confidence:.6g} %)" if is_sampled else f"{said} (proved)"


def witness_rows(found: Assessment) -> pd.DataFrame:
    """The answer and its witnesses as numbers, for a file."""
    return pd.DataFrame(
        {
            "method": estimate.method,
            "evidence": str(estimate.evidence),
            "probability": estimate.probability,
            "log10_probability": estimate.log10_probability,
            "lower": estimate.lower,
            "upper": estimate.upper,
            "trials": estimate.trials,
        }
        for estimate in (found.estimate, *found.agreement)
    )
