"""`hybridstake compute redundancy`: promised keys, published numbers, and refusals in one line."""

import json
from collections.abc import Callable
from typing import Any

import pytest

ASK = ("compute", "redundancy", "--reliability", "0.7")


def test_the_published_example_is_told_to_machines(ask: Callable[..., Any]) -> None:
    said = ask(*ASK, "--scheme", "iterative", "--lead", "4", "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    assert {"reliability", "cost", "lead"} <= set(found)
    assert found["reliability"] == pytest.approx(0.967365, abs=5e-7)
    assert found["cost"] == pytest.approx(9.347, abs=5e-4)
    assert found["lead"] == 4
    low, high = found["sampled"]["cost"]
    assert low < found["cost"] < high
    assert ask(*ASK, "--scheme", "iterative", "--lead", "4", "--json").out == said.out


@pytest.mark.parametrize(
    ("scheme", "size", "least", "cost"),
    [
        ("iterative", "lead", 4, 9.347),
        ("progressive", "copies", 19, 14.17),
        ("traditional", "copies", 19, 19),
    ],
)
def test_a_target_gives_the_least_size_that_reaches_it(
    ask: Callable[..., Any], scheme: str, size: str, least: int, cost: float
) -> None:
    said = ask(*ASK, "--scheme", scheme, "--target", "0.967", "--jobs", "0", "--json")
    found = json.loads(said.out)
    assert (said.code, found[size], found["sampled"]) == (0, least, None)
    assert found["reliability"] >= 0.967
    assert found["cost"] == pytest.approx(cost, rel=1e-3, abs=0)


def test_people_are_told_what_to_conclude(ask: Callable[..., Any]) -> None:
    said = ask(*ASK, "--scheme", "traditional", "--copies", "19")
    lines = said.out.splitlines()
    assert lines[0] == "traditional redundancy, copies 19, single results right with chance 0.7:"
    assert lines[-1] == "9.22 times fewer wrong results for 19 times the work."
    worse = ask(
        "compute", "redundancy", "--reliability", "0.4", "--scheme", "iterative", "--lead", "4"
    )
    assert worse.out.splitlines()[-1].endswith("no number of copies makes the result better.")
    assert "wrong 0.835" in worse.out


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            ("--scheme", "iterative", "--lead", "2", "--copies", "3"),
            "--copies must not be used with --scheme iterative, whose size is --lead",
        ),
        (
            ("--scheme", "traditional", "--lead", "2"),
            "--lead must not be used with --scheme traditional, whose size is --copies",
        ),
        (("--scheme", "iterative"), "either --lead or --target must be given, got neither"),
        (
            ("--scheme", "traditional", "--copies", "3", "--target", "0.9"),
            "either --copies or --target must be given, got both",
        ),
        (("--scheme", "traditional", "--copies", "4"), "copies must be odd, got 4"),
        (("--scheme", "iterative", "--lead", "0"), "lead must lie in [1, 1000000], got 0"),
        (("--scheme", "iterative", "--lead", "1.5"), "lead must be a whole number, got '1.5'"),
        (("--scheme", "iterative", "--target", "2"), "target must lie in (0, 1], got 2.0"),
        (
            ("--scheme", "iterative", "--target", "0.9", "--reliability", "0.5"),
            "target must be at most reliability (0.5) where that is at most 1/2: further copies make it "
            "no better, got 0.9",
        ),
        (
            ("--scheme", "iterative", "--lead", "2", "--reliability", "nan"),
            "reliability must lie in [0, 1], got nan",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    ask: Callable[..., Any], given: tuple[str, ...], message: str
) -> None:
    said = ask(*ASK, *given)
    assert (said.code, said.out, said.err) == (2, "", f"hybridstake: {message}\n")


def test_help_is_a_page_in_plain_words(ask: Callable[..., Any]) -> None:
    said = ask("compute", "redundancy", "--help")
    assert said.code == 0
    assert "Reliability and expected copies of a job" in said.out
