"""`hybridstake measure`: its JSON is a contract, its files feed other commands, nonsense gets a line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands.measure import WARNING
from hybridstake.experiments.measuring import operations, signed_rounds, timing

NETWORK = (
    "network", "plan", "--mode", "balanced", "--regions", "eu-west-1:4,us-east-1:3", "--rounds", "50",
    "--json",
)  # fmt: skip


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short batches, few voters and holders."""
    monkeypatch.setattr(timing, "LEAST_BATCH_SECONDS", 0.0)
    monkeypatch.setattr(operations, "THRESHOLDS", ((2, 3),))
    monkeypatch.setattr(operations, "VOTERS", (3, 40))


@pytest.mark.usefixtures("quick")
def test_operations_are_measured_and_written_to_a_file_that_the_network_reads(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "costs.json"
    said = ask("measure", "crypto", "--repeat", "2", "--out", str(path), "--json")
    found = json.loads(said.out)
    assert (said.code, found["repeat"], found["warning"]) == (0, 2, WARNING)
    for cost in found["operations"].values():
        assert set(cost) == {"seconds", "low", "high", "elapsed_seconds", "operations"}
        assert 0 < cost["low"] <= cost["seconds"] <= cost["high"]
    written = json.loads(path.read_text())
    assert written == {name: cost["seconds"] for name, cost in found["operations"].items()}
    path.write_text(json.dumps({**written, "ed25519_verify": 0.01}))
    slow = json.loads(ask(*NETWORK, "--costs", str(path)).out)
    assert slow["binding_resource"] == "signatures"
    assert slow["throughput_tps"] < 4 / 0.01
    assert json.loads(ask(*NETWORK).out)["throughput_by_resource"]["signatures"] > 50_000


@pytest.mark.usefixtures("quick")
def test_people_are_told_what_it_is_not_for(ask: Callable[..., Any]) -> None:
    said = ask("measure", "crypto", "--repeat", "1").out
    assert said.splitlines()[-1] == WARNING
    assert "One BLS signature costs as much to check as" in said
    assert "an aggregate of 40 costs" in said


def test_the_protocol_is_measured_with_real_keys(ask: Callable[..., Any]) -> None:
    options = ("measure", "protocol", "plan", "--mode", "fast", "--validators", "4")
    told = [json.loads(ask(*options, "--rounds", "1", "--json").out) for _ in range(2)]
    assert set(told[0]) == {
        "mode", "seed", "validators", "rounds", "decided", "ms_per_round", "plain_ms_per_round",
        "certificate_bytes", "separate_bytes", "signatures_made", "signatures_checked",
        "signatures_sent", "certificates_hold", "agrees_with_unsigned", "decisions", "warning",
    }  # fmt: skip
    assert told[0]["decisions"] == told[1]["decisions"]
    assert told[0]["agrees_with_unsigned"]
    said = ask(*options, "--rounds", "1").out
    assert "the decisions are the same as those without keys" in said
    assert said.splitlines()[-1] == WARNING


def test_a_run_that_decides_otherwise_is_a_refutation(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_rounds, "decisions_of", lambda run: ())
    said = ask("measure", "protocol", "plan", "--validators", "4", "--rounds", "1")
    assert said.code == 1
    assert "the decisions are NOT the same as those without keys" in said.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("crypto", "--repeat", "0"), "repeat must be at least 1, got 0"),
        (("crypto", "--repeat", "many"), "repeat must be a whole number, got 'many'"),
        (
            ("protocol", "plan", "--mode", "slow"),
            "mode must be one of fast, balanced, secure, got 'slow'",
        ),
        (("protocol", "plan", "--validators", "3"), "validators must be at least 4, got 3"),
        (("protocol", "plan", "--validators", "101"), "validators must be at most 100, got 101"),
        (("protocol", "plan", "--rounds", "0"), "rounds must be at least 1, got 0"),
    ],
)
def test_nonsense_is_refused_in_one_line(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    said = ask("measure", *options)
    assert (said.code, said.out, said.err) == (2, "", f"hybridstake: {message}\n")


def test_a_file_of_costs_that_is_none_is_refused_in_one_line(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "costs.json"
    path.write_text('{"ed25519_verify": "fast"}')
    said = ask(*NETWORK, "--costs", str(path))
    assert said.code == 2
    assert said.err == (
        "hybridstake: seconds of 'ed25519_verify' must be positive and finite, got 'fast'\n"
    )
    said = ask(*NETWORK, "--costs", str(tmp_path / "none.json"))
    assert said.code == 2
    assert len(said.err.splitlines()) == 1
