"""A page's state in the browser's session: taken from a link or a file, and given out again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from ...models.errors import InvalidParameter
from .pages import PAGE
from .state import State, Values

LAB = "http://127.0.0.1:8501/"
"""Where the lab is while nothing says where it is, as in tests."""


def restore(state: State) -> None:
    """Values of all entries: those of a link that was opened, else as they were left.

    What a link or a file gets wrong is told above the page, and nothing of it is taken over.

    Parameters
    ----------
    state
        Of the page. Its values are in the session from then on, each under its name.
    """
    session = st.session_state
    complaint = session.pop(f"complaint of {state.page}", None)
    query = {name: text for name, text in st.query_params.to_dict().items() if name != PAGE}
    opened = f"link of {state.page}"
    if query and query != session.get(opened):
        session[opened] = query
        try:
            take(state, state.from_link(query))
        except InvalidParameter as error:
            complaint = f"The link was not followed: `{error}`"
    if complaint:
        st.warning(complaint)
    keep(state)


def keep(state: State) -> None:
    """Values that outlive their fields: Streamlit forgets those of a field that is not drawn."""
    session = st.session_state
    kept = session.setdefault(f"kept of {state.page}", {})
    kept |= {name: session[name] for name in state.names if name in session}
    for name, value in state.completed(kept).items():
        if name not in session:
            session[name] = value


def take(state: State, values: Values) -> None:
    """Values into the session; only before the fields are drawn."""
    for name in state.names:
        st.session_state[name] = values[name]


def held(state: State) -> Values:
    """Values as the session has them."""
    return {name: st.session_state[name] for name in state.names}


def share(place: Any, state: State, tables: Mapping[str, pd.DataFrame]) -> None:
    """What is on the page as a link, as files, and out of a file.

    Parameters
    ----------
    place
        Where on the page.
    state
        Of the page.
    tables
        What the page shows, by the name of the file.
    """
    values = held(state)
    with place.popover("Save and share", icon=":material/ios_share:", width="stretch"):
        st.markdown("**Link** to this page as it stands, for whoever runs the lab:")
        st.code(address_of(state, values), language=None, wrap_lines=True)
        st.markdown("**Files**")
        st.download_button(
            "Settings (TOML)",
            state.as_file(values),
            file_name=f"{state.page}.toml",
            mime="application/toml",
            on_click="ignore",
            width="stretch",
        )
        for name, table in tables.items():
            st.download_button(
                f"{name.replace('-', ' ').capitalize()} (CSV)",
                table.to_csv(index=False),
                file_name=f"{name}.csv",
                mime="text/csv",
                on_click="ignore",
                width="stretch",
            )
        st.caption("PNG: the arrow at the upper right of every chart.")
        uploaded = f"file of {state.page}"
        st.file_uploader(
            "Open settings (TOML)",
            type="toml",
            key=uploaded,
            on_change=take_file,
            args=(state, uploaded),
        )


def address_of(state: State, values: Values) -> str:
    """Link to a page as it stands."""
    return f"{st.context.url or LAB}?{urlencode({PAGE: state.page, **state.as_link(values)})}"


def take_file(state: State, uploaded: str) -> None:
    """A file has been opened: its values, or what is wrong with it."""
    file = st.session_state[uploaded]
    if file is None:
        return
    try:
        take(state, state.from_file(file.getvalue()))
    except InvalidParameter as error:
        st.session_state[f"complaint of {state.page}"] = f"The file was not opened: `{error}`"


def heading(title: str, words: str) -> Any:
    """Title of a page and what it answers; returns the place beside it for what is shared."""
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        st.header(title, anchor=False)
        st.caption(words)
    return right
