"""`attack double-spend`, `settlement`, `run`, `selfish`: answers with witnesses, and refusals."""

import json
import math
import re
from collections.abc import Callable
from typing import Any

import pytest

DOUBLE_SPEND = ("attack", "double-spend", "--share", "0.1")
DELAYED = (*DOUBLE_SPEND, "--delay", "10", "--interval", "600")
SETTLEMENT = ("attack", "settlement", "--share", "0.1", "--slots", "100")
RUN = ("attack", "run", "--share", "0.33", "--length", "32", "--slots", "7200")
SELFISH = ("attack", "selfish", "--share", "0.35", "--gamma", "0")


def found(ask: Callable[..., Any], *arguments: str) -> dict[str, Any]:
    """The answer in JSON."""
    said = ask(*arguments, "--json")
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out, parse_constant=pytest.fail)


def test_a_double_spend_has_a_sample_and_a_bound(ask: Callable[..., Any]) -> None:
    """Nakamoto's table: q = 0.1, z = 5."""
    answer = found(ask, *DOUBLE_SPEND, "--confirmations", "5", "--model", "nakamoto")
    assert f"{answer['probability']:.7f}" == "0.0009137"
    assert [witness["method"] for witness in answer["agreement"]] == ["monte-carlo", "bound"]
    assert (answer["kind"], answer["agrees"]) == ("double-spend", True)


@pytest.mark.parametrize(("model", "least"), [("nakamoto", 5), ("rosenfeld", 6)])
def test_the_least_confirmations_are_in_the_answer(
    ask: Callable[..., Any], model: str, least: int
) -> None:
    answer = found(ask, *DOUBLE_SPEND, "--below", "0.001", "--model", model)
    assert answer["confirmations"] == least
    assert 0 < answer["probability"] < 0.001
    assert answer["agrees"] is True


def test_a_rare_double_spend_is_weighed(ask: Callable[..., Any]) -> None:
    answer = found(ask, *DOUBLE_SPEND, "--confirmations", "60", "--method", "rare")
    assert answer["lower"] < answer["probability"] < answer["upper"] < 1e-26
    assert [witness["method"] for witness in answer["agreement"]] == ["exact", "bound"]
    assert answer["agrees"] is True


def test_blocks_that_arrive_late_are_answered_between_two_ends(ask: Callable[..., Any]) -> None:
    """Guo & Ren 2022: 0.11 % to 0.35 % after 6 confirmations; fewer than 2^-30 from 23 on."""
    answer = found(ask, *DELAYED, "--confirmations", "6", "--workers", "1")
    assert f"{answer['lower']:.2%} {answer['upper']:.2%}" == "0.11% 0.35%"
    assert answer["probability"] == answer["upper"]
    assert [witness["method"] for witness in answer["agreement"]] == ["monte-carlo", "bound"]
    assert answer["agrees"] is True
    least = found(ask, *DELAYED, "--below", repr(2.0**-30))
    assert (least["confirmations"], least["agrees"]) == (23, True)
    assert least["upper"] < 2.0**-30
    assert [witness["method"] for witness in least["agreement"]] == ["leads-bracket", "bound"]


def test_settlement_has_the_published_chain_as_witness(ask: Callable[..., Any]) -> None:
    """Table of ePrint 2020/041: 5.10e-18 for slots with one leader, 6.53e-14 where half have."""
    answer = found(ask, *SETTLEMENT)
    assert f"{answer['probability']:.2e}" == "5.10e-18"
    assert [witness["method"] for witness in answer["agreement"]] == ["margins", "bound"]
    assert f"{found(ask, *SETTLEMENT, '--unique', '0.5')['probability']:.2e}" == "6.53e-14"


def test_a_run_has_the_root_of_its_generating_function_as_witness(ask: Callable[..., Any]) -> None:
    answer = found(ask, *RUN)
    expected = 0.33**32 * (1 + 7168 * 0.67)
    assert answer["probability"] == pytest.approx(expected, rel=1e-11, abs=0)
    assert [item["method"] for item in answer["agreement"]] == ["generating-function", "bound"]
    assert answer["agrees"] is True


def test_an_answer_that_is_not_sampled_says_that_it_took_longer_than_asked(
    ask: Callable[..., Any],
) -> None:
    said = ask(*DOUBLE_SPEND, "--confirmations", "5", "--budget", "1e-6").out
    assert "more than the 1e-06 s asked for, which end sampling alone" in said
    assert "asked for" not in ask(*DOUBLE_SPEND, "--confirmations", "5", "--budget", "1000").out


def test_selfish_mining_answers_with_a_share_between_two_ends(ask: Callable[..., Any]) -> None:
    """Sapirshtein et al. 2016: 0.37077 where Eyal and Sirer's rule has 0.36651."""
    answer = found(ask, *SELFISH)
    assert answer["share"] == answer["probability"]
    assert f"{answer['lower']:.5f} {answer['upper']:.5f}" == "0.37077 0.37077"
    assert f"{answer['sm1_share']:.5f}" == "0.36651"
    assert [witness["method"] for witness in answer["agreement"]] == ["square", "bound"]
    assert answer["agrees"] is True
    sm1 = found(ask, *SELFISH, "--strategy", "sm1")
    assert sm1["share"] == answer["sm1_share"]
    assert [witness["method"] for witness in sm1["agreement"]] == ["markov-chain", "bound"]


def test_selfish_mining_of_short_branches_is_what_was_printed(ask: Callable[..., Any]) -> None:
    """Sapirshtein et al. 2016, table 1: 0.48866, digits cut off, where all branches give 0.48868."""
    answer = found(ask, "attack", "selfish", "--share", "0.4", "--truncation", "95")
    assert f"{answer['share']:.6f}" == "0.488663"
    assert [witness["method"] for witness in answer["agreement"]] == ["diagonals", "bound"]
    assert answer["agrees"] is True
    assert answer["truncation"] == 95


@pytest.mark.parametrize("strategy", ["optimal", "sm1"])
def test_selfish_mining_is_sampled_in_cycles(ask: Callable[..., Any], strategy: str) -> None:
    """Eyal & Sirer 2014 and Sapirshtein et al. 2016: 0.36651 and 0.37077."""
    asked = (*SELFISH, "--strategy", strategy, "--method", "monte-carlo")
    answer = found(ask, *asked, "--relative-error", "0.05", "--workers", "1")
    truth = {"optimal": 0.37077, "sm1": 0.36651}[strategy]
    assert answer["lower"] < truth < answer["upper"] < answer["lower"] + 0.04
    assert answer["share"] == answer["probability"]
    assert answer["trials"] % 65_536 == 0
    first = {"optimal": "bracket", "sm1": "exact"}[strategy]
    assert [witness["method"] for witness in answer["agreement"]] == [first, "bound"]
    assert (answer["agrees"], answer["stopped"]) == (True, "precise")


def test_thousands_of_slots_have_an_integral_as_witness(ask: Callable[..., Any]) -> None:
    answer = found(ask, "attack", "settlement", "--share", "0.3", "--slots", "2160")
    assert [witness["method"] for witness in answer["agreement"]] == ["contour", "bound"]
    assert answer["agrees"] is True


@pytest.mark.parametrize(
    ("method", "witnesses"),
    [("rare", ["exact", "bound"]), ("bound", ["exact"]), ("monte-carlo", ["exact", "bound"])],
)
def test_settlement_is_answered_by_every_method(
    ask: Callable[..., Any], method: str, witnesses: list[str]
) -> None:
    """Table of ePrint 2020/041: 5.10e-18; and 0.27 for three slots, by the chain in fractions."""
    asked = SETTLEMENT if method != "monte-carlo" else (*SETTLEMENT[:-1], "3")
    answer = found(ask, *asked, "--method", method, "--relative-error", "0.05")
    assert answer["method"] == method
    assert [witness["method"] for witness in answer["agreement"]] == witnesses
    assert answer["agrees"] is True
    if method == "rare":
        assert 4.8e-18 < answer["lower"] < 5.10e-18 < answer["upper"] < 5.4e-18


@pytest.mark.parametrize(
    "arguments",
    [
        ("settlement", "--share", "0", "--slots", "100"),
        ("settlement", "--share", "1", "--slots", "100"),
        ("settlement", "--share", "0.5", "--slots", "10"),
        ("settlement", "--share", "0.3", "--unique", "0", "--slots", "100"),
        ("double-spend", "--share", "0", "--confirmations", "6"),
        ("double-spend", "--share", "0.5", "--confirmations", "6", "--model", "nakamoto"),
        ("double-spend", "--share", "0.3", "--confirmations", "10000", "--model", "nakamoto"),
        ("run", "--share", "0", "--length", "3", "--slots", "10"),
        ("run", "--share", "1", "--length", "3", "--slots", "1000000"),
        ("selfish", "--share", "0"),
        ("selfish", "--share", "0.5"),
        ("selfish", "--share", "1", "--strategy", "sm1"),
    ],
)
def test_what_is_certain_or_far_away_has_a_witness_that_is_no_loose_bound(
    ask: Callable[..., Any], arguments: tuple[str, ...]
) -> None:
    answer = found(ask, "attack", *arguments)
    first, *_ = answer["agreement"]
    assert first["method"] != "bound"
    assert first["upper"] - first["lower"] <= 5e-10  # what is forgiven for rounding
    assert first["probability"] == answer["probability"]
    assert answer["agrees"] is True


def test_the_wait_of_the_nearly_equal_is_no_false_alarm(ask: Callable[..., Any]) -> None:
    asked = ("--share", "0.4999", "--below", "1e-9", "--model", "nakamoto")
    answer = found(ask, "attack", "double-spend", *asked)
    assert answer["confirmations"] == 251_857_727
    assert answer["probability"] == pytest.approx(9.9999993263682e-10, rel=1e-9, abs=0)
    assert answer["agreement"][0]["method"] == "continued-fraction"


def test_ties_can_be_broken_uniformly(ask: Callable[..., Any]) -> None:
    """Half of the ties are won, and a quarter of the power then earns more than a quarter."""
    asked = ("attack", "selfish", "--share", "0.25", "--tie-breaking", "uniform")
    answer = found(ask, *asked)
    assert answer["share"] == pytest.approx(0.25806, abs=1e-5)
    assert (answer["tie_breaking"], answer["threshold"]) == ("uniform", 0.25)
    first_seen = found(ask, "attack", "selfish", "--share", "0.25", "--gamma", "0.5")
    assert first_seen["share"] == pytest.approx(0.25, abs=1e-6)
    refused = ask(*asked, "--gamma", "0")
    said = "gamma must be 0.5 where ties are broken uniformly, got 0.0"
    assert refused == (2, "", f"hybridstake: {said}\n")


def test_people_read_the_same(ask: Callable[..., Any]) -> None:
    said = ask(*DOUBLE_SPEND, "--below", "0.001")
    assert (said.code, said.err) == (0, "")
    assert "confirmations: 6\nmodel: rosenfeld\n\nthe methods agree" in said.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (DOUBLE_SPEND, "one of confirmations and below must be given, got neither"),
        (
            (*DOUBLE_SPEND, "--below", "0.1", "--confirmations", "3"),
            "one of confirmations and below must be given, got both",
        ),
        (
            (*DOUBLE_SPEND, "--confirmations", "-1"),
            "confirmations must be at least 0, got -1",
        ),
        ((*DOUBLE_SPEND, "--below", "nan"), "below must lie in [0, 1], got nan"),
        ((*DOUBLE_SPEND, "--below", "0"), "below must be above 0, got 0.0"),
        (
            ("attack", "double-spend", "--share", "0.6", "--below", "0.1"),
            "share must be below 1/2 for any wait to help, got 0.6",
        ),
        (
            (*DOUBLE_SPEND, "--confirmations", "3", "--delay", "10"),
            "delay and interval must be given together, got delay alone",
        ),
        (
            (*DOUBLE_SPEND, "--confirmations", "3", "--interval", "10"),
            "delay and interval must be given together, got interval alone",
        ),
        (
            (*DELAYED, "--confirmations", "3", "--model", "nakamoto"),
            "model must be rosenfeld where delay is given, got nakamoto",
        ),
        ((*DELAYED, "--below", "0"), "below must be above 0, got 0.0"),
        ((*SETTLEMENT, "--unique", "1.5"), "unique must lie in [0, 1], got 1.5"),
        ((*SETTLEMENT, "--slots", "100000"), "slots must be at most 10000, got 100000"),
        ((*RUN, "--length", "0"), "length must be at least 1, got 0"),
        ((*RUN, "--share", "nan"), "share must lie in [0, 1], got nan"),
        (
            (*SELFISH, "--truncation", "95", "--strategy", "sm1"),
            "strategy must be optimal beside truncation, got sm1",
        ),
        ((*SELFISH, "--truncation", "2"), "truncation must be at least 3, got 2"),
        ((*SELFISH, "--truncation", "1000"), "truncation must be at most 120, got 1000"),
        (
            ("attack", "selfish", "--share", "0.5", "--truncation", "9"),
            "share must lie between 0 and 0.5 beside truncation, got 0.5",
        ),
        ((*SELFISH, "--gamma", "inf"), "gamma must lie in [0, 1], got inf"),
        (
            (
                "attack",
                "selfish",
                "--share",
                "0.495",
                "--strategy",
                "sm1",
                "--method",
                "monte-carlo",
            ),
            "method must be exact or bound for this selfish, got monte-carlo",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    ask: Callable[..., Any], arguments: tuple[str, ...], message: str
) -> None:
    assert ask(*arguments) == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize("value", ["0", "1", "1e305", "5e-324", "9223372036854775807"])
@pytest.mark.parametrize(
    ("question", "option"),
    [
        *((DOUBLE_SPEND, option) for option in ("--share", "--confirmations", "--below")),
        *((DELAYED, option) for option in ("--delay", "--interval", "--confirmations", "--below")),
        *((SETTLEMENT, option) for option in ("--share", "--slots", "--unique")),
        *((RUN, option) for option in ("--share", "--length", "--slots")),
        *((SELFISH, option) for option in ("--share", "--gamma")),
    ],
)
def test_an_extreme_number_is_answered_or_refused_in_one_line(
    ask: Callable[..., Any], question: tuple[str, ...], option: str, value: str
) -> None:
    is_spend = option in ("--share", "--delay", "--interval") and "double-spend" in question
    waited = ("--confirmations", "6") if is_spend else ()
    said = ask(*question, *waited, option, value, "--json")
    if said.code == 2:
        assert said.out == ""
        assert re.fullmatch(r"hybridstake: \w+ must .*, got .*\n", said.err)
        return
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out, parse_constant=pytest.fail)
    assert 0 <= answer["lower"] <= answer["probability"] <= answer["upper"] <= 1
    assert answer["agrees"] is True
    assert answer["log10_probability"] is None or math.isfinite(answer["log10_probability"])
