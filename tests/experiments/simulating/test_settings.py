"""Settings as data: whatever a run can be told, a file or a command line can say."""

import inspect
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hybridstake.agents.cartels.settings import CartelKind, CartelSettings
from hybridstake.agents.population.wealth_law import WealthLaw
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.bounded import Bounded
from hybridstake.agents.strategies.table import STRATEGIES
from hybridstake.experiments.commands.simulate import simulate
from hybridstake.experiments.simulating.settings import (
    ELSEWHERE,
    TABLES,
    dotted_keys,
    plain_keys,
    read_assignments,
    read_settings,
)
from hybridstake.models.errors import InvalidParameter

NAMED_OPTIONS = {"strategy": "strategy", "given_stakes": "stakes", "shocks": "shock"}
"""Fields that a file spells otherwise, and the options of `simulate` that set them."""


def another(hint: Any, value: Any) -> Any:
    """A value of a type that is not this one, as TOML gives it."""
    if get_origin(hint) is not None or get_args(hint):
        hint = get_args(hint)[0]
    if issubclass(hint, StrEnum):
        return next(str(each) for each in hint if each not in (value, WealthLaw.GIVEN))
    if hint is int:
        return value + 1
    return 0.25 if value != 0.25 else 0.5


def test_every_field_is_set_by_a_file_or_by_a_named_option() -> None:
    names = {each.name for each in fields(EconomySettings)}
    assert names == set(plain_keys().values()) | set(TABLES) | set(ELSEWHERE)
    assert set(NAMED_OPTIONS) == set(ELSEWHERE)
    assert set(NAMED_OPTIONS.values()) <= set(inspect.signature(simulate).parameters)


@pytest.mark.parametrize("key", plain_keys())
def test_every_plain_key_sets_its_field_and_no_other(key: str) -> None:
    base, name = EconomySettings(), plain_keys()[key]
    value = another(get_type_hints(EconomySettings)[name], getattr(base, name))
    assert read_settings({key: value}, base) == replace(base, **{name: value})


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (table, each.name)
        for table in TABLES
        for each in fields(get_type_hints(EconomySettings)[table])
    ],
)
def test_every_key_of_a_table_sets_its_field_and_no_other(table: str, name: str) -> None:
    base = EconomySettings(cartel=CartelSettings(kind=CartelKind.STEALING))
    of_table = getattr(base, table)
    value = another(get_type_hints(type(of_table))[name], getattr(of_table, name))
    found = read_settings({table: {name: value}}, base)
    assert found == replace(base, **{table: replace(of_table, **{name: value})})
    assert f"{table}.{name}" in dotted_keys()


@pytest.mark.parametrize("rule", STRATEGIES)
def test_every_rule_of_choice_and_its_numbers_can_be_set(rule: str) -> None:
    numbers = {each.name: 0.125 for each in fields(STRATEGIES[rule])}
    found = read_settings({"strategy": {"name": rule, **numbers}}, EconomySettings())
    assert found.strategy == STRATEGIES[rule](**numbers)
    assert {f"strategy.{name}" for name in numbers} <= set(dotted_keys())


def test_a_number_of_the_rule_that_there_is_changes_nothing_else_of_it() -> None:
    base = EconomySettings(strategy=Bounded(inertia=0.2))
    found = read_settings({"strategy": {"noise": 0.1}}, base)
    assert found.strategy == Bounded(inertia=0.2, noise=0.1)


def test_none_takes_a_limit_away() -> None:
    base = EconomySettings(churn_limit=0.1)
    assert read_settings({"churn_limit": "none"}, base).churn_limit is None


def test_a_command_line_says_what_a_file_says() -> None:
    said = read_assignments(
        ["people=7", " cartel.kind = stealing", "cartel.detection=1e-3", "cartel.detection=0.002",
         'wealth_law="equal"', "market.demand_growth=0.02", "churn_limit=none"]
    )  # fmt: skip
    assert said == {
        "people": 7,
        "cartel": {"kind": "stealing", "detection": 0.002},
        "wealth_law": "equal",
        "market": {"demand_growth": 0.02},
        "churn_limit": "none",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("epochs", "set must be KEY=VALUE, such as cartel.detection=0.001, got 'epochs'"),
        ("=1", "set must be KEY=VALUE, such as cartel.detection=0.001, got '=1'"),
        (
            "cartel.detektion=1",
            "'cartel.detektion' is no setting; nearest: cartel.detection, cartel.kind, cartel.tip",
        ),
        ("given_stakes=1", "'given_stakes' is no setting; nearest: "),
        ("shock=1", "'shock' is no setting; nearest: "),
        ("a\nb=1", "'a\\nb' is no setting; nearest: "),
        ("epochs=1.5", "epochs must be a whole number, got 1.5"),
        ("epochs=true", "epochs must be a whole number, got true"),
        ("epochs=1\npeople = 2", "epochs must be a whole number, got '1\\npeople = 2'"),
        (f"epochs={'[' * 5_000}", "epochs must be a whole number, got '[[[["),
        (f"epochs={'9' * 5_000}", "epochs must be a whole number, got '9999"),
        ("market.fee_rate={a = 1}", "market.fee_rate must be a number, got a table"),
        ("market.fee_rate=nan", "market.fee_rate must "),
        ("cartel.detection=0.1", "cartel.kind must be one of censoring, stealing, equivocating"),
        ("strategy.noise=0.1", "strategy discounted takes no numbers, got 'noise'"),
        ("strategy.name=1", "strategy.name must be text, got 1"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_setting_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read_settings(read_assignments([text]), EconomySettings())
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 200
