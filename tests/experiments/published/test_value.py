"""When a number of ours counts as a printed one found again."""

import pytest
from hybridstake.experiments.published.value import Agreement, agreement
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
    ],
)
def test_a_printed_number_stands_for_all_that_are_printed_like_it(
    printed: str, ours: float, found: Agreement
) -> None:
    assert agreement(printed, ours) is found


@pytest.mark.parametrize("printed", ["about 3", "", "nan", "2^x", "<"])
def test_what_is_no_number_is_refused(printed: str) -> None:
    with pytest.raises(InvalidParameter, match="printed must be a"):
        agreement(printed, 0.5)
