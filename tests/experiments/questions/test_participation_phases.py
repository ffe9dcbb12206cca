"""The simulated phase diagram against free entry, and the protocols that it is drawn for."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.agents.economy.shocks import Shock, ShockKind
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import participation_phases
from hybridstake.experiments.questions.participation_phases import (
    LEVELS,
    SETTINGS,
    SETTLING,
    STEADY,
    Case,
    mean_hurdle,
    own_reward,
    rewards_for,
    staked_parts,
    steady,
)  # fmt: skip
from hybridstake.experiments.running import question
from hybridstake.experiments.running.seeds import Generators, generator
from hybridstake.experiments.simulating.watching import side_by_side, watched
from hybridstake.models.economics.participation import uniform_staking_ratio
from hybridstake.models.economics.payments import paid_to_classes, yearly_rewards
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode

BOTH = ("plan", "reference")


def chances() -> Generators:
    return partial(generator, 1, "test", 0)


@pytest.mark.parametrize("protocol", BOTH)
@pytest.mark.parametrize("mode", [Mode.BALANCED, Mode.SECURE])
def test_stakers_are_paid_what_the_axis_says(protocol: str, mode: Mode) -> None:
    """Of any supply up to twice the launch's, whatever the protocol pays by itself."""
    paying = steady(load(protocol), 0.03)
    for supply in (1e9, 1.9e9):
        issued = yearly_rewards(paying, mode, paying.population.load_mean, supply)
        assert paid_to_classes(paying, mode, issued)[1] / supply == pytest.approx(0.03, rel=1e-12)
    limits = paying.switching
    assert limits.fast_max_load < paying.population.load_mean < limits.secure_min_load


def test_other_fields_stay_and_unreadable_ones_stay_unreadable() -> None:
    whole = load("plan")
    narrowed = question.narrow(whole, participation_phases.READS)
    paying = steady(narrowed, 0.03)
    assert paying.slashing == whole.slashing
    assert narrowed.issuance.yearly_cap is None
    with pytest.raises(AttributeError, match=r"^network\.delay_seconds is a parameter"):
        bool(paying.network.delay_seconds > 0)


@pytest.mark.parametrize("protocol", BOTH)
def test_simulated_participation_is_that_of_free_entry(protocol: str) -> None:
    """Four runs of 500 people: a part of p has a standard error of at most sqrt(p (1 - p) / 2,000).

    Beside it, one in a hundred reconsiders in an epoch and overshoots by as much at most.
    """
    settings = replace(SETTINGS, stakers=500)
    hurdles = (0.03, 0.06, 0.12)
    case = Case(load(protocol), settings, 0.03, hurdles, 4)
    rows = pd.DataFrame(participation_phases.answer(case, chances()))
    means: Any = rows.groupby("hurdle")[["staked", "closed_form"]].mean()
    for staked, expected in means.to_numpy():
        error = np.sqrt(expected * (1 - expected) / 2_000)
        assert staked == pytest.approx(expected, abs=4 * error + 0.01)
    assert (np.diff(means["closed_form"]) < -0.1).all()


def test_where_all_ask_for_the_same_the_closed_form_is_pay_over_hurdle_rate(
    parameters_of: Callable[..., Parameters],
) -> None:
    """3 of 6 and of 12 %; a hundred days of issue move supply and wealth apart by a few per cent."""
    same = {"population": {"hurdle_rate_low": 0.05, "hurdle_rate_high": 0.05}}
    case = Case(
        parameters_of("reference", same), replace(SETTINGS, stakers=20), 0.03, (0.06, 0.12), 1
    )
    found = [row["closed_form"] for row in participation_phases.answer(case, chances())]
    assert found == pytest.approx([0.5, 0.25], rel=0.03)


def test_a_run_s_taste_is_a_shock_to_hurdle_rates_at_launch() -> None:
    """The scenario's way and the batch's give the same run."""
    parameters, settings = load("reference"), replace(SETTINGS, stakers=40)
    case = Case(parameters, settings, 0.04, (0.14,), 1)
    (row,) = participation_phases.answer(case, chances())
    shock = Shock(epoch=1, kind=ShockKind.HURDLE, size=0.14 / mean_hurdle(parameters))
    shocked = replace(settings, shocks=(shock, *settings.shocks))
    parts = [
        float(staked_parts(engine)[0])
        for engine in watched(steady(parameters, 0.04), shocked, side_by_side(chances(), 1))
    ]
    assert len(parts) == SETTLING + STEADY + 1
    assert row["staked"] == pytest.approx(np.mean(parts[-STEADY:]), rel=1e-12)
    assert 0 < row["staked"] < 1


@pytest.mark.parametrize("taste", [0.5, 1.0, 2.0])
def test_lines_are_where_free_entry_stakes_so_much(taste: float) -> None:
    """The formula that is read backwards for the line gives its level again."""
    population = load("reference").population
    for level, reward in zip(
        LEVELS, rewards_for(load("reference"), taste, 0.8).values(), strict=True
    ):
        found = uniform_staking_ratio(
            reward / 0.8, population.hurdle_rate_low * taste, population.hurdle_rate_high * taste
        )
        assert 100 * found == pytest.approx(level, rel=1e-12)


def test_protocols_have_points_of_their_own() -> None:
    """40 % of a ceiling of 5 %, and of 100 tokens every half second of 31,536,000."""
    assert own_reward(load("reference")) == pytest.approx(0.02, rel=1e-12)
    assert own_reward(load("plan")) == pytest.approx(0.4 * 100 * 2 * 31_536_000 / 1e9, rel=1e-12)
    assert mean_hurdle(load("plan")) == pytest.approx(0.07, rel=1e-12)


def test_differences_by_hand() -> None:
    """Means of -4 and 2 points in two cells; -3 and 1 over the grid, run by run."""
    rows = [
        {
            "protocol": "plan", "run": 0, "trial": trial, "reward": reward, "hurdle": 0.1,
            "staked": 0.5 + difference / 100, "closed_form": 0.5, "own_reward": 0.02,
            "own_hurdle": 0.07,
        }
        for reward, differences in ((0.01, (-6.0, -2.0)), (0.02, (0.0, 4.0)))
        for trial, difference in enumerate(differences)
    ]  # fmt: skip
    found = participation_phases.numbers(pd.DataFrame(rows))
    assert found["cells"] == 2
    assert found["plan_worst_difference_points"] == pytest.approx(-4, rel=1e-12)
    assert found["plan_worst_reward_percent"] == 1
    assert found["plan_mean_difference_points"] == pytest.approx(-1, rel=1e-9)
    assert found["plan_mean_difference_points_lower"] < -3
    assert found["plan_least_staked_percent"] == pytest.approx(44, rel=1e-12)
    assert found["plan_most_staked_percent"] == pytest.approx(54, rel=1e-12)
