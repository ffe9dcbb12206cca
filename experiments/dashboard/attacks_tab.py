"""The tab where attacks are weighed: the capture of a committee, and every kind that answers quickly."""

from typing import Any

import streamlit as st

from ...models.attacks.assess import Assessment
from ...models.attacks.committees.committee import Committee, Sampling
from ...models.attacks.estimate import Estimate, Evidence
from ...models.errors import InvalidParameter, Unreliable
from ..commands.attacks.answering import fact
from .attacks import assessed, curve, suggestion
from .charts import capture_chart
from .fields import count, start
from .formats import number, percent, probability
from .kinds import COMMITTEE as COMMITTEE_KIND
from .kinds import EXAMPLES, Field, fields_of, question_of, title

POPULATION, ADVERSARIES, COMMITTEE, SEATS = "population", "adversaries", "committee", "seats"
SAMPLING = "sampling"
KIND = "kind of attack"

LARGEST_POPULATION = 10_000
LARGEST_COMMITTEE = 1_000
"""Where the sliders end; the number fields go on."""


def show_attacks() -> None:
    """The kind of attack above its fields on the left, the probability on the right."""
    left, right = st.columns([5, 9], gap="large")
    with left:
        kind = st.selectbox("Attack", [COMMITTEE_KIND, *EXAMPLES], key=KIND, format_func=words)
    if kind == COMMITTEE_KIND:
        show_committee(left, right)
    else:
        show_kind(kind, left, right)


def show_committee(left: Any, right: Any) -> None:
    """Sliders, and the curve beside them."""
    first = suggestion()
    for name in (POPULATION, ADVERSARIES, COMMITTEE, SEATS, SAMPLING):
        start(name, getattr(first, name))
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


def show_kind(kind: str, left: Any, right: Any) -> None:
    """A field for every option of the kind, and the answer beside them."""
    with left:
        typed = {field.name: show_field(kind, field) for field in fields_of(kind)}
    with right:
        try:
            question = question_of(kind, typed)
            found = assessed(question)
        except (InvalidParameter, Unreliable) as error:
            st.error(f"`{error}`")
            return
        estimate = found.estimate
        st.subheader(title(kind))
        st.metric(
            question.quantity.capitalize(),
            probability(estimate.probability, estimate.log10_probability),
        )
        show_witnesses(found)
        facts = [line for name, value in question.details().items() for line in fact(name, value)]
        if facts:
            st.text("\n".join(facts))


def show_field(kind: str, field: Field) -> Any:
    """One option: a switch, a choice, or a line of text."""
    key, label = f"{kind} {field.name}", words(field.name)
    if field.is_switch:
        start(key, bool(field.default))
        return st.checkbox(label, key=key, help=field.explanation)
    start(key, field.start)
    if field.choices:
        return st.selectbox(label, field.choices, key=key, help=field.explanation)
    return st.text_input(label, key=key, help=field.explanation)


def words(name: str) -> str:
    """A name as people write it."""
    return name.replace("_", " ").replace("-", " ").capitalize()


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


def show_witnesses(found: Assessment) -> None:
    """The answer beside its witnesses, and whether they agree."""
    st.table(witnesses(found))
    if found.agrees:
        st.success("The methods agree.")
    else:
        st.error("The methods DISAGREE.")


def witnesses(found: Assessment) -> dict[str, list[str]]:
    """Table of the answer and its witnesses; intervals and trials where something was sampled."""
    estimates = (found.estimate, *found.agreement)
    table = {
        "Method": [estimate.method for estimate in estimates],
        "Probability": [answer(estimate) for estimate in estimates],
        "Interval": [interval(estimate) for estimate in estimates],
        "Trials": [f"{estimate.trials:,}" if estimate.trials else "" for estimate in estimates],
    }
    return {heading: cells for heading, cells in table.items() if any(cells)}


def answer(estimate: Estimate) -> str:
    """A probability, or the end that it stays below."""
    shown = probability(estimate.probability, estimate.log10_probability)
    return f"at most {shown}" if estimate.evidence is Evidence.BOUND else shown


def interval(estimate: Estimate) -> str:
    """The interval of a sample with its confidence, or between proved ends; else nothing."""
    if estimate.evidence not in (Evidence.SAMPLED, Evidence.BRACKET):
        return ""
    said = f"{estimate.lower:.4g} to {estimate.upper:.4g}"
    is_sampled = estimate.evidence is Evidence.SAMPLED
    return f"{said} ({100 * estimate.confidence:.6g} %)" if is_sampled else f"{said} (proved)"
