"""Permitted ranges of single values: the edges, and the whole message of every refusal."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.parameters.checks import (
    LARGEST_INTEGER,
    LONGEST_SECONDS,
    check_count,
    check_duration,
    check_not_negative,
    check_positive,
    check_seconds,
    check_share,
    check_threshold,
)

Check = Callable[[str, Any], None]


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (check_count, 0),
        (check_count, LARGEST_INTEGER),
        (check_share, 0),
        (check_share, 1.0),
        (check_share, Fraction(2, 3)),
        (check_threshold, Fraction(1, 10**18)),
        (check_threshold, Fraction(1)),
        (check_positive, 5e-324),
        (check_positive, 1.7976931348623157e308),
        (check_not_negative, 0),
        (check_not_negative, -0.0),
        (check_seconds, 0),
        (check_seconds, 3_155_760_000),
        (check_duration, 1e-6),
        (check_duration, 3_155_760_000.0),
    ],
)
def test_the_edges_of_a_range_are_permitted(check: Check, value: Any) -> None:
    check("name", value)


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (check_count, -1, "name must be a whole number from 0 to 2^63 - 1, got -1"),
        (
            check_count,
            2**63,
            "name must be a whole number from 0 to 2^63 - 1, got 9223372036854775808",
        ),
        (check_count, True, "name must be a whole number from 0 to 2^63 - 1, got True"),
        (check_share, -0.1, "name must lie in [0, 1], got -0.1"),
        (check_share, 1.5, "name must lie in [0, 1], got 1.5"),
        (check_share, math.nan, "name must lie in [0, 1], got nan"),
        (check_share, math.inf, "name must lie in [0, 1], got inf"),
        (check_share, Fraction(4, 3), "name must lie in [0, 1], got 4/3"),
        (check_threshold, Fraction(0), "name must lie in (0, 1], got 0"),
        (check_threshold, Fraction(4, 3), "name must lie in (0, 1], got 4/3"),
        (check_positive, 0.0, "name must be positive and finite, got 0.0"),
        (check_positive, math.inf, "name must be positive and finite, got inf"),
        (check_positive, math.nan, "name must be positive and finite, got nan"),
        (check_not_negative, -1.0, "name must be finite and not negative, got -1.0"),
        (check_not_negative, math.inf, "name must be finite and not negative, got inf"),
        (check_not_negative, math.nan, "name must be finite and not negative, got nan"),
        (check_seconds, -1e-300, "name must lie in [0, 3155760000] s, got -1e-300"),
        (check_seconds, 1e305, "name must lie in [0, 3155760000] s, got 1e+305"),
        (check_seconds, math.nan, "name must lie in [0, 3155760000] s, got nan"),
        (check_duration, 0.0, "name must lie in [1e-06, 3155760000] s, got 0.0"),
        (check_duration, 9e-7, "name must lie in [1e-06, 3155760000] s, got 9e-07"),
        (check_duration, math.inf, "name must lie in [1e-06, 3155760000] s, got inf"),
    ],
)
def test_a_value_outside_is_refused_with_name_rule_and_value(
    check: Check, value: Any, message: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        check("name", value)
    assert str(refusal.value) == message


def test_a_count_may_have_a_least_of_its_own() -> None:
    check_count("seats", 1, least=1)
    with pytest.raises(InvalidParameter) as refusal:
        check_count("seats", 0, least=1)
    assert str(refusal.value) == "seats must be a whole number from 1 to 2^63 - 1, got 0"


def test_the_longest_time_is_a_hundred_years() -> None:
    """100 · 365.25 · 24 · 60 · 60 s = 3,155,760,000 s."""
    assert LONGEST_SECONDS == 100 * 365.25 * 24 * 60 * 60
