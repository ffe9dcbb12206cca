"""The page of proofs: a claim, what it assumes, what the solvers say, and its counterexample drawn."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ...proofs.replaying.replay import NotReplayed, Replay
from ...proofs.solving.claim import ANY, Proof
from ...proofs.solving.counterexample import Counterexample
from ..parameter_files import PRESETS
from .formats import number, plain
from .proofs import LIMITS, Answer, answer, claims, names_of, words
from .session import heading, restore, share
from .state import Entry, Rule, State, one_of
from .story_chart import exact, numbers_chart, validators_chart

PROTOCOL, CLAIM = "claims_of", "claim"
FIRST = "fast-secure.intersection"
"""Promise with which every preset starts."""
PROTOCOLS = (*PRESETS, ANY)
SEEN = {"plan": "Plan", "reference": "Reference", ANY: "Every protocol"}


def first_of(values: Mapping[str, Any]) -> str:
    """Claim with which a protocol starts."""
    names = names_of(values[PROTOCOL])
    usual = f"{values[PROTOCOL]}.{FIRST}"
    return usual if usual in names else names[0]


STATE = State(
    "proofs",
    (
        Entry(PROTOCOL, PRESETS[0], one_of(PROTOCOLS)),
        Entry(
            CLAIM,
            first_of,
            Rule(
                "a claim that `hybridstake prove` knows",
                lambda value: isinstance(value, str) and value in claims(),
            ),
        ),
    ),
)
"""All that can be set here."""


def show_proofs() -> None:
    """A claim on the left, what came of it on the right."""
    corner = heading(
        "Proofs", "What is claimed, what it rests on, and what the solvers make of it."
    )
    restore(STATE)
    state = st.session_state
    if claims()[state[CLAIM]].protocol != state[PROTOCOL]:
        state[PROTOCOL] = claims()[state[CLAIM]].protocol
    left, right = st.columns([5, 9], gap="large")
    with left:
        st.radio(
            "Claims about",
            PROTOCOLS,
            key=PROTOCOL,
            horizontal=True,
            format_func=lambda each: SEEN[each],
            on_change=take_protocol,
        )
        st.selectbox("Claim", names_of(state[PROTOCOL]), key=CLAIM, format_func=words)
        claim = claims()[state[CLAIM]]
        st.markdown(f"**{plain(claim.statement)}**")
        st.caption(f"`hybridstake prove {claim.name}` says the same.")
    with right, st.spinner(f"The solvers are asked, {LIMITS.seconds:g} s a condition at most."):
        found = answer(claim.name)
    with left:
        show_assumptions(found.proof)
    with right:
        show_verdict(found)
    tables = {
        "assumptions": pd.DataFrame(assumptions(found.proof)),
        "conditions": pd.DataFrame(conditions(found.proof)),
    }
    share(corner, STATE, tables)


def take_protocol() -> None:
    """Claims about another protocol were chosen: the same promise there, else its first."""
    state = st.session_state
    same = f"{state[PROTOCOL]}.{state[CLAIM].partition('.')[2]}"
    state[CLAIM] = same if same in claims() else first_of({PROTOCOL: state[PROTOCOL]})


def show_assumptions(proof: Proof) -> None:
    """What is assumed, and whether the proof needs it."""
    st.subheader("It assumes", anchor=False)
    if proof.assumptions:
        st.table(assumptions(proof), border="horizontal")
    else:
        st.write("Nothing.")


def assumptions(proof: Proof) -> dict[str, list[str]]:
    """Every assumption, and what became of it."""
    if proof.counterexample is not None:
        held = set(proof.counterexample.premises)
        return {
            "Assumption": proof.assumptions,
            "In the counterexample": [
                "holds" if name in held else "not asked" for name in proof.assumptions
            ],
        }
    used = set(proof.assumptions_used)
    words_for = {True: "used", False: "not needed" if proof.verdict == "proved" else "unknown"}
    return {
        "Assumption": proof.assumptions,
        "In the proof": [words_for[name in used] for name in proof.assumptions],
    }


def conditions(proof: Proof) -> dict[str, list[Any]]:
    """Every condition, and what both solvers say of it."""
    return {
        "Condition": [each.condition for each in proof.settled],
        "Z3": [each.outcome for each in proof.settled],
        "Second solver": [each.second_solver for each in proof.settled],
        "Seconds": [f"{each.seconds:.2f}" for each in proof.settled],
    }


def show_verdict(found: Answer) -> None:
    """The verdict, the counterexample, and the conditions one by one."""
    proof = found.proof
    said = {"proved": st.success, "refuted": st.error, "undecided": st.warning}[proof.verdict]
    seconds = sum(each.seconds for each in proof.settled)
    count = f"{proof.conditions} condition{'s' * (proof.conditions != 1)}"
    said(
        f"**{proof.verdict.capitalize()}.** {count}, {number(seconds)} s; second solver: "
        f"{proof.second_solver}."
    )
    if proof.reason:
        st.code(proof.reason, language=None, wrap_lines=True)
    if proof.counterexample is not None:
        show_counterexample(proof.counterexample)
        show_run(found.run)
    with st.expander(f"Conditions: {proof.conditions}"):
        st.table(conditions(proof), border="horizontal")


def show_counterexample(found: Counterexample) -> None:
    """The story as a picture, and as text."""
    st.subheader("Counterexample", anchor=False)
    st.markdown(f"All assumptions hold, and this does not: **{plain(found.conclusion)}**.")
    story = found.as_dict()
    drawn = False
    if story.get("validators") and story.get("sets"):
        st.vega_lite_chart(spec=validators_chart(story))
        drawn = True
    numbers = {**story.get("numbers", {}), **story.get("times", {}), **story.get("regions", {})}
    if any(exact(each) is not None for each in numbers.values()):
        st.vega_lite_chart(spec=numbers_chart(numbers))
        drawn = True
    if story.get("members"):
        st.table(story["members"], border="horizontal")
    with st.expander("As text", expanded=not drawn):
        st.code(found.as_table(), language=None)


def show_run(run: Replay | NotReplayed | None) -> None:
    """The same executed by the protocol's own state machine."""
    if run is None:
        return
    st.subheader("Executed", anchor=False)
    if isinstance(run, NotReplayed):
        st.warning(f"Not executed: `{run}`")
        return
    st.markdown(plain(run.violation))
    st.code("\n".join(run.steps), language=None, wrap_lines=True)
