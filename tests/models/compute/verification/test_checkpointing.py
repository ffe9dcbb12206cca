"""Checkpoints: the rule, the exact optimum, and runs that fail."""

import math

import numpy as np
import pytest
from hybridstake.models.compute.verification.checkpointing import (
    best_interval,
    slowdown,
    young_interval,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

SAVING, BETWEEN, RESTARTING = 30.0, 6 * 3_600.0, 60.0


def test_a_worked_example() -> None:
    """30 s to save and a failure every six hours: Young says 1138 s; at its best a run takes 1.0575
    times as long, restarts of 60 s among it, and 2.10 times without any checkpoint in eight hours."""
    assert young_interval(SAVING, BETWEEN) == pytest.approx(1_138, abs=0.5)
    best = best_interval(SAVING, BETWEEN)
    assert best == pytest.approx(1_118.5, abs=0.05)
    assert slowdown(best, SAVING, BETWEEN, RESTARTING) == pytest.approx(1.0575, abs=5e-5)
    assert slowdown(8 * 3_600, 0, BETWEEN, RESTARTING) == pytest.approx(2.10, abs=5e-3)


@given(st.floats(0.1, 1_000), st.floats(1_000, 1e6), st.floats(0.5, 2))
def test_no_interval_is_better_than_the_best(saving: float, between: float, factor: float) -> None:
    best = best_interval(saving, between)
    at_best = slowdown(best, saving, between)
    assert at_best <= slowdown(factor * best, saving, between) * (1 + 1e-12)
    assert at_best <= slowdown(young_interval(saving, between), saving, between) * (1 + 1e-12)


def test_youngs_rule_is_the_limit_of_rare_failures() -> None:
    ratios = [best_interval(1.0, between) / young_interval(1.0, between) for between in (1e3, 1e7)]
    assert ratios[0] == pytest.approx(1, rel=0.02, abs=0)
    assert ratios[1] == pytest.approx(1, rel=2e-4, abs=0)


def test_sampled_runs_take_as_long_as_said() -> None:
    """Segments of work and saving, each repeated until no failure meets it."""
    rng = np.random.default_rng(1)
    interval, saving, between, restarting = 2_000.0, 100.0, 5_000.0, 50.0
    spent = []
    for _ in range(20_000):
        total = 0.0
        while (failure := rng.exponential(between)) < interval + saving:
            total += failure + restarting
            while (early := rng.exponential(between)) < restarting:
                total += early
        spent.append(total + interval + saving)
    exact = slowdown(interval, saving, between) * interval
    longer = slowdown(interval, saving, between, restarting) * interval
    half = 4 * np.std(spent) / math.sqrt(len(spent))
    assert exact < np.mean(spent)
    assert abs(np.mean(spent) - longer) < half


def test_a_segment_that_hardly_ever_ends_takes_for_ever() -> None:
    assert slowdown(1e6, 1, 1_000) == math.inf


@pytest.mark.parametrize("value", [0.0, -1.0, math.inf, math.nan])
def test_times_are_positive_and_finite(value: float) -> None:
    for arguments in ((value, BETWEEN), (SAVING, value)):
        with pytest.raises(InvalidParameter) as caught:
            best_interval(*arguments)
        assert str(caught.value) == f"times must be positive and finite, got {value!r} s"


def test_saving_and_restarting_may_take_no_time_but_not_less() -> None:
    for name, arguments in (("saving", (1.0, -1.0, 9.0)), ("restarting", (1.0, 1.0, 9.0, -1.0))):
        with pytest.raises(InvalidParameter) as caught:
            slowdown(*arguments)
        assert str(caught.value) == f"{name} must be at least 0 s, got -1.0"
