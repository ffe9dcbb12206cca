"""The pages of the dashboard, each imported when it is first opened.

Which one is open stands in the address, so that a link leads to it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ..parameter_files import shorten
from ..reproducing.later import later

PAGE = "page"
"""In the address and in the session."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    address: str
    """As a link says it."""
    show: Callable[[], None]


ADDRESSES = ("rewards", "attacks", "modes", "cartels", "proofs", "tuning")

PAGES = {
    address: Page(address, later(f"dashboard.{address}_page", f"show_{address}"))
    for address in ADDRESSES
}
"""By address, in the order of the navigation; the dashboard opens on the first."""


def open_page() -> Page:
    """The page that the address names, below the names of all."""
    asked = st.query_params.get(PAGE, ADDRESSES[0])
    if asked not in PAGES:
        st.warning(
            "The link was not followed: "
            f"`page must be one of {', '.join(ADDRESSES)}, got {shorten(asked)}`"
        )
        asked = ADDRESSES[0]
    st.session_state[PAGE] = asked
    st.segmented_control(
        "Page",
        ADDRESSES,
        key=PAGE,
        format_func=str.capitalize,
        label_visibility="collapsed",
        required=True,
        wrap=True,
        on_change=turn_page,
    )
    return PAGES[asked]


def turn_page() -> None:
    """Another page was chosen: its address."""
    st.query_params.from_dict({PAGE: st.session_state[PAGE]})
