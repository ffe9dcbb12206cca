"""Parameter files at the ends of what a file can say: an answer or one line, and never a traceback."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import table_types

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
TABLES = tuple(table_types())
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


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (
            "[network]\ndelay_seconds = 1e308\nmessage_delays = 9_000_000_000_000_000_000",
            2,
            "network.message_delays times delay_seconds must be at most 1.79769e+308 s, "
            "got 9000000000000000000 * 1e+308",
        ),
        ("[network]\ndelay_seconds = 1e307\nmessage_delays = 17", 1, "(1.7e+308 s), got 0.2 s"),
        (
            "[checkpoints]\nperiod_seconds = 1e308\nevidence_delay_seconds = 1e308",
            1,
            "(1,814,400 s), got 1e+308 s + 1e+308 s",
        ),
        (
            "[staking]\nunbonding_seconds = 1.7e308\nevidence_window_seconds = 1.7e308",
            1,
            "(1.7e+308 s), got 1.7e+308 s",
        ),
    ],
)
def test_times_beyond_all_clocks_are_compared_or_refused_by_name(
    ask: Callable[..., Any], tmp_path: Path, content: str, code: int, message: str
) -> None:
    path = tmp_path / "my.toml"
    path.write_text(content)
    said = ask("check", str(path))
    assert said.code == code
    assert message in said.out + said.err


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
    assert len(first.out) < 20_000
