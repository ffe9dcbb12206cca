"""`attack committee`: one probability with its witnesses."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hybridstake.experiments.commands.attacks import answering
from hybridstake.models.attacks.assess import Assessment, assess

QUESTION = ("attack", "committee", "--population", "210", "--adversaries", "69")
QUESTION += ("--committee", "21", "--seats", "14")

KEYS = ["kind", "probability", "method", "lower", "upper", "confidence", "trials", "seconds"]
MORE_KEYS = ["agreement", "agrees", "log10_probability", "log2_probability", "stopped"]
MORE_KEYS += ["relative_error", "population", "adversaries", "committee", "seats"]


def exactly() -> Fraction:
    """The hypergeometric tail in integers."""
    tail = sum(comb(69, seats) * comb(141, 21 - seats) for seats in range(14, 22))
    return Fraction(tail, comb(210, 21))


def test_the_exact_answer_has_a_sample_and_a_bound_as_witnesses(ask: Callable[..., Any]) -> None:
    said = ask(*QUESTION, "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert list(found) == [*KEYS, *MORE_KEYS]
    assert found["probability"] == pytest.approx(float(exactly()), rel=1e-12, abs=0)
    assert 2 ** found["log2_probability"] == pytest.approx(float(exactly()), rel=1e-12, abs=0)
    assert found["lower"] <= found["probability"] <= found["upper"]
    assert (found["kind"], found["method"], found["trials"]) == ("committee", "exact", 0)
    assert [item["method"] for item in found["agreement"]] == ["monte-carlo", "bound"]
    for item in found["agreement"]:
        assert list(item) == ["method", "probability", "lower", "upper"]
    witness, bound = found["agreement"]
    assert witness["lower"] < float(exactly()) < witness["upper"]
    assert bound["probability"] > float(exactly())
    assert found["agrees"] is True


def test_a_sample_is_repeated_by_its_seed_and_no_other(ask: Callable[..., Any]) -> None:
    sampled = (*QUESTION, "--method", "monte-carlo", "--trials", "200000", "--json")
    first, again, other = (
        json.loads(ask(*sampled, "--seed", seed).out) for seed in ("5", "5", "6")
    )
    assert first["trials"] == 200_000
    assert {**first, "seconds": 0} == {**again, "seconds": 0}
    assert first["probability"] != other["probability"]
    for found in (first, other):
        assert 0 <= found["lower"] <= found["probability"] <= found["upper"] <= 1
        assert found["agrees"] is True


def test_what_cannot_happen_is_still_json(ask: Callable[..., Any]) -> None:
    """Its logarithm is not a number."""
    impossible = ("--population", "210", "--adversaries", "3", "--committee", "21", "--seats", "14")
    found = json.loads(ask("attack", "committee", *impossible, "--json").out)
    assert (found["probability"], found["log10_probability"]) == (0.0, None)


def test_a_sample_whose_time_runs_out_says_how_far_it_came(ask: Callable[..., Any]) -> None:
    short = (
        *QUESTION,
        "--method",
        "monte-carlo",
        "--budget",
        "0.001",
        "--relative-error",
        "0.0001",
    )
    said = ask(*short)
    assert (said.code, said.err) == (0, "")
    assert re.search(r"0\.001 s ran out: relative error [\d.]+ reached, 0\.0001 asked", said.out)
    found = json.loads(ask(*short, "--json").out)
    assert found["stopped"] == "budget"
    assert found["relative_error"] > 0.0001
    farthest = max(found["upper"] - found["probability"], found["probability"] - found["lower"])
    assert found["relative_error"] == farthest / found["probability"]


def test_a_sample_without_a_success_gives_its_upper_end(ask: Callable[..., Any]) -> None:
    rare = (*QUESTION[:-1], "21", "--method", "monte-carlo", "--trials", "1000")
    assert "\n1,000 trials ran out: not one success in 1,000 trials: the answer is below 0.00" in (
        ask(*rare).out
    )
    assert json.loads(ask(*rare, "--json").out)["relative_error"] is None


def test_any_number_of_workers_finds_the_same(ask: Callable[..., Any]) -> None:
    sampled = (*QUESTION, "--method", "monte-carlo", "--trials", "300000", "--json", "--workers")
    one, three = (json.loads(ask(*sampled, workers).out) for workers in ("1", "3"))
    assert {**one, "seconds": 0} == {**three, "seconds": 0}


def test_people_are_told_every_method(ask: Callable[..., Any]) -> None:
    said = ask(*QUESTION)
    assert (said.code, said.err) == (0, "")
    for word in ("exact", "monte-carlo", "bound", "the methods agree"):
        assert word in said.out


def test_methods_that_disagree_end_with_one(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def quarrel(*arguments: Any, **options: Any) -> Assessment:
        found = assess(*arguments, **options)
        return Assessment(estimate=found.estimate, agreement=found.agreement, agrees=False)

    monkeypatch.setattr(answering, "assess", quarrel)
    said = ask(*QUESTION)
    assert said.code == 1
    assert "the methods DISAGREE" in said.out


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("--seats 2/3", "--seats 14"),
        ("--seats 2/3 --rule more-than", "--seats 15"),
        ("--seats 0.5", "--seats 11"),
        ("--seats 13 --rule more-than", "--seats 14"),
        ("--seats 14 --rule at-least", "--seats 14"),
    ],
)
def test_seats_may_be_a_part_and_have_to_be_exceeded(
    ask: Callable[..., Any], asked: str, same: str
) -> None:
    one, other = (
        json.loads(ask(*QUESTION[:-2], *options.split(), "--method", "exact", "--json").out)
        for options in (asked, same)
    )
    assert one["seats"] == int(same.split()[1])
    assert one["probability"] == other["probability"]


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("--population 400 --adversary-share 1/3", "--population 400 --adversaries 133"),
        ("--population 400 --adversary-share 0.3325", "--population 400 --adversaries 133"),
        (
            "--adversary-share 1/3 --sampling with-replacement",
            "--population 3 --adversaries 1 --sampling with-replacement",
        ),
        (
            "--adversary-share 1e-3 --sampling with-replacement",
            "--population 1000 --adversaries 1 --sampling with-replacement",
        ),
    ],
)
def test_an_adversary_may_be_a_share(ask: Callable[..., Any], asked: str, same: str) -> None:
    """Rounded down of a population; exact where every seat is drawn on its own."""
    rest = (
        "attack",
        "committee",
        "--committee",
        "63",
        "--seats",
        "43",
        "--method",
        "exact",
        "--json",
    )
    one, other = (json.loads(ask(*rest, *options.split()).out) for options in (asked, same))
    assert {**one, "seconds": 0, "agreement": 0} == {**other, "seconds": 0, "agreement": 0}
    assert one["agrees"] is True


def test_a_share_below_every_count_is_answered(ask: Callable[..., Any]) -> None:
    """Of five seats at 1e-100 each, at least two: ten pairs."""
    asked = ("attack", "committee", "--committee", "5", "--seats", "2", "--json")
    said = ask(*asked, "--adversary-share", "1e-100", "--sampling", "with-replacement")
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out)
    assert answer["probability"] == pytest.approx(1e-199, rel=1e-13, abs=0)
    assert (answer["adversary_share"], answer["agrees"]) == (1e-100, True)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("", "one of adversaries and adversary_share must be given, got neither"),
        (
            "--population 9 --adversaries 1 --adversary-share 0.1",
            "one of adversaries and adversary_share must be given, got both",
        ),
        (
            "--adversary-share 0.1",
            "population must be given, or adversary_share with replacement, got neither",
        ),
        (
            "--adversaries 1 --sampling with-replacement",
            "population must be given, or adversary_share with replacement, got neither",
        ),
        ("--population 9 --adversary-share 3/2", "adversary_share must lie in [0, 1], got 3/2"),
        ("--population 9 --adversary-share nan", "adversary_share must be finite, got nan"),
        ("--population 9 --adversary-share 1e400", "adversary_share must be finite, got inf"),
        ("--population 9 --adversary-share 1/0", "adversary_share must be a number, got '1/0'"),
        ("--population 9 --adversary-share -0.1", "adversary_share must lie in [0, 1], got -1/10"),
        (
            "--population 9 --adversaries 3 --seats 4/3",
            "seats must be whole or a part from 0 to 1, got 4/3",
        ),
        (
            "--population 9 --adversaries 3 --seats 5 --rule more-than",
            "seats must be below committee (5) where they must be exceeded, got 5",
        ),
        (
            "--population 9 --adversaries 3 --seats 6",
            "seats must be at most committee (5), got 6",
        ),
        (
            "--population 9 --adversaries 3 --seats 1.0 --rule more-than",
            "seats must be a part below 1 where they must be exceeded, got 1",
        ),
        ("--population 9 --adversaries 3 --seats x/y", "seats must be a number, got 'x/y'"),
    ],
)
def test_parts_that_cannot_be_are_refused_in_one_line(
    ask: Callable[..., Any], asked: str, message: str
) -> None:
    rest = ("attack", "committee", "--committee", "5", "--seats", "3")
    assert ask(*rest, *asked.split()) == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize(
    ("option", "given", "message"),
    [
        ("--population", "x", "population must be a whole number, got 'x'"),
        ("--population", "", "population must be a whole number, got ''"),
        ("--population", "1.5", "population must be a whole number, got '1.5'"),
        ("--adversaries", "\x1b[2J", "adversaries must be a whole number, got '\\x1b[2J'"),
        ("--adversaries", "211", "adversaries must be at most population (210), got 211"),
        ("--committee", "-2", "committee must be at least 1, got -2"),
        ("--committee", "211", "committee must be at most population (210), got 211"),
        ("--seats", "22", "seats must be at most committee (21), got 22"),
        ("--seats", "-1", "seats must be at least 0, got -1"),
        ("--trials", "1e308", "trials must be a whole number, got '1e308'"),
        ("--budget", "0", "budget must be above 0 seconds, got 0.0"),
        ("--budget", "nan", "budget must be above 0 seconds, got nan"),
        ("--trials", "-5", "trials must be at least 1, got -5"),
        ("--confidence", "x", "confidence must be a number, got 'x'"),
        ("--confidence", "1e305", "confidence must lie in (0, 1), got 1e+305"),
        ("--relative-error", "inf", "relative_error must lie in (0, 1), got inf"),
        ("--relative-error", "0", "relative_error must lie in (0, 1), got 0.0"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_its_name_the_rule_and_itself(
    ask: Callable[..., Any], option: str, given: str, message: str
) -> None:
    assert ask(*QUESTION, option, given) == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize("kind", ["frobnicate", "Committee", "", "\u202e"])
def test_an_unknown_kind_is_refused_with_the_known_ones(ask: Callable[..., Any], kind: str) -> None:
    kinds = (
        "committee, stake-committee, vote, sortition, quorum, double-spend, settlement, run, "
        "censorship, randao, selfish, long-range, bribery, outage, concentration"
    )
    assert ask("attack", kind) == (2, "", f"hybridstake: KIND must be {kinds}, got {kind!r}\n")


@pytest.mark.parametrize("value", ["1e305", "1e308", "1e-300", "5e-324", "9223372036854775807"])
@pytest.mark.parametrize(
    "option",
    [
        *("--population", "--adversaries", "--committee", "--seats", "--trials"),
        *("--confidence", "--relative-error"),
    ],
)
def test_an_extreme_number_is_answered_in_json_or_refused_in_one_line(
    ask: Callable[..., Any], option: str, value: str
) -> None:
    said = ask(*QUESTION, option, value, "--json")
    if said.code == 2:
        assert said.out == ""
        assert re.fullmatch(r"hybridstake: \w+ must .*, got .*\n", said.err)
        return
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out, parse_constant=pytest.fail)
    assert 0 <= found["lower"] <= found["probability"] <= found["upper"] <= 1


def test_a_zero_has_no_sign(ask: Callable[..., Any]) -> None:
    for asked in ("randao --share", "selfish --share", "double-spend --confirmations 3 --share"):
        said = ask("attack", *asked.split(), "-0.0", "--json")
        assert said.code == 0
        assert "-0.0" not in said.out
