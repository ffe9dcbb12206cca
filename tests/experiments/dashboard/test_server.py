"""`hybridstake lab` as a process: where it listens, what it refuses, how it stops."""

import base64
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hybridstake.experiments.commands.main import run

pytest.importorskip("streamlit")

MOST_SECONDS = 20.0
"""Patience on a machine that does other things too; the start itself takes two."""


class Lab(NamedTuple):
    process: "subprocess.Popen[str]"
    port: int
    seconds: float


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A running dashboard, in an environment and a folder that would open it to the world."""
    folder: Path = tmp_path_factory.mktemp("lab")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(
        '[server]\naddress = "0.0.0.0"\n[browser]\ngatherUsageStats = true\n'
    )
    port = free_port()
    environment = os.environ | {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "HOME": str(folder)}  # noqa: S104
    started = time.monotonic()
    process = subprocess.Popen(
        [*PROGRAM, "lab", "--port", str(port), "--no-browser"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        while not is_healthy(port):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() - started < MOST_SECONDS
            time.sleep(0.05)
        yield Lab(process, port, time.monotonic() - started)
    finally:
        process.kill()
        process.communicate()


PROGRAM = [
    sys.executable,
    "-c",
    "from hybridstake.experiments.commands.main import main; main()",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as reply:
            return reply.read() == b"ok"
    except OSError:
        return False


def handshake(port: int, host: str) -> str:
    """Status line of the page's own connection, asked for under a host's name."""
    key = base64.b64encode(b"0123456789abcdef").decode()
    request = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\n"
        f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request.encode())
        return connection.recv(4096).decode("latin-1").split("\r\n")[0]


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads Linux's table of sockets")
def test_it_listens_on_this_machine_alone_whatever_the_surroundings_say(lab: Lab) -> None:
    listening = [
        fields[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for fields in (line.split() for line in Path(table).read_text().splitlines()[1:])
        if fields[3] == "0A" and fields[1].endswith(f":{lab.port:04X}")
    ]
    assert listening == [f"0100007F:{lab.port:04X}"]


def test_it_starts_within_seconds(lab: Lab) -> None:
    assert lab.seconds < 10


def test_the_page_connects_and_a_foreign_name_for_this_machine_does_not(lab: Lab) -> None:
    assert handshake(lab.port, "127.0.0.1") == "HTTP/1.1 101 Switching Protocols"
    assert handshake(lab.port, "localhost") == "HTTP/1.1 101 Switching Protocols"
    assert handshake(lab.port, "attacker.example") == "HTTP/1.1 403 Forbidden"


def test_a_taken_port_is_refused_in_one_line(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lab", "--port", str(lab.port), "--no-browser"]) == 2
    captured = capsys.readouterr()
    assert captured.err == (
        f"hybridstake: port must be free on 127.0.0.1, got {lab.port} (Address already in use)\n"
    )
    assert captured.out == ""


@pytest.mark.parametrize(
    ("port", "rule"),
    [
        ("0", "at least 1, got 0"),
        ("65536", "at most 65535, got 65536"),
        ("-1", "at least 1, got -1"),
        ("http", "a whole number, got 'http'"),
    ],
)
def test_a_port_that_does_not_exist_is_refused_in_one_line(
    port: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lab", "--port", port]) == 2
    assert capsys.readouterr() == ("", f"hybridstake: port must be {rule}\n")


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "streamlit", None)
    assert run(["lab"]) == 2
    message = 'hybridstake: this needs streamlit: pip install "hybridstake[lab]"\n'
    assert capsys.readouterr().err == message


def test_ctrl_c_stops_it_without_a_complaint(lab: Lab) -> None:
    lab.process.send_signal(signal.SIGINT)
    output, _ = lab.process.communicate(timeout=MOST_SECONDS)
    assert lab.process.returncode == 0
    assert "Traceback" not in output
    assert output.splitlines()[0] == f"http://127.0.0.1:{lab.port}  (Ctrl-C stops it)"
    assert not is_healthy(lab.port)
