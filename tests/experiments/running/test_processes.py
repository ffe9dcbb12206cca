"""Processes that die: what they had in hand is done again, and work that kills is told."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.running import processes
from hybridstake.experiments.running.processes import in_processes
from hybridstake.models.errors import InvalidParameter


@pytest.mark.slow
def test_what_a_killed_process_had_in_hand_is_done_again(tmp_path: Path) -> None:
    mark = tmp_path / "killed once"

    # By value to other processes: they need not find this file.
    def killing(value: int) -> int:
        if value == 5 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return value * value

    found = list(in_processes(killing, range(12), 2))
    assert mark.exists()
    assert sorted(found) == [(value, value * value) for value in range(12)]


def mortal(kills: Callable[[int], bool], started: list[list[int]]) -> Callable[[int], Any]:
    """Pools that give two results at the most, and die over some values."""

    def pool(workers: int) -> Callable[[Any], Iterator[tuple[int, Any]]]:
        def results(jobs: Any) -> Iterator[tuple[int, Any]]:
            numbered = [arguments[1:] for _, arguments, _ in jobs]
            started.append([value for _, value in numbered])
            assert len(started) < 9, "for ever"
            for given, (position, value) in enumerate(numbered):
                if kills(value) or given == 2:
                    raise BrokenProcessPool
                yield position, value * value

        return results

    return pool


def test_only_what_waits_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[int]] = []
    monkeypatch.setattr(processes, "pool", mortal(lambda value: False, started))
    found = list(in_processes(abs, range(6), 2))
    assert found == [(value, value * value) for value in range(6)]
    assert started == [[0, 1, 2, 3, 4, 5], [2, 3, 4, 5], [4, 5]]


def test_work_that_kills_its_process_again_and_again_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[list[int]] = []
    found: list[tuple[int, Any]] = []
    monkeypatch.setattr(processes, "pool", mortal(lambda value: value == 3, started))
    with pytest.raises(InvalidParameter) as refusal:
        found.extend(in_processes(abs, range(6), 2))
    assert str(refusal.value) == (
        "workers must be few enough for the memory, got 2 that died 3 times over the same work"
    )
    assert started == [[0, 1, 2, 3, 4, 5], [2, 3, 4, 5], [3, 4, 5], [3, 4, 5]]
