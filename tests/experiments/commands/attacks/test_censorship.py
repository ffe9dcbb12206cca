"""`attack censorship`: a delay with its distribution."""

import json
from collections.abc import Callable
from typing import Any

import pytest

CENSORSHIP = ("attack", "censorship", "--share", "0.2", "--slots", "2")


def test_drawn_proposers_need_no_mode(ask: Callable[..., Any]) -> None:
    """Edgington, Upgrading Ethereum: 0.9^96 is one in 25 000."""
    said = ask("attack", "censorship", "--share", "0.9", "--slots", "96", "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out, parse_constant=pytest.fail)
    assert found["probability"] == pytest.approx(0.9**96, rel=1e-13, abs=0)
    assert (found["mode"], found["permanent"]) == (None, False)
    assert found["expected_delay_slots"] == pytest.approx(9, rel=1e-12, abs=0)
    assert len(found["distribution"]) == 64
    assert [each["method"] for each in found["agreement"]] == ["power", "bound"]


def test_a_mode_of_a_preset_is_asked(ask: Callable[..., Any]) -> None:
    """Reference, Fast, four of 21: 4/21 + 17/21 * 29/150; the plan: 4/21 * 3/20."""
    fast = [
        json.loads(ask(*CENSORSHIP, preset, "--mode", "fast", "--json").out)
        for preset in ("reference", "plan")
    ]
    assert fast[0]["probability"] == pytest.approx(4 / 21 + 17 / 21 * 29 / 150, rel=1e-13, abs=0)
    assert fast[1]["probability"] == pytest.approx(1 / 35, rel=1e-13, abs=0)
    for found in fast:
        assert found["mode"] == "fast"
        assert list(found["delay_seconds"]) == ["0.5", "0.9", "0.99", "0.999999"]
        assert found["agrees"] is True


def test_silent_censors_take_longer(ask: Callable[..., Any]) -> None:
    loud, silent = (
        json.loads(ask(*CENSORSHIP, "plan", "--mode", "secure", "--json", *silent).out)
        for silent in ((), ("--silent",))
    )
    assert loud["probability"] == silent["probability"] == pytest.approx(0.04, rel=1e-13, abs=0)
    assert loud["delay_seconds"]["0.99"] == 4
    assert silent["delay_seconds"]["0.99"] == pytest.approx(1.3, rel=1e-12, abs=0)


def test_censorship_for_ever_is_json(ask: Callable[..., Any]) -> None:
    found = json.loads(
        ask(
            "attack", "censorship", "--share", "0.5", "--slots", "9", "--mode", "fast", "--json"
        ).out,
        parse_constant=pytest.fail,
    )
    assert (found["probability"], found["permanent"]) == (1, True)
    assert found["expected_delay_slots"] is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--share", "nan"), "share must lie in [0, 1], got nan"),
        (("--slots", "0"), "slots must lie in [1, 2**63 - 1], got 0"),
        (("--slots", "x"), "slots must be a whole number, got 'x'"),
        (("--silent",), "silent must come with a mode, got True alone"),
        (
            ("--mode", "fast", "--slots", "9223372036854775807"),
            "slots must be at most 20000 where modes change under way, got 9223372036854775807",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    assert ask(*CENSORSHIP, *options) == (2, "", f"hybridstake: {message}\n")


def test_an_unknown_mode_is_refused_in_one_line(ask: Callable[..., Any]) -> None:
    said = ask(*CENSORSHIP, "--mode", "slow")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "'slow'" in said.err
