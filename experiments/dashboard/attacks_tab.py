"""The tab where attacks are weighed: so far the capture of a committee."""

from collections.abc import Sequence

import streamlit as st

from ...models.attacks.assess import Assessment
from ...models.attacks.committee import Committee, Sampling
from ...models.attacks.estimate import Estimate, Evidence
from ...models.errors import InvalidParameter
from .attacks import assessed, curve, suggestion
from .charts import capture_chart
from .fields import count, start
from .formats import percent, probability

POPULATION, ADVERSARIES, COMMITTEE, SEATS = "population", "adversaries", "committee", "seats"
SAMPLING = "sampling"

LARGEST_POPULATION = 10_000
LARGEST_COMMITTEE = 1_000
"""Where the sliders end; the number fields go on."""


def show_attacks() -> None:
    """Fields on the left, the probability on the right."""
    first = suggestion()
    for name in (POPULATION, ADVERSARIES, COMMITTEE, SEATS, SAMPLING):
        start(name, getattr(first, name))
    left, right = st.columns([5, 9], gap="large")
    with left:
        show_fields()
    with right:
        try:
            question = Committee(
                population=st.session_state[POPULATION],
                adversaries=st.session_state[ADVERSARIES],
                committee=st.session_state[COMMITTEE],
                seats=st.session_state[SEATS],
                sampling=st.session_state[SAMPLING],
            )
            found = assessed(question)
        except InvalidParameter as error:
            st.error(f"`{error}`")
            return
        show_answer(question, found)


def show_fields() -> None:
    """Everything that can be set, in the order in which one bounds the next."""
    state = st.session_state
    count(
        POPULATION, "Validators in all", 1, LARGEST_POPULATION, "Who may be drawn.", keep_bounds
    )
    count(ADVERSARIES, "Of them, the adversary's", 0, state[POPULATION], "Not more than all.", nothing)
