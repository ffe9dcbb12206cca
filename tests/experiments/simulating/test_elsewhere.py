"""Runs in places that share no folder with who asks: the same bytes, brought home as values."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.running.workplace import Workplace
from hybridstake.experiments.simulating import simulation
from hybridstake.experiments.simulating.simulation import Simulation, all_runs, run_simulation


class Elsewhere:
    """As a cluster is: what is asked and what is found travel, and come in any order."""

    workers = 2
    shares_folders = False

    def each(
        self, function: Callable[[Any], Any], values: Sequence[Any]
    ) -> Iterator[tuple[int, Any]]:
        for position, value in reversed(list(enumerate(values))):
            assert value.parts is None
            assert value.tally is None
            yield position, pickle.loads(pickle.dumps(function(pickle.loads(pickle.dumps(value)))))  # noqa: S301


def test_runs_elsewhere_leave_the_bytes_of_runs_here(
    contents: Callable[[Path], dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulation, "PEOPLE_SIDE_BY_SIDE", 5 * 30)
    asked = Simulation(
        parameters=load("plan"), settings=EconomySettings(stakers=30, epochs=20), runs=12, seed=1
    )
    there = all_runs(asked, cast("Workplace", Elsewhere()), unobserved, tmp_path / "there")
    here = run_simulation(asked, workers=1, progress=unobserved, out=tmp_path / "here")
    assert there.summaries == here.summaries
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert len(contents(tmp_path / "here")) == 2
