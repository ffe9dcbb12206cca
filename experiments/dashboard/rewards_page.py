"""The page where reward parameters are tuned."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...proofs.invariants.invariant import Invariant
from ..evaluating.variation import as_toml
from ..parameter_files import PRESETS, load
from .charts import yield_chart
from .fields import amount, decade_stops, share_stops
from .formats import duration, number, percent
from .invariants import invariants
from .parameter_text import edited
from .rewards import ModeSummary, Summary, summary, yield_curves
from .session import heading, restore, share
from .state import NUMBER, SWITCH, Entry, Rule, State, one_of

BASE = "base"
NO_CEILING = "no_ceiling"
BASE_REWARD = "base_reward"
AUTHORITY_SHARE = "authority_share"
YEARLY_CAP = "yearly_cap"
SLASHING_RATE = "slashing_rate"
STAKING_RATIO = "staking_ratio"
HURDLE_RATE = "hurdle_rate"

FIRST_CAP = 0.05
"""Ceiling that appears when a protocol without one is given one; the reference's."""
FIRST_STAKING_RATIO = 0.3
FIRST_HURDLE_RATE = 0.05


def show_rewards() -> None:
    """Fields on the left, what follows from them on the right."""
    corner = heading(
        "Rewards", "What a reward rule pays, issues and asks for, and which promises it breaks."
    )
    restore(STATE)
    left, right = st.columns([5, 9], gap="large")
    with left:
        show_fields()
    with right:
        try:
            parameters = chosen()
            found = summary(
                parameters, st.session_state[STAKING_RATIO], st.session_state[HURDLE_RATE]
            )
        except InvalidParameter as error:
            st.error(f"`{error}`")
            share(corner, STATE, {})
            return
        show_consequences(parameters, found)
    base = st.session_state[BASE]
    tables = {
        "yield-curves": yield_curves(parameters, load(base), base),
        "consequences": pd.DataFrame(consequences(found)),
    }
    share(corner, STATE, tables)


def of_preset(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as the preset has them."""
    preset = load(values[BASE])
    cap = preset.issuance.yearly_cap
    return {
        BASE_REWARD: preset.rewards.base_reward,
        AUTHORITY_SHARE: preset.rewards.authority_share,
        NO_CEILING: cap is None,
        YEARLY_CAP: FIRST_CAP if cap is None else cap,
        SLASHING_RATE: preset.slashing.rate,
    }


def preset_entry(name: str, rule: Rule = NUMBER) -> Entry:
    """A field that starts as the preset has it."""
    return Entry(name, lambda values: of_preset(values)[name], rule)


STATE = State(
    "rewards",
    (
        Entry(BASE, PRESETS[0], one_of(PRESETS)),
        preset_entry(BASE_REWARD),
        preset_entry(AUTHORITY_SHARE),
        preset_entry(NO_CEILING, SWITCH),
        preset_entry(YEARLY_CAP),
        preset_entry(SLASHING_RATE),
        Entry(STAKING_RATIO, FIRST_STAKING_RATIO, NUMBER),
        Entry(HURDLE_RATE, FIRST_HURDLE_RATE, NUMBER),
    ),
)
"""All that can be set here."""


def take_preset() -> None:
    """Another preset was chosen: its values."""
    for name, value in of_preset({BASE: st.session_state[BASE]}).items():
        st.session_state[name] = value


def chosen() -> Parameters:
    """The preset with the values of the fields."""
    state = st.session_state
    return edited(
        state[BASE],
        {
            "rewards": {
                "base_reward": state[BASE_REWARD],
                "authority_share": state[AUTHORITY_SHARE],
            },
            "issuance": {"yearly_cap": None if state[NO_CEILING] else state[YEARLY_CAP]},
            "slashing": {"rate": state[SLASHING_RATE]},
        },
    )


def show_fields() -> None:
    """Everything that can be set."""
    st.radio(
        "Start from",
        PRESETS,
        key=BASE,
        horizontal=True,
        on_change=take_preset,
        help="The research plan read literally, or the plan with the smallest repairs that can be "
        "proved. Choosing one sets the fields below to its values.",
    )
    amount(
        BASE_REWARD,
        "Reward of a block [token]",
        [0.0, *decade_stops(-3, 3)],
        in_file("rewards.base_reward"),
    )
    amount(
        AUTHORITY_SHARE,
        "Authorities' part of it, from 0 to 1",
        share_stops(),
        f"{in_file('rewards.authority_share')} Stakers get the rest.",
    )
    amount(
        YEARLY_CAP,
        "Ceiling on a year's issuance, as part of the supply",
        [0.0, *decade_stops(-4, 0)],
        in_file("issuance.yearly_cap"),
        disabled=st.session_state[NO_CEILING],
    )
    st.checkbox("No ceiling", key=NO_CEILING)
    amount(
        SLASHING_RATE,
        "Stake lost to a lone offence, from 0 to 1",
        share_stops(),
        f"{in_file('slashing.rate')} What is lost together with others comes on top.",
    )
    st.divider()
    amount(
        STAKING_RATIO,
        "Supply that stakers have at stake, above 0 to 1",
        share_stops()[1:],
        "Not a parameter: where on the curves the numbers are read.",
    )
    amount(
        HURDLE_RATE,
        "Hurdle rate of stakers, a year",
        decade_stops(-3, 0),
        "Not a parameter: the yield below which nobody stakes.",
    )


def in_file(name: str) -> str:
    """Where a value stands in a parameter file."""
    return f"`{name}` in a parameter file."


def show_consequences(parameters: Parameters, found: Summary) -> None:
    """Numbers, chart, invariants and the file."""
    base = st.session_state[BASE]
    preset = load(base)
    before = summary(preset, st.session_state[STAKING_RATIO], st.session_state[HURDLE_RATE])
    st.subheader("Yield a year")
    show_yields(found, before, base)
    show_curves(parameters, preset, found.staked)
    st.subheader("What else follows")
    st.table(consequences(found))
    st.caption(slash_words(found, parameters))
    st.subheader("Invariants")
    show_invariants(invariants(parameters), invariants(preset), base)
    st.subheader("Parameter file")
    text = as_toml(parameters, base)
    st.code(text, language="toml")
    st.download_button(
        "Download", text, file_name="parameters.toml", mime="application/toml", on_click="ignore"
    )


def show_yields(found: Summary, before: Summary, base: str) -> None:
    """Yields per class and mode, each over that of the preset."""
    for label, quantity in (("Stakers", "staker_yield"), ("Authorities", "authority_yield")):
        for column, mode in zip(st.columns(len(Mode)), Mode, strict=True):
            column.metric(
                f"{label}, {mode.label.capitalize()}",
                percent(getattr(found.modes[mode], quantity)),
                f"{base}: {percent(getattr(before.modes[mode], quantity))}",
                delta_color="off",
                delta_arrow="off",
            )


def show_curves(parameters: Parameters, preset: Parameters, staked: float) -> None:
    """Yield against stake."""
    base = st.session_state[BASE]
    curves = yield_curves(parameters, preset, base)
    if curves.empty:
        st.info("Stakers are paid nothing in any mode.")
        return
    st.vega_lite_chart(spec=yield_chart(curves, base, staked, st.session_state[HURDLE_RATE]))
    st.caption(
        f"Dotted: {number(staked)} tokens at stake, and a hurdle rate of "
        f"{percent(st.session_state[HURDLE_RATE])}. Fast pays no staker: it collects no stake "
        "signatures."
    )


def consequences(found: Summary) -> dict[str, list[str]]:
    """Table of what follows, a column per mode."""
    rows = {
        "Issuance a year [token]": [number(mode.issuance_token) for mode in found.modes],
        "… of the supply": [percent(mode.issuance_rate) for mode in found.modes],
        "Rewards paid to nobody": [percent(mode.unpaid_share) for mode in found.modes],
        "Equilibrium: yield is at the hurdle rate with [token]": [
            number(mode.stake_at_hurdle) for mode in found.modes
        ],
        "… of the supply ": [percent(mode.share_at_hurdle) for mode in found.modes],
        "Authority earns a slash back in": recouped(found.modes, "authority", 0),
        "… if a third offends together": recouped(found.modes, "authority", 1),
        "Staker earns a slash back in": recouped(found.modes, "staker", 0),
        "… if a third offends together ": recouped(found.modes, "staker", 1),
    }
    return {"": list(rows)} | {
        mode.label.capitalize(): [cells[mode] for cells in rows.values()] for mode in Mode
    }


def recouped(modes: Sequence[ModeSummary], kind: str, offenders: int) -> list[str]:
    """Times to earn a slash back, per mode."""
    return [duration(getattr(mode, f"{kind}_seconds_to_recoup")[offenders]) for mode in modes]


def slash_words(found: Summary, parameters: Parameters) -> str:
    """What a slash takes, and what the times stand on."""
    alone, together = (percent(part) for part in found.slashed)
    return (
        f"An offence costs {alone} of the stake alone, {together} if a third offends together. "
        f"Authorities: {parameters.fast.validators} of {number(parameters.staking.authority_minimum)} "
        "tokens each, all at work."
    )


def show_invariants(found: Sequence[Invariant], before: Sequence[Invariant], base: str) -> None:
    """What does not hold, with its story and whether that is new; then what does."""
    failing = [item for item in found if item.verdict != "proved"]
    count = len(found) - len(failing)
    if failing:
        st.warning(f"{count} of {len(found)} invariants hold.")
    else:
        st.success(f"All {len(found)} invariants hold.")
    verdicts = {item.name: item.verdict for item in before}
    for item in failing:
        was = verdicts[item.name]
        news = "" if was == item.verdict else f" · {base}: {was}"
        with st.expander(f"{item.verdict}: {item.name} · `{item.field}`{news}"):
            st.text(item.message)
            if item.counterexample is not None:
                st.code(item.counterexample["text"], language=None)
    with st.expander(f"proved: {count}"):
        for item in found:
            if item.verdict == "proved":
                was = verdicts[item.name]
                news = "" if was == item.verdict else f" ({base}: {was})"
                st.text(f"{item.name}{news}: {item.message}")
