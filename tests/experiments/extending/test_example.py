"""The example package: installed, used from the command line, and removed again."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest
from hybridstake.experiments.commands.attack import KINDS
from hybridstake.experiments.dashboard import invariants as page
from hybridstake.experiments.dashboard import kinds
from hybridstake.experiments.evaluating.settings import settings_of
from hybridstake.experiments.evaluating.variation import varied
from hybridstake.experiments.extending.invariants import plain_invariants
from hybridstake.experiments.networking.deployments import deployment_names
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.reproducing import reproduction
from hybridstake.experiments.tuning import gate
from hybridstake.models.errors import InvalidParameter

LITTLE = ("--agents", "60", "--epochs", "40")
WATCHED = """
import sys
from hybridstake.experiments.commands.main import run
code = run(sys.argv[1:])
print(code, *[name for name in sys.modules if name.startswith("hybridstake_example")])
"""


@pytest.fixture
def installed(example: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(example))
    return example


@pytest.mark.usefixtures("installed")
def test_an_added_strategy_runs_and_its_numbers_can_be_set(ask: Callable[..., Any]) -> None:
    """Who asks for nothing more takes what is best; the more one asks for, the fewer leave."""
    own = ("--set", "strategy.name=loyal", "--set")
    best, restless, loyal, stubborn = (
        json.loads(ask("simulate", "reference", *LITTLE, *rule, "--json").out)["metrics"]
        for rule in (
            ("--strategy", "discounted"),
            (*own, "strategy.loyalty=0.0"),
            ("--strategy", "loyal"),
            (*own, "strategy.loyalty=30.0"),
        )
    )
    assert restless == best
    ratios = [each["staking_ratio"]["mean"] for each in (best, loyal, stubborn)]
    assert 0 < ratios[0] < ratios[1] < ratios[2] < 1


@pytest.mark.usefixtures("installed")
def test_an_added_invariant_is_checked_with_ours(ask: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "slow.toml"
    path.write_text('base = "reference"\n[staking]\nunbonding_seconds = 5_184_000\n')
    said = ask("check", str(path), "--json")
    found = {each["name"]: each for each in json.loads(said.out)["invariants"]}
    assert said.code == 1
    assert list(found)[-1] == "month"
    assert found["month"]["verdict"] == "refuted"
    assert found["month"]["field"] == "staking.unbonding_seconds"
    assert found["month"]["message"] == (
        "unbonding must take at most a month (2,592,000 s), got 5,184,000 s"
    )


@pytest.mark.usefixtures("installed")
def test_an_added_invariant_is_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "solved_invariants", lambda parameters: [])
    monkeypatch.setattr(page, "remembered", {})
    assert [each.name for each in page.invariants(load("plan"))][-1] == "month"


@pytest.mark.usefixtures("installed")
def test_sweeps_know_added_strategies_and_refuse_what_breaks_added_invariants(
    tmp_path: Path,
) -> None:
    path = tmp_path / "loyal.toml"
    path.write_text('[strategy]\nname = "loyal"\nloyalty = 0.5\n')
    rule: Any = settings_of(scenario=str(path)).economy.strategy
    assert (rule.name, rule.loyalty) == ("loyal", 0.5)
    slow = varied(load("reference"), {"staking.unbonding_seconds": 5_184_000})
    assert [each.name for each in gate.broken(slow)] == ["month"]


@pytest.mark.usefixtures("installed")
def test_an_added_attack_is_answered_with_its_witnesses(ask: Callable[..., Any]) -> None:
    """Of 21 keys: 1 - 0.99^21."""
    said = ask("attack", "stolen-key", "--theft", "0.01", "--params", "plan", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert found["probability"] == pytest.approx(1 - 0.99**21, rel=1e-13, abs=0)
    assert [each["method"] for each in found["agreement"]] == ["monte-carlo", "bound"]
    assert found["agrees"] is True
    assert list(KINDS)[-1] == "stolen-key"
    page = ask("attack", "stolen-key", "--help").out
    assert "A thief gets the key of at least one authority." in page
    assert "--theft" in page
    assert "--relative-error" in page
    assert "Added by hybridstake-example 1.0." in ask("attack", "--help").out
    assert ask("attack", "stolen-key", "--theft", "2") == (
        2,
        "",
        "hybridstake: theft must lie in [0, 1], got 2.0\n",
    )


@pytest.mark.usefixtures("installed")
def test_an_added_attack_has_a_form_on_the_page() -> None:
    assert kinds.forms()[-1] == "stolen-key"
    assert [field.name for field in kinds.fields_of("stolen-key")] == ["theft", "params"]
    asked: Any = kinds.question_of("stolen-key", {"theft": "0.25", "params": "plan"})
    assert (asked.keys, asked.theft) == (21, 0.25)
    with pytest.raises(InvalidParameter, match=r"theft must be a number, got \"?'?half"):
        kinds.question_of("stolen-key", {"theft": "half", "params": "plan"})


@pytest.mark.usefixtures("installed")
def test_an_added_deployment_is_one_among_others(ask: Callable[..., Any]) -> None:
    """14 of 21 are of both cities: votes and commits cross the line once each, 4 ms one way."""
    said = ask("network", "plan", "--deployment", "two-cities", "--rounds", "20", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert found["validators"] == 21
    assert 8 < found["floor_ms"] < 12
    assert found["floor_ms"] <= found["finality_ms"]["p50"]
    assert deployment_names()[-1] == "two-cities"


@pytest.mark.usefixtures("installed")
def test_an_added_experiment_is_reproduced_and_goes_stale_with_its_package(
    ask: Callable[..., Any],
    example: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    forgotten: Callable[[], None],
) -> None:
    """Stake comes in until it earns what is asked for, so that pay is the same at every yield."""
    place = ("--out", str(tmp_path / "out"), "--paper", str(tmp_path))
    command = ("reproduce", "stake_by_yield", "--precision", "tiny", "--workers", "1", *place)
    assert json.loads(ask(*command, "--json").out)["steps"] == 1
    assert json.loads(ask(*command, "--json").out)["steps"] == 0
    table = pd.read_parquet(tmp_path / "out" / "results" / "stake_by_yield.parquet")
    capped = table[table["protocol"] == "reference"]
    assert list(capped["asked_per_year"]) == pytest.approx([0.2 / 3, 0.4 / 3, 0.2])
    paid = cast("pd.Series", capped["asked_per_year"] * capped["staked_token"])
    assert paid.iloc[1] == pytest.approx(paid.iloc[2], rel=1e-12, abs=0)
    manifest = json.loads((tmp_path / "out" / "results" / "stake_by_yield.json").read_text())
    assert list(manifest["plugins"]) == ["hybridstake_example.stake_by_yield"]
    changed = tmp_path / "changed"
    for file in (each for each in example.rglob("*") if each.is_file()):
        copy = changed / file.relative_to(example)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (changed / "hybridstake_example" / "two_cities.csv").write_text("other data\n")
    elsewhere = [each for each in sys.path if each != str(example)]
    monkeypatch.setattr(sys, "path", elsewhere)  # a package without __init__.py may lie in both
    monkeypatch.syspath_prepend(str(changed))
    forgotten()
    assert json.loads(ask(*command, "--json").out)["steps"] == 1


@pytest.mark.usefixtures("installed")
def test_the_paper_does_not_wait_for_added_experiments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper_folder: Path
) -> None:
    asked: list[str] = []

    def note(results: Path, tasks: Any, chosen: list[str]) -> int:
        asked.extend(chosen)
        return 0

    monkeypatch.setattr(reproduction, "run_steps", note)
    whole = reproduction.Reproduction(
        study=reproduction.study_of(tmp_path),
        paper=paper_folder,
        workers=1,
        progress=lambda name: None,
    )
    assert "stake_by_yield" in [task["name"] for task in whole.tasks()]
    reproduction.reproduce(whole, [], announce=lambda step: None)
    assert "paper:pdf" in asked
    assert "stake_by_yield" not in asked


def test_help_names_what_is_added_and_imports_none_of_it(example: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "simulate", "--help"],
        env={**os.environ, "PYTHONPATH": str(example), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=True,
    )
    *page, last = done.stdout.splitlines()
    assert last == "0"
    assert any("reinforcement, loyal" in line for line in page)


def test_what_is_removed_is_gone(ask: Callable[..., Any], tmp_path: Path) -> None:
    """Without the folder there is no strategy, attack, experiment or deployment of these names."""
    asked = {
        "strategy must be one of ": ("simulate", "plan", "--strategy", "loyal", *LITTLE),
        "KIND must be ": ("attack", "stolen-key", "--theft", "0.01"),
        "NAME must be one of ": ("reproduce", "stake_by_yield", "--out", str(tmp_path)),
        "deployment must be ": ("network", "plan", "--deployment", "two-cities"),
    }
    for refusal, command in asked.items():
        said = ask(*command)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"hybridstake: {refusal}")
    assert "month" not in [each.name for each in plain_invariants(load("plan"))]
