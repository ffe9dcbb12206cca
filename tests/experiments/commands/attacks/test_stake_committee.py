"""`attack stake-committee`: from a law or a file to an answer with its witnesses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

LAW = ("attack", "stake-committee", "--stakes", "pareto:1.16:1000:7", "--adversary-share", "0.3")
SKETCH = (*LAW, "--committee", "100", "--seats", "67")


def test_the_sketch_is_answered_exactly_with_its_adversaries(ask: Callable[..., Any]) -> None:
    """6.431117e-12 for 404 adversaries of 29.98 %, in a sketch of another hand."""
    said = ask(*SKETCH, "--json")
    found = json.loads(said.out)
    assert (said.code, said.err, found["kind"], found["method"]) == (
        *(0, "", "stake-committee"),
        "exact",
    )
    assert f"{found['probability']:.6e}" == "6.431117e-12"
    assert (found["adversaries"], found["population"]) == (404, 1_000)
    assert round(found["adversary_share"], 4) == 0.2998
    assert [item["method"] for item in found["agreement"]] == ["contours", "bound"]
    assert found["agrees"] is True


def test_the_order_and_the_sampling_change_the_adversary(ask: Callable[..., Any]) -> None:
    found = {
        order: json.loads(ask(*LAW, *small, "--adversaries", order, "--json").out)
        for order in ("largest", "random", "smallest")
        for small in [("--committee", "20", "--seats", "10")]
    }
    counts = [found[order]["adversaries"] for order in ("largest", "random", "smallest")]
    assert counts == sorted(counts)
    assert counts[0] < 20
    assert found["largest"]["probability"] < found["smallest"]["probability"]
    by_lot = (*LAW, "--committee", "20", "--seats", "10", "--sampling", "with-replacement")
    assert json.loads(ask(*by_lot, "--json").out)["probability"] != found["random"]["probability"]


def test_a_file_is_shuffled_by_a_seed_of_its_own(ask: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "stakes.csv"
    stakes = np.random.default_rng(3).pareto(1.5, 60) + 1
    path.write_text("stake_x,country\n" + "".join(f"{stake!r},a\n" for stake in stakes.tolist()))
    rest = ("--adversary-share", "0.3", "--committee", "9", "--seats", "6", "--json")

    def answer(*options: str) -> dict[str, Any]:
        said = ask("attack", "stake-committee", "--stakes", str(path), *rest, *options)
        return json.loads(said.out) | {"seconds": 0}

    assert answer() == answer("--order-seed", "1") == answer("--order-seed", "1", "--seed", "1")
    assert answer()["probability"] != answer("--order-seed", "2")["probability"]


def test_any_number_of_workers_finds_the_same(ask: Callable[..., Any]) -> None:
    sampled = (*SKETCH[:-1], "40", "--method", "monte-carlo", "--trials", "300000", "--json")
    one, two = (json.loads(ask(*sampled, "--workers", workers).out) for workers in ("1", "2"))
    assert {**one, "seconds": 0} == {**two, "seconds": 0}
    assert one["agrees"] is True


@pytest.mark.parametrize(
    ("option", "given", "message"),
    [
        (
            "--stakes",
            "pareto:1:2",
            "stakes must be a file or pareto:ALPHA:N:SEED, got 'pareto:1:2'",
        ),
        ("--adversary-share", "nan", "adversary_share must lie in [0, 1], got nan"),
        ("--adversary-share", "1.1", "adversary_share must lie in [0, 1], got 1.1"),
        ("--adversary-share", "x", "adversary_share must be a number, got 'x'"),
        ("--committee", "1001", "committee must be at most validators with stake (1000), got 1001"),
        ("--seats", "101", "seats must be at most committee (100), got 101"),
        ("--seats", "-1", "seats must be at least 0, got -1"),
        ("--order-seed", "-1", "order_seed must be at least 0, got -1"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    ask: Callable[..., Any], option: str, given: str, message: str
) -> None:
    assert ask(*SKETCH, option, given) == (2, "", f"hybridstake: {message}\n")


@pytest.mark.parametrize("value", ["0", "1", "5e-324", "1e308", "9223372036854775807"])
@pytest.mark.parametrize("option", ["--adversary-share", "--committee", "--seats"])
def test_an_extreme_number_is_answered_or_refused(
    ask: Callable[..., Any], option: str, value: str
) -> None:
    small = ("attack", "stake-committee", "--stakes", "pareto:1.16:30:7")
    usual = ("--adversary-share", "0.3", "--committee", "5", "--seats", "1")
    said = ask(*small, *usual, option, value, "--json")
    if said.code == 2:
        assert said.out == ""
        assert said.err.count("\n") == 1
        return
    found = json.loads(said.out, parse_constant=pytest.fail)
    assert (said.code, said.err, found["agrees"]) == (0, "", True)
    assert 0 <= found["lower"] <= found["probability"] <= found["upper"] <= 1
