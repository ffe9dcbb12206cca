"""Small searches of closed formulas."""

from collections.abc import Callable

import pytest
from hybridstake.experiments.evaluating.expressions import read_condition
from hybridstake.experiments.evaluating.ranges import read_ranges
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.tuning.problem import Objective, Problem

Posed = Callable[..., Problem]


@pytest.fixture
def posed() -> Posed:
    """A problem as a command line says it, of closed formulas where nothing else is said."""

    def pose(
        vary: tuple[str, ...] = ("issuance.yearly_cap=0.001:0.1", "slashing.rate=0.02:1"),
        maximise: tuple[str, ...] = ("entry_staking_ratio_balanced",),
        minimise: tuple[str, ...] = ("launch_issuance_rate_balanced",),
        subject_to: tuple[str, ...] = ("entry_yield_balanced >= 0.03",),
        given: str = "reference",
        budget: int = 12,
        seed: int = 1,
    ) -> Problem:
        parameters = load(given)
        return Problem(
            given=parameters,
            held=parameters,
            ranges=tuple(read_ranges(list(vary), parameters)),
            objectives=(
                *(Objective(name, True) for name in maximise),
                *(Objective(name, False) for name in minimise),
            ),
            conditions=tuple(read_condition(text) for text in subject_to),
            budget=budget,
            replicates=2,
            seed=seed,
        )

    return pose
