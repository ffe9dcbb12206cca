"""`hybridstake compare` and `hybridstake report`."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SMALL = ("--runs", "2", "--epochs", "10", "--agents", "20", "--workers", "1")
NOT_READABLE = (
    "hybridstake: PARAMS must be plan, reference or a readable TOML file, "
    "got 'none.toml' (No such file or directory)\n"
)


def test_a_file_against_itself_differs_in_nothing(ask: Callable[..., Any]) -> None:
    said = ask("compare", "reference", "reference", *SMALL, "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    assert told["files"] == {"a": "reference", "b": "reference"}
    assert told["conclusion"]["lead"].startswith("Nothing differs: ")
    assert told["fields"] == []
    for each in (one for kind in told["quantities"].values() for one in kind):
        assert each["difference"] == {"mean": 0.0, "lower": 0.0, "upper": 0.0}
        assert each["verdict"] == "same"


def test_broken_invariants_are_reported_and_not_refused(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('base = "reference"\n[checkpoints]\nperiod_seconds = 9_000_000\n')
    said = ask("report", str(path), *SMALL, "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    broken = {each["invariant"] for each in told["invariants"] if each["a"]["verdict"] == "refuted"}
    assert broken == {"checkpoint-in-time"}
    assert told["conclusion"]["broken"][0].startswith("checkpoint-in-time: ")
    assert {"field": "checkpoints.period_seconds", "value": "9000000.0"} in told["fields"]
    assert len(told["fields"]) == 58
    assert "confidence_of_each_difference" not in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "none.toml", "plan"), NOT_READABLE),
        (("compare", "plan", "none.toml"), NOT_READABLE),
        (("report", "none.toml"), NOT_READABLE),
        (("compare", "plan"), "hybridstake: Missing argument 'B'.\n"),
        (
            ("compare", "plan", "plan", "--runs", "0"),
            "hybridstake: runs must be at least 1, got 0\n",
        ),
        (
            ("compare", "plan", "plan", "--confidence", "2"),
            "hybridstake: confidence must lie in (0, 1), got 2.0\n",
        ),
        (
            ("report", "plan", "--corruption", "1.5"),
            "hybridstake: corruption of authorities must lie in [0, 1], got 1.5\n",
        ),
        (
            ("report", "plan", "--html", "none/page.html"),
            "hybridstake: html must be a file in a folder that there is, got 'none/page.html'\n",
        ),
        (
            ("report", "plan", "--deployment", "mars"),
            "hybridstake: deployment must be atlantic, europe, everywhere, one-region, ten-regions or "
            "a readable TOML file, got 'mars'\n",
        ),
    ],
    ids=" ".join,
)
def test_bad_input_is_refused_in_a_line(
    ask: Callable[..., Any], arguments: tuple[str, ...], message: str
) -> None:
    assert ask(*arguments) == (2, "", message)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "command", [("compare", "plan", "reference", "--json"), ("report", "plan")], ids=" ".join
)
def test_words_and_page_are_the_same_bytes_wherever_they_are_made(
    hybridstake: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
    command: tuple[str, ...],
) -> None:
    places = (("--workers", "1"), ("--workers", "3"), ("--cluster", "local", "--workers", "2"))
    told: set[tuple[str, bytes]] = set()
    for number, place in enumerate(places):
        page = tmp_path / f"{number}.html"
        done = hybridstake(*command, *SMALL[:-2], *place, "--html", str(page), hash_seed=number)
        assert done.returncode == 0, done.stderr
        told.add((done.stdout, page.read_bytes()))
    assert len(told) == 1
