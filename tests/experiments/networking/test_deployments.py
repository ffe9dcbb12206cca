"""Deployments from files and options: what ships is whole, and what is wrong is said in one line."""

from pathlib import Path

import pytest
from hybridstake.experiments.networking.deployments import (
    deployment_names,
    load_deployment,
    of_regions,
)
from hybridstake.experiments.networking.latencies import MEASURED, load_links
from hybridstake.experiments.networking.question import Question
from hybridstake.experiments.networking.reach import reach
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode

TABLE = """from,to,rtt_p50_ms,rtt_p90_ms
a,a,2,4
a,b,10,14
b,a,12,
b,b,2,2
"""
DEPLOYMENT = """latencies = "own.csv"
[validators]
a = 2
b = 1
"""


def test_what_ships_can_be_loaded_and_says_what_it_is() -> None:
    found = {name: load_deployment(name) for name in deployment_names()}
    assert set(found) == {"atlantic", "europe", "everywhere", "one-region", "ten-regions"}
    assert all(each.title.endswith(".") for each in found.values())
    assert {name: sum(each.validators.values()) for name, each in found.items()} == {
        "atlantic": 21, "europe": 21, "everywhere": 33, "one-region": 21, "ten-regions": 21,
    }  # fmt: skip


def test_29_per_cent_of_the_measured_links_are_slower_than_the_plan_allows() -> None:
    """Of 33 * 32 ordered pairs, one way at the median: as the table's own notes count them."""
    links = load_links(MEASURED)
    slow = sum(
        links.median_ms[first, second] >= 100
        for first in range(33)
        for second in range(33)
        if first != second
    )
    assert slow / (33 * 32) == pytest.approx(0.294, abs=0.001)


def test_a_users_table_lies_beside_the_deployment(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(TABLE)
    (tmp_path / "own.toml").write_text(DEPLOYMENT)
    found = load_deployment(str(tmp_path / "own.toml"))
    assert found.links.median_ms.tolist() == [[1, 5], [6, 1]]
    assert found.links.ninetieth_ms.tolist() == [[2, 7], [6, 1]]
    assert found.validators == {"a": 2, "b": 1}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("from,to\na,a\n", "latencies must have the columns from, to, rtt_p50_ms, got a table"),
        (TABLE + "a,a,1,1\n", "latencies must name each pair once, got from 'a' to 'a' twice"),
        (TABLE.replace("b,b,2,2\n", ""), "every pair of regions, got none from 'b' to 'b'"),
        (
            TABLE.replace("b,b,2,2", "b,b,0,1"),
            "rtt_p50_ms from 'b' to 'b' must be positive where rtt_p90_ms is, got 0",
        ),
        (TABLE.replace("10", "x"), "rtt_p50_ms from 'a' to 'b' must be a number, got 'x'"),
        (TABLE.replace("10", ""), "rtt_p50_ms from 'a' to 'b' must be a number, got ''"),
        (
            TABLE.replace("10", "nan"),
            "rtt_p50_ms from 'a' to 'b' must be finite and not negative, got nan",
        ),
        (
            TABLE.replace("10", "-10"),
            "rtt_p50_ms from 'a' to 'b' must be finite and not negative, got -10",
        ),
        (
            TABLE.replace("14", "inf"),
            "rtt_p90_ms from 'a' to 'b' must be finite and not negative, got inf",
        ),
        (
            TABLE.replace("14", "9"),
            r"rtt_p90_ms from 'a' to 'b' must be at least the median \(10\), got 9",
        ),
        ("from,to,rtt_p50_ms\n", "latencies must be of 1 to 1,000 regions, got 0"),
    ],
)
def test_a_table_that_is_wrong_is_refused_in_one_line(
    table: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "own.csv").write_text(table)
    with pytest.raises(InvalidParameter, match=message) as refused:
        load_links("own.csv", tmp_path)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("eu-west-1", "regions must be REGION:COUNT, each once"),
        ("eu-west-1:x", "regions must be REGION:COUNT, each once"),
        ("eu-west-1:1,eu-west-1:2", "regions must be REGION:COUNT, each once"),
        ("eu-west-1:0", "validators.'eu-west-1' must be a whole number of at least 1, got 0"),
        ("atlantis:1", "regions must be among .*, got 'atlantis'"),
        ("eu-west-1:2001", "validators must be 1 to 2,000, got 2,001"),
        (f"eu-west-1:{10**30}", "validators must be 1 to 2,000"),
    ],
)
def test_an_option_that_is_wrong_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(InvalidParameter, match=message):
        of_regions(text)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("colour = 1", "key of a deployment"),
        ("latencies = 1", "latencies must be a name or a path, got 1"),
        ("validators = 1", "validators must be a table of counts by region, got 1"),
        ("[validators]\neu-west-1 = true", "must be a whole number of at least 1, got true"),
    ],
)
def test_a_deployment_that_is_wrong_is_refused_in_one_line(
    document: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(document)
    with pytest.raises(InvalidParameter, match=message):
        load_deployment(str(path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    names = "atlantic, europe, everywhere, one-region, ten-regions"
    with pytest.raises(
        InvalidParameter, match=f"deployment must be {names} or a readable TOML file, got '/"
    ):
        load_deployment(str(path))
    path.write_text('latencies = "none.csv"')
    with pytest.raises(
        InvalidParameter,
        match=r"latencies must be aws-2025-07 or a readable CSV file, got 'none\.csv'",
    ):
        load_deployment(str(path))


@pytest.mark.parametrize("size", [1, 2])
def test_one_or_two_validators_are_a_network_too(size: int) -> None:
    """Alone, nothing is sent; of two both must sign, one is done after two messages, one after three."""
    asked = of_regions(f"eu-west-1:{size}")
    found = reach(Question(load("reference"), Mode.BALANCED, asked, rounds=20))
    place = load_links(MEASURED).place("eu-west-1")
    link = load_links(MEASURED).median_ms[place, place]
    assert found.validators == size
    assert found.floor_ms == pytest.approx((size - 1) * 2.5 * link, abs=1e-9)
