"""The descent to a small counterexample: never far, never without an end, and always the same."""

from dataclasses import replace
from fractions import Fraction
from math import isqrt

import numpy as np
import pytest
import z3
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.quorums import smallest
from hybridstake.proofs.quorums.intersection import intersection
from hybridstake.proofs.quorums.premises import SIGNED_TWICE
from hybridstake.proofs.quorums.regions import KINDS, Universe, symbolic
from hybridstake.proofs.quorums.smallest import Descent, objectives, scaled, smallest_whole
from hybridstake.proofs.quorums.validators import ValidatorSet
from hybridstake.proofs.solving.condition import Condition
from hybridstake.proofs.solving.settling import refutation
from hybridstake.proofs.solving.solver import fresh_solver
from hybridstake.proofs.solving.stated import stated


def found_in(condition: Condition) -> Universe:
    """The rational weights with which Z3 refutes a condition."""
    asked = stated(condition)
    answer = asked.answer()
    assert answer.model is not None
    assert isinstance(asked.unknowns, Universe)
    return asked.unknowns.evaluated(answer.model)


def refutes(universe: Universe, condition: Condition) -> bool:
    """Whether weights are a counterexample, reckoned without a solver."""
    return (
        all(universe.rules())
        and all(premise.holds(universe) for premise in condition.premises)
        and not condition.conclusion.holds(universe)
    )


def awkward(plan: Parameters, rng: np.random.Generator, digits: int) -> Condition:
    """Balanced and Secure certificates just too small to share an honest holder of anything."""
    sizes = [int(rng.integers(10 ** (digits - 1), 10**digits)) for _ in range(6)]
    # At the root of a half every threshold is far from all simple fractions.
    thresholds = [Fraction(isqrt(size * size // 2), size) for size in sizes[:4]]
    byzantine = [Fraction(isqrt(2 * size * size) - size + 1, size) for size in sizes[4:]]
    changed = replace(
        plan,
        balanced=replace(
            plan.balanced, authority_threshold=thresholds[0], stake_threshold=thresholds[1]
        ),
        secure=replace(
            plan.secure, oversight_threshold=thresholds[2], stake_threshold=thresholds[3]
        ),
        assumptions=replace(
            plan.assumptions, byzantine_authorities=byzantine[0], byzantine_stake=byzantine[1]
        ),
    )
    return intersection("awkward", changed, Mode.BALANCED, Mode.SECURE)


@pytest.mark.parametrize("digits", [3, 6, 18])
def test_a_scaled_counterexample_is_whole_and_still_one(plan: Parameters, digits: int) -> None:
    condition = awkward(plan, np.random.default_rng(digits), digits)
    found = found_in(condition)
    whole = scaled(found)
    weights = [weight for kind in KINDS for weight in whole.weights[kind].values()]
    assert {weight.denominator for weight in weights} == {1}
    assert refutes(found, condition)
    assert refutes(whole, condition)


@pytest.mark.parametrize("digits", [3, 6, 18])
def test_the_work_of_a_descent_is_bounded_and_lowers_what_it_starts_from(
    plan: Parameters, digits: int
) -> None:
    condition = awkward(plan, np.random.default_rng(digits), digits)
    unknown = symbolic(z3.Context(), SIGNED_TWICE, sort="whole")
    solver = fresh_solver(unknown.validators().ctx)
    solver.add(*condition.assertions(unknown))
    start = scaled(found_in(condition))
    descent = Descent(solver, unknown, start)
    for objective in objectives(SIGNED_TWICE):
        descent.lower(objective)
    assert 0.5 < descent.work / smallest.TOTAL_RESOURCES < 1.01
    assert descent.smallest.validators() < start.validators()
    assert refutes(descent.smallest, condition)


def test_awkward_thresholds_give_the_same_counterexample_again(plan: Parameters) -> None:
    condition = awkward(plan, np.random.default_rng(6), 6)
    first, second = (smallest_whole(condition, SIGNED_TWICE, found_in(condition)) for _ in range(2))
    assert first.weights == second.weights


def test_where_it_is_small_the_start_does_not_show(plan: Parameters) -> None:
    """Three authorities and one token, from a counterexample seven million times as large."""
    condition = intersection("plan", plan, Mode.FAST, Mode.SECURE)
    found = found_in(condition)
    larger = Universe(
        found.sets,
        {
            kind: {region: weight * 7_000_000 for region, weight in found.weights[kind].items()}
            for kind in KINDS
        },
        {},
    )
    least = smallest_whole(condition, SIGNED_TWICE, found)
    assert (least.validators(), least.stake()) == (3, 1)
    assert smallest_whole(condition, SIGNED_TWICE, larger).weights == least.weights


def test_without_any_work_left_the_scaled_counterexample_stands(
    plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smallest, "TOTAL_RESOURCES", 0)
    condition = awkward(plan, np.random.default_rng(18), 18)
    found = found_in(condition)
    assert smallest_whole(condition, SIGNED_TWICE, found).weights == scaled(found).weights
    story = refutation(condition)
    assert story is not None
    assert isinstance(story.story, ValidatorSet)
    assert story.story.validators() == scaled(found).validators() > 10**18
    assert len(story.story.members) <= 40
