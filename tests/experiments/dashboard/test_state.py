"""Links and files of a page: what is written reads back, and what others write is checked."""

from typing import Any

import pytest
from hybridstake.experiments.dashboard import (
    attacks_page,
    cartels_page,
    modes_page,
    proofs_page,
    rewards_page,
)
from hybridstake.experiments.dashboard.pages import ADDRESSES, PAGE
from hybridstake.experiments.dashboard.state import (
    NUMBER,
    SWITCH,
    TEXT,
    Entry,
    State,
    a_count,
    one_of,
)
from hybridstake.models.attacks.committees.committee import Sampling
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

STATE = State(
    "example",
    (
        Entry("base", "low", one_of(["low", "high"])),
        Entry("amount", lambda values: {"low": 1.0, "high": 9.0}[values["base"]], NUMBER),
        Entry("heads", 3, a_count(1, 99)),
        Entry("on", False, SWITCH),
        Entry("words", "", TEXT),
    ),
)
STATES = [
    each.STATE for each in (rewards_page, attacks_page, modes_page, cartels_page, proofs_page)
]

values = st.fixed_dictionaries(
    {
        "base": st.sampled_from(["low", "high"]),
        "amount": st.floats(-1e15, 1e15),
        "heads": st.integers(1, 99),
        "on": st.booleans(),
        "words": st.text(st.characters(codec="utf-8"), max_size=200).filter(str.isprintable),
    }
)


@given(values)
def test_a_link_and_a_file_read_back_as_they_were_written(chosen: dict[str, Any]) -> None:
    assert STATE.from_link(STATE.as_link(chosen)) == chosen
    assert STATE.from_file(STATE.as_file(chosen).encode()) == chosen


def test_a_link_holds_what_differs_from_how_the_page_starts_beside_the_rest() -> None:
    start = STATE.completed({})
    assert STATE.as_link(start) == {}
    assert STATE.completed({"base": "high"})["amount"] == 9.0
    assert STATE.as_link(STATE.completed({"base": "high"})) == {"base": "high"}
    assert STATE.as_link(start | {"base": "high"}) == {"base": "high", "amount": "1"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"base": "<b>"}, "base must be one of low, high, got '<b>'"),
        ({"amount": "nan"}, "amount must be a number of at most 1e+15, got nan"),
        ({"amount": "1e300"}, "amount must be a number of at most 1e+15, got 1e+300"),
        ({"amount": "0" * 300}, f"amount must be a number of at most 1e+15, got '{'0' * 58}…"),
        ({"amount": "1;2"}, "amount must be a number of at most 1e+15, got '1;2'"),
        ({"heads": "0"}, "heads must be a whole number from 1 to 99, got 0"),
        ({"heads": "9" * 5_000}, f"heads must be a whole number from 1 to 99, got '{'9' * 58}…"),
        ({"heads": "٣"}, "heads must be a whole number from 1 to 99, got '٣'"),
        ({"on": "1"}, "on must be true or false, got '1'"),
        (
            {"words": "a\x00"},
            "words must be printable text of at most 200 characters, got 'a\\x00'",
        ),
        (
            {"amuont": "1"},
            "setting of example must be one of base, amount, heads, on, words, got 'amuont' "
            "(did you mean amount?)",
        ),
        ({f"x{each}": "" for each in range(201)}, "settings must be at most 200, got 201"),
    ],
)
def test_a_link_that_lies_is_refused_in_one_line(query: dict[str, str], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        STATE.from_link(query)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff", "file must be TOML, got 'utf-8' codec can't decode byte 0xff in position 0: "),
        (b"page", "file must be TOML, got "),
        (b"a = " + b"[" * 900, "file must be TOML, got one nested too deeply"),
        (b"a" * 1_001, "file must be TOML, got a line of more than 1,000 characters"),
        (b"#\n" * 60_000, "file must be at most 100,000 bytes, got 120,000"),
        (b'page = "other"', "page must be \"example\" here, got 'other'"),
        (b'page = "example"\nmore = 1', "file must have page and a table [settings] alone, got "),
        (b'page = "example"\nsettings = 1', "file must have page and a table [settings] alone, "),
        (b'page = "example"\n[settings]\non = 1', "on must be true or false, got 1"),
        (
            b'page = "example"\n[settings]\nheads = true',
            "heads must be a whole number from 1 to 99",
        ),
        (b'page = "example"\n[settings]\namount = "1"', "amount must be a number of at most 1e+15"),
        (b'page = "example"\n[settings]\namount = inf', "amount must be a number of at most 1e+15"),
        (b'page = "example"\n[settings]\nbase = ["low"]', "base must be one of low, high, got an"),
    ],
)
def test_a_file_that_lies_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        STATE.from_file(data)
    assert str(refusal.value).startswith(message)
    assert "\n" not in str(refusal.value)


def test_names_of_an_enumeration_come_back_as_its_members() -> None:
    state = State("example", (Entry("sampling", Sampling.WITH_REPLACEMENT, one_of(Sampling)),))
    found = state.from_link({"sampling": "without-replacement"})["sampling"]
    assert found is Sampling.WITHOUT_REPLACEMENT


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.page)
def test_every_page_starts_with_what_its_own_rules_permit(state: State) -> None:
    start = state.completed({})
    assert state.from_file(state.as_file(start).encode()) == start
    assert state.as_link(start) == {}
    assert state.page in ADDRESSES


def test_no_two_things_on_any_page_have_one_name() -> None:
    names = [name for state in STATES for name in state.names]
    assert len(names) == len(set(names))
    assert PAGE not in names
