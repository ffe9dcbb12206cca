import pytest
from hybridstake.experiments.evaluating.expressions import Condition, read_condition
from hybridstake.models.errors import InvalidParameter


def test_a_condition_is_read_with_or_without_spaces() -> None:
    expected = Condition("staker_yield", ">=", 0.04)
    assert read_condition(" staker_yield >= 4e-2 ") == expected
    assert read_condition("staker_yield>=0.04") == expected


@pytest.mark.parametrize(
    ("text", "value", "holds", "excess"),
    [
        ("gini >= 0.5", 0.5, True, 0.0),
        ("gini > 0.5", 0.5, False, 0.0),
        ("gini <= 0.5", 0.75, False, 0.25),
        ("gini < 0.5", 0.25, True, -0.25),
        ("gini >= 0.5", 0.25, False, 0.25),
        ("entry_real_yield_balanced > -0.5", 0.0, True, -0.5),
    ],
)
def test_a_value_is_within_the_bound_or_beyond_it(
    text: str, value: float, holds: bool, excess: float
) -> None:
    condition = read_condition(text)
    assert condition.holds(value) is holds
    assert condition.excess(value) == excess


@pytest.mark.parametrize(
    "text",
    [
        "",
        "staker_yield",
        "staker_yield == 0.04",
        "0.04 <= staker_yield",
        "staker_yield >= gini",
        "staker_yield >= nan",
        "staker_yield >= 1e999",
        "staker_yield >= --1",
        "staker_yield >= 0.04 and gini < 1",
        "__import__('os').getcwd() >= 1",
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        read_condition(text)
    assert str(caught.value).startswith(
        'subject-to must be METRIC >= or <= or > or < NUMBER, such as "staker_yield >= 0.04", got '
    )
