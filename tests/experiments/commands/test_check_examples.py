"""Files that break one invariant each: that one is refuted, at its field, on the line that says so."""

import re
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hybridstake.experiments.checking.annotations import annotations
from hybridstake.experiments.checking.answer import Answer
from hybridstake.experiments.parameter_files import load
from hybridstake.proofs.invariants.gate import invariants_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))

ELSEWHERE = {"balanced-secure.intersection": "secure.oversight_threshold"}
"""Where the field at fault is the base's, and the file's own line is at another that the rule reads."""

ALSO = {"fast-fast.intersection": ["switching.never-stuck-with-stake"]}
"""What else must fail where the first does, if all other certificates meet.

With fault bound b and thresholds f and x of Fast and of another mode, Fast certificates that do not meet
have 2 f - b < 1, and those of the other mode that meet them x + f - b >= 1. So x > f: between them Fast
could decide, and at the highest load it is never wanted, whatever the limits of switching.
"""

LONGEST_SECONDS = 5.0


def marked(path: Path) -> tuple[int, str]:
    """Number and key of the line that the example itself marks."""
    lines = list(enumerate(path.read_text(encoding="utf-8").splitlines(), start=1))
    [(number, line)] = [(number, line) for number, line in lines if line.endswith("# at fault")]
    key = re.search(r'([a-z_]+)"? = [^=]*$', line)
    assert key is not None
    return number, key[1]


def test_every_invariant_has_an_example_that_breaks_it() -> None:
    names = {item.name for item in invariants_of(load("reference"))}
    assert {path.stem for path in EXAMPLES} == names


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_breaks_exactly_the_invariant_of_its_name(path: Path) -> None:
    answer = Answer(str(path), invariants_of(load(str(path))))
    item, *further = answer.failing
    assert (item.name, item.verdict) == (path.stem, "refuted")
    assert [each.name for each in further] == ALSO.get(path.stem, [])
    number, key = marked(path)
    assert item.field == ELSEWHERE.get(path.stem, f"{item.field.partition('.')[0]}.{key}")
    line, *_ = annotations(answer)
    assert re.search(r"line=(\d+),", line)[1] == str(number)  # pyright: ignore[reportOptionalSubscript]
    assert ("is inherited; this line sets" in line) == (path.stem in ELSEWHERE)


def test_the_gate_says_so_with_its_exit_code(ask: Callable[..., Any]) -> None:
    plain = [path for path in EXAMPLES if path.stem == "round-in-time"]
    assert ask("check", str(plain[0])).code == 1


@pytest.mark.parametrize("name", ["plan", "reference", "balanced-balanced.intersection"])
def test_an_answer_comes_in_seconds(ask: Callable[..., Any], name: str) -> None:
    """Of processor time, so that other work on the machine is no failure."""
    example = [str(path) for path in EXAMPLES if path.stem == name]
    started = process_time()
    ask("check", *(example or [name]))
    assert process_time() - started < LONGEST_SECONDS
