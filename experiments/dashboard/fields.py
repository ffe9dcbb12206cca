"""A slider and a number field that show one value: the slider is quick, the number field exact.

The number is the value, under the field's name in the session; it may be any number, so that the
models refuse what is impossible. The slider follows it as near as it can.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import streamlit as st

PAIR = "pair-"
"""Beginning of the keys by which the page's style finds a slider and its number field."""

LARGEST_COUNT = 100_000_000
"""Most that can be typed as a count: beyond, an answer would take seconds."""


def slider_of(name: str) -> str:
    """Key of the slider beside a number field."""
    return f"{name} slider"


def share_stops(step: float = 0.01) -> list[float]:
    """Shares from zero to one."""
    count = round(1 / step)
    return [round(index / count, 6) for index in range(count + 1)]


def decade_stops(lowest: int, highest: int) -> list[float]:
    """1, 2, 5 in every power of ten between two exponents.

    Examples
    --------
    >>> decade_stops(-1, 1)
    [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0]
    """
    stops = [
        float(f"{digit}e{exponent}") for exponent in range(lowest, highest) for digit in (1, 2, 5)
    ]
    return [*stops, float(f"1e{highest}")]


def nearest(stops: Sequence[float], value: float) -> float:
    """The stop closest to a value.

    Examples
    --------
    >>> nearest([0.1, 0.2, 0.5], 0.3), nearest([0.1, 0.2, 0.5], 9.0)
    (0.2, 0.5)
    """
    return min(stops, key=lambda stop: abs(stop - value))


def amount(
    name: str, label: str, stops: Sequence[float], explanation: str, disabled: bool = False
) -> float:
    """A real number, with a slider over chosen stops.

    Parameters
    ----------
    name
        Key of the value in the session, which holds it already.
    label
        Words and unit.
    stops
        Where the slider rests, ascending.
    explanation
        Shown on demand.
    disabled
        Whether both are out of use.
    """
    quick, exact = pair(name)
    st.session_state[slider_of(name)] = nearest(stops, st.session_state[name])
    quick.select_slider(
        label,
        options=list(stops),
        format_func=lambda stop: f"{stop:,.10g}",
        key=slider_of(name),
        help=explanation,
        disabled=disabled,
        on_change=take_over,
        args=(name,),
    )
    return exact.number_input(
        label,
        key=name,
        format="%.10g",
        step=None if disabled else step_of(stops),
        label_visibility="collapsed",
        disabled=disabled,
    )


def count(
    name: str, label: str, least: int, most: int, then: Callable[[], None] | None = None
) -> int:
    """A whole number, with a slider between two bounds.

    Parameters
    ----------
    name
        Key of the value in the session, which holds it already.
    label
        Words.
    least, most
        Bounds of the slider; the number field has only one far above them.
    then
        Called after a change, before the page is drawn again.
    """
    quick, exact = pair(name)
    most = max(most, least + 1)
    st.session_state[slider_of(name)] = min(max(st.session_state[name], least), most)
    quick.slider(
        label,
        min_value=least,
        max_value=most,
        key=slider_of(name),
        on_change=take_over,
        args=(name, then),
    )
    return exact.number_input(
        label,
        key=name,
        step=1,
        max_value=LARGEST_COUNT,
        label_visibility="collapsed",
        on_change=then,
    )


def pair(name: str) -> Sequence[Any]:
    """Places of a slider and its number field, side by side on a narrow screen too."""
    return st.container(key=f"{PAIR}{name}").columns([3, 2], vertical_alignment="bottom")


def take_over(name: str, then: Callable[[], None] | None = None) -> None:
    """The slider has moved: the value follows, then what depends on it."""
    st.session_state[name] = st.session_state[slider_of(name)]
    if then is not None:
        then()


def step_of(stops: Sequence[float]) -> float:
    """What the buttons of a number field add: the smallest gap between stops."""
    return min(after - before for before, after in pairwise(stops))


def start(name: str, value: Any) -> None:
    """A value for the first drawing of the page."""
    st.session_state.setdefault(name, value)
