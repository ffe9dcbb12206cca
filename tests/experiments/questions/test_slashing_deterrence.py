"""The slash and the rent: what agents lose is what is tabled, and every verdict can end each way."""

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hybridstake.agents.choices.rents import seat_rent, stake_rent
from hybridstake.agents.economy.chain import found_chain
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.claims.finding import Finding
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.questions import slashing_deterrence

Answers = Callable[..., tuple[pd.DataFrame, dict[str, Finding]]]
Tabled = Callable[..., pd.DataFrame]
Found = Callable[..., dict[str, Finding]]
Changes = dict[str, dict[str, Any]]

NAME = "slashing_deterrence"
REPAIRED = "a ceiling on yearly issuance"
NOTHING: Changes = {}


@pytest.fixture
def tabled(answers_to: Answers) -> Tabled:
    """Results table of changed presets."""
    return lambda plan=None, reference=None: answers_to(NAME, plan, reference)[0]


@pytest.fixture
def found(answers_to: Answers) -> Found:
    """Findings on changed presets."""
    return lambda plan=None, reference=None: answers_to(NAME, plan, reference)[1]


def test_rents_of_the_plan_are_three_weeks_of_rewards(tabled: Tabled) -> None:
    """Balanced, 172,800 blocks a day for 21 days: 60 / 21 tokens of each, or 40 / 100."""
    numbers = slashing_deterrence.numbers(tabled())
    blocks = 172_800 * 21
    authority, staker = blocks * 60 / 21, blocks * 40 / 100
    assert numbers["plan_balanced_authority_rent_token"] == pytest.approx(authority, rel=1e-12)
    assert numbers["plan_balanced_staker_rent_token"] == pytest.approx(staker, rel=1e-12)
    assert numbers["plan_balanced_authority_deterred_gain_token"] == 1_000
    with_rent = numbers["plan_balanced_authority_deterred_gain_with_rent_token"]
    assert with_rent == pytest.approx(authority + 1_000, rel=1e-12)


@pytest.mark.parametrize("protocol", PRESETS)
def test_an_agent_at_launch_loses_the_rent_that_is_tabled(protocol: str, tabled: Tabled) -> None:
    """At launch agents expect Balanced; all seats are taken, and a full set of least stakes is put in.

    The engine counts whole base units: its pool of a day is more than 10^10 and rounded down.
    """
    parameters = load(protocol)
    people, least = parameters.balanced.validators, parameters.balanced.minimum_stake
    run = terms(parameters, EconomySettings(stakers=people, exclusion_epochs=0))
    chain = found_chain(run, idle=run.initial)
    stake, seats = int(least * run.units), parameters.fast.validators
    rents = {
        "staker": stake_rent(chain, run, stake, people * stake),
        "authority": seat_rent(chain, run, seats, reputation=0.0),
    }
    table = tabled()
    table = table[table["protocol"] == protocol].set_index(["class", "mode"])
    for kind, agents_rent in rents.items():
        rent = table.loc[(kind, "balanced"), "rent_token"].iloc[0]
        assert agents_rent / run.units == pytest.approx(rent, rel=1e-10)


def test_a_loss_that_is_never_earned_back_is_null_and_printed_never(tabled: Tabled) -> None:
    """Nothing is issued under the reference: what it slashes stays lost, whoever was slashed."""
    table = tabled(reference={"issuance": {"yearly_cap": 0}})
    numbers = json.loads(json.dumps(slashing_deterrence.numbers(table), allow_nan=False))
    never = {name for name, value in numbers.items() if value is None}
    assert {"reference_fast_authority_days", "slowed_alone", "slowed_together"} <= never
    assert {name.startswith(("reference_", "slowed_")) for name in never} == {True}
    assert numbers["plan_balanced_authority_seconds"] == pytest.approx(175, rel=1e-12)
    printed = slashing_deterrence.tables(table)["slashing_deterrence"]
    assert set(printed.loc[printed["Protocol"] == "reference", "Earned back in"]) == {"never"}
    assert "never" not in set(printed.loc[printed["Protocol"] == "plan", "Earned back in"])


def test_no_slash_is_earned_back_at_once(tabled: Tabled) -> None:
    """Even by a class that is paid nothing: there is nothing to earn."""
    nothing = {"slashing": {"rate": 0, "correlation_factor": 0}, "rewards": {"base_reward": 0}}
    table = tabled(nothing, nothing)
    assert set(table["seconds_to_recoup"]) == {0.0}


EVERYTHING = {
    "token": {"supply": 10_000},
    "fast": {"validators": 1},
    "balanced": {"validators": 1},
    "secure": {"validators": 1, "minimum_stake": 10_000},
    "slashing": {"rate": 1},
}
"""Whoever offends has every token at stake, and loses it."""


@pytest.mark.parametrize(
    ("plan", "reference", "verdict", "is_repaired"),
    [
        (NOTHING, NOTHING, "holds if", False),
        (EVERYTHING, NOTHING, "proved", False),
        (EVERYTHING, EVERYTHING, "proved", False),
        (NOTHING, EVERYTHING, "holds if", True),
        ({"slashing": {"rate": 0}}, EVERYTHING, "refuted", True),
        ({"slashing": {"rate": 0}}, NOTHING, "refuted", False),
        ({"slashing": {"detection_probability": 0}}, NOTHING, "refuted", False),
        ({"slashing": {"rate": 1e-12}}, NOTHING, "holds if", False),
        (EVERYTHING | {"slashing": {"rate": 0.999}}, NOTHING, "holds if", False),
    ],
)
def test_deterrence_is_proved_refuted_or_conditional_as_the_slash_outweighs_all_none_or_some(
    found: Found, plan: dict[str, Any], reference: dict[str, Any], verdict: str, is_repaired: bool
) -> None:
    finding = found(plan, reference)["C36"]
    assert (finding.verdict, bool(finding.repair)) == (verdict, is_repaired)


def test_the_condition_names_the_gains_without_and_with_the_rent(found: Found) -> None:
    """Least stakes of 1,000 in Secure and 10,000 else, a tenth of it; out for 21 days: 40 tokens per
    2 s among 1,000, and 60 per 0.1 s among 21.
    """
    condition = found(NOTHING, NOTHING)["C36"].condition
    assert "100 to 1,000 tokens" in condition
    assert "36,388 to 51,841,000 if it loses 21 days of rewards" in condition
    longer = {"staking": {"unbonding_seconds": 30 * 86_400}}
    assert "30 days of rewards" in found(longer, NOTHING)["C36"].condition


TEN_TIMES_LESS = {"issuance": {"yearly_cap": 0.005}}
"""The reference's least time, in Fast, is 3.7 hours at 5 %: 37 hours."""


@pytest.mark.parametrize(
    ("plan", "reference", "verdict", "repair"),
    [
        (NOTHING, NOTHING, "refuted", ""),
        (NOTHING, TEN_TIMES_LESS, "refuted", REPAIRED),
        (NOTHING, {"rewards": {"base_reward": 0}, "issuance": {"yearly_cap": None}}, "refuted", ""),
        ({"rewards": {"base_reward": 0.01}}, NOTHING, "proved", ""),
        ({"rewards": {"base_reward": 0}}, NOTHING, "proved", ""),
        ({"rewards": {"authority_share": 1}}, TEN_TIMES_LESS, "refuted", REPAIRED),
        ({"rewards": {"base_reward": 0.01}, "slashing": {"rate": 0}}, NOTHING, "refuted", ""),
    ],
)
def test_a_day_of_rewards_is_proved_or_refuted_and_repaired_only_where_the_repair_repairs(
    found: Found, plan: dict[str, Any], reference: dict[str, Any], verdict: str, repair: str
) -> None:
    """0.01 tokens a block take 10,000 times as long as 100: 35 s become four days."""
    finding = found(plan, reference)["C37"]
    assert (finding.verdict, finding.repair) == (verdict, repair)
    assert ("under the reference protocol" in finding.condition) == (verdict == "refuted")


def test_a_class_that_is_never_paid_does_not_hide_one_that_soon_is(found: Found) -> None:
    """Stakers never earn it back; an authority in Fast does within 21 s, and refutes the claim."""
    finding = found({"rewards": {"authority_share": 1}}, NOTHING)["C37"]
    assert finding.condition.startswith(
        "a full set of least stakes earns it back in: 21 s (authority in Fast) to never (staker"
    )


def test_what_is_slower_is_told_as_a_ratio_or_not_at_all(tabled: Tabled) -> None:
    """Twice the reference's ceiling, half the ratio. A plan that slashes nothing, or pays a class
    nothing, has none: the least over the other classes would not be the least.
    """
    before, after = (
        slashing_deterrence.numbers(tabled(reference={"issuance": {"yearly_cap": cap}}))
        for cap in (0.05, 0.1)
    )
    assert after["slowed_alone"] == pytest.approx(before["slowed_alone"] / 2, rel=1e-9)
    assert before["slowed_alone"] == pytest.approx(31.536, rel=1e-9)
    for plan in ({"slashing": {"rate": 0}}, {"rewards": {"authority_share": 1}}):
        assert slashing_deterrence.numbers(tabled(plan))["slowed_alone"] is None
