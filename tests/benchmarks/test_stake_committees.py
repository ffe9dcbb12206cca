"""How fast committees are drawn by stake and their tails found: 100 of 1,000 Pareto stakes."""

import heapq
import math
import time
from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.models.attacks.choices import AdversaryOrder
from hybridstake.models.attacks.committees.stake_committee import StakeCommittee
from hybridstake.models.attacks.committees.stakes import adversaries_by_share, pareto_stakes
from hybridstake.models.attacks.rare import sample_rare
from hybridstake.models.attacks.stopping import Precision, Stop

pytestmark = pytest.mark.exhaustive

in_processor_time = pytest.mark.benchmark(timer=time.process_time)
"""Seconds of work rather than of waiting: other processes may be at work too."""

FEW = 200
"""Committees that a slow way draws in one round, and ours in one."""


def sketch() -> StakeCommittee:
    """100 of 1,000 Pareto stakes, 67 seats."""
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, 1_000, rng)
    return StakeCommittee(
        stakes=stakes,
        adversaries=adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, rng),
        committee=100,
        seats=67,
    )


def by_loop(stakes: list[float], draws: int, rng: np.random.Generator) -> list[int]:
    """A committee as an object-oriented simulator draws it: one validator, one number at a time."""
    left = dict(enumerate(stakes))
    seated: list[int] = []
    for _ in range(draws):
        point = rng.random() * sum(left.values())
        number = -1
        for each, stake in left.items():
            number = each
            point -= stake
            if point <= 0:
                break
        seated.append(number)
        del left[number]
    return seated


def by_keys(stakes: list[float], draws: int, rng: np.random.Generator) -> list[int]:
    """The same by exponential keys in plain Python."""
    keys = ((-math.log(1 - rng.random()) / stake, who) for who, stake in enumerate(stakes))
    return [who for _, who in heapq.nsmallest(draws, keys)]


def test_drawing_takes_a_fifteenth_of_numpys_choice(ratio: Callable[..., float]) -> None:
    question, rng = sketch(), np.random.default_rng(1)
    parts = question.stakes / question.stakes.sum()

    def choose() -> None:
        for _ in range(FEW):
            rng.choice(1_000, 100, replace=False, p=parts)

    found = ratio(lambda: question.successes(10 * FEW, rng), choose, "a tenth of the ratio")
    assert 10 * found >= 15


@pytest.mark.parametrize(("loop", "least"), [(by_loop, 150), (by_keys, 50)])
def test_drawing_takes_a_small_part_of_a_loop(
    ratio: Callable[..., float],
    loop: Callable[[list[float], int, np.random.Generator], list[int]],
    least: float,
) -> None:
    """A hundred and fiftieth of a loop over objects; the keys in plain Python were not asked for."""
    question, rng = sketch(), np.random.default_rng(1)
    held = question.stakes.tolist()
    found = ratio(
        lambda: question.successes(10 * FEW, rng),
        lambda: loop(held, 100, rng),
        "ratio over committees",
        rounds=7,
    )
    assert 10 * FEW * found >= least


@in_processor_time
def test_a_tail_of_6e_12_is_exact_in_a_fifth_of_a_second(shortest: Callable[..., float]) -> None:
    assert shortest(sketch().exact) < 0.2


@in_processor_time
def test_another_exact_way_takes_less_than_a_second(shortest: Callable[..., float]) -> None:
    assert shortest(sketch().second_exact, rounds=7) < 1


@in_processor_time
def test_a_tail_of_6e_12_is_sampled_to_one_per_cent_in_five_seconds(
    shortest: Callable[..., float],
) -> None:
    """At 99 %, in one process, its preparation counted in."""

    def sampled() -> None:
        drawn = sample_rare(sketch(), np.random.default_rng, Precision(relative_error=0.01))
        assert drawn.stop is Stop.PRECISE
        assert drawn.tally.estimate(0.99).probability == pytest.approx(
            6.431117e-12, rel=0.02, abs=0
        )

    assert shortest(sampled, rounds=3) < 5
