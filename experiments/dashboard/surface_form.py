"""Random corruption of a mode's two classes: one point of it, and the surface around."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from ...models.attacks.votes.attack_surface import attack_surface
from ...models.attacks.votes.choices import Failure
from ...models.attacks.votes.hybrid_quorum import HybridQuorum
from ..commands.attacks.modes import ModeName, chosen
from ..parameter_files import PRESETS, load
from .attacks import assessed
from .fields import amount, share_stops
from .formats import percent, probability
from .state import NUMBER, Entry, one_of
from .surface_chart import GRID, surface_chart
from .witnesses import show_witnesses, witness_rows

PROTOCOL, MODE, FAILURE = "protocol", "mode", "failure"
AUTHORITIES, STAKE, CORRELATION = "authority_corruption", "stake_corruption", "correlation"

ENTRIES = (
    Entry(PROTOCOL, PRESETS[0], one_of(PRESETS)),
    Entry(MODE, ModeName.BALANCED, one_of(ModeName)),
    Entry(FAILURE, Failure.SAFETY, one_of(Failure)),
    Entry(AUTHORITIES, 0.2, NUMBER),
    Entry(STAKE, 0.2, NUMBER),
    Entry(CORRELATION, 0.0, NUMBER),
)
MEANINGS = {
    Failure.SAFETY: "Two conflicting blocks can both be certified",
    Failure.LIVENESS: "No block can be certified",
}


def show_surface(left: Any, right: Any) -> Mapping[str, pd.DataFrame]:
    """Sliders, the chance at their point, and all other points; the tables that it shows."""
    with left:
        show_fields()
    with right:
        question = HybridQuorum(
            parameters=load(st.session_state[PROTOCOL]),
            mode=chosen(st.session_state[MODE]),
            failure=st.session_state[FAILURE],
            authority_corruption=st.session_state[AUTHORITIES],
            stake_corruption=st.session_state[STAKE],
            correlation=st.session_state[CORRELATION],
        )
        found = assessed(question)
        estimate = found.estimate
        st.subheader(MEANINGS[question.failure], anchor=False)
        st.metric(
            f"{question.mode.label.capitalize()}, with {percent(question.authority_corruption or 0)} "
            f"of authorities and {percent(question.stake_corruption or 0)} of stakers corrupted",
            probability(estimate.probability, estimate.log10_probability),
        )
        table = surface(
            st.session_state[PROTOCOL],
            question.mode.label,
            question.failure,
            question.correlation,
        )
        st.vega_lite_chart(
            spec=surface_chart(table, st.session_state[AUTHORITIES], st.session_state[STAKE])
        )
        st.caption(asked(question))
        show_witnesses(found)
    return {"surface": table, "witnesses": witness_rows(found)}


def show_fields() -> None:
    """Everything that can be set."""
    st.radio("Protocol", PRESETS, key=PROTOCOL, horizontal=True)
    st.radio("Mode", list(ModeName), key=MODE, format_func=str.capitalize, horizontal=True)
    st.radio("What fails", list(Failure), key=FAILURE, format_func=str.capitalize, horizontal=True)
    amount(
        AUTHORITIES,
        "Chance that an authority is corrupted",
        share_stops(),
        "Each authority by itself, from 0 to 1.",
    )
    amount(
        STAKE,
        "Chance that a staker is corrupted",
        share_stops(),
        "Each staker by itself, from 0 to 1; all have equal stake.",
    )
    amount(
        CORRELATION,
        "Correlation of two members of a class",
        share_stops(),
        "0: independent. 1: all of a class are corrupted, or none.",
    )


def asked(question: HybridQuorum) -> str:
    """How many corrupted members are enough."""
    parts = [
        f"{each.needed:,} of {each.urn.members:,} {name}" for name, each in question.classes.items()
    ]
    how = "are enough for it" if len(parts) == 1 else "are needed"
    if len(parts) == 2 and question.failure is Failure.LIVENESS:
        return f"Of the corrupted, {' or '.join(parts)} are enough. The white line is a chance of 10⁻⁹."
    return f"Of the corrupted, {' and '.join(parts)} {how}. The white line is a chance of 10⁻⁹."


@lru_cache(maxsize=64)
def surface(protocol: str, mode: str, failure: Failure, correlation: float) -> pd.DataFrame:
    """Chances for every pair of corruptions.

    Parameters
    ----------
    protocol
        A preset.
    mode
        As parameter files spell it.
    failure
        What goes wrong.
    correlation
        Of two members of a class [1].

    Returns
    -------
    DataFrame
        Columns `authority_corruption` [1], `stake_corruption` [1] and `log10_probability` [1].
    """
    question = HybridQuorum(
        parameters=load(protocol),
        mode=chosen(ModeName(mode)),
        failure=failure,
        authority_corruption=0.0,
        stake_corruption=0.0,
        correlation=correlation,
    )
    found = attack_surface(question, GRID, GRID)
    rows = [
        (authorities, stake, float(found[row, column]))
        for row, authorities in enumerate(GRID)
        for column, stake in enumerate(GRID)
    ]
    columns = ["authority_corruption", "stake_corruption", "log10_probability"]
    return pd.DataFrame(rows, columns=columns)
