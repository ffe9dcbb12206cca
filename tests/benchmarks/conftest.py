"""Two ways timed in turns within one run."""

import time
from collections.abc import Callable
from typing import Any

import pytest

ROUNDS = 15

Work = Callable[[], object]


def require_enabled(benchmark: Any, ours: Work) -> None:
    """Where nothing can be timed, our way is tried once and the rest is skipped."""
    if benchmark.disabled:
        benchmark(ours)
        pytest.skip("benchmarks are disabled: `make bench` runs them, one after the other")


@pytest.fixture
def ratio(benchmark: Any) -> Callable[..., float]:
    """How many times as long another way takes as ours, the shortest round of each.

    Rounds take turns, so that a busy machine slows both. The time of ours goes into the table, the
    ratio into what is printed and into `--benchmark-json`.
    """

    def measured(ours: Work, theirs: Work, name: str = "ratio", rounds: int = ROUNDS) -> float:
        require_enabled(benchmark, ours)
        others: list[float] = []

        def turn() -> None:
            started = time.perf_counter()
            theirs()
            others.append(time.perf_counter() - started)

        ours()
        benchmark.pedantic(ours, setup=turn, rounds=rounds)
        found = min(others) / benchmark.stats.stats.min
        benchmark.extra_info[name] = found
        print(f"\n{benchmark.name}: {name} {found:.3g}")  # noqa: T201
        return found

    return measured


@pytest.fixture
def shortest(benchmark: Any) -> Callable[..., float]:
    """Shortest of some rounds by the timer of the test's mark [s]."""

    def measured(ours: Work, rounds: int = ROUNDS) -> float:
        require_enabled(benchmark, ours)
        ours()
        benchmark.pedantic(ours, rounds=rounds)
        return benchmark.stats.stats.min

    return measured
