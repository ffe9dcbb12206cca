"""Modes on a deployment: the numbers are those of `hybridstake network`."""

from dataclasses import replace
from typing import Any

import pytest
from hybridstake.experiments.dashboard.modes import (
    OWN,
    Asked,
    finality_rows,
    reached,
    throughput_rows,
)
from hybridstake.experiments.dashboard.modes_chart import finality_chart, throughput_chart
from hybridstake.experiments.networking.deployments import load_deployment
from hybridstake.experiments.networking.question import Question
from hybridstake.experiments.networking.reach import reach
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode

ASKED = Asked(
    protocol="plan",
    deployment="ten-regions",
    regions="",
    phases=3,
    offline=0.0,
    upload_mbit=1_000.0,
    dissemination="coded",
    workload="uniform",
)


def test_the_numbers_are_those_of_the_command() -> None:
    for mode, found in zip(Mode, reached(ASKED), strict=True):
        told = reach(Question(load("plan"), mode, load_deployment("ten-regions")))
        assert found.finality_ms == told.finality_ms
        assert found.throughputs == told.throughputs


def test_the_promises_are_those_of_the_parameters_and_the_plans_fast_is_missed() -> None:
    """Three delays between ten regions take longer than 200 ms."""
    times = finality_rows(ASKED).set_index("mode")
    assert times["target_ms"].tolist() == [200, 1_000, 5_000]
    fast: dict[str, Any] = times.to_dict("index")["Fast"]
    assert fast["p50_ms"] > 200
    assert fast["within_target"] == 0
    assert all(half <= most for half, most in zip(times["p50_ms"], times["p99_ms"], strict=True))
    assert min(times["floor_ms"].tolist()) > 0
    rates = throughput_rows(ASKED)
    assert rates.drop_duplicates("mode")["target_tps"].tolist() == [50_000, 20_000, 10_000]
    binding = rates[rates["binds"]].set_index("mode")["resource"].to_dict()
    assert binding == {"Fast": "voting", "Balanced": "signatures", "Secure": "signatures"}


def test_without_a_quorum_nothing_is_final_and_nothing_is_carried() -> None:
    asked = replace(ASKED, offline=0.5)
    assert finality_rows(asked).empty
    rates = throughput_rows(asked)
    assert set(rates[rates["binds"]]["resource"]) == {"no quorum"}
    assert throughput_chart(rates)["layer"]


def test_a_deployment_may_be_typed() -> None:
    asked = replace(ASKED, deployment=OWN, regions="eu-central-1:4")
    assert [found.validators for found in reached(asked)] == [4, 4, 4]
    with pytest.raises(InvalidParameter, match=r"^regions must be REGION:COUNT"):
        reached(replace(asked, regions="eu-central-1"))


def test_more_upload_carries_more_and_none_is_refused() -> None:
    def upload(mbit: float) -> float:
        return reached(replace(ASKED, upload_mbit=mbit))[0].throughputs["upload"]

    assert upload(200.0) == pytest.approx(2 * upload(100.0), rel=1e-12)
    with pytest.raises(
        InvalidParameter, match=r"^bandwidth must be positive and finite, got 0\.0$"
    ):
        upload(0.0)


def test_the_charts_have_room_for_all_that_they_show() -> None:
    times = finality_rows(ASKED)
    spans = finality_chart(times)["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert spans[0] <= times["p50_ms"].min()
    assert spans[1] >= times["target_ms"].max()
