import pytest
from hybridstake.experiments.comparing.subject import Conditions, Shares, Subject, read_shares
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter


def test_a_share_is_of_both_classes_unless_two_are_given() -> None:
    assert read_shares("0,0.5:0.25") == (Shares(0.0, 0.0), Shares(0.5, 0.25))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a third",
            "corruption must be shares with commas between, each for both classes or "
            "AUTHORITIES:STAKE, got 'a third'",
        ),
        (
            "0.1,",
            "corruption must be shares with commas between, each for both classes or "
            "AUTHORITIES:STAKE, got '0.1,'",
        ),
        ("1.5", "corruption of authorities must lie in [0, 1], got 1.5"),
        ("0.1:nan", "corruption of stake must lie in [0, 1], got nan"),
        ("0.1,0.10:0.1", "corruption must name each pair once, got '0.1,0.10:0.1'"),
    ],
)
def test_what_is_no_share_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read_shares(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("runs", 0, "runs must be a whole number from 1 to 2^63 - 1, got 0"),
        ("people", 0, "people must be a whole number from 1 to 2^63 - 1, got 0"),
        ("confidence", 1.0, "confidence must lie in (0, 1), got 1.0"),
        ("confidence", float("nan"), "confidence must lie in (0, 1), got nan"),
    ],
)
def test_conditions_without_sense_are_refused(name: str, value: float, message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        Conditions(**{name: value})  # pyright: ignore[reportArgumentType] - that is the point
    assert str(refused.value) == message


def test_of_a_long_path_the_end_is_shown() -> None:
    long = Subject("A", f"/{'very/' * 30}mine.toml", load("plan"))
    assert len(long.short) == 60
    assert long.short.startswith("…")
    assert long.short.endswith("/mine.toml")
