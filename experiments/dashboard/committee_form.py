"""The capture of a committee: sliders, and the chance against the adversary's share."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ...models.attacks.assess import Assessment
from ...models.attacks.committees.committee import Committee, Sampling
from .attacks import assessed, curve, suggestion
from .charts import capture_chart
from .fields import LARGEST_COUNT, count
from .formats import number, percent, probability
from .state import LARGEST_NUMBER, Entry, a_count, one_of
from .witnesses import show_witnesses, witness_rows

POPULATION, ADVERSARIES, COMMITTEE, SEATS = "population", "adversaries", "committee", "seats"
SAMPLING = "sampling"

LARGEST_POPULATION = 10_000
LARGEST_COMMITTEE = 1_000
"""Where the sliders end; the number fields go on."""

COUNTS = a_count(-int(LARGEST_NUMBER), LARGEST_COUNT)
"""What a number field can hold; the model refuses what is no committee."""


def first(name: str) -> Any:
    """How a field starts."""
    return lambda values: getattr(suggestion(), name)


ENTRIES = (
    *(Entry(name, first(name), COUNTS) for name in (POPULATION, ADVERSARIES, COMMITTEE, SEATS)),
    Entry(SAMPLING, first(SAMPLING), one_of(Sampling)),
)


def show_committee(left: Any, right: Any) -> Mapping[str, pd.DataFrame]:
    """Sliders, and the curve beside them; the tables that it shows."""
    with left:
        show_fields()
    with right:
        question = Committee(
            population=st.session_state[POPULATION],
            adversaries=st.session_state[ADVERSARIES],
            committee=st.session_state[COMMITTEE],
            seats=st.session_state[SEATS],
            sampling=st.session_state[SAMPLING],
        )
        found = assessed(question)
        show_answer(question, found)
    return {"capture-curve": curve(question), "witnesses": witness_rows(found)}


def show_fields() -> None:
    """Everything that can be set, in the order in which one bounds the next."""
    population, committee = st.session_state[POPULATION], st.session_state[COMMITTEE]
    drawn_once = st.session_state[SAMPLING] is Sampling.WITHOUT_REPLACEMENT
    count(POPULATION, "Validators in all", 1, LARGEST_POPULATION, keep_bounds)
    count(ADVERSARIES, "Of them, the adversary's", 0, population)
    st.radio(
        "How seats are drawn",
        list(Sampling),
        key=SAMPLING,
        format_func=lambda sampling: sampling.replace("-", " "),
        horizontal=True,
        on_change=keep_bounds,
        help="Without replacement, nobody has two seats.",
    )
    most = min(population, LARGEST_COMMITTEE) if drawn_once else LARGEST_COMMITTEE
    count(COMMITTEE, "Seats that are drawn", 1, most, keep_bounds)
    count(SEATS, "Seats that the adversary needs", 0, committee)


def keep_bounds() -> None:
    """What is bounded by a value that has shrunk shrinks with it; a mistyped bound changes nothing."""
    state = st.session_state
    if state[POPULATION] >= 1:
        state[ADVERSARIES] = min(state[ADVERSARIES], state[POPULATION])
        if state[SAMPLING] is Sampling.WITHOUT_REPLACEMENT:
            state[COMMITTEE] = min(state[COMMITTEE], state[POPULATION])
    if state[COMMITTEE] >= 1:
        state[SEATS] = min(state[SEATS], state[COMMITTEE])


def show_answer(question: Committee, found: Assessment) -> None:
    """The exact probability, its witnesses and the curve."""
    estimate = found.estimate
    st.subheader("The adversary takes the committee")
    st.metric(
        f"At least {number(question.seats)} of {number(question.committee)} seats, with "
        f"{percent(question.adversaries / question.population)} of {number(question.population)} "
        "validators",
        probability(estimate.probability, estimate.log10_probability),
    )
    st.vega_lite_chart(
        spec=capture_chart(
            curve(question), question.adversaries / question.population, estimate.probability
        )
    )
    show_witnesses(found)
