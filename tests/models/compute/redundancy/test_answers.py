"""More than two answers: exact laws against closed forms, enumeration and sampled jobs."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hybridstake.models.compute.redundancy.answers import (
    chances_without_a_pile,
    cost_if_none_agree,
    error_and_cost,
    majority_cost_if_none_agree,
)
from hybridstake.models.compute.redundancy.closed_forms import cost, error
from hybridstake.models.compute.redundancy.rules import (
    Accept,
    Scheme,
    iterative,
    progressive,
    traditional,
)
from hybridstake.models.compute.redundancy.sampling import sampled
from hybridstake.models.errors import InvalidParameter

SURE = 0.9999


@pytest.mark.parametrize("right", [0.0, 0.3, 0.7, 0.99999, 1.0])
@pytest.mark.parametrize("scheme", [traditional(9), progressive(9)], ids=str)
def test_with_one_wrong_answer_they_are_the_closed_forms(scheme: Scheme, right: float) -> None:
    found = error_and_cost(scheme, right, 1)
    assert found == pytest.approx((error(scheme, right), cost(scheme, right)), rel=1e-12, abs=0)


def enumerated(scheme: Scheme, right: float, answers: int) -> tuple[float, float]:
    """Every sequence of results, copy by copy, through the rule."""
    longest = (scheme.votes_needed - 1) * (answers + 1) + 1
    chances = [right] + answers * [(1 - right) / answers]
    wrong = copies = 0.0
    for results in product(range(answers + 1), repeat=longest):
        run = 0
        while not isinstance(decision := scheme.next(results[:run]), Accept):
            run += decision.copies
        chance = float(np.prod([chances[each] for each in results]))
        wrong += chance * (decision.answer != 0)
        copies += chance * run
    return wrong, copies


@pytest.mark.parametrize("scheme", [traditional(3), progressive(3)], ids=str)
def test_with_more_they_are_what_enumeration_finds(scheme: Scheme) -> None:
    for answers in (2, 3):
        found = error_and_cost(scheme, 0.6, answers)
        assert found == pytest.approx(enumerated(scheme, 0.6, answers), rel=1e-12, abs=0)


def test_sampled_jobs_agree_where_wrong_results_scatter() -> None:
    for scheme in (traditional(7), progressive(7)):
        wrong, copies = error_and_cost(scheme, 0.5, 4)
        found = sampled(scheme, 0.5, 20_000, np.random.default_rng(1), wrong_answers=4)
        low, high = found.reliability_interval(SURE)
        assert low <= 1 - wrong <= high
        low, high = found.cost_interval(SURE)
        assert low <= copies <= high


def test_collusion_is_the_worst_that_can_happen_above_a_half() -> None:
    errors = [error_and_cost(progressive(7), 0.7, answers)[0] for answers in (1, 2, 3, 8, 20)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 500


def test_piles_are_counted_by_hand() -> None:
    """Two answers, two votes: one result makes no pile, two do in half of the cases, three always."""
    assert chances_without_a_pile(2, 2).tolist() == pytest.approx([1, 1, 0.5], rel=1e-12, abs=0)


def test_a_lead_is_never_wrong_where_no_two_wrong_results_agree() -> None:
    found = sampled(iterative(3), 0.6, 1_000, np.random.default_rng(2), wrong_answers=600)
    assert found.reliability > 0.99
    low, high = found.cost_interval(SURE)
    assert low <= cost_if_none_agree(0.6, 3) <= high


@pytest.mark.parametrize(
    ("scheme", "answers", "message"),
    [
        (iterative(2), 2, "scheme must be traditional or progressive, got iterative"),
        (progressive(3), 0, "wrong_answers must be at least 1, got 0"),
        (progressive(999), 500, "wrong_answers must be fewer with 999 copies, got 500"),
    ],
)
def test_what_cannot_be_summed_is_refused(scheme: Scheme, answers: int, message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        error_and_cost(scheme, 0.7, answers)
    assert str(caught.value) == message


@pytest.mark.parametrize("right", [0.3, 0.7, 1.0])
@pytest.mark.parametrize("size", [3, 9])
def test_a_majority_of_right_results_is_waited_for_where_no_wrong_ones_agree(
    size: int, right: float
) -> None:
    """Every number of the copy that brings the last right result, up to where nothing is left."""
    needed = (size + 1) // 2
    law = {
        last: comb(last - 1, needed - 1) * right**needed * (1 - right) ** (last - needed)
        for last in range(needed, 400)
    }
    assert sum(law.values()) == pytest.approx(1, rel=1e-12, abs=0)
    for scheme, least in ((progressive(size), 0), (traditional(size), size)):
        summed = sum(max(last, least) * chance for last, chance in law.items())
        found = majority_cost_if_none_agree(scheme, right)
        assert found == pytest.approx(summed, rel=1e-12, abs=0)
