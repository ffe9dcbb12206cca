"""A scheduler and workers on loopback: the bytes of one process, whatever befalls the workers."""

import importlib.util
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hybridstake.experiments.documenting.snippets import ShownCommand, snippets
from hybridstake.experiments.reproducing.reproduction import reproduce, study_of
from hybridstake.experiments.reproducing.steps import Reproduction
from hybridstake.experiments.running import cluster, fingerprints, ordered_map, reaching, runner
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.runner import unobserved
from hybridstake.experiments.running.sweep import swept
from hybridstake.experiments.running.workplace import Workplace, workplace
from hybridstake.experiments.simulating import simulation
from hybridstake.models.attacks import sampling
from hybridstake.models.errors import InvalidParameter

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

PAGE = Path(__file__).parents[3] / "docs" / "pages" / "scale.md"
SHOWN = "tcp://127.0.0.1:8786"
"""Address of the scheduler in the documentation."""

MODULE = "hybridstake.experiments.running.seeds"
ECONOMY = ("simulate", "plan", "--agents", "30", "--epochs", "20", "--runs", "12", "--json")
ATTACK = ("attack", "committee", "--population", "100", "--adversaries", "40", "--committee", "20")
ATTACK += ("--seats", "9", "--method", "monte-carlo", "--trials", "2000000", "--json")
ATTACK += ("--relative-error", "1e-6")
TIMED = ("seconds", "agent_steps_per_second")

# Lambdas go to workers by value: they need not find this file.
squared: Callable[[int], int] = lambda value: value * value  # noqa: E731
slowly: Callable[[int], int] = lambda value: (time.sleep(0.1), value * value)[1]  # noqa: E731
refusing: Callable[[int], Any] = lambda value: value < 30 or refused(value)  # noqa: E731


def refused(value: int) -> None:
    raise InvalidParameter(f"value must be below 30, got {value}")


@contextmanager
def nobody_watching(label: str) -> Iterator[Callable[[int, int], None]]:
    yield lambda done, total: None


class Started(NamedTuple):
    """A scheduler and its workers, each a process of its own."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def dask(line: str, address: str, *more: str) -> subprocess.Popen[bytes]:
    """A command of Dask as the documentation shows it, at an address of our own."""
    code = "from dask.__main__ import main; main()"
    own = line.replace(SHOWN, address).replace(SHOWN.rpartition(":")[2], address.rpartition(":")[2])
    arguments = (*shlex.split(own)[1:], *more)
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def started() -> Iterator[Started]:
    """A scheduler and two workers, started once for all tests by the commands of the documentation."""
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("needs the extra `cluster`")
    shown = [each.line for each in snippets(PAGE.read_text()) if isinstance(each, ShownCommand)]
    [scheduling] = [line for line in shown if line.startswith("dask scheduler")]
    [working] = [line for line in shown if line.startswith("dask worker")]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    scheduler = dask(scheduling, address)
    # Without those who would start a dead worker again, so that its number is its own.
    workers = [dask(working, address, "--no-nanny") for _ in range(2)]
    try:
        wait_for(address, 2)
        yield Started(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def wait_for(address: str, workers: int) -> None:
    """Until a scheduler has so many workers."""
    distributed = pytest.importorskip("distributed")
    with distributed.Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


@pytest.fixture
def place(started: Started) -> Iterator[Workplace]:
    with workplace(1, started.address, MODULE) as found:
        yield found


def tasks_of(place: Workplace) -> int:
    """What the scheduler has in its books."""
    assert place.cluster is not None
    return place.cluster.client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))


def counted_here(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[Any]:
    """What a function of a module is asked in this process: elsewhere a copy of the list is filled."""
    asked: list[Any] = []
    real = getattr(module, name)

    def counted(*arguments: Any) -> Any:
        asked.append(arguments[-1])
        return real(*arguments)

    monkeypatch.setattr(module, name, counted)
    return asked


@pytest.mark.exhaustive
@pytest.mark.parametrize("written", [False, True])
def test_an_economy_has_the_bytes_of_one_process(
    written: bool,
    started: Started,
    ask: Callable[..., Any],
    contents: Callable[[Path], dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twelve runs, five of which may step together, on two workers and in this process."""
    monkeypatch.setattr(simulation, "PEOPLE_SIDE_BY_SIDE", 5 * 30)
    carried_out_here = counted_here(monkeypatch, simulation, "carry_out")
    told: dict[str, Any] = {}
    for name, where in (("there", ("--cluster", started.address)), ("here", ("--workers", "1"))):
        assert not carried_out_here
        out = ("--out", str(tmp_path / name)) if written else ()
        said = ask(*ECONOMY, *where, *out)
        assert (said.code, said.err) == (0, "")
        told[name] = {key: value for key, value in json.loads(said.out).items() if key not in TIMED}
    assert [len(batch.numbers) for batch in carried_out_here] == [4, 4, 4]
    assert told["there"] == told["here"]
    if written:
        assert contents(tmp_path / "there") == contents(tmp_path / "here")
        assert len(contents(tmp_path / "here")) == 2


def test_an_attack_has_the_answer_of_one_process(
    started: Started, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first chunk is drawn here, and tells whether the others are worth sending."""
    monkeypatch.setattr(ordered_map, "WORTH_SENDING_SECONDS", 0.0)
    drawn_here = counted_here(monkeypatch, sampling, "successes_in_chunk")
    there = json.loads(ask(*ATTACK, "--cluster", started.address).out)
    assert drawn_here == [0]
    drawn_here.clear()
    here = json.loads(ask(*ATTACK, "--workers", "1").out)
    assert drawn_here == list(range(16))
    assert there | {"seconds": 0} == here | {"seconds": 0}
    assert here["trials"] == 2_000_000


def test_questions_have_the_bytes_of_one_process(
    started: Started,
    contents: Callable[[Path], dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    answered_here = counted_here(monkeypatch, runner, "answer")
    for name, address, cases in (("there", started.address, 0), ("here", None, 4)):
        study = study_of(tmp_path / name, precision=Precision.TINY)
        reproduction = Reproduction(
            study=study,
            paper=tmp_path,
            workers=1,
            cluster=address,
            progress=nobody_watching,
            with_figures=False,
        )
        assert reproduce(reproduction, ["proposer_selection"], told.append) == 1
        assert len(answered_here) == cases
    assert told == ["1 questions side by side", "proposer_selection", "proposer_selection"]
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert len(contents(tmp_path / "here")) == 3


def test_an_error_of_a_job_is_that_of_one_process(place: Workplace) -> None:
    assert sorted(place.each(squared, [3, 4])) == [(0, 9), (1, 16)]
    with pytest.raises(InvalidParameter) as refusal:
        place.ordered(refusing, range(40))
    assert str(refusal.value) == "value must be below 30, got 30"


def test_a_sweep_that_nobody_waits_for_leaves_the_cluster_idle(place: Workplace) -> None:
    for position, _ in place.each(slowly, range(100)):
        if position >= 2:
            break
    until = time.monotonic() + 10
    while tasks_of(place) and time.monotonic() < until:
        time.sleep(0.05)
    assert tasks_of(place) == 0


def test_a_long_sweep_is_never_whole_on_the_cluster(place: Workplace) -> None:
    """Neither values that wait nor results that have been taken."""
    most, found = 0, 0
    for count, (_, result) in enumerate(place.each(squared, range(5_000))):
        found += result
        if count % 500 == 0:
            most = max(most, tasks_of(place))
    assert found == sum(value * value for value in range(5_000))
    assert 1 <= most <= 2 * cluster.AHEAD * place.workers


@pytest.fixture
def other_libraries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In this process, unlike the workers."""
    monkeypatch.setattr(fingerprints, "library_versions", lambda: {"numpy": "another"})
    fingerprints.fingerprint.cache_clear()
    yield
    fingerprints.fingerprint.cache_clear()


def test_workers_that_would_compute_something_else_are_refused(
    started: Started, other_libraries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would see it: neither of those who are there, nor of those who come later."""
    with pytest.raises(InvalidParameter) as refusal, workplace(1, started.address, MODULE):
        pass
    assert str(refusal.value) == cluster.OTHER_SOURCES
    monkeypatch.setattr(reaching, "check_workers", lambda *arguments: None)
    with workplace(1, started.address, MODULE) as place:
        with pytest.raises(InvalidParameter) as refusal:
            place.ordered(squared, [1])
        assert str(refusal.value) == cluster.OTHER_SOURCES


def test_a_worker_that_is_killed_in_mid_sweep_loses_nothing(
    started: Started,
    place: Workplace,
    contents: Callable[[Path], dict[str, bytes]],
    tmp_path: Path,
) -> None:
    """By the number of its own process, with jobs in hand; what is found is what is found alone."""
    jobs = [([value], value) for value in range(40)]
    doomed = started.workers[0]

    def kill(done: int, total: int) -> None:
        if done == 3:
            os.kill(doomed.pid, signal.SIGKILL)
            assert doomed.wait(10) == -signal.SIGKILL

    found = swept(slowly, jobs, place=place, parts=tmp_path / "there", progress=kill)
    assert found == swept(
        squared, jobs, place=Workplace(1), parts=tmp_path / "here", progress=unobserved
    )
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert place.cluster is not None
    assert place.cluster.workers == 1


@pytest.mark.exhaustive
def test_an_interrupted_command_ends_its_own_cluster(tmp_path: Path) -> None:
    """Ctrl-C reaches every process of a terminal: the command, and the workers that it has started."""
    code = "from hybridstake.experiments.commands.main import main; main()"
    economy = ("simulate", "plan", "--agents", "1000", "--epochs", "20", "--runs", "20000")
    where = ("--workers", "2", "--cluster", "local", "--out", str(tmp_path))
    command = subprocess.Popen(
        [sys.executable, "-c", code, *economy, *where],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        while not list(tmp_path.glob(".simulation-*/*.json")):
            assert command.poll() is None
            time.sleep(0.1)
        os.killpg(command.pid, signal.SIGINT)
        said, _ = command.communicate(timeout=60)
    finally:
        command.kill()
    assert (command.returncode, said) == (128 + signal.SIGINT, "")
    until = time.monotonic() + 20
    while is_alive(command.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_alive(command.pid)


def is_alive(group: int) -> bool:
    """Whether a group of processes still has one."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
