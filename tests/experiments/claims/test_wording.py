"""Quantities in the sentences of findings, from nothing to beyond all reading."""

import math

import pytest
from hybridstake.experiments.claims.wording import amount, duration, percent, span


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.0, "0"),
        (9.994, "9.99"),
        (10.0, "10"),
        (1_234.5, "1,234"),
        (10_369_000, "10,369,000"),
        (9.99e14, "999,000,000,000,000"),
        (1e15, "1e+15"),
        (1e-300, "1e-300"),
    ],
)
def test_an_amount_shows_its_digits_while_they_can_be_read(value: float, printed: str) -> None:
    assert amount(value) == printed


@pytest.mark.parametrize(
    ("seconds", "printed"),
    [
        (35.0, "35 s"),
        (5_000.0, "1.4 hours"),
        (1_576_800.0, "18 days"),
        (1e14, "3,170,979 years"),
        (1e15, "1e+15 s"),
        (1e300, "1e+300 s"),
        (math.inf, "never"),
        (math.nan, "never"),
    ],
)
def test_a_time_has_a_unit_that_suits_it_or_never_comes(seconds: float, printed: str) -> None:
    assert duration(seconds) == printed


def test_a_span_of_equal_amounts_is_one() -> None:
    assert span([5.0, 5.0]) == "5"
    assert span([5.0, 1.0, 3.0]) == "1 to 5"


def test_a_part_is_a_percentage() -> None:
    assert percent(1.0) == "100 %"
