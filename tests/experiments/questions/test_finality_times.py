"""Times to finality on five deployments: what a second count says, what moves a verdict, the figure."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import finality_times as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.networking.latencies import MEASURED, load_links
from hybridstake.experiments.networking.published import LATENCIES
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.finality_times import (
    MESSAGE_DELAYS,
    Case,
    apart,
    assumed_delay,
    many_validators,
    numbers,
    placed,
    tables,
    within_a_second,
)
from hybridstake.models.network.bounds import checking_ms
from hybridstake.models.network.finality import floor_times
from hybridstake.models.network.links import Links
from hybridstake.models.network.verification import SignatureCosts
from hybridstake.models.protocol.modes import Mode

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]
NAME = "finality_times"


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of the two presets."""
    return answers_to(NAME)


def plans(table: pd.DataFrame, mode: str, deployment: str) -> pd.DataFrame:
    """Rows of the plan's mode with its own validators."""
    chosen = (table["protocol"] == "plan") & table["own"] & (table["mode"] == mode)
    return table.loc[chosen & (table["deployment"] == deployment)]


@pytest.mark.parametrize("deployment", ["europe", "ten-regions"])
def test_the_mean_is_near_the_floor_of_medians(asked: Any, deployment: str) -> None:
    """Order statistics of the median delays, validator by validator, as the second count."""
    case = Case(load("plan"), Mode.BALANCED, deployment, 100, 1, ())
    floor = floor_times(placed(case), MESSAGE_DELAYS).mean()
    floor += checking_ms(100, MESSAGE_DELAYS, SignatureCosts())
    mean = plans(asked[0], "balanced", deployment)["mean_ms"].iloc[0]
    assert mean == pytest.approx(floor, rel=0.06)


def test_validators_sit_in_the_proportions_of_the_deployment() -> None:
    case = Case(load("plan"), Mode.FAST, "ten-regions", 210, 1, ())
    _, seats = np.unique(placed(case).places, return_counts=True)
    assert sorted(seats.tolist()) == [20] * 9 + [30]


def test_quantiles_rise_and_a_wider_deployment_is_later(asked: Any) -> None:
    table = asked[0]
    for mode in ("fast", "balanced", "secure"):
        close, wide = (plans(table, mode, each) for each in ("europe", "ten-regions"))
        assert close["finality_ms"].is_monotonic_increasing
        assert (close["finality_ms"].to_numpy() < wide["finality_ms"].to_numpy()).all()


def test_it_is_distance_that_decides_and_not_the_number_of_validators(asked: Any) -> None:
    found = numbers(asked[0])
    assert found["fast_kept_in"] == 3
    assert 1 < found["europe_ratio"] < 1.3
    assert found["fast_ten_regions_within_target"] < 0.01


def test_full_blocks_come_later_by_what_their_way_takes(asked: Any) -> None:
    """Fast by hand: 50,000 / s * 0.1 s * 250 bytes are 10 Mbit; 20 copies, two and a message, or names.

    Where a block comes later fewer keep the promise, and from its proposer alone nobody does.
    """
    found = numbers(asked[0])
    assert found["fast_europe_star_ms"] == pytest.approx(20 * 10)
    assert found["fast_europe_shared_ms"] == pytest.approx(20 * 10 * 8 / 250)
    place = placed(Case(load("plan"), Mode.FAST, "europe", 21, 1, ()))
    between = place.links.between(place.places)
    hop = between.sum() / (21 * 20)
    assert found["fast_europe_coded_ms"] == pytest.approx(2 * 10 + hop)
    kept = [found[f"fast_kept_{way}"] for way in ("star", "gossip", "coded", "shared")]
    assert kept == sorted(kept)
    assert (kept[0], kept[-1]) == (0, found["fast_kept_in"])


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    found = asked[1]
    assert {name: found[name].verdict.value for name in ("C01", "C52", "C65")} == {
        "C01": "holds if",
        "C52": "refuted",
        "C65": "refuted",
    }
    assert "Fast misses it on ten-regions and everywhere" in found["C65"].condition


def test_other_times_are_other_verdicts(asked: Any) -> None:
    """All in time: a thousand validators keep every promise; all late: no second is kept."""
    table = asked[0]
    kept = table.assign(within_target=1.0)
    assert many_validators(kept).verdict.value == "holds if"
    assert within_a_second(table.assign(within_a_second=0.9)).verdict.value == "refuted"


def test_the_assumed_delay_is_counted_pair_by_pair() -> None:
    links = load_links(MEASURED)
    pairs = [
        links.median_ms[row, column]
        for row in range(len(links.regions))
        for column in range(len(links.regions))
        if row != column
    ]
    assert sorted(apart(links.median_ms).tolist()) == sorted(pairs)
    slow = sum(each > 100 for each in pairs)
    assert f"{slow:,} of {len(pairs):,} ordered pairs" in assumed_delay(links).condition
    near = np.full((2, 2), 100.0)
    assert assumed_delay(Links(("a", "b"), near, near)).verdict.value == "measured"


def test_every_curve_is_drawn_and_named_once(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    assert len(picture.axes) == 3
    for axes in picture.axes:
        assert len([line for line in axes.lines if line.get_label() in figure.LABELS]) == 5
    assert {text.get_text() for text in picture.axes[0].texts} == {
        "promised", *(label.name for label in figure.LABELS.values()),
    }  # fmt: skip


def test_the_table_of_what_others_have_measured_says_how_much_longer_it_took(asked: Any) -> None:
    """A row for each; the numbers of the prose are the ends of its last column."""
    rows = tables(asked[0])["published_latency"]
    assert rows["System"].tolist() == [each.system for each in LATENCIES]
    ratios = rows["Measured [ms]"].astype(float) / rows["Our floor [ms]"].astype(float)
    assert np.abs(ratios - rows["Ratio"].astype(float)).max() < 0.02
    told = numbers(asked[0])
    assert told["published"] == len(rows)
    assert told["least_ratio"] == pytest.approx(rows["Ratio"].astype(float).min(), abs=0.005)
    assert told["largest_ratio"] == pytest.approx(rows["Ratio"].astype(float).max(), abs=0.005)
