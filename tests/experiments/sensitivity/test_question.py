from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.evaluating.ranges import Range
from hybridstake.experiments.sensitivity.question import Breakers, Question, breakers_named
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"samples": 100}, "samples must be a power of two from 8 to 2^20, got 100"),
        ({"samples": 4}, "samples must be a power of two from 8 to 2^20, got 4"),
        ({"trajectories": 1}, "trajectories must be at least 2, got 1"),
        ({"metrics": ("gini", "gini")}, "metric must name each once, got gini, gini"),
        ({"ranges": ()}, "vary must name a field that is not zero or absent, got none"),
        (
            {"metrics": ("deterred_gain", "gini"), "replicates": 1},
            "replicates must be at least 2 where a metric is drawn (gini), got 1",
        ),
    ],
)
def test_a_question_that_says_nothing_is_refused(
    question: Question, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        replace(question, **changes)
    assert str(refusal.value) == message


def test_a_word_for_what_becomes_of_breakers_is_one_of_three() -> None:
    assert breakers_named("exclude") is Breakers.EXCLUDE
    with pytest.raises(InvalidParameter) as refusal:
        breakers_named("drop")
    assert str(refusal.value) == "invariants must be one of count, exclude, ignore, got 'drop'"


def test_where_nothing_is_drawn_one_number_is_enough(question: Question) -> None:
    assert question.replicates_drawn == 1
    assert replace(question, metrics=("gini",)).replicates_drawn == 2


def test_whole_fields_take_every_number_equally_often(question: Question) -> None:
    """Four numbers over 32 points of a sequence that has eight in every quarter."""
    whole = replace(question, ranges=(Range("fast.validators", 18, 21, whole=True),))
    counts = Counter(
        whole.changes_at(block[0])["fast.validators"] for block in whole.sobol_points()
    )
    assert counts == {18: 8, 19: 8, 20: 8, 21: 8}
    assert whole.changes_at(np.array([1.0])) == {"fast.validators": 21}


def test_chance_for_one_purpose_depends_on_no_other(question: Question) -> None:
    first = question.generator(2, "gini").random()
    other = replace(question, metrics=("deterred_gain",), samples=8)
    assert other.generator(2, "gini").random() == first
    assert question.generator(3, "gini").random() != first
    assert question.generator(2, "price").random() != first
    assert replace(question, seed=4).generator(2, "gini").random() != first
