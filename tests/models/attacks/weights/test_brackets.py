"""Tails of fine weights: their proved ends against sums over all subsets."""

import math
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hybridstake.models.attacks.weights.brackets import (
    LogBracket,
    log_bracket,
    log_bracket_again,
)
from hybridstake.models.attacks.weights.groups import FailedWeight, failed_weight, log_odds
from hybridstake.models.attacks.weights.tails import log_upper_tail

Bracket = Callable[[FailedWeight, int, int], LogBracket | None]
WAYS = (log_bracket, log_bracket_again)


def true_tail(groups: list[list[int]], alone: float, together: float, threshold: int) -> float:
    """The tail, summed over every outcome of a few members and groups."""
    law = {0: 1.0}
    for group in groups:
        grown: dict[int, float] = {}
        for outcome in product((False, True), repeat=len(group)):
            chance = (1 - together) * math.prod(alone if each else 1 - alone for each in outcome)
            lost = sum(each for each, fails in zip(group, outcome, strict=True) if fails)
            for weight, before in law.items():
                grown[weight + lost] = grown.get(weight + lost, 0.0) + before * chance
        for weight, before in law.items():
            whole = weight + sum(group)
            grown[whole] = grown.get(whole, 0.0) + before * together
        law = grown
    return math.fsum(chance for weight, chance in law.items() if weight >= threshold)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("cells", [7, 64, 4_096])
def test_both_ends_enclose_the_truth_on_any_lattice(way: Bracket, cells: int) -> None:
    """Either way may decline where no rounded sum reaches the threshold; it must not do so often."""
    rng = np.random.default_rng(cells)
    answered = 0
    for _ in range(60):
        groups = [rng.integers(1, 10**6, size).tolist() for size in (1, 3, 1, 4, 2)]
        alone, together = float(rng.uniform(0.01, 0.6)), float(rng.choice([0.0, 0.05]))
        weight = failed_weight(groups, alone=log_odds(alone), together=log_odds(together))
        threshold = int(rng.integers(1, weight.total + 1))
        truth = true_tail(groups, alone, together, threshold)
        found = way(weight, threshold, cells)
        if found is None:
            continue
        answered += 1
        assert math.exp(found.lower) <= truth * (1 + 1e-11)
        assert math.exp(found.upper) >= truth * (1 - 1e-11)
        assert found.lower <= found.middle <= found.upper
    assert answered > 40


@pytest.mark.parametrize("way", WAYS)
def test_weights_on_the_lattice_are_answered_exactly(way: Bracket) -> None:
    weight = failed_weight([[3, 5], [8], [1]], alone=log_odds(0.2), together=log_odds(0.1))
    truth = math.log(true_tail([[3, 5], [8], [1]], 0.2, 0.1, 9))
    found = way(weight, 9, 17)
    assert found is not None
    for end in (found.lower, found.middle, found.upper):
        assert end == pytest.approx(truth, rel=1e-12, abs=0)


def test_the_answer_is_far_closer_to_the_truth_than_its_ends() -> None:
    """Stakes that the exact way tells apart, and a coarser lattice does not."""
    rng = np.random.default_rng(3)
    weights = (2e3 * (rng.pareto(1.2, 100) + 1)).astype(int).tolist()
    weight = failed_weight([[each] for each in weights], alone=log_odds(0.1), together=-math.inf)
    threshold = weight.total // 2
    truth = log_upper_tail(weight, threshold)
    assert truth is not None
    assert truth < math.log(1e-3)
    for way, cells in ((log_bracket, 2**15), (log_bracket_again, 2**14)):
        found = way(weight, threshold, cells)
        assert found is not None
        assert 1e-5 < found.upper - found.lower < 0.1
        assert found.lower < truth < found.upper
        assert abs(found.middle - truth) < (found.upper - found.lower) / 30


@pytest.mark.parametrize("way", WAYS)
def test_what_is_certain_or_impossible_is_said_so(way: Bracket) -> None:
    weight = failed_weight([[7], [11]], alone=0.0, together=-math.inf)
    never = failed_weight([[7]], alone=-math.inf, together=-math.inf)
    assert way(weight, 0, 4) == LogBracket(lower=0.0, middle=0.0, upper=0.0)
    assert way(weight, 19, 4) == LogBracket(lower=-math.inf, middle=-math.inf, upper=-math.inf)
    assert way(never, 7, 4) == LogBracket(lower=-math.inf, middle=-math.inf, upper=-math.inf)


def test_ends_hold_however_rare_the_tail() -> None:
    """Two of three must fail: three chances of 1e-200 * 1e-200, the weights just off the lattice."""
    weight = failed_weight([[999], [1000], [1001]], alone=log_odds(1e-200), together=-math.inf)
    found = log_bracket(weight, 1500, cells=1000)
    assert found is not None
    assert found.lower <= math.log(3) - 400 * math.log(10) <= found.upper
    assert found.upper - found.lower < 1e-8


def test_noise_that_would_show_is_no_answer() -> None:
    """No outcome weighs about as much as is asked for, so that all which counts is tiny.

    The second way then leaves products alone; a group that fails at once leaves it nothing else.
    """
    alone = failed_weight([[999], [1000], [1001]], alone=log_odds(1e-200), together=-math.inf)
    found = log_bracket_again(alone, 1500, cells=1000)
    assert found is not None
    assert found.lower <= math.log(3) - 400 * math.log(10) <= found.upper
    rare = log_odds(1e-200)
    grouped = failed_weight([[999, 1000, 1001], [998, 1002]], alone=rare, together=rare)
    assert log_bracket_again(grouped, 4000, cells=1000) is None


def test_a_rare_sum_that_two_sets_reach_counts_both() -> None:
    """By hand: 24 + 6 + 4 and 24 + 6 + 4.3 reach 34 million, each with three chances of e^-100."""
    stakes = [24_000_000, 6_000_000, 4_000_001, 4_300_001, 900_001, 100_001]
    weight = failed_weight([stakes], alone=-100.0, together=-math.inf)
    for way in (log_bracket, log_bracket_again):
        found = way(weight, 34_000_000)
        assert found is not None
        assert found.middle == pytest.approx(math.log(2) - 300, abs=1e-9)
        assert found.upper - found.lower < 1e-6
