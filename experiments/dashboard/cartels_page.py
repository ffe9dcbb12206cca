"""The page of cartels: when colluding pays, when the members hold together, and what ends it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ..evaluating.variation import as_toml
from ..parameter_files import PRESETS, load
from ..questions.cartel_boundary import (
    BRIBE_PART,
    COMPETITIVE_PART,
    FEES_PART,
    KEPT_OUT_PART,
    KINDS,
    PRIZE_PART,
    TIP,
    WAITING,
)
from .cartels import Ends, boundaries, ends_of
from .cartels_chart import cartel_chart
from .fields import amount, decade_stops, share_stops
from .formats import number, percent
from .parameter_text import edited
from .session import heading, restore, share
from .state import NUMBER, SWITCH, Entry, State, one_of

PROTOCOL, KIND = "cartels_protocol", "cartel"
DETECTION, LOSES_SEAT = "detection", "loses_seat"
FIELDS = {
    "bond": ("staking", "authority_minimum"),
    "slash": ("slashing", "rate"),
    "correlation_factor": ("slashing", "correlation_factor"),
    "authority_part": ("rewards", "authority_share"),
    "impatience": ("population", "hurdle_rate_high"),
}
"""What stands in a parameter file: its table and key."""

STORIES = {
    "stealing": "Members leave the votes of outsiders out, and divide the rewards of all. Who cheats "
    f"sells inclusion for {percent(TIP)} of what it brings.",
    "censoring": "Members keep some transactions out for a bribe of "
    f"{percent(BRIBE_PART)} of all rewards. Who cheats takes their fees, {percent(KEPT_OUT_PART)}.",
    "equivocating": "Members sign two conflicting blocks a day, for a prize of "
    f"{percent(PRIZE_PART)} of the supply.",
    "fee-fixing": f"All ask for fees of {percent(FEES_PART)} of the rewards instead of "
    f"{percent(COMPETITIVE_PART)}. Who cheats asks for less, and {percent(WAITING)} of all waits.",
}
"""What a cartel of each kind does; the parts in it are assumptions."""


def of_preset(name: str) -> Any:
    """A field's value in the preset that is chosen."""
    table, key = FIELDS[name]
    return lambda values: float(getattr(getattr(load(values[PROTOCOL]), table), key))


STATE = State(
    "cartels",
    (
        Entry(PROTOCOL, PRESETS[1], one_of(PRESETS)),
        Entry(KIND, KINDS[0], one_of(KINDS)),
        Entry(DETECTION, 0.005, NUMBER),
        Entry(LOSES_SEAT, True, SWITCH),
        *(Entry(name, of_preset(name), NUMBER) for name in FIELDS),
    ),
)
"""All that can be set here."""


def show_cartels() -> None:
    """A cartel and a protocol on the left, what it is worth and what ends it on the right."""
    corner = heading(
        "Cartels", "When colluding pays authorities, when they hold together, and what ends it."
    )
    restore(STATE)
    left, right = st.columns([5, 9], gap="large")
    with left:
        show_fields()
    state = st.session_state
    with right:
        try:
            parameters = chosen()
            found = ends_of(parameters, state[KIND], state[DETECTION], loses_seat=state[LOSES_SEAT])
        except InvalidParameter as error:
            st.error(f"`{error}`")
            share(corner, STATE, {})
            return
        tables = show_ends(found, parameters)
    share(corner, STATE, tables)


def show_fields() -> None:
    """Everything that can be set."""
    st.radio("Start from", PRESETS, key=PROTOCOL, horizontal=True, on_change=take_preset)
    st.selectbox("Cartel", KINDS, key=KIND, format_func=lambda kind: kind.capitalize())
    st.caption(STORIES[st.session_state[KIND]])
    amount(
        DETECTION,
        "Chance to be found out on a day, from 0 to 1",
        [0.0, *decade_stops(-4, 0)],
        "Not a parameter: how well the network is watched.",
    )
    st.checkbox(
        "Who is found out also loses the seat",
        key=LOSES_SEAT,
        help="And with it the rewards of the unbonding time.",
    )
    amount("slash", "Stake lost to a lone offence, from 0 to 1", share_stops(), in_file("slash"))
    amount(
        "correlation_factor",
        "More lost per part that offends together",
        [0.0, *decade_stops(-1, 1)],
        in_file("correlation_factor"),
    )
    amount("bond", "Bond of an authority [token]", decade_stops(2, 8), in_file("bond"))
    amount(
        "authority_part",
        "Authorities' part of the rewards, from 0 to 1",
        share_stops(),
        in_file("authority_part"),
    )
    amount(
        "impatience",
        "What money earns elsewhere, a year",
        decade_stops(-2, 1),
        in_file("impatience"),
    )


def in_file(name: str) -> str:
    """Where a value stands in a parameter file."""
    return f"`{'.'.join(FIELDS[name])}` in a parameter file."


def take_preset() -> None:
    """Another preset was chosen: its values."""
    for name in FIELDS:
        st.session_state[name] = of_preset(name)({PROTOCOL: st.session_state[PROTOCOL]})


def chosen() -> Parameters:
    """The preset with the values of the fields."""
    changes: dict[str, dict[str, Any]] = {}
    for name, (table, key) in FIELDS.items():
        changes.setdefault(table, {})[key] = st.session_state[name]
    return edited(st.session_state[PROTOCOL], changes)


def show_ends(found: Ends, parameters: Parameters) -> Mapping[str, pd.DataFrame]:
    """The verdict, the map and what would end it; the tables that are shown."""
    cartel, stage = found.cartel, found.cartel.stage
    verdict = (
        "It pays, and the members hold together."
        if found.pays and found.holds
        else "It would pay, but somebody cheats."
        if found.pays
        else "It does not pay."
    )
    (st.error if found.pays and found.holds else st.success)(verdict)
    pay = {
        "A member, a day": stage.member,
        "Who cheats, that day": stage.deviator,
        "Honest, a day": stage.honest,
    }
    for column, (label, token) in zip(st.columns(len(pay)), pay.items(), strict=True):
        column.metric(f"{label} [token]", number(token))
    st.caption(
        f"{cartel.members} of {cartel.seats} authorities are enough, in Fast. Who is found out loses "
        f"{number(found.loss)} tokens: {number(found.loss / cartel.days) if cartel.days else '–'} "
        "days of honest pay."
    )
    lines = boundaries(cartel) if cartel.days > 0 else pd.DataFrame()
    if lines.empty:
        st.info("No detection or loss ends it, or nothing is needed to.")
    else:
        st.vega_lite_chart(spec=cartel_chart(lines, found.loss / cartel.days, found.detection))
        st.caption("Shaded: the members hold together. Diamond: the case on the left.")
    st.subheader("What ends it", anchor=False)
    st.table(told(found))
    with st.expander("Parameter file"):
        st.code(as_toml(parameters, st.session_state[PROTOCOL]), language="toml")
    return {"boundaries": lines, "what-ends-it": pd.DataFrame(told(found))}


def told(found: Ends) -> dict[str, list[str]]:
    """What each means, and how much of it is needed."""
    watched = f"found out on {percent(found.detection)} of days"
    rows = {
        "Found out on a day, from which on it does not pay": chance(found.paying_detection),
        "Found out on a day, above which somebody cheats": chance(found.holding_detection),
        f"Part of the bond, if {watched}, from which on it does not pay": share_of(
            found.slashed_part
        ),
        f"Loss in tokens, if {watched}, above which somebody cheats": tokens(found.holding_loss),
        "Worth of tomorrow's token, below which it falls apart unwatched": patience(found.patience),
        "Bounty in tokens, above which somebody denounces it": tokens(found.bounty),
        "… as a part of what the others are slashed": share_of(found.bounty_rate),
    }
    return {"": list(rows), "Needed": list(rows.values())}


def chance(value: float | None) -> str:
    """A probability of a day, and words where none or any is enough."""
    if value is None or value > 1:
        return "no chance is enough"
    return "any" if value <= 0 else percent(value)


def share_of(value: float | None) -> str:
    """A part of an amount, and words where all of it is too little."""
    if value is None:
        return "nothing is enough"
    return "any" if value <= 0 else percent(value) + (": more than there is" if value > 1 else "")


def tokens(value: float | None) -> str:
    """An amount, and words where any is enough."""
    if value is None:
        return "nothing is enough"
    return "any" if value <= 0 else number(value)


def patience(value: float | None) -> str:
    """A discount factor, and words where any is enough."""
    return "any is enough" if value is None or value <= 0 else number(value)
