"""Fronts: of a small search, of a file of a finished one, and of files that lie."""

import json
from importlib import resources
from typing import Any

import pytest
from hybridstake.experiments.dashboard import small_search as searching
from hybridstake.experiments.dashboard.front_chart import front_chart
from hybridstake.experiments.dashboard.fronts import (
    Front,
    front_of_file,
    front_rows,
    parameters_at,
    text_at,
)
from hybridstake.experiments.dashboard.invariants import invariants
from hybridstake.experiments.dashboard.small_search import RANGES, small_search
from hybridstake.experiments.evaluating.ranges import read_ranges
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.running.study import whole
from hybridstake.models.errors import InvalidParameter

testing = pytest.importorskip("streamlit.testing.v1")
AppTest = testing.AppTest

PAGE = str(resources.files("hybridstake.experiments.dashboard").joinpath("page.py"))
UP, DOWN = "entry_staking_ratio_balanced", "launch_issuance_rate_balanced"


def interval(value: float, half: float = 0.0) -> dict[str, float]:
    return {"mean": value, "lower": value - half, "upper": value + half}


def point(share: float, up: float, down: float) -> dict[str, Any]:
    return {
        "values": {"rewards.authority_share": share},
        "metrics": {UP: interval(up, 0.01), DOWN: interval(down)},
    }


def finished() -> dict[str, Any]:
    """What a search writes, as far as the page reads it."""
    reference = load("reference")
    points = [point(0.4, 0.5, 0.05), point(0.5, 0.4, 0.04), point(0.7, 0.3, 0.03)]
    return {
        "parameters": whole(reference),
        "objectives": [
            {"metric": UP, "direction": "maximise"},
            {"metric": DOWN, "direction": "minimise"},
        ],
        "given": {"metrics": {UP: interval(0.36), DOWN: interval(0.05)}},
        "front": points,
        "recommended": {**points[1], "parameters": whole(reference), "paragraph": "It *pays*."},
    }


def read(document: Any) -> Front:
    return front_of_file(json.dumps(document).encode())


def test_a_finished_search_is_read_point_by_point() -> None:
    front = read(finished())
    assert front.recommended == 1
    assert [metric.name for metric, _ in front.objectives] == [UP, DOWN]
    assert front.points[0].metrics[UP] == (0.5, 0.49, 0.51)
    assert parameters_at(front, 2).rewards.authority_share == 0.7
    assert text_at(front, 0) == 'base = "reference"\n\n[rewards]\nauthority_share = 0.4\n'
    assert front_rows(front)["is"].tolist() == ["front", "recommended", "front"]


def test_a_point_keeps_what_the_search_held_fixed() -> None:
    document = finished()
    document["recommended"]["parameters"]["slashing"]["rate"] = 0.5
    assert parameters_at(read(document), 0).slashing.rate == 0.5


def changed(*path: Any, value: Any) -> bytes:
    """The file with one thing in it replaced."""
    document: Any = finished()
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return json.dumps(document).encode()


OTHER = "file must be the tuning.json of a search, got other JSON"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff", "file must be the tuning.json of a search, got no JSON"),
        (b"[" * 100_000, "file must be JSON, got one nested too deeply"),
        (b"[]", OTHER),
        (b"{}", OTHER),
        (b"1" * 1_000_001, "file must be at most 1,000,000 bytes, got 1,000,001"),
        (changed("front", 0, "metrics", UP, "mean", value=float("nan")), OTHER),
        (changed("front", 0, "metrics", UP, "mean", value="0.5"), OTHER),
        (changed("front", 0, "metrics", value={}), OTHER),
        (changed("front", 0, "values", value={"x": 1}), "a point must vary fields of a file, got 'x'"),
        (changed("objectives", 0, "metric", value="gold"), "metric must be one of those that"),
        (changed("objectives", 0, "direction", value="burn"), OTHER),
        (changed("objectives", value=[]), "a front must have 1 to 6 objectives and at most 1,000"),
        (changed("parameters", "rewards", "authority_share", value=7), "rewards.authority_share must"),
        (changed("parameters", "rewards", "authority", value=7), "key of [rewards] must be one of"),
        (changed("recommended", "values", value={"rewards.authority_share": 0.9}), OTHER),
    ],
)  # fmt: skip
def test_a_file_that_lies_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        front_of_file(data)
    assert str(refusal.value).startswith(message)
    assert "\n" not in str(refusal.value)


def test_the_chart_has_room_for_all_intervals_and_rings_the_chosen_point() -> None:
    front = read(finished())
    (up, _), (down, _) = front.objectives
    spec = front_chart(front_rows(front), down, up, 2)
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low < 0.29
    assert high > 0.51
    assert spec["layer"][2]["transform"] == [{"filter": "datum.point == 2"}]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_field_that_is_offered_may_take_its_whole_range(preset: str) -> None:
    ranges = read_ranges([f"{field}={ends}" for field, ends in RANGES.items()], load(preset))
    assert [each.field for each in ranges] == list(RANGES)


def test_a_small_search_finds_parameters_that_keep_every_invariant() -> None:
    pytest.importorskip("optuna")
    front = small_search("reference", ("issuance.yearly_cap",), UP, DOWN, 8)
    assert front.recommended is not None
    for position in range(len(front.points)):
        found = parameters_at(front, position)
        assert {each.verdict for each in invariants(found)} == {"proved"}
    ups = [each.metrics[UP][0] for each in front.points]
    downs = [each.metrics[DOWN][0] for each in front.points]
    assert sorted(ups, reverse=True) == ups
    assert sorted(downs, reverse=True) == downs
    assert len(front.points) > 2


def test_the_page_shows_a_file_whose_point_can_be_chosen() -> None:
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params |= {"page": "tuning", "source": "finished"}
    page.run()
    assert not page.exception
    assert not page.table
    data = json.dumps(finished()).encode()
    upload = page.file_uploader(key="finished search")
    upload.set_value(("tuning.json", data, "application/json")).run()
    assert not page.exception
    assert page.selectbox(key="point of the front").value == 2
    assert "authority_share = 0.5" in page.code[-2].value + page.code[-1].value
    page.selectbox(key="point of the front").set_value(3).run()
    assert "authority_share = 0.7" in page.code[-2].value + page.code[-1].value
    assert any("It \\*pays\\*" in each.value for each in page.markdown)
    upload = page.file_uploader(key="finished search")
    upload.set_value(("tuning.json", b"{}", "application/json")).run()
    assert [box.value for box in page.error] == [f"`{OTHER}`"]


def test_without_its_library_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("searched without its library")

    monkeypatch.setattr(searching, "search", refused)
    monkeypatch.setattr(
        "hybridstake.experiments.dashboard.tuning_page.find_spec", lambda name: None
    )
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params["page"] = "tuning"
    page.run()
    assert not page.exception
    assert page.info[0].value == 'A search needs optuna: `pip install "hybridstake[tuning]"`'
