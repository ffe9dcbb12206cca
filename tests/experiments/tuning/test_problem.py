from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hybridstake.experiments.tuning.problem import Objective, Problem
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"budget": 0}, "budget must be a whole number from 1 to 2^63 - 1, got 0"),
        ({"replicates": 10_001}, "replicates must be at most 10000, got 10001"),
        ({"ranges": ()}, "vary must name one field at least, got none"),
        (
            {"objectives": ()},
            "maximise and minimise must name 1 to 6 metrics together, got 0",
        ),
        (
            {"objectives": (Objective("gini", True), Objective("gini", False))},
            "a metric must be one objective, got gini twice",
        ),
    ],
)
def test_what_is_no_search_is_refused(
    posed: Callable[..., Problem], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        replace(posed(), **changes)
    assert str(caught.value) == message


def test_conditions_are_evaluated_beside_the_objectives_each_metric_once(
    posed: Callable[..., Problem],
) -> None:
    problem = posed(subject_to=("gini <= 0.5", "entry_staking_ratio_balanced >= 0.1"))
    assert problem.metrics == (
        "entry_staking_ratio_balanced",
        "launch_issuance_rate_balanced",
        "gini",
    )
    assert problem.is_drawn
    assert not posed().is_drawn


def test_costs_turn_what_is_maximised_and_compare_attacks_by_their_logarithm() -> None:
    assert Objective("price", maximise=True).cost(2.0) == -2.0
    assert Objective("price", maximise=False).cost(2.0) == 2.0
    assert Objective("capture_fast", maximise=False).cost(1e-3) == pytest.approx(-3)
    assert Objective("capture_fast", maximise=False).cost(0.0) == pytest.approx(-300)
