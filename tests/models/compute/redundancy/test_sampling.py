"""Sampled jobs agree with the closed forms, through the rule that judges executed ones."""

import numpy as np
import pytest
from hybridstake.models.compute.redundancy.assessment import MOST_JOBS, assess
from hybridstake.models.compute.redundancy.closed_forms import cost, error
from hybridstake.models.compute.redundancy.rules import (
    Accept,
    Kind,
    Scheme,
    iterative,
    progressive,
    traditional,
)
from hybridstake.models.compute.redundancy.sampling import sampled
from hybridstake.models.errors import InvalidParameter

SURE = 0.9999
"""Confidence at which a miss is news [1]."""
SCHEMES = (traditional(7), progressive(7), iterative(3))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: str(scheme.kind))
@pytest.mark.parametrize("right", [0.3, 0.5, 0.7, 0.95])
def test_sampled_jobs_agree_with_the_closed_forms(scheme: Scheme, right: float) -> None:
    found = sampled(scheme, right, 20_000, np.random.default_rng(1))
    low, high = found.reliability_interval(SURE)
    assert low <= 1 - error(scheme, right) <= high
    low, high = found.cost_interval(SURE)
    assert low * (1 - 1e-12) <= cost(scheme, right) <= high * (1 + 1e-12)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: str(scheme.kind))
def test_jobs_one_by_one_through_the_rule_have_the_same_law(scheme: Scheme) -> None:
    """The object twin: lists of votes, as execution hands them over."""
    rng = np.random.default_rng(2)
    wrong, copies, jobs = 0, [], 4_000
    for _ in range(jobs):
        votes: list[bool] = []
        while not isinstance(decision := scheme.next(votes), Accept):
            votes += (rng.random(decision.copies) < 0.7).tolist()
        wrong += decision.answer is False
        copies.append(len(votes))
    exact = float(error(scheme, 0.7))
    assert abs(wrong / jobs - exact) < 4 * np.sqrt(exact * (1 - exact) / jobs)
    assert abs(np.mean(copies) - cost(scheme, 0.7)) <= 4 * np.std(copies) / np.sqrt(jobs) + 1e-9


def test_wrong_results_that_scatter_are_accepted_less_often() -> None:
    errors = [
        1 - sampled(iterative(3), 0.55, 20_000, np.random.default_rng(3), answers).reliability
        for answers in (1, 2, 5)
    ]
    assert errors[0] > 1.5 * errors[1] > 1.5 * 1.5 * errors[2]


def test_the_same_generator_gives_the_same_jobs() -> None:
    one, other = (sampled(iterative(2), 0.7, 50, np.random.default_rng(4)) for _ in range(2))
    assert (one.wrong.tolist(), one.copies.tolist()) == (
        other.wrong.tolist(),
        other.copies.tolist(),
    )


def test_an_assessment_has_both_witnesses_or_says_that_sampling_takes_too_long() -> None:
    found = assess(iterative(4), 0.7, 5_000, np.random.default_rng(5))
    assert found.sampled is not None
    low, high = found.sampled.cost
    assert low < found.cost < high
    told = found.as_dict()
    assert (told["reliability"], told["cost"], told["lead"]) == (1 - found.error, found.cost, 4)
    assert assess(iterative(3_000), 0.5, 10, np.random.default_rng(6)).sampled is None
    assert assess(traditional(3), 0.7, 0, np.random.default_rng(7)).as_dict()["copies"] == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((Scheme(Kind.ITERATIVE, 2), -0.1, 1), "reliability must lie in [0, 1], got -0.1"),
        ((Scheme(Kind.ITERATIVE, 2), 0.7, 0), "jobs must be at least 1, got 0"),
        ((Scheme(Kind.ITERATIVE, 2), 0.7, 1, 0), "wrong_answers must be at least 1, got 0"),
    ],
)
def test_a_number_outside_its_range_is_refused(
    arguments: tuple[Scheme, float, int], message: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        sampled(*arguments[:3], np.random.default_rng(1), *arguments[3:])
    assert str(caught.value) == message


def test_too_many_jobs_are_refused() -> None:
    with pytest.raises(InvalidParameter) as caught:
        assess(iterative(2), 0.7, MOST_JOBS + 1, np.random.default_rng(1))
    assert str(caught.value) == f"jobs must lie in [0, {MOST_JOBS}], got {MOST_JOBS + 1}"
