"""Runs on a cluster: the same as in processes, and one line where there is no cluster to use."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.running import cluster
from hybridstake.experiments.simulating import simulation
from hybridstake.models.errors import InvalidParameter

MODULE = "hybridstake.experiments.simulating.simulation"
INSTALLED = importlib.util.find_spec("distributed") is not None
ECONOMY = ("simulate", "plan", "--agents", "30", "--epochs", "20", "--runs", "12", "--json")
TIMED = ("seconds", "agent_steps_per_second")


def test_without_the_library_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InvalidParameter) as refusal, cluster.reached("tcp://127.0.0.1:1", MODULE):
        pass
    assert str(refusal.value) == (
        "cluster must be left out, or distributed be installed: pip install 'hybridstake[cluster]'"
    )


@pytest.fixture
def address() -> Iterator[str]:
    """A scheduler and two workers on this machine, which end with the test."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
    ) as found:
        yield found.scheduler_address


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("written", [pytest.param(False, marks=pytest.mark.exhaustive), True])
def test_a_cluster_leaves_no_trace(
    written: bool,
    address: str,
    ask: Callable[..., Any],
    contents: Callable[[Path], dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twelve runs, five of which may step together, on two workers and in this process."""
    monkeypatch.setattr(simulation, "PEOPLE_SIDE_BY_SIDE", 5 * 30)
    told: dict[str, Any] = {}
    for name, where in (("there", ("--cluster", address)), ("here", ("--workers", "1"))):
        out = ("--out", str(tmp_path / name)) if written else ()
        said = ask(*ECONOMY, *where, *out)
        assert (said.code, said.err) == (0, "")
        told[name] = {key: value for key, value in json.loads(said.out).items() if key not in TIMED}
    assert told["there"] == told["here"]
    if written:
        assert contents(tmp_path / "there") == contents(tmp_path / "here")
        assert len(contents(tmp_path / "here")) == 2


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_workers_of_other_sources_are_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would compute something else, and nobody would see it."""
    with cluster.reached(address, MODULE) as found:
        assert found.workers == 2
        assert sorted(found.each(abs, [-1, 2, -3])) == [(0, 1), (1, 2), (2, 3)]
    monkeypatch.setattr(cluster.sources, "digest", lambda *modules: "another")
    with pytest.raises(InvalidParameter) as refusal, cluster.reached(address, MODULE):
        pass
    assert str(refusal.value) == (
        "cluster must have the sources and libraries of this machine on every worker"
    )


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs the extra `cluster`")
@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nowhere", "", "ftp://127.0.0.1:1"])
def test_a_cluster_that_is_not_there_is_refused_in_a_line(
    wrong: str, ask: Callable[..., Any]
) -> None:
    said = ask("simulate", "plan", "--agents", "5", "--epochs", "2", "--cluster", wrong)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [
        "hybridstake: cluster must be a Dask scheduler that answers, such as tcp://host:8786, "
        f"got {wrong!r}"
    ]
