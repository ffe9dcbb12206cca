"""What every question has to keep: its form, its parameters, its randomness."""

import ast
import json
import math
import pickle
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial
from types import NoneType
from typing import Any, get_args, get_type_hints

import numpy as np
import pandas as pd
import pytest
import z3
from hybridstake.experiments.parameter_files import PRESETS, load, table_types
from hybridstake.experiments.proving.asking import Case, the_claim
from hybridstake.experiments.proving.topics import ASKED_BY
from hybridstake.experiments.running import question, sources
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import Stream, generator
from hybridstake.experiments.running.study import Study
from hybridstake.proofs.solving.claim import ANY

NAMES = question.names()
SOLVED = ("assumption_audit", "solver_stability", *ASKED_BY)
"""Questions whose every answer takes a solver's time; what it would be asked tells."""

READING_NOTHING = (
    "disputes", "external_validation", "job_carbon", "job_guarantees", "job_queue",
    "mixed_hardware", "modular_security", "parallel_speedup", "payment_soundness", "pool_equilibrium",
    "provider_reputation", "published_values", "redundancy_cost", "verification_game",
    "work_lottery",
)  # fmt: skip
"""Questions that are about no protocol, and are asked once."""


def single_fields(name: str) -> list[str]:
    """Every field that a question declares, by itself or with its table."""
    declared = question.declared(question.reads(name))
    return [f"{table}.{field}" for table, fields in declared.items() for field in fields]


def told_apart_by_identity() -> list[str]:
    """Fields that may be none or are enumerated, so that code asks `is` and not `==` of them."""
    return [
        f"{table}.{field}"
        for table, kind in table_types().items()
        for field, values in get_type_hints(kind).items()
        if NoneType in get_args(values) or (isinstance(values, type) and issubclass(values, Enum))
    ]


DECLARED = [(name, field) for name in NAMES for field in single_fields(name)]
BY_IDENTITY = told_apart_by_identity()


def cases_of(name: str, protocol: str, reads: Sequence[str]) -> list[Any]:
    """Cases of a question that may look at these parameters alone."""
    narrowed = question.narrow(load(protocol), reads)
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
def test_a_question_reads_parameters_that_there_are_each_once(name: str) -> None:
    reads = question.reads(name)
    tables = [entry for entry in reads if "." not in entry]
    assert bool(question.declared(reads)) == (name not in READING_NOTHING)
    assert len(set(reads)) == len(reads)
    assert [entry for entry in reads if "." in entry and entry.split(".")[0] in tables] == []
    assert getattr(question.load(name), "READS") == reads  # noqa: B009 - not in the protocol


@pytest.mark.parametrize("name", NAMES)
def test_a_table_that_is_read_whole_is_declared_whole(name: str) -> None:
    """`rewards` rather than its five fields: a field that joins the table is read as well."""
    for table, fields in question.declared(question.reads(name)).items():
        if fields == question.FIELDS[table]:
            assert table in question.reads(name)


def ask(name: str, reads: Sequence[str]) -> dict[str, Any]:
    """Cases, answers and findings of a question under both presets, with these parameters alone."""
    module = question.load(name)
    rows: list[dict[str, Any]] = []
    for protocol in PRESETS[:1] if name in READING_NOTHING else PRESETS:
        cases = cases_of(name, protocol, reads)
        if name in SOLVED:
            put(cases)
            continue
        for run, case in enumerate(cases):
            row = {"protocol": protocol, "run": run}
            rows += [row | each for each in answers(name, [case])]
    if name in SOLVED or not hasattr(module, "findings"):
        return {}
    narrowed = {protocol: question.narrow(load(protocol), reads) for protocol in PRESETS}
    return module.findings(pd.DataFrame(rows), narrowed)


def put(cases: Sequence[Case | tuple[Case, int]]) -> None:
    """Put every condition of some claims into the solver's words, which reads all that it reads."""
    for asked in cases:
        case = asked[0] if isinstance(asked, tuple) else asked
        if case.protocol == ANY:  # theorems read no parameters
            continue
        claim = the_claim(case)
        for condition in (*claim.conditions, *claim.twins):
            condition.assertions(condition.setting.unknowns(z3.Context()))


LONG = (
    "contract_safety",
    "mode_switching",
    "quorum_intersection",
    "real_keys",
    "rewritten_history",
)
"""Questions of which every case takes long."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=pytest.mark.exhaustive if each in LONG else ()) for each in NAMES],
)
def test_a_question_needs_nothing_that_it_does_not_declare(name: str) -> None:
    """Neither for its answers nor for its findings."""
    ask(name, question.reads(name))


@pytest.mark.parametrize(
    ("name", "field"),
    [each for each in DECLARED if each[1] not in BY_IDENTITY or each[0] in ASKED_BY],
)
def test_a_question_needs_every_field_that_it_declares(name: str, field: str) -> None:
    """Without one of them it cannot be answered; else it would be asked again for nothing."""
    fewer = [other for other in single_fields(name) if other != field]
    with pytest.raises(AttributeError) as caught:
        ask(name, fewer)
    assert str(caught.value) == f"{field} is a parameter that READS does not name"


@pytest.mark.parametrize("field", BY_IDENTITY)
@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in (*SOLVED, *READING_NOTHING, "disagreement")]
)
def test_a_field_that_is_told_apart_by_identity_is_declared_where_its_name_is_read(
    name: str, field: str
) -> None:
    """`is` answers without asking the field, so the source must tell, on every branch.

    Questions about proofs stand on the sources of all topics; what theirs ask is tried above.
    """
    if name != "protocol_parameters":  # it takes all fields by name from a list
        read = field.split(".")[1] in attributes_of(question.module_name(name))
        assert read == (field in single_fields(name))


@pytest.mark.parametrize("name", READING_NOTHING)
def test_a_question_that_reads_nothing_leaves_its_parameters_alone(name: str) -> None:
    """They are not even handed on, so that no field of theirs can be told apart."""
    used = {
        node.id
        for node in ast.walk(sources.syntax_tree(question.module_name(name)))
        if isinstance(node, ast.Name)
    }
    assert "parameters" not in used


def test_two_fields_are_told_apart_by_identity() -> None:
    assert BY_IDENTITY == ["issuance.yearly_cap", "switching.rule"]


def attributes_of(module: str) -> set[str]:
    """Names of all attributes in the sources that a module stands on, but for the parameters' own."""
    return {
        node.attr
        for name in sources.closure(module)
        if ".models.parameters." not in name
        for node in ast.walk(sources.syntax_tree(name))
        if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize("name", NAMES)
def test_cases_travel_to_other_processes(name: str) -> None:
    for case in cases_of(name, "plan", question.reads(name)):
        pickle.loads(pickle.dumps(case))  # noqa: S301 - our own


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=pytest.mark.exhaustive if each in LONG else ()) for each in NAMES],
)
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
        module = question.load(name)
        narrowed = question.narrow(load("plan"), question.reads(name))
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
    expected = {question.NO_PROTOCOL} if name in READING_NOTHING else set(PRESETS)
    assert set(table["protocol"]) >= expected
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
