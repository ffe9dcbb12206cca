"""`simulate`: the same runs for any workers, repeatable alone, resumable when killed."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

SMALL = ("simulate", "plan", "--agents", "30", "--epochs", "40")
KEYS = [
    "parameters", "seed", "runs", "epochs", "agents", "seconds", "agent_steps_per_second",
    "metrics", "conservation_error", "certificate", "certificate_exhaustive",
]  # fmt: skip
TIMED = ("seconds", "agent_steps_per_second")


def told(said: Any) -> dict[str, Any]:
    """The JSON document without what a clock says."""
    assert (said.code, said.err) == (0, "")
    return {key: value for key, value in json.loads(said.out).items() if key not in TIMED}


def test_machines_are_told_parameters_and_every_metric(ask: Callable[..., Any]) -> None:
    said = ask(*SMALL, "--runs", "3", "--seed", "9", "--workers", "1", "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert list(found) == KEYS
    assert (found["seed"], found["runs"], found["epochs"], found["agents"]) == (9, 3, 40, 30)
    assert found["parameters"]["fast"]["authority_threshold"] == "2/3"
    assert found["conservation_error"] == 0
    assert found["certificate"] is found["certificate_exhaustive"] is None
    assert found["agent_steps_per_second"] > 0
    in_modes = found["metrics"].pop("share_of_time_per_mode")
    assert list(in_modes) == ["fast", "balanced", "secure"]
    assert sum(mode["mean"] for mode in in_modes.values()) == pytest.approx(1, rel=1e-12)
    for name, metric in (*found["metrics"].items(), *in_modes.items()):
        assert list(metric) == ["mean", "lower", "upper"], name
        assert 0 <= metric["lower"] <= metric["mean"] <= metric["upper"], name
    assert found["metrics"]["gini"]["upper"] <= 1
    assert found["metrics"]["participation"]["upper"] <= 1


def test_one_run_has_no_interval(ask: Callable[..., Any]) -> None:
    """A zero width would say that nothing is uncertain."""
    found = told(ask(*SMALL, "--json"))["metrics"]
    in_modes = found.pop("share_of_time_per_mode")
    for name, metric in (*found.items(), *in_modes.items()):
        assert (metric["lower"], metric["upper"]) == (None, None), name
        assert type(metric["mean"]) is float, name
    lines = ask(*SMALL).out.splitlines()
    assert lines[0].split() == ["metric", "mean"]
    assert lines[-2:] == ["after 40 days, one run of 30 people", "one run: no interval"]
    assert not any(word in line for line in lines for word in ("None", "lower", "upper"))


def test_people_are_told_what_machines_are(ask: Callable[..., Any], tmp_path: Path) -> None:
    said = ask(*SMALL, "--runs", "2", "--workers", "1", "--out", str(tmp_path))
    found = told(ask(*SMALL, "--runs", "2", "--workers", "1", "--json"))
    lines = {line.split("  ")[0].strip(): line.split() for line in said.out.splitlines() if line}
    for name in ("gini", "participation", "staking_ratio"):
        assert lines[name][1] == f"{found['metrics'][name]['mean']:.6g}"
    assert "after 40 days, 2 runs of 30 people" in said.out
    assert str(tmp_path / "simulation.parquet") in said.out


def test_a_run_can_be_repeated_alone(ask: Callable[..., Any], tmp_path: Path) -> None:
    """The third of four runs is the third of three."""
    found: dict[str, Any] = {}
    for runs in ("3", "4"):
        out = tmp_path / runs
        told(ask(*SMALL, "--runs", runs, "--workers", "1", "--out", str(out), "--json"))
        found[runs] = pd.read_parquet(out / "simulation.parquet")
        assert sorted(path.name for path in out.iterdir()) == [
            "simulation.json",
            "simulation.parquet",
        ]
    pd.testing.assert_frame_equal(found["4"][found["4"]["run"] < 3], found["3"])
    gini = found["4"][found["4"]["epoch"] == 40].set_index("run")["gini"]
    assert gini.nunique() == 4
    assert found["4"].groupby("run")["epoch"].agg(list).tolist() == [list(range(41))] * 4


def test_another_seed_is_another_economy(ask: Callable[..., Any]) -> None:
    first, again, other = (
        told(ask(*SMALL, "--seed", seed, "--json"))["metrics"] for seed in ("1", "1", "2")
    )
    assert first == again != other


@pytest.mark.parametrize(
    "strategy", ["myopic", "discounted", "bounded", "imitation", "reinforcement"]
)
def test_every_rule_of_choice_can_be_asked_for(ask: Callable[..., Any], strategy: str) -> None:
    found = told(ask(*SMALL, "--strategy", strategy, "--json"))
    assert found["conservation_error"] == 0


def test_who_decides_before_whom_makes_a_difference(ask: Callable[..., Any]) -> None:
    """One after another people see what those before them have done."""
    crowd = ("simulate", "reference", "--agents", "200", "--epochs", "60")
    together, in_turn = (
        told(ask(*crowd, "--order-blocks", blocks, "--json"))["metrics"] for blocks in ("1", "200")
    )
    assert together != in_turn


def test_a_scenario_is_named_and_sets_what_is_not_asked_for(ask: Callable[..., Any]) -> None:
    said = ask("simulate", "plan", "--scenario", "regulator", "--epochs", "20", "--agents", "20")
    assert said.out.splitlines()[0] == "a regulator removes a third of the authorities"
    assert "after 20 days, one run of 20 people" in said.out


def test_settings_are_named_as_in_a_scenario_and_laid_over_it(ask: Callable[..., Any]) -> None:
    """Options of their own come last."""
    asked = ("simulate", "plan", "--scenario", "cartel", "--epochs", "60", "--json")
    changed = ("--set", "people=30", "--set", "cartel.detection=1")
    formed, deterred = told(ask(*asked, "--set", "people=30")), told(ask(*asked, *changed))
    assert (formed["agents"], deterred["agents"]) == (30, 30)
    assert told(ask(*asked, "--set", "people=30", "--agents", "7"))["agents"] == 7
    shares = [found["metrics"]["cartel_share"]["mean"] for found in (formed, deterred)]
    assert shares[0] > 0.5
    assert shares[1] == 0


def test_an_unknown_setting_is_one_line_with_those_that_are_like_it(
    ask: Callable[..., Any],
) -> None:
    said = ask(*SMALL, "--set", "cartel.detektion=0.1")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "hybridstake: 'cartel.detektion' is no setting; "
        "nearest: cartel.detection, cartel.kind, cartel.tip\n"
    )


def test_a_shock_that_the_run_never_sees_is_refused(ask: Callable[..., Any]) -> None:
    """Of a scenario that is cut short the later shocks are as if they were not."""
    late = ask(*SMALL, "--epochs", "20", "--shock", "demand:1@100000")
    assert late.code == 2
    assert "shock.epoch must be at most the epochs of the run (20), got 100000" in late.err
    assert late.err.count("\n") == 1
    assert ask(*SMALL, "--epochs", "20", "--scenario", "price-crash").code == 0


def test_shocks_can_be_added(ask: Callable[..., Any]) -> None:
    found = told(ask(*SMALL, "--shock", "removal:1@39", "--json"))["metrics"]
    assert found["authorities"]["mean"] < 21


def test_a_certificate_names_who_could_still_gain(ask: Callable[..., Any]) -> None:
    """Thirty people and 31 authorities have too many moves for all coalitions; three people have not."""
    said = told(ask(*SMALL, "--certify", "--json"))
    found = said["certificate"]
    assert list(found) == ["epsilon", "coalition_epsilon", "class_epsilon", "deviator"]
    assert found["epsilon"] <= found["coalition_epsilon"]
    assert " from " in found["deviator"]
    assert said["certificate_exhaustive"] is False
    lines = ask(*SMALL, "--certify").out
    assert "some three at least" in lines
    assert f"who gains most: {found['deviator']}" in lines


def test_several_runs_are_certified_by_the_largest_of_each_gain(ask: Callable[..., Any]) -> None:
    """Of six runs the one in which one person gains most leaves nothing to a class."""
    asked = (
        "simulate", "plan", "--agents", "15", "--epochs", "60", "--strategy", "reinforcement",
        "--certify", "--json", "--workers", "1", "--runs",
    )  # fmt: skip
    gains = ("epsilon", "coalition_epsilon", "class_epsilon")
    one, six = (told(ask(*asked, runs))["certificate"] for runs in ("1", "6"))
    assert all(one[name] <= six[name] for name in gains)
    assert six["class_epsilon"] > 1 > one["class_epsilon"]


def test_wealth_can_be_given(ask: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "stakes.csv"
    path.write_text("stake,country\n5,AU\n3,NZ\n2,NZ\n")
    found = told(ask("simulate", "plan", "--stakes", str(path), "--epochs", "5", "--json"))
    assert found["agents"] == 3
    refused = ask("simulate", "plan", "--stakes", str(path), "--agents", "4")
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    refused = ask("simulate", "plan", "--wealth", "given")
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)


@pytest.mark.exhaustive
def test_workers_and_two_interruptions_leave_no_trace(
    ask: Callable[..., Any],
    started: Callable[..., subprocess.Popen[str]],
    contents: Callable[[Path], dict[str, bytes]],
    tmp_path: Path,
) -> None:
    """Killed once, interrupted once, then left alone with two workers; and alone in one go. Five runs
    of so many people may step together, so that four do.
    """
    economy = ("simulate", "reference", "--agents", "10000", "--epochs", "4", "--runs", "24")
    alone, out = tmp_path / "alone", tmp_path / "in pieces"
    expected = told(ask(*economy, "--workers", "1", "--out", str(alone), "--json"))

    def kept() -> dict[str, int]:
        return {
            path.name: path.stat().st_mtime_ns
            for path in out.glob(".simulation-*/*.json")
            if not path.name.startswith(".")
        }

    arguments = (*economy, "--workers", "2", "--out", str(out), "--json")
    before: dict[str, int] = {}
    for number, code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 128 + signal.SIGINT)):
        process = started(arguments)
        while len(kept()) < len(before) + 3:
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        os.killpg(process.pid, number)
        process.communicate(timeout=60)  # workers hold the pipes too: this ends when all are gone
        assert process.returncode == code
        now = kept()
        assert {name: now[name] for name in before} == before
        before = now
    assert 6 <= len(before) < 24
    said = ask(*economy, "--workers", "2", "--out", str(out), "--json")
    assert told(said) == expected
    assert contents(out) == contents(alone)


@pytest.mark.slow
def test_a_kill_inside_the_only_batch_loses_a_second(
    ask: Callable[..., Any],
    started: Callable[..., subprocess.Popen[str]],
    contents: Callable[[Path], dict[str, bytes]],
    tmp_path: Path,
) -> None:
    """No run is finished then; what was written goes on, and the bytes are those of one go."""
    economy = ("simulate", "plan", "--agents", "100", "--epochs", "3000", "--runs", "4", "--json")
    alone, out = tmp_path / "alone", tmp_path / "killed"
    expected = told(ask(*economy, "--workers", "1", "--out", str(alone)))
    process = started((*economy, "--workers", "1", "--out", str(out)))
    while not list(out.glob(".simulation-*/[0-9]*.checkpoint")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert not list(out.glob(".simulation-*/*.json"))
    assert told(ask(*economy, "--workers", "1", "--out", str(out))) == expected
    assert contents(out) == contents(alone)
