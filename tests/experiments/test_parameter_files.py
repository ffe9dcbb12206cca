"""Parameter files: presets that hold what they say, and every refusal in one whole line."""

import errno
import importlib.resources
import os
import time
import tomllib
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import get_type_hints

import pytest
from hybridstake.experiments.parameter_files import (
    LARGEST_FILE_BYTES,
    PRESETS,
    load,
    parse,
    read_layers,
    table_types,
)
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

TABLES = ", ".join(field.name for field in fields(Parameters))


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


def preset_text(name: str) -> str:
    """The source of a preset."""
    folder = importlib.resources.files("hybridstake.experiments")
    return folder.joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")


# Presets


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_loads(name: str) -> None:
    assert isinstance(load(name), Parameters)


def test_plan_and_fields_name_the_same_values() -> None:
    """Every required field has a line, every line a field; what may be absent has a default."""
    in_file = {table: set(values) for table, values in tomllib.loads(preset_text("plan")).items()}
    assert list(in_file) == list(table_types())
    for table, table_type in table_types().items():
        optional = {field.name for field in fields(table_type) if field.default is None}
        named = {field.name for field in fields(table_type)}
        assert named - optional <= in_file[table] <= named, table


def test_the_reference_holds_only_what_differs_from_the_plan() -> None:
    plan, reference = load("plan"), load("reference")
    document = tomllib.loads(preset_text("reference"))
    assert document.pop("base") == "plan"
    changed = {(table, key) for table, values in document.items() for key in values}
    differing = {
        (table, field.name)
        for table, table_type in table_types().items()
        for field in fields(table_type)
        if getattr(getattr(plan, table), field.name)
        != getattr(getattr(reference, table), field.name)
    }
    assert changed == differing


def test_each_value_of_the_reference_says_why() -> None:
    lines = preset_text("reference").splitlines()
    settings_of = [line for line in lines if "=" in line.split("#")[0] and "base =" not in line]
    assert settings_of
    for line in settings_of:
        _, _, reason = line.partition(" # ")
        assert len(reason.split()) >= 3, line


def test_each_table_is_a_dataclass_of_known_kinds() -> None:
    """A field of another type would need a conversion of its own."""
    kinds = {hint for table in table_types().values() for hint in get_type_hints(table).values()}
    assert {int, float, bool, Fraction, float | None} < kinds
    assert len(kinds) == 6


def test_thresholds_are_exact_and_numbers_are_of_their_fields_type() -> None:
    plan = load("plan")
    assert plan.fast.authority_threshold == Fraction(2, 3)
    assert isinstance(plan.fast.authority_threshold, Fraction)
    assert isinstance(plan.balanced.minimum_stake, float)
    assert isinstance(plan.token.supply, int)


# Files


def test_a_file_changes_what_it_names_and_nothing_else(folder: Path) -> None:
    changed = load(written(folder, "[rewards]\nauthority_share = 0.25\n"))
    layers = read_layers("plan")
    layers["rewards"]["authority_share"] = 0.25
    assert changed == parse(layers) != load("plan")


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


NOT_A_FRACTION = 'fast.authority_threshold must be an exact fraction in quotes such as "2/3", got '
REWARDS = "base_reward, authority_share, load_sensitivity, target_load, empty_class_to_other"
FAST = "block_seconds, finality_seconds, throughput_tps, validators, authority_threshold"
RULES = "load-or-participation, authority-shortage"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        # names
        (
            "[reward]\nbase_reward = 1",
            f"table must be one of {TABLES}, base, got 'reward' (did you mean rewards?)",
        ),
        ("[xyz]\na = 1", f"table must be one of {TABLES}, base, got 'xyz'"),
        (
            "[rewards]\nauthority_shair = 1",
            f"key of [rewards] must be one of {REWARDS}, got 'authority_shair' "
            "(did you mean authority_share?)",
        ),
        ("[fast]\nxyz = 1", f"key of [fast] must be one of {FAST}, got 'xyz'"),
        (
            '["\\u001b[2Jx"]\na = 1',
            f"table must be one of {TABLES}, base, got '\\x1b[2Jx'",
        ),
        ('[fast]\n"\\u202Ex" = 1', f"key of [fast] must be one of {FAST}, got '\\u202ex'"),
        ('[fast]\n"" = 1', f"key of [fast] must be one of {FAST}, got ''"),
        # types
        (
            '[rewards]\nbase_reward = "100"',
            "rewards.base_reward must be a number, got '100'",
        ),
        ("[rewards]\nbase_reward = true", "rewards.base_reward must be a number, got true"),
        ("[rewards]\nbase_reward = [1]", "rewards.base_reward must be a number, got an array"),
        ("[rewards.base_reward]\nx = 1", "rewards.base_reward must be a number, got a table"),
        (
            "[rewards]\nbase_reward = 2026-01-02",
            "rewards.base_reward must be a number, got 2026-01-02",
        ),
        ("[fast]\nvalidators = 21.0", "fast.validators must be a whole number, got 21.0"),
        ("[fast]\nvalidators = true", "fast.validators must be a whole number, got true"),
        ('[fast]\nvalidators = "21"', "fast.validators must be a whole number, got '21'"),
        ("[quorums]\nstrict = 1", "quorums.strict must be true or false, got 1"),
        ('[quorums]\nstrict = "true"', "quorums.strict must be true or false, got 'true'"),
        ('[issuance]\nyearly_cap = "no"', "issuance.yearly_cap must be a number, got 'no'"),
        ('[switching]\nrule = "x"', f"switching.rule must be one of {RULES}, got 'x'"),
        ("[switching]\nrule = 1", f"switching.rule must be one of {RULES}, got 1"),
        (
            '[switching]\nrule = "\\u001b[31m\\n"',
            f"switching.rule must be one of {RULES}, got '\\x1b[31m\\n'",
        ),
        # thresholds
        ("[fast]\nauthority_threshold = 0.67", f"{NOT_A_FRACTION}0.67"),
        ("[fast]\nauthority_threshold = true", f"{NOT_A_FRACTION}true"),
        ('[fast]\nauthority_threshold = "1e999999"', f"{NOT_A_FRACTION}'1e999999'"),
        ('[fast]\nauthority_threshold = "2/3/4"', f"{NOT_A_FRACTION}'2/3/4'"),
        ('[fast]\nauthority_threshold = "٢/٣"', f"{NOT_A_FRACTION}'٢/٣'"),
        ('[fast]\nauthority_threshold = "2_0/3_0"', f"{NOT_A_FRACTION}'2_0/3_0'"),
        ('[fast]\nauthority_threshold = ""', f"{NOT_A_FRACTION}''"),
        ('[fast]\nauthority_threshold = "nan"', f"{NOT_A_FRACTION}'nan'"),
        (
            f'[fast]\nauthority_threshold = "{"9" * 900}"',
            f"{NOT_A_FRACTION}'{'9' * 58}…",
        ),
        (
            '[fast]\nauthority_threshold = "2/0"',
            "fast.authority_threshold must not divide by zero, got '2/0'",
        ),
        (
            '[fast]\nauthority_threshold = "-2/3"',
            "fast.authority_threshold must lie in (0, 1], got -2/3",
        ),
        (
            '[fast]\nauthority_threshold = "4/3"',
            "fast.authority_threshold must lie in (0, 1], got 4/3",
        ),
        ("[fast]\nauthority_threshold = 0", "fast.authority_threshold must lie in (0, 1], got 0"),
        # ranges
        (
            "[rewards]\nauthority_share = -0.1",
            "rewards.authority_share must lie in [0, 1], got -0.1",
        ),
        (
            "[rewards]\nauthority_share = 1.5",
            "rewards.authority_share must lie in [0, 1], got 1.5",
        ),
        (
            "[rewards]\nauthority_share = nan",
            "rewards.authority_share must lie in [0, 1], got nan",
        ),
        (
            "[rewards]\nbase_reward = inf",
            "rewards.base_reward must be finite and not negative, got inf",
        ),
        (
            "[rewards]\nbase_reward = -inf",
            "rewards.base_reward must be finite and not negative, got -inf",
        ),
        (
            "[rewards]\nbase_reward = 1e400",
            "rewards.base_reward must be finite and not negative, got inf",
        ),
        (
            "[fast]\nblock_seconds = 0",
            "fast.block_seconds must be positive and finite, got 0.0",
        ),
        (
            "[issuance]\nyearly_cap = -1",
            "issuance.yearly_cap must be finite and not negative, got -1.0",
        ),
        (
            "[fast]\nvalidators = 0",
            "fast.validators must be a whole number from 1 to 2^63 - 1, got 0",
        ),
        (
            "[fast]\nvalidators = 9223372036854775808",
            "fast.validators must be below 2^63 in size, got 9223372036854775808",
        ),
        (
            "[rewards]\nbase_reward = -9223372036854775808",
            "rewards.base_reward must be below 2^63 in size, got -9223372036854775808",
        ),
        (
            f"[fast]\nvalidators = 0x1{'0' * 900}",
            "fast.validators must be below 2^63 in size, got an integer of 3601 bits",
        ),
        (
            f"[rewards]\nbase_reward = [0x{'f' * 900}]",
            "rewards.base_reward must be a number, got an array",
        ),
        (
            "[staking]\nauthority_minimum = 2_000_000_000",
            "staking.authority_minimum must be at most token.supply (1000000000 token), "
            "got 2000000000.0",
        ),
        # shapes
        ("rewards = 1", "rewards must be a table, got 1"),
        ("[[rewards]]\nbase_reward = 1", "rewards must be a table, got an array"),
        ("rewards = []", "rewards must be a table, got an array"),
        ("base = 1\n[fast]", "base must be one of plan, reference, got 1"),
        ("base = []", "base must be one of plan, reference, got an array"),
        ("[base]\nx = 1", "base must be one of plan, reference, got a table"),
        ('base = "Plan"', "base must be one of plan, reference, got 'Plan'"),
        ('base = "my.toml"', "base must be one of plan, reference, got 'my.toml'"),
        # documents
        ("", "file must set at least one parameter, got 'my.toml' without any"),
        ("# nothing\n\n", "file must set at least one parameter, got 'my.toml' without any"),
        (
            b"a = '\xff'",
            "file must be UTF-8 text, got byte 0xff at offset 5 of 'my.toml'",
        ),
        (
            f"[fast]\nx = {'[' * 900}",
            "file must be TOML, got 'my.toml' nested too deeply",
        ),
        (
            f"[fast]\nvalidators = 1{'0' * 5000}",
            "a line of a file must be at most 1,000 characters, got 5,014 in line 2 of 'my.toml'",
        ),
    ],
)
def test_a_faulty_file_is_refused_in_one_line(
    folder: Path, content: str | bytes, message: str
) -> None:
    assert refusal(written(folder, content)) == message


@pytest.mark.parametrize(
    "content",
    [
        "[fast",
        "x = [[",
        "[fast]\nvalidators = 1\nvalidators = 2",
        "[fast]\n[fast]",
        "a = 1\0",
        "# \x1b[2J",
        "[fast]\rvalidators = 1",
        "a = 2026-13-01",
        "[fast]\nvalidators = 1".encode("utf-16-le").decode(),
    ],
)
def test_a_file_that_is_no_toml_is_refused_with_the_parsers_reason(
    folder: Path, content: str
) -> None:
    """The reason's words change with the version of Python."""
    with pytest.raises(tomllib.TOMLDecodeError) as reason:
        tomllib.loads(content)
    message = refusal(written(folder, content))
    assert message == f"file must be TOML, got 'my.toml': {reason.value}"
    assert message.isprintable()


# Paths

READABLE = "PARAMS must be plan, reference or a readable TOML file, got "
MISSING, DIRECTORY, LONG = map(os.strerror, (errno.ENOENT, errno.EISDIR, errno.ENAMETOOLONG))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no.toml", f"{READABLE}'no.toml' ({MISSING})"),
        ("Plan", f"{READABLE}'Plan' ({MISSING})"),
        (".", f"{READABLE}'.' ({DIRECTORY})"),
        ("", f"{READABLE}'.' ({DIRECTORY})"),
        ("a\0b", f"{READABLE}'a\\x00b' (embedded null byte)"),
        ("\x1b[2J\n.toml", f"{READABLE}'\\x1b[2J\\n.toml' ({MISSING})"),
        ("x" * 300, f"{READABLE}'{'x' * 58}… ({LONG})"),
    ],
)
def test_a_path_that_cannot_be_read_is_refused(folder: Path, name: str, message: str) -> None:
    assert folder.is_dir()
    assert refusal(name) == message


def test_a_file_whose_name_commands_a_terminal_is_named_escaped(folder: Path) -> None:
    (folder / "\x1b[2J.toml").touch()
    assert refusal("\x1b[2J.toml") == (
        "file must set at least one parameter, got '\\x1b[2J.toml' without any"
    )


def test_a_huge_file_is_refused_without_being_read(folder: Path) -> None:
    """100 MB, of which nothing is on the disk; reading and parsing it would take seconds."""
    with (folder / "my.toml").open("wb") as file:
        file.truncate(100_000_000)
    before = time.process_time()
    assert refusal("my.toml") == "file must be at most 100,000 bytes, got 'my.toml'"
    assert time.process_time() - before < 0.5


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


# Anything at all

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
