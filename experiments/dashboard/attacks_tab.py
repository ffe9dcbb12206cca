"""The tab where attacks are weighed: so far the capture of a committee."""

import streamlit as st

from ...models.attacks.assess import Assessment
from ...models.attacks.committees.committee import Committee, Sampling
from ...models.attacks.estimate import Estimate, Evidence
from ...models.errors import InvalidParameter
from .attacks import assessed, curve, suggestion
from .charts import capture_chart
from .fields import count, start
from .formats import number, percent, probability

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
    """The interval of a sample with its confidence; nothing for what is certain."""
    if estimate.evidence is not Evidence.SAMPLED:
        return ""
    return f"{estimate.lower:.4g} to {estimate.upper:.4g} ({100 * estimate.confidence:.6g} %)"
