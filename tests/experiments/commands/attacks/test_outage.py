"""`attack outage`: options, facts beside the answer, refusals."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def found(ask: Callable[..., Any], *arguments: str) -> dict[str, Any]:
    """The JSON of an answer on which all methods agree."""
    said = ask("attack", "outage", *arguments, "--json")
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out, parse_constant=pytest.fail)
    assert answer["agrees"] is True
    assert answer["agreement"]
    return answer


def test_a_certificate_of_the_parameter_file_is_what_must_be_reached(
    ask: Callable[..., Any],
) -> None:
    answer = found(ask, "reference", "--mode", "secure", "--groups", "3")
    assert (answer["authorities_needed"], answer["stakers_needed"]) == (11, 667)
    assert list(answer["failure_without_groups"]) == ["authorities", "stake"]


def test_correlation_keeps_how_often_a_member_fails_and_costs_certificates(
    ask: Callable[..., Any],
) -> None:
    alone, together = (
        found(ask, "plan", "--failure-rate", "0.05", "--correlation", each) for each in ("0", "0.5")
    )
    assert together["member_failure"] == pytest.approx(alone["member_failure"], rel=1e-12, abs=0)
    assert together["correlation"] == pytest.approx(0.5, rel=1e-12, abs=0)
    assert together["probability"] > 100 * alone["probability"]


def test_a_silent_third_stops_what_needs_more_than_two_thirds(ask: Callable[..., Any]) -> None:
    calm = ("reference", "--failure-rate", "0", "--group-failure", "0", "--silent")
    assert found(ask, *calm, "0.34")["probability"] == 1.0
    assert found(ask, *calm, "0.3")["probability"] == 0.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--failure-rate", "1.5"), "failure_rate must lie in [0, 1], got 1.5"),
        (("--silent", "nan"), "silent must lie in [0, 1], got nan"),
        (("--groups", "0"), "groups must lie in [1, 10000], got 0"),
        (("--correlation", "2"), "correlation must lie in [0, 1], got 2.0"),
        (
            ("--correlation", "0.1", "--group-failure", "0.2"),
            "correlation must not be given beside group_failure (0.2), got 0.1",
        ),
        (("--groups", "1.5"), "groups must be a whole number, got '1.5'"),
    ],
)
def test_what_cannot_be_is_refused_with_its_name_the_rule_and_itself(
    ask: Callable[..., Any], arguments: tuple[str, ...], message: str
) -> None:
    assert ask("attack", "outage", *arguments) == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize(
    "option", ["--failure-rate", "--groups", "--group-failure", "--correlation", "--silent"]
)
def test_an_extreme_number_is_answered_or_refused_in_one_line(
    ask: Callable[..., Any], option: str
) -> None:
    for value in ("0", "1", "5e-324", "1e308", "9223372036854775807", "-1", "nan", "inf"):
        said = ask("attack", "outage", option, value, "--method", "exact", "--json")
        if said.code == 2:
            assert said.out == ""
            assert re.fullmatch(r"hybridstake: \w+ must .*, got .*\n", said.err), said.err
        else:
            assert (said.code, said.err) == (0, ""), value
            answer = json.loads(said.out, parse_constant=pytest.fail)
            assert 0 <= answer["lower"] <= answer["probability"] <= answer["upper"] <= 1


STAKES = "stake_t,country\n3,a\n1,b\n2,b\n"


def of_stakes(ask: Callable[..., Any], folder: Path, *more: str) -> Any:
    """An outage of three stakers in two countries, each of which is down half the time."""
    path = folder / "stakes.csv"
    path.write_text(STAKES, encoding="utf-8")
    rates = ("--failure-rate", "0", "--group-failure", "0.5", "--groups", "1", "--mode", "secure")
    return ask("attack", "outage", "plan", *rates, "--stakes", str(path), *more)


def test_stakes_of_a_file_fail_with_their_place(ask: Callable[..., Any], tmp_path: Path) -> None:
    """By hand: Secure needs 4 of 6 tokens, so it fails if a place or the authorities do: 1 - 1/8."""
    said = of_stakes(ask, tmp_path, "--together", "country", "--json")
    found = json.loads(said.out)
    assert found["probability"] == pytest.approx(7 / 8, rel=1e-12, abs=0)
    assert found["stake"] == {"total": 6, "silent": 0, "failures_enough": 3, "groups": 2}


def test_without_a_place_every_staker_fails_alone(ask: Callable[..., Any], tmp_path: Path) -> None:
    """By hand: 3, or 1 and 2, must be down: 5 of 8; or else the authorities."""
    found = json.loads(of_stakes(ask, tmp_path, "--json").out)
    assert found["probability"] == pytest.approx(1 - 3 / 8 / 2, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            ("--together", "cloud"),
            "together must name one column of 'stake_t, country', got 'cloud'",
        ),
        (("--silent", "1.1"), "silent must lie in [0, 1], got 1.1"),
        (
            ("--together", "stake_t"),
            "together must name another column than the stakes, got 'stake_t'",
        ),
        (("--mode", "fast"), "mode must ask for stake where stakes are given, got fast"),
    ],
)
def test_what_stakes_do_not_go_with_is_refused(
    ask: Callable[..., Any], tmp_path: Path, more: tuple[str, ...], message: str
) -> None:
    assert of_stakes(ask, tmp_path, *more) == (2, "", f"hybridstake: {message}\n")


def test_a_place_without_stakes_is_refused(ask: Callable[..., Any]) -> None:
    said = ask("attack", "outage", "--together", "country")
    assert said == (
        2,
        "",
        "hybridstake: together must not be given without stakes, got 'country'\n",
    )


def test_what_fails_together_stands_in_a_file(ask: Callable[..., Any]) -> None:
    law = ("--stakes", "pareto:1.16:100:7", "--together", "country")
    assert ask("attack", "outage", *law) == (
        2,
        "",
        "hybridstake: together must be given with stakes of a FILE, got 'country' beside "
        "'pareto:1.16:100:7'\n",
    )


def test_silent_stakers_of_a_file_need_not_fail(ask: Callable[..., Any], tmp_path: Path) -> None:
    """By hand: Secure needs 4 of 3, 1 and 2. Without the 3 it has none; without the 1, 2 more fail."""
    largest = ("--silent", "0.5", "--adversaries", "largest")
    found = json.loads(of_stakes(ask, tmp_path, *largest, "--json").out)
    assert found["probability"] == 1.0
    assert found["stake"] == {"total": 6, "silent": 3, "failures_enough": 0, "groups": 2}
    smallest = ("--silent", "0.2", "--adversaries", "smallest", "--together", "country")
    found = json.loads(of_stakes(ask, tmp_path, *smallest, "--json").out)
    assert found["stake"] == {"total": 6, "silent": 1, "failures_enough": 2, "groups": 2}
    # Either place is enough now, or the authorities, of whom a fifth are silent too.
    assert found["probability"] == pytest.approx(7 / 8, rel=1e-12, abs=0)
    assert found["authorities"]["silent"] == 4
    everybody = json.loads(of_stakes(ask, tmp_path, "--silent", "1", "--json").out)
    assert everybody["probability"] == 1.0
    assert everybody["agrees"] is True


def test_fine_stakes_fail_between_proved_ends(ask: Callable[..., Any], tmp_path: Path) -> None:
    """Of Pareto stakes, a country of which fails at once; without one, everybody fails alone."""
    rows = [f"{1 + 1 / (each + 1) ** 0.7:.9f},{each % 7}" for each in range(120)]
    path = tmp_path / "stakes.csv"
    path.write_text("\n".join(["stake_t,country", *rows]), encoding="utf-8")
    asked = ("attack", "outage", "--mode", "secure", "--failure-rate", "0.2", "--stakes")
    for more in ((), ("--together", "country")):
        answer = json.loads(ask(*asked, str(path), *more, "--json").out)
        assert answer["method"] == "bracket"
        assert answer["agreement"][0]["method"] == "lattice"
        assert answer["agrees"] is True
        assert answer["upper"] < 1.02 * answer["lower"]
