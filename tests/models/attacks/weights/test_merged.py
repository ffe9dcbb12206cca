"""Stakes beyond number: their classes, the ends of their law, and what it takes to compute them."""

import math
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.attacks.weights import merged as merging
from hybridstake.models.attacks.weights.groups import failed_weight, log_odds
from hybridstake.models.attacks.weights.merged import merged_stakes, whole_array
from hybridstake.models.attacks.weights.merged_law import MergedLaw
from hybridstake.models.attacks.weights.tails import log_upper_tail
from hybridstake.models.errors import InvalidParameter
from scipy.stats import binom


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few classes that some hundred stakes are merged."""
    monkeypatch.setattr(merging, "MOST_CLASSES", 40)


def true_log_tail(stakes: list[int], chance: float, threshold: int) -> float:
    """The tail of whole stakes, from the exact recurrence."""
    weight = failed_weight([stakes], alone=log_odds(chance), together=-math.inf)
    found = log_upper_tail(weight, threshold)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("chance", "part"),
    [(0.3, 0.45), (0.3, 0.29), (0.9, 0.95)],
)
def test_the_ends_hold_the_truth_whether_stakes_are_merged_or_not(
    coarse: None, chance: float, part: float
) -> None:
    """The truth is the recurrence over all 300 stakes; merged ones know 40 classes of them."""
    rng = np.random.default_rng(3)
    fine = rng.integers(100, 1_000, 300)
    few = rng.integers(1, 30, 300) * 7
    for stakes in (fine, few):
        found = merged_stakes(stakes.astype(np.float64))
        assert found.is_exact == (stakes is few)
        reached = math.ceil(part * int(stakes.sum()))
        truth = true_log_tail(stakes.tolist(), chance, reached)
        law = MergedLaw(stakes=found, alone=log_odds(chance))
        ends = law.log_bracket(math.ceil(reached / found.unit), 1.0)
        assert ends is not None
        assert ends.lower - 1e-12 <= truth <= ends.upper + 1e-12
        # Classes move the answer by the square of their width, a 17th here, and noise by nothing.
        assert math.exp(ends.middle) == pytest.approx(math.exp(truth), rel=2e-2, abs=0)
        assert ends.upper - ends.lower < 4
        assert truth <= law.log_bound(math.ceil(reached / found.unit))


@pytest.mark.parametrize("members", [200_000, 3_000_000])
@pytest.mark.parametrize(("deviations", "rel"), [(3, 1e-9), (-2, 1e-9), (20, 1e-8)])
def test_equal_stakes_are_binomial_to_many_digits(
    members: int, deviations: int, rel: float
) -> None:
    """Equal stakes lie on a lattice: the noise stays within half a stake, and the ends meet."""
    found = merged_stakes(np.full(members, 32.5))
    threshold = round(0.3 * members + deviations * math.sqrt(0.21 * members))
    law = MergedLaw(stakes=found, alone=log_odds(0.3))
    ends = law.log_bracket(325 * threshold, 1.0)
    assert ends is not None
    truth = binom.logsf(threshold - 1, members, 0.3)
    assert ends.lower <= ends.middle <= ends.upper
    assert ends.middle == pytest.approx(truth, rel=0, abs=rel)
    assert ends.upper - ends.lower < 1e-6


def test_the_moment_of_classes_bounds_that_of_their_stakes(coarse: None) -> None:
    """Sum over all stakes of ln(1 - p + p exp(a w + b (w - mean))), against that of the classes."""
    stakes = np.random.default_rng(4).integers(100, 2_000, 900)
    found = merged_stakes(stakes.astype(np.float64))
    law = MergedLaw(stakes=found, alone=log_odds(0.3))
    finer = round(1 / found.unit)
    means = np.array([mean for mean, _ in found.composition], dtype=np.float64) / finer
    low = means + found.least / finer
    home = np.searchsorted(low, stakes + 1e-6) - 1
    for tilt, rate in ((0.0, 1e-3), (1e-3, 0.0), (1e-3, -4e-3), (0.0, 0.3)):
        exponents = tilt * stakes + rate * (stakes - means[home])
        truth = float(np.log1p(0.3 * np.expm1(exponents)).sum())
        bound = law.log_moment(tilt / finer, rate / finer)
        assert truth <= bound <= truth + 0.2 + 900 * (rate * 75) ** 2


def test_a_law_of_single_members_is_left_to_others() -> None:
    """Of fifty expected failures among as many different stakes nothing is smooth."""
    stakes = merged_stakes(np.random.default_rng(1).pareto(1.1, 5_000) + 1)
    assert MergedLaw(stakes=stakes, alone=log_odds(1e-12)).log_bracket(3, 1.0) is None


def test_decimals_are_exact_and_finer_stakes_rounded() -> None:
    """0.1 and 0.25 are 10 and 25 hundredths; a third is no decimal of nine places."""
    held, unit = whole_array(np.array([0.1, 0.25, 7.0]))
    assert held.tolist() == [10, 25, 700]
    assert unit == Fraction(1, 100)
    held, unit = whole_array(np.array([1 / 3, 2 / 3]))
    assert float(held[0] * unit) == pytest.approx(1 / 3, rel=1e-15, abs=0)
    assert int(held.sum()) <= 2**62


@pytest.mark.parametrize(
    ("stakes", "message"),
    [
        ([1.0, math.nan], "stake must be finite and not negative, got nan"),
        ([1.0, -2.0], "stake must be finite and not negative, got -2.0"),
        ([math.inf], "stake must be finite and not negative, got inf"),
        ([0.0, 0.0], "total stake must be positive and below 1e+300, got 0.0"),
        ([1e308, 1e308], "total stake must be positive and below 1e+300, got inf"),
    ],
)
def test_what_are_no_stakes_is_refused(stakes: list[float], message: str) -> None:
    """In one line."""
    with pytest.raises(InvalidParameter) as caught:
        whole_array(np.array(stakes))
    assert str(caught.value) == message


def test_memory_is_a_few_numbers_a_stake() -> None:
    """A million stakes of eight bytes each take less than a hundred bytes each at the most."""
    stakes = np.random.default_rng(1).pareto(1.5, 1_000_000) + 1
    tracemalloc.start()
    found = merged_stakes(stakes)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.stakers == 1_000_000
    assert len(found.composition) <= merging.MOST_CLASSES
    assert most < 100 * 1_000_000
