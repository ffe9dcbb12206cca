import pytest
from hybridstake.experiments.evaluating.ranges import (
    Range,
    read_range,
    read_ranges,
    variable_fields,
)
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.question import FIELDS
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

FORM = "vary must be FIELD=LOW:HIGH or FIELD=LOW:HIGH:log, such as rewards.authority_share=0.3:0.8, got "


def test_every_number_of_a_parameter_file_can_vary_and_nothing_else() -> None:
    known = variable_fields()
    assert known["issuance.yearly_cap"] is float
    assert known["fast.validators"] is int
    every = {f"{table}.{name}" for table, names in FIELDS.items() for name in names}
    assert every - set(known) == {
        "quorums.strict",
        "selection.independent_draws",
        "rewards.empty_class_to_other",
        "switching.rule",
        "switching.adjacent_only",
    }


def test_a_threshold_is_given_by_fractions() -> None:
    found = read_range("fast.authority_threshold=2/3:5/6")
    assert found == Range("fast.authority_threshold", 2 / 3, 5 / 6, whole=False)


def test_counts_stay_whole() -> None:
    found = read_range("fast.validators=4:7")
    assert found.whole
    assert [found.value_at(part) for part in (0, 0.24, 0.25, 0.5, 0.99, 1)] == [4, 4, 5, 6, 7, 7]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rewards.authority_share", FORM + "'rewards.authority_share'"),
        ("rewards.authority_share=0.3", FORM + "'rewards.authority_share=0.3'"),
        ("rewards.authority_share=0:1:linear", FORM + "'rewards.authority_share=0:1:linear'"),
        (
            "rewards.authority_shares=0.3:0.8",
            "vary must name a field of a parameter file, got 'rewards.authority_shares'; nearest: "
            "rewards.authority_share, fast.authority_threshold, balanced.authority_threshold",
        ),
        ("quorums.strict=0:1", "vary must name a field that is a number, got quorums.strict"),
        ("switching.rule=0:1", "vary must name a field that is a number, got switching.rule"),
        (
            "rewards.authority_share=0.8:0.3",
            "the range of rewards.authority_share must be from a lower to a higher value, got '0.8:0.3'",
        ),
        (
            "rewards.authority_share=nan:0.3",
            "the range of rewards.authority_share must be of numbers, got 'nan'",
        ),
        (
            "rewards.authority_share=1/0:2",
            "the range of rewards.authority_share must be of numbers, got '1/0'",
        ),
        (
            "fast.validators=4:7.5",
            "the range of fast.validators must be between whole numbers, got '4:7.5'",
        ),
        (
            "rewards.base_reward=0:10:log",
            "the range of rewards.base_reward must be above 0 where it is log, got '0:10:log'",
        ),
        (
            "fast.validators=4:9:log",
            "the range of fast.validators must be plain, as it is whole, got log",
        ),
    ],
)
def test_what_is_no_range_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        read_range(text)
    assert str(caught.value) == message


def test_an_end_that_the_field_does_not_permit_is_refused() -> None:
    with pytest.raises(InvalidParameter) as caught:
        read_ranges(["rewards.authority_share=0.5:2"], load("plan"))
    assert str(caught.value) == "rewards.authority_share must lie in [0, 1], got 2.0"


def test_a_field_that_is_named_twice_is_refused() -> None:
    with pytest.raises(InvalidParameter) as caught:
        read_ranges(["slashing.rate=0.1:1", "slashing.rate=0.2:1"], load("plan"))
    assert str(caught.value) == "vary must name each field once, got slashing.rate twice"


@given(
    st.floats(min_value=1e-6, max_value=1e3),
    st.floats(min_value=1e-3, max_value=1e3),
    st.booleans(),
    st.floats(min_value=0, max_value=1),
)
def test_a_value_lies_in_its_range_and_knows_its_place(
    low: float, width: float, logarithmic: bool, part: float
) -> None:
    """Values keep six significant digits: the place may move by so much of the largest value."""
    found = Range("rewards.base_reward", low, low + width, False, logarithmic)
    value = found.value_at(part)
    assert found.low <= value <= found.high
    tolerance = 1e-5 * (1 if logarithmic else found.high) / (width if not logarithmic else 1)
    if not logarithmic:
        assert found.part_of(value) == pytest.approx(part, abs=tolerance, rel=0)
    assert found.value_at(found.part_of(value)) == pytest.approx(value, rel=1e-5, abs=0)


@given(
    st.integers(min_value=1, max_value=50),
    st.integers(min_value=1, max_value=50),
    st.floats(min_value=0, max_value=1),
)
def test_a_whole_value_finds_itself_again(low: int, width: int, part: float) -> None:
    found = Range("fast.validators", low, low + width, True)
    value = found.value_at(part)
    assert isinstance(value, int)
    assert found.value_at(found.part_of(value)) == value
