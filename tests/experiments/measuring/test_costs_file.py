"""Files of costs: what was written comes back, and nonsense is refused in one line."""

import json
import re
from pathlib import Path

import pytest
from hybridstake.experiments.measuring.costs_file import (
    load_signature_costs,
    read_costs,
    write_costs,
)
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.throughput import Capacity, throughputs
from hybridstake.models.network.verification import SignatureCosts

COSTS = {
    "ed25519_verify": 1e-4,
    "bls_verify": 2e-3,
    "bls_key_addition": 1e-6,
    "bls_signature_addition": 3e-6,
    "sha256": 1e-7,
}


def test_what_was_written_comes_back(tmp_path: Path) -> None:
    write_costs(tmp_path / "costs.json", COSTS)
    assert read_costs(str(tmp_path / "costs.json")) == COSTS
    found = load_signature_costs(str(tmp_path / "costs.json"))
    assert found == SignatureCosts(transaction=1e-4, vote=2e-3, key=1e-6, addition=3e-6)


def test_what_a_measurement_printed_is_read_as_well(tmp_path: Path) -> None:
    operations = {name: {"seconds": seconds, "low": 0.0} for name, seconds in COSTS.items()}
    path = tmp_path / "printed.json"
    path.write_text(json.dumps({"repeat": 20, "operations": operations}))
    assert read_costs(str(path)) == COSTS
    path.write_text(json.dumps({"operations": {"sha256": {"low": 1.0}}}))
    with pytest.raises(InvalidParameter, match="seconds of 'sha256' must be positive and finite"):
        read_costs(str(path))


def test_a_file_that_is_not_there_is_named_as_costs() -> None:
    with pytest.raises(InvalidParameter) as raised:
        read_costs("/nowhere")
    assert str(raised.value) == "costs must be a readable JSON file, got '/nowhere'"


def test_measured_costs_move_the_throughput() -> None:
    """Four cores, less two aggregates of 2 ms with their keys and votes in 0.1 s, at 100 us each."""
    costs = SignatureCosts(transaction=1e-4, vote=2e-3)
    found = throughputs(Capacity(costs=costs), 21, 0.1)["signatures"]
    expected = (4 - 2 * (2e-3 + 21 * (costs.key + costs.addition)) / 0.1) / 1e-4
    assert found == pytest.approx(expected, rel=1e-12, abs=0)
    assert throughputs(Capacity(), 21, 0.1)["signatures"] > found


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[1]", "costs must be a JSON object, got an array"),
        ('{"bls_verify": -1}', "seconds of 'bls_verify' must be positive and finite, got -1"),
        ('{"bls_verify": NaN}', "seconds of 'bls_verify' must be positive and finite, got nan"),
        ('{"bls_verify": true}', "seconds of 'bls_verify' must be positive and finite, got true"),
        ('{"bls_verify": "1"}', "seconds of 'bls_verify' must be positive and finite, got '1'"),
        (
            '{"bls_verify": Infinity}',
            "seconds of 'bls_verify' must be positive and finite, got inf",
        ),
        (
            '{"bls_verify": 1}',
            "costs must name ed25519_verify, bls_verify, bls_key_addition, "
            "bls_signature_addition, got none of ed25519_verify",
        ),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path: Path, written: str, message: str) -> None:
    path = tmp_path / "costs.json"
    path.write_text(written)
    with pytest.raises(InvalidParameter, match=f"^{re.escape(message)}$"):
        load_signature_costs(str(path))


@pytest.mark.parametrize("written", ["{", "", "[\n" * 40_000, '{"a": 1} x'])
def test_what_is_no_json_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "costs.json"
    path.write_text(written)
    with pytest.raises(InvalidParameter, match=r"^costs must be a JSON object, got '"):
        read_costs(str(path))


def test_a_cost_of_a_signature_is_positive() -> None:
    with pytest.raises(InvalidParameter, match=r"^vote must be positive and finite, got 0$"):
        SignatureCosts(vote=0)
