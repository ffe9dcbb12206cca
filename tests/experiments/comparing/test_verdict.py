"""What is judged of a difference, and how sure its interval is."""

import numpy as np
import pytest
from hybridstake.experiments.comparing.verdict import (
    Better,
    Verdict,
    each_confidence,
    judged,
    paired_interval,
    runs_to_tell,
)
from hybridstake.experiments.simulating.economy import Interval


def test_an_interval_of_paired_differences_by_hand() -> None:
    """Differences 1, 2, 3: mean 2, standard error 1 / sqrt(3), and t = 4.302653 of two degrees."""
    found = paired_interval([10.0, 20.0, 30.0], [11.0, 22.0, 33.0], 0.95)
    half = 4.302653 / 3**0.5
    assert found["mean"] == 2.0
    assert found["lower"] == pytest.approx(2 - half, rel=1e-6)
    assert found["upper"] == pytest.approx(2 + half, rel=1e-6)


def test_what_all_runs_share_widens_no_interval() -> None:
    rng = np.random.default_rng(1)
    shared, own = rng.normal(size=16) * 1_000, rng.normal(size=16)
    plain = paired_interval([0.0] * 16, own.tolist(), 0.95)
    beside = paired_interval(shared.tolist(), (shared + own).tolist(), 0.95)
    for end in ("mean", "lower", "upper"):
        assert beside[end] == pytest.approx(plain[end], rel=1e-9)


def test_one_run_has_no_interval() -> None:
    assert paired_interval([1.0], [3.0], 0.95) == {"mean": 2.0, "lower": None, "upper": None}


def test_intervals_that_hold_together_are_wider_each() -> None:
    assert each_confidence(0.95, 1) == pytest.approx(0.95)
    assert each_confidence(0.95, 50) == pytest.approx(0.999)
    assert each_confidence(0.95, 0) == pytest.approx(0.95)


def test_all_intervals_hold_together_as_often_as_is_said() -> None:
    """400 families of 5 differences without any effect: at 95 % some 20 families miss, and 20 + 4
    standard errors of the binomial (4.4) are 38; without the correction about 90 would."""
    rng = np.random.default_rng(2)
    confidence = each_confidence(0.95, 5)
    missed = 0
    for _ in range(400):
        pairs = rng.normal(size=(5, 2, 6))
        verdicts = {
            judged(paired_interval(old.tolist(), new.tolist(), confidence), Better.MORE)
            for old, new in pairs
        }
        missed += verdicts != {Verdict.UNDECIDED}
    assert 0 < missed <= 38


@pytest.mark.parametrize(
    ("ends", "better", "verdict"),
    [
        ((2.0, 1.0, 3.0), Better.MORE, Verdict.BETTER),
        ((2.0, 1.0, 3.0), Better.LESS, Verdict.WORSE),
        ((-2.0, -3.0, -1.0), Better.MORE, Verdict.WORSE),
        ((-2.0, -3.0, -1.0), Better.LESS, Verdict.BETTER),
        ((-2.0, -3.0, -1.0), Better.EITHER, Verdict.DIFFERENT),
        ((1.0, -1.0, 3.0), Better.MORE, Verdict.UNDECIDED),
        ((1.0, 0.0, 2.0), Better.MORE, Verdict.UNDECIDED),
        ((1.0, None, None), Better.MORE, Verdict.UNDECIDED),
        ((0.0, None, None), Better.MORE, Verdict.SAME),
        ((0.0, 0.0, 0.0), Better.EITHER, Verdict.SAME),
        ((2.0, 2.0, 2.0), Better.LESS, Verdict.WORSE),
    ],
)
def test_a_difference_is_judged_by_where_zero_lies(
    ends: tuple[float, float | None, float | None], better: Better, verdict: Verdict
) -> None:
    mean, lower, upper = ends
    difference: Interval = {"mean": mean, "lower": lower, "upper": upper}
    assert judged(difference, better) is verdict


def test_four_times_the_runs_tell_half_the_difference() -> None:
    """A half width of twice the mean at 16 runs: 64 runs just touch zero, so it takes more."""
    wide: Interval = {"mean": -1.0, "lower": -3.0, "upper": 1.0}
    assert runs_to_tell(wide, 16) == 70
    assert runs_to_tell({"mean": 0.001, "lower": -3.0, "upper": 3.0}, 16) is None
    assert runs_to_tell({"mean": 0.0, "lower": -3.0, "upper": 3.0}, 16) is None
    assert runs_to_tell({"mean": 1.0, "lower": None, "upper": None}, 1) is None
