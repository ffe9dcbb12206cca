"""The presets: complete, and holding what they say they hold."""

import importlib.resources
import tomllib
from dataclasses import fields
from fractions import Fraction
from typing import get_type_hints

import pytest
from hybridstake.experiments.parameter_files import PRESETS, load, table_types
from hybridstake.models.parameters.parameters import Parameters


def preset_text(name: str) -> str:
    """The source of a preset."""
    folder = importlib.resources.files("hybridstake.experiments")
    return folder.joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_loads(name: str) -> None:
    assert isinstance(load(name), Parameters)


def test_plan_and_fields_name_the_same_values() -> None:
    """Every field has a line, every line a field, in their order; what is absent says so."""
    in_file = {table: list(values) for table, values in tomllib.loads(preset_text("plan")).items()}
    assert list(in_file) == list(table_types())
    for table, table_type in table_types().items():
        assert in_file[table] == [field.name for field in fields(table_type)]


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
