"""What every question has to keep: its form, its parameters, its randomness."""

import ast
import json
import math
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.running import question, sources
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import Stream, generator
from hybridstake.experiments.running.study import Study
from hybridstake.models.parameters.parameters import Parameters

NAMES = question.names()
TABLES = [field.name for field in fields(Parameters)]
SOLVED = ("assumption_audit", "quorum_intersection")
"""Questions whose every answer takes a solver's time; one answer tells."""


def cases_of(name: str, protocol: str, tables: tuple[str, ...]) -> list[Any]:
    """Cases of a question that may look at these tables alone."""
    narrowed = question.narrow(load(protocol), tables)
    return list(question.load(name).cases(protocol, narrowed, Precision.TINY))


def answers(name: str, cases: list[Any]) -> list[dict[str, Any]]:
    """Rows of some cases, in one list."""
    module = question.load(name)
    return [
        row
        for run, case in enumerate(cases)
        for row in module.answer(case, partial(generator, 1, name, run))
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_asks(name: str) -> None:
    title = question.title(name)
    assert title.endswith("?")
    assert title[0].isupper()
    assert question.load(name).__doc__.splitlines()[0] == title  # pyright: ignore[reportOptionalMemberAccess]


def test_no_two_questions_ask_the_same() -> None:
    assert len({question.title(name) for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_reads_tables_that_there_are_each_once(name: str) -> None:
    tables = question.reads(name)
    assert set(tables) <= set(TABLES)
    assert len(set(tables)) == len(tables)
    assert getattr(question.load(name), "READS") == tables  # noqa: B009 - not in the protocol


@pytest.mark.parametrize(
    ("name", "table"), [(name, table) for name in NAMES for table in question.reads(name)]
)
def test_a_question_needs_every_table_that_it_reads(name: str, table: str) -> None:
    """Without one of them it cannot be answered; else it would be asked again for nothing."""
    fewer = tuple(other for other in question.reads(name) if other != table)

    def ask() -> None:
        for protocol in PRESETS:
            cases = cases_of(name, protocol, fewer)
            answers(name, cases[:1] if name in SOLVED else cases)

    with pytest.raises(AttributeError, match=r" is in a parameter table that READS does not name$"):
        ask()


def test_a_table_that_is_not_declared_cannot_be_touched() -> None:
    narrowed = question.narrow(load("plan"), ("fast",))
    assert narrowed.fast.validators == 21
    for table in set(TABLES) - {"fast"}:
        with pytest.raises(AttributeError) as caught:
            _ = getattr(narrowed, table).supply
        assert str(caught.value) == "supply is in a parameter table that READS does not name"


@pytest.mark.parametrize("name", NAMES)
def test_cases_travel_to_other_processes(name: str) -> None:
    for case in cases_of(name, "plan", question.reads(name)):
        pickle.loads(pickle.dumps(case))  # noqa: S301 - our own


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_plain_rows_and_the_same_every_time(name: str) -> None:
    cases = cases_of(name, "plan", question.reads(name))[:1]
    rows = answers(name, cases)
    assert rows
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows
    assert answers(name, cases) == rows


@pytest.mark.parametrize("name", NAMES)
def test_a_question_draws_from_no_generator_but_those_it_is_given(name: str) -> None:
    """Neither NumPy's nor Python's shared generator is named in what it stands on."""
    for module in sources.closure(question.module_name(name)):
        for node in ast.walk(sources.syntax_tree(module)):
            if isinstance(node, ast.Import):
                assert "random" not in [alias.name for alias in node.names], module
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "np.random":
                assert node.attr in ("Generator", "SeedSequence", "default_rng"), module


def test_precision_asks_for_more_and_never_for_less() -> None:
    for name in NAMES:
        module, tables = question.load(name), question.reads(name)
        narrowed = question.narrow(load("plan"), tables)
        counts = [len(module.cases("plan", narrowed, precision)) for precision in Precision]
        assert 0 < counts[0] <= counts[1] <= counts[2], name


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_finite_and_named_like_python(name: str, study: Study) -> None:
    numbers = json.loads(study.numbers_path(name).read_text(encoding="utf-8"))
    assert numbers
    for label, value in numbers.items():
        assert label.isidentifier(), label
        assert isinstance(value, str | bool | int | float), label
        assert isinstance(value, str) or math.isfinite(value), label


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_results_have_no_gaps_and_both_protocols(name: str, tables: Mapping[str, Any]) -> None:
    table = tables[name]
    assert not table.isna().any(axis=None)
    assert set(table["protocol"]) >= set(PRESETS)
    numeric = table.select_dtypes("number")
    assert np.isfinite(numeric.to_numpy(dtype=float)).all()


def test_streams_are_drawn_by_their_names() -> None:
    """A number in place of a stream's name would be another's stream one day."""
    for name in NAMES:
        for node in ast.walk(sources.syntax_tree(question.module_name(name))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "generators":
                assert ast.unparse(node.args[0]).startswith(f"{Stream.__name__}."), name


def test_precision_and_seed_reach_the_draws() -> None:
    """Another seed, other draws: a question with a generator of its own making would not notice."""
    drawn: dict[int, Callable[..., Any]] = {
        seed: partial(generator, seed, "proposer_selection", 0) for seed in (1, 2)
    }
    module = question.load("proposer_selection")
    case = cases_of("proposer_selection", "plan", question.reads("proposer_selection"))[0]
    first, second = (module.answer(case, drawn[seed]) for seed in (1, 2))
    assert [row["stake_token"] for row in first] != [row["stake_token"] for row in second]
    assert [row["drawn"] for row in first] != [row["drawn"] for row in second]
