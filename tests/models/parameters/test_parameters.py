"""Whole protocols: frozen, checked anew on every change, and the rules that span tables."""

from dataclasses import FrozenInstanceError, fields, replace
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.parameters import Parameters

PLAN = load("plan")
TABLES = [field.name for field in fields(Parameters)]


def changed(table: str, **values: Any) -> Parameters:
    """The plan with other values in one table."""
    return replace(PLAN, **{table: replace(getattr(PLAN, table), **values)})


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_frozen_slotted_and_checked_again_when_replaced(table: str) -> None:
    section = getattr(PLAN, table)
    assert not hasattr(section, "__dict__")
    name = fields(section)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(section, name, getattr(section, name))
    assert replace(section) == section


@pytest.mark.parametrize("table", TABLES)
def test_every_number_of_every_table_refuses_nan(table: str) -> None:
    """No field was forgotten in the checks: `nan` fails every comparison."""
    section = getattr(PLAN, table)
    for field in fields(section):
        value = getattr(section, field.name)
        if isinstance(value, bool | str):
            continue
        with pytest.raises(InvalidParameter, match=f"^{field.name} must "):
            replace(section, **{field.name: float("nan")})


@pytest.mark.parametrize(
    ("table", "values", "message"),
    [
        (
            "token",
            {"supply": 10**13},
            "token.supply times token.base_units_per_token must be at most 2^63 - 1, "
            "got 10000000000000 * 1000000",
        ),
        (
            "staking",
            {"authority_minimum": 2_000_000_000.0},
            "staking.authority_minimum must be at most token.supply (1000000000 token), "
            "got 2000000000.0",
        ),
        (
            "staking",
            {"authority_minimum": 50_000_000.0},
            "staking.authority_minimum in whole base units times fast.validators must be at most "
            "token.supply (1000000000 token), got 50000000.0 * 21",
        ),
        (
            "balanced",
            {"minimum_stake": 1_000_000_001.0},
            "balanced.minimum_stake must be at most token.supply (1000000000 token), "
            "got 1000000001.0",
        ),
        (
            "secure",
            {"minimum_stake": 1_000_000_001.0},
            "secure.minimum_stake must be at most token.supply (1000000000 token), "
            "got 1000000001.0",
        ),
        (
            "rewards",
            {"base_reward": 1_000_000_001.0},
            "rewards.base_reward must be at most token.supply (1000000000 token), got 1000000001.0",
        ),
        (
            "population",
            {"hurdle_rate_high": 0.01},
            "population.hurdle_rate_high must be at least population.hurdle_rate_low (0.02), "
            "got 0.01",
        ),
    ],
)
def test_a_rule_that_spans_tables_names_both_sides(
    table: str, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        changed(table, **values)
    assert str(refusal.value) == message


def test_the_rules_that_span_tables_permit_equality() -> None:
    """1,000,000,000 / 21 authorities is 47,619,047.6 each: 47,619,047 just fits."""
    changed("staking", authority_minimum=47_619_047.0)
    changed("balanced", minimum_stake=1_000_000_000.0)
    changed("rewards", base_reward=1_000_000_000.0)
    changed("population", hurdle_rate_high=0.02)
    changed("token", base_units_per_token=9_223_372_036)


def test_the_two_shares_of_a_reward_are_a_whole() -> None:
    assert PLAN.rewards.staker_share == 1 - PLAN.rewards.authority_share == 0.4


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("fast", "authority_threshold"),
        ("balanced", "authority_threshold"),
        ("balanced", "stake_threshold"),
        ("secure", "stake_threshold"),
        ("secure", "oversight_threshold"),
    ],
)
def test_a_strict_threshold_that_nobody_can_exceed_is_refused(table: str, field: str) -> None:
    reference = load("reference")
    section = replace(getattr(reference, table), **{field: Fraction(1)})
    with pytest.raises(InvalidParameter) as caught:
        replace(reference, **{table: section})
    message = f"{table}.{field} must be below 1 where quorums.strict is true, got 1"
    assert str(caught.value) == message
    replace(PLAN, **{table: replace(getattr(PLAN, table), **{field: Fraction(1)})})


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("staking", "authority_minimum"),
        ("balanced", "minimum_stake"),
        ("secure", "minimum_stake"),
    ],
)
def test_an_amount_too_small_for_a_yield_is_refused(table: str, field: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        changed(table, **{field: 5e-324})
    assert str(caught.value) == f"{table}.{field} must be at least 1e-09 token, got 5e-324"


def test_a_tail_too_heavy_for_floats_is_refused() -> None:
    with pytest.raises(InvalidParameter) as caught:
        changed("population", pareto_exponent=5e-324)
    assert str(caught.value) == "pareto_exponent must be at least 0.01, got 5e-324"


def test_a_bond_is_compared_as_written_in_whole_base_units() -> None:
    """Fifty bonds of 1.1 are 55 tokens, though not in floats; three of 0.3 are three whole tokens."""
    fifty = replace(PLAN, fast=replace(PLAN.fast, validators=50))
    assert 50 * 1.1 > 55
    small = replace(PLAN.staking, authority_minimum=1.1)
    least = {"minimum_stake": 1e-9}
    unpaid = replace(PLAN.rewards, base_reward=0.0)
    replace(
        fifty,
        staking=small,
        token=replace(PLAN.token, supply=55, base_units_per_token=10),
        balanced=replace(PLAN.balanced, **least),
        secure=replace(PLAN.secure, **least),
        rewards=unpaid,
    )
    with pytest.raises(InvalidParameter) as caught:
        replace(
            PLAN,
            fast=replace(PLAN.fast, validators=3),
            staking=replace(PLAN.staking, authority_minimum=0.3),
            token=replace(PLAN.token, supply=2, base_units_per_token=1),
            balanced=replace(PLAN.balanced, **least),
            secure=replace(PLAN.secure, **least),
            rewards=unpaid,
        )
    assert str(caught.value) == (
        "staking.authority_minimum in whole base units times fast.validators must be at most "
        "token.supply (2 token), got 0.3 * 3"
    )


def test_every_time_has_bounds() -> None:
    """No field that ends in `_seconds` was forgotten: a century passes, a nanosecond more does not."""
    names: list[str] = []
    for table in TABLES:
        section = getattr(PLAN, table)
        for name in [each.name for each in fields(section) if each.name.endswith("_seconds")]:
            names.append(f"{table}.{name}")
            assert getattr(replace(section, **{name: 3_155_760_000.0}), name) == 3_155_760_000
            with pytest.raises(
                InvalidParameter, match=rf"^{name} must lie in \[.*, 3155760000\] s"
            ):
                replace(section, **{name: 3_155_760_000.000001})
            with pytest.raises(
                InvalidParameter, match=rf"^{name} must lie in \[.*, 3155760000\] s"
            ):
                replace(section, **{name: -1e-300})
    assert len(names) == 13
