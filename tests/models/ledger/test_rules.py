"""From a protocol's parameters to whole base units and seconds."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.ledger.records import Kind, Thresholds
from hybridstake.models.ledger.rules import GovernanceRules, rules_of, thresholds_of
from hybridstake.models.ledger.steps.governance import are_safe
from hybridstake.models.protocol.checkpoints import evidence_is_in_time


def test_the_reference_in_base_units_and_seconds() -> None:
    rules = rules_of(load("reference"))
    assert (rules.authority_minimum, rules.staker_minimum) == (10_000_000_000, 1_000_000_000)
    assert (rules.unbonding_seconds, rules.evidence_window_seconds) == (1_814_400, 1_209_600)
    assert (rules.rate(Kind.EQUIVOCATION), rules.correlation(Kind.EQUIVOCATION)) == (
        Fraction(1, 10),
        3,
    )
    assert (rules.rate(Kind.UNAVAILABILITY), rules.correlation(Kind.UNAVAILABILITY)) == (
        Fraction(1, 20),
        0,
    )
    assert (rules.authority_share, rules.yearly_cap) == (Fraction(3, 5), Fraction(1, 20))


def test_the_reference_lets_nobody_out_before_the_evidence_and_the_plan_does() -> None:
    in_time = {
        name: evidence_is_in_time(rules.evidence_window_seconds, rules.unbonding_seconds)
        for name in ("plan", "reference")
        for rules in [rules_of(load(name))]
    }
    assert in_time == {"plan": False, "reference": True}


def test_the_reference_starts_in_the_safe_region_and_the_plan_outside() -> None:
    safe: dict[str, bool] = {}
    for name in ("plan", "reference"):
        parameters = load(name)
        thresholds: Thresholds = thresholds_of(parameters)
        rules = rules_of(parameters)
        safe[name] = are_safe(
            thresholds.fast_authorities,
            thresholds.balanced_authorities,
            thresholds.balanced_stake,
            thresholds.oversight,
            thresholds.secure_stake,
            rules.byzantine_authorities,
            rules.byzantine_stake,
        )
    assert safe == {"plan": False, "reference": True}


def test_half_seconds_are_rounded_against_the_offender() -> None:
    """Window 9.7 and unbonding 9.9 seconds: 9 and 10, still in time."""
    parameters = load("reference")
    staking = replace(
        parameters.staking,
        unbonding_seconds=9.9,
        evidence_window_seconds=9.7,
        authority_minimum=0.1,
    )
    rules = rules_of(replace(parameters, staking=staking))
    assert (rules.unbonding_seconds, rules.evidence_window_seconds) == (10, 9)
    assert rules.authority_minimum == 100_000


def test_a_supply_that_cannot_be_divided_is_refused() -> None:
    parameters = load("reference")
    token = replace(parameters.token, supply=2**62, base_units_per_token=1)
    message = (
        "token.supply times token.base_units_per_token must be below 2^62 in a ledger, "
        f"got {2**62} * 1"
    )
    with pytest.raises(InvalidParameter, match=f"^{re.escape(message)}$"):
        rules_of(replace(parameters, token=token))


def test_governance_needs_time_to_vote_and_a_reachable_majority() -> None:
    assert rules_of(load("plan")).governance == GovernanceRules()
    message = "voting_seconds must be a whole number from 1 to 2^63 - 1, got 0"
    with pytest.raises(InvalidParameter, match=f"^{re.escape(message)}$"):
        GovernanceRules(voting_seconds=0)
    with pytest.raises(InvalidParameter, match=r"^majority must lie in \(0, 1\], got 3/2$"):
        GovernanceRules(majority=Fraction(3, 2))
