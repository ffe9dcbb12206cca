"""`hybridstake network`: its JSON is a contract, and nonsense gets one line."""

import json
from collections.abc import Callable
from typing import Any

import pytest

SMALL = ("network", "plan", "--regions", "eu-west-1:4,us-east-1:3", "--rounds", "50")


def test_machines_are_told_what_the_contract_names(ask: Callable[..., Any]) -> None:
    found = json.loads(ask(*SMALL, "--json").out)
    assert {
        "mode", "validators", "finality_ms", "floor_ms", "throughput_tps", "binding_resource",
        "timeouts", "engine", "seconds",
    } <= set(found)  # fmt: skip
    assert set(found["finality_ms"]) == {"p50", "p90", "p99", "mean"}
    assert (found["mode"], found["validators"], found["engine"]) == ("fast", 7, "quorum")
    again = json.loads(ask(*SMALL, "--json").out)
    assert {**found, "seconds": 0} == {**again, "seconds": 0}


def test_people_are_told_the_promise_and_whether_it_is_kept(ask: Callable[..., Any]) -> None:
    said = ask(*SMALL).out
    assert "100.0% of the sampled times keep the promise" in said
    assert "binds the throughput" in said
    assert "no block is final" in ask(*SMALL, "--offline", "0.5").out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--mode", "slow"), "mode must be one of fast, balanced, secure, got 'slow'"),
        (("--phases", "4"), "phases must be 2, 3 or an odd number above, got 4"),
        (("--offline", "1"), "offline must be at least 0 and below 1, got 1.0"),
        (("--offline", "nan"), "offline must be at least 0 and below 1, got nan"),
        (("--deployment", "europe"), "--regions must not be used with --deployment, got both"),
        (("--bandwidth", "0"), "bandwidth must be positive and finite, got 0.0"),
        (
            ("--dissemination", "pigeon"),
            "dissemination must be star, gossip, coded, shared, got 'pigeon'",
        ),
    ],
)
def test_nonsense_is_refused_in_one_line(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    assert ask(*SMALL, *options) == (2, "", f"hybridstake: {message}\n")
