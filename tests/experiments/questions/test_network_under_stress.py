"""Troubles of a running network: what must cost nothing, what halts, and how a partition is drawn."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import network_under_stress as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.network_under_stress import (
    BEGINS,
    ENDS,
    PROTOCOL,
    STORIES,
    Case,
    asked,
    numbers,
    printed,
    stories,
    tables,
)
from hybridstake.models.protocol.modes import Mode

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]
NAME = "network_under_stress"


@pytest.fixture(scope="module")
def table(answers_to: Ask) -> pd.DataFrame:
    """Results of the reference, as they are printed."""
    found = answers_to(NAME)[0]
    return found.loc[found["protocol"] == PROTOCOL]


def test_without_trouble_a_block_is_final_every_half_second_and_no_round_is_given_up(
    table: pd.DataFrame,
) -> None:
    quiet = stories(table).loc["none"]
    assert not quiet["halted"]
    assert quiet["failed_rounds"] == 0
    assert 250 < quiet["median_ms"] < 330


def test_more_validators_offline_are_slower_until_nothing_is_final(table: pd.DataFrame) -> None:
    """A third of 21 is seven; 40 per cent are eight, and a certificate needs 15 of 21."""
    rows = stories(table)
    shares = ["none", "offline_10", "offline_20", "offline_30"]
    assert rows.loc[shares, "mean_ms"].is_monotonic_increasing
    assert rows["halted"].tolist() == [name == "offline_40" for name in rows.index]


def test_a_partition_halts_both_sides_and_is_recovered_from(table: pd.DataFrame) -> None:
    rounds, blocks = (table.loc[table["part"] == part] for part in ("round", "block"))
    parted = rounds.loc[(rounds["value"] > BEGINS + 1) & (rounds["value"] < ENDS)]
    assert len(set(parted["what"])) > 1
    assert not ((blocks["value"] > BEGINS + 1) & (blocks["value"] < ENDS)).any()
    assert numbers(table)["longest_gap_seconds"] > ENDS - BEGINS
    assert 0 < stories(table).loc["partition", "recovery_ms"] < 1_000 * (ENDS - BEGINS)


def test_every_story_is_told_in_the_table(table: pd.DataFrame) -> None:
    shown = tables(table)[NAME]
    assert set(shown["Trouble"]) == {story.words for story in STORIES.values()}
    halted = shown[shown["Ends"] == "stopped"]
    assert halted["Median [ms]"].tolist() == [""]


def test_an_interval_is_shown_where_there_is_one() -> None:
    row = {
        "story": "none", "validators": 21, "median_ms": 1.0, "mean_ms": 2.0, "lower_ms": -1.0,
        "upper_ms": 5.0, "failed_rounds": 0.0, "blocks": 9.0, "throughput_tps": 3.0,
        "recovery_ms": None, "halted": False,
    }  # fmt: skip
    assert printed(row)["Mean [ms]"] == "2 (0 to 5)"
    assert printed({**row, "lower_ms": None})["Mean [ms]"] == "2"


def test_who_is_hit_follows_the_seed() -> None:
    case = Case(load("reference"), "offline_30", 1, 5, Mode.BALANCED)
    first, again, other = (asked(case, seed)[1].conditions.offline for seed in (1, 1, 2))
    assert first == again != other
    assert len(first) == 6


def test_the_partition_is_shaded_and_rounds_lie_in_three_lanes(table: pd.DataFrame) -> None:
    with theme.themed():
        picture = figure.draw(table)
        picture.draw_without_rendering()
    upper, lower = picture.axes
    assert [text.get_text() for text in upper.get_yticklabels()] == ["Secure", "Balanced", "Fast"]
    assert len(upper.patches) == 1 + len(table[table["part"] == "round"])
    assert lower.get_ylim()[0] == 0
