"""Jobs that are kept as they come: nothing is done twice, and a killed call goes on."""

from pathlib import Path

import pytest
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.running.sweep import swept
from hybridstake.experiments.running.workplace import Workplace, workplace

HERE = Workplace(1)


def refused(value: int) -> int:
    if value == 3:
        raise RuntimeError("killed")
    return value * value


def test_results_come_in_the_order_of_the_jobs_in_any_number_of_processes() -> None:
    jobs = [([value], value) for value in (5, 3, 4, 3)]
    for workers in (1, 2):
        with workplace(workers, None) as place:
            assert swept(abs, jobs, place=place, parts=None, progress=unobserved) == [5, 3, 4, 3]


def test_what_was_done_before_a_call_was_killed_is_not_done_again(tmp_path: Path) -> None:
    jobs = [([value], value) for value in (1, 2, 3, 4)]
    with pytest.raises(RuntimeError, match="killed"):
        swept(refused, jobs, place=HERE, parts=tmp_path, progress=unobserved)
    assert len(list(tmp_path.glob("*.json"))) == 2
    told: list[tuple[int, int]] = []
    found = swept(abs, jobs, place=HERE, parts=tmp_path, progress=lambda *count: told.append(count))
    assert found == [1, 4, 3, 4]
    assert told == [(2, 4), (3, 4), (4, 4)]


def test_other_ingredients_are_another_result(tmp_path: Path) -> None:
    for seed in (1, 2):
        swept(abs, [([seed, "job"], -seed)], place=HERE, parts=tmp_path, progress=unobserved)
    assert len(list(tmp_path.glob("*.json"))) == 2


def test_equal_jobs_are_done_once(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    jobs = [("same", -1), ("same", -1)]
    found = swept(abs, jobs, place=HERE, parts=None, progress=lambda *count: told.append(count))
    assert found == [1, 1]
    assert told[-1] == (1, 1)
