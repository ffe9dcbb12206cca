"""Yields at the two ends of the stake, and the verdicts that follow from them."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding

Answers = Callable[..., tuple[pd.DataFrame, dict[str, Finding]]]
Found = Callable[..., dict[str, Finding]]
Changes = dict[str, dict[str, Any]]

NOTHING: Changes = {}
MOVES: Changes = {"rewards": {"empty_class_to_other": True}}
STAYS: Changes = {"rewards": {"empty_class_to_other": False}}


@pytest.fixture
def found(answers_to: Answers) -> Found:
    """Findings on changed presets."""
    return lambda plan=None, reference=None: answers_to("staking_yield", plan, reference)[1]


def test_a_supply_that_cannot_fill_a_set_is_all_the_stake_that_there_can_be(
    answers_to: Answers,
) -> None:
    """A full Balanced set of least stakes holds a million tokens; there are 300,000."""
    table, _ = answers_to("staking_yield", {"token": {"supply": 300_000}})
    plan = table[table["protocol"] == "plan"].set_index("mode")
    assert plan.loc["balanced", "staked_token"].tolist() == [300_000] * 5
    assert plan.loc["balanced", "least_stake_token"].tolist() == [1_000_000] * 5
    assert plan.loc["fast", "staked_token"].min() == 210_000


REWARD = {"proved": 0.0003, "holds if": 0.1, "refuted": 100.0}
"""A token a block pays Balanced's stakers 25,228,800 a year, and at least a million is at stake."""


@pytest.mark.parametrize(
    ("plan", "reference", "verdict", "repair"),
    [
        (NOTHING, NOTHING, "refuted", ""),
        (NOTHING, {"issuance": {"yearly_cap": 0.001}}, "refuted", "a ceiling on yearly issuance"),
        (
            NOTHING,
            {"issuance": {"yearly_cap": None}, "rewards": {"base_reward": REWARD["proved"]}},
            "refuted",
            "",
        ),
        ({"token": {"supply": 3_000_000_000}}, NOTHING, "holds if", ""),
        (
            {"token": {"supply": 3_000_000_000}},
            {"issuance": {"yearly_cap": 0.001}},
            "holds if",
            "a ceiling on yearly issuance",
        ),
        *[
            ({"rewards": {"base_reward": reward}}, {"issuance": {"yearly_cap": 0.001}}, verdict, repair)
            for (verdict, reward), repair in zip(
                REWARD.items(), ("", "a ceiling on yearly issuance", "a ceiling on yearly issuance"),
                strict=True,
            )
        ],
        ({"rewards": {"authority_share": 1}}, NOTHING, "proved", ""),
        ({"rewards": {"base_reward": 0}}, NOTHING, "proved", ""),
        ({"issuance": {"yearly_cap": 0}}, NOTHING, "proved", ""),
    ],
)  # fmt: skip
def test_a_plausible_yield_is_proved_refuted_or_conditional_as_the_stake_that_it_takes_exists(
    found: Found, plan: Changes, reference: Changes, verdict: str, repair: str
) -> None:
    """Less than 100 % takes 2,522,880,000 tokens at stake in the plan, of a billion that there are."""
    finding = found(plan, reference)["C35"]
    assert (finding.verdict, finding.repair) == (verdict, repair)


def test_the_limit_itself_is_no_less_than_the_limit(found: Found) -> None:
    """A block every 31.5 s pays Balanced's stakers a million a year, which is what a full set holds:
    100 %, not less. Secure's blocks are so rare that its yields do not matter.
    """
    at_limit = {
        "rewards": {"base_reward": 1, "authority_share": 0},
        "balanced": {"block_seconds": 31.536},
        "secure": {"block_seconds": 1e6},
    }
    assert found(at_limit, NOTHING)["C35"].verdict == "holds if"
    all_of_it = at_limit | {"token": {"supply": 1_000_000}}
    assert found(all_of_it, NOTHING)["C35"].verdict == "refuted"


def test_the_conditions_of_a_plausible_yield_name_what_decides_them(found: Found) -> None:
    condition = found(NOTHING, NOTHING)["C35"].condition
    assert "252 % in Balanced and 63 % in Secure" in condition
    assert "2,522,880,000 in Balanced and 630,720,000 in Secure" in condition
    assert "20,000,000 in Balanced and 20,000,000 in Secure" in condition
    condition = found({"token": {"supply": 3_000_000_000}}, NOTHING)["C35"].condition
    assert condition.startswith("more tokens are staked than 2,522,880,000 in Balanced")
    assert "252,288 % in Balanced and 63,072 % in Secure" in condition


@pytest.mark.parametrize("claim", ["C33", "C34"])
@pytest.mark.parametrize(
    ("plan", "reference", "verdict", "is_repaired"),
    [
        (STAYS, MOVES, "refuted", True),
        (STAYS, STAYS, "refuted", False),
        (MOVES, MOVES, "proved", False),
        (MOVES, STAYS, "proved", False),
    ],
)
def test_an_empty_class_is_a_fault_of_the_plan_that_the_reference_repairs_or_shares(
    found: Found, plan: Changes, reference: Changes, verdict: str, is_repaired: bool, claim: str
) -> None:
    finding = found(plan, reference)[claim]
    assert (finding.verdict, bool(finding.repair)) == (verdict, is_repaired)
