"""`attack randao`: a share with its witnesses."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

RANDAO = ("attack", "randao", "--share", "0.2")


def test_the_optimal_share_is_answered_in_json(ask: Callable[..., Any]) -> None:
    """Alpturer & Weinberg 2024, abstract: 20 % of the stake propose 20.68 %."""
    said = ask(*RANDAO, "--slots", "32", "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out, parse_constant=pytest.fail)
    assert round(100 * found["share"], 2) == 20.68
    assert found["probability"] == found["share"]
    assert (found["kind"], found["method"], found["agrees"]) == ("randao", "exact", True)
    assert [each["method"] for each in found["agreement"]] == ["monte-carlo", "bound"]
    assert (found["beacon"], found["slots"]) == ("randao", 32)
    assert found["gain"] == pytest.approx(found["share"] - 0.2, rel=1e-12)


@pytest.mark.parametrize(
    ("beacon", "low", "high"),
    [("commit-reveal", 0.373, 0.374), ("vrf", 0.2, 0.2), ("threshold", 0.2000, 0.2003)],
)
def test_every_beacon_is_asked_by_name(
    ask: Callable[..., Any], beacon: str, low: float, high: float
) -> None:
    found = json.loads(ask(*RANDAO, "--beacon", beacon, "--json", "--method", "exact").out)
    assert low <= found["share"] <= high
    assert found["agrees"] is True


def test_people_see_a_share(ask: Callable[..., Any]) -> None:
    said = ask(*RANDAO, "--slots", "8")
    assert said.code == 0
    for word in ("share", "last slot share", "monte-carlo", "bound", "the methods agree"):
        assert word in said.out


@pytest.mark.parametrize(
    ("option", "given", "message"),
    [
        ("--share", "1.1", "share must lie in [0, 1], got 1.1"),
        ("--share", "x", "share must be a number, got 'x'"),
        ("--slots", "0", "slots must lie in [1, 128], got 0"),
        ("--slots", "9223372036854775807", "slots must lie in [1, 128], got 9223372036854775807"),
        ("--threshold", "nan", "threshold must lie in (0, 1], got nan"),
        ("--forfeit", "-1", "forfeit must lie in [1, 5], got -1"),
        (
            "--method",
            "rare",
            "method must be exact or monte-carlo or bound for this randao, got rare: "
            "a long-run share is no rare event",
        ),
    ],
)
def test_a_number_that_cannot_be_is_refused(
    ask: Callable[..., Any], option: str, given: str, message: str
) -> None:
    assert ask(*RANDAO, option, given) == (2, "", f"hybridstake: {message}\n")


def test_an_unknown_beacon_is_refused_in_one_line(ask: Callable[..., Any]) -> None:
    said = ask(*RANDAO, "--beacon", "vdf")
    assert (said.code, said.out) == (2, "")
    assert re.fullmatch(r"hybridstake: .*'vdf'.*\n", said.err)
