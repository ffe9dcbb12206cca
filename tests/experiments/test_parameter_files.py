"""Parameter files: what is read, from where, and that nothing read can do harm."""

import errno
import os
import signal
import socket
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest
from hybridstake.experiments.parameter_files import (
    LARGEST_FILE_BYTES,
    PRESETS,
    escape,
    load,
    parse,
    read_layers,
    table_types,
)
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st


@pytest.fixture(name="folder")
def short_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that paths in messages are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path, content: str | bytes) -> str:
    """Path of a parameter file of this content."""
    path = folder / "my.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def refusal(name_or_path: str) -> str:
    """Message with which a file is refused."""
    with pytest.raises(InvalidParameter) as caught:
        load(name_or_path)
    return str(caught.value)


def test_a_file_changes_what_it_names_and_nothing_else(folder: Path) -> None:
    changed = load(written(folder, "[rewards]\nauthority_share = 0.25\n"))
    layers = read_layers("plan")
    layers["rewards"]["authority_share"] = 0.25
    assert changed == parse(layers) != load("plan")


def test_a_file_takes_away_what_its_base_sets_and_may_be_absent(folder: Path) -> None:
    """Every such field, not only today's one."""
    optional = [
        (table, field.name)
        for table, table_type in table_types().items()
        for field in fields(table_type)
        if field.default is None
    ]
    assert ("issuance", "yearly_cap") in optional
    for table, name in optional:
        path = written(folder, f'base = "reference"\n[{table}]\n{name} = "none"\n')
        layers = read_layers("reference")
        layers[table].pop(name, None)
        assert load(path) == parse(layers)
        assert getattr(getattr(load(path), table), name) is None
    assert load("reference").issuance.yearly_cap == 0.05


def test_a_file_may_stand_on_the_reference(folder: Path) -> None:
    changed = load(written(folder, 'base = "reference"\n[quorums]\nstrict = false\n'))
    assert changed.fast.authority_threshold == Fraction(5, 6)
    assert changed.quorums.strict is False


def test_a_file_of_a_base_alone_is_that_base(folder: Path) -> None:
    assert load(written(folder, 'base = "reference"')) == load("reference")


def test_reading_a_preset_twice_gives_two_copies() -> None:
    read_layers("plan")["rewards"]["authority_share"] = 0.0
    assert load("plan").rewards.authority_share == 0.6


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf[rewards]\nauthority_share = 0.5\n",
        b"[rewards]\r\nauthority_share = 0.5\r\n",
        b"\xef\xbb\xbf[rewards]\r\nauthority_share = 0.5",
        b"rewards.authority_share = 0.5",
        b"rewards = { authority_share = 5e-1 }",
    ],
    ids=["byte order mark", "CRLF", "both", "dotted", "inline"],
)
def test_files_of_other_editors_are_read(folder: Path, content: bytes) -> None:
    assert load(written(folder, content)).rewards.authority_share == 0.5


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ('"2/3"', Fraction(2, 3)),
        ('"4/6"', Fraction(2, 3)),
        ('"0.67"', Fraction(67, 100)),
        ('" 2/3 "', Fraction(2, 3)),
        ('"1"', Fraction(1)),
        ("1", Fraction(1)),
        ('"999999999999999999/1000000000000000000"', None),
        ('"99999999999999999/100000000000000000"', 1 - Fraction(1, 10**17)),
    ],
)
def test_a_threshold_is_read_exactly(folder: Path, typed: str, value: Fraction | None) -> None:
    """Up to eighteen digits above and below."""
    path = written(folder, f"[fast]\nauthority_threshold = {typed}\n")
    if value is None:
        assert refusal(path).startswith("fast.authority_threshold must be an exact fraction")
    else:
        assert load(path).fast.authority_threshold == value


READABLE = "PARAMS must be plan, reference or a readable TOML file, got "
MISSING, LONG = map(os.strerror, (errno.ENOENT, errno.ENAMETOOLONG))
NO_FILE = "not a regular file"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no.toml", f"{READABLE}'no.toml' ({MISSING})"),
        ("Plan", f"{READABLE}'Plan' ({MISSING})"),
        (".", f"{READABLE}'.' ({NO_FILE})"),
        ("", f"{READABLE}'.' ({NO_FILE})"),
        ("a\0b", f"{READABLE}'a\\x00b' (its name has a null character)"),
        ("\x1b[2J\n.toml", f"{READABLE}'\\x1b[2J\\n.toml' ({MISSING})"),
        ("x" * 300, f"{READABLE}'{'x' * 58}… ({LONG})"),
    ],
)
def test_a_path_that_cannot_be_read_is_refused(folder: Path, name: str, message: str) -> None:
    assert folder.is_dir()
    assert refusal(name) == message


def listening(path: Path) -> None:
    """Put a socket into a folder."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path.name)


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, listening])
def test_what_is_no_file_is_refused_at_once(folder: Path, make: Callable[[Path], None]) -> None:
    """A pipe without a writer would keep its reader waiting for ever."""
    make(folder / "x.toml")

    def too_late(*rest: object) -> None:
        raise TimeoutError(errno.ETIMEDOUT, "nobody answered")

    earlier = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(10)
    try:
        assert refusal("x.toml") == f"{READABLE}'x.toml' ({NO_FILE})"
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(device: str) -> None:
    assert refusal(device) == f"{READABLE}'{device}' ({NO_FILE})"


def test_a_foreign_message_is_shown_escaped_and_cut() -> None:
    assert escape("one\ntwo\x1b[2J") == "one\\ntwo\\x1b[2J"
    assert escape("x" * 1_000) == "x" * 119 + "…"


def test_a_file_whose_name_commands_a_terminal_is_named_escaped(folder: Path) -> None:
    (folder / "\x1b[2J.toml").touch()
    assert refusal("\x1b[2J.toml") == (
        "file must set at least one parameter, got '\\x1b[2J.toml' without any"
    )


def test_a_huge_file_is_refused_without_being_read(folder: Path) -> None:
    """100 MB, of which nothing is on the disk; a megabyte of memory is the most that it may cost."""
    with (folder / "my.toml").open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    try:
        assert refusal("my.toml") == (
            "file must be at most 100,000 bytes, got 100,000,000 in 'my.toml'"
        )
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "line",
    [".".join(["a"] * 480) + " = 1", "a = " + "[" * 450 + "]" * 450, "a = " + "{a=" * 300],
    ids=["dotted", "arrays", "inline tables"],
)
def test_the_worst_file_of_the_largest_size_takes_a_moment(folder: Path, line: str) -> None:
    """tomllib needs time in the square of a key's parts: a line of a megabyte took an hour."""
    count = LARGEST_FILE_BYTES // (len(line) + 8)
    content = "".join(f"k{number}.{line}\n" for number in range(count))
    path = written(folder, content)
    before = time.process_time()
    assert "\n" not in refusal(path)
    assert time.process_time() - before < 5


values = st.one_of(
    st.sampled_from(
        ["nan", "-inf", "1e400", "true", '"2/3"', '"2/0"', "[]", "{}", "0x" + "f" * 99]
    ),
    st.integers(-(2**70), 2**70).map(str),
    st.floats().map(str),
    st.text(max_size=8).map(lambda text: f'"{text}"'),
)
keys = st.sampled_from(
    ["base", "x", '"\\u001b"'] + [f.name for table in table_types().values() for f in fields(table)]
)
tables = st.sampled_from([*table_types(), "base", "x", '"\\u0007"'])
lines = st.one_of(
    st.tuples(keys, values).map(" = ".join),
    st.tuples(tables, keys, values).map(lambda parts: f"{parts[0]}.{parts[1]} = {parts[2]}"),
    tables.map(lambda table: f"[{table}]"),
    tables.map(lambda table: f"[[{table}]]"),
)
documents = st.lists(lines, max_size=6).map("\n".join)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=200), documents.map(str.encode)))
@example(content=b'[fast]\nauthority_threshold = "1/3"\n')
def test_any_file_gives_parameters_or_one_printable_line(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    message = "none"
    try:
        assert isinstance(load(path), Parameters)
    except InvalidParameter as error:
        message = str(error)
    assert message.isprintable(), message
    assert len(message) < 400


@given(name=st.text(max_size=20).filter(lambda name: name not in PRESETS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_path_gives_one_printable_line(folder: Path, name: str) -> None:
    assert not list(folder.iterdir())
    assert refusal(f"no/{name}").isprintable()
