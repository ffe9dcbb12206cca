"""The page where modes meet a deployment: finality and throughput beside what they promise."""

from typing import Any

import streamlit as st

from ...models.errors import InvalidParameter
from ...models.network.throughput import Dissemination, binding_resource
from ...models.protocol.modes import Mode, mode_parameters
from ..networking.deployments import deployment_names, load_deployment
from ..networking.reach import Reached
from ..networking.settings import FAMILIES
from ..parameter_files import PRESETS, load
from .fields import amount, decade_stops, share_stops
from .formats import number, percent
from .modes import BITS, OWN, Asked, finality_rows, reached, throughput_rows
from .modes_chart import finality_chart, throughput_chart
from .session import heading, restore, share
from .state import NUMBER, TEXT, Entry, State, Values, one_of

PROTOCOL, DEPLOYMENT, REGIONS = "modes_protocol", "deployment", "regions"
PHASES, OFFLINE, UPLOAD = "phases", "offline", "upload_mbit"
DISSEMINATION, WORKLOAD = "dissemination", "workload"

DEFAULT_DEPLOYMENT = "ten-regions"
FIRST_REGIONS = "eu-central-1:7,us-east-1:7,ap-northeast-1:7"
FORMS = {"2": "2: propose, vote", "3": "3: propose, vote, vote", "7": "7: chained"}
"""Message delays of a round, and what they are."""
USUAL_BANDWIDTH = 1e9
"""Where neither the deployment nor anybody says another [bit/s]."""


def of_deployment(values: Values) -> Values:
    """What a deployment says of its nodes."""
    name = values[DEPLOYMENT]
    settings = {} if name == OWN else load_deployment(name).settings
    return {
        UPLOAD: float(settings.get("bandwidth", USUAL_BANDWIDTH)) / BITS,
        DISSEMINATION: settings.get(DISSEMINATION, Dissemination.CODED.value),
    }


STATE = State(
    "modes",
    (
        Entry(PROTOCOL, PRESETS[0], one_of(PRESETS)),
        Entry(DEPLOYMENT, DEFAULT_DEPLOYMENT, one_of([*deployment_names(), OWN])),
        Entry(REGIONS, FIRST_REGIONS, TEXT),
        Entry(PHASES, "3", one_of(FORMS)),
        Entry(OFFLINE, 0.0, NUMBER),
        Entry(UPLOAD, lambda values: of_deployment(values)[UPLOAD], NUMBER),
        Entry(
            DISSEMINATION,
            lambda values: of_deployment(values)[DISSEMINATION],
            one_of([each.value for each in Dissemination]),
        ),
        Entry(WORKLOAD, "uniform", one_of(FAMILIES)),
    ),
)
"""All that can be set here."""


def show_modes() -> None:
    """A deployment on the left, what the modes reach on it on the right."""
    corner = heading(
        "Modes", "How soon each mode is final on a real network, and how much it carries."
    )
    restore(STATE)
    left, right = st.columns([5, 9], gap="large")
    with left:
        show_fields()
    with right:
        try:
            asked = chosen()
            found = reached(asked)
        except InvalidParameter as error:
            st.error(f"`{error}`")
            share(corner, STATE, {})
            return
        show_reached(asked, found)
    share(corner, STATE, {"finality": finality_rows(asked), "throughput": throughput_rows(asked)})


def show_fields() -> None:
    """Everything that can be set."""
    st.radio("Protocol", PRESETS, key=PROTOCOL, horizontal=True)
    st.selectbox(
        "Deployment",
        [*deployment_names(), OWN],
        key=DEPLOYMENT,
        format_func=named,
        on_change=take_deployment,
        help="Round trips between regions are measured; upload and spreading follow the choice.",
    )
    if st.session_state[DEPLOYMENT] == OWN:
        st.text_input("Validators by AWS region", key=REGIONS, help="`eu-west-1:7,us-east-1:7`")
    st.selectbox(
        "Message delays of a round", list(FORMS), key=PHASES, format_func=lambda each: FORMS[each]
    )
    amount(
        OFFLINE,
        "Part of the validators that is silent",
        share_stops(),
        "From 0 to below 1. Their turns to propose are passed over at once; "
        "`hybridstake network` also waits for them.",
    )
    amount(UPLOAD, "Upload of each node [Mbit/s]", decade_stops(0, 6), "Above 0.")
    st.selectbox("How a block spreads", [each.value for each in Dissemination], key=DISSEMINATION)
    st.selectbox(
        "What blocks are of",
        list(FAMILIES),
        key=WORKLOAD,
        format_func=lambda name: name.replace("_", " "),
    )


def named(deployment: str) -> str:
    """A deployment as people call it."""
    return "Your own regions" if deployment == OWN else deployment.replace("-", " ").capitalize()


def take_deployment() -> None:
    """Another deployment was chosen: what it says of its nodes."""
    found = of_deployment({DEPLOYMENT: st.session_state[DEPLOYMENT]})
    for name, value in found.items():
        st.session_state[name] = value


def chosen() -> Asked:
    """What the fields ask."""
    state = st.session_state
    return Asked(
        protocol=state[PROTOCOL],
        deployment=state[DEPLOYMENT],
        regions=state[REGIONS],
        phases=int(state[PHASES]),
        offline=state[OFFLINE],
        upload_mbit=state[UPLOAD],
        dissemination=state[DISSEMINATION],
        workload=state[WORKLOAD],
    )


def show_reached(asked: Asked, found: tuple[Reached, ...]) -> None:
    """Numbers and charts of all modes."""
    parameters = load(asked.protocol)
    st.subheader("Time to finality", anchor=False)
    for column, mode, each in zip(st.columns(len(Mode)), Mode, found, strict=True):
        show_number(column, f"{mode.label.capitalize()}, half within", *finality(each))
    times = finality_rows(asked)
    if times.empty:
        st.warning("Those who are there are no quorum: nothing becomes final in any mode.")
    else:
        st.vega_lite_chart(spec=finality_chart(times))
        st.caption(
            "Bar: from half of the times (point) to 99 in 100. Upright line: what the mode promises. "
            f"{found[0].online} of {found[0].validators} validators vote; blocks are empty, and a "
            f"full one is final {number(found[0].dissemination_ms)} ms later in Fast."
        )
    st.subheader("Throughput", anchor=False)
    for column, mode, each in zip(st.columns(len(Mode)), Mode, found, strict=True):
        promised = float(mode_parameters(parameters, mode).throughput_tps)
        show_number(
            column,
            f"{mode.label.capitalize()}, a second",
            number(each.throughput),
            f"{kept(each.throughput >= promised)} {number(promised)}",
        )
    st.vega_lite_chart(spec=throughput_chart(throughput_rows(asked)))
    st.caption(
        "What each resource carries; the larger mark binds: "
        + ", ".join(
            f"{binding_resource(each.throughputs)} in {mode.label.capitalize()}"
            for mode, each in zip(Mode, found, strict=True)
        )
        + ". Upright line: what the mode promises."
    )


def show_number(place: Any, label: str, value: str, beside: str) -> None:
    """A number, and what is to be said of it in words rather than in a colour."""
    place.metric(label, value, beside, delta_color="off", delta_arrow="off")


def finality(found: Reached) -> tuple[str, str]:
    """The median time, and whether the promise is kept and how often."""
    promised = f"{number(found.target_ms or 0.0)} ms"
    if found.finality_ms is None:
        return "never", f"{kept(False)} {promised}"
    share = percent(found.within_target or 0.0)
    return f"{number(found.finality_ms['p50'])} ms", f"{share} within {promised}"


def kept(is_kept: bool) -> str:
    """Whether a promise is kept."""
    return "keeps" if is_kept else "misses"
