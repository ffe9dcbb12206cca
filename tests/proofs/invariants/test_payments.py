"""Shares and penalties, with numbers computed by hand."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.economics.issuance import blocks_per_year
from hybridstake.models.economics.payments import yearly_rewards
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode, mode_parameters
from hybridstake.proofs.invariants.invariant import Invariant
from hybridstake.proofs.invariants.payments import block_pay, payment_invariants


def found(parameters: Parameters, name: str, **tables: dict[str, Any]) -> Invariant:
    """One invariant of parameters with other values."""
    for table, values in tables.items():
        parameters = replace(parameters, **{table: replace(getattr(parameters, table), **values)})
    return next(item for item in payment_invariants(parameters) if item.name == name)


def test_a_block_pays_what_the_ceiling_leaves(plan: Parameters, reference: Parameters) -> None:
    """5 % of 10^9 tokens in 31,536,000 s are 1.5855 token/s: over blocks of 0.1, 0.5 and 2 s."""
    per_second = Fraction(50_000_000, 31_536_000)
    assert [block_pay(reference, mode) for mode in Mode] == [
        per_second / 10,
        per_second / 2,
        per_second * 2,
    ]
    assert {block_pay(plan, mode) for mode in Mode} == {Fraction(100)}


@pytest.mark.parametrize("preset", ["plan", "reference"])
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("load", [0.0, 0.5, 1.0])
def test_the_pay_of_a_block_is_the_economys_yearly_pay_of_one_block(
    preset: str, mode: Mode, load: float, request: pytest.FixtureRequest
) -> None:
    """To fifteen digits: the economy computes in floats, a few operations of them."""
    start: Parameters = request.getfixturevalue(preset)
    parameters = replace(start, rewards=replace(start.rewards, load_sensitivity=0.5))
    yearly = yearly_rewards(parameters, mode, load, parameters.token.supply)
    blocks = blocks_per_year(mode_parameters(parameters, mode).block_seconds)
    assert float(block_pay(parameters, mode, Fraction(load))) == pytest.approx(
        yearly / blocks, rel=1e-14
    )


def test_a_lone_staker_of_the_plan_is_deterred_by_the_last_token(plan: Parameters) -> None:
    """A tenth of 1,000 tokens is what a block pays, 100 tokens; a little less deters no more."""
    assert found(plan, "staker-deterred").verdict == "proved"
    failing = found(plan, "staker-deterred", secure={"minimum_stake": 999.99})
    assert (failing.verdict, failing.field) == ("refuted", "secure.minimum_stake")
    assert failing.message == (
        "slashing.detection_probability * slashing.rate * secure.minimum_stake must be at least what "
        "one Secure block pays (100 token), got 1.0 * 0.1 * 999.99 = 99.999 token"
    )


@pytest.mark.parametrize(
    ("slashing", "holds"),
    [
        ({"rate": 0.01}, True),
        ({"rate": 0.0099}, False),
        ({"detection_probability": 0.1}, True),
        ({"detection_probability": 0.099}, False),
        ({"rate": 0.0}, False),
        ({"detection_probability": 0.0}, False),
    ],
)
def test_an_authority_of_the_plan_loses_what_detection_leaves(
    plan: Parameters, slashing: dict[str, float], holds: bool
) -> None:
    """10,000 tokens times rate times probability against 100 tokens; the preset has 0.1 and 1."""
    item = found(plan, "authority-deterred", slashing=slashing)
    assert (item.verdict == "proved") == holds


def test_pay_is_compared_at_the_load_that_pays_most(plan: Parameters) -> None:
    """At a load of one the multiplier is 1 + 0.5 (1 - 0.5) = 1.25."""
    failing = found(plan, "staker-deterred", rewards={"load_sensitivity": 0.5})
    assert "(125 token), got 1.0 * 0.1 * 1,000 = 100 token" in failing.message


def test_the_staker_with_least_at_stake_for_the_pay_is_asked(reference: Parameters) -> None:
    """Tokens per token of pay: 10,000 over 0.793 in Balanced, 1,000 over 3.17 in Secure."""
    assert found(reference, "staker-deterred").field == "secure.minimum_stake"
    item = found(reference, "staker-deterred", balanced={"minimum_stake": 100})
    assert item.field == "balanced.minimum_stake"


@pytest.mark.parametrize(
    ("tables", "field", "verdict"),
    [
        ({"rewards": {"authority_share": 0.0}}, "rewards.authority_share", "refuted"),
        ({"rewards": {"authority_share": 1.0}}, "rewards.authority_share", "refuted"),
        ({"rewards": {"authority_share": 0.99}}, "rewards.authority_share", "proved"),
        ({"rewards": {"base_reward": 0.0}}, "rewards.base_reward", "refuted"),
        ({"issuance": {"yearly_cap": 0.0}}, "issuance.yearly_cap", "refuted"),
    ],
)
def test_both_classes_are_paid_unless_a_share_or_the_whole_is_nothing(
    reference: Parameters, tables: dict[str, Any], field: str, verdict: str
) -> None:
    item = found(reference, "both-classes-paid", **tables)
    assert (item.field, item.verdict) == (field, verdict)


@pytest.mark.parametrize(("factor", "holds"), [(2.7, True), (2.699, False)])
def test_a_third_that_conspires_loses_everything(
    reference: Parameters, factor: float, holds: bool
) -> None:
    """0.1 + 2.7 / 3 is one."""
    item = found(reference, "conspiracy-costs-everything", slashing={"correlation_factor": factor})
    assert (item.verdict == "proved") == holds


def test_an_outage_may_cost_as_much_as_equivocation_and_no_more(reference: Parameters) -> None:
    for rate, verdict in ((0.1, "proved"), (0.1000001, "refuted")):
        item = found(reference, "outage-costs-no-more", slashing={"unavailability_rate": rate})
        assert item.verdict == verdict
