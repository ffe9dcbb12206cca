"""Clusters that cannot be used: each is refused in a line that says what to do."""

import importlib.util
from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.experiments.running import cluster, reaching
from hybridstake.models.errors import InvalidParameter

MODULE = "hybridstake.experiments.running.seeds"
needs_distributed = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="needs the extra `cluster`"
)


class Client:
    """As much of a client as is asked before any work is sent."""

    def __init__(self, threads: int, answer: Callable[..., Any] = reaching.fingerprint) -> None:
        self.threads, self.answer = threads, answer

    def wait_for_workers(self, number: int, timeout: float) -> None:
        if not self.threads:
            raise TimeoutError

    def nthreads(self) -> dict[str, int]:
        return {"one": 1, "other": self.threads}

    def run(self, function: Callable[..., Any], *modules: str) -> dict[str, Any]:
        return {worker: self.answer(*modules) for worker in self.nthreads()}


def refusal_of(client: Client) -> str:
    with pytest.raises(InvalidParameter) as refusal:
        reaching.check_workers(client, "tcp://host:8786", (MODULE,))
    return str(refusal.value)


def test_workers_that_are_alike_are_taken() -> None:
    reaching.check_workers(Client(1), "tcp://host:8786", (MODULE,))


def test_a_cluster_without_workers_is_refused() -> None:
    assert refusal_of(Client(0)) == (
        "cluster must have at least one worker, tcp://host:8786 has none"
    )


def test_workers_of_several_threads_are_refused() -> None:
    """Solvers keep one state for all threads of a process."""
    assert refusal_of(Client(4)) == (
        "cluster must have workers of one thread, as of `dask worker --nthreads 1`, got 4"
    )


def test_workers_with_other_sources_or_without_them_are_refused() -> None:
    assert refusal_of(Client(1, lambda *modules: "another")) == cluster.OTHER_SOURCES

    def absent(*modules: str) -> str:
        raise ModuleNotFoundError("No module named 'hybridstake'")

    assert refusal_of(Client(1, absent)) == (
        "cluster must have hybridstake and its libraries on every worker: "
        "No module named 'hybridstake'"
    )


def test_without_the_library_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InvalidParameter) as refusal, reaching.reached("tcp://127.0.0.1:1", MODULE):
        pass
    assert str(refusal.value) == (
        "cluster must be left out, or distributed be installed: pip install 'hybridstake[cluster]'"
    )


@needs_distributed
@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        "tcp://127.0.0.1:1",
        "nowhere",
        "",
        pytest.param("ftp://a:1", marks=pytest.mark.exhaustive),
    ],
)
def test_a_cluster_that_is_not_there_is_refused(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "REACHED_WITHIN", 0.5)
    with pytest.raises(InvalidParameter) as refusal, reaching.reached(wrong, MODULE):
        pass
    assert str(refusal.value) == (
        f"cluster must be a Dask scheduler that answers, such as tcp://host:8786, got {wrong!r}"
    )


class Future:
    """Work that failed."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def result(self) -> Any:
        raise self.error


@needs_distributed
def test_what_befalls_a_cluster_is_told_in_a_line() -> None:
    distributed = pytest.importorskip("distributed")
    rest = "cluster must be there until the work is done, got one whose scheduler is gone"
    told = {
        distributed.KilledWorker("work", None, 3): (
            "cluster must have workers that survive their work, "
            "got 4 that died over the same part of it"
        ),
        distributed.CancelledError("work"): rest,
        distributed.comm.CommClosedError("gone"): rest,
        ModuleNotFoundError("No module named 'mine'"): (
            "cluster must have hybridstake and its libraries on every worker: "
            "No module named 'mine'"
        ),
    }
    for error, line in told.items():
        with pytest.raises(InvalidParameter) as refusal:
            cluster.result_of(Future(error))
        assert str(refusal.value) == line
