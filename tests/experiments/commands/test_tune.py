"""`hybridstake tune` asked from outside: answers, files, refusals."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VARY = ("--vary", "issuance.yearly_cap=0.001:0.1", "--vary", "slashing.rate=0.02:1")
GOALS = ("--maximise", "entry_staking_ratio_balanced")
GOALS += ("--minimise", "launch_issuance_rate_balanced")
QUICK = ("--budget", "9", "--workers", "1")
FILES = ("candidates.csv", "front.csv", "front.png", "front.svg", "recommended.toml", "tuning.json")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_a_set_is_recommended_that_check_passes(ask: Callable[..., Any], tmp_path: Path) -> None:
    condition = ("--subject-to", "entry_yield_balanced >= 0.03")
    said = ask(
        *("tune", "reference", *VARY, *GOALS, *condition, *QUICK, "--out", str(tmp_path)),
        *("--against-random", "1"),
    )
    assert (said.code, said.err) == (0, "")
    written = files(tmp_path)
    assert tuple(written) == FILES
    told = json.loads(written["tuning.json"])
    assert told["evaluated"] == 9
    assert set(told["hypervolume"]) == {"search", "at_random"}
    assert told["recommended"]["metrics"]["entry_yield_balanced"]["mean"] >= 0.03
    assert told["recommended"]["values"] in [each["values"] for each in told["front"]]
    assert ask("check", str(tmp_path / "recommended.toml")).code == 0
    rows = list(csv.DictReader(written["front.csv"].decode().splitlines()))
    assert [row["recommended"] for row in rows].count("True") == 1
    assert len(rows) == len(told["front"])
    assert told["recommended"]["paragraph"] in said.out
    comment = [
        line for line in written["recommended.toml"].decode().splitlines() if line[:1] == "#"
    ]
    assert " ".join(line[2:] for line in comment) == told["recommended"]["paragraph"]


def test_where_nothing_passes_it_is_said_in_one_line_and_nothing_is_recommended(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "recommended.toml").write_text("stale", encoding="utf-8")
    said = ask("tune", "plan", *VARY, *GOALS, *QUICK, "--out", str(tmp_path))
    assert said.code == 1
    assert said.err.startswith("hybridstake: no candidate of 32 passes: all are refused, by ")
    assert said.err.endswith("selection.independent_draws (--fix FIELD=VALUE)\n")
    assert said.err.count("\n") == 1
    assert "  authority-deterred" not in said.out
    assert "  every-reward-paid: set rewards.empty_class_to_other\n" in said.out
    assert "  conspiracy-costs-everything: may be repaired by slashing.rate\n" in said.out
    assert not (tmp_path / "recommended.toml").exists()


def test_a_condition_that_none_keeps_is_named(ask: Callable[..., Any], tmp_path: Path) -> None:
    impossible = ("--subject-to", "entry_yield_balanced > 5")
    asked = ("tune", "reference", *VARY, *GOALS, *impossible, *QUICK, "--out", str(tmp_path))
    said = ask(*asked, "--json")
    assert said.code == 1
    assert json.loads(said.out)["recommended"] is None
    assert said.err.endswith("9 were evaluated, and none keeps entry_yield_balanced > 5\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*GOALS,), "vary must name one field at least, got none"),
        (
            (*VARY, *GOALS, "--fix", "slashing.rate=0.5"),
            "fix must not name a field that is varied, got slashing.rate",
        ),
        ((*VARY,), "maximise or minimise must name one metric at least, got none"),
        (
            (*VARY, *GOALS, "--vary", "slashing.rate=0.1:1"),
            "vary must name each field once, got slashing.rate twice",
        ),
        (
            (*VARY, *GOALS, "--subject-to", "entry_yield_balanced => 1"),
            'subject-to must be METRIC >= or <= or > or < NUMBER, such as "staker_yield >= 0.04", '
            "got 'entry_yield_balanced => 1'",
        ),
        (
            (*VARY, *GOALS, "--fix", "quorums.strict"),
            "fix must be FIELD=VALUE, such as rewards.empty_class_to_other=true, "
            "got 'quorums.strict'",
        ),
        ((*VARY, *GOALS, "--budget", "0"), "budget must be at least 1, got 0"),
        (
            (*VARY, *GOALS, "--stake-corruption", "2"),
            "stake_corruption must lie in [0, 1], got 2.0",
        ),
    ],
)
def test_bad_input_is_refused_in_one_line(
    ask: Callable[..., Any], arguments: tuple[str, ...], message: str
) -> None:
    said = ask("tune", "reference", *arguments)
    assert (said.code, said.out, said.err) == (2, "", f"hybridstake: {message}\n")


def test_an_unknown_metric_is_refused_with_the_nearest(ask: Callable[..., Any]) -> None:
    said = ask("tune", "reference", *VARY, "--maximise", "staker_yeild")
    assert said.code == 2
    assert "'staker_yeild'; nearest: staker_yield" in said.err


def test_metrics_are_listed_without_parameters(ask: Callable[..., Any]) -> None:
    said = ask("tune", "--metrics")
    assert (said.code, said.err) == (0, "")
    assert "nakamoto_coefficient" in said.out
    assert "capture_secure" in said.out


@pytest.mark.exhaustive
def test_any_workers_and_any_hash_seed_write_the_same_bytes(
    hybridstake: Callable[..., Any], tmp_path: Path
) -> None:
    drawn = ("--maximise", "gini", "--subject-to", "staker_yield >= 0.01", "--agents", "30")
    asked = ("tune", "reference", *VARY, *GOALS, *drawn, "--epochs", "40", "--budget", "20")
    for workers in ("1", "2"):
        done = hybridstake(*asked, "--workers", workers, "--out", str(tmp_path / workers))
        assert done.returncode == 0, done.stderr
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert tuple(files(tmp_path / "1")) == FILES
    before = files(tmp_path / "1")
    again = hybridstake(*asked, "--workers", "1", "--out", str(tmp_path / "1"), "--json")
    assert json.loads(again.stdout)["recommended"]["values"]
    assert files(tmp_path / "1") == before
