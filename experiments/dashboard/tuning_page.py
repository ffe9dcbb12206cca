"""The page of tuning: the front of a search, and the parameter file of each of its points."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pandas as pd
import streamlit as st

from ...models.errors import InvalidParameter
from ..evaluating.metrics import METRICS
from ..parameter_files import PRESETS
from .formats import number, plain
from .front_chart import CHOSEN, front_chart
from .fronts import Front, front_of_file, front_rows, text_at
from .session import heading, restore, share
from .small_search import CLOSED, MOST_CANDIDATES, MOST_FIELDS, RANGES, small_search
from .state import Entry, State, a_count, one_of, some_of

SOURCE, PROTOCOL, FIELDS, BUDGET = "source", "tuning_protocol", "vary", "budget"
MAXIMISED, MINIMISED = "maximise", "minimise"
POINT, FILE, CHART = "point of the front", "finished search", "front chart"
SMALL, FINISHED = "small", "finished"
SOURCES = {SMALL: "A small search, here", FINISHED: "A finished search, from its file"}

STATE = State(
    "tuning",
    (
        Entry(SOURCE, SMALL, one_of(SOURCES)),
        Entry(PROTOCOL, PRESETS[1], one_of(PRESETS)),
        Entry(
            FIELDS,
            ["rewards.authority_share", "issuance.yearly_cap"],
            some_of(tuple(RANGES), MOST_FIELDS),
        ),
        Entry(MAXIMISED, "entry_staking_ratio_balanced", one_of(CLOSED)),
        Entry(MINIMISED, "launch_issuance_rate_balanced", one_of(CLOSED)),
        Entry(BUDGET, 32, a_count(4, MOST_CANDIDATES)),
    ),
)
"""All that can be set here; a file that is opened stays with whoever opened it."""


def show_tuning() -> None:
    """Where the front comes from on the left, the front and a point's file on the right."""
    corner = heading("Tuning", "What can be had together: choose a point, take its parameter file.")
    restore(STATE)
    left, right = st.columns([5, 9], gap="large")
    tables: Mapping[str, pd.DataFrame] = {}
    try:
        with left:
            front = front_that_is_asked_for()
        with right:
            if front is not None:
                tables = show_front(front)
    except InvalidParameter as error:
        right.error(f"`{error}`")
    share(corner, STATE, tables)


def front_that_is_asked_for() -> Front | None:
    """The front of a file or of a search; none while there is neither."""
    st.radio("Front of", list(SOURCES), key=SOURCE, format_func=lambda each: SOURCES[each])
    if st.session_state[SOURCE] == FINISHED:
        file = st.file_uploader("`tuning.json` of `hybridstake tune --out DIR`", "json", key=FILE)
        return None if file is None else front_of_file(file.getvalue())
    show_fields()
    if find_spec("optuna") is None:
        st.info('A search needs optuna: `pip install "hybridstake[tuning]"`')
        return None
    state = st.session_state
    if not 1 <= len(state[FIELDS]) <= MOST_FIELDS:
        raise InvalidParameter(f"vary must be 1 to {MOST_FIELDS} fields, got {len(state[FIELDS])}")
    with st.spinner("Candidates are tried; those that break an invariant are refused first."):
        return small_search(
            state[PROTOCOL], tuple(state[FIELDS]), state[MAXIMISED], state[MINIMISED], state[BUDGET]
        )


def show_fields() -> None:
    """What a small search is about."""
    st.radio("Start from", PRESETS, key=PROTOCOL, horizontal=True)
    st.pills(
        f"Vary, {MOST_FIELDS} at most",
        list(RANGES),
        key=FIELDS,
        selection_mode="multi",
        wrap=True,
        format_func=lambda field: f"{field} {RANGES[field]}",
        help="`hybridstake tune` varies any field between any values.",
    )
    for key, label in ((MAXIMISED, "As large as can be"), (MINIMISED, "As small as can be")):
        st.selectbox(
            label,
            CLOSED,
            key=key,
            format_func=titled,
            help="Closed formulas alone; `hybridstake tune` also lives through the agents' economy.",
        )
    st.slider("Candidates", 4, MOST_CANDIDATES, key=BUDGET, step=4)


def titled(name: str) -> str:
    """A metric in words, with its unit."""
    metric = METRICS[name]
    return metric.title if metric.unit == "1" else f"{metric.title} [{metric.unit}]"


def show_front(front: Front) -> Mapping[str, pd.DataFrame]:
    """The front, the chosen point and its file; the table that is shown."""
    if not front.points:
        st.warning("No candidate keeps every invariant and condition.")
        return {}
    table = front_rows(front)
    start = (front.recommended or 0) + 1
    if st.session_state.get(POINT) not in set(table["point"]):
        st.session_state[POINT] = start
    if len(front.objectives) > 1:
        show_chart(front, table)
    st.selectbox(
        "Point", list(table["point"]), key=POINT, format_func=lambda each: called(front, each)
    )
    chosen = int(st.session_state[POINT])
    show_point(front, chosen)
    if front.paragraph:
        with st.expander("Why the recommended one"):
            st.markdown(plain(front.paragraph))
    return {"front": table}


def show_chart(front: Front, table: pd.DataFrame) -> None:
    """Two objectives against each other, beside what was given."""
    metrics = [metric for metric, _ in front.objectives]
    upward, across = metrics[0], metrics[1]
    if len(metrics) > 2:
        left, right = st.columns(2)
        upward = left.selectbox("Upward", metrics, 0, format_func=lambda each: each.name)
        across = right.selectbox("Across", metrics, 1, format_func=lambda each: each.name)
    shown = table
    if {upward.name, across.name} <= set(front.given.metrics):
        shown = pd.concat([table, pd.DataFrame([given_row(front)])], ignore_index=True)
    st.vega_lite_chart(
        spec=front_chart(shown, across, upward, int(st.session_state[POINT])),
        key=CHART,
        on_select=take_click,
        selection_mode=CHOSEN,
    )
    st.caption("Click a point, or choose it below. Grey lines: 95 % intervals, where chance plays.")


def given_row(front: Front) -> dict[str, Any]:
    """What the search started from, as a row of the table; its point is 0."""
    row: dict[str, Any] = {"point": 0, "is": "given"}
    for name, (mean, low, high) in front.given.metrics.items():
        row |= {name: mean, f"{name}_lower": low, f"{name}_upper": high}
    return row


def take_click() -> None:
    """A point was clicked: it is chosen."""
    clicked = st.session_state[CHART]["selection"].get(CHOSEN, [])
    if clicked and clicked[0].get("point"):
        st.session_state[POINT] = int(clicked[0]["point"])


def called(front: Front, position: int) -> str:
    """A point by its number and what it reaches."""
    point = front.points[position - 1]
    reached = ", ".join(
        f"{metric.name} {number(point.metrics[metric.name][0])}" for metric, _ in front.objectives
    )
    star = " (recommended)" if position - 1 == front.recommended else ""
    return f"{position}{star}: {reached}"


def show_point(front: Front, position: int) -> None:
    """What a point reaches, and its file."""
    point = front.points[position - 1]
    cells = {
        "": [f"{word} {metric.title}" for metric, word in front.objectives],
        "Here": [number(point.metrics[metric.name][0]) for metric, _ in front.objectives],
        "Given": [
            number(front.given.metrics[metric.name][0])
            if metric.name in front.given.metrics
            else "–"
            for metric, _ in front.objectives
        ],
    }
    st.table(cells, border="horizontal")
    text = text_at(front, position - 1)
    st.code(text, language="toml")
    st.download_button(
        "Parameter file (TOML)",
        text,
        file_name=f"point-{position}.toml",
        mime="application/toml",
        on_click="ignore",
    )
