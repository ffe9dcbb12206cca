"""How runs are cut into batches, where a stopped batch goes on, and how fast they are said to be."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hybridstake.agents.halt import Halt
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.simulating import checkpoints, economy, simulation
from hybridstake.experiments.simulating.simulation import Simulation, batches, run_simulation


def simulated(stakers: int, epochs: int, runs: int) -> Simulation:
    """Some runs of the plan."""
    settings = EconomySettings(stakers=stakers, epochs=epochs)
    return Simulation(parameters=load("plan"), settings=settings, runs=runs, seed=1)


@pytest.mark.parametrize(
    ("stakers", "runs", "workers", "sizes"),
    [
        (1_000, 100, 2, [50, 50]),
        (1_000, 100, 1, [50, 50]),
        (1_000, 250, 2, [42] * 5 + [40]),
        (1_000, 10, 2, [5, 5]),
        (1_000, 10, 1, [10]),
        (1_000, 3, 8, [1, 1, 1]),
        (20_000, 3, 2, [2, 1]),
        (50_000, 3, 2, [1, 1, 1]),
        (1_000_000, 3, 1, [1, 1, 1]),
        (1, 0, 2, []),
    ],
)
def test_batches_are_as_large_as_pays_and_as_many_for_each_worker(
    stakers: int, runs: int, workers: int, sizes: list[int]
) -> None:
    """Up to 50,000 people side by side: 250 runs of a thousand make at least three turns of two workers,
    thus six batches.
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


class Killed(BaseException):
    """What a killed process would not see either."""


def killed_after(writes: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Checkpoints after every epoch, and an end in the middle of a batch; with the epochs written."""
    written: list[int] = []
    write = checkpoints.write_checkpoint

    def count(parts: Path, numbers: tuple[int, ...], halt: Halt) -> None:
        write(parts, numbers, halt)
        written.append(len(halt.arrays["modes"]) - 1)
        if len(written) == writes:
            raise Killed

    monkeypatch.setattr(checkpoints, "EVERY_SECONDS", 0.0)
    monkeypatch.setattr(checkpoints, "RARELY", 0)
    monkeypatch.setattr(checkpoints, "write_checkpoint", count)
    return written


def left(out: Path) -> list[str]:
    """What an interrupted call has left."""
    return sorted(path.name for path in out.glob(".simulation-*/*"))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_killed_in_the_middle_goes_on_where_it_was(
    workers: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Three runs of 40 epochs, one batch: killed after the 25th, it lives the last 15 alone, whatever
    the workers of the second call.
    """
    asked = simulated(5, 40, 3)
    alone, out = tmp_path / "alone", tmp_path / "killed"
    expected = run_simulation(asked, workers=1, progress=unobserved, out=alone)
    written = killed_after(25, monkeypatch)
    with pytest.raises(Killed):
        run_simulation(asked, workers=1, progress=unobserved, out=out)
    assert left(out) == ["000000-000002.checkpoint"]
    last = written[-1]
    assert written == list(range(last - 24, last + 1))
    found = run_simulation(asked, workers=workers, progress=unobserved, out=out)
    assert written[25:] == list(range(written[25], 41))
    assert written[25] > last
    assert found.summaries == expected.summaries
    assert found.agent_steps == expected.agent_steps
    tables = [(each / "simulation.parquet").read_bytes() for each in (alone, out)]
    assert tables[0] == tables[1]
    assert left(out) == []


def test_fewer_runs_than_a_stopped_batch_has_begin_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = killed_after(10, monkeypatch)
    with pytest.raises(Killed):
        run_simulation(simulated(5, 40, 3), workers=1, progress=unobserved, out=tmp_path)
    run_simulation(simulated(5, 40, 2), workers=1, progress=unobserved, out=tmp_path)
    assert written[10] < 10


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off"])
def test_a_checkpoint_that_was_cut_off_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "000000-000002.checkpoint"
    path.write_bytes(content)
    assert checkpoints.read_checkpoint(path) is None
    assert checkpoints.read_checkpoint(tmp_path / "none") is None
    assert checkpoints.unfinished(tmp_path, [0, 1, 2]) == []


def test_checkpoints_and_reports_come_now_and_then(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An epoch takes 0.03 s by this clock, writing 0.1 s: 50 times that until the next one."""
    now = [0.0]
    written: list[float] = []
    told: list[tuple[float, int]] = []

    def write(*_: Any) -> None:
        written.append(now[0])
        now[0] += 0.1

    class Listener:
        def tell(self, count: int) -> None:
            told.append((now[0], count))

    monkeypatch.setattr(checkpoints, "write_checkpoint", write)
    listener: Any = Listener()
    watcher = checkpoints.Watcher((4, 5), tmp_path, listener, clock=lambda: now[0])
    state: Callable[[], Halt] = lambda: Halt({}, {})  # noqa: E731
    for epoch in range(400):
        watcher(epoch, state)
        now[0] += 0.03
    assert written == pytest.approx([1.02, 6.13, 11.24], rel=0.01, abs=0)
    assert told[:3] == [(0.0, 0), (pytest.approx(0.12), 8), (pytest.approx(0.24), 16)]
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(told)]
    assert 0.0999 < min(gaps) <= max(gaps) < 0.26
    assert len(told) > 90


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_progress_is_told_in_the_middle_of_a_batch(workers: int) -> None:
    """Two batches for two workers, one for one: the bar moves many times, and ends full."""
    told: list[tuple[int, int]] = []
    asked = simulated(50, 1_500, 4)
    run_simulation(
        asked, workers=workers, progress=lambda done, total: told.append((done, total)), out=None
    )
    done = [each for each, _ in told]
    assert {total for _, total in told} == {6_000}
    assert (done[0], done[-1]) == (0, 6_000)
    assert done == sorted(done)
    assert len({each for each in done if 0 < each < 6_000 and each % 3_000}) >= 2
