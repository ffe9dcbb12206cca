"""Settings of a deployment file beside the options of the command: these override those."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands.network import SETTINGS
from hybridstake.experiments.networking.settings import RULES

WHOLE = """mode = "secure"
phases = 5
jitter = false
bandwidth = 2e8
dissemination = "star"
transaction_bytes = 500
block_size = 100
cores = 2.5
workload = "zipf"
workers = 3
[validators]
eu-west-1 = 4
us-east-1 = 3
"""


def ask_of(ask: Callable[..., Any], path: Path, text: str, *options: str) -> dict[str, Any]:
    """What machines are told of a deployment file."""
    path.write_text(text)
    said = ask("network", "plan", "--deployment", str(path), "--rounds", "30", "--json", *options)
    return json.loads(said.out)


def test_every_key_is_an_option_and_sets_what_it_would(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    options = [
        *("--mode", "secure", "--phases", "5", "--no-jitter", "--bandwidth", "2e8"),
        *("--dissemination", "star", "--transaction-bytes", "500", "--block-size", "100"),
        *("--cores", "2.5", "--workload", "zipf", "--workers", "3"),
    ]
    by_file = ask_of(ask, tmp_path / "a.toml", WHOLE)
    by_options = ask_of(ask, tmp_path / "b.toml", WHOLE[WHOLE.index("[") :], *options)
    assert set(RULES) == set(SETTINGS)
    assert {**by_file, "seconds": 0} == {**by_options, "seconds": 0}
    assert (by_file["mode"], by_file["phases"], by_file["jitter"]) == ("secure", 5, "none")
    assert by_file["binding_resource"] == "block size"


def test_an_option_overrides_the_file(ask: Callable[..., Any], tmp_path: Path) -> None:
    options = ("--mode", "fast", "--phases", "3", "--jitter", "--block-size", "100000000")
    found = ask_of(ask, tmp_path / "a.toml", WHOLE, *options)
    assert (found["mode"], found["phases"], found["jitter"]) == ("fast", 3, "message")
    assert found["binding_resource"] != "block size"


def test_without_jitter_every_round_of_a_region_takes_the_floor(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    text = "jitter = false\n[validators]\neu-west-1 = 4\n"
    for engine in ("quorum", "events"):
        found = ask_of(ask, tmp_path / "a.toml", text, "--engine", engine)
        assert found["finality_ms"]["p99"] == pytest.approx(found["finality_ms"]["p50"], rel=1e-6)
    drawn = ask_of(ask, tmp_path / "a.toml", text, "--jitter")
    assert drawn["finality_ms"]["p99"] > 1.05 * drawn["finality_ms"]["p50"]
