"""The page where attacks are weighed: corruption of a mode, capture of a committee, and other kinds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ...models.errors import InvalidParameter, Unreliable
from ..commands.attacks.answering import fact
from . import committee_form, surface_form
from .attacks import assessed
from .formats import probability
from .kinds import COMMITTEE, Field, fields_of, forms, question_of, title
from .session import heading, restore, share
from .state import SWITCH, TEXT, Entry, State, one_of
from .witnesses import show_witnesses, witness_rows

KIND = "attack"
SURFACE = "corruption"
"""The kind that is drawn over the corruption of both classes."""
FORMS = forms()
KINDS = (SURFACE, COMMITTEE, *FORMS)
WORDS = {
    SURFACE: "Corruption of a mode",
    COMMITTEE: "Capture of a committee",
    "quorum": "Quorum, other numbers",
}
"""Where a kind's own name would not tell it from another."""


def key_of(kind: str, field: Field) -> str:
    """Name of an option of a kind."""
    return f"{kind}_{field.name}".replace("-", "_")


def entry_of(kind: str, field: Field) -> Entry:
    """An option of a kind, as what can be set."""
    if field.is_switch:
        return Entry(key_of(kind, field), bool(field.default), SWITCH)
    rule = one_of(field.choices) if field.choices else TEXT
    return Entry(key_of(kind, field), field.start, rule)


STATE = State(
    "attacks",
    (
        Entry(KIND, SURFACE, one_of(KINDS)),
        *surface_form.ENTRIES,
        *committee_form.ENTRIES,
        *(entry_of(kind, field) for kind in FORMS for field in fields_of(kind)),
    ),
)
"""All that can be set here."""


def show_attacks() -> None:
    """The kind of attack above its fields on the left, the probability on the right."""
    corner = heading(
        "Attacks", "How likely an attack succeeds: exact, with a second way and a bound beside it."
    )
    restore(STATE)
    left, right = st.columns([5, 9], gap="large")
    with left:
        kind = st.selectbox("Attack", KINDS, key=KIND, format_func=words)
    tables: Mapping[str, pd.DataFrame] = {}
    try:
        if kind == SURFACE:
            tables = surface_form.show_surface(left, right)
        elif kind == COMMITTEE:
            tables = committee_form.show_committee(left, right)
        else:
            tables = show_kind(kind, left, right)
    except (InvalidParameter, Unreliable) as error:
        right.error(f"`{error}`")
    share(corner, STATE, tables)


def show_kind(kind: str, left: Any, right: Any) -> Mapping[str, pd.DataFrame]:
    """A field for every option of the kind, and the answer beside them."""
    with left:
        typed = {field.name: show_field(kind, field) for field in fields_of(kind)}
    with right:
        question = question_of(kind, typed)
        found = assessed(question)
        estimate = found.estimate
        st.subheader(title(kind), anchor=False)
        st.metric(
            question.quantity.capitalize(),
            probability(estimate.probability, estimate.log10_probability),
        )
        show_witnesses(found)
        facts = [line for name, value in question.details().items() for line in fact(name, value)]
        if facts:
            st.code("\n".join(facts), language=None, wrap_lines=True)
    return {"witnesses": witness_rows(found)}


def show_field(kind: str, field: Field) -> Any:
    """One option: a switch, a choice, or a line of text."""
    key, label = key_of(kind, field), words(field.name)
    if field.is_switch:
        return st.checkbox(label, key=key, help=field.explanation)
    if field.choices:
        return st.selectbox(label, field.choices, key=key, help=field.explanation)
    return st.text_input(label, key=key, help=field.explanation)


def words(name: str) -> str:
    """A name as people write it."""
    return WORDS.get(name, name.replace("_", " ").replace("-", " ").capitalize())
