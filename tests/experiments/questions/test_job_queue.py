"""The job queue as a question: waits, the log, replicas, and what would turn the verdicts."""

from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.figures import job_queue as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.job_queue import answer, cases, findings, numbers
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.compute.queueing.waiting import mean_wait


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings, asked once as the runner does."""
    table = pd.DataFrame(
        {"protocol": "any", "run": run, **row}
        for run, case in enumerate(cases("any", load("plan"), Precision.TINY))
        for row in answer(case, partial(generator, 1, "job_queue", run))
    )
    return table, findings(table, {})


def test_every_job_of_the_log_is_closed_and_replicas_agree(asked: Any) -> None:
    found = numbers(asked[0])
    assert found["accepted"] + found["failed"] == found["log_jobs"] == 60
    assert found["late"] > 0
    assert found["states"] == 1


def test_waits_grow_with_load_and_with_the_variation_of_jobs(asked: Any) -> None:
    table = asked[0]
    waits = table[table["part"] == "waits"]
    for _, rows in waits.groupby(["name", "operators"]):
        assert rows.sort_values("busy")["mean_blocks"].is_monotonic_increasing
    plain, heavy = (waits[waits["name"] == law] for law in ("exponential", "log-normal"))
    assert (heavy["due_blocks"].to_numpy() > 2 * plain["due_blocks"].to_numpy()).all()
    row = plain[(plain["operators"] == 4) & (plain["busy"] == 0.9)].iloc[0]
    assert row["due_blocks"] == pytest.approx(mean_wait(4, 3.6, 50.0) * (2 - 1 / 50) / 2)


def test_replicas_cost_what_they_say(asked: Any) -> None:
    """With two copies 6 messages, and for 21 replicas 20 + 2 * 21 * 20 more for a hundred jobs."""
    found = numbers(asked[0])
    assert found["coordinator_messages"] == 6
    assert found["replicated_messages"] == pytest.approx(6 + 860 / 100)
    assert found["europe_replicated_ms"] < found["ten_regions_replicated_ms"]


def test_the_verdicts_fall_with_the_table(asked: Any) -> None:
    table, found = asked
    assert {name: found[name].verdict.value for name in found} == dict.fromkeys(
        ("C95", "C96", "C97", "C111"), "measured"
    )
    other = findings(table.assign(states=2), {})
    assert other["C96"].verdict.value == "refuted"
    assert "different states" in other["C96"].condition
    assert findings(table.assign(even_chance=1e-6), {})["C111"].verdict.value == "refuted"
    assert findings(table.assign(messages=6.0), {})["C97"].verdict.value == "refuted"


def test_every_curve_is_drawn(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    legend = picture.axes[0].get_legend()
    assert legend is not None
    assert len(legend.get_texts()) == 4
