"""What every parameter file must keep: by hand, and what each rule says that it reads."""

from collections.abc import Iterator
from dataclasses import fields, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.experiments.parameter_files import table_types
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.protocol import SwitchingRule
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.invariants.certificates import claims_with_fields, thresholds
from hybridstake.proofs.invariants.gate import invariants_of, plain_invariants
from hybridstake.proofs.invariants.invariant import Invariant, number, plain

FIELDS = [f"{table}.{each.name}" for table, kind in table_types().items() for each in fields(kind)]


def changed(parameters: Parameters, **values: Any) -> Parameters:
    """Parameters with other values, named `table__field`."""
    for name, value in values.items():
        table, _, key = name.partition("__")
        parameters = replace(
            parameters, **{table: replace(getattr(parameters, table), **{key: value})}
        )
    return parameters  # fmt: skip


def found(parameters: Parameters) -> dict[str, Invariant]:
    """The plain invariants by name."""
    return {item.name: item for item in plain_invariants(parameters)}


def verdict(parameters: Parameters, name: str, **values: Any) -> str:
    """What becomes of one of them with other values."""
    return found(changed(parameters, **values))[name].verdict


def others_of(value: Any) -> tuple[Any, ...]:
    """Other values of the type of a field, some of them far away."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, StrEnum):
        return tuple(type(value))
    if isinstance(value, Fraction):
        return (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), Fraction(1))
    if isinstance(value, int):
        return (1, 2 * value, 1000 * value)
    return (None, 0.0, 1e-3, 0.3, 1.0, 100.0) if value is None else (
        0.0, 0.3, 1.0, value / 1000, value / 2, value * 2, value * 1000,
    )  # fmt: skip


def neighbours(parameters: Parameters, field: str) -> Iterator[Parameters]:
    """Valid parameters that differ in one field."""
    table, _, key = field.partition(".")
    for value in others_of(getattr(getattr(parameters, table), key)):
        try:
            yield changed(parameters, **{f"{table}__{key}": value})
        except InvalidParameter:
            continue


@pytest.mark.parametrize("preset", ["plan", "reference"])
@pytest.mark.parametrize("field", FIELDS)
def test_a_rule_that_answers_otherwise_says_that_it_reads_the_field(
    preset: str, field: str, request: pytest.FixtureRequest
) -> None:
    """Of a preset, of one with small penalties for pay that depends on load, and of high oversight."""
    parameters = request.getfixturevalue(preset)
    starts = [
        parameters,
        changed(parameters, rewards__load_sensitivity=0.5, slashing__rate=0.01),
        changed(parameters, secure__oversight_threshold=Fraction(9, 10)),
    ]
    for start in starts:
        before = found(start)
        for neighbour in neighbours(start, field):
            for name, item in found(neighbour).items():
                was = before[name]
                if (item.verdict, item.message) != (was.verdict, was.message):
                    assert field in (was.field, *was.others), (name, item.message)


def test_every_named_field_is_one_of_a_parameter_file(plan: Parameters) -> None:
    for item in plain_invariants(plan):
        assert {item.field, *item.others} <= set(FIELDS)
        assert item.field not in item.others
        assert len(set(item.others)) == len(item.others)
    for _, field, others in claims_with_fields(plan):
        assert {field, *others} <= set(FIELDS)
        assert field not in others


def test_a_claim_about_modes_names_all_their_thresholds(reference: Parameters) -> None:
    for claim, field, others in claims_with_fields(reference):
        modes = [mode for mode in Mode if mode.label in claim.name.split(".")[1].split("-")]
        assert modes
        named = {each for mode in modes for each in thresholds(mode)}
        assert {each for each in (field, *others) if each.endswith("_threshold")} == named


def test_names_are_unique_and_messages_are_one_line(plan: Parameters) -> None:
    items = invariants_of(plan)
    assert len({item.name for item in items}) == len(items)
    assert [item.name for item in items if "\n" in item.message] == []


def test_the_reference_keeps_every_plain_rule_and_the_plan_breaks_these(
    plan: Parameters, reference: Parameters
) -> None:
    assert {item.verdict for item in plain_invariants(reference)} == {"proved"}
    assert [item.name for item in plain_invariants(plan) if item.verdict == "refuted"] == [
        "fast.finality-floor",
        "evidence-in-time",
        "every-reward-paid",
        "conspiracy-costs-everything",
        "everybody-proposes",
    ]


def test_limits_are_on_the_side_that_the_rules_say(reference: Parameters) -> None:
    """Three delays of 0.1 s are 0.3 s as written, and not the float's 0.30000000000000004."""
    day, three_weeks = 86_400.0, 1_814_400.0
    for name, holds, values in (
        ("fast.finality-floor", True, {"fast__finality_seconds": 0.3}),
        ("fast.finality-floor", False, {"fast__finality_seconds": 0.2999999}),
        ("round-in-time", True, {"network__timeout_seconds": 0.3}),
        ("round-in-time", False, {"network__timeout_seconds": 0.2999999}),
        ("evidence-in-time", True, {"staking__evidence_window_seconds": three_weeks - 1}),
        ("evidence-in-time", False, {"staking__evidence_window_seconds": three_weeks}),
        ("checkpoint-in-time", True, {"checkpoints__period_seconds": 14 * day - day - 5.1}),
        ("checkpoint-in-time", False, {"checkpoints__period_seconds": 14 * day - day - 5.0}),
        ("everybody-proposes", False, {"selection__authority_probability": 0.0}),
        ("everybody-proposes", False, {"selection__authority_probability": 1.0}),
        ("fast.entered-with-quorum", True, {"fast__authority_threshold": Fraction(9, 10)}),
        ("fast.entered-with-quorum", False, {"fast__authority_threshold": Fraction(91, 100)}),
        ("secure.helps-in-shortage", True, {"secure__oversight_threshold": Fraction(65, 100)}),
        ("secure.helps-in-shortage", False, {"secure__oversight_threshold": Fraction(2, 3)}),
    ):
        expected = "proved" if holds else "refuted"
        assert verdict(reference, name, **values) == expected, (name, values)


def test_oversight_may_be_high_where_secure_does_not_stand_in_for_balanced(
    reference: Parameters,
) -> None:
    values: dict[str, Any] = {"secure__oversight_threshold": Fraction(9, 10)}
    assert verdict(reference, "secure.helps-in-shortage", **values) == "refuted"
    values["switching__rule"] = SwitchingRule.LOAD_OR_PARTICIPATION
    assert verdict(reference, "secure.helps-in-shortage", **values) == "proved"


def test_a_rule_that_holds_is_told_without_the_value() -> None:
    held = plain("a", True, "x.y", "must be at most x.z (3, got here before)", "2")
    failed = plain("a", False, "x.y", "must be at most x.z (3)", "4", ["x.z"])
    assert (held.message, held.verdict) == ("must be at most x.z (3, got here before)", "proved")
    assert (failed.message, failed.verdict) == ("must be at most x.z (3), got 4", "refuted")
    assert failed.others == ("x.z",)
    assert list(failed.as_dict()) == ["name", "verdict", "field", "message", "counterexample"]


def test_numbers_beyond_all_floats_can_be_told() -> None:
    assert number(Fraction(10**309)) == "more than 1.79769e+308"
    assert number(1814400.0) == "1,814,400"
    assert number(0.3) == "0.3"
