import math

import pytest
from hybridstake.experiments.dashboard.formats import duration, number, percent, probability


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (0.0493, "0.0493"),
        (99.94, "99.9"),
        (1_234_567.8, "1,234,568"),
        (18_921_600_000.0, "18,921,600,000"),
        (2e17, "2 × 10¹⁷"),
        (1.25e-5, "1.25 × 10⁻⁵"),
        (-1_234.0, "-1,234"),
    ],
)
def test_a_number_has_three_digits_or_separators(value: float, shown: str) -> None:
    assert number(value) == shown


def test_a_share_is_shown_in_per_cent() -> None:
    assert percent(0.05) == "5 %"
    assert percent(90_102.857) == "9,010,286 %"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.0, "0 s"),
        (35.0, "35 s"),
        (120.0, "2 min"),
        (3_600.0 * 47, "47 h"),
        (86_400.0 * 21, "21 days"),
        (31_536_000.0 * 2_029, "2,029 years"),
        (math.inf, "never"),
    ],
)
def test_a_time_comes_in_a_unit_that_fits(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_a_probability_below_every_float_is_still_shown() -> None:
    assert probability(0.0, -2000.0) == "1 × 10⁻²⁰⁰⁰"
    assert probability(0.0, -math.inf) == "0"
    assert probability(1.0, 0.0) == "1"


def test_a_mantissa_that_rounds_up_to_ten_moves_the_exponent() -> None:
    assert probability(9.999e-8, math.log10(9.999e-8)) == "1 × 10⁻⁷"
