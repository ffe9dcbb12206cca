"""When a number of ours counts as a printed one found again."""

import pytest
from hybridstake.experiments.published.value import (
    Agreement,
    agreement,
    last_digits,
    relative_difference,
    shown,
)
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("printed", "ours", "found"),
    [
        ("0.2045873", 0.20458727, Agreement.ROUNDED),
        ("0.2045873", 0.20458736, Agreement.TRUNCATED),
        ("0.2045873", 0.20458722, Agreement.DIFFERENT),
        ("0.2045873", 0.2045874, Agreement.DIFFERENT),
        ("5.55e-15", 5.551560731791749e-15, Agreement.ROUNDED),
        ("5e-9", 5.4e-9, Agreement.ROUNDED),
        ("5e-9", 5.6e-9, Agreement.TRUNCATED),
        ("13", 13.0, Agreement.ROUNDED),
        ("13", 14.0, Agreement.DIFFERENT),
        ("2^-40.36", 2**-40.358, Agreement.ROUNDED),
        ("2^-40.36", 2**-40.368, Agreement.TRUNCATED),
        ("2^-40.36", 2**-40.352, Agreement.DIFFERENT),
        ("2^-40", 0.0, Agreement.DIFFERENT),
        ("< 1e-9", 9.9e-10, Agreement.BOUNDED),
        ("< 1e-9", 1e-9, Agreement.DIFFERENT),
        ("1.0000000", 1.0, Agreement.ROUNDED),
        ("< 2^-40", 2**-40.4, Agreement.BOUNDED),
        ("< 2^-40", 2**-39.9, Agreement.DIFFERENT),
        ("5.551560731791749e-15", 5.551560731791747e-15, Agreement.ROUNDED),
        ("5.551560731791749e-15", 5.551560731791759e-15, Agreement.DIFFERENT),
        ("-0.5", -0.56, Agreement.TRUNCATED),
        ("-0.5", -0.44, Agreement.DIFFERENT),
    ],
)
def test_a_printed_number_stands_for_all_that_are_printed_like_it(
    printed: str, ours: float, found: Agreement
) -> None:
    assert agreement(printed, ours) is found


@pytest.mark.parametrize(
    ("printed", "ours", "found"),
    [
        ("9.49e-94", 9.4803e-94, Agreement.ROUNDED_UP),
        ("9.49e-94", 9.4799e-94, Agreement.DIFFERENT),
        ("9.49e-94", 9.4857e-94, Agreement.ROUNDED),
        ("3.36e-6", 3.3682e-6, Agreement.TRUNCATED),
        ("3.36e-6", 3.3701e-6, Agreement.DIFFERENT),
        ("2^-40.36", 2**-40.352, Agreement.DIFFERENT),
        ("< 1e-9", 1.1e-9, Agreement.DIFFERENT),
    ],
)
def test_where_a_source_rounds_upwards_ours_may_be_below_by_less_than_a_digit(
    printed: str, ours: float, found: Agreement
) -> None:
    assert agreement(printed, ours, rounds_up=True) is found


@pytest.mark.parametrize("printed", ["about 3", "", "nan", "2^x", "<"])
def test_what_is_no_number_is_refused(printed: str) -> None:
    with pytest.raises(InvalidParameter, match="printed must be a"):
        agreement(printed, 0.5)


@pytest.mark.parametrize(
    ("printed", "ours", "digits", "relative"),
    [
        ("8.92e-9", 8.93e-9, 1.0, 0.01 / 8.92),
        ("50", 37.0, -13.0, -0.26),
        ("< 5e-9", 4e-9, -1.0, -0.2),
        ("2^-40.36", 2**-40.34, 2.0, 2**0.02 - 1),
        ("< 2^-128", 2**-48.5, 79.5, 2**79.5 - 1),
        ("1.35E-211", 1.36e-211, 1.0, 0.01 / 1.35),
    ],
)
def test_a_difference_is_told_in_last_digits_and_as_a_part(
    printed: str, ours: float, digits: float, relative: float
) -> None:
    assert last_digits(printed, ours) == pytest.approx(digits, rel=1e-9)
    assert relative_difference(printed, ours) == pytest.approx(relative, rel=1e-9)


@pytest.mark.parametrize(
    ("printed", "ours", "text"),
    [
        ("0.2045873", 0.204587273, "0.204587273"),
        ("5.55e-15", 5.5515607e-15, "5.5516e-15"),
        ("3.77E-01", 0.37712, "3.7712e-1"),
        ("2.5e4", 24698.4, "2.470e4"),
        ("2^-40.36", 2**-40.3624, "2^-40.3624"),
        ("< 2^-128", 2**-48.5, "2^-48.50"),
        ("13", 13.0, "13"),
        ("50", 37.8239, "37.82"),
        ("5.551560731791749e-15", 5.551560731791747e-15, "5.551560731791747e-15"),
    ],
)
def test_ours_is_shown_like_the_printed_one_with_two_digits_more(
    printed: str, ours: float, text: str
) -> None:
    assert shown(printed, ours) == text
