"""What a deployment file says besides who sits where: read as it stands, and refused in one line."""

from pathlib import Path

import pytest
from hybridstake.experiments.networking.deployments import deployment_names, load_deployment
from hybridstake.models.errors import InvalidParameter


def test_one_that_ships_says_something_of_its_lines() -> None:
    found = {name: load_deployment(name).settings for name in deployment_names()}
    assert found["one-region"] == {"bandwidth": 1e10, "dissemination": "star"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('mode = "slow"', "mode must be one of fast, balanced, secure, auto, got 'slow'"),
        ("mode = [1]", "mode must be one of fast, balanced, secure, auto, got an array"),
        ("phases = 4", "phases must be 2, 3 or an odd number above, got 4"),
        ("phases = 3.0", "phases must be 2, 3 or an odd number above, got 3.0"),
        ("phases = true", "phases must be 2, 3 or an odd number above, got true"),
        ('jitter = "no"', "jitter must be true or false, got 'no'"),
        ("bandwidth = nan", "bandwidth must be positive and finite, got nan"),
        ("bandwidth = inf", "bandwidth must be positive and finite, got inf"),
        ('bandwidth = "1e9"', "bandwidth must be positive and finite, got '1e9'"),
        ("cores = 0", "cores must be positive and finite, got 0"),
        ("cores = true", "cores must be positive and finite, got true"),
        ("transaction_bytes = -1", "transaction_bytes must be positive and finite, got -1"),
        ("block_size = 0", "block_size must be a whole number of at least 1, got 0"),
        ("block_size = 1.5", "block_size must be a whole number of at least 1, got 1.5"),
        ("workers = 0", "workers must be a whole number of at least 1, got 0"),
        (
            'dissemination = "pigeon"',
            "dissemination must be one of star, gossip, coded, shared, got 'pigeon'",
        ),
        (
            'workload = "chess"',
            "workload must be one of uniform, zipf, one_counter, pools, ai_jobs, lots, patients, "
            "feeders, got 'chess'",
        ),
    ],
)
def test_bad_values_are_refused_by_file_key_and_value(
    tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"{line}\n[validators]\neu-west-1 = 4\n")
    with pytest.raises(InvalidParameter) as error:
        load_deployment(str(path))
    assert str(error.value) == f"'own.toml': {message}"
