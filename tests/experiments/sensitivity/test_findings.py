import numpy as np
import pytest
from hybridstake.experiments.sensitivity.findings import Effect, Verdict, rivals, verdict_of
from hybridstake.experiments.sensitivity.intervals import Interval
from hybridstake.experiments.sensitivity.noise import Noise
from hybridstake.experiments.sensitivity.variance import VarianceShares

ZERO = Interval(0, 0, 0)


@pytest.mark.parametrize(
    ("lower", "upper", "floor", "verdict"),
    [
        (0.051, 0.3, None, Verdict.MATTERS),
        (0.05, 0.3, None, Verdict.UNSETTLED),
        (0.0, 0.049, None, Verdict.NEGLIGIBLE),
        (0.0, 0.05, None, Verdict.UNSETTLED),
        (0.051, 0.3, 0.04, Verdict.MATTERS),
        (0.051, 0.3, 0.06, Verdict.UNSETTLED),
        (0.0, 0.049, 0.06, Verdict.NEGLIGIBLE),
    ],
)
def test_a_verdict_is_never_surer_than_the_interval_and_the_luck(
    lower: float, upper: float, floor: float | None, verdict: Verdict
) -> None:
    noise = None if floor is None else Noise(0.5, 0.2, 0.3, floor)
    assert verdict_of(Interval((lower + upper) / 2, lower, upper), 0.05, noise) is verdict


def test_a_field_behind_is_a_rival_where_samples_drawn_again_put_it_before() -> None:
    """Totals 0.5, 0.3, 0.2: the second trails the first in all draws, the third passes it in half."""
    draws = np.empty((500, 3))
    draws[:, 0], draws[:, 1] = 0.5, 0.3
    draws[:, 2] = np.where(np.arange(500) % 2, 0.4, 0.1)
    totals = tuple(Interval(value, 0, 1) for value in (0.5, 0.3, 0.2))
    shares = VarianceShares(totals, totals, draws, 0.0)
    assert rivals(shares, 0) == ()
    assert rivals(shares, 1) == (2,)
    assert rivals(shares, 2) == ()


def test_what_never_moved_may_still_move_in_three_of_as_many_changes() -> None:
    """No success in 100: the upper end is 1 - 0.05^(1/100) = 0.029513, the "rule of three"."""
    effect = Effect("x", ZERO, ZERO, ZERO, 0.0, changes=100, moved=0, verdict=Verdict.NEGLIGIBLE)
    assert effect.largest_moving_part == pytest.approx(0.029513, rel=1e-4, abs=0)
