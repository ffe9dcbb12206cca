"""Stakes beyond number: their classes, the ends of their law, and what it takes to compute them."""

import math
import tracemalloc
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.attacks.weights import merged as merging
from hybridstake.models.attacks.weights.contours import contour_of
from hybridstake.models.attacks.weights.equals import log_equal_tail, log_equal_tail_again
from hybridstake.models.attacks.weights.groups import failed_weight, log_odds
from hybridstake.models.attacks.weights.merged import merged_stakes, whole_array
from hybridstake.models.attacks.weights.merged_law import MergedLaw
from hybridstake.models.attacks.weights.moments import log_growth
from hybridstake.models.attacks.weights.resources import FIRST, SECOND, merged_members
from hybridstake.models.attacks.weights.tails import log_upper_tail
from hybridstake.models.errors import InvalidParameter
from mpmath import mp, mpf


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


def binomial_log_tail(members: int, chance: float, enough: int) -> float:
    """The tail from its first mass and the ratios of the next, to forty digits."""
    with mp.workdps(40):
        p = mpf(chance)
        whole, some = mp.loggamma(members + 1), mp.loggamma(enough + 1)
        log_mass = whole - some - mp.loggamma(members - enough + 1)
        log_mass += enough * mp.log(p) + (members - enough) * mp.log(1 - p)
        total, term, count = mpf(0), mpf(1), enough
        # Below the mean the masses rise before they fall.
        while count <= members and (term > total * mpf(10) ** -20 or count < members * p):
            total += term
            term *= p / (1 - p) * (members - count) / (count + 1)
            count += 1
        return float(log_mass + mp.log(total))


def test_ten_million_equal_stakes_keep_the_truth_by_every_way() -> None:
    """What one member's logarithm loses is multiplied by ten million of them; a third and more fail."""
    members, chance = 10_000_000, 0.3332
    found = merged_stakes(np.full(members, 32.0))
    law = MergedLaw(stakes=found, alone=log_odds(chance))
    for enough in (3_333_334, 3_338_000):
        truth = binomial_log_tail(members, chance, enough)
        for way in (FIRST, SECOND):
            ends = law.log_bracket(32 * enough, way.fineness)
            assert ends is not None
            assert ends.lower <= truth <= ends.upper < ends.lower + 1e-8
            closed = merged_members(found, log_odds(chance), 32 * enough).log_ends(way)
            assert closed is not None
            assert closed.lower == closed.upper == pytest.approx(truth, rel=0, abs=2e-12)


@pytest.mark.parametrize("chance", [0.6, 0.99])
def test_equal_members_who_mostly_fail_are_as_exact(chance: float) -> None:
    """Odds above one, which a fraction of both chances keeps apart from certainty."""
    for deviations in (-1, 5):
        enough = round(200_000 * chance + deviations * math.sqrt(2e5 * chance * (1 - chance)))
        truth = binomial_log_tail(200_000, chance, enough)
        for tail in (log_equal_tail, log_equal_tail_again):
            found = tail(200_000, log_odds(chance), enough)
            assert found == pytest.approx(truth, rel=0, abs=1e-11)


def test_the_two_contours_of_a_lattice_are_two() -> None:
    """Another line, another period, another noise: not one computation under two names."""
    stakes = merged_stakes(np.repeat([1.0, 2.0, 5.0], 70_000))
    law = MergedLaw(stakes=stakes, alone=0.0)
    lines = [contour_of(law.weight, 1e-3, way.fineness) for way in (FIRST, SECOND)]
    first, second = lines
    assert first is not None
    assert second is not None
    assert first.tilt != second.tilt
    assert abs(first.period / first.deviation - second.period / second.deviation) > 1
    ends = [law.log_bracket(281_500, way.fineness) for way in (FIRST, SECOND)]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0].middle == pytest.approx(ends[1].middle, rel=1e-10, abs=0)
    assert ends[0].upper - ends[0].lower != ends[1].upper - ends[1].lower


def test_what_a_member_adds_loses_no_digits() -> None:
    """ln(1 - p + p e^x) to forty digits, from the impossible to the all but certain."""
    exponents = np.array([-800.0, -3.0, -1e-3, 1e-12, 0.5, 2.0, 800.0])
    for odds in (-700.0, -20.0, -0.1, 0.0, 5.0, 700.0):
        found = log_growth(odds, exponents)
        with mp.workdps(400):
            chance = 1 / (1 + mp.exp(-mpf(odds)))
            truth = [float(mp.log1p(chance * mp.expm1(mpf(float(each))))) for each in exponents]
        assert found == pytest.approx(truth, rel=1e-12, abs=0)


@pytest.mark.parametrize("chance", [1e-9, 1 - 1e-9])
def test_ends_are_in_order_and_hold_the_truth_at_the_extremes(
    monkeypatch: pytest.MonkeyPatch, chance: float
) -> None:
    """Least and greatest thresholds, classes as wide as can be, without a warning."""
    monkeypatch.setattr(merging, "MOST_CLASSES", 20)
    rng = np.random.default_rng(8)
    for stakes in (np.append(rng.integers(1, 60, 60), 1_000), rng.integers(100, 400, 60)):
        found, total = merged_stakes(stakes.astype(np.float64)), int(stakes.sum())
        law = MergedLaw(stakes=found, alone=log_odds(chance))
        for reached in (1, total // 3, total):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                ends = law.log_bracket(math.ceil(reached / found.unit), 1.0)
                bound = law.log_bound(math.ceil(reached / found.unit))
            truth = true_log_tail(stakes.tolist(), chance, reached)
            assert truth <= bound + 1e-9
            if ends is not None:
                assert ends.lower <= ends.middle <= ends.upper <= max(bound, ends.lower)
                assert ends.lower - 1e-9 <= truth <= ends.upper + 1e-9


def test_rates_beyond_floats_move_no_threshold_beyond_all_stakes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A chance of 1e-9 that any fails: what is beyond the means has next to no spread."""
    monkeypatch.setattr(merging, "MOST_CLASSES", 20)
    stakes = np.random.default_rng(3).integers(100, 900, 150)
    found = merged_stakes(stakes.astype(np.float64))
    law = MergedLaw(stakes=found, alone=log_odds(1e-9))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ends = law.log_bracket(math.ceil(1 / found.unit), 1.0)
    truth = math.log(-math.expm1(150 * math.log1p(-1e-9)))
    assert ends is None or ends.lower <= truth <= ends.upper


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
    truth = binomial_log_tail(members, 0.3, threshold)
    assert ends.lower <= truth <= ends.upper
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
