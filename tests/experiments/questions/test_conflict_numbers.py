"""Exact numbers behind the sentences on conflicts: their cost, the slack of the fallback, who signs."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.quorum_intersection import (
    READS,
    answer,
    cases,
    costs,
    fallback_slack,
    fast_secure_conflict,
    numbers,
)
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.quorums import certificates_intersect

ALONE = ("fast-secure.intersection", "fast.conflict-cost", "secure.conflict-cost")


def answers(protocol: str, parameters: Parameters) -> list[dict[str, Any]]:
    """Answers on the claims that the numbers come from."""
    narrowed = question.narrow(parameters, READS)
    return [
        row
        for case in cases(protocol, narrowed, Precision.TINY)
        if case.claim.removeprefix(f"{protocol}.") in ALONE
        for row in answer(case, partial(generator, 1, "quorum_intersection", 0))
    ]


def with_oversight(oversight: str) -> Parameters:
    """The plan with another oversight."""
    plan = load("plan")
    return replace(plan, secure=replace(plan.secure, oversight_threshold=Fraction(oversight)))


@pytest.fixture(scope="module")
def asked() -> Callable[[Parameters], pd.DataFrame]:
    """Answers of a plan and of the reference."""
    reference = answers("reference", load("reference"))
    return lambda plan: pd.DataFrame(answers("plan", plan) + reference)


def test_the_numbers_of_the_presets_are_those_by_hand(
    asked: Callable[[Parameters], pd.DataFrame],
) -> None:
    """2/3 + 1/3 - 1/3 - 1 and 5/6 + 1/2 - 1/3 - 1; 2t - 1 of what is asked for, and never below none."""
    found = numbers(asked(load("plan")))
    assert (found["plan_fallback_slack"], found["reference_fallback_slack"]) == ("-1/3", "0")
    assert found["plan_fast_conflict_cost_authorities"] == "1/3"
    assert found["plan_fast_conflict_cost_stake"] == "0"
    assert found["plan_secure_conflict_cost_authorities"] == "0"
    assert found["plan_secure_conflict_cost_stake"] == "1/3"
    assert found["reference_fast_conflict_cost_authorities"] == "2/3"
    assert found["reference_secure_conflict_cost_authorities"] == "0"


def test_the_conflict_is_counted_as_it_is_listed(
    asked: Callable[[Parameters], pd.DataFrame],
) -> None:
    table = asked(load("plan"))
    found, listed = numbers(table), fast_secure_conflict(table)
    assert found["fast_secure_conflict_authorities"] == 3
    assert found["fast_secure_conflict_stakers"] == 1
    assert found["fast_secure_conflict_byzantine"] == 0
    assert len(listed) == 3
    some = numbers(asked(with_oversight("5/12")))
    assert some["fast_secure_conflict_byzantine"] > 0
    assert some["plan_fallback_slack"] == "-1/4"


def test_no_conflict_has_nobody_in_it(asked: Callable[[Parameters], pd.DataFrame]) -> None:
    """With two thirds of oversight, 2/3 + 2/3 - 1/3 = 1: every such pair meets."""
    found = numbers(asked(with_oversight("2/3")))
    assert found["plan_fallback_slack"] == "0"
    kinds = ("authorities", "stakers", "byzantine")
    assert [found[f"fast_secure_conflict_{kind}"] for kind in kinds] == [0, 0, 0]


def test_a_row_that_stands_for_several_counts_as_many(
    asked: Callable[[Parameters], pd.DataFrame],
) -> None:
    story = (
        "validator                    authority  stake  first  second  Byzantine\n"
        "both-1                       yes        5      first  second  Byzantine  signs both\n"
        "authority-1 to authority-14  yes        0      first  -       -\n"
        "staker-2 to staker-9         no         1      -      second  -\n"
        "first: 15 of 15 authorities, 5 of 13 stake"
    )
    found = numbers(asked(load("plan")).assign(counterexample=story))
    assert found["fast_secure_conflict_authorities"] == 15
    assert found["fast_secure_conflict_stakers"] == 9
    assert found["fast_secure_conflict_byzantine"] == 1


@pytest.mark.parametrize("oversight", ["1/3", "1/2", "2/3", "5/6", "1"])
def test_the_slack_says_what_the_formula_of_the_protocol_says(oversight: str) -> None:
    parameters = with_oversight(oversight)
    meets = certificates_intersect(
        parameters.fast.authority_threshold,
        parameters.secure.oversight_threshold,
        parameters.assumptions.byzantine_authorities,
    )
    assert (fallback_slack(parameters) >= 0) == meets


def test_only_claims_about_costs_have_costs() -> None:
    nothing = {"cost_authorities": "", "cost_stake": ""}
    assert costs(load("plan"), "fast.liveness") == costs(load("plan"), "") == nothing
    assert costs(load("plan"), "balanced.conflict-cost") == {
        "cost_authorities": "1/3",
        "cost_stake": "1/3",
    }
