"""How runs are cut into batches, and how fast they are said to be."""

from pathlib import Path

import pytest
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.simulating import economy, simulation
from hybridstake.experiments.simulating.simulation import Simulation, batches, run_simulation


def simulated(stakers: int, epochs: int, runs: int) -> Simulation:
    """Some runs of the plan."""
    settings = EconomySettings(stakers=stakers, epochs=epochs)
    return Simulation(parameters=load("plan"), settings=settings, runs=runs, seed=1)


@pytest.mark.parametrize(
    ("stakers", "runs", "workers", "sizes"),
    [
        (1_000, 100, 2, [17] * 5 + [15]),
        (1_000, 100, 1, [20] * 5),
        (1_000, 10, 2, [5, 5]),
        (1_000, 10, 1, [10]),
        (1_000, 3, 8, [1, 1, 1]),
        (20_000, 3, 2, [1, 1, 1]),
        (1_000_000, 3, 1, [1, 1, 1]),
        (1, 0, 2, []),
    ],
)
def test_batches_are_as_large_as_pays_and_as_many_for_each_worker(
    stakers: int, runs: int, workers: int, sizes: list[int]
) -> None:
    """Up to 20,000 people side by side: a hundred runs of a thousand make at least three turns of two
    workers, thus six batches.
    """
    found = batches(simulated(stakers, 365, runs), list(range(runs)), workers, False, None)
    assert [len(each.numbers) for each in found] == sizes
    assert [number for each in found for number in each.numbers] == list(range(runs))


def test_no_more_days_are_kept_at_once_than_memory_is_set_aside_for() -> None:
    """24 metrics of 8 bytes over 100,000 days: 13 runs of them in 256 MiB; a longer one stands alone."""
    kept = batches(simulated(100, 100_000, 39), list(range(39)), 1, True, Path("parts"))
    assert [len(each.numbers) for each in kept] == [13] * 3
    unkept = batches(simulated(100, 100_000, 39), list(range(39)), 1, False, None)
    assert [len(each.numbers) for each in unkept] == [39]
    longest = batches(simulated(100, 1_000_000, 2), [0, 1], 1, True, Path("parts"))
    assert [len(each.numbers) for each in longest] == [1, 1]


def test_days_are_measured_only_where_they_are_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[bool] = []

    def watched(*arguments: object, daily: bool, **options: object) -> object:
        asked.append(daily)
        return economy.run_economies(*arguments, daily=daily, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(simulation, "run_economies", watched)
    plain, written = (
        run_simulation(simulated(5, 9, 2), workers=1, progress=unobserved, out=out)
        for out in (None, tmp_path)
    )
    assert asked == [False, True]
    assert plain.summaries == written.summaries
    assert plain.share_of_time_per_mode == written.share_of_time_per_mode


def test_steps_are_of_people_alone() -> None:
    """Beside one person live 21 authorities and 10 candidates, who are not counted."""
    found = run_simulation(simulated(1, 9, 2), workers=1, progress=unobserved, out=None)
    assert found.agent_steps == 1 * 9 * 2
    assert found.cpu_seconds > 0
