"""`hybridstake network`: its JSON is a contract, and nonsense gets one line."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.experiments.commands.network import WORKLOADS
from hybridstake.models.execution.families import FAMILIES

SMALL = ("network", "plan", "--regions", "eu-west-1:4,us-east-1:3", "--rounds", "50")


def test_machines_are_told_what_the_contract_names(ask: Callable[..., Any]) -> None:
    found = json.loads(ask(*SMALL, "--json").out)
    assert {
        "mode", "validators", "finality_ms", "floor_ms", "throughput_tps", "binding_resource",
        "timeouts", "engine", "seconds",
    } <= set(found)  # fmt: skip
    assert set(found["finality_ms"]) == {"p50", "p90", "p99", "mean"}
    assert (found["mode"], found["validators"], found["engine"]) == ("fast", 7, "quorum")
    again = json.loads(ask(*SMALL, "--json").out)
    assert {**found, "seconds": 0} == {**again, "seconds": 0}


def test_people_are_told_the_promise_and_whether_it_is_kept(ask: Callable[..., Any]) -> None:
    said = ask(*SMALL).out
    assert "100.0% of the sampled times keep the promise" in said
    assert "binds the throughput" in said
    assert "no block is final" in ask(*SMALL, "--offline", "0.5").out


def test_what_blocks_are_of_can_bind_the_throughput(ask: Callable[..., Any]) -> None:
    """Of one counter, blocks are executed more slowly than one after the other: 1 / 65 µs."""
    found = json.loads(ask(*SMALL, "--mode", "balanced", "--workload", "one_counter", "--json").out)
    assert found["binding_resource"] == "execution"
    assert 9_000 < found["throughput_tps"] < 1e6 / 65
    assert tuple(FAMILIES) == WORKLOADS


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--mode", "slow"), "mode must be one of fast, balanced, secure, auto, got 'slow'"),
        (("--engine", "v8"), "engine must be one of auto, quorum, events, got 'v8'"),
        (("--phases", "-1"), "phases must be 2, 3 or an odd number above, got -1"),
        (("--loss", "1.5"), "loss must be at least 0 and below 1, got 1.5"),
        (("--byzantine", "-0.1"), "byzantine must be at least 0 and below 1, got -0.1"),
        (("--churn", "5"), "churn must be UP:DOWN in seconds, got '5'"),
        (("--load", "fast"), "load must be SECONDS:RATE with commas between, got 'fast'"),
        (("--load", "0:nan"), "rate of load must be finite and not negative, got nan"),
        (
            ("--partition", "5:2:us-east-1"),
            "partition must be FROM:UNTIL:REGION+REGION in seconds, UNTIL later or never, "
            "got '5:2:us-east-1'",
        ),
        (
            ("--partition", "1:2:sa-east-1"),
            "partition must name regions with validators (eu-west-1, us-east-1), got 'sa-east-1'",
        ),
        (
            ("--partition", "1:2:us-east-1", "--engine", "quorum"),
            "engine must be events or auto where a mode is chosen, load comes in, or more goes "
            "wrong than silence, got quorum",
        ),
        (
            ("--workload", "chess"),
            "workload must be one of uniform, zipf, one_counter, pools, ai_jobs, lots, patients, "
            "feeders, got 'chess'",
        ),
        (("--workers", "0"), "workers must be a whole number from 1 to 2^63 - 1, got 0"),
        (("--phases", "4"), "phases must be 2, 3 or an odd number above, got 4"),
        (("--offline", "1"), "offline must be at least 0 and below 1, got 1.0"),
        (("--offline", "nan"), "offline must be at least 0 and below 1, got nan"),
        (("--deployment", "europe"), "--regions must not be used with --deployment, got both"),
        (("--bandwidth", "0"), "bandwidth must be positive and finite, got 0.0"),
        (("--neighbours", "0"), "neighbours must be a whole number from 1 to 2^63 - 1, got 0"),
        (("--slow", "0.2", "--lag", "-1"), "lag must be finite and not negative, got -1.0"),
        (("--block-size", "0"), "block_size must be a whole number from 1 to 2^63 - 1, got 0"),
        (("--costs", "nofile"), "costs must be a readable JSON file, got 'nofile'"),
        (("--load", "0:5,3:9,2:1"), "times of load must begin at 0 and increase, got 0, 3, 2 s"),
        (("--load", "0:1e308"), "rate of load must be at most 1e+12 a second, got 1e+308"),
        (
            ("--churn", "0.0001:0.0001", "--rounds", "1000"),
            "churn must bring at most 100,000 outages, got about 175,000,000 of 7 validators in "
            "5,000 s",
        ),
        (
            ("--dissemination", "pigeon"),
            "dissemination must be star, gossip, coded, shared, got 'pigeon'",
        ),
    ],
)
def test_nonsense_is_refused_in_one_line(
    ask: Callable[..., Any], options: tuple[str, ...], message: str
) -> None:
    assert ask(*SMALL, *options) == (2, "", f"hybridstake: {message}\n")


def test_a_deployment_that_there_is_not_is_refused_by_its_name(ask: Callable[..., Any]) -> None:
    message = (
        "deployment must be atlantic, europe, everywhere, one-region, ten-regions, or a path of a "
        "TOML file, got 'nofile'"
    )
    asked = ask("network", "plan", "--deployment", "nofile")
    assert asked == (2, "", f"hybridstake: {message}\n")


def test_what_goes_wrong_is_told_to_machines_and_to_people(ask: Callable[..., Any]) -> None:
    troubles = ("--partition", "0.5:1.5:us-east-1", "--rounds", "12", "--load", "0:2000")
    found = json.loads(ask(*SMALL, *troubles, "--json").out)
    assert (found["engine"], found["blocks"], found["halted"]) == ("events", 12, False)
    assert found["timeouts"] > 0
    assert len(found["recovery_ms"]) == 1
    said = ask(*SMALL, *troubles).out
    assert "recovery after the partition: " in said
    assert "a transaction waits" in said
    assert "time in each mode: fast 100.0%" in said


def test_broken_agreement_is_told_and_ends_with_one(ask: Callable[..., Any]) -> None:
    asked = ask(*SMALL, "--byzantine", "0.6", "--rounds", "20")
    assert asked.code == 1
    assert "agreement is broken" in asked.out
    found = json.loads(ask(*SMALL, "--byzantine", "0.6", "--rounds", "20", "--json").out)
    assert found["agreement"] is False
    assert "validators must agree" in found["why"]


@pytest.mark.parametrize(
    "options",
    [
        ("--regions", "eu-west-1:21", "--phases", "5", "--mute", "0.1", "--rounds", "12"),
        ("--regions", "eu-west-1:1", "--dissemination", "star"),
        ("--regions", "eu-west-1:4", "--cores", "0.02", "--engine", "events", "--rounds", "3"),
        ("--regions", "eu-west-1:4", "--load", "0:1e12", "--rounds", "3"),
        ("--regions", "eu-west-1:4", "--load", "0:0", "--rounds", "3"),
        ("--regions", "eu-west-1:4", "--slow", "0.3", "--lag", "1e308", "--rounds", "3"),
    ],
)
def test_machines_are_told_finite_numbers_or_nothing(
    ask: Callable[..., Any], options: tuple[str, ...]
) -> None:
    """Python's own reader takes what is no JSON, and so the names of it are refused here."""

    def refuse(name: str) -> None:
        raise AssertionError(name)

    said = ask("network", "plan", *options, "--json")
    assert (said.code, said.err) == (0, "")
    json.loads(said.out, parse_constant=refuse)
    assert ask("network", "plan", *options).code == 0


def test_what_has_no_bound_is_nothing_to_machines_and_so_called_to_people(
    ask: Callable[..., Any],
) -> None:
    alone = ("network", "plan", "--regions", "eu-west-1:1", "--dissemination", "star")
    assert json.loads(ask(*alone, "--json").out)["throughput_by_resource"]["upload"] is None
    said = ask(*alone).out
    assert "1 validator, 1 online" in said
    assert "no bound" in said


def test_little_load_is_what_binds_and_all_of_it_is_carried(ask: Callable[..., Any]) -> None:
    found = json.loads(ask(*SMALL, "--load", "0:10", "--json").out)
    assert found["binding_resource"] == "load"
    assert found["throughput_tps"] == pytest.approx(10, rel=0.05)
    assert found["throughput_tps"] <= found["throughput_by_resource"]["load"]


def test_a_run_that_is_stopped_says_after_how_long(ask: Callable[..., Any]) -> None:
    lost = (*SMALL, "--partition", "0.55:never:us-east-1")
    found = json.loads(ask(*lost, "--json").out)
    assert (found["halted"], found["stopped_after_waits"]) == (True, 300)
    assert "the run was stopped: nothing was final for as long as 300 first waits" in ask(*lost).out
    going = json.loads(ask(*SMALL, "--load", "0:10", "--json").out)
    assert (going["halted"], going["stopped_after_waits"]) == (False, None)


@pytest.mark.parametrize("engine", ["quorum", "events"])
def test_who_is_alone_checks_nobodys_votes_in_either_engine(
    ask: Callable[..., Any], engine: str
) -> None:
    for phases in ("2", "3", "5"):
        found = json.loads(
            ask(
                *("network", "plan", "--regions", "eu-west-1:1", "--phases", phases, "--no-jitter"),
                *("--engine", engine, "--rounds", "5", "--mode", "secure", "--json"),
            ).out
        )
        assert found["finality_ms"]["mean"] == found["floor_ms"]
