"""The safe thresholds as the paper prints them, against the bounds by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.questions.threshold_region import answer, cases, numbers
from hybridstake.experiments.running.precision import Precision
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.quorums.intersection import PAIRS


def no_chance(*address: int) -> np.random.Generator:
    raise AssertionError("nothing is drawn")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    asked = [case for each in PRESETS for case in cases(each, load(each), Precision.DEFAULT)]
    return numbers(pd.DataFrame([row for case in asked for row in answer(case, no_chance)]))


def test_the_bound_of_one_resource_is_the_papers(found: dict[str, Any]) -> None:
    assert found["one_resource"] == r"t_1 + t_2 - b \ge 1"


def test_every_two_modes_have_a_line_and_no_line_is_missing(found: dict[str, Any]) -> None:
    """By hand: of each pair of modes, a bound for every resource that both ask for."""
    asked = {Mode.FAST: {"a": "a_F"}, Mode.BALANCED: {"a": "a_B", "s": "s_B"}}
    asked[Mode.SECURE] = {"a": "a_S", "s": "s_S"}
    expected = {
        frozenset(
            frozenset((asked[first][each], asked[second][each], f"b_{each}"))
            for each in asked[first]
            if each in asked[second]
        )
        for first, second in PAIRS
    }
    lines = found["all_modes"].split(r" \\ ")
    read = {
        frozenset(
            frozenset(word for word in part.split() if "_" in word)
            for part in line.split(r" \text{ or } ")
        )
        for line in lines
    }
    assert (len(lines), read) == (6, expected)


def test_the_formula_does_not_hang_on_how_a_threshold_is_read(found: dict[str, Any]) -> None:
    assert (found["readings"], found["differ"]) == (2, 0)


def test_each_protocol_is_asked_about_its_own_reading() -> None:
    """The plan says "at least", the reference "more than"."""
    readings = {each: cases(each, load(each), Precision.DEFAULT)[0].reading for each in PRESETS}
    assert readings == {"plan": "at-least.fewer-than", "reference": "more-than.fewer-than"}
