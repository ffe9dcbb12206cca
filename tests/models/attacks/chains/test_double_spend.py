"""Double spends: published tables, two ways to the same number, laws and refusals."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.published.races import NAKAMOTO_TABLES, SHARES, WAITS
from hybridstake.models.attacks.chains.choices import Race
from hybridstake.models.attacks.chains.double_spend import DoubleSpend, least_confirmations
from hybridstake.models.attacks.chains.races import nakamoto_race, rosenfeld_race
from hybridstake.models.attacks.chains.second_races import (
    beta_fraction,
    nakamoto_by_fractions,
    published_nakamoto,
    published_rosenfeld,
)
from hybridstake.models.attacks.estimate import Estimate
from hybridstake.models.attacks.rare import WeightedSample, moments_of
from hybridstake.models.attacks.sampling import Sample
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

shares = st.floats(1e-12, 0.4999)


def chance(share: float, confirmations: int, model: Race = Race.ROSENFELD) -> Estimate:
    """The exact answer."""
    return DoubleSpend(share=share, confirmations=confirmations, model=model).exact()


@pytest.mark.parametrize("share", NAKAMOTO_TABLES)
def test_nakamotos_tables(share: float) -> None:
    """Nakamoto 2008, section 11: q = 0.1, z from 0 to 10, and q = 0.3, z from 0 to 50."""
    step, row = NAKAMOTO_TABLES[share]
    ours = [f"{chance(share, step * z, Race.NAKAMOTO).probability:.7f}" for z in range(11)]
    assert ours == row.split()


@pytest.mark.parametrize("model", WAITS)
def test_confirmations_for_less_than_a_thousandth(model: Race) -> None:
    """Nakamoto 2008, section 11, last table; Grunspan & Pérez-Marco 2017, the same for the race."""
    _, row = WAITS[model]
    found = [least_confirmations(share, 0.001, model).confirmations for share in SHARES]
    assert found == [int(cell) for cell in row.split()]


def test_two_confirmations_by_hand() -> None:
    """q = 1/4: 1 - (p^2 - q^2) - 2 (p^2 q - p q^2) = 1 - 1/2 - 2 (9/64 - 3/64) = 5/16."""
    assert chance(0.25, 2).probability == pytest.approx(5 / 16, rel=1e-15, abs=0)


def test_poisson_race_by_hand() -> None:
    """q = 1/4, z = 1: mean 1/3; 1 - e^(-1/3) (1 - 1/3)."""
    assert chance(0.25, 1, Race.NAKAMOTO).probability == pytest.approx(
        1 - math.exp(-1 / 3) * 2 / 3, rel=1e-15, abs=0
    )


@pytest.mark.parametrize("model", Race)
@given(share=shares, confirmations=st.integers(1, 150))
def test_a_race_without_subtraction_is_the_published_one(
    model: Race, share: float, confirmations: int
) -> None:
    """Down to 1e-1800; the published sums with all digits that they need."""
    question = DoubleSpend(share=share, confirmations=confirmations, model=model)
    second = question.second_exact()
    assert second is not None
    assert second.method in ("integers", "decimals")
    log10 = question.exact().log10_probability
    assert log10 == pytest.approx(second.log10_probability, rel=1e-13, abs=1e-12)


@pytest.mark.parametrize("confirmations", [1, 7, 100, 3_000])
@pytest.mark.parametrize("share", [1e-9, 0.1, 0.45, 0.49])
def test_every_second_way_is_the_first(share: float, confirmations: int) -> None:
    fraction = Fraction(share)
    one = rosenfeld_race(fraction, confirmations).log10_probability
    beta = beta_fraction(fraction, confirmations)
    assert beta is not None
    assert beta.log10_probability == pytest.approx(one, rel=1e-13, abs=1e-11)
    if confirmations <= 100:
        exactly = Fraction(*published_rosenfeld(fraction, confirmations))
        assert one == pytest.approx(
            math.log10(exactly.numerator) - math.log10(exactly.denominator), rel=1e-13, abs=1e-10
        )
    fractions = nakamoto_by_fractions(fraction, confirmations)
    log10 = nakamoto_race(fraction, confirmations).log10_probability
    assert fractions.log10_probability == pytest.approx(log10, rel=1e-13, abs=1e-13)


@pytest.mark.parametrize(
    ("share", "confirmations"),
    [
        (0.49, 60_000),
        (0.499, 2_000_000),
        (0.499, 3_000_000),
        (0.4999, 120_000_000),
        (0.4999, 200_000_000),
        (0.4999, 251_857_727),
        (0.3, 10_000),
        (0.4999999, 10**10),
    ],
)
def test_nearly_equal_strength_after_a_long_wait_has_two_exact_answers(
    share: float, confirmations: int
) -> None:
    """Where SciPy's `gammainc` gives 6.15e-11 for 1.0933e-10 and the like."""
    question = DoubleSpend(share=share, confirmations=confirmations, model=Race.NAKAMOTO)
    exact, second = question.exact(), question.second_exact()
    assert second is not None
    assert second.method == "continued-fraction"
    assert second.log10_probability == pytest.approx(exact.log10_probability, rel=1e-12, abs=4e-12)


def test_forty_digits_of_the_wait_for_1e_minus_9() -> None:
    """Both Poisson sums at q = 0.4999, z = 251,857,727 in forty digits: 9.9999993263682e-10."""
    found = nakamoto_by_fractions(Fraction(0.4999), 251_857_727).probability
    assert found == pytest.approx(9.9999993263682e-10, rel=2e-12, abs=0)
    assert least_confirmations(0.4999, 1e-9, Race.NAKAMOTO).confirmations == 251_857_727


@pytest.mark.parametrize("model", Race)
@pytest.mark.parametrize("share", [0.4967, 0.499, 0.4999999, 1e-300])
@pytest.mark.parametrize("confirmations", [1, 10**6, 10**10])
def test_no_race_is_without_a_second_way(model: Race, share: float, confirmations: int) -> None:
    question = DoubleSpend(share=share, confirmations=confirmations, model=model)
    second = question.second_exact()
    assert second is not None
    assert second.evidence == "exact"
    assert second.agrees_with(question.exact())


def test_a_probability_of_1e_minus_100_keeps_twelve_digits() -> None:
    """Both races against their published sums in 200 decimals or in integers."""
    rare = chance(0.1, 220)
    exactly = Fraction(*published_rosenfeld(Fraction(0.1), 220))
    assert rare.probability < 1e-98
    assert rare.probability == pytest.approx(float(exactly), rel=1e-13, abs=0)
    rare = chance(0.1, 175, Race.NAKAMOTO)
    assert rare.probability < 1e-98
    printed = published_nakamoto(Fraction(0.1), 175, 200)
    assert rare.probability == pytest.approx(printed.probability, rel=1e-12, abs=0)


@pytest.mark.parametrize("model", Race)
@given(share=shares, confirmations=st.integers(1, 400))
def test_waiting_helps_strength_hurts_and_the_bound_holds(
    model: Race, share: float, confirmations: int
) -> None:
    question = DoubleSpend(share=share, confirmations=confirmations, model=model)
    here = question.exact().log10_probability
    assert chance(share, confirmations + 1, model).log10_probability < here + 1e-13
    assert chance(min(0.5, share * 1.01), confirmations, model).log10_probability > here - 1e-13
    assert here <= question.bound().log10_probability


def test_the_poisson_race_flatters_the_merchant() -> None:
    """Grunspan & Pérez-Marco 2017: from some z on the published race is below the true."""
    for share in SHARES:
        poisson = chance(share, 600, Race.NAKAMOTO).log10_probability
        assert poisson < chance(share, 600).log10_probability


@pytest.mark.parametrize("model", Race)
@pytest.mark.parametrize(("share", "confirmations"), [(0.1, 2), (0.3, 6), (0.45, 1), (0.49, 400)])
def test_a_sample_holds_the_truth(model: Race, share: float, confirmations: int) -> None:
    """Clopper–Pearson at 1 - 1e-6."""
    question = DoubleSpend(share=share, confirmations=confirmations, model=model)
    won = question.successes(200_000, np.random.default_rng(11))
    sampled = Sample(successes=won, trials=200_000, looks=1).estimate(1 - 1e-6)
    assert question.exact().agrees_with(sampled)
    assert (sampled.upper - sampled.lower) < 0.2 * sampled.probability


@pytest.mark.parametrize("model", Race)
@pytest.mark.parametrize(("share", "confirmations"), [(0.1, 30), (0.3, 200), (0.01, 100)])
def test_a_weighted_sample_holds_the_truth(model: Race, share: float, confirmations: int) -> None:
    """Within five standard errors, of 3 % at the most; no weight above the bound."""
    question = DoubleSpend(share=share, confirmations=confirmations, model=model)
    weights = question.log_weights(50_000, np.random.default_rng(5))
    assert weights.max() <= question.bound().log10_probability * math.log(10) + 1e-9
    drawn = WeightedSample(
        moments=moments_of(weights),
        trials=50_000,
        looks=1,
        largest_log_weight=question.largest_log_weight,
    )
    assert drawn.doubt == ""
    assert drawn.relative_deviation < 0.03
    log_ratio = drawn.log_probability - question.exact().log10_probability * math.log(10)
    assert abs(log_ratio) < 5 * drawn.relative_deviation


@pytest.mark.parametrize(
    ("share", "confirmations", "truth"),
    [(0.5, 10, 1.0), (1.0, 10**10, 1.0), (0.0, 1, 0.0), (0.0, 0, 1.0), (0.3, 0, 1.0)],
)
@pytest.mark.parametrize("model", Race)
def test_a_race_that_is_over_is_certain(
    model: Race, share: float, confirmations: int, truth: float
) -> None:
    question = DoubleSpend(share=share, confirmations=confirmations, model=model)
    assert question.exact().probability == truth
    assert question.bound().probability == truth
    assert question.successes(100, np.random.default_rng(1)) == 100 * truth
    assert not question.is_sampled_rarely
    assert not question.is_quickly_sampled
    second = question.second_exact()
    assert second is not None
    assert (second.method, second.lower, second.upper) == ("gamblers-ruin", truth, truth)


@pytest.mark.parametrize("model", Race)
@given(share=st.floats(1e-6, 0.48), below=st.floats(1e-60, 1.0))
def test_the_least_wait_is_enough_and_one_less_is_not(
    model: Race, share: float, below: float
) -> None:
    found = least_confirmations(share, below, model)
    assert found.exact().probability < below
    fewer = chance(share, found.confirmations - 1, model)
    assert fewer.probability >= below * (1 - 1e-12)


def test_the_least_wait_for_1e_minus_40() -> None:
    """Its neighbours, in integers."""
    found = least_confirmations(0.3, 1e-40).confirmations
    at, before = (Fraction(*published_rosenfeld(Fraction(0.3), z)) for z in (found, found - 1))
    assert at < Fraction(1, 10**40) <= before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"share": -0.1}, "share must lie in [0, 1], got -0.1"),
        ({"share": math.nan}, "share must lie in [0, 1], got nan"),
        ({"share": "0.1"}, "share must be a number, got '0.1'"),
        ({"confirmations": -1}, "confirmations must be at least 0, got -1"),
        ({"confirmations": 1.0}, "confirmations must be an int, got 1.0"),
        (
            {"confirmations": 2**63 - 1},
            "confirmations must be at most 10000000000, got 9223372036854775807",
        ),
        ({"model": "poisson"}, "model must be a Race, got 'poisson'"),
    ],
)
def test_impossible_races_are_refused(changes: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"share": 0.1, "confirmations": 6}
    with pytest.raises(InvalidParameter) as refusal:
        DoubleSpend(**(arguments | changes))
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("share", "below", "message"),
    [
        (0.5, 0.1, "share must be below 1/2 for any wait to help, got 0.5"),
        (math.nan, 0.1, "share must lie in [0, 1], got nan"),
        (0.1, 0.0, "below must be above 0, got 0.0"),
        (0.1, 1.5, "below must lie in [0, 1], got 1.5"),
        (
            0.4999999999,
            0.001,
            "below must be reached within 10000000000 confirmations, got 0.001 at a share of "
            "0.4999999999",
        ),
    ],
)
def test_a_wait_that_cannot_be_found_is_refused(share: float, below: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        least_confirmations(share, below)
    assert str(refusal.value) == message
