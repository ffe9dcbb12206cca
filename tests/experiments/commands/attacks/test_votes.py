"""`attack vote`, `attack sortition` and `attack quorum`."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VOTE = ("attack", "vote", "--probabilities", "0.5,0.25,0.125", "--threshold", "2")
SORTITION = ("attack", "sortition", "--expected-size", "2000", "--threshold", "0.685")
SORTITION += ("--honest", "0.8")
QUORUM = ("attack", "quorum", "plan", "--mode", "secure")
QUORUM += ("--authority-corruption", "0.05", "--stake-corruption", "0.1")


def test_a_vote_is_answered_with_witnesses(ask: Callable[..., Any]) -> None:
    """At least two of three, in 64ths: 7 + 3 + 1 for two, 1 for all."""
    said = ask(*VOTE, "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert found["probability"] == pytest.approx(12 / 64, rel=1e-13, abs=0)
    assert [item["method"] for item in found["agreement"]] == ["monte-carlo", "bound"]
    assert (found["kind"], found["agrees"]) == ("vote", True)
    assert (found["voters"], found["open_voters"]) == (3, 3)


def test_weights_are_read_as_written(ask: Callable[..., Any]) -> None:
    """0.1 + 0.2 is at least 0.3."""
    given = ("--probabilities", "0.5,0.5", "--weights", "0.1,0.2", "--threshold", "0.3")
    assert json.loads(ask("attack", "vote", *given, "--json").out)["probability"] == 0.25


@pytest.mark.parametrize("method", ["exact", "monte-carlo", "rare", "bound"])
def test_every_method_answers_a_rare_vote(ask: Callable[..., Any], method: str) -> None:
    rare = ("--probabilities", ",".join(["0.1"] * 20), "--threshold", "9", "--trials", "50000")
    said = ask("attack", "vote", *rare, "--method", method, "--json")
    found = json.loads(said.out)
    assert (said.code, found["method"], found["agrees"]) == (0, method, True)


def test_a_committee_by_sortition_says_which_part_fails(ask: Callable[..., Any]) -> None:
    found = json.loads(ask(*SORTITION, "--json").out)
    assert 4e-9 < found["probability"] < 5e-9
    parts = found["safety_failure"] + found["liveness_failure"]
    assert found["probability"] == pytest.approx(parts, rel=1e-7, abs=0)
    assert [item["method"] for item in found["agreement"]] == ["decimals", "bound"]


def test_each_failure_of_a_committee_can_be_asked_for_alone(ask: Callable[..., Any]) -> None:
    """What is asked for is the part that either answer says beside it."""
    both = json.loads(ask(*SORTITION, "--json").out)
    for failure in ("safety", "liveness"):
        found = json.loads(ask(*SORTITION, "--failure", failure, "--json").out)
        assert found["agrees"]
        assert found["probability"] == both[f"{failure}_failure"] < both["probability"]


def test_a_threshold_in_votes_is_refused_as_no_part(ask: Callable[..., Any]) -> None:
    given = ("--expected-size", "200", "--threshold", "134", "--honest", "0.8")
    said = ask("attack", "sortition", *given)
    assert said.code == 2
    assert "threshold must lie in [0, 1], a part of the expected size, got 134.0" in said.err


def test_a_quorum_says_what_each_resource_comes_to(ask: Callable[..., Any]) -> None:
    """The plan's oversight of a third asks for no Byzantine authority at all."""
    found = json.loads(ask(*QUORUM, "--json").out)
    assert (found["authorities"], found["byzantine_authorities_needed"]) == (21, 0)
    assert (found["stakers"], found["byzantine_stakers_needed"]) == (1000, 334)
    assert found["probability"] == pytest.approx(found["stakers_failure"], rel=1e-12, abs=0)
    assert 0 < found["probability"] < 1e-80
    alone = json.loads(ask(*QUORUM, "--failure", "liveness", "--json").out)
    assert found["probability"] < alone["probability"] < 1e-10
    common = json.loads(ask(*QUORUM, "--correlation", "0.1", "--json").out)
    assert common["probability"] > 0.01


def test_counts_and_presets_may_be_given(ask: Callable[..., Any]) -> None:
    """Reference, Balanced, of 4 and of 7: more than 2/3 is 3 and 5, two of which share 2 and 3."""
    given = ("--authority-corruption", "0.5", "--stake-corruption", "0.5")
    given += ("--authorities", "4", "--stakers", "7")
    found = json.loads(ask("attack", "quorum", *given, "--json").out)
    assert (found["mode"], found["failure"]) == ("balanced", "safety")
    assert found["byzantine_authorities_needed"] == 2
    assert found["byzantine_stakers_needed"] == 3
    assert found["probability"] == pytest.approx(11 / 16 * 99 / 128, rel=1e-13, abs=0)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((*VOTE, "--probabilities", "0.5,x"), "probabilities must be a number, got 'x'"),
        ((*VOTE, "--probabilities", ""), "probabilities must be a number, got ''"),
        ((*VOTE, "--probabilities", "0.5,1.5"), "probabilities must lie in [0, 1], got 1.5"),
        ((*VOTE, "--probabilities", "nan"), "probabilities must lie in [0, 1], got nan"),
        ((*VOTE, "--weights", "1,2"), "weights must be as many as probabilities (3), got 2"),
        ((*VOTE, "--weights", "1,2,-3"), "weights must be finite and not negative, got -3.0"),
        ((*VOTE, "--threshold", "inf"), "threshold must be finite, got inf"),
        ((*SORTITION, "--honest", "1.2"), "honest must lie in [0, 1], got 1.2"),
        ((*SORTITION, "--expected-size", "0"), "expected_size must lie in [1, 100000], got 0.0"),
        (
            (*SORTITION, "--threshold", "-1"),
            "threshold must lie in [0, 1], a part of the expected size, got -1.0",
        ),
        (
            (*QUORUM, "--authority-corruption", "2"),
            "authority_corruption must lie in [0, 1], got 2.0",
        ),
        ((*QUORUM, "--correlation", "nan"), "correlation must lie in [0, 1], got nan"),
        ((*QUORUM, "--stakers", "0"), "stakers must be an int from 1 to 100000, got 0"),
        ((*QUORUM, "--authorities", "1.5"), "authorities must be a whole number, got '1.5'"),
        (
            ("attack", "quorum", "--authority-corruption", "0.1"),
            "stake_corruption must be given in balanced mode, got none",
        ),
        (
            (*QUORUM, "--correlation", "1", "--method", "rare"),
            "method must be exact or monte-carlo or bound for this quorum, got rare: "
            "with a correlation of 1 a class is one draw, and its failure no rarer than that",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    ask: Callable[..., Any], given: tuple[str, ...], message: str
) -> None:
    assert ask(*given) == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize("value", ["0", "1", "5e-324", "1e-300", "0.9999999999999999", "1e308"])
@pytest.mark.parametrize(
    ("command", "option"),
    [
        *((VOTE, option) for option in ("--probabilities", "--threshold")),
        *((SORTITION, option) for option in ("--expected-size", "--threshold", "--honest")),
        *(
            (QUORUM, option)
            for option in ("--authority-corruption", "--stake-corruption", "--correlation")
        ),
    ],
)
def test_an_extreme_number_is_answered_in_json_or_refused_in_one_line(
    ask: Callable[..., Any], command: tuple[str, ...], option: str, value: str
) -> None:
    said = ask(*command, option, value, "--json")
    if said.code == 2:
        assert said.out == ""
        assert re.fullmatch(r"hybridstake: \w+ must .*, got .*\n", said.err)
        return
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out, parse_constant=pytest.fail)
    assert 0 <= found["lower"] <= found["probability"] <= found["upper"] <= 1
    assert found["agrees"] is True


def test_voters_alike_are_counted_and_not_listed(ask: Callable[..., Any]) -> None:
    """Condorcet's jury: of three who are right with 0.6, two are with 0.648."""
    jury = ("--probabilities", "0.6", "--voters", "3", "--threshold", "2")
    found = json.loads(ask("attack", "vote", *jury, "--json").out)
    assert found["probability"] == pytest.approx(0.648, rel=1e-13, abs=0)


def test_a_million_voters_alike_are_counted_and_may_weigh_more_than_one(
    ask: Callable[..., Any],
) -> None:
    """Of voters of two each, half as many are enough."""
    given = ("--probabilities", "0.5", "--voters", "1000000", "--method", "exact")
    plain = json.loads(ask("attack", "vote", *given, "--threshold", "503000", "--json").out)
    heavy = (*given, "--threshold", "1006000", "--weights", "2")
    double = json.loads(ask("attack", "vote", *heavy, "--json").out)
    assert plain["probability"] == double["probability"] < 1e-8
    assert [each["method"] for each in plain["agreement"]] == ["ratios", "bound"]
    assert (plain["agrees"], plain["voters"]) == (True, 1_000_000)


FINE = ("attack", "quorum", "plan", "--mode", "secure", "--authority-corruption", "0.1")
FINE += ("--stake-corruption", "0.1", "--stakes")


def test_a_quorum_of_stakes_is_answered_between_proved_ends(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    """A third of what Pareto stakes weigh; and three of a file, of which any one is a third."""
    found = json.loads(ask(*FINE, "pareto:1.16:300:7", "--json").out)
    assert (found["method"], found["agreement"][0]["method"]) == ("bracket", "lattice")
    assert 0 < found["lower"] < found["probability"] < found["upper"] < 1.02 * found["lower"]
    assert found["agrees"] is True
    assert found["stakers"] == 300
    path = tmp_path / "stakes.csv"
    path.write_text("stake_t\n1.5\n1.5\n1.5\n", encoding="utf-8")
    found = json.loads(ask(*FINE, str(path), "--json").out)
    assert found["probability"] == pytest.approx(1 - 0.9**3, rel=1e-12, abs=0)
    assert (found["stake"], found["byzantine_stake_needed"]) == (4.5, 1.5)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            (*FINE, "pareto:1:9:1", "--stakers", "9"),
            "stakers must not be given beside stakes, got 9",
        ),
        (
            (*FINE, "pareto:1:9:1", "--correlation", "1e-12"),
            "correlation must be 0 or lie in [1e-09, 1] beside stakes, got 1e-12",
        ),
        (
            (*FINE, "pareto:1:100001:1", "--correlation", "0.5"),
            "correlation must be 0 or 1 beside more than 20000 different stakes of more than 100000, "
            "got 0.5",
        ),
        (
            (*VOTE, "--voters", "3"),
            "probabilities must be one number beside voters, got 3",
        ),
        ((*VOTE, "--voters", "0"), "voters must be at least 1, got 0"),
        (
            ("attack", "vote", "--probabilities", "0.5", "--threshold", "1", "--voters", "9" * 20),
            f"voters must be from 1 to 1000000000000000, got {'9' * 20}",
        ),
        (
            (
                *("attack", "vote", "--probabilities", "0.5", "--threshold", "1"),
                *("--voters", "50000", "--weights", "1,2"),
            ),
            "voters must be at most 40000 where weights differ, got 50000",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    ask: Callable[..., Any], given: tuple[str, ...], message: str
) -> None:
    assert ask(*given) == (2, "", f"hybridstake: {message}\n")
