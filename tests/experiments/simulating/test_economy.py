"""What many runs of the economy say together."""

from functools import partial
from math import inf

import numpy as np
import pytest
from hybridstake.agents.economy.metrics import METRICS
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.simulating.economy import (
    SHARES,
    STATES,
    launch_staker_yield,
    mean_interval,
    mean_metrics,
    mean_time_per_mode,
    run_economy,
    share_of_time_per_mode,
    summary,
)


def test_the_interval_is_students() -> None:
    """1, 2, 3: mean 2, deviation 1, error 1/sqrt 3; the 97.5 % point of two degrees is 4.302653."""
    found = mean_interval([1.0, 2.0, 3.0])
    half = 4.302653 / 3**0.5
    assert found == pytest.approx({"mean": 2.0, "lower": 2 - half, "upper": 2 + half}, abs=1e-6)


def test_the_interval_covers_the_mean_as_often_as_it_says() -> None:
    """Of 2,000 samples of four, 95 % cover: within four standard errors, 0.0049 each."""
    rng = np.random.default_rng(1)
    samples = rng.normal(7.0, 2.0, size=(2_000, 4))
    found = [mean_interval(list(sample)) for sample in samples]
    ends = np.array([(each["lower"], each["upper"]) for each in found], dtype=float)
    covered = np.mean((ends[:, 0] <= 7.0) & (ends[:, 1] >= 7.0))
    assert abs(covered - 0.95) < 4 * (0.95 * 0.05 / 2_000) ** 0.5


def test_equal_runs_have_a_point_for_an_interval_and_one_run_has_none() -> None:
    assert mean_interval([0.3, 0.3, 0.3]) == {"mean": 0.3, "lower": 0.3, "upper": 0.3}
    assert mean_interval([0.3], least=0.0, most=1.0) == {"mean": 0.3, "lower": None, "upper": None}


def test_an_interval_stays_within_what_is_possible() -> None:
    assert mean_interval([0.0, 0.1], least=0.0)["lower"] == 0.0
    assert mean_interval([0.9, 1.0], most=1.0)["upper"] == 1.0
    upper = mean_interval([0.9, 1.0], most=inf)["upper"]
    assert upper is not None
    assert upper > 1.0


def test_time_in_modes_adds_up_and_leaves_the_launch_out() -> None:
    modes = np.array([1.0, 0.0, 0.0, 2.0, 2.0])
    assert share_of_time_per_mode(modes) == [0.5, 0.0, 0.5]
    assert share_of_time_per_mode(modes[:1]) == [0.0, 0.0, 0.0]
    found = mean_time_per_mode([[0.5, 0.0, 0.5], [1.0, 0.0, 0.0]])
    assert {name: each["mean"] for name, each in found.items()} == {
        "fast": 0.75,
        "balanced": 0.0,
        "secure": 0.25,
    }


def test_bounded_metrics_are_metrics() -> None:
    assert set(SHARES) <= set(METRICS)
    assert set(STATES) <= set(METRICS)


def test_a_run_is_summed_up_by_its_last_day() -> None:
    settings = EconomySettings(epochs=20, stakers=10)
    found = run_economy(load("plan"), settings, partial(generator, 1, "test", 0))
    said = summary(found)
    assert set(said) == set(METRICS) - set(STATES)
    assert said["gini"] == found.metrics["gini"][-1]
    assert found.conservation_error == 0
    assert list(mean_metrics([said, said])) == sorted(said)


def test_the_first_stakers_are_offered_two_thousand_times_their_stake() -> None:
    """40 of 100 tokens every half second, 63,072,000 times a year, for 100 stakes of 10,000."""
    assert launch_staker_yield(load("plan")) == pytest.approx(2_522.88, rel=1e-12)
