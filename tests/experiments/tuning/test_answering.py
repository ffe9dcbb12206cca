from collections.abc import Callable
from dataclasses import replace

import pytest
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.evaluating.settings import EvaluationSettings
from hybridstake.experiments.running.workplace import Workplace
from hybridstake.experiments.tuning.answering import (
    Answer,
    Point,
    bindings_of,
    difference,
    hypervolumes,
    keeps_for_sure,
    recommended,
)
from hybridstake.experiments.tuning.examining import Trial, excesses_of, is_feasible
from hybridstake.experiments.tuning.front import dominates
from hybridstake.experiments.tuning.gate import refusal_by_rule
from hybridstake.experiments.tuning.problem import Problem
from hybridstake.experiments.tuning.tuning import search
from hybridstake.experiments.tuning.wording import no_candidate, paragraph

Posed = Callable[..., Problem]
HERE = Workplace(1)


@pytest.fixture
def small() -> EvaluationSettings:
    return EvaluationSettings(economy=EconomySettings(epochs=8, stakers=10), last_epochs=4)


def point(values: dict[str, float], **numbers: list[float]) -> Point:
    return Point(Trial(values, [], numbers), numbers)


def test_the_recommended_point_is_of_the_front_and_keeps_every_condition(posed: Posed) -> None:
    problem = posed(budget=16)
    answer = search(problem, HERE, None, at_random=1)
    assert answer.recommended in answer.front
    assert answer.parameters is not None
    costs = [
        tuple(each.cost(found.numbers[each.metric][0]) for each in problem.objectives)
        for found in answer.front
    ]
    assert not any(dominates(a, b) for a in costs for b in costs)
    assert all(found.numbers["entry_yield_balanced"][0] >= 0.03 for found in answer.front)
    assert answer.volume is not None
    assert 0 < answer.volume <= 1
    assert "Hypervolume" in paragraph(answer)


def test_finalists_are_measured_by_chance_that_the_search_has_not_seen(
    posed: Posed, small: EvaluationSettings
) -> None:
    problem = replace(
        posed(maximise=("price",), minimise=(), subject_to=(), budget=4), settings=small
    )
    answer = search(problem, HERE, None)
    found = answer.recommended
    assert found is not None
    assert found.trial.numbers is not None
    seen, fresh = found.trial.numbers["price"], found.numbers["price"]
    assert (len(seen), len(fresh)) == (2, 8)
    assert not set(seen) & set(fresh)
    assert answer.given is not None
    assert len(answer.given["price"]) == 8
    assert "8 fresh runs" in paragraph(answer)


def test_a_difference_of_pairs_is_surer_than_the_pairs() -> None:
    """Both vary by ten, their difference by less than one: Student's interval of 1, 1.5 and 2."""
    found = difference([11.0, 21.5, 32.0], [10.0, 20.0, 30.0])
    half = 4.302653 * 0.5 / 3**0.5
    assert found["mean"] == 1.5
    assert found["lower"] == pytest.approx(1.5 - half, rel=1e-6)
    assert found["upper"] == pytest.approx(1.5 + half, rel=1e-6)


def test_a_point_that_keeps_the_conditions_for_sure_is_preferred(posed: Posed) -> None:
    problem = posed(maximise=("price",), minimise=(), subject_to=("gini <= 0.5",))
    daring = point({}, price=[9.0, 9.0], gini=[0.1, 0.8])
    sure = point({}, price=[5.0, 5.0], gini=[0.3, 0.31])
    assert not keeps_for_sure(problem, daring)
    assert keeps_for_sure(problem, sure)
    assert recommended(problem, [daring, sure]) is sure
    assert recommended(problem, [daring]) is daring
    assert recommended(problem, []) is None


def test_a_condition_is_broken_by_parts_of_its_bound(posed: Posed) -> None:
    problem = posed(subject_to=("gini < 0.5", "staker_yield >= 0.04"))
    trial = Trial({}, [], {"gini": [0.5], "staker_yield": [0.03]})
    gini, staker_yield = excesses_of(problem, trial)
    assert 0 < gini < 1e-6
    assert staker_yield == pytest.approx(0.25)
    assert not is_feasible(problem, trial)
    assert is_feasible(problem, Trial({}, [], {"gini": [0.49], "staker_yield": [0.04]}))


def test_what_binds_is_told_with_its_reason(posed: Posed) -> None:
    """At a rate of 0.05 an outage costs as much as equivocation: a little less is refused."""
    problem = posed(vary=("slashing.rate=0.02:0.9", "issuance.yearly_cap=0.001:0.05"))
    values = {"slashing.rate": 0.05, "issuance.yearly_cap": 0.05}
    found = bindings_of(
        problem,
        point(
            values,
            entry_staking_ratio_balanced=[0.3],
            launch_issuance_rate_balanced=[0.05],
            entry_yield_balanced=[0.0301],
        ),
    )
    assert [(each.kind, each.name) for each in found] == [
        ("condition", "entry_yield_balanced >= 0.03"),
        ("range", "issuance.yearly_cap"),
        ("invariant", "outage-costs-no-more"),
    ]
    assert found[1].told == "it stands at the upper end of its range"
    assert found[2].told == "a little lower, slashing.rate would break it"


def test_a_hypervolume_is_a_part_of_the_box_that_all_searches_span(posed: Posed) -> None:
    """Costs of the first: (-0.4, 0.1) and (-0.2, 0); of the second: (-0.3, 0.2). The box is 0.2²."""
    problem = posed(subject_to=())
    names = ("entry_staking_ratio_balanced", "launch_issuance_rate_balanced")

    def trial(*numbers: float) -> Trial:
        return Trial({}, [], {name: [each] for name, each in zip(names, numbers, strict=True)})

    found = hypervolumes(problem, [[trial(0.4, 0.1), trial(0.2, 0.0)], [trial(0.3, 0.2)], []])
    assert found == [pytest.approx(0.5), 0.0, 0.0]


@pytest.mark.parametrize(("refusal", "undecided"), [("refuted", False), ("undecided", True)])
def test_what_the_solver_gave_up_on_is_not_called_refuted(
    posed: Posed, refusal: str, undecided: bool
) -> None:
    trial = Trial({}, [refusal_by_rule("x", "y") | {"verdict": refusal}])  # pyright: ignore
    answer = Answer(
        problem=posed(), trials=[trial], given_fails=[], given=None, given_in_search=None
    )
    assert answer.is_undecided is undecided
    assert no_candidate(answer) == "no candidate of 1 passes: all are refused, by x (1)"
