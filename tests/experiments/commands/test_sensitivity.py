"""`hybridstake sensitivity`: what it says, what it writes, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands import sensitivity

QUICK = ["sensitivity", "reference", "--samples", "8", "--trajectories", "2", "--workers", "1"]
QUICK += ["--invariants", "ignore"]
RATE = ["--vary", "slashing.rate=0.1:0.5"]
GAIN = ["--metric", "deterred_gain"]


def test_it_answers_in_words_and_writes_what_it_names(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    both = [*RATE, "--vary", "fast.validators=20:30"]
    said = ask(*QUICK, *both, *GAIN, "--out", str(tmp_path))
    assert (said.code, said.err) == (0, "")
    assert "one field surely matters: slashing.rate" in said.out
    assert "Nobody looked whether candidates break invariants." in said.out
    named = {Path(line).name for line in said.out.splitlines() if line.startswith(str(tmp_path))}
    assert named == {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}
    assert "tornado_deterred_gain.png" in named


def test_machines_get_one_document_and_other_seeds_other_samples(ask: Callable[..., Any]) -> None:
    found = [
        json.loads(ask(*QUICK, *RATE, *GAIN, "--json", "--seed", seed).out)
        for seed in ("1", "1", "2")
    ]
    assert found[0] == found[1]
    assert found[0]["fields"] == [
        {"field": "slashing.rate", "low": 0.1, "high": 0.5, "whole": False, "logarithmic": False}
    ]
    first, other = (
        each["metrics"]["deterred_gain"]["fields"]["slashing.rate"] for each in found[1:]
    )
    assert first["total"] != other["total"]


def test_without_ranges_the_usual_fields_vary(ask: Callable[..., Any]) -> None:
    found = json.loads(ask(*QUICK, *GAIN, "--json").out)
    names = [each["field"] for each in found["fields"]]
    assert len(names) >= 12
    assert found["metrics"]["deterred_gain"]["fields"]["slashing.rate"]["verdict"] != "negligible"


def test_the_usual_metrics_are_metrics() -> None:
    assert sensitivity.METRICS[0] == "staker_yield"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--metric", "staker_yeild"],
            "metric must be one of those that `hybridstake tune --metrics` lists, got 'staker_yeild'; "
            "nearest: staker_yield",
        ),
        (["--samples", "12"], "samples must be a power of two from 8 to 2^20, got 12"),
        (["--trajectories", "1"], "trajectories must be at least 2, got 1"),
        (["--threshold", "0.7"], "threshold must lie in (0, 0.5], got 0.7"),
        (["--threshold", "x"], "threshold must be a number, got 'x'"),
        (["--invariants", "drop"], "invariants must be one of count, exclude, ignore, got 'drop'"),
        (["--vary", "slashing.rate=0.5:2"], "slashing.rate must lie in [0, 1], got 2.0"),
        (
            [*RATE, *RATE],
            "vary must name each field once, got slashing.rate twice",
        ),
        (["--replicates", "0"], "replicates must be at least 1, got 0"),
        (["--replicates", "1", "--metric", "gini"], "replicates must be at least 2 where a metric is "
         "drawn (gini), got 1"),
        (["--epochs", "0"], "epochs must be at least 1, got 0"),
        (["--metric", "gini", "--metric", "gini"], "metric must name each once, got gini, gini"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_line(
    ask: Callable[..., Any], arguments: list[str], message: str
) -> None:
    given = [] if "--metric" in arguments else GAIN
    assert ask("sensitivity", "reference", *given, *arguments) == (
        2,
        "",
        f"hybridstake: {message}\n",
    )


def test_without_the_extra_the_refusal_names_it(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*rest: Any, **options: Any) -> None:
        raise ModuleNotFoundError("no", name="SALib")

    monkeypatch.setattr(sensitivity, "studied", absent)
    said = ask(*QUICK, *RATE, *GAIN)
    assert said == (2, "", 'hybridstake: this needs SALib: pip install "hybridstake[tuning]"\n')


def test_witnesses_that_disagree_end_with_one(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "hybridstake.experiments.sensitivity.variance.witness_distance", lambda values, rng: 2.0
    )
    said = ask(*QUICK, *RATE, *GAIN)
    assert said.code == 1
    assert "SALib and SciPy do not agree" in said.out


@pytest.mark.exhaustive
@pytest.mark.parametrize("place", [["--workers", "3"], ["--cluster", "local", "--workers", "2"]])
def test_any_workers_make_the_same_bytes(
    ask: Callable[..., Any], tmp_path: Path, place: list[str]
) -> None:
    lived = ["sensitivity", "plan", *RATE, "--vary", "rewards.base_reward=50:150", "--samples", "8"]
    lived += ["--trajectories", "2", "--replicates", "2", "--epochs", "20", "--agents", "20"]
    made: list[dict[str, bytes]] = []
    for number, where in enumerate((["--workers", "1"], place)):
        out = tmp_path / str(number)
        assert ask(*lived, "--out", str(out), *where).code == 0
        made.append({path.name: path.read_bytes() for path in out.iterdir() if path.is_file()})
    assert made[0] == made[1]
