"""Trials under several seeds: all agree, and what does not is counted."""

from functools import partial

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import solver_stability
from hybridstake.experiments.questions.solver_stability import SEEDS, answer, cases, numbers
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.proofs.solving.stability import Trial

ASKED = "any.fallback.useful"


@pytest.fixture
def table() -> pd.DataFrame:
    asked = [
        (number, case)
        for number, case in enumerate(cases("plan", load("plan"), Precision.DEFAULT))
        if case[0].claim in (ASKED, "plan.fast-secure.intersection")
    ]
    return pd.DataFrame(
        row
        for number, case in asked
        for row in answer(case, partial(generator, 1, "solver_stability", number))
    )


def test_every_seed_gives_the_same_answer(table: pd.DataFrame) -> None:
    found = numbers(table)
    assert found["seeds"] == SEEDS[Precision.DEFAULT]
    assert found["trials"] == found["seeds"] * found["conditions"]
    assert (found["undecided"], found["unstable"]) == (0, 0)
    assert 0 < found["most_work"] < 0.01
    assert 1 <= found["median_spread"] <= found["widest_spread"]


def test_a_seed_without_an_answer_and_one_with_another_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of all seeds one gives up; the others answer alike, the last with most work."""

    def luck(claim, asked, seed, rng):
        outcome = "undecided" if seed == 1 else "holds"
        return Trial(claim.name, asked.condition.name, seed, outcome, work=10 * (seed + 1))

    monkeypatch.setattr(solver_stability, "trial", luck)
    (case,) = [
        each for each in cases("plan", load("plan"), Precision.DEFAULT) if each[0].claim == ASKED
    ]
    rows = pd.DataFrame(answer(case, partial(generator, 1, "solver_stability", 0)))
    found = numbers(rows)
    assert found["undecided"] == found["unstable"] == found["conditions"] == len(rows)
    assert found["widest_spread"] == SEEDS[Precision.DEFAULT]


def test_theorems_are_tried_once_and_promises_of_both() -> None:
    plan, reference = (
        [case[0].claim for case in cases(name, load(name), Precision.DEFAULT)]
        for name in ("plan", "reference")
    )
    assert len({*plan, *reference}) == len(plan) + len(reference)
    assert ASKED in plan
    assert {name.split(".")[0] for name in reference} == {"reference"}
