"""Numbers in words: worked examples."""

import pytest
from hybridstake.experiments.publishing.quoting import quote
from hybridstake.experiments.publishing.wording import duration, in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1/3", "a third"),
        ("2/3", "two thirds"),
        ("4/6", "two thirds"),
        ("1/6", "a sixth"),
        ("5/6", "five sixths"),
        ("1/2", "half"),
        ("3/4", "three quarters"),
        ("1/8", "an eighth"),
        ("7/12", "7/12"),
        ("667/1000", "667/1000"),
        ("0", "none"),
        ("1", "all"),
        ("3/2", "3/2"),
        ("-1/3", "-1/3"),
        (0.1, "a tenth"),
        (0.37, "0.37"),
        (1 / 3, "0.333"),
        (1.0, "all"),
        (3.0, "three"),
        (21.0, "21"),
        (0, "none"),
        (1, "one"),
        (12, "twelve"),
        (1_300, "1,300"),
    ],
)
def test_parts_and_counts_are_worded(value: float | str, words: str) -> None:
    assert in_words(value) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "no time"),
        (0.0125, "12 ms"),
        (0.3, "300 ms"),
        (1, "1 s"),
        (17, "17 s"),
        (9.96, "10 s"),
        (175, "2.9 minutes"),
        (3_599, "60 minutes"),
        (3_600, "1 hour"),
        (4_320, "1.2 hours"),
        (22_075.2, "6.1 hours"),
        (259_200, "3 days"),
        (1_814_400, "21 days"),
        (31_536_000 * 2, "2 years"),
        (3e12, "95,129 years"),
    ],
)
def test_a_duration_has_the_unit_of_a_person(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{q.part:words}} of them", "two thirds of them"),
        ("$b = {{q.part:words}}$", r"$b = \text{two thirds}$"),
        ("{{q.count:words}}", "two"),
        ("{{q.time:duration}}", r"1\.2 hours"),
        ("in {{q.nothing:duration}}", "in no finite time"),
        ("{{q.nothing:words}}", r"\(no value\)"),
        ("{{q.nothing:.1%}} {{q.nothing}}", r"\(no value\) \(no value\)"),
        ("$x = {{q.nothing:.2f}}$", r"$x = \text{(no value)}$"),
        ("{{q.unset:.0%}}, in {{q.unset:duration}}", "none, in no finite time"),
        ("{{q.rate:%}}, {{q.whole:%}}", "2.5\xa0%, 60\xa0%"),
    ],
)
def test_words_are_quoted_and_nothing_has_words_of_its_own(source: str, wanted: str) -> None:
    numbers = {"q.part": "2/3", "q.count": 2, "q.time": 4_320.0, "q.nothing": None}
    numbers |= {"q.unset": "none", "q.rate": 0.025, "q.whole": 0.6}
    assert quote(source, numbers) == wanted
