"""Parameter files at the ends of what a file can say: an answer or one line, and never a traceback."""

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import PRESETS, load, table_types
from hybridstake.models.errors import InvalidParameter

NUMBERS = (
    *("0", "-0.0", "5e-324", "1e-300", "1e-9", "0.01", "1", "0.5", "1.1", "21", "1e15", "1e19"),
    *("1e308", "1.7976931348623157e308", "9223372036854775807", "-9223372036854775808"),
    *("9223372036854775808", "-1", "-1e308", "nan", "inf", "-inf", "true", '"1"', '"\\u202e"'),
    *("[]", "[1]", "{}", "{a = 1}", "[[1]]", "2026-01-02", "0x7fffffffffffffff", "'''x'''"),
)
FRACTIONS = (
    *('"1/3"', '"2/3"', '"1"', '"0"', '"-1/3"', '"1/0"', '"1e-5"', '"²/3"', "0.5", "1", '"nan"'),
    *('"1/999999999999999999"', '"999999999999999998/999999999999999999"', '"333333/1000000"'),
)
FLOAT_ENDS = ("1e305", "1e308", "1e-300")
INTEGER_ENDS = ("9223372036854775807", "1000000000000", "1")
ENDS = {float: FLOAT_ENDS, float | None: FLOAT_ENDS, int: INTEGER_ENDS}
TABLES = tuple(table_types())
RUN = ("--agents", "5", "--epochs", "3", "--json")
ASKED = (("check", "--json"), ("simulate", "--agents", "5", "--epochs", "3"))


def one_of(options: Sequence[Any], rng: np.random.Generator) -> Any:
    """One of some options."""
    return options[int(rng.integers(len(options)))]


def random_file(rng: np.random.Generator) -> str:
    """A few extreme values somewhere."""
    chosen: dict[str, dict[str, str]] = {}
    for _ in range(one_of((1, 1, 2, 3), rng)):
        table = one_of(TABLES, rng)
        hints = get_type_hints(table_types()[table])
        name = one_of([field.name for field in fields(table_types()[table])], rng)
        values = FRACTIONS if hints[name] is Fraction else NUMBERS
        chosen.setdefault(table, {})[name] = one_of(values, rng)
    base = one_of(('base = "plan"', 'base = "reference"'), rng)
    tables = [
        "\n".join([f"[{table}]", *(f"{name} = {value}" for name, value in values.items())])
        for table, values in chosen.items()
    ]
    return "\n".join([base, *tables])


@pytest.mark.parametrize("seed", range(30))
def test_an_extreme_file_is_answered_or_refused_in_one_line(
    ask: Callable[..., Any], tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "my.toml"
    path.write_text(random_file(np.random.default_rng(seed)), encoding="utf-8")
    for command, *options in ASKED:
        said = ask(command, str(path), *options)
        assert said.code in (0, 1, 2, 3)
        if said.code != 2:
            assert said.err == ""
            continue
        assert (said.out, said.err.count("\n")) == ("", 1)
        assert " must " in said.err
        assert any(f" {table}." in said.err for table in TABLES)


def probes() -> Iterator[tuple[str, str, str]]:
    """Table, field and value of every number of a protocol at both ends of what a float can be."""
    for table, table_type in table_types().items():
        hints = get_type_hints(table_type)
        for field in fields(table_type):
            ends = ENDS.get(hints[field.name], ())
            yield from ((table, field.name, value) for value in ends)


def written(folder: Path, base: str, values: Sequence[tuple[str, str, str]]) -> str:
    """Path of a file that sets some fields on top of a preset."""
    path = folder / "my.toml"
    lines = [f'base = "{base}"', *(f"{table}.{field} = {value}" for table, field, value in values)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def refusal(path: str) -> str:
    """Why a file is refused; empty if it is not."""
    try:
        load(path)
    except InvalidParameter as error:
        return str(error)
    return ""


def is_answered(said: Any) -> bool:
    """Whether a command ended with strict JSON, held or refuted."""
    json.loads(said.out, parse_constant=pytest.fail)
    return (said.code in (0, 1), said.err) == (True, "")


@pytest.mark.parametrize("base", PRESETS)
def test_each_number_at_the_ends_of_floats_is_simulated_or_refused_by_name(
    ask: Callable[..., Any], tmp_path: Path, base: str
) -> None:
    refused: list[str] = []
    for table, field, value in probes():
        path = written(tmp_path, base, [(table, field, value)])
        said = ask("simulate", path, *RUN)
        if reason := refusal(path):
            refused.append(f"{table}.{field} = {value}")
            assert said == (2, "", f"hybridstake: {reason}\n")
            assert f"{table}.{field}" in reason
            assert re.fullmatch(r"\S.* must .*, got .*", reason), reason
        else:
            assert is_answered(said), (table, field, value)
    assert "fast.block_seconds = 1e308" in refused
    assert "balanced.block_seconds = 1e-300" in refused
    assert "rewards.base_reward = 1e305" in refused
    assert "rewards.base_reward = 1e-300" not in refused


@pytest.mark.parametrize("base", PRESETS)
@pytest.mark.parametrize("end", range(3))
def test_all_numbers_at_one_end_at_once_are_checked_and_simulated(
    ask: Callable[..., Any], tmp_path: Path, base: str, end: int
) -> None:
    """Every field that may have the value together with those before it."""
    chosen: list[tuple[str, str, str]] = []
    for probe in [each for each in probes() if each[2] in (FLOAT_ENDS[end], INTEGER_ENDS[end])]:
        with contextlib.suppress(InvalidParameter):
            load(written(tmp_path, base, [*chosen, probe]))
            chosen.append(probe)
    assert len(chosen) >= 5
    path = written(tmp_path, base, chosen)
    for command in (("check", path, "--json"), ("simulate", path, *RUN)):
        assert is_answered(ask(*command)), chosen


@pytest.mark.exhaustive
@pytest.mark.parametrize("base", PRESETS)
def test_each_number_at_the_ends_of_floats_is_checked(
    ask: Callable[..., Any], tmp_path: Path, base: str
) -> None:
    for table, field, value in probes():
        path = written(tmp_path, base, [(table, field, value)])
        if not refusal(path):
            assert is_answered(ask("check", path, "--json")), (table, field, value)


def test_awkward_thresholds_are_refuted_again_in_the_same_words(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    """Two Balanced certificates just miss each other with a million authorities, and not with fewer."""
    path = tmp_path / "my.toml"
    path.write_text(
        '[balanced]\nauthority_threshold = "666667/1000001"\nstake_threshold = "333333/1000000"\n'
    )
    first, second = (ask("check", str(path), "--json") for _ in range(2))
    assert first == second
    assert (first.code, first.err) == (1, "")
    assert '"authority-1 to authority-' in first.out
    assert len(first.out) < 25_000
