import math
from dataclasses import replace

import pytest
from hybridstake.experiments.dashboard.parameter_text import edited
from hybridstake.experiments.dashboard.rewards import (
    POINTS,
    summary,
    without_randomness,
    yield_curves,
)
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.questions import slashing_deterrence, staking_yield
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.modes import Mode


def test_one_token_a_block_gives_yields_that_can_be_computed_by_hand() -> None:
    """Balanced has 63,072,000 blocks a year of 1 token: 40 % over a tenth of 1,000,000,000 staked
    are 25,228,800 / 100,000,000 = 0.252288; 60 % over 21 bonds of 10,000 are 180.205714…
    """
    balanced = summary(edited("plan", {"rewards": {"base_reward": 1.0}}), 0.1, 0.05).modes[1]
    assert balanced.issuance_token == 63_072_000.0
    assert balanced.staker_yield == pytest.approx(0.252288, rel=1e-12)
    assert balanced.authority_yield == pytest.approx(37_843_200 / 210_000, rel=1e-12)
    assert balanced.stake_at_hurdle == pytest.approx(504_576_000, rel=1e-12)
    assert balanced.share_at_hurdle == pytest.approx(0.504576, rel=1e-12)


def test_a_staker_earns_a_tenth_back_in_a_tenth_over_the_yield() -> None:
    """At a yield of 0.252288 a year, 0.1 of the stake takes 0.1 / 0.252288 years."""
    balanced = summary(edited("plan", {"rewards": {"base_reward": 1.0}}), 0.1, 0.05).modes[1]
    expected = 0.1 / 0.252288 * 31_536_000
    assert balanced.staker_seconds_to_recoup == pytest.approx((expected, expected), rel=1e-12)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("kind", ["authority", "staker"])
def test_at_the_least_stake_a_slash_is_earned_back_as_the_question_says(
    preset: str, kind: str
) -> None:
    parameters = load(preset)
    for mode in (Mode.BALANCED, Mode.SECURE):
        least = staking_yield.least_stake(parameters, mode) / parameters.token.supply
        found = summary(parameters, least, 0.05).modes[mode]
        rows = slashing_deterrence.answer(
            slashing_deterrence.Case(parameters, mode, kind), without_randomness
        )
        asked = list(
            dict.fromkeys((row["offending_share"], row["seconds_to_recoup"]) for row in rows)
        )
        shown = getattr(found, f"{kind}_seconds_to_recoup")
        assert shown == pytest.approx([seconds for _, seconds in asked], rel=1e-12)


@pytest.mark.parametrize("preset", PRESETS)
def test_at_the_hurdle_stake_the_yield_is_the_hurdle_rate(preset: str) -> None:
    parameters = load(preset)
    for mode in (Mode.BALANCED, Mode.SECURE):
        share = summary(parameters, 0.5, 40.0).modes[mode].share_at_hurdle
        assert summary(parameters, share, 40.0).modes[mode].staker_yield == pytest.approx(40.0)


def test_without_a_reward_a_slash_is_never_earned_back() -> None:
    found = summary(edited("plan", {"rewards": {"base_reward": 0.0}}), 0.3, 0.05)
    assert {mode.authority_seconds_to_recoup for mode in found.modes} == {(math.inf, math.inf)}
    assert {mode.staker_yield for mode in found.modes} == {0.0}


def test_without_a_slash_there_is_nothing_to_earn_back() -> None:
    found = summary(edited("plan", {"slashing": {"rate": 0.0}}), 0.3, 0.05)
    assert found.slashed == (0.0, 0.0)
    assert {mode.staker_seconds_to_recoup for mode in found.modes} == {(0.0, 0.0)}


def test_a_slash_never_takes_more_than_everything() -> None:
    assert summary(edited("reference", {"slashing": {"rate": 0.4}}), 0.3, 0.05).slashed == (
        0.4,
        1.0,
    )


def test_the_ceiling_makes_all_modes_issue_alike() -> None:
    found = summary(edited("plan", {"issuance": {"yearly_cap": 0.02}}), 0.3, 0.05)
    assert [mode.issuance_token for mode in found.modes][1:] == [20_000_000.0, 20_000_000.0]
    assert found.modes[Mode.FAST].unpaid_share == pytest.approx(0.4)


@pytest.mark.parametrize("ratio", [0.0, -0.1, 1.01, math.nan])
def test_an_impossible_staking_ratio_is_refused(ratio: float) -> None:
    with pytest.raises(InvalidParameter) as caught:
        summary(load("plan"), ratio, 0.05)
    assert str(caught.value) == f"staking ratio must lie in (0, 1], got {ratio!r}"


def test_a_hurdle_rate_of_zero_is_refused() -> None:
    with pytest.raises(InvalidParameter) as caught:
        summary(load("plan"), 0.3, 0.0)
    assert str(caught.value) == "hurdle rate must be positive and finite, got 0.0"


def test_a_stake_that_overflows_is_refused_in_one_line() -> None:
    with pytest.raises(InvalidParameter) as caught:
        summary(load("plan"), 0.3, 1e-300)
    assert str(caught.value) == (
        "stake_at_hurdle must be at most 1e+100 to be shown, got inf in Balanced"
    )


def test_curves_show_both_parameter_sets_in_every_mode_that_pays_stakers() -> None:
    curves = yield_curves(edited("plan", {"rewards": {"base_reward": 1.0}}), load("plan"), "plan")
    counts = curves.groupby(["parameters", "mode"]).size().to_dict()
    assert counts == {
        (name, mode): POINTS for name in ("chosen", "plan") for mode in ("Balanced", "Secure")
    }
    wide = curves.pivot(
        index=["mode", "staked_token"], columns="parameters", values="staker_yield_per_year"
    )
    assert wide["plan"].to_numpy() == pytest.approx(100 * wide["chosen"].to_numpy(), rel=1e-12)


def test_curves_without_any_pay_to_stakers_are_empty() -> None:
    plan = load("plan")
    nothing = replace(plan, rewards=replace(plan.rewards, authority_share=1.0))
    assert yield_curves(nothing, nothing, "plan").empty
