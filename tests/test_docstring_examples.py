"""Examples in docstrings run, under the real name of their module."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("models", "proofs", "agents", "experiments")


def modules_with_examples() -> list[str]:
    """Full names of all modules that contain an example."""
    return [
        ".".join(("hybridstake", *path.relative_to(ROOT).with_suffix("").parts))
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if re.search(r"^\s*>>> ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    ]


def test_examples_are_found() -> None:
    assert "hybridstake.models.protocol.quorums" in modules_with_examples()


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_of_a_module_are_true(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.attempted, "the examples stand where doctest does not look"
    assert not results.failed, capsys.readouterr().out
